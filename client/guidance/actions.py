"""Asks the server about words that are being typed, a moment after the last letter. Silent when there is no line."""

from __future__ import annotations

import asyncio
from typing import Final

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.me import Side
from client.guidance.store import GuidanceStore
from wire.guidance import CHECK_WORDS, MAX_CHECKED, CheckWords

PAUSE: Final = 0.6
"""Seconds after the last letter."""
FEWEST: Final = 3
"""So few letters say nothing."""


async def typed(account: Account, place: str, side: Side, pupil_id: int | None = None) -> None:
    """Somebody typed into the draft ``place``: look at its words if nothing follows for a moment."""
    store = account[GuidanceStore]
    turn = store.begin(place)
    if len(account.drafts.body(place).strip()) < FEWEST:
        store.answer(place, ())
        return
    await asyncio.sleep(PAUSE)
    if store.is_newest(place, turn):
        await check(account, place, side, pupil_id)


async def check(account: Account, place: str, side: Side, pupil_id: int | None = None) -> None:
    """Look at what stands in the draft ``place`` now."""
    store = account[GuidanceStore]
    turn, body = store.begin(place), account.drafts.body(place)
    if not body.strip():
        return
    ask = CheckWords(body=body[-MAX_CHECKED:], side=side, pupil_id=pupil_id)
    try:
        guidance = await account.api.call(CHECK_WORDS, ask)
    except (Offline, Refused):
        return
    if store.is_newest(place, turn):
        store.answer(place, guidance.hints)
