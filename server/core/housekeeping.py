"""What is cleared away once a day."""

from typing import Any

from server.core.db import Database, Tx
from server.core.feed import forget_before
from server.core.jobs import Handler, enqueue

TIDY = "tidy"
DAY = 86_400_000
EVENTS_KEPT = 30 * DAY
"""An app that was away for longer takes a fresh snapshot."""


def handlers(db: Database) -> dict[str, Handler]:
    """Does today's tidying and plans tomorrow's."""

    def tidy(args: dict[str, Any]) -> None:
        db.write(_tidy)

    return {TIDY: tidy}


def plan_tidying(tx: Tx, due: int) -> None:
    """Plans a tidying, once for each day. To be called when the server starts; each plans the next."""
    enqueue(tx, TIDY, {}, due=due, key=f"{TIDY}:{due // DAY}")


def _tidy(tx: Tx) -> None:
    forget_before(tx, tx.now - EVENTS_KEPT)
    plan_tidying(tx, tx.now + DAY)
