"""Asking for exports."""

from __future__ import annotations

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.exporting.store import ExportsStore
from wire.base import Nothing
from wire.messages import ThreadRef
from wire.safeguarding import EXPORT_MINE, EXPORT_OPENED, GET_EXPORTS, OpeningRef


async def load_exports(account: Account) -> None:
    """Load what I asked for before. A failure stands in the store's own state."""
    store = account[ExportsStore]
    store.state = "loading"
    try:
        answer = await account.api.call(GET_EXPORTS, Nothing())
    except (Offline, Refused):
        store.state = "failed"
        return
    store.show(answer.exports)
    store.state = "ready"


async def export_mine(account: Account, thread_id: int) -> None:
    """Ask for a conversation of my own, as I see it."""
    account[ExportsStore].show((await account.api.call(EXPORT_MINE, ThreadRef(thread_id=thread_id)),))


async def export_opened(account: Account, opening_id: int) -> None:
    """Ask for everything that is on record of a conversation that I opened with a reason."""
    account[ExportsStore].show((await account.api.call(EXPORT_OPENED, OpeningRef(opening_id=opening_id)),))
