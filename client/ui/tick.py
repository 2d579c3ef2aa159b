"""Time that passes on an open screen: "just now" becomes "5 minutes ago" by itself."""

import asyncio

import flet as ft

from client.core.account import Account
from client.ui.component import use_kept, use_state

EVERY_SECONDS = 30


def use_now(account: Account) -> int:
    """The time, in ms; draws the calling component again as it passes."""
    now, set_now = use_state(account.clock.now())

    async def tick() -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            set_now(account.clock.now())

    running = use_kept(list[asyncio.Task[None]])

    def start() -> None:
        # The account ends it when the page goes: Flet forgets to clean up what is on a page that is gone.
        running.append(account.spawn(tick()))

    def stop() -> None:
        while running:
            running.pop().cancel()

    # Not returned by ``start``: Flet forgets that as soon as the component is drawn again.
    ft.use_effect(start, [], cleanup=stop)
    return max(now, account.clock.now())
