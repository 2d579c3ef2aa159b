"""Proves the record whole, or finds the first row that is not as it was written (spec 11.3)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

import sqlalchemy as sa

from server.core.audit import BEGINNING, link
from server.core.tables import audit

AT_ONCE: Final = 5_000


@dataclass(frozen=True, slots=True)
class Chain:
    """What was read of the record. ``broken``: the first row that does not follow from the one before it.

    ``first_at`` and ``last_at`` in ms. ``found``: whether the hash that somebody wrote down is one of its rows'.
    """

    rows: int
    first_at: int | None
    last_at: int | None
    newest: bytes
    broken: int | None
    found: bool


def follow(
    conn: sa.Connection, written_down: bytes = b"", read: Callable[[int], None] = lambda _: None
) -> Chain:
    """Reads the record from its beginning to its end or its first broken row.

    ``written_down``: a hash from an earlier proof; while it is found, nothing up to it was taken away.
    ``read`` is told, now and then, how many rows were read.
    """
    rows, first_at, last_at, before, found = 0, None, None, BEGINNING, not written_down
    for row in _rows(conn):
        if bytes(row.hash) != link(before, row.id, row.at, row.person_id, row.what, row.subject, row.facts):
            return Chain(rows, first_at, last_at, before, row.id, found)
        before, last_at = bytes(row.hash), row.at
        first_at = row.at if rows == 0 else first_at
        found = found or before == written_down
        rows += 1
        if rows % AT_ONCE == 0:
            read(rows)
    return Chain(rows, first_at, last_at, before, None, found)


def _rows(conn: sa.Connection) -> "Iterator[sa.Row[tuple[object, ...]]]":
    """In their order, a few at a time: the record of years does not fit into memory."""
    last = 0
    while some := conn.execute(
        sa.select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(AT_ONCE)
    ).all():
        yield from some
        last = some[-1].id
