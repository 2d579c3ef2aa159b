"""What is on which day: occasions with all their times, terms and closed days, as plain values."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

import msgspec

from wire.calendar import Occasion
from wire.hours import Closure, Term

DAY = timedelta(days=1)


class Entry(msgspec.Struct, frozen=True):
    """One thing on one or several days. Exactly one of ``occasion``, ``closure``, ``term`` is there.

    ``ends``: it is a term's last day, not its first.
    """

    first: date
    last: date
    occasion: Occasion | None = None
    closure: Closure | None = None
    term: Term | None = None
    ends: bool = False

    @property
    def order(self) -> tuple[int, int, int]:
        """Where it stands within a day: terms, closed days, what lasts all day, then by the clock."""
        if self.occasion is None:
            return (0, -1, 0) if self.term else (1, -1, 0)
        starts = self.occasion.when.starts
        return 2, -1 if starts is None else starts, self.occasion.id


def entries(
    occasions: Iterable[Occasion], terms: Iterable[Term], closures: Iterable[Closure], first: date, last: date
) -> list[Entry]:
    """Everything that touches the days from ``first`` to ``last``, the earliest first."""
    found = [
        Entry(day, day + one.when.length, occasion=one)
        for one in occasions
        for day in one.when.days_between(first, last)
    ]
    found += [
        Entry(one.first, one.last, closure=one) for one in closures if one.first <= last and first <= one.last
    ]
    for term in terms:
        for day, ends in ((term.first, False), (term.last, True)):
            if first <= day <= last:
                found.append(Entry(day, day, term=term, ends=ends))
    return sorted(found, key=lambda one: (one.first, one.order))


def by_day(found: Iterable[Entry], first: date, last: date) -> dict[date, list[Entry]]:
    """Each day from ``first`` to ``last`` with everything that touches it."""
    days: dict[date, list[Entry]] = {day: [] for day in span(first, last)}
    for one in found:
        for day in span(max(one.first, first), min(one.last, last)):
            days[day].append(one)
    return {day: sorted(on, key=lambda one: one.order) for day, on in days.items()}


def span(first: date, last: date) -> list[date]:
    """The days from ``first`` to ``last``."""
    return [first + n * DAY for n in range((last - first).days + 1)]


def week_of(day: date, begins: int) -> tuple[date, date]:
    """The first and the last day of a day's week; ``begins``: its first weekday, 1 is Monday."""
    first = day - ((day.isoweekday() - begins) % 7) * DAY
    return first, first + 6 * DAY


def weeks_of_month(day: date, begins: int) -> list[list[date]]:
    """The weeks that a day's month touches, each from its first day to its last."""
    first = day.replace(day=1)
    end = (first + 31 * DAY).replace(day=1) - DAY
    start, stop = week_of(first, begins)[0], week_of(end, begins)[1]
    days = span(start, stop)
    return [days[at : at + 7] for at in range(0, len(days), 7)]


def month_later(day: date, steps: int) -> date:
    """The first day of the month ``steps`` after a day's (before it, if negative)."""
    months = day.year * 12 + day.month - 1 + steps
    return date(months // 12, months % 12 + 1, 1)
