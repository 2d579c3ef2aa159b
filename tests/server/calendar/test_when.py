"""Days and times of the calendar as plain values: series across changing clocks, and what is refused."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import MONTHLY, WEEKLY, YEARLY, rrule
from icalendar import Calendar

from server.calendar.checks import at, checked, over
from server.calendar.zones import zone_part
from server.core.refused import Refused
from wire.calendar import Repeats, When

LONDON = "Europe/London"
TODAY = date(2026, 11, 12)


def when(first: date, last: date | None = None, **more: object) -> When:
    return When(first=first, last=last or first, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("repeats", "freq", "interval"),
    [
        (Repeats.WEEKLY, WEEKLY, 1),
        (Repeats.FORTNIGHTLY, WEEKLY, 2),
        (Repeats.MONTHLY, MONTHLY, 1),
        (Repeats.YEARLY, YEARLY, 1),
    ],
)
def test_a_series_is_what_calendar_programs_make_of_its_rule(
    repeats: Repeats, freq: int, interval: int
) -> None:
    for first in (date(2026, 1, 5), date(2026, 1, 31), date(2028, 2, 29), date(2026, 12, 30)):
        until = first + timedelta(days=5 * 366)
        begin = datetime(first.year, first.month, first.day)  # noqa: DTZ001 - as rrule takes days
        theirs = rrule(freq, begin, interval, until=datetime(until.year, until.month, until.day))  # noqa: DTZ001
        mine = list(when(first, repeats=repeats, until=until).series())
        assert mine == [day.date() for day in theirs]


def test_the_times_that_touch_some_days_are_found_without_those_left_out() -> None:
    two_days = when(
        date(2026, 11, 6), date(2026, 11, 7), repeats=Repeats.WEEKLY, until=date(2026, 12, 31),
        skipped=(date(2026, 11, 20),),
    )  # fmt: skip
    november = (date(2026, 11, 7), date(2026, 11, 30))
    assert two_days.days_between(*november) == (date(2026, 11, 6), date(2026, 11, 13), date(2026, 11, 27))
    assert over(two_days) == date(2026, 12, 26)
    assert when(TODAY).days_between(TODAY + timedelta(days=1), date(2027, 1, 1)) == ()


def test_what_runs_backwards_or_never_ends_is_refused() -> None:
    refused = {
        "ends_before": [
            when(TODAY, TODAY - timedelta(days=1)),
            when(TODAY, starts=600, ends=540),
            when(TODAY, starts=600, ends=600),
            # The spring night leaves this half hour out: it would be over when it begins.
            when(date(2027, 3, 28), starts=90, ends=120),
        ],
        "days_too_long": [when(TODAY, TODAY + timedelta(days=31))],
        "days_too_far": [when(date(2099, 1, 1))],
        "series_backwards": [when(TODAY, repeats=Repeats.WEEKLY, until=TODAY - timedelta(days=1))],
        "series_too_long": [when(TODAY, repeats=Repeats.YEARLY, until=date(2036, 1, 1))],
        "malformed": [when(TODAY, starts=600), when(TODAY, repeats=Repeats.WEEKLY)],
    }
    for code, wrong in refused.items():
        for one in wrong:
            with pytest.raises(Refused) as caught:
                checked(one, TODAY, LONDON)
            assert caught.value.refusal.code == code, one


def test_what_is_kept_says_nothing_twice() -> None:
    kept = checked(when(TODAY, until=TODAY, skipped=(TODAY,)), TODAY, LONDON)
    assert kept == when(TODAY)
    weekly = when(TODAY, repeats=Repeats.WEEKLY, until=date(2026, 12, 31), skipped=(date(2026, 12, 3), TODAY, TODAY,
                  date(2026, 12, 4)))  # fmt: skip
    assert checked(weekly, TODAY, LONDON).skipped == (TODAY, date(2026, 12, 3))


@pytest.mark.parametrize("name", [LONDON, "America/New_York", "Asia/Karachi", "Australia/Lord_Howe"])
def test_a_zone_is_told_as_it_is(name: str) -> None:
    part = zone_part(name, 2026, 2029)
    read: Any = Calendar.from_ical(b"BEGIN:VCALENDAR\r\n" + part + b"END:VCALENDAR\r\n").walk("VTIMEZONE")[0]
    onsets = []
    for observance in read.subcomponents:
        rdates = observance.get("rdate")
        days = [observance["dtstart"].dt, *([one.dt for one in rdates.dts] if rdates else [])]
        onsets += [(day, observance["tzoffsetfrom"].td, observance["tzoffsetto"].td) for day in days]
    onsets.sort()
    for hours in range(0, 3 * 365 * 24, 7):
        moment = datetime(2026, 1, 2, tzinfo=UTC) + timedelta(hours=hours)
        by_file = [new for day, old, new in onsets if day - old <= moment.replace(tzinfo=None)][-1]
        assert by_file == moment.astimezone(ZoneInfo(name)).utcoffset(), moment


def test_nine_in_the_morning_is_nine_in_the_morning_on_both_sides_of_the_change() -> None:
    walk = when(date(2026, 10, 20), starts=540, ends=600, repeats=Repeats.WEEKLY, until=date(2026, 11, 3))
    moments = [at(day, 540, LONDON).astimezone(UTC).hour for day in walk.series()]
    assert moments == [8, 9, 9]
