"""The school's calendar: what is on which day, for whom, and a family's own link to it (spec 8.1, 8.2)."""

from collections.abc import Iterator
from datetime import date, timedelta
from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import STAFF, Endpoint, Id, Model, Moment, Nothing, Person, Place, Role, Text, Topic
from wire.hours import Closure, Day, Secret, Term

MOST_SKIPPED: Final = 60
LONGEST_LOOK: Final = 370
"""So many days at most does one ask cover."""

Clock = Annotated[int, Meta(ge=0, le=1439)]
"""A time of day by the school's clock, in minutes since midnight."""
Title = Annotated[str, Meta(max_length=120)]
Venue = Annotated[str, Meta(max_length=120)]
Details = Annotated[str, Meta(max_length=4_000)]


class OccasionKind(StrEnum):
    """What sort of thing it is."""

    REVIEW_DAY = "review_day"
    COFFEE_MORNING = "coffee_morning"
    WORKSHOP = "workshop"
    TRIP = "trip"
    MEETING = "meeting"
    PERFORMANCE = "performance"
    SPORT = "sport"
    OTHER = "other"


class Repeats(StrEnum):
    """How often it comes again."""

    NEVER = "never"
    WEEKLY = "weekly"
    FORTNIGHTLY = "fortnightly"
    MONTHLY = "monthly"
    YEARLY = "yearly"


class OccasionState(StrEnum):
    """Where an occasion is in its life."""

    LIVE = "live"
    CANCELLED = "cancelled"


class When(Model):
    """When an occasion is, by the school's own clock and days. Without ``starts`` and ``ends``: whole days.

    ``first`` and ``last`` are the days of its first time, both included. A series repeats until ``until``;
    ``skipped`` are the first days of the times that are left out.
    """

    first: Day
    last: Day
    starts: Clock | None = None
    ends: Clock | None = None
    repeats: Repeats = Repeats.NEVER
    until: Day | None = None
    skipped: Annotated[tuple[Day, ...], Meta(max_length=MOST_SKIPPED)] = ()

    @property
    def length(self) -> timedelta:
        """From the first day of one time to its last."""
        return self.last - self.first

    def series(self) -> Iterator[date]:
        """The first days of all its times, those that are left out included.

        A month or a year that has no such day (31 June, 29 February) is passed over, as RFC 5545 has it.
        """
        yield self.first
        if self.until is None:
            return
        for n in range(1, (self.until - self.first).days + 1):
            day = _later(self.first, self.repeats, n)
            if isinstance(day, date):
                if day > self.until:
                    return
                yield day
            elif not day:
                return

    def days_between(self, first: date, last: date) -> tuple[date, ...]:
        """The first days of those times that touch the days from ``first`` to ``last``."""
        found = []
        for day in self.series():
            if day > last:
                break
            if day + self.length >= first and day not in self.skipped:
                found.append(day)
        return tuple(found)


def _later(first: date, repeats: Repeats, n: int) -> date | bool:
    """The day ``n`` steps on; ``True`` where there is no such day, ``False`` where nothing comes again."""
    if repeats in (Repeats.WEEKLY, Repeats.FORTNIGHTLY):
        return first + timedelta(weeks=n * (2 if repeats is Repeats.FORTNIGHTLY else 1))
    if repeats is Repeats.NEVER:
        return False
    months = first.month - 1 + n * (12 if repeats is Repeats.YEARLY else 1)
    try:
        return first.replace(year=first.year + months // 12, month=months % 12 + 1)
    except ValueError:
        return True


class Occasion(Model):
    """Something in the calendar as one reader sees it.

    ``audience``: a class's or a child's name, empty for a year or the whole school. ``revision`` grows by one
    with each change.
    """

    id: Id
    topic: Topic
    audience: str
    kind: OccasionKind
    title: Text
    when: When
    author: Person
    at: Moment
    changed_at: Moment
    state: OccasionState = OccasionState.LIVE
    venue: Text | None = None
    details: Text | None = None
    revision: int = 0


class NewOccasion(Model):
    """Something to put into the calendar."""

    topic: Topic
    kind: OccasionKind
    title: Title
    when: When
    venue: Venue = ""
    details: Details = ""
    lang: LangTag | None = None


class EditOccasion(Model):
    """All that an occasion says, anew; whom it is for stays."""

    occasion_id: Id
    kind: OccasionKind
    title: Title
    when: When
    venue: Venue = ""
    details: Details = ""


class OccasionRef(Model):
    """An occasion by its id."""

    occasion_id: Id


class DatesAsk(Model):
    """The days to look at, both included. ``side``: as whose calendar. ``skip``: ``next`` of the page before."""

    first: Day
    last: Day
    side: Literal["family", "staff"] = "family"
    skip: Place = 0


class Dates(Model):
    """What touches these days: occasions, and the terms and closed days that hours go by (spec 6.1).

    ``next``: where the next page of occasions begins, if there are more.
    """

    occasions: tuple[Occasion, ...]
    terms: tuple[Term, ...]
    closures: tuple[Closure, ...]
    next: Place | None = None


class CalendarLink(Model):
    """Since when I have a link to my calendar, if I have one. The link itself is known only where it was made."""

    made_at: Moment | None = None


class MakeLink(Model):
    """A new link in place of the one before. The app made the secret in it, and shows it once."""

    secret: Secret


def feed_path(secret: str) -> str:
    """The address of a family's calendar, for a calendar program. Whoever has it can read it."""
    return f"/calendar-link/{secret}.ics"


def occasion_path(occasion_id: int, grant: str = "") -> str:
    """The address of one occasion as a file for a calendar program; ``grant`` as for pictures."""
    return f"/occasions/{occasion_id}.ics" + (f"?k={grant}" if grant else "")


_PARENT: Final = frozenset({Role.PARENT})

GET_DATES = Endpoint("GET", "/v1/calendar", DatesAsk, Dates)
GET_OCCASION = Endpoint("GET", "/v1/calendar/{occasion_id}", OccasionRef, Occasion)
POST_OCCASION = Endpoint("POST", "/v1/calendar", NewOccasion, Occasion, may=STAFF)
EDIT_OCCASION = Endpoint("POST", "/v1/calendar/{occasion_id}/edit", EditOccasion, Occasion, may=STAFF)
CANCEL_OCCASION = Endpoint("POST", "/v1/calendar/{occasion_id}/cancel", OccasionRef, Occasion, may=STAFF)
GET_LINK = Endpoint("GET", "/v1/calendar-link", Nothing, CalendarLink, may=_PARENT)
MAKE_LINK = Endpoint("POST", "/v1/calendar-link", MakeLink, CalendarLink, may=_PARENT)
END_LINK = Endpoint("POST", "/v1/calendar-link/end", Nothing, CalendarLink, may=_PARENT)

ENDPOINTS = (
    GET_DATES, GET_OCCASION, POST_OCCASION, EDIT_OCCASION, CANCEL_OCCASION, GET_LINK, MAKE_LINK, END_LINK,
)  # fmt: skip
