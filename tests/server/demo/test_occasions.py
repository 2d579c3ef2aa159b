"""The demo's calendar lies around today, whenever it is made: on schooldays, and clubs rest in the holidays."""

from datetime import date, timedelta

from server.calendar.checks import checked
from server.demo.hours import closures_of
from server.demo.occasions import OCCASIONS, when_of
from server.demo.people import SCHOOL


def test_all_is_on_schooldays_around_today_and_may_stand_in_a_calendar() -> None:
    for today in (date(2026, 11, 12), date(2026, 11, 14), date(2026, 7, 1), date(2027, 2, 3)):
        for one in OCCASIONS:
            when = when_of(one, today)
            assert checked(when, today, SCHOOL.time_zone) == when
            assert when.first.weekday() < 5
            assert abs(when.first - today) < timedelta(days=28)


def test_clubs_rest_in_the_holidays() -> None:
    clubs = [when_of(one, date(2027, 2, 3)) for one in OCCASIONS if one.weeks]
    closed = closures_of(2026)
    times = [day for club in clubs for day in club.days_between(date(2027, 1, 1), date(2027, 12, 31))]
    assert len(times) > 8
    assert [day for day in times if any(days.first <= day <= days.last for days in closed)] == []
    assert any(club.skipped for club in clubs)
