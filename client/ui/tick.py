"""Time that passes on an open screen: "just now" becomes "5 minutes ago" by itself."""

import asyncio
from collections.abc import Callable

import flet as ft

from client.core.account import Account
from client.ui.component import use_state

EVERY_SECONDS = 30


def use_now(account: Account) -> int:
    """The time, in ms; draws the calling component again as it passes."""
    now, set_now = use_state(account.clock.now())

    async def tick() -> None:
        while True:
            await asyncio.sleep(EVERY_SECONDS)
            set_now(account.clock.now())

    def start() -> Callable[[], object]:
        # The account ends it when the page goes: Flet forgets to clean up what is on a page that is gone.
        return account.spawn(tick()).cancel

    ft.use_effect(start, [])
    return max(now, account.clock.now())
