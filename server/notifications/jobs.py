"""The jobs of the notifications, and what is forgotten of them once a day."""

from functools import partial
from typing import Any, Final

import sqlalchemy as sa

from server.core.db import Tx
from server.core.feed import Renderer
from server.core.jobs import Handler, Together, enqueue
from server.notifications.actions import GATHER, SEND, SPREAD
from server.notifications.post import Post
from server.notifications.sending import DAY, gather, send
from server.notifications.sources import Ref, Sources
from server.notifications.spread import noticed, spread
from server.notifications.tables import mails, notices
from wire.events import Event

FORGET: Final = "forget_notices"
KEPT: Final = 60 * DAY
APART: Final = frozenset((SEND,))
"""The jobs that wait for a mail server: translations must not wait behind them."""


def handlers(post: Post) -> dict[str, Handler]:
    """The jobs of this feature."""

    def forget(args: dict[str, Any]) -> None:
        post.context.db.write(_forget)

    return {
        GATHER: partial(gather, post),
        SEND: partial(send, post),
        FORGET: forget,
    }


def together(post: Post) -> dict[str, Together]:
    """The job that follows each new thing: at the end of a school day there are hundreds."""
    return {SPREAD: partial(spread, post)}


def renderers(sources: Sources) -> dict[str, Renderer]:
    """Kind of event → what it says."""

    def read(conn: sa.Connection, ref: Ref, lang: str) -> Event | None:
        return noticed(conn, sources, ref, lang)

    return {"noticed": read}


def plan_forgetting(tx: Tx, due: int) -> None:
    """Plans a run, once for each day. To be called when the server starts; each plans the next."""
    enqueue(tx, FORGET, {}, due=due, key=f"{FORGET}:{due // DAY}")


def _forget(tx: Tx) -> None:
    old = tx.now - KEPT
    tx.conn.execute(notices.delete().where(notices.c.at < old))
    tx.conn.execute(mails.delete().where(mails.c.at < old, mails.c.state != "bounced"))
    plan_forgetting(tx, tx.now + DAY)
