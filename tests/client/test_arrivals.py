"""What arrives while the app is open is told quietly, once, elsewhere, and never of one's own deeds (spec 13.1)."""

from typing import Any

import pytest

from client.notifications.store import Arrival, Arrivals
from tests.client import eg
from wire import events
from wire.base import Person, Role
from wire.notifications import NoticeKind
from wire.stories import StoryState

ME = Person(id=7, name="Nadia Malik", role=Role.PARENT)


@pytest.fixture
def told() -> list[Arrival]:
    """What was told."""
    return []


@pytest.fixture
def arrivals(told: list[Arrival]) -> Arrivals:
    """Nadia's open app, on the place called More."""
    made = Arrivals()
    made.tell = told.append
    made.load(eg.snapshot(eg.story(1)), "family")
    made.at = "/more"
    return made


def story(**more: Any) -> events.StoryPosted:
    return events.StoryPosted(eg.story(9, **more))


NEW = Arrival(NoticeKind.STORY, "Eleanor Hart", "/stories/9")
MESSAGE = events.Noticed(NoticeKind.MESSAGE, "Eleanor Hart", "/messages/3", "Zoya Malik")


def test_a_story_of_my_childs_class(arrivals: Arrivals, told: list[Arrival]) -> None:
    arrivals.take(story())
    assert told == [NEW]


def test_my_own_story_is_nothing_new(arrivals: Arrivals, told: list[Arrival]) -> None:
    arrivals.take(story(author=ME))
    assert told == []


def test_a_story_that_is_not_for_my_family_is_not_told(arrivals: Arrivals, told: list[Arrival]) -> None:
    arrivals.take(story(topic="class:99"))
    arrivals.take(story(state=StoryState.SCHEDULED))
    assert told == []


@pytest.mark.parametrize(
    ("at", "count"), [("/", 0), ("/stories/9", 0), ("/stories/8", 1), ("/messages/3", 1)]
)
def test_what_is_on_the_screen_is_not_told(
    arrivals: Arrivals, told: list[Arrival], at: str, count: int
) -> None:
    arrivals.at = at
    arrivals.take(story())
    assert len(told) == count


@pytest.mark.parametrize(("at", "count"), [("/", 1), ("/messages/3", 0), ("/messages/4", 1)])
def test_a_message_is_told_unless_its_thread_is_open(
    arrivals: Arrivals, told: list[Arrival], at: str, count: int
) -> None:
    arrivals.at = at
    arrivals.take(MESSAGE)
    assert told == [Arrival(NoticeKind.MESSAGE, "Eleanor Hart", "/messages/3", "Zoya Malik")] * count


def test_after_signing_out_nothing_is_told(arrivals: Arrivals, told: list[Arrival]) -> None:
    arrivals.clear()
    arrivals.take(story())
    assert told == []
