"""A database of PostgreSQL that a test used is, for the next, as if nobody had."""

from collections.abc import Callable

import pytest
import sqlalchemy as sa

from server.core.db import Database, Tx
from server.core.feed import tell
from server.core.tables import counters, events
from tests.databases import Databases
from tests.edges import FixedClock

Held = tuple[int | None, int | None]


def one_event(tx: Tx) -> None:
    """Fills a database with something that must be there again."""
    tell(tx, "school", "test", {})


def held(conn: sa.Connection) -> Held:
    """How many events there are, and the number of the last."""
    many = conn.execute(sa.select(sa.func.count()).select_from(events)).scalar()
    return many, conn.execute(sa.select(counters.c.value).where(counters.c.name == "event")).scalar()


def used(databases: Databases, use: Callable[[Tx], object]) -> tuple[str, Held, Held]:
    """The name of a database, and what it held before and after it was used."""
    name, _ = databases.fresh("postgresql", one_event)
    opened = Database(databases.url("postgresql", name), FixedClock(), threads=1)
    before = opened.read(held)
    opened.write(use)
    after = opened.read(held)
    opened.close()
    databases.drop("postgresql", name)
    return name, before, after


def change_all(tx: Tx) -> None:
    one_event(tx)
    one_event(tx)
    tx.conn.execute(events.delete().where(events.c.number == 1))


@pytest.mark.parametrize("stays", [True, False])
def test_what_was_changed_is_back_and_another_shape_is_never_used_again(
    databases: Databases, *, stays: bool
) -> None:
    def use(tx: Tx) -> None:
        change_all(tx)
        if not stays:
            tx.conn.exec_driver_sql("ALTER TABLE audit DISABLE TRIGGER ALL")

    first, before, after = used(databases, use)
    assert (before, after) == ((1, 1), (2, 3))
    copies = databases._postgres()[1]
    copies._sweeper.submit(lambda: None).result()
    again, before, _ = used(databases, change_all)
    assert (again == first, before) == (stays, (1, 1))
    copies._sweeper.submit(lambda: None).result()
