"""What a school has switched off is on no screen, and the office switches it (spec 14.5)."""

from functools import partial

import flet as ft
import msgspec
import pytest

from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.screen import Screen
from wire import events
from wire.base import Refusal, Role
from wire.modules import OFFERED, PLACES_OF, SWITCH_MODULE, Modules
from wire.notifications import GET_NOTIFICATIONS, How, NoticeChoices, NoticeKind, Notifications

ENGLISH = eg.snapshot(me=eg.me(7, "en"))
ALL_OFF = tuple(sorted(OFFERED))
BARE = msgspec.structs.replace(ENGLISH, modules_off=ALL_OFF)
OFFICE = eg.snapshot(me=eg.me(30, "en", frozenset({Role.OFFICE})), children=())


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_tabs_go_and_come_at_once(show: Show, school: FakeSchool, width: int) -> None:
    screen = await show(ENGLISH, "/", width)
    assert labels(screen) == ["Stories", "Messages", "Points", "Forms", "More"]
    await screen.until(lambda: len(school.listeners) == 1)
    school.snapshot(BARE)
    school.tell(101, events.StartOver())
    await screen.until(lambda: labels(screen) == ["Stories", "More"])
    await screen.until(lambda: len(school.follows) == 2)
    school.snapshot(ENGLISH)
    school.tell(101, events.StartOver())
    await screen.until(lambda: labels(screen) == ["Stories", "Messages", "Points", "Forms", "More"])


def reads(screen: Screen, part: str) -> bool:
    return any(part in words for words in screen.words())


def labels(screen: Screen) -> list[str]:
    bars = [one.destinations or () for one in screen.all(ft.NavigationBar)]
    rails = [one.destinations or () for one in screen.all(ft.NavigationRail)]
    return [str(one.label) for shown in (*bars, *rails) for one in shown]


@pytest.mark.parametrize(
    "path", [*(PLACES_OF[module] for module in OFFERED), "/messages/5", "/calls/new/concern/1", "/calendar/3"]
)
async def test_an_address_in_a_part_that_is_off_says_so_and_asks_nothing(
    show: Show, school: FakeSchool, path: str
) -> None:
    screen = await show(BARE, path)
    await screen.until(lambda: reads(screen, "Your school has switched this part of Bookbag off."))
    assert screen.all(ft.NavigationBar) == []
    asked = [one for one in school.paths() if any(place.strip("/") in one for place in PLACES_OF.values())]
    assert asked == []
    assert not screen.all(ft.SnackBar)
    await screen.tap("Go to the stories")
    assert screen.page.route == "/"


async def test_more_has_no_link_into_what_is_off(show: Show, school: FakeSchool) -> None:
    screen = await show(BARE, "/more")
    await screen.until(lambda: screen.sees("Notifications"))
    assert not screen.sees("Calendar")
    assert not screen.sees("Call me with an interpreter")
    assert not screen.sees("Parts of Bookbag")


async def test_who_writes_a_comment_is_offered_the_telephone_and_no_call_that_is_off(
    show: Show, school: FakeSchool
) -> None:
    story = eg.story(1)
    for snapshot, offered in ((ENGLISH, True), (BARE, False)):
        with_story = msgspec.structs.replace(snapshot, feed=eg.page(story))
        screen = await show(with_story, "/stories/1")
        await screen.until(partial(screen.all, ft.TextField))
        assert any("020" in words for words in screen.words())
        assert screen.sees("Call me with an interpreter") is offered
        await screen.close()


async def test_notifications_offer_no_kind_that_is_off(show: Show, school: FakeSchool) -> None:
    kinds = dict.fromkeys(NoticeKind, How.DAILY)
    chosen = NoticeChoices(emails=True, kinds=kinds, words=False, quiet=None, digest_at=1020)
    mine = Notifications(choices=chosen, mail_on=True, email="n@example.org", bounced=False)
    school.answers(GET_NOTIFICATIONS, mine)
    screen = await show(BARE, "/more/notifications")
    await screen.until(lambda: screen.sees("Comments on stories"))
    assert not screen.sees("Messages")
    screen = await show(ENGLISH, "/more/notifications")
    await screen.until(lambda: screen.sees("Messages"))


async def turn_off(screen: Screen, n: int) -> None:
    one = screen.all(ft.Switch)[n]
    screen.session.apply_patch(one._i, {"value": False})
    await screen.fire(one, "change", False)


async def test_the_office_switches_a_part_off_and_hears_why_not(show: Show, school: FakeSchool) -> None:
    school.answers(SWITCH_MODULE, Modules(off=("points",)))
    screen = await show(OFFICE, "/more")
    await screen.tap("Parts of Bookbag")
    await screen.until(lambda: reads(screen, "Nothing is deleted"))
    assert [one.value for one in screen.all(ft.Switch)] == [True] * len(OFFERED)
    await turn_off(screen, 1)
    await screen.until(lambda: [one.value for one in screen.all(ft.Switch)].count(False) == 1)
    asked = next(heard for heard in school.done if heard.path == SWITCH_MODULE.path)
    assert asked.json == {"module": "points", "on": False}
    school.answers(SWITCH_MODULE, Refusal("not_allowed"))
    await turn_off(screen, 0)
    await screen.until(lambda: reads(screen, "You may not do this."))
