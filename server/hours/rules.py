"""When staff are at work and may be disturbed, as plain questions over plain values (spec 6.1, 6.3).

Moments are ms UTC. Days and minutes are by the school's own clock, and only ``zoneinfo`` turns one into the other:
on the night when the clocks change a day has 23 or 25 hours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from wire.hours import Hours

DAY: Final = timedelta(days=1)
MIDNIGHT: Final = 24 * 60
MOST_STEPS: Final = 1_000
"""So many lessons, nights and absences one after another are looked through for a free moment."""


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days, both ends included."""

    first: date
    last: date

    def have(self, day: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Calendar:
    """A school's hours and days. ``terms`` are in order and do not overlap."""

    zone: str
    hours: Hours
    terms: tuple[Days, ...] = ()
    closed: tuple[Days, ...] = ()
    """Holidays and bank holidays within terms."""
    training: tuple[Days, ...] = ()
    """Training days: closed to children."""


@dataclass(frozen=True, slots=True)
class Busy:
    """What keeps one member of staff from being disturbed, besides the school's hours.

    ``teaches``: the lesson times are theirs; ``away``: absences from their start to their end, if that is known.
    """

    teaches: bool = False
    teaching_until: int = 0
    away: tuple[tuple[int, int | None], ...] = ()


def local(calendar: Calendar, at: int) -> datetime:
    """A moment by the school's clock."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(calendar.zone))


def moment(calendar: Calendar, day: date, minute: int) -> int:
    """When the school's clock shows a minute of a day. One that the spring night leaves out is the one after it."""
    if minute == MIDNIGHT:
        day, minute = day + DAY, 0
    at = datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(calendar.zone))
    return round(at.timestamp() * 1000)


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether staff are at work at all on a day: a weekday of theirs, in a term, and no holiday."""
    if day.isoweekday() not in calendar.hours.days or any(days.have(day) for days in calendar.closed):
        return False
    if not calendar.hours.training_days and any(days.have(day) for days in calendar.training):
        return False
    return any(days.have(day) for days in calendar.terms)


def is_school_day(calendar: Calendar, day: date) -> bool:
    """Whether there are lessons on a day."""
    return is_working_day(calendar, day) and not any(days.have(day) for days in calendar.training)


def periods(calendar: Calendar, at: int) -> Iterator[tuple[int, int]]:
    """The times when staff are at work, from the one that ends after ``at`` to the end of the last known term."""
    today = local(calendar, at).date()
    for term in calendar.terms:
        day = max(term.first, today)
        while day <= term.last:
            start, end = _work_on(calendar, day)
            if is_working_day(calendar, day) and start < end and end > at:
                yield start, end
            day += DAY


def is_at_work(calendar: Calendar, at: int) -> bool:
    """Whether staff are at work at a moment: always, where the school keeps no hours."""
    return not calendar.hours.on or any(start <= at for start, _ in _first(calendar, at))


def opens_at(calendar: Calendar, at: int) -> int | None:
    """When staff next begin work after a moment; none if no later term is known."""
    return next((start for start, _ in periods(calendar, at) if start > at), None)


def closed_since(calendar: Calendar, at: int) -> int:
    """When the closed period began that a moment lies in; 0 if it was before all that is known."""
    today = local(calendar, at).date()
    for term in reversed(calendar.terms):
        day = min(term.last, today)
        while day >= term.first:
            start, end = _work_on(calendar, day)
            if is_working_day(calendar, day) and start < end <= at:
                return end
            day -= DAY
    return 0


def next_change(calendar: Calendar, at: int) -> int | None:
    """When staff next begin or end work after a moment; none if they never do."""
    if not calendar.hours.on:
        return None
    return next((start if start > at else end for start, end in _first(calendar, at)), None)


def is_change(calendar: Calendar, at: int) -> bool:
    """Whether staff begin or end work at this very moment."""
    return is_at_work(calendar, at) != is_at_work(calendar, at - 1)


def seen_from(calendar: Calendar, at: int) -> int | None:
    """When staff can first see what a family writes at a moment; none if that is at once, or nobody knows."""
    return None if is_at_work(calendar, at) else opens_at(calendar, at)


def lesson_until(calendar: Calendar, at: int) -> int | None:
    """When the lesson ends that a moment lies in; none if it lies in none."""
    day = local(calendar, at).date()
    if not calendar.hours.on or not is_school_day(calendar, day):
        return None
    for lesson in calendar.hours.lessons:
        end = moment(calendar, day, lesson.ends)
        if moment(calendar, day, lesson.starts) <= at < end:
            return end
    return None


def teaching_ends(calendar: Calendar, at: int) -> int:
    """Until when *I am teaching* holds if nobody says: the end of today's lessons, else two hours from now."""
    ends = moment(calendar, local(calendar, at).date(), calendar.hours.teaching_until)
    return ends if ends > at else at + 2 * 3_600_000


def disturb_from(calendar: Calendar, busy: Busy, at: int) -> int | None:
    """The first moment from ``at`` on when a notification may reach a member of staff; none if nobody knows."""
    for _ in range(MOST_STEPS):
        free = _free_from(calendar, busy, at)
        if free is None or free == at:
            return free
        at = free
    return None


def _free_from(calendar: Calendar, busy: Busy, at: int) -> int | None:
    """When the first thing ends that stands in the way; ``at`` itself if there is none."""
    if not is_at_work(calendar, at):
        return opens_at(calendar, at)
    for start, end in busy.away:
        if start <= at and (end is None or at < end):
            return end
    lesson = lesson_until(calendar, at) if busy.teaches else None
    return max(at, busy.teaching_until, lesson or 0)


def _work_on(calendar: Calendar, day: date) -> tuple[int, int]:
    return moment(calendar, day, calendar.hours.opens), moment(calendar, day, calendar.hours.closes)


def _first(calendar: Calendar, at: int) -> list[tuple[int, int]]:
    first = next(periods(calendar, at), None)
    return [first] if first else []
