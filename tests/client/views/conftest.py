"""Opens the whole app on a page of its own, at a school that hears what it says."""

from collections.abc import AsyncIterator, Callable, Coroutine

import pytest

from client.app import make_main
from tests.client import eg
from tests.client.edge import FakeDevice, FakeSchool
from tests.screen import Screen
from wire.calls import GET_CALLS, GET_MY_CALLS, CallPage, MyCalls
from wire.forms import GET_FORMS, FormsPage
from wire.guidance import CHECK_WORDS, Guidance
from wire.library import GET_ITEM_REACH
from wire.school import GET_REACH, GET_SCHOOL, Reach
from wire.snapshot import Snapshot
from wire.stories import GET_COMMENTS, GET_FEED, GET_SCHEDULED, CommentPage, Scheduled

Show = Callable[..., Coroutine[None, None, Screen]]
NARROW, WIDE = 400, 1280


@pytest.fixture
def school() -> FakeSchool:
    """Answers what every screen asks."""
    made = FakeSchool()
    made.answers(GET_SCHOOL, eg.SCHOOL)
    made.answers(GET_FEED, eg.page())
    made.answers(CHECK_WORDS, Guidance())
    made.answers(GET_MY_CALLS, MyCalls(calls=()))
    made.answers(GET_CALLS, CallPage(calls=(), next=None, open=0))
    made.answers(GET_FORMS, FormsPage(forms=()))
    made.answers(GET_SCHEDULED, Scheduled(stories=()))
    for endpoint in (GET_REACH, GET_ITEM_REACH):
        made.answers(endpoint, Reach(families=2, languages=(("ur", 1), ("en", 1)), not_on_app=("Sam Reed",)))
    for story_id in range(1, 41):
        made.answers(GET_COMMENTS, CommentPage(comments=(), next=None), story_id=story_id)
    return made


@pytest.fixture
async def show(school: FakeSchool) -> AsyncIterator[Show]:
    """``await show(snapshot, "/path", width)``: the app as that person has it; no snapshot: nobody is signed in."""
    shown: list[Screen] = []

    async def one(snapshot: Snapshot | None, route: str = "/", width: int = NARROW) -> Screen:
        if snapshot is not None:
            school.snapshot(snapshot)
        screen = Screen(route, width=width)
        shown.append(screen)
        kept = school.token if snapshot is not None else None
        await screen.open(make_main(lambda _: FakeDevice(school, kept)))
        await screen.until(lambda: len(screen.words()) > 2)
        return await screen.settle()

    yield one
    for screen in shown:
        await screen.close()
