"""Clears away, once a day, the sessions that open nothing any more."""

from typing import Any

from server.accounts.actions import forget_ended_sessions
from server.accounts.rules import DAY
from server.core.context import Context
from server.core.db import Tx
from server.core.jobs import Handler, enqueue

FORGET_SESSIONS = "forget_sessions"


def handlers(context: Context) -> dict[str, Handler]:
    """The jobs of this feature."""

    def forget(tx: Tx) -> None:
        forget_ended_sessions(tx)
        plan_forgetting(tx, tx.now + DAY)

    def run(args: dict[str, Any]) -> None:
        context.db.write(forget)

    return {FORGET_SESSIONS: run}


def plan_forgetting(tx: Tx, due: int) -> None:
    """Plans a run, once for each day. To be called when the server starts; each plans the next."""
    enqueue(tx, FORGET_SESSIONS, {}, due=due, key=f"{FORGET_SESSIONS}:{due // DAY}")
