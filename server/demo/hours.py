"""The demo school's calendar: the English school year around today, so that it is never out of date."""

from datetime import UTC, date, datetime, timedelta
from typing import Final

import msgspec

from server.core.db import Tx
from server.hours.actions import set_closure, set_hours, set_term
from server.hours.queries import calendar_of, hours_of
from wire.hours import ClosureKind, Hours, Lesson, SetClosure, SetTerm

LESSONS: Final = (Lesson(8 * 60 + 50, 10 * 60 + 30), Lesson(10 * 60 + 50, 12 * 60), Lesson(13 * 60, 15 * 60))
MONDAY, THURSDAY, FRIDAY = 0, 3, 4
WEEK: Final = timedelta(days=7)
DAY: Final = timedelta(days=1)


def keep_demo_hours(tx: Tx, *, on: bool) -> None:
    """Writes the calendar unless there is one, and switches hours on or off: a demo is there at any hour."""
    today = datetime.fromtimestamp(tx.now / 1000, UTC).date()
    if not calendar_of(tx.conn).terms:
        # The summer belongs to the year that is over; the next one must be known before it ends.
        begins = today.year if today.month >= 8 else today.year - 1
        for year in (begins, begins + 1):
            _write_year(tx, year)
        set_hours(tx, Hours(lessons=LESSONS))
    hours = hours_of(tx.conn)
    if hours.on != on:
        set_hours(tx, msgspec.structs.replace(hours, on=on))


def _write_year(tx: Tx, begins: int) -> None:
    for name, first, last in terms_of(begins):
        set_term(tx, SetTerm(name, first, last))
    for closure in closures_of(begins):
        set_closure(tx, closure)


def terms_of(begins: int) -> tuple[tuple[str, date, date], ...]:
    """The three terms of the school year that begins in September of a year."""
    easter = easter_of(begins + 1)
    spring_ends = _on(easter - 9 * DAY, FRIDAY)
    return (
        ("Autumn term", _on(date(begins, 9, 1), MONDAY), _on(date(begins, 12, 16), FRIDAY)),
        ("Spring term", _on(date(begins + 1, 1, 3), MONDAY), spring_ends),
        ("Summer term", spring_ends + 17 * DAY, _on(date(begins + 1, 7, 17), FRIDAY)),
    )


def closures_of(begins: int) -> tuple[SetClosure, ...]:
    """Half-terms, training days and bank holidays of that year."""
    (_, autumn, _), (_, spring, _), (_, summer, _) = terms_of(begins)
    october, february = _on(date(begins, 10, 22), MONDAY), _on(date(begins + 1, 2, 12), MONDAY)
    may_day = _on(date(begins + 1, 5, 1), MONDAY)
    may = _on(date(begins + 1, 5, 25), MONDAY)
    holiday, training, bank = ClosureKind.HOLIDAY, ClosureKind.TRAINING, ClosureKind.BANK_HOLIDAY
    return (
        SetClosure(training, "Training day", autumn, autumn),
        SetClosure(holiday, "Autumn half-term", october, october + 4 * DAY),
        SetClosure(training, "Training day", spring, spring),
        SetClosure(holiday, "Spring half-term", february, february + 4 * DAY),
        SetClosure(training, "Training day", summer, summer),
        SetClosure(bank, "Early May bank holiday", may_day, may_day),
        SetClosure(holiday, "Summer half-term", may, may + 4 * DAY),
    )


def names_of_days() -> list[str]:
    """What the terms and closed days of every year are called."""
    names = [name for name, _, _ in terms_of(2026)] + [one.name for one in closures_of(2026)]
    return list(dict.fromkeys(names))


def _on(day: date, weekday: int) -> date:
    """The first such weekday from a day on."""
    return day + ((weekday - day.weekday()) % 7) * DAY


def easter_of(year: int) -> date:
    """Easter Sunday by the Gregorian calendar (the anonymous algorithm of 1876)."""
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    late = (year % 19 + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * late + 114, 31)
    return date(year, month, day + 1)
