"""The calendar as calendar programs read it (RFC 5545): each part is made once for all who read the same."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from typing import Any, Final

from icalendar import Event

from server.calendar.checks import at, over
from server.calendar.zones import zone_part
from wire.base import Text
from wire.calendar import Occasion, OccasionState, Repeats, When
from wire.hours import Closure, ClosureKind, Term
from wire.words import Words

LINE: Final = b"\r\n"
DAY: Final = timedelta(days=1)
MOST_PARTS: Final = 5_000
RULES: Final[dict[Repeats, dict[str, Any]]] = {
    Repeats.WEEKLY: {"freq": "weekly"},
    Repeats.FORTNIGHTLY: {"freq": "weekly", "interval": 2},
    Repeats.MONTHLY: {"freq": "monthly"},
    Repeats.YEARLY: {"freq": "yearly"},
}


@dataclass(frozen=True)
class Reader:
    """For whom a calendar is written: the language, the school's zone, its name, and its mark in each UID."""

    lang: str
    zone: str
    school: str
    mark: str


def calendar_file(reader: Reader, parts: Iterable[bytes], years: Sequence[int], *, named: bool) -> bytes:
    """A whole calendar. ``years``: those whose clocks it needs; ``named``: as one to subscribe to."""
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Bookbag//Calendar//EN", "CALSCALE:GREGORIAN"]
    lines = "\r\n".join(head).encode() + LINE
    if named:
        lines += _named(reader)
    clocks = zone_part(reader.zone, min(years), max(years))
    return lines + clocks + b"".join(parts) + b"END:VCALENDAR" + LINE


def years_of(occasions: Iterable[Occasion], now: date) -> list[int]:
    """The years that some occasions touch, this one among them."""
    found = {now.year}
    for one in occasions:
        found |= {one.when.first.year, over(one.when).year}
    return sorted(found)


@lru_cache(maxsize=MOST_PARTS)
def occasion_part(reader: Reader, one: Occasion) -> bytes:
    """One occasion with all its times."""
    part = Event()
    part.add("uid", f"occasion-{one.id}-{reader.mark}@bookbag")
    part.add("dtstamp", _utc(one.changed_at))
    part.add("created", _utc(one.at))
    part.add("last-modified", _utc(one.changed_at))
    part.add("sequence", one.revision)
    part.add("status", "CANCELLED" if one.state is OccasionState.CANCELLED else "CONFIRMED")
    _add_words(part, one, Words(reader.lang))
    _add_when(part, one.when, reader.zone)
    return bytes(part.to_ical())


@lru_cache(maxsize=MOST_PARTS)
def term_parts(reader: Reader, term: Term, changed_at: int) -> bytes:
    """The first and the last day of a term."""
    w, name = Words(reader.lang), _said(term.name)
    # Translators: {name} is the name of a term, as "Autumn term".
    days = ((term.first, "first", w._("{name} begins", name=name)),
            (term.last, "last", w._("{name} ends", name=name)))  # fmt: skip
    return b"".join(
        _whole_days(f"term-{term.id}-{which}-{reader.mark}@bookbag", day, day, said, changed_at)
        for day, which, said in days
    )


@lru_cache(maxsize=MOST_PARTS)
def closure_part(reader: Reader, one: Closure, changed_at: int) -> bytes:
    """Days on which the school is closed to children."""
    w = Words(reader.lang)
    said = w._("{kind}: {name}", kind=closure_name(w, one.kind), name=_said(one.name))
    return _whole_days(f"closed-{one.id}-{reader.mark}@bookbag", one.first, one.last, said, changed_at)


def closure_name(w: Words, kind: ClosureKind) -> str:
    """What each kind of closed day is called."""
    return {
        ClosureKind.HOLIDAY: w._("Holiday"),
        # Translators: a day without lessons on which staff are trained (INSET day).
        ClosureKind.TRAINING: w._("Training day"),
        ClosureKind.BANK_HOLIDAY: w._("Bank holiday"),
    }[kind]


def _named(reader: Reader) -> bytes:
    """How a calendar that is subscribed to is called, and how often it is worth asking for anew."""
    part = Event()
    for name in ("name", "x-wr-calname"):
        part.add(name, reader.school)
    lines = part.to_ical().split(LINE)[1:-2]
    more = [b"REFRESH-INTERVAL;VALUE=DURATION:PT2H", b"X-PUBLISHED-TTL:PT2H"]
    return LINE.join([*lines, *more, f"X-WR-TIMEZONE:{reader.zone}".encode()]) + LINE


def _whole_days(uid: str, first: date, last: date, said: str, changed_at: int) -> bytes:
    part = Event()
    part.add("uid", uid)
    part.add("dtstamp", _utc(changed_at))
    part.add("summary", said)
    part.add("dtstart", first)
    part.add("dtend", last + DAY)
    part.add("transp", "TRANSPARENT")
    return bytes(part.to_ical())


def _add_words(part: Event, one: Occasion, w: Words) -> None:
    """What it says in the reader's language. No child's name: a calendar program may be anybody's."""
    title = _said(one.title)
    if one.state is OccasionState.CANCELLED:
        # Translators: {title} is the title of an event that will not take place.
        title = w._("Cancelled: {title}", title=title)
    part.add("summary", title)
    if one.venue:
        part.add("location", _said(one.venue))
    lines = [_said(one.details)] if one.details else []
    if one.audience and not one.topic.startswith("pupil:"):
        # Translators: {name} is the name of a school class, such as "3 Kestrel".
        lines.append(w._("Class {name}", name=one.audience))
    if lines:
        part.add("description", "\n\n".join(lines))


def _said(text: Text) -> str:
    return text.shown if text.shown is not None else text.body


def _add_when(part: Event, when: When, zone: str) -> None:
    if when.starts is None or when.ends is None:
        part.add("dtstart", when.first)
        part.add("dtend", when.last + DAY)
        part.add("transp", "TRANSPARENT")
    else:
        part.add("dtstart", at(when.first, when.starts, zone))
        part.add("dtend", at(when.last, when.ends, zone))
    if when.repeats is not Repeats.NEVER and when.until is not None:
        part.add("rrule", {**RULES[when.repeats], "until": _until(when, zone)})
        if when.skipped:
            part.add("exdate", [_start(day, when, zone) for day in when.skipped])


def _start(day: date, when: When, zone: str) -> date:
    return day if when.starts is None else at(day, when.starts, zone)


def _until(when: When, zone: str) -> Any:
    """The last time that may be: by RFC 5545 a day for whole days, else a moment in UTC."""
    last = max(when.series())
    start = _start(last, when, zone)
    return start.astimezone(UTC) if isinstance(start, datetime) else start


def _utc(moment: int) -> datetime:
    return datetime.fromtimestamp(moment // 1000, UTC)


def midnight(day: date) -> datetime:
    """The beginning of a day in UTC."""
    return datetime.combine(day, time(), UTC)
