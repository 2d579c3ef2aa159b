"""Hands out an app at a school that hears what it says."""

from collections.abc import AsyncIterator, Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest

from client.accounts.store import DevicesStore
from client.calls.store import CallsStore
from client.core.account import Account
from client.guidance.store import GuidanceStore
from client.stories import actions
from client.stories.store import StoriesStore
from tests.client import eg
from tests.client.at_school import at_school, line
from tests.client.edge import FakeDevice, FakeSchool, until
from tests.edges import FixedClock

__all__ = ["at_school", "line"]

Open = Callable[..., Coroutine[Any, Any, Account]]


@pytest.fixture
def edge() -> FakeSchool:
    """A server that knows Nadia and has one story for her."""
    made = FakeSchool()
    made.snapshot(eg.snapshot(eg.story(1)))
    return made


@pytest.fixture
async def open_app(edge: FakeSchool, clock: FixedClock) -> AsyncIterator[Open]:
    """Opens the app, signed in unless told otherwise; every one is closed after the test."""
    opened: list[Account] = []

    async def open_one(
        token: str | None = "nadia-token",
        storage: Path | None = None,
        at: FakeSchool | None = None,
        live: bool = True,
    ) -> Account:
        device = FakeDevice(at or edge, token, storage)
        stores = (StoriesStore(), CallsStore(), GuidanceStore(), DevicesStore())
        account = Account(device, stores, catch_up=(actions.catch_up,), clock=clock)
        opened.append(account)
        await account.open()
        if token and live:
            await until(lambda: account.link.state == "live")
        return account

    yield open_one
    for account in opened:
        await account.close()
