"""What may stand in the calendar: days and times that run backwards, or never end, are refused."""

from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

import msgspec

from server.core.refused import Refused
from wire.calendar import Repeats, When

FARTHEST: Final = 3 * 366
"""How many days from today the first time may lie."""
LONGEST: Final = 31
"""How many days one time may last."""
LONGEST_SERIES: Final = 5 * 366
"""How many days after its first time a series may end."""


def checked(when: When, today: date, zone: str) -> When:
    """``when`` as it is kept. Raises ``ends_before`` and the like."""
    if (when.starts is None) != (when.ends is None):
        raise Refused("malformed", 422, where="when")
    if when.last < when.first or not _moves_on(when, zone):
        raise Refused("ends_before", 422)
    if when.length.days >= LONGEST:
        raise Refused("days_too_long", 422, days=LONGEST)
    if abs((when.first - today).days) > FARTHEST:
        raise Refused("days_too_far", 422)
    if when.repeats is Repeats.NEVER:
        return msgspec.structs.replace(when, until=None, skipped=())
    _check_series(when)
    return msgspec.structs.replace(when, skipped=tuple(sorted({*when.skipped} & {*when.series()})))


def over(when: When) -> date:
    """The last day of the last time."""
    return max(when.series()) + when.length


def at(day: date, minute: int, zone: str) -> datetime:
    """When the school's clock shows a minute of a day."""
    return datetime.combine(day, time(minute // 60, minute % 60), ZoneInfo(zone))


def _moves_on(when: When, zone: str) -> bool:
    """Whether it ends after it starts, in every one of its times: a spring night leaves an hour out."""
    starts, ends = when.starts, when.ends
    if starts is None or ends is None:
        return True
    if when.first == when.last and ends <= starts:
        return False
    return at(when.first, starts, zone).timestamp() < at(when.last, ends, zone).timestamp()


def _check_series(when: When) -> None:
    if when.until is None:
        raise Refused("malformed", 422, where="until")
    if when.until < when.first:
        raise Refused("series_backwards", 422)
    if when.until - when.first > timedelta(days=LONGEST_SERIES):
        raise Refused("series_too_long", 422)
