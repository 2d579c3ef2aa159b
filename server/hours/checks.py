"""What the office may write into the calendar: absurd hours and days are refused before they shut everybody out."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from server.core.refused import Refused
from server.hours.rules import Days
from wire.hours import Hours

SHORTEST, LONGEST = 60, 14 * 60
"""How many minutes a working day may have."""
LONGEST_TERM: Final = 300
LONGEST_CLOSURE: Final = 120
"""In days: a whole year in one term is too long, a long half-term and a summer are not."""
FARTHEST: Final = 3 * 366
"""How many days from today a date may lie."""


def check_hours(hours: Hours) -> None:
    """Refuses what no school day can be: ``hours_backwards``, ``hours_absurd``, ``no_days``, ``lessons_overlap``."""
    if hours.closes <= hours.opens:
        raise Refused("hours_backwards", 422)
    if not SHORTEST <= hours.closes - hours.opens <= LONGEST:
        raise Refused("hours_absurd", 422)
    if not hours.days:
        raise Refused("no_days", 422)
    if not hours.opens <= hours.teaching_until <= hours.closes:
        raise Refused("teaching_outside", 422)
    before = hours.opens
    for lesson in sorted(hours.lessons, key=lambda one: one.starts):
        if lesson.ends <= lesson.starts:
            raise Refused("hours_backwards", 422)
        if lesson.starts < before or lesson.ends > hours.closes:
            raise Refused("lessons_overlap", 422)
        before = lesson.ends


def check_days(first: date, last: date, today: date, longest: int) -> None:
    """Refuses days that run backwards, last too long or lie too far away."""
    if last < first:
        raise Refused("days_backwards", 422)
    if (last - first).days >= longest:
        raise Refused("days_too_long", 422, days=longest)
    if max(abs((day - today).days) for day in (first, last)) > FARTHEST:
        raise Refused("days_too_far", 422)


def check_overlap(first: date, last: date, others: Iterable[Days]) -> None:
    """Refuses a term that shares a day with another one."""
    if any(first <= other.last and other.first <= last for other in others):
        raise Refused("terms_overlap", 422)
