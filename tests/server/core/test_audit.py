"""The record: added to by everybody in one order, changed by nobody, and a change by force is found."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from server.core.audit import BEGINNING, link, record
from server.core.chain import Chain, follow
from server.core.db import Database, Tx
from server.core.feed import tell
from server.core.tables import audit, counters, events
from tests.edges import SECOND, THURSDAY_9_AM, FixedClock

SWITCH = {
    "sqlite": [
        "DROP TRIGGER audit_is_never_changed",
        "DROP TRIGGER audit_is_never_deleted",
        "DROP TRIGGER audit_only_grows",
    ],
    "postgresql": ["ALTER TABLE audit DISABLE TRIGGER ALL"],
}
"""What somebody with the keys of the database can do."""


def thing(number: int, tx: Tx) -> None:
    record(tx, 7, "test:thing:do", f"thing:{number}", n=number)


def run(statement: str, tx: Tx) -> None:
    tx.conn.exec_driver_sql(statement)


def fill(database: Database, clock: FixedClock, rows: int = 5) -> None:
    for number in range(1, rows + 1):
        database.write(partial(thing, number))
        clock.forward(SECOND)


def proof(database: Database, written_down: bytes = b"") -> Chain:
    return database.read(lambda conn: follow(conn, written_down))


def by_force(database: Database, backend: str, *statements: str) -> None:
    def change(tx: Tx) -> None:
        for statement in (*SWITCH[backend], *statements):
            tx.conn.exec_driver_sql(statement)

    database.write(change)


def test_a_record_is_whole_from_its_first_row_to_its_last(database: Database, clock: FixedClock) -> None:
    assert proof(database) == Chain(0, None, None, BEGINNING, None, found=True)
    fill(database, clock)
    whole = proof(database)
    assert (whole.rows, whole.broken) == (5, None)
    assert (whole.first_at, whole.last_at) == (THURSDAY_9_AM, THURSDAY_9_AM + 4 * SECOND)


def test_the_hash_is_what_the_page_on_safeguarding_says_it_is(database: Database, clock: FixedClock) -> None:
    import hashlib

    fill(database, clock, 2)
    rows = database.read(lambda conn: conn.execute(sa.select(audit).order_by(audit.c.id)).all())
    before = bytes(32)
    for row in rows:
        fields = [row.id, row.at, row.person_id, row.what, row.subject, row.facts]
        before = hashlib.sha256(before + json.dumps(fields, separators=(",", ":")).encode()).digest()
        assert bytes(row.hash) == before


def test_several_rows_of_one_deed_are_chained_too(database: Database) -> None:
    def deed(tx: Tx) -> None:
        record(tx, 1, "test:thing:do", "a")
        tell(tx, "school", "test", {})
        record(tx, None, "test:thing:do", "b", why="ع")

    database.write(deed)
    assert (proof(database).rows, proof(database).broken) == (2, None)


def test_a_deed_that_fails_leaves_no_row(database: Database, clock: FixedClock) -> None:
    def deed(tx: Tx) -> None:
        record(tx, 1, "test:thing:do")
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - the one just raised
        database.write(deed)
    fill(database, clock, 1)
    assert (proof(database).rows, proof(database).broken) == (1, None)


def test_a_row_that_cannot_be_written_undoes_the_deed(database: Database) -> None:
    def deed(tx: Tx) -> None:
        tx.conn.execute(counters.insert(), {"name": "deed", "value": 1})
        record(tx, 1, None)  # type: ignore[arg-type]

    with pytest.raises(sa.exc.IntegrityError):
        database.write(deed)
    deeds = sa.select(counters.c.name).where(counters.c.name == "deed")
    assert database.read(lambda conn: conn.execute(deeds).all()) == []


COPY_OF = (
    "INSERT INTO audit (id, at, person_id, what, subject, facts, hash) "
    "SELECT {new}, at, person_id, what, subject, facts, hash FROM audit WHERE id = {old}"
)
TAMPERED = {
    "a changed field": (["UPDATE audit SET subject = 'thing:9' WHERE id = 3"], 3),
    "a changed time": (["UPDATE audit SET at = at + 1 WHERE id = 2"], 2),
    "another person": (["UPDATE audit SET person_id = 8 WHERE id = 4"], 4),
    "nobody": (["UPDATE audit SET person_id = NULL WHERE id = 4"], 4),
    "the first row gone": (["DELETE FROM audit WHERE id = 1"], 2),
    "a row gone from the middle": (["DELETE FROM audit WHERE id = 3"], 4),
    "two rows in another order": (
        [
            "UPDATE audit SET id = 99 WHERE id = 2",
            "UPDATE audit SET id = 2 WHERE id = 3",
            "UPDATE audit SET id = 3 WHERE id = 99",
        ],
        2,
    ),
    "a row put in": (
        [
            "UPDATE audit SET id = 6 WHERE id = 5",
            COPY_OF.format(new=5, old=4),
        ],
        5,
    ),
    "a row put at the end": (
        [
            COPY_OF.format(new=6, old=5),
        ],
        6,
    ),
}


@pytest.mark.parametrize("how", TAMPERED)
def test_what_was_tampered_with_is_found_at_its_row(
    database: Database, clock: FixedClock, backend: str, how: str
) -> None:
    fill(database, clock)
    statements, row = TAMPERED[how]
    by_force(database, backend, *statements)
    assert proof(database).broken == row


def test_a_row_that_was_changed_and_bound_anew_betrays_itself_at_the_next(
    database: Database, clock: FixedClock, backend: str
) -> None:
    fill(database, clock)
    by_force(database, backend)
    two, three = database.read(
        lambda conn: conn.execute(sa.select(audit).where(audit.c.id.in_((2, 3))).order_by(audit.c.id)).all()
    )
    forged = link(bytes(two.hash), 3, three.at, 8, three.what, three.subject, three.facts)
    change = audit.update().where(audit.c.id == 3).values(person_id=8, hash=forged)
    database.write(lambda tx: tx.conn.execute(change))
    assert proof(database).broken == 4


def test_rows_taken_from_the_end_are_missed_by_who_wrote_the_newest_hash_down(
    database: Database, clock: FixedClock, backend: str
) -> None:
    fill(database, clock)
    written_down = proof(database).newest
    fill(database, clock, 1)
    assert proof(database, written_down).found
    by_force(database, backend, "DELETE FROM audit WHERE id >= 5")
    assert (proof(database).broken, proof(database).found) == (None, True)
    assert not proof(database, written_down).found


NEW_ROW = "INSERT INTO audit (id, at, what, subject, facts, hash)"
REFUSED = (
    "UPDATE audit SET what = 'nothing'",
    "UPDATE audit SET what = what WHERE id = 1",
    "DELETE FROM audit",
    "DELETE FROM audit WHERE id = 5",
    f"{NEW_ROW} VALUES (5, 0, '', '', '', '')",
    f"{NEW_ROW} VALUES (0, 0, '', '', '', '')",
)
SQLITE = (f"{NEW_ROW.replace('INSERT', 'REPLACE')} VALUES (2, 0, '', '', '', '')",)
POSTGRESQL = (
    "TRUNCATE audit",
    f"{NEW_ROW} VALUES (2, 0, '', '', '', '') ON CONFLICT (id) DO UPDATE SET what = ''",
)


def test_the_database_itself_refuses_every_change(
    database: Database, clock: FixedClock, backend: str
) -> None:
    fill(database, clock)
    for statement in (*REFUSED, *(SQLITE if backend == "sqlite" else POSTGRESQL)):
        with pytest.raises(DBAPIError, match="the audit record"):
            database.write(partial(run, statement))
    assert (proof(database).rows, proof(database).broken) == (5, None)


def test_many_at_once_are_chained_in_one_order(database: Database) -> None:
    """On PostgreSQL each on a connection of its own, in whichever order they record and tell."""

    def record_first(tx: Tx) -> None:
        record(tx, 1, "test:thing:do")
        tell(tx, "school", "test", {})

    def tell_first(tx: Tx) -> None:
        tell(tx, "school", "test", {})
        record(tx, 2, "test:thing:do")

    def record_alone(tx: Tx) -> None:
        record(tx, 3, "test:thing:do")
        record(tx, 3, "test:thing:do")

    deeds: list[Callable[[Tx], None]] = [record_first, tell_first, record_alone] * 20
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(database.write, deeds))
    assert (proof(database).rows, proof(database).broken) == (80, None)
    told = database.read(lambda conn: conn.execute(sa.select(events.c.number)).scalars().all())
    assert sorted(told) == list(range(1, 41))


def test_a_long_record_is_read_piece_by_piece(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("server.core.chain.AT_ONCE", 3)

    def deed(tx: Tx) -> None:
        for number in range(10):
            thing(number, tx)

    database.write(deed)
    heard: list[int] = []
    assert database.read(lambda conn: follow(conn, read=heard.append)).rows == 10
    assert heard == [3, 6, 9]
