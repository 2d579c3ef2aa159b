"""The two writes of every message, put together once: they are what a busy morning consists of."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from server.core.db import Tx
from server.core.hot import Hot
from server.messages.standing import ThreadRow
from server.messages.tables import messages, threads
from wire.messages import MessageState, Side

_GIVEN = (
    "thread_id", "author_id", "author_role", "side", "covers_id", "at", "text_id", "photos", "files",
    "broadcast_id",
)  # fmt: skip


def add_message(tx: Tx, row: Mapping[str, Any]) -> int:
    """Adds a message; returns its id."""
    return int(_insert().run(tx.conn, row)[0][0])


def move_on(tx: Tx, thread: ThreadRow, message_id: int, side: Side, *, answers: bool) -> None:
    """A thread has a new last message: a family's waits, an answer of the staff ends the waiting (spec 5.8).

    What goes to a whole class answers nobody.
    """
    waiting_id, since = thread.waiting_id, thread.waiting_since
    if side == "family" and waiting_id is None:
        waiting_id, since = message_id, tx.now
    elif side == "staff" and answers:
        waiting_id, since = None, None
    values = {"thread": thread.id, "last_id": message_id, "waiting_id": waiting_id, "waiting_since": since}
    _update().run(tx.conn, values)


@lru_cache(maxsize=1)
def _insert() -> Hot:
    given = {name: sa.bindparam(name, type_=messages.c[name].type) for name in _GIVEN}
    return Hot(messages.insert().values(**given, state=MessageState.SENT.value).returning(messages.c.id))


@lru_cache(maxsize=1)
def _update() -> Hot:
    changed = ("last_id", "waiting_id", "waiting_since")
    return Hot(
        threads.update()
        .where(threads.c.id == sa.bindparam("thread", type_=sa.BigInteger))
        .values({name: sa.bindparam(name, type_=sa.BigInteger) for name in changed})
    )
