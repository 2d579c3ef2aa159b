"""The floor under a request: the very statements that it runs, through the bare driver, in one thread, without HTTP."""

import asyncio
import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
import psycopg
import sqlalchemy as sa

from bench.load import Round
from bench.seed import School
from server.app import build
from server.core.config import Settings
from server.core.engines import PRAGMAS

Statement = tuple[Any, Any]
"""What the driver was given: SQL and its values."""
Run = Callable[[Sequence[Statement]], object]


def statements_of(
    school: School, path: str, asked: Sequence[str] | Sequence[tuple[str, dict[str, str]]]
) -> list[list[Statement]]:
    """What the server asks its database when somebody who was here a moment ago asks for ``path``.

    ``asked``: their tokens, or each with what is posted there.
    """
    with _noting() as seen:
        server = build(Settings(data=school.data, database=school.database))
        try:
            return asyncio.run(_statements(server.app, path, asked, seen))
        finally:
            server.context.db.close()


async def _statements(
    app: Any,
    path: str,
    asked: Sequence[str] | Sequence[tuple[str, dict[str, str]]],
    seen: list[Statement],
) -> list[list[Statement]]:
    found = []
    async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://bench") as asker:
        for one in asked:
            token, posted = (one, None) if isinstance(one, str) else one
            headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "bench-look"}
            for _ in range(2):
                seen.clear()
                method = "GET" if posted is None else "POST"
                answer = await asker.request(method, path, headers=headers, json=posted)
                answer.raise_for_status()
            found.append(list(seen))
    return found


@contextmanager
def _noting() -> Iterator[list[Statement]]:
    """Keeps what every driver connection opened from now on is given to run."""
    seen: list[Statement] = []

    def note(sql: Any, values: Any) -> None:
        # Nothing else: a write of the server's own, such as "seen just now", may fall into the same moment.
        if str(sql).startswith("SELECT"):
            seen.append((sql, values))

    class SqliteCursor(sqlite3.Cursor):
        def execute(self, sql: Any, values: Any = (), /) -> "SqliteCursor":
            note(sql, values)
            return super().execute(sql, values)

    class SqliteConnection(sqlite3.Connection):
        def cursor(self, _kind: object = None) -> Any:
            return super().cursor(SqliteCursor)

        def execute(self, sql: Any, values: Any = (), /) -> sqlite3.Cursor:
            note(sql, values)
            return super().execute(sql, values)

    class PostgresCursor(psycopg.Cursor[Any]):
        def execute(self, query: Any, params: Any = None, **how: Any) -> "PostgresCursor":
            note(query, params)
            return super().execute(query, params, **how)

    def choose(dialect: sa.Dialect, _record: object, _args: object, options: dict[str, Any]) -> None:
        kind = (
            {"factory": SqliteConnection} if dialect.name == "sqlite" else {"cursor_factory": PostgresCursor}
        )
        options.update(kind)

    sa.event.listen(sa.Engine, "do_connect", choose)
    yield seen
    sa.event.remove(sa.Engine, "do_connect", choose)


@contextmanager
def bare(school: School) -> Iterator[Run]:
    """Runs statements and fetches all rows, on a connection of the driver's own, opened as the server opens it."""
    if school.database:
        with psycopg.connect(school.database.replace("+psycopg", ""), autocommit=True) as postgres:
            yield lambda statements: [postgres.execute(sql, values).fetchall() for sql, values in statements]
        return
    sqlite = sqlite3.connect(school.data / "bookbag.db", isolation_level=None)
    for pragma in PRAGMAS:
        sqlite.execute(f"PRAGMA {pragma}")
    yield lambda statements: [sqlite.execute(sql, values).fetchall() for sql, values in statements]
    sqlite.close()


def replay(run: Run, requests: Sequence[Sequence[Statement]], seconds: float) -> Round:
    """A round of these requests' statements, one after another."""
    took, began = [], time.perf_counter()
    before, number = began, 0
    while before - began < seconds:
        run(requests[number % len(requests)])
        now = time.perf_counter()
        took.append(now - before)
        before, number = now, number + 1
    return Round(before - began, took)
