"""The record of who did what: written in the same commit as the deed, each row bound to the last (spec 11.3)."""

import hashlib
from functools import lru_cache
from typing import Final

import msgspec
import sqlalchemy as sa

from server.core.db import Tx
from server.core.hot import Hot
from server.core.tables import audit
from server.core.turn import take_turn

BEGINNING: Final = bytes(32)
"""What the first row is bound to."""


def record(tx: Tx, person_id: int | None, what: str, subject: str = "", **facts: str | int | None) -> None:
    """Adds a row. ``what`` is ``source:subject:action``, as ``stories:story:post``.

    ``facts`` never hold what people wrote, but for one thing: what somebody gave as their reason, or
    looked for, when they looked into what others wrote (spec 1.4).
    """
    tx.records.append((person_id, what, subject, msgspec.json.encode(facts).decode()))
    tx.at_last(_write_down)


def link(
    before: bytes, id_: int, at: int, person_id: int | None, what: str, subject: str, facts: str
) -> bytes:
    """What binds a row to the one ``before`` it: SHA-256 over that one's own and this row as a JSON list."""
    row = msgspec.json.encode((id_, at, person_id, what, subject, facts))
    return hashlib.sha256(before + row).digest()


def _write_down(tx: Tx) -> None:
    """Last in the transaction, so that nobody waits for the turn longer than it takes to write these rows."""
    take_turn(tx)
    newest = _newest().run(tx.conn, {})
    id_, before = (newest[0][0], bytes(newest[0][1])) if newest else (0, BEGINNING)
    for number, (person_id, what, subject, facts) in enumerate(tx.records, id_ + 1):
        before = link(before, number, tx.now, person_id, what, subject, facts)
        row = {"id": number, "at": tx.now, "person_id": person_id, "what": what, "subject": subject}
        _insert().run(tx.conn, {**row, "facts": facts, "hash": before})


@lru_cache(maxsize=1)
def _newest() -> Hot:
    return Hot(sa.select(audit.c.id, audit.c.hash).order_by(audit.c.id.desc()).limit(1))


@lru_cache(maxsize=1)
def _insert() -> Hot:
    return Hot(
        audit.insert().values(
            {column.name: sa.bindparam(column.name, type_=column.type) for column in audit.c}
        )
    )
