"""The whole app of one page, drawn and tapped, at a school that hears what it says."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from typing import Any

import flet as ft
import pytest

from client.app import make_main
from client.ui import tick
from tests.client import eg
from tests.client.edge import FakeDevice, FakeSchool
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.stories import GET_COMMENTS, POST_COMMENT, CommentPage

Show = Callable[..., Coroutine[Any, Any, Screen]]


@pytest.fixture
async def show(edge: FakeSchool) -> AsyncIterator[Show]:
    """Opens the app in a tab of its own; every one is closed after the test."""
    shown: list[Screen] = []

    async def one(at: FakeSchool | None = None, route: str = "/") -> Screen:
        school = at or edge
        screen = Screen(route)
        shown.append(screen)
        return await screen.open(make_main(lambda _: FakeDevice(school, school.token)))

    yield one
    for screen in shown:
        await screen.close()


def says(text: str) -> str:
    """Somebody's words as a screen holds them: set apart, so that they do not turn the words around them."""
    return f"\u2066{text}\u2069"


def school_of(person: int, lang: str, *stories: int) -> FakeSchool:
    made = FakeSchool(token=f"token-{person}")
    told = [eg.story(n, text=eg.text(f"For {person}: {n}", text_id=n)) for n in stories]
    made.snapshot(eg.snapshot(*told, me=eg.me(person, lang)))
    return made


async def test_two_parents_in_one_process_never_see_each_others_stories(show: Show) -> None:
    nadias, kasias = school_of(7, "en", 1), school_of(8, "en", 2)
    nadia, kasia = await show(nadias), await show(kasias)
    await nadia.until(lambda: "For 7: 1" in " ".join(nadia.words()))
    await kasia.until(lambda: "For 8: 2" in " ".join(kasia.words()))
    sent = kasia.bytes_sent
    news = eg.story(9, text=eg.text("Only for Nadia", text_id=9))
    nadias.tell(101, events.StoryPosted(news))
    await nadia.until(lambda: "Only for Nadia" in " ".join(nadia.words()))
    assert (kasia.bytes_sent, "Nadia" in " ".join(kasia.words())) == (sent, False)
    assert "For 8" not in " ".join(nadia.words())


async def test_one_new_story_sends_one_card_and_not_the_whole_list(show: Show) -> None:
    edge = school_of(7, "en", *range(20, 0, -1))
    screen = await show(edge)
    await screen.until(lambda: len(edge.listeners) == 1)
    await screen.settle()
    whole, before = screen.bytes_sent, screen.bytes_sent
    edge.tell(101, events.StoryPosted(eg.story(30)))
    await screen.settle(0.2)
    assert 0 < screen.bytes_sent - before < whole / 8


async def test_a_closed_tab_leaves_nothing_running(edge: FakeSchool) -> None:
    before = asyncio.all_tasks()
    edge.answers(GET_COMMENTS, CommentPage(comments=(), next=None), story_id=1)
    screen = await Screen("/stories/1").open(make_main(lambda _: FakeDevice(edge, edge.token)))
    await screen.settle(0.1)
    assert len(asyncio.all_tasks()) > len(before)
    await screen.close()
    await screen.settle(0.1)
    left = {task.get_coro().__qualname__ for task in asyncio.all_tasks() - before}  # type: ignore[union-attr]
    assert left == set()


async def test_time_goes_on_while_a_story_is_open(
    show: Show, edge: FakeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tick, "EVERY_SECONDS", 0.01)
    screen = await show()
    await screen.until(lambda: len(edge.listeners) == 1)
    await screen.settle(0.1)
    assert len(_ticking()) == 1


async def test_no_clock_ticks_for_a_story_that_was_closed(
    show: Show, edge: FakeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tick, "EVERY_SECONDS", 0.01)
    edge.answers(GET_COMMENTS, CommentPage(comments=(), next=None), story_id=1)
    screen = await show(route="/stories/1")
    await screen.until(lambda: len(_ticking()) == 2)
    await screen.settle(0.1)
    await screen.go("/")
    await screen.until(lambda: len(_ticking()) == 1)


def _ticking() -> list[object]:
    return [task for task in asyncio.all_tasks() if "use_now" in str(task.get_coro())]


async def test_a_comment_that_is_typed_and_sent_goes_once(show: Show, edge: FakeSchool) -> None:
    edge.snapshot(eg.snapshot(eg.story(1), me=eg.me(lang="en")))
    edge.answers(GET_COMMENTS, CommentPage(comments=(), next=None), story_id=1)
    edge.answers(POST_COMMENT, eg.comment(), story_id=1)
    edge.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    screen = await show(route="/stories/1")
    await screen.until(lambda: screen.all(ft.TextField))
    field = screen.all(ft.TextField)[-1]
    screen.session.apply_patch(field._i, {"value": "Thank you"})
    await screen.fire(field, "change", "Thank you")
    await screen.tap("Send")
    await screen.until(lambda: "/v1/stories/1/comments" in [heard.path for heard in edge.done])
    assert [heard.path for heard in edge.done].count("/v1/stories/1/comments") == 1
    assert edge.done[0].json["body"] == "Thank you"
