"""Statements that are asked so often that putting them together each time would cost more than running them."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa


class Hot:
    """A statement that is compiled once per database kind and then run as plain SQL.

    Values come back as the driver gives them. Every value must be a named ``bindparam``; none may expand.
    """

    def __init__(self, statement: sa.Select[Any]) -> None:
        self._statement = statement
        self._compiled: dict[str, tuple[str, list[str] | None, dict[str, Any]]] = {}

    def run(self, conn: sa.Connection, values: Mapping[str, Any]) -> Sequence[sa.Row[Any]]:
        """All rows for these values."""
        sql, order, fixed = self._compiled.get(conn.dialect.name) or self._compile(conn)
        all_values = {**fixed, **values}
        params = tuple(all_values[name] for name in order) if order is not None else all_values
        return conn.exec_driver_sql(sql, params).fetchall()

    def _compile(self, conn: sa.Connection) -> tuple[str, list[str] | None, dict[str, Any]]:
        compiled = self._statement.compile(dialect=conn.dialect)
        order = list(compiled.positiontup) if compiled.positiontup is not None else None
        ready = (str(compiled), order, dict(compiled.params))
        self._compiled[conn.dialect.name] = ready
        return ready
