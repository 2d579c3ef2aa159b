"""A time zone as calendar programs want to be told of it (RFC 5545, VTIMEZONE)."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar import Component, Timezone, TimezoneDaylight, TimezoneStandard

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@lru_cache(maxsize=16)
def zone_part(name: str, first_year: int, last_year: int) -> bytes:
    """When the clocks of a zone change in these years.

    Written here: icalendar 7.3 gives the night of the spring by the wrong clock, an hour late.
    """
    zone = ZoneInfo(name)
    found = Timezone()
    found.add("tzid", name)
    changes: dict[tuple[timedelta, timedelta, str, bool], list[datetime]] = {}
    begin = datetime(first_year, 1, 1, tzinfo=UTC)
    at_first = begin.astimezone(zone)
    first = (_offset(at_first), _offset(at_first), at_first.tzname() or name, bool(at_first.dst()))
    changes[first] = [at_first.replace(tzinfo=None)]
    for moment in _changes(zone, begin, datetime(last_year + 1, 1, 1, tzinfo=UTC)):
        before, after = (moment - HOUR).astimezone(zone), moment.astimezone(zone)
        kind = (_offset(before), _offset(after), after.tzname() or name, bool(after.dst()))
        # By the clock that is still the old one at that moment.
        changes.setdefault(kind, []).append((moment + _offset(before)).replace(tzinfo=None))
    for (old, new, called, is_summer), onsets in changes.items():
        found.add_component(_observance(old, new, called, onsets, is_summer=is_summer))
    return bytes(found.to_ical())


def _observance(
    old: timedelta, new: timedelta, called: str, onsets: list[datetime], *, is_summer: bool
) -> Component:
    part = TimezoneDaylight() if is_summer else TimezoneStandard()
    part.add("dtstart", onsets[0])
    if len(onsets) > 1:
        part.add("rdate", onsets[1:])
    part.add("tzname", called)
    part.add("tzoffsetfrom", old)
    part.add("tzoffsetto", new)
    return part


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> list[datetime]:
    """The moments, to the minute, at which the zone's clocks change."""
    found = []
    day = begin
    while day < end:
        low, high = day, day + DAY
        if _offset(low.astimezone(zone)) != _offset(high.astimezone(zone)):
            while high - low > timedelta(minutes=1):
                middle = low + (high - low) // 2
                middle = middle.replace(second=0, microsecond=0)
                same = _offset(middle.astimezone(zone)) == _offset(low.astimezone(zone))
                low, high = (middle, high) if same else (low, middle)
            found.append(high)
        day += DAY
    return found


def _offset(at: datetime) -> timedelta:
    return at.utcoffset() or timedelta()
