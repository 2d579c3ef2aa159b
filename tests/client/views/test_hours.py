"""Hours as people have them before them: the closed page, my work, and what the office keeps."""

from datetime import date, time
from typing import Any

import flet as ft
import msgspec
import pytest

from client.core.clock import Clock
from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import Show
from tests.client.views.test_feed import chip, is_chosen
from tests.edges import DAY, HOUR
from tests.screen import Screen
from wire.accounts import LIST_DEVICES, Devices
from wire.base import Person, Refusal, Role, TextState
from wire.events import StartOver, TextTranslated
from wire.hours import (
    END_ABSENCE,
    GET_ABSENCES,
    GET_CALENDAR,
    GET_SCHOOL_DEVICES,
    MARK_ABSENT,
    REMOVE_DEVICE,
    REMOVE_TERM,
    SET_CLOSURE,
    SET_HOURS,
    SET_TERM,
    TEACH,
    Absence,
    Absences,
    Calendar,
    Closure,
    ClosureKind,
    Cover,
    Hours,
    HoursNow,
    Lesson,
    MyWork,
    SchoolDevice,
    SchoolDevices,
    Teacher,
    Term,
)
from wire.snapshot import Snapshot
from wire.stories import GET_FEED

NOW = Clock().now()
LATER = HoursNow(on=True, periods=((NOW + 2 * DAY, NOW + 2 * DAY + 7 * HOUR),))
OPEN = HoursNow(on=True, periods=((NOW - HOUR, NOW + HOUR),), work=MyWork())
HART = Person(id=20, name="Eleanor Hart", role=Role.TEACHER)
AUTUMN = Term(1, eg.text("Autumn term", 301), date(2026, 9, 1), date(2026, 12, 18))
SNOW = Closure(2, ClosureKind.HOLIDAY, eg.text("Snow", 302), date(2026, 12, 1), date(2026, 12, 1))
CALENDAR = Calendar(hours=Hours(lessons=(Lesson(540, 600),)), terms=(AUTUMN,), closures=(SNOW,))
LAPTOP = SchoolDevice(id=3, name="Year 4 laptop", mark="abc", registered_at=NOW, registered_by="Mrs Dunne")


def shut(*roles: Role, lang: str = "en", why: Any = "closed", **more: Any) -> Snapshot:
    hours = msgspec.structs.replace(LATER, shut=why, **more)
    children = (eg.ZOYA,) if roles else ()
    return eg.snapshot(me=eg.me(20, lang, frozenset(roles)), hours=hours, children=children, staff_topics=())


def staff(*roles: Role, hours: HoursNow = OPEN) -> Snapshot:
    return eg.teacher_snapshot(eg.story(1), me=eg.me(20, "en", frozenset(roles)), hours=hours)


def sent(school: FakeSchool, path: str) -> Any:
    return next(heard.json for heard in school.done if heard.path == path)


def sees_part(screen: Screen, part: str) -> bool:
    return any(part in words for words in screen.words())


async def test_a_teacher_in_the_evening_sees_when_it_opens_and_nothing_else(show: Show) -> None:
    screen = await show(shut())
    assert screen.sees("Closed for today")
    assert sees_part(screen, "Bookbag opens again on ")
    assert not sees_part(screen, "Stories")
    assert not screen.sees("My family")
    assert screen.all(ft.NavigationBar) == []


async def test_an_unknown_day_is_said_otherwise(show: Show) -> None:
    unknown = await show(shut(periods=()))
    assert unknown.sees("Bookbag opens again when the next term begins. Please ask the office for the day.")


async def test_away_from_school_it_says_where_it_opens(show: Show) -> None:
    screen = await show(shut(why="not_from_here"))
    assert screen.sees("Only at school")


async def test_a_parent_who_works_here_is_one_tap_from_the_family(show: Show, school: FakeSchool) -> None:
    both = frozenset({Role.TEACHER, Role.PARENT})
    open_day = staff(*both)
    screen = await show(msgspec.structs.replace(open_day, children=(eg.ZOYA,)))
    await screen.tap(chip(screen, "My work"))
    school.snapshot(shut(Role.PARENT))
    school.tell(101, StartOver())
    await screen.until(lambda: screen.sees("Closed for today"))
    await screen.tap("My family")
    await screen.until(lambda: not screen.sees("Closed for today") and sees_part(screen, "Stories"))
    await screen.go("/more/work")
    await screen.until(lambda: screen.sees("Closed for today"))


async def test_an_open_app_closes_when_the_server_says_so_and_opens_again(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_FEED, eg.page(eg.story(1)))
    screen = await show(staff(Role.TEACHER))
    await screen.until(lambda: screen.sees("We planted beans today."))
    school.snapshot(shut())
    school.tell(101, StartOver())
    await screen.until(lambda: screen.sees("Closed for today"))
    assert not screen.sees("We planted beans today.")
    school.snapshot(staff(Role.TEACHER))
    await screen.until(lambda: len(school.follows) == 2)
    school.tell(102, StartOver())
    await screen.until(lambda: screen.sees("We planted beans today."))


async def test_language_and_devices_stay_open_and_the_rest_does_not(show: Show, school: FakeSchool) -> None:
    school.answers(LIST_DEVICES, Devices(devices=()))
    screen = await show(shut(), "/more/language")
    assert screen.sees("Polski")
    for route in ("/more", "/new", "/more/scheduled", "/more/work"):
        await screen.go(route)
        await screen.until(lambda: screen.sees("Closed for today"))
        assert len(screen.all(ft.View)) == 1


async def test_the_closed_page_in_urdu_is_mirrored(show: Show) -> None:
    screen = await show(shut(lang="ur"))
    assert screen.page.rtl is True


async def test_who_is_here_by_exception_is_told_that_it_is_recorded(show: Show) -> None:
    hours = msgspec.structs.replace(LATER, excepted=True, work=MyWork())
    screen = await show(staff(Role.SMT, hours=hours))
    said = "It is outside staff hours. You may be here, and it is recorded that you are."
    await screen.until(lambda: any(bar.content == said for bar in bars(screen)))


def bars(screen: Screen) -> list[ft.SnackBar]:
    return [one for one in screen.page._dialogs.controls if isinstance(one, ft.SnackBar)]


async def test_the_switch_i_am_teaching(show: Show, school: FakeSchool) -> None:
    until = NOW + HOUR
    school.answers(TEACH, MyWork(teaching_until=until))
    screen = await show(staff(Role.TEACHER), "/more/work")
    assert screen.sees("I am teaching")
    await screen.fire(screen.one(ft.Switch), "change", True)
    await screen.until(lambda: sees_part(screen, "No notification disturbs you until"))
    assert "on" in sent(school, "/v1/teaching")


async def test_a_teacher_says_that_they_are_away_and_back(show: Show, school: FakeSchool) -> None:
    school.answers(MARK_ABSENT, Absences(absences=(), teachers=()))
    screen = await show(staff(Role.TEACHER), "/more/work")
    await screen.tap("Mark as away")
    await screen.until(lambda: "/v1/absences" in school.paths())
    assert sent(school, "/v1/absences") == {"person_id": 20, "starts_at": None, "ends_at": None}
    away = Absence(5, HART, NOW - HOUR)
    school.answers(END_ABSENCE, Absences(absences=(), teachers=()), absence_id=5)
    hours = msgspec.structs.replace(OPEN, work=MyWork(absence=away))
    back = await show(staff(Role.TEACHER, hours=hours), "/more/work")
    assert back.sees("Away until further notice.")
    await back.tap("I am back")
    await back.until(lambda: "/v1/absences/5/end" in school.paths())


async def test_a_ta_sees_for_whom_they_answer(show: Show) -> None:
    hours = msgspec.structs.replace(OPEN, covers=(Cover("4A", HART),))
    screen = await show(staff(Role.TA, hours=hours), "/more/work")
    assert any("is away. You can answer the families of" in said for said in screen.words())
    assert not screen.sees("Mark as away")


async def test_the_office_marks_a_teacher_away_until_a_day(show: Show, school: FakeSchool) -> None:
    nobody = Absences(absences=(), teachers=(Teacher(HART, ("4A",)),))
    school.answers(GET_ABSENCES, nobody)
    away = Absence(5, HART, NOW - HOUR)
    school.answers(MARK_ABSENT, Absences(absences=(away,), teachers=nobody.teachers))
    school.answers(END_ABSENCE, nobody, absence_id=5)
    screen = await show(staff(Role.OFFICE), "/more/away")
    await screen.until(lambda: screen.sees("Eleanor Hart"))
    await screen.tap(screen.all(ft.OutlinedButton)[0])
    await screen.tap(chip(screen, "Until a day"))
    assert is_chosen(screen, "Until a day")
    await screen.tap("Mark as away")
    await screen.until(lambda: screen.sees("Away until further notice."))
    assert sent(school, "/v1/absences")["ends_at"] > NOW
    await screen.tap(screen.all(ft.OutlinedButton)[0])
    await screen.until(lambda: screen.sees("4A"))


async def test_the_gate_is_switched_and_a_refusal_stands_in_its_place(show: Show, school: FakeSchool) -> None:
    school.answers(GET_CALENDAR, CALENDAR)
    school.answers(SET_HOURS, Refusal("no_terms"))
    screen = await show(staff(Role.OFFICE), "/more/hours")
    await screen.until(lambda: screen.sees("Autumn term"))
    switch = screen.all(ft.Switch)[0]
    screen.session.apply_patch(switch._i, {"value": True})
    await screen.fire(switch, "change", True)
    await screen.until(lambda: sees_part(screen, "Please add the next term first."))
    assert (
        next(heard.json["on"] for heard in school.heard if heard.path == "/v1/hours" and heard.body) is True
    )


async def test_a_working_day_is_saved_when_the_button_says_so(show: Show, school: FakeSchool) -> None:
    school.answers(GET_CALENDAR, CALENDAR)
    school.answers(SET_HOURS, CALENDAR)
    screen = await show(staff(Role.SMT), "/more/hours")
    await screen.until(lambda: screen.sees("Opens: 08:30"))
    assert screen.one(ft.FilledButton).disabled is True
    await screen.tap("Opens: 08:30")
    picker = next(one for one in screen.page._dialogs.controls if isinstance(one, ft.TimePicker))
    screen.session.apply_patch(picker._i, {"value": time(8, 0)})
    await screen.fire(picker, "change")
    assert (screen.sees("Opens: 08:00"), screen.sees("Not saved yet.")) == (True, True)
    await screen.tap("Take this lesson out")
    await screen.tap(chip(screen, "Saturday"))
    await screen.tap(screen.one(ft.FilledButton))
    await screen.until(lambda: "/v1/hours" in school.paths())
    said = sent(school, "/v1/hours")
    assert (said["opens"], said["lessons"], said["days"]) == (480, [], [1, 2, 3, 4, 5, 6])


async def test_the_names_of_days_are_read_in_my_language_and_changed_as_they_were_written(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_CALENDAR, CALENDAR)
    screen = await show(staff(Role.OFFICE), "/more/hours")
    await screen.until(lambda: screen.sees("Autumn term") and len(school.listeners) == 1)
    school.tell(101, TextTranslated(eg.text("Autumn term", 301, state=TextState.DONE, shown="Herbst")))
    school.tell(102, TextTranslated(eg.text("Snow", 302, state=TextState.DONE, shown="Schnee")))
    await screen.until(lambda: screen.sees("Herbst") and screen.sees("Schnee"))
    await screen.tap(next(one for one in screen.all(ft.TextButton) if one.content == "Change"))
    await screen.until(lambda: screen.sees("Take out"))
    assert screen.one(ft.TextField, label="Name of the term").value == "Autumn term"


async def test_terms_and_closed_days_are_added_changed_and_taken_out(show: Show, school: FakeSchool) -> None:
    school.answers(GET_CALENDAR, CALENDAR)
    school.answers(SET_TERM, CALENDAR)
    school.answers(SET_CLOSURE, CALENDAR)
    school.answers(REMOVE_TERM, msgspec.structs.replace(CALENDAR, terms=()), term_id=1)
    screen = await show(staff(Role.OFFICE), "/more/hours")
    await screen.until(lambda: screen.sees("Add a term"))
    await screen.tap("Add a term")
    await screen.type("Name of the term", "Spring term")
    await screen.tap(screen.all(ft.FilledButton)[-1])
    await screen.until(lambda: "/v1/hours/terms" in school.paths())
    assert (sent(school, "/v1/hours/terms")["name"], sent(school, "/v1/hours/terms")["term_id"]) == (
        "Spring term", None,
    )  # fmt: skip
    await screen.tap("Add closed days")
    await screen.tap(chip(screen, "Bank holiday"))
    await screen.type("Name of these days", "May Day")
    await screen.tap(screen.all(ft.FilledButton)[-1])
    await screen.until(lambda: "/v1/hours/closures" in school.paths())
    assert sent(school, "/v1/hours/closures")["kind"] == "bank_holiday"
    await screen.tap(next(one for one in screen.all(ft.TextButton) if one.content == "Change"))
    await screen.until(lambda: screen.sees("Take out"))
    await screen.tap("Take out")
    await screen.until(lambda: not screen.sees("Autumn term"))


async def test_the_list_of_devices(show: Show, school: FakeSchool) -> None:
    school.answers(GET_SCHOOL_DEVICES, SchoolDevices(devices=(LAPTOP,), needed=True))
    school.answers(REMOVE_DEVICE, SchoolDevices(devices=(), needed=True), device_id=3)
    screen = await show(staff(Role.OFFICE), "/more/school-devices")
    await screen.until(lambda: screen.sees("Year 4 laptop"))
    await screen.tap("Register this device")
    assert screen.sees("Please give the device a name, so that you know it again.")
    await screen.tap("Take off the list")
    dialog = next(one for one in screen.page._dialogs.controls if isinstance(one, ft.AlertDialog))
    await screen.fire(dialog.actions[1], "click")
    await screen.until(lambda: not screen.sees("Year 4 laptop"))


@pytest.mark.parametrize("route", ["/more/hours", "/more/away", "/more/school-devices"])
async def test_what_cannot_be_loaded_can_be_tried_again(show: Show, school: FakeSchool, route: str) -> None:
    for endpoint in (GET_CALENDAR, GET_ABSENCES, GET_SCHOOL_DEVICES):
        school.answers(endpoint, Refusal("not_allowed"))
    screen = await show(staff(Role.OFFICE), route)
    await screen.until(lambda: screen.sees("The list could not be loaded"))


async def test_more_leads_there_and_only_for_those_who_may(show: Show) -> None:
    links = ("My work", "Who is away", "School hours and terms", "School devices")
    seen = {}
    for name, snapshot in (
        ("parent", eg.snapshot(me=eg.me(7, "en"))),
        ("teacher", staff(Role.TEACHER)),
        ("office", staff(Role.OFFICE)),
    ):
        screen = await show(snapshot, "/more")
        seen[name] = [link for link in links if screen.sees(link)]
    assert seen == {"parent": [], "teacher": ["My work"], "office": list(links)}
