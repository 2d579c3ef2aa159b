"""Sixty people who follow the events while somebody posts: how long until the last of them has each post."""

import asyncio
import gc
import time
from dataclasses import dataclass
from typing import Any

from bench.load import OK, fast_loop

NEWS = b'"StoryPosted"'
START_OVER = b'"StartOver"'
LONGEST = 20
"""Nobody waits longer than so many seconds for a post."""


@dataclass(frozen=True)
class Ask:
    """``listeners`` and ``posts`` are whole HTTP requests; ``pause``: seconds between a post and the next.

    ``news``: what is in the frame of each post. ``idle``: others who listen and need not hear of it.
    """

    port: int
    listeners: tuple[str, ...]
    posts: tuple[bytes, ...]
    pause: float
    news: bytes = NEWS
    idle: tuple[str, ...] = ()


class Listener(asyncio.Protocol):
    """One open stream of events, which counts the posts in it."""

    def __init__(self, request: str, waits_for: bytes = NEWS) -> None:
        self.seen = 0
        self._waits_for = waits_for
        self.at = 0.0
        self.news = asyncio.Event()
        self.failed = b""
        self._request = request
        self._rest = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        writing: Any = transport
        writing.write(self._request.encode())

    def data_received(self, data: bytes) -> None:
        now = time.perf_counter()
        text = self._rest + data
        if (self._rest == b"" and not text.startswith(OK)) or START_OVER in text:
            self.failed = text[:300]
        self._rest = text[-len(self._waits_for) + 1 :]
        if number := text.count(self._waits_for):
            self.seen += number
            self.at = now
        self.news.set()

    async def has(self, number: int) -> float:
        """When the ``number``-th post was here; with 0, that the stream has begun."""
        while self.seen < number or not self._rest:
            self.news.clear()
            await asyncio.wait_for(self.news.wait(), LONGEST)
            if self.failed:
                raise RuntimeError(self.failed.decode(errors="replace"))
        return self.at


class Teacher(asyncio.Protocol):
    """One connection on which somebody posts."""

    def __init__(self) -> None:
        self.answer = b""
        self.news = asyncio.Event()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        self.answer += data
        self.news.set()

    def post(self, request: bytes) -> float:
        """Sends a post and says when."""
        self.answer = b""
        self.news.clear()
        now = time.perf_counter()
        self._transport.write(request)
        return now

    async def answered(self) -> None:
        """Until the server has said yes."""
        await asyncio.wait_for(self.news.wait(), LONGEST)
        if not self.answer.startswith(OK):
            raise RuntimeError(self.answer.decode(errors="replace"))


def follow(what: Ask) -> list[float]:
    """For each post the time from its request until the last listener had it, in seconds."""
    gc.disable()
    with asyncio.Runner(loop_factory=fast_loop) as runner:
        return runner.run(_follow(what))


async def _follow(what: Ask) -> list[float]:
    loop = asyncio.get_running_loop()
    listeners = [Listener(request, what.news) for request in what.listeners]
    everybody = [*listeners, *(Listener(request, what.news) for request in what.idle)]
    for listener in everybody:
        await loop.create_connection(lambda listener=listener: listener, "127.0.0.1", what.port)  # type: ignore[misc]
    await asyncio.gather(*(listener.has(0) for listener in everybody))
    _, teacher = await loop.create_connection(Teacher, "127.0.0.1", what.port)
    took = []
    for number, post in enumerate(what.posts, 1):
        asked = teacher.post(post)
        seen = await asyncio.gather(*(listener.has(number) for listener in listeners))
        took.append(max(seen) - asked)
        await teacher.answered()
        await asyncio.sleep(what.pause)
    return took
