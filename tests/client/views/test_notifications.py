"""The banner in the open app, the screen of my choices, and the office's list of e-mails that came back."""

import flet as ft
import msgspec
import pytest

from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.screen import Screen
from wire import events
from wire.base import Role
from wire.notifications import (
    CHOOSE_NOTIFICATIONS,
    GET_BOUNCES,
    GET_NOTIFICATIONS,
    RETRY_BOUNCE,
    Bounce,
    Bounces,
    BounceWhy,
    How,
    NoticeChoices,
    NoticeKind,
    Notifications,
    Quiet,
)
from wire.snapshot import Snapshot

USUAL = {NoticeKind.STORY: How.DAILY, NoticeKind.COMMENT: How.DAILY, NoticeKind.MESSAGE: How.AT_ONCE}
CHOICES = NoticeChoices(emails=True, kinds=USUAL, words=False, quiet=None, digest_at=1020)
MINE = Notifications(choices=CHOICES, mail_on=True, email="nadia@example.org", bounced=False)
COMMENT = events.Noticed(NoticeKind.COMMENT, "Eleanor Hart", "/stories/1")
BOUNCE = Bounce(
    id=5,
    person_id=8,
    name="Jan Nowak",
    email="jan@example.org",
    at=1_794_474_000_000,
    why=BounceWhy.UNKNOWN,
    code=550,
)


def snack(screen: Screen) -> ft.SnackBar | None:
    """The sentence at the bottom of the screen."""
    shown = [one for one in screen.page._dialogs.controls if isinstance(one, ft.SnackBar) and one.open]
    return shown[0] if shown else None


async def test_something_new_elsewhere_is_said_once_and_one_tap_opens_it(
    show: Show, school: FakeSchool
) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more")
    await screen.until(lambda: school.listeners)
    school.tell(101, COMMENT)
    await screen.until(lambda: snack(screen))
    bar = snack(screen)
    assert bar is not None
    assert bar.content == "New comment from Eleanor Hart"
    assert isinstance(bar.action, ft.SnackBarAction)
    await screen.fire(bar.action, "click")
    await screen.until(lambda: screen.page.route == "/stories/1")
    await screen.until(lambda: snack(screen) is None)
    assert school.seen[-1] == "/stories/1"


async def test_what_is_on_the_screen_already_is_not_said(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/stories/1")
    await screen.until(lambda: school.listeners)
    school.tell(101, COMMENT)
    await screen.settle(0.1)
    assert snack(screen) is None


async def test_the_server_hears_where_the_person_is(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")))
    await screen.until(lambda: school.seen == ["/"])
    await screen.go("/stories/1")
    await screen.go("/more")
    await screen.until(lambda: school.seen == ["/", "/stories/1"])


def opened(school: FakeSchool, mine: Notifications = MINE) -> None:
    """The server knows these choices, and takes others."""
    school.answers(GET_NOTIFICATIONS, mine)
    school.answers(
        CHOOSE_NOTIFICATIONS,
        lambda heard: msgspec.structs.replace(
            mine, choices=msgspec.json.decode(heard.body, type=NoticeChoices)
        ),
    )


def chosen(school: FakeSchool) -> NoticeChoices:
    """What was chosen last."""
    return msgspec.convert(school.done[-1].json, NoticeChoices)


async def test_how_often_is_one_tap(show: Show, school: FakeSchool) -> None:
    opened(school)
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/notifications")
    await screen.until(lambda: screen.sees("Comments on stories"))
    never = [one for one in screen.all(ft.Container) if one.on_click and "Never" in str(_words(one))]
    await screen.tap(never[0])
    await screen.until(lambda: school.done)
    assert chosen(school) == msgspec.structs.replace(CHOICES, kinds={**USUAL, NoticeKind.STORY: How.NEVER})


@pytest.mark.parametrize(
    ("first", "sees"),
    [(eg.snapshot(eg.story(1), me=eg.me(7, "en")), False), (eg.teacher_snapshot(eg.story(1)), True)],
)
async def test_what_concerns_work_alone_is_offered_to_who_works_here(
    show: Show, school: FakeSchool, first: Snapshot, sees: bool
) -> None:
    opened(school)
    screen = await show(first, "/more/notifications")
    await screen.until(lambda: screen.sees("Comments on stories"))
    assert screen.sees("What I handed in and got back") is sees
    assert screen.sees("Answers passed on to me") is sees


def _words(box: ft.Container) -> list[str]:
    row = box.content
    assert isinstance(row, ft.Row)
    return [one.value for one in row.controls if isinstance(one, ft.Text)]


async def switch(screen: Screen, n: int, on: bool) -> None:
    """Turn the n-th switch."""
    one = screen.all(ft.Switch)[n]
    screen.session.apply_patch(one._i, {"value": on})
    await screen.fire(one, "change", on)


async def test_quiet_hours_and_words_are_switches(show: Show, school: FakeSchool) -> None:
    opened(school)
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/notifications")
    await screen.until(lambda: len(screen.all(ft.Switch)) == 3)
    await switch(screen, 1, on=True)
    await screen.until(lambda: screen.sees("From: 20:00") and screen.sees("Until: 07:00"))
    assert chosen(school).quiet == Quiet(starts=1200, ends=420)
    await switch(screen, 2, on=True)
    await screen.until(lambda: len(school.done) == 2)
    assert chosen(school).words


async def test_without_emails_nothing_else_is_asked(show: Show, school: FakeSchool) -> None:
    opened(school)
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/notifications")
    await screen.until(lambda: len(screen.all(ft.Switch)) == 3)
    await switch(screen, 0, on=False)
    await screen.until(lambda: len(screen.all(ft.Switch)) == 1)
    assert not chosen(school).emails


async def test_staff_have_the_schools_hours_and_no_quiet_hours_of_their_own(
    show: Show, school: FakeSchool
) -> None:
    opened(school)
    screen = await show(eg.teacher_snapshot(), "/more/notifications")
    await screen.until(lambda: screen.sees("Comments on stories"))
    assert screen.sees("Quiet hours") is False


async def test_a_school_without_emails_says_so(show: Show, school: FakeSchool) -> None:
    opened(school, msgspec.structs.replace(MINE, mail_on=False))
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/notifications")
    await screen.until(
        lambda: screen.sees("This school does not send e-mails. What is new is shown in the app.")
    )
    assert screen.all(ft.Switch) == []


async def test_an_address_that_does_not_work_is_said_to_its_owner(show: Show, school: FakeSchool) -> None:
    opened(school, msgspec.structs.replace(MINE, bounced=True))
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/notifications")
    await screen.until(
        lambda: screen.sees(
            "The last e-mail to nadia@example.org came back. No more e-mails are sent there. "
            "Please tell the office if this address is not right."
        )
    )


async def test_choices_that_cannot_be_loaded_can_be_tried_again(show: Show, school: FakeSchool) -> None:
    school.answers(GET_NOTIFICATIONS, 503)
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more/notifications")
    await screen.until(lambda: screen.sees("Your choices could not be loaded"))
    opened(school)
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("Comments on stories"))


async def test_only_the_office_is_led_to_what_came_back(show: Show) -> None:
    parent = await show(eg.snapshot(eg.story(1), me=eg.me(7, "en")), "/more")
    office = await show(eg.teacher_snapshot(me=eg.me(30, "en", frozenset({Role.OFFICE}))), "/more")
    assert (parent.sees("E-mails that came back"), office.sees("E-mails that came back")) == (False, True)


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_the_office_sees_whose_address_it_is_and_tries_again(
    show: Show, school: FakeSchool, width: int
) -> None:
    school.answers(GET_BOUNCES, Bounces(mail_on=True, bounces=(BOUNCE,), stuck=2))
    school.answers(RETRY_BOUNCE, Bounces(mail_on=True, bounces=(), stuck=0), bounce_id=5)
    office = eg.teacher_snapshot(me=eg.me(30, "en", frozenset({Role.OFFICE})))
    screen = await show(office, "/more/bounces", width)
    await screen.until(lambda: screen.sees("Jan Nowak"))
    assert screen.sees("This address does not exist. Please ask for the right one.")
    await screen.tap("Try this address again")
    await screen.until(lambda: screen.sees("No e-mail came back"))
