"""Reads and writes of one school's database, of both kinds."""

import asyncio
import sqlite3
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future

import pytest
import sqlalchemy as sa

from server.core.db import Database, Tx, _Waiting
from server.core.refused import Refused
from server.core.tables import counters


def add(name: str, value: int = 1) -> "sa.Insert":
    return counters.insert().values(name=name, value=value)


def names(db: Database) -> set[str]:
    return set(db.read(lambda conn: conn.execute(sa.select(counters.c.name)).scalars().all()))


def test_what_a_write_returns_is_there_to_read(database: Database) -> None:
    def write(tx: Tx) -> str:
        tx.conn.execute(add("a"))
        return "done"

    assert database.write(write) == "done"
    assert names(database) == {"a"}


def test_a_write_that_fails_leaves_nothing_and_its_neighbours_alone(database: Database) -> None:
    def half(tx: Tx) -> None:
        tx.conn.execute(add("half"))
        raise Refused("no")

    database.write(lambda tx: tx.conn.execute(add("before")))
    with pytest.raises(Refused, match="no"):
        database.write(half)
    database.write(lambda tx: tx.conn.execute(add("after")))
    assert names(database) == {"before", "after"}


def test_what_follows_a_write_happens_only_after_its_commit(database: Database) -> None:
    seen: list[set[str]] = []

    def write(tx: Tx) -> None:
        tx.conn.execute(add("a"))
        tx.after(lambda: seen.append(names(database)))

    def fail(tx: Tx) -> None:
        tx.after(lambda: seen.append({"never"}))
        raise Refused("no")

    database.write(write)
    with pytest.raises(Refused):
        database.write(fail)
    # Who asked may be answered a moment before the last thing that follows.
    database.write(lambda tx: None)
    assert seen == [{"a"}]


def test_many_writers_at_once_lose_nothing(database: Database) -> None:
    database.write(lambda tx: tx.conn.execute(add("n", 0)))
    step = counters.update().values(value=counters.c.value + 1)

    def work() -> None:
        for _ in range(25):
            database.write(lambda tx: tx.conn.execute(step))

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert database.read(lambda conn: conn.execute(sa.select(counters.c.value)).scalar()) == 200


def test_one_reading_sees_one_moment(database: Database) -> None:
    def twice(conn: sa.Connection) -> tuple[int, int]:
        count = sa.select(sa.func.count()).select_from(counters)
        first = conn.execute(count).scalar_one()
        database.write(lambda tx: tx.conn.execute(add("meanwhile")))
        return first, conn.execute(count).scalar_one()

    assert database.read_as_one(twice) == (0, 0)
    assert names(database) == {"meanwhile"}


@pytest.mark.sqlite
def test_every_connection_of_sqlite_waits_for_the_disk(database: Database) -> None:
    def pragmas(conn: sa.Connection) -> tuple[object, ...]:
        return tuple(
            conn.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys")
        )

    assert database.read(pragmas) == ("wal", 2, 1)
    assert database.write(lambda tx: pragmas(tx.conn)) == ("wal", 2, 1)


@pytest.mark.sqlite
def test_a_locked_database_is_waited_for(database: Database) -> None:
    other = sqlite3.connect(database.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    done = threading.Event()

    def write() -> None:
        database.write(lambda tx: tx.conn.execute(add("a")))
        done.set()

    thread = threading.Thread(target=write)
    thread.start()
    assert not done.wait(0.2)
    other.execute("COMMIT")
    other.close()
    thread.join(timeout=5)
    assert names(database) == {"a"}


@pytest.fixture
def hasty(database: Database) -> Iterator[Database]:
    """The same database, opened by somebody who waits for a lock only for a moment."""
    opened = Database(str(database.engine.url), database.clock, threads=1, patience=10)
    yield opened
    opened.close()


@pytest.mark.sqlite
def test_everybody_hears_of_a_database_that_is_locked_for_too_long(
    database: Database, hasty: Database
) -> None:
    other = sqlite3.connect(database.engine.url.database or "", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert together(hasty, *[lambda tx: tx.conn.execute(add("a"))] * 3) == [("busy", 503)] * 3
    other.execute("COMMIT")
    other.close()
    hasty.write(lambda tx: tx.conn.execute(add("b")))
    assert names(hasty) == {"b"}


@pytest.mark.sqlite
def test_a_full_disk_is_called_so_and_everybody_in_the_batch_hears_of_it(database: Database) -> None:
    pages = database.write(lambda tx: tx.conn.exec_driver_sql("PRAGMA page_count").scalar_one())
    database.write(lambda tx: tx.conn.exec_driver_sql(f"PRAGMA max_page_count={pages + 2}"))
    with pytest.raises(Refused) as refused:
        database.write(fill)
    assert (refused.value.refusal.code, refused.value.status) == ("disk_full", 507)

    def small(tx: Tx) -> None:
        tx.conn.execute(add(f"n{tx.now}"))

    assert together(database, small, fill, small) == [("disk_full", 507)] * 3
    database.write(lambda tx: tx.conn.exec_driver_sql(f"PRAGMA max_page_count={2**30}"))
    database.write(lambda tx: tx.conn.execute(add("after")))
    assert names(database) == {"after"}


def fill(tx: Tx) -> None:
    for n in range(1_000):
        tx.conn.execute(add(f"{n}:{'x' * 500}"))


def together(db: Database, *calls: Callable[[Tx], object]) -> list[tuple[str, int]]:
    """How each of several writes in one batch was refused."""
    assert db._writer
    outcomes = db._writer._commit_together([_Waiting(call, Future()) for call in calls])
    refused = [outcome.error for outcome in outcomes]
    return [(error.refusal.code, error.status) for error in refused if isinstance(error, Refused)]


@pytest.mark.postgresql
def test_a_database_server_that_went_away_is_busy_and_comes_back(database: Database) -> None:
    def connections(conn: sa.Connection) -> None:
        conn.execute(sa.text("SELECT 1"))

    def end_all(tx: Tx) -> None:
        others = "datname = current_database() AND pid <> pg_backend_pid()"
        tx.conn.execute(sa.text(f"SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE {others}"))

    database.read(connections)
    database.write(end_all)
    with pytest.raises(Refused) as refused:
        database.read(connections)
    assert (refused.value.refusal.code, refused.value.status) == ("busy", 503)
    database.read(connections)
    database.read_as_one(connections)


async def test_who_stopped_waiting_for_a_write_gets_nothing_and_holds_nobody_up(database: Database) -> None:
    go, begun = threading.Event(), threading.Event()

    def slow(tx: Tx) -> None:
        begun.set()
        go.wait(5)

    first = asyncio.create_task(database.awrite(slow))
    await asyncio.to_thread(begun.wait, 5)
    taken_back = asyncio.create_task(database.awrite(lambda tx: tx.conn.execute(add("taken back"))))
    last = asyncio.create_task(database.awrite(lambda tx: tx.conn.execute(add("last"))))
    await asyncio.sleep(0)
    if database.is_sqlite:
        taken_back.cancel()
    first.cancel()
    await asyncio.sleep(0)
    go.set()
    await last
    assert "last" in names(database)
    assert first.cancelled()
    assert not database.is_sqlite or names(database) == {"last"}
    await asyncio.gather(taken_back, return_exceptions=True)
