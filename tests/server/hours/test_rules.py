"""When staff are at work, as a table of moments; when they may be disturbed."""

from dataclasses import replace
from datetime import date

import msgspec
import pytest

from server.hours import rules
from server.hours.rules import Busy, Calendar, Days
from tests.server.hours.eg import HOURS, YEAR, at, utc
from wire.hours import Hours, Lesson

NEVER = ""
MOMENTS = [
    # a moment in UTC, why; at work; when it opens next by the school's clock; when it next changes
    ("2026-11-12 08:29", "a minute early", False, "2026-11-12 08:30", "2026-11-12 08:30"),
    ("2026-11-12 08:30", "the first moment", True, "2026-11-13 08:30", "2026-11-12 16:00"),
    ("2026-11-12 15:59", "the last minute", True, "2026-11-13 08:30", "2026-11-12 16:00"),
    ("2026-11-12 16:00", "over", False, "2026-11-13 08:30", "2026-11-13 08:30"),
    ("2026-11-13 16:00", "Friday evening", False, "2026-11-16 08:30", "2026-11-16 08:30"),
    ("2026-11-15 12:00", "Sunday", False, "2026-11-16 08:30", "2026-11-16 08:30"),
    ("2026-11-27 10:00", "a training day: staff work", True, "2026-11-30 08:30", "2026-11-27 16:00"),
    # summer time begins and ends; by UTC the same 8:30 is an hour earlier in summer
    ("2026-10-23 07:30", "summer: 8:30 is 7:30 UTC", True, "2026-11-02 08:30", "2026-10-23 16:00"),
    ("2026-10-23 15:00", "summer: 16:00 is 15:00 UTC", False, "2026-11-02 08:30", "2026-11-02 08:30"),
    ("2026-10-25 00:30", "the autumn night, before", False, "2026-11-02 08:30", "2026-11-02 08:30"),
    ("2026-10-25 01:30", "the autumn night, after", False, "2026-11-02 08:30", "2026-11-02 08:30"),
    ("2026-11-02 07:30", "winter: not yet", False, "2026-11-02 08:30", "2026-11-02 08:30"),
    ("2026-11-02 08:30", "winter: 8:30 is 8:30 UTC", True, "2026-11-03 08:30", "2026-11-02 16:00"),
    ("2027-03-28 00:59", "the spring night, before", False, "2027-04-12 08:30", "2027-04-12 08:30"),
    ("2027-03-28 01:01", "the spring night, after", False, "2027-04-12 08:30", "2027-04-12 08:30"),
    ("2027-04-12 07:30", "the first day after it", True, "2027-04-13 08:30", "2027-04-12 16:00"),
    # the edges of terms, half-term, bank holidays
    ("2026-08-20 10:00", "before all that is known", False, "2026-09-02 08:30", "2026-09-02 08:30"),
    ("2026-10-27 10:00", "half-term", False, "2026-11-02 08:30", "2026-11-02 08:30"),
    ("2026-12-18 15:59", "the last minute of term", True, "2027-01-04 08:30", "2026-12-18 16:00"),
    ("2026-12-18 16:00", "the term is over", False, "2027-01-04 08:30", "2027-01-04 08:30"),
    ("2027-05-03 10:00", "May Day", False, "2027-05-04 08:30", "2027-05-04 08:30"),
    ("2027-07-21 14:00", "the last day of the year", True, NEVER, "2027-07-21 16:00"),
    ("2027-07-22 10:00", "no later term is known", False, NEVER, NEVER),
]


def known(text: str) -> int | None:
    return at(text) if text else None


@pytest.mark.parametrize(("moment", "why", "at_work", "opens", "changes"), MOMENTS)
def test_a_moment(moment: str, why: str, at_work: bool, opens: str, changes: str) -> None:
    now = utc(moment)
    told = (rules.is_at_work(YEAR, now), rules.opens_at(YEAR, now), rules.next_change(YEAR, now))
    assert told == (at_work, known(opens), known(changes)), why
    assert rules.seen_from(YEAR, now) == (None if at_work else known(opens)), why


@pytest.mark.parametrize(("moment", "since"), [
    ("2026-11-12 07:00", "2026-11-11 16:00"), ("2026-11-15 12:00", "2026-11-13 16:00"),
    ("2026-10-27 10:00", "2026-10-23 16:00"), ("2027-07-30 10:00", "2027-07-21 16:00"),
])  # fmt: skip
def test_since_when_it_is_closed(moment: str, since: str) -> None:
    assert rules.closed_since(YEAR, utc(moment)) == at(since)


def test_before_all_that_is_known_it_has_always_been_closed() -> None:
    assert rules.closed_since(YEAR, utc("2026-08-01 10:00")) == 0


def test_a_phone_in_another_zone_asks_about_the_same_moment() -> None:
    assert at("2026-11-12 13:30", "Asia/Karachi") == at("2026-11-12 08:30")
    assert rules.is_at_work(YEAR, at("2026-11-12 13:30", "Asia/Karachi"))
    assert not rules.is_at_work(YEAR, at("2026-11-12 08:30", "Asia/Karachi"))


def test_a_school_in_another_zone_goes_by_its_own_clock() -> None:
    warsaw = replace(YEAR, zone="Europe/Warsaw")
    assert rules.opens_at(warsaw, utc("2026-11-12 02:00")) == utc("2026-11-12 07:30")


def test_work_in_the_night_that_has_an_hour_less() -> None:
    nights = replace(
        YEAR, hours=msgspec.structs.replace(HOURS, opens=0, closes=240, days=(7,), lessons=()),
        terms=(Days(date(2027, 3, 28), date(2027, 3, 28)),),
    )  # fmt: skip
    start, end = next(rules.periods(nights, utc("2027-03-27 12:00")))
    assert (end - start) // 3_600_000 == 3


def test_work_until_midnight_ends_with_the_day() -> None:
    late = replace(YEAR, hours=msgspec.structs.replace(HOURS, closes=1440))
    assert rules.next_change(late, at("2026-11-12 23:59")) == at("2026-11-13 00:00")


def test_without_hours_staff_are_always_at_work() -> None:
    off = replace(YEAR, hours=Hours(on=False))
    sunday = at("2026-11-15 03:00")
    assert (rules.is_at_work(off, sunday), rules.next_change(off, sunday), rules.seen_from(off, sunday)) == (
        True, None, None,
    )  # fmt: skip


def test_hours_without_a_term_are_closed_and_nobody_knows_until_when() -> None:
    empty = Calendar("Europe/London", HOURS)
    assert (rules.is_at_work(empty, at("2026-11-12 10:00")), rules.opens_at(empty, at("2026-11-12 10:00"))) == (
        False, None,
    )  # fmt: skip


def test_on_a_training_day_the_school_may_say_that_staff_are_not_here() -> None:
    away = replace(YEAR, hours=msgspec.structs.replace(HOURS, training_days=False))
    assert not rules.is_at_work(away, at("2026-11-27 10:00"))


def test_only_the_moments_of_change_are_changes() -> None:
    moments = ("2026-11-12 08:30", "2026-11-12 08:31", "2026-11-12 16:00", "2026-11-14 08:30")
    assert [rules.is_change(YEAR, at(moment)) for moment in moments] == [True, False, True, False]


QUIET = [
    # at; whose lessons they are, what else; from when on
    ("2026-11-12 08:45", Busy(), "2026-11-12 08:45"),
    ("2026-11-12 09:30", Busy(), "2026-11-12 09:30"),
    ("2026-11-12 09:30", Busy(teaches=True), "2026-11-12 12:00"),
    ("2026-11-12 12:00", Busy(teaches=True), "2026-11-12 12:00"),
    ("2026-11-12 14:59", Busy(teaches=True), "2026-11-12 15:00"),
    ("2026-11-27 09:30", Busy(teaches=True), "2026-11-27 09:30"),  # a training day has no lessons
    ("2026-11-12 17:00", Busy(), "2026-11-13 08:30"),
    ("2026-11-13 17:00", Busy(teaches=True), "2026-11-16 08:30"),
    ("2026-12-18 17:00", Busy(), "2027-01-04 08:30"),
    ("2026-11-12 08:45", Busy(teaching_until=at("2026-11-12 09:15")), "2026-11-12 09:15"),
    ("2026-11-12 08:45", Busy(teaches=True, teaching_until=at("2026-11-12 09:15")), "2026-11-12 12:00"),
    ("2026-11-12 08:45", Busy(away=((at("2026-11-12 08:00"), at("2026-11-12 18:00")),)), "2026-11-13 08:30"),
    ("2026-11-12 08:45", Busy(away=((at("2026-11-12 08:00"), None),)), NEVER),
    ("2026-11-12 08:45", Busy(away=((at("2026-11-13 08:00"), None),)), "2026-11-12 08:45"),
    ("2027-07-21 17:00", Busy(), NEVER),
]  # fmt: skip


@pytest.mark.parametrize(("moment", "busy", "free"), QUIET)
def test_when_somebody_may_be_disturbed(moment: str, busy: Busy, free: str) -> None:
    assert rules.disturb_from(YEAR, busy, at(moment)) == known(free)


def test_lessons_back_to_back_are_one_long_lesson() -> None:
    lessons = (Lesson(540, 600), Lesson(600, 660))
    busy_day = replace(YEAR, hours=msgspec.structs.replace(HOURS, lessons=lessons))
    assert rules.disturb_from(busy_day, Busy(teaches=True), at("2026-11-12 09:10")) == at("2026-11-12 11:00")
