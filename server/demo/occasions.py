"""The demo school's calendar: what is on in the weeks around today, each on a schoolday."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial
from typing import Final
from zoneinfo import ZoneInfo

from server.calendar.actions import cancel_occasion, post_occasion
from server.core.db import Tx
from server.demo.enrol import Roll
from server.demo.hours import closures_of, terms_of
from server.demo.people import SCHOOL
from server.demo.stories import Act, schoolday
from wire.calendar import NewOccasion, OccasionKind, Repeats, When

POSTED_BEFORE: Final = 12 * 86_400_000
"""In ms: the calendar was written so long before today."""
WEDNESDAY, THURSDAY, FRIDAY = 3, 4, 5


@dataclass(frozen=True, slots=True)
class On:
    """Something in the calendar. ``to`` and ``by`` as in a story; ``ahead``: so many schooldays from today.

    ``weekday``: the next such weekday from that day on, 1 is Monday. ``at``: ``09:00-10:30``, or nothing for
    whole days. ``weeks``: for how long a series goes on.
    """

    to: str
    by: str
    kind: OccasionKind
    title: str
    ahead: int
    at: str = ""
    venue: str = ""
    details: str = ""
    weekday: int = 0
    repeats: Repeats = Repeats.NEVER
    weeks: int = 0
    cancelled: bool = False


_WEEKLY, _FORTNIGHTLY = Repeats.WEEKLY, Repeats.FORTNIGHTLY

OCCASIONS: Final = (
    On(
        "school", "Mrs Calloway", OccasionKind.REVIEW_DAY, "Review day", 9, "09:00-15:00", "School hall",
        "Come and talk with your child's teacher about how things are going. Please bring your child.",
    ),
    On(
        "school", "Mrs Calloway", OccasionKind.COFFEE_MORNING, "Coffee morning for mothers who speak Urdu", -5,
        "09:00-10:00", "Library",
        "Meet other mothers and a member of staff who speaks Urdu. Small children are welcome.",
        weekday=WEDNESDAY, repeats=_FORTNIGHTLY, weeks=10,
    ),
    On(
        "year 4", "Mrs Calloway", OccasionKind.TRIP, "Trip to the science centre", 8, "09:00-15:45",
        "Science centre", "Please bring a packed lunch, a drink and a waterproof coat.",
    ),
    On(
        "year 1", "Mrs Calloway", OccasionKind.WORKSHOP, "Reading workshop for parents", -10, "14:30-15:15",
        "Library", "We show you how we teach reading. Small children are welcome.",
        weekday=THURSDAY, repeats=_WEEKLY, weeks=9,
    ),
    On(
        "class 4A", "Miss Hart", OccasionKind.PERFORMANCE, "Class assembly", 4, "09:10-09:40", "School hall",
        "Families are welcome to watch.",
    ),
    On(
        "school", "Mrs Dunne", OccasionKind.SPORT, "Sports day", 14, "", "Playground",
        "All children run together. Please send trainers and a warm jumper.", weekday=FRIDAY,
    ),
    On(
        "year 6", "Mrs Calloway", OccasionKind.MEETING, "Maths evening", 7, "17:30-18:45", "School hall",
        "Interpreters for Urdu and Polish will be there.",
    ),
    On(
        "school", "Mrs Calloway", OccasionKind.OTHER, "School fair", 7, "14:00-17:00", "Playground",
        "Cakes, raffle prizes and helpers are all very welcome.",
    ),
    On(
        "class 3B", "Mr Okafor", OccasionKind.WORKSHOP, "Gardening afternoon", 3, "13:15-14:45", "Playground",
        cancelled=True,
    ),
    On(
        "Zara Qureshi", "Miss Hart", OccasionKind.MEETING, "A talk about reading", 5, "15:15-15:35", "Classroom",
    ),
)  # fmt: skip


def occasion_acts(tx: Tx, roll: Roll) -> Iterator[Act]:
    """Puts everything into the calendar, some days ago."""
    today = datetime.fromtimestamp(tx.now / 1000, ZoneInfo(SCHOOL.time_zone)).date()
    for number, one in enumerate(OCCASIONS):
        yield Act(tx.now - POSTED_BEFORE + number * 60_000, partial(_post, tx, roll, one, today))


def when_of(one: On, today: date) -> When:
    """Its days and times; a series leaves out the days on which the school is closed."""
    first = schoolday(today, one.ahead)
    if one.weekday:
        first += timedelta(days=(one.weekday - first.isoweekday()) % 7)
    starts, ends = (_minutes(part) for part in one.at.split("-")) if one.at else (None, None)
    if one.repeats is Repeats.NEVER:
        return When(first, first, starts, ends)
    series = When(first, first, starts, ends, one.repeats, first + timedelta(weeks=one.weeks))
    skipped = tuple(day for day in series.series() if not _is_open(day))
    return When(first, first, starts, ends, one.repeats, series.until, skipped)


def _is_open(day: date) -> bool:
    years = (day.year - 1, day.year)
    in_term = any(first <= day <= last for begins in years for _, first, last in terms_of(begins))
    return in_term and not any(c.first <= day <= c.last for begins in years for c in closures_of(begins))


def _post(tx: Tx, roll: Roll, one: On, today: date) -> None:
    author = roll.viewers[one.by]
    ask = NewOccasion(
        topic=roll.topics[one.to],
        kind=one.kind,
        title=one.title,
        when=when_of(one, today),
        venue=one.venue,
        details=one.details,
        lang="en",
    )
    occasion_id = post_occasion(tx, author, ask)
    if one.cancelled:
        cancel_occasion(tx, author, occasion_id)


def _minutes(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
