"""A school year for tests, and moments written as people write them."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from server.core.db import Tx
from server.hours.actions import set_closure, set_hours, set_term
from server.hours.rules import Calendar, Days
from wire.hours import ClosureKind, Hours, Lesson, SetClosure, SetTerm

LONDON = "Europe/London"
HOURS = Hours(on=True, lessons=(Lesson(9 * 60, 12 * 60), Lesson(13 * 60, 15 * 60)))
TERMS = (
    Days(date(2026, 9, 2), date(2026, 12, 18)),
    Days(date(2027, 1, 4), date(2027, 3, 25)),
    Days(date(2027, 4, 12), date(2027, 7, 21)),
)
HALF_TERM = Days(date(2026, 10, 26), date(2026, 10, 30))
MAY_DAY = Days(date(2027, 5, 3), date(2027, 5, 3))
TRAINING = Days(date(2026, 11, 27), date(2026, 11, 27))
YEAR = Calendar(LONDON, HOURS, TERMS, closed=(HALF_TERM, MAY_DAY), training=(TRAINING,))


def at(text: str, zone: str = LONDON) -> int:
    """``2026-11-12 09:00`` by a zone's clock, in ms."""
    return round(datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).timestamp() * 1000)


def utc(text: str) -> int:
    """The same by the clock of UTC, which never changes."""
    return at(text, "UTC")


def keep_hours(tx: Tx, hours: Hours = HOURS) -> None:
    """Writes the year above into a school, as its office would."""
    for number, term in enumerate(TERMS, 1):
        set_term(tx, SetTerm(f"Term {number}", term.first, term.last))
    for kind, days in (
        (ClosureKind.HOLIDAY, HALF_TERM),
        (ClosureKind.BANK_HOLIDAY, MAY_DAY),
        (ClosureKind.TRAINING, TRAINING),
    ):
        set_closure(tx, SetClosure(kind, kind.value, days.first, days.last))
    set_hours(tx, hours)
