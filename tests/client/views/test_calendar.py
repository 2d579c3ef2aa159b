"""The calendar as people have it before them: list, week and month, one event, writing one, the link."""

import re
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import flet as ft
import msgspec
import pytest

from client.app import make_main
from client.calendar.grid import day_by_key
from client.calendar.store import CalendarStore
from client.core.clock import Clock
from client.core.db import open_store
from client.core.words import Words
from client.ui.moments import local, moment
from tests.client import eg
from tests.client.edge import FakeDevice, FakeSchool
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Refusal, Role, TextState
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    END_LINK,
    GET_DATES,
    GET_LINK,
    GET_OCCASION,
    MAKE_LINK,
    POST_OCCASION,
    CalendarLink,
    Dates,
    Occasion,
    OccasionKind,
    OccasionState,
    Repeats,
    When,
    feed_path,
)
from wire.guidance import CHECK_WORDS, Guidance, GuidanceWay, Hint, MatterKind
from wire.hours import Closure, ClosureKind, Term
from wire.safeguarding import REPORT, Reported
from wire.school import Audience

TODAY = local(Clock().now(), "Europe/London").date()
TOMORROW = TODAY + timedelta(days=1)
ENGLISH = eg.snapshot(me=eg.me(7, "en"))
BREAK = Closure(3, ClosureKind.HOLIDAY, eg.text("Half-term", 301), TOMORROW, TOMORROW + timedelta(days=2))
TERM = Term(4, eg.text("Autumn term", 302), TODAY - timedelta(days=60), TOMORROW + timedelta(days=9))


def occasion(number: int = 1, title: str = "Coffee morning", **more: Any) -> Occasion:
    usual = Occasion(
        id=number, topic="class:4", audience="4A", kind=OccasionKind.COFFEE_MORNING,
        title=eg.text(title, 100 + number), when=When(TOMORROW, TOMORROW, 540, 600), author=eg.HART,
        at=1, changed_at=1, venue=eg.text("Hall", 200 + number),
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def answer(*occasions: Occasion) -> Dates:
    return Dates(occasions=occasions, terms=(TERM,), closures=(BREAK,))


@pytest.fixture(autouse=True)
def prepared(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("event", ""))
    other = occasion(2, "Assembly", topic="class:3", audience="3B", when=When(TOMORROW, TOMORROW))
    school.answers(GET_DATES, answer(occasion(), other))


def said(screen: Screen, part: str) -> list[str]:
    return [words for words in screen.words() if part in words]


async def test_the_list_has_every_child_s_days_and_one_child_s_at_a_tap(
    show: Show, school: FakeSchool
) -> None:
    screen = await show(ENGLISH, "/calendar", NARROW)
    await screen.until(lambda: screen.sees("Coffee morning"))
    assert screen.sees("Assembly")
    assert screen.sees("Half-term")
    assert screen.sees("Autumn term ends")
    assert said(screen, "09:00")
    await screen.tap("Ilyas Malik")
    await screen.until(lambda: not screen.sees("Class 4A"))
    assert screen.sees("Assembly")


async def test_what_happens_shows_at_once_and_what_is_not_mine_does_not(
    show: Show, school: FakeSchool
) -> None:
    screen = await show(ENGLISH, "/calendar")
    await screen.until(lambda: screen.sees("Coffee morning"))
    off = occasion(state=OccasionState.CANCELLED, revision=1)
    school.tell(101, events.CalendarChanged(occasion(9, "Not for us", topic="class:77")))
    school.tell(102, events.CalendarChanged(off))
    await screen.until(lambda: screen.sees("Cancelled"))
    school.tell(103, events.TextTranslated(eg.text("Autumn term", 302, state=TextState.DONE, shown="Jesień")))
    await screen.until(lambda: screen.sees("Jesień ends"))
    await screen.tap("Show original")
    await screen.until(lambda: screen.sees("Autumn term ends"))
    await screen.tap("Show translation")
    await screen.until(lambda: screen.sees("Jesień ends"))
    urdu = eg.text("Coffee morning", 102, state=TextState.DONE, shown="Tea, translated")
    school.tell(104, events.TextTranslated(urdu))
    school.tell(105, events.DaysChanged(terms=(), closures=()))
    await screen.until(lambda: screen.sees("Tea, translated") and not screen.sees("Half-term"))
    assert not screen.sees("Not for us")
    assert not screen.sees("Autumn term ends")


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_a_day_of_the_month_says_by_ear_what_is_on_it(show: Show, width: int) -> None:
    screen = await show(ENGLISH, "/calendar", width)
    await screen.until(lambda: screen.sees("List"))
    await screen.tap("Month")
    if TOMORROW.month != TODAY.month:
        await screen.tap("Next month")
    days = [one.semantics_label for one in screen.all(ft.Text) if one.semantics_label]
    assert len(days) % 7 == 0
    on = [label for label in days if label and "Coffee morning, 09:00 to 10:00" in label]
    assert len(on) == 1
    assert {"Half-term", "Assembly, All day"} <= set(on[0].split(". "))
    assert sum("Today" in (label or "") for label in days) <= 1


async def test_weekdays_are_in_the_reader_s_language(show: Show) -> None:
    screen = await show(eg.snapshot(me=eg.me(7, "ur")), "/calendar", WIDE)
    await screen.until(lambda: len(screen.all(ft.Text)) > 40)
    heads = [one.value for one in screen.all(ft.Text, no_wrap=True) if not one.semantics_label]
    assert heads[:7] == ["پیر", "منگل", "بدھ", "جمعرات", "جمعہ", "ہفتہ", "اتوار"]


async def test_empty_failed_and_back_again(show: Show, school: FakeSchool) -> None:
    school.answers(GET_DATES, Refusal("slow_down"))
    screen = await show(ENGLISH, "/calendar")
    await screen.until(lambda: screen.sees("The calendar could not be loaded"))
    school.answers(GET_DATES, Dates((), (), ()))
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("Nothing in the calendar yet"))


async def test_one_event_can_be_taken_into_one_s_own_calendar_and_not_changed(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_OCCASION, occasion(details=eg.text("Bring a cup.", 301)), occasion_id=1)
    screen = await show(ENGLISH, "/calendar/1")
    await screen.until(lambda: screen.sees("Bring a cup."))
    button = screen.one(ft.OutlinedButton, content="Add to my calendar")
    assert isinstance(button.url, ft.Url)
    assert button.url.url.split("?")[0].endswith("/occasions/1.ics")
    assert not screen.sees("Change")
    assert screen.sees("Class 4A")


SERIES = When(TOMORROW, TOMORROW, 540, 600, Repeats.WEEKLY, TOMORROW + timedelta(days=30))


async def test_staff_leave_out_one_time_and_cancel_the_rest(show: Show, school: FakeSchool) -> None:
    one = occasion(when=SERIES)
    school.answers(GET_OCCASION, one, occasion_id=1)
    school.answers(EDIT_OCCASION, one, occasion_id=1)
    school.answers(CANCEL_OCCASION, one, occasion_id=1)
    screen = await show(eg.teacher_snapshot(), "/calendar/1")
    await screen.until(lambda: screen.sees("The next times"))
    await screen.tap(screen.all(ft.TextButton, content="Leave out")[1])
    await screen.until(lambda: screen.all(ft.AlertDialog, open=True) != [])
    await screen.tap(screen.all(ft.FilledButton, content="Leave out")[0])
    await screen.until(lambda: EDIT_OCCASION.path.format(occasion_id=1) in [h.path for h in school.done])
    asked = next(heard for heard in school.done if heard.path.endswith("/edit")).json
    assert asked["when"]["skipped"] == [str(TOMORROW + timedelta(days=7))]
    await screen.tap(screen.all(ft.TextButton, content="Cancel the event")[0])
    await screen.until(lambda: screen.sees("Cancel this event?"))
    await screen.tap(screen.all(ft.FilledButton, content="Cancel the event")[0])
    await screen.until(lambda: "/v1/calendar/1/cancel" in [h.path for h in school.done])


async def test_an_event_that_ends_before_it_starts_is_not_sent(show: Show, school: FakeSchool) -> None:
    school.answers(POST_OCCASION, occasion())
    mine = (Audience(topic="class:4", name="4A", leads=True),)
    screen = await show(eg.teacher_snapshot(audiences=mine), "/calendar/new")
    await screen.until(lambda: screen.sees("Put into the calendar"))
    await screen.tap("Put into the calendar")
    assert screen.sees("Please give the event a title.")
    await screen.type("Title", "Trip to the river")
    await screen.tap("Trip")
    await pick_time(screen, "Ends", 8)
    await screen.tap("Put into the calendar")
    assert said(screen, "The event ends before it starts.")
    await pick_time(screen, "Ends", 15)
    await screen.tap("Every week")
    await screen.tap("Put into the calendar")
    await screen.until(lambda: POST_OCCASION.path in [heard.path for heard in school.done])
    asked = next(heard for heard in school.done if heard.path == POST_OCCASION.path).json
    assert (asked["title"], asked["kind"], asked["topic"]) == ("Trip to the river", "trip", "class:4")
    assert (asked["when"]["starts"], asked["when"]["ends"]) == (540, 900)
    assert (asked["when"]["repeats"], asked["when"]["until"]) == (
        "weekly",
        str(TOMORROW + timedelta(days=70)),
    )


async def pick_time(screen: Screen, name: str, hour: int) -> None:
    """Chooses a time of day in the dialog of a button."""
    (button,) = [one for one in screen.all(ft.OutlinedButton) if str(one.content).startswith(f"{name}:")]
    await screen.tap(button)
    picker = screen.page._dialogs.controls[-1]
    assert isinstance(picker, ft.TimePicker)
    picker.value = time(hour)
    await screen.fire(picker, "change")


async def test_the_link_is_shown_once_and_can_be_ended(show: Show, school: FakeSchool) -> None:
    school.answers(GET_LINK, CalendarLink())
    school.answers(MAKE_LINK, CalendarLink(made_at=Clock().now()))
    school.answers(END_LINK, CalendarLink())
    screen = await show(ENGLISH, "/calendar/link")
    await screen.until(lambda: screen.sees("Make my link"))
    await screen.tap("Make my link")
    await screen.until(lambda: screen.sees("Your link is ready"))
    secret = next(heard for heard in school.done if heard.path == MAKE_LINK.path).json["secret"]
    assert re.fullmatch(r"[\w-]{43}", secret)
    assert said(screen, feed_path(secret))
    button = screen.one(ft.FilledButton, content="Open in my calendar")
    assert str(button.url).startswith("webcal://")
    await screen.tap("End my link")
    await screen.until(lambda: screen.sees("Make my link"))
    assert not said(screen, secret)


async def test_who_works_here_has_no_link_of_the_family(show: Show) -> None:
    staff = eg.teacher_snapshot(me=eg.me(20, "en", frozenset({Role.TEACHER})))
    screen = await show(staff, "/calendar")
    await screen.until(lambda: screen.sees("New event"))
    assert not screen.sees("See these dates in my own calendar")


@pytest.fixture
def focused(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is said of the days that are given the focus, one after the other."""
    told: list[str] = []

    async def focus(button: Any) -> None:
        told.append(str(button.content.controls[0].semantics_label))

    monkeypatch.setattr(ft.TextButton, "focus", focus)
    return told


@pytest.mark.parametrize("lang", ["en", "ur"])
async def test_arrow_keys_go_from_day_to_day_also_into_other_months(
    show: Show, focused: list[str], lang: str
) -> None:
    words = Words(lang)
    screen = await show(eg.snapshot(me=eg.me(7, lang)), "/calendar", WIDE)
    await screen.until(lambda: screen.sees(words.month(TODAY)))

    async def press(key: str, to: date) -> None:
        said_of_it = words.date(moment(to, time(12), "Europe/London"), Clock().now())
        await screen.fire(screen.one(ft.KeyboardListener), "key_down", {"key": key})
        await screen.until(lambda: screen.sees(words.month(to)))
        await screen.until(lambda: bool(focused) and focused[-1].startswith(said_of_it))

    day = day_by_key("Page Down", TODAY, 1, rtl=False) or TODAY
    await press("Page Down", day)
    for n in range(1, 6):
        await press("Arrow Down", day + n * timedelta(days=7))
    day += timedelta(days=36)
    await press("Arrow Left" if lang == "ur" else "Arrow Right", day)


@pytest.mark.parametrize(
    ("key", "rtl", "to"),
    [
        ("Arrow Right", False, date(2026, 12, 1)), ("Arrow Right", True, date(2026, 11, 29)),
        ("Arrow Left", True, date(2026, 12, 1)), ("Arrow Up", False, date(2026, 11, 23)),
        ("Home", False, date(2026, 11, 30)), ("End", False, date(2026, 12, 6)),
        ("Page Down", False, date(2026, 12, 30)), ("Page Up", False, date(2026, 10, 30)),
        ("Enter", False, None), ("A", True, None),
    ],
)  # fmt: skip
def test_where_each_key_leads(key: str, rtl: bool, to: date | None) -> None:
    assert day_by_key(key, date(2026, 11, 30), 1, rtl=rtl) == to


def test_the_last_day_of_a_month_leads_to_the_last_of_a_shorter_one() -> None:
    assert day_by_key("Page Down", date(2027, 1, 31), 1, rtl=False) == date(2027, 2, 28)


async def test_what_was_chosen_and_written_is_there_again_after_a_refusal(
    show: Show, school: FakeSchool
) -> None:
    school.answers(POST_OCCASION, Refusal("days_too_far"))
    mine = (Audience(topic="class:3", name="3B"), Audience(topic="class:4", name="4A"))
    screen = await show(eg.teacher_snapshot(audiences=mine), "/calendar/new")
    await screen.until(lambda: screen.sees("Put into the calendar"))
    await screen.type("Title", "Trip to the river")
    await screen.tap("Trip")
    await screen.tap("4A")
    await pick_time(screen, "Ends", 15)
    await screen.tap("Put into the calendar")
    await screen.until(lambda: POST_OCCASION.path in school.paths())
    await screen.until(lambda: screen.page.route == "/calendar")
    await screen.go("/calendar/new")
    await screen.until(lambda: screen.sees("Put into the calendar"))
    school.answers(POST_OCCASION, occasion())
    await screen.tap("Put into the calendar")
    await screen.until(lambda: POST_OCCASION.path in [heard.path for heard in school.done])
    asked = next(heard for heard in school.done if heard.path == POST_OCCASION.path).json
    assert (asked["title"], asked["kind"], asked["topic"]) == ("Trip to the river", "trip", "class:4")
    assert asked["when"]["ends"] == 900


async def test_an_event_is_looked_over_while_it_is_written_and_can_be_reported(
    show: Show, school: FakeSchool
) -> None:
    hint = Hint(kind=MatterKind.FIRST_AID, way=GuidanceWay.CALL_FAMILY)
    school.answers(CHECK_WORDS, Guidance(hints=(hint,)))
    mine = (Audience(topic="class:4", name="4A", leads=True),)
    screen = await show(eg.teacher_snapshot(audiences=mine), "/calendar/new")
    await screen.until(lambda: screen.sees("Put into the calendar"))
    await screen.type("What should families know?", "She fell and cut her knee.")
    await screen.until(lambda: CHECK_WORDS.path in school.paths())
    await screen.until(lambda: screen.all(ft.Semantics, live_region=True) != [])
    school.answers(GET_OCCASION, occasion(), occasion_id=1)
    school.answers(REPORT, Reported(at=1))
    family = await show(ENGLISH, "/calendar/1")
    await family.until(lambda: family.sees("Coffee morning"))
    await family.tap("Report this event")
    await family.type("What is wrong with it?", "It is not kind.")
    await family.tap("Send the report")
    await family.until(lambda: REPORT.path in [heard.path for heard in school.done])
    asked = next(heard for heard in school.done if heard.path == REPORT.path).json
    assert asked == {"what": "occasion", "ref_id": 1, "reason": "It is not kind."}


async def test_all_pages_are_asked_for(show: Show, school: FakeSchool) -> None:
    def page(heard: Any) -> Dates:
        second = occasion(2, "Second page", when=When(TOMORROW, TOMORROW))
        if heard.query["skip"] == "1":
            return answer(second)
        return msgspec.structs.replace(answer(occasion()), next=1)

    school.answers(GET_DATES, page)
    screen = await show(ENGLISH, "/calendar")
    await screen.until(lambda: screen.sees("Coffee morning") and screen.sees("Second page"))


def test_of_many_texts_that_come_one_by_one_the_last_completes_the_days() -> None:
    store, waiting = CalendarStore(), {"state": TextState.PENDING}
    tea = msgspec.structs.replace(
        occasion(), title=eg.text("Tea", 101, **waiting), venue=eg.text("Hall", 201, **waiting)
    )
    store.days("family", TODAY, TOMORROW, answer(tea))
    complete = []
    for number in (101, 999, 201):
        store.take(events.TextTranslated(eg.text("Tea", number, state=TextState.DONE, shown="Tee")))
        complete.append(store.is_complete_with(number))
    assert complete == [False, False, True]


async def test_without_a_connection_the_days_last_seen_stand_and_say_how_old_they_are(
    school: FakeSchool, tmp_path: Path
) -> None:
    school.snapshot(ENGLISH)
    device = partial(FakeDevice, school, school.token, tmp_path)
    first = await Screen("/calendar").open(make_main(lambda _: device()))
    await first.until(lambda: first.sees("Coffee morning"))
    await first.until(lambda: len(school.listeners) == 1)
    school.tell(101, events.CalendarChanged(occasion(title="Tea and cake", revision=1)))
    await first.until(lambda: first.sees("Tea and cake"))
    venue = eg.text("Hall", 201, state=TextState.DONE, shown="Aula")
    school.tell(102, events.TextTranslated(venue))
    school.tell(103, events.TextTranslated(eg.text("Half-term", 301, state=TextState.DONE, shown="Ferie")))
    await first.until(lambda: first.sees("Ferie") and said(first, "Aula"))
    await first.close()
    school.go_down()
    again = await Screen("/calendar").open(make_main(lambda _: device()))
    await again.until(lambda: again.sees("Tea and cake"))
    assert again.sees("Ferie")
    assert said(again, "Aula")
    assert said(again, "The calendar as it was")
    assert not again.sees("The calendar could not be loaded")
    school.up = True
    await again.go("/calendar")
    await again.close()
    kept = open_store(tmp_path)
    kept.forget_seen()
    assert kept.part("anybody", "calendar:family") is None
    kept.close()
