"""SQLAlchemy's engines for the two kinds of database, set up as Bookbag needs them."""

import sqlite3
from functools import cache, partial
from typing import NamedTuple

import sqlalchemy as sa

PATIENCE = 5_000
"""For how long SQLite waits for a lock that somebody else holds, in ms."""
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "cache_size=-32768",
    "mmap_size=1073741824",
)


class Kind(NamedTuple):
    """What an engine is for; ``patience`` in ms."""

    url: str
    threads: int
    patience: int
    reading: bool


def take(kind: Kind) -> sa.Engine:
    """An engine that nobody else has. One that was given back is taken again: what it compiled still holds."""
    idle = _idle(kind)
    return idle.pop() if idle else _made(kind)


def give_back(kind: Kind, engine: sa.Engine) -> None:
    """Closes its connections; whoever opens the same database next may have it."""
    engine.dispose()
    _idle(kind).append(engine)


@cache
def _idle(kind: Kind) -> list[sa.Engine]:
    """The engines of this kind that were given back."""
    return []


def _made(kind: Kind) -> sa.Engine:
    """Reads on PostgreSQL run in autocommit: a ROLLBACK after each makes psycopg forget its prepared plans."""
    postgres = not kind.url.startswith("sqlite")
    engine = sa.create_engine(
        kind.url,
        poolclass=sa.pool.QueuePool,
        pool_size=kind.threads + 2,
        max_overflow=0,
        pool_use_lifo=True,
        query_cache_size=1000,
        hide_parameters=True,
        **({"isolation_level": "AUTOCOMMIT"} if postgres and kind.reading else {}),
    )
    if not postgres:
        sa.event.listen(engine, "connect", partial(_prepare_sqlite, kind.patience))
        if not kind.reading:
            sa.event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(patience: int, connection: sqlite3.Connection, _record: object) -> None:
    # Without an isolation level the driver begins no transaction of its own accord.
    connection.isolation_level = None
    for pragma in (*PRAGMAS, f"busy_timeout={patience}"):
        connection.execute(f"PRAGMA {pragma}")
    # SQLite's own lower() knows the letters of English alone.
    connection.create_function("fold", 1, _folded, deterministic=True)


def _folded(words: str | None) -> str | None:
    return None if words is None else words.casefold()


def _begin_sqlite(conn: sa.Connection) -> None:
    conn.exec_driver_sql(conn.get_execution_options().get("bookbag_begin", "BEGIN IMMEDIATE"))
