"""Apps of several people at the real server, in this process, and a wire to it that can be cut."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from client.app import make_account
from client.core.account import Account
from server.web.inside import Inside
from tests.browser.line import Line
from tests.cast import Who
from tests.client.edge import FakeDevice, until
from tests.school import School

OpenAt = Callable[..., Coroutine[Any, Any, Account]]


@pytest.fixture
async def at_school(school: School) -> AsyncIterator[OpenAt]:
    """Opens somebody's app at the real server, in this process."""
    opened: list[Account] = []

    async def open_one(who: Who | None, storage: Path | None = None, url: str | None = None) -> Account:
        transport = None if url else Inside(school.app)
        device = FakeDevice(transport, who.token if who else None, storage, url or "http://school.test")
        account = make_account(device)
        opened.append(account)
        await account.open()
        if who:
            await until(lambda: account.link.state == "live", 10)
        return account

    yield open_one
    for account in opened:
        await account.close()


@pytest.fixture
async def line(school: School) -> AsyncIterator[Line]:
    """The real server behind a wire that can be cut."""
    config = uvicorn.Config(
        school.app, port=0, log_level="error", lifespan="off", timeout_graceful_shutdown=1
    )
    server = uvicorn.Server(config)
    socket = config.bind_socket()
    serving = asyncio.create_task(server.serve(sockets=[socket]))
    made = Line(socket.getsockname()[1])
    yield made
    made.close()
    server.should_exit = True
    await serving
    socket.close()


@asynccontextmanager
async def cutting(line: Line, times: int) -> AsyncIterator[None]:
    """The wire breaks again and again while something happens."""

    async def cut() -> None:
        for _ in range(times):
            await asyncio.sleep(0.03)
            line.cut()
            await asyncio.sleep(0.05)
            line.mend()

    task = asyncio.create_task(cut())
    yield
    await task
