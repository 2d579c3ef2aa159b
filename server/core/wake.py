"""Hears of what other servers of the same school committed (PostgreSQL LISTEN)."""

import asyncio
import logging
from collections.abc import Callable

import psycopg

from server.core.feed import CHANNEL

log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0


async def listen(url: str, on_news: Callable[[], None]) -> None:
    """Calls ``on_news`` whenever any server on this database told an event; for ever, until it is cancelled."""
    while True:
        try:
            await _listen(url.replace("postgresql+psycopg://", "postgresql://"), on_news)
        except psycopg.Error as error:
            log.warning("listening for news failed: %s", type(error).__name__)
            await asyncio.sleep(RETRY_SECONDS)


async def _listen(url: str, on_news: Callable[[], None]) -> None:
    async with await psycopg.AsyncConnection.connect(url, autocommit=True) as conn:
        await conn.execute(f"LISTEN {CHANNEL}".encode())
        # Whatever was told while nobody listened.
        on_news()
        async for _ in conn.notifies():
            on_news()
