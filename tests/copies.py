"""PostgreSQL databases for test after test: each is brought back to what it held, and its connections stay open.

A new copy for each test, and new connections that know nothing of its tables yet, were half of what such a test took.
"""

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg
import sqlalchemy as sa
from psycopg import sql

from tests.postgres import Postgres

TABLES = "SELECT relname FROM pg_class WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace"
SEQUENCES = "SELECT relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace"
SHAPE = """
SELECT (SELECT count(*) || ':' || max(xmin::text::bigint) FROM pg_class) || '/' ||
       (SELECT count(*) || ':' || max(xmin::text::bigint) FROM pg_trigger)
"""
"""Another answer when tables, columns or triggers were made, changed or removed."""


class Copies:
    """Copies of databases that were filled once, on one server."""

    def __init__(self, server: Postgres) -> None:
        self._server = server
        self._shelves = Shelves()
        self._template_of: dict[str, str] = {}
        self._ready: defaultdict[str, list[str]] = defaultdict(list)
        self._keepers: dict[str, psycopg.Connection[Any]] = {}
        self._sweeper = ThreadPoolExecutor(1, thread_name_prefix="sweeper")

    def learn(self, template: str) -> None:
        """``template`` is filled: copies of it can be made from now on. Nobody may be connected to it."""
        self._shelves.clear(template)
        with self._server.connect(template) as conn:
            keep(conn)

    def take(self, template: str) -> str:
        """The name of a database that holds what ``template`` does."""
        ready = self._ready[template]
        name = ready.pop() if ready else self._server.create(template)
        self._template_of[name] = template
        return name

    def give_back(self, name: str) -> None:
        """Brings it back to what it held, or removes it where that cannot be done. The next test need not wait."""
        self._sweeper.submit(self._sweep, name)

    def stop(self) -> None:
        """Closes all connections."""
        self._sweeper.shutdown()
        self._shelves.stop()
        for keeper in self._keepers.values():
            keeper.close()

    def _sweep(self, name: str) -> None:
        template = self._template_of.pop(name, None)
        if template:
            if name not in self._keepers:
                self._keepers[name] = self._server.connect(name)
            if bring_back(self._keepers[name]):
                self._ready[template].append(name)
                return
            self._keepers.pop(name).close()
        self._shelves.clear(name)
        self._server.drop(name)


def keep(conn: "psycopg.Connection[Any]") -> None:
    """Remembers in the database itself what it holds: copies of it can ``bring_back`` that."""
    conn.execute("CREATE SCHEMA kept")
    steps = []
    for (name,) in conn.execute(TABLES).fetchall():
        table, copy = sql.Identifier("public", name), sql.Identifier("kept", name)
        steps.append(sql.SQL("DELETE FROM {}").format(table))
        if conn.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table)).fetchone():
            conn.execute(sql.SQL("CREATE TABLE {} AS TABLE {}").format(copy, table))
            steps.append(sql.SQL("INSERT INTO {} SELECT * FROM {}").format(table, copy))
    for (name,) in conn.execute(SEQUENCES).fetchall():
        stands = conn.execute(sql.SQL("SELECT last_value, is_called FROM {}").format(sql.Identifier(name)))
        steps.append(sql.SQL("PERFORM setval({}, {}, {})").format(name, *(stands.fetchone() or ())))
    shape = sql.Literal((conn.execute(SHAPE).fetchone() or ("",))[0])
    body = sql.SQL("BEGIN IF ({}) <> {} THEN RAISE 'another shape'; END IF; {}; END").format(
        sql.SQL(SHAPE), shape, sql.SQL("; ").join(steps)
    )
    # As a replica nobody's triggers run: some forbid what has to be done here.
    conn.execute(
        sql.SQL(
            "CREATE FUNCTION kept.bring_back() RETURNS void LANGUAGE plpgsql"
            " SET session_replication_role = replica AS {}"
        ).format(sql.Literal(body.as_string(conn)))
    )


def bring_back(conn: "psycopg.Connection[Any]") -> bool:
    """Puts back what the database held at first; ``False`` where that cannot be done, and it is of no more use."""
    try:
        conn.execute("SET lock_timeout = '2s'")
        conn.execute("SELECT kept.bring_back()")
    except psycopg.Error:
        return False
    return True


class Lasting(psycopg.Connection[Any]):
    """A connection that waits on its shelf, when it is closed, for whoever opens its database next."""

    shelf: "list[Lasting] | None" = None

    def close(self) -> None:
        """Puts it on its shelf."""
        if self.shelf is None or self.closed:
            super().close()
            return
        with suppress(psycopg.Error):
            # What it still holds would keep its database from being brought back.
            self.rollback()
        self.shelf.append(self)

    def close_at_last(self) -> None:
        """Closes it in truth."""
        super().close()

    def is_as_new(self) -> bool:
        """Makes it as a new one is; ``False`` where it is of no more use."""
        try:
            self.isolation_level = self.read_only = self.deferrable = None
            self.autocommit = True
            self.execute("RESET ALL")
            self.autocommit = False
        except psycopg.Error:
            self.close_at_last()
            return False
        return True


class Shelves:
    """The connections that wait, by the name of their database."""

    def __init__(self) -> None:
        self._of: dict[str, list[Lasting]] = {}
        sa.event.listen(sa.Engine, "do_connect", self._connect)

    def clear(self, name: str) -> None:
        """Closes those of a database that goes."""
        for connection in self._of.pop(name, []):
            connection.close_at_last()

    def stop(self) -> None:
        """Closes them all; from now on connections are closed as ever."""
        sa.event.remove(sa.Engine, "do_connect", self._connect)
        for name in list(self._of):
            self.clear(name)

    def _connect(
        self, dialect: sa.Dialect, _record: object, _args: object, options: dict[str, Any]
    ) -> Lasting | None:
        if dialect.name != "postgresql":
            return None
        shelf = self._of.setdefault(options["dbname"], [])
        while shelf:
            if (waited := shelf.pop()).is_as_new():
                return waited
        connection = Lasting.connect(**options)
        connection.shelf = shelf
        return connection
