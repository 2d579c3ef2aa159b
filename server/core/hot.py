"""Statements that are asked so often that putting them together each time would cost more than running them."""

import sqlite3
from collections.abc import Mapping, Sequence
from typing import Any

import psycopg
import sqlalchemy as sa


class Hot:
    """A statement that is compiled once per database kind and then handed straight to the driver.

    Rows are plain tuples with the driver's own values: making SQLAlchemy's rows of twenty stories took
    twice as long as finding them. Every value must be a named ``bindparam``; none may expand.
    """

    def __init__(self, statement: "sa.Select[Any] | sa.CompoundSelect[Any] | sa.UpdateBase") -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, list[str] | None, dict[str, Any]]] = {}

    def run(self, conn: sa.Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """All rows for these values."""
        sql, params = self._ready(conn, values)
        driver: Any = conn.connection.driver_connection
        try:
            cursor = driver.execute(sql, params)
            rows: list[tuple[Any, ...]] = cursor.fetchall() if cursor.description else []
        except (sqlite3.IntegrityError, psycopg.IntegrityError) as error:
            # Under the name by which everybody knows that it stands already.
            raise sa.exc.IntegrityError(sql, None, error) from error
        return rows

    def run_each(self, conn: sa.Connection, many: Sequence[Mapping[str, Any]]) -> None:
        """Runs it for each of these values; a database on another machine is not waited for each time."""
        if not many:
            return
        ready = [self._ready(conn, values) for values in many]
        driver: Any = conn.connection.driver_connection
        driver.cursor().executemany(ready[0][0], [params for _, params in ready])

    def _ready(self, conn: sa.Connection, values: Mapping[str, Any]) -> tuple[str, Any]:
        sql, order, fixed = self._compiled.get(conn.dialect.name) or self._compile(conn)
        all_values = {**fixed, **values}
        return sql, tuple(all_values[name] for name in order) if order is not None else all_values

    def _compile(self, conn: sa.Connection) -> tuple[str, list[str] | None, dict[str, Any]]:
        compiled = self._statement.compile(dialect=conn.dialect)
        order = list(compiled.positiontup) if compiled.positiontup is not None else None
        ready = (str(compiled), order, dict(compiled.params))
        self._compiled[conn.dialect.name] = ready
        return ready
