"""The demo school's calendar is one that its own office could have written, in any year."""

from datetime import date, timedelta

import pytest

from server.core.db import Database
from server.demo.enrol import enrol
from server.demo.hours import closures_of, easter_of, keep_demo_hours, terms_of
from server.hours.queries import calendar, hours_of
from server.hours.rules import Days
from tests.edges import FixedClock


@pytest.mark.parametrize(
    ("year", "easter"),
    [
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2027, date(2027, 3, 28)),
    ],
)
def test_easter(year: int, easter: date) -> None:
    assert easter_of(year) == easter


@pytest.mark.parametrize("begins", range(2024, 2044))
def test_every_year_is_in_order(begins: int) -> None:
    terms = [Days(first, last) for _, first, last in terms_of(begins)]
    easter = easter_of(begins + 1)
    bounds = [day for term in terms for day in (term.first, term.last)]
    assert bounds == sorted(set(bounds))
    assert [term.first.weekday() for term in terms] == [0, 0, 0]
    for one in closures_of(begins):
        assert any(term.have(one.first) and term.have(one.last) for term in terms), one
    free = [
        easter - timedelta(days=2),
        easter + timedelta(days=1),
        date(begins, 12, 25),
        date(begins + 1, 1, 1),
    ]
    assert not [day for day in free if any(term.have(day) for term in terms)]


@pytest.mark.parametrize("on", [True, False])
def test_a_demo_keeps_hours_only_when_asked(database: Database, clock: FixedClock, on: bool) -> None:
    database.write(lambda tx: enrol(tx, "hash"))
    database.write(lambda tx: keep_demo_hours(tx, on=on))
    assert database.read(hours_of).on is on
    before, _ = database.read(lambda conn: calendar(conn, "en"))
    assert len(before.terms) == 6
    clock.forward(1000)
    database.write(lambda tx: keep_demo_hours(tx, on=not on))
    assert database.read(hours_of).on is not on
    after, _ = database.read(lambda conn: calendar(conn, "en"))
    assert (after.terms, after.closures) == (before.terms, before.closures)
