"""Asks a server for pages as fast as it answers, in a process of its own that leaves the server its core."""

import asyncio
import gc
import re
import time
from dataclasses import dataclass
from typing import Any

LENGTH = re.compile(rb"\r\ncontent-length: (\d+)", re.IGNORECASE)
OK = b"HTTP/1.1 200"


@dataclass(frozen=True)
class Ask:
    """One round: these requests (each a whole HTTP request), over and over, so many of them at the same time."""

    port: int
    requests: tuple[str, ...]
    at_once: int
    seconds: float


@dataclass(frozen=True)
class Round:
    """What a round took: all of it, and each request of it, in seconds."""

    seconds: float
    took: list[float]

    @property
    def per_second(self) -> float:
        """Requests per second."""
        return len(self.took) / self.seconds


class Asker(asyncio.Protocol):
    """One connection that sends its next request when it has the answer to the last."""

    def __init__(self, requests: list[bytes], first: int, until: float, done: "asyncio.Future[None]") -> None:
        self.took: list[float] = []
        self._requests = requests
        self._next = first
        self._until = until
        self.done = done
        self._answer = bytearray()
        self._whole = 0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._answer += data
        if not self._whole:
            end = self._answer.find(b"\r\n\r\n")
            if end < 0:
                return
            length = LENGTH.search(self._answer, 0, end)
            if length is None or not self._answer.startswith(OK):
                self._fail(bytes(self._answer[:300]))
                return
            self._whole = end + 4 + int(length[1])
        if len(self._answer) >= self._whole:
            self._took()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self._fail(b"the connection was closed")

    def _took(self) -> None:
        now = time.perf_counter()
        self.took.append(now - self._asked)
        if now < self._until:
            self._ask()
        elif not self.done.done():
            self.done.set_result(None)
            self._transport.close()

    def _ask(self) -> None:
        self._answer.clear()
        self._whole = 0
        self._asked = time.perf_counter()
        self._transport.write(self._requests[self._next % len(self._requests)])
        self._next += 1

    def _fail(self, said: bytes) -> None:
        if not self.done.done():
            self.done.set_exception(RuntimeError(said.decode(errors="replace")))


def ask(what: Ask) -> Round:
    """Does one round."""
    gc.disable()
    with asyncio.Runner(loop_factory=fast_loop) as runner:
        return runner.run(_do(what))


async def _do(ask: Ask) -> Round:
    began = time.perf_counter()
    requests = [request.encode() for request in ask.requests]
    took = await _ask_all(ask.port, requests, ask.at_once, began + ask.seconds)
    return Round(time.perf_counter() - began, [t for one in took for t in one])


async def _ask_all(port: int, requests: list[bytes], at_once: int, until: float) -> list[list[float]]:
    loop = asyncio.get_running_loop()
    step = max(1, len(requests) // at_once)
    askers = [Asker(requests, n * step, until, loop.create_future()) for n in range(at_once)]
    for asker in askers:
        await loop.create_connection(lambda asker=asker: asker, "127.0.0.1", port)  # type: ignore[misc]
    await asyncio.gather(*(asker.done for asker in askers))
    return [asker.took for asker in askers]


def fast_loop() -> asyncio.AbstractEventLoop:
    """The event loop that the server has, where there is one for this system."""
    try:
        import uvloop  # noqa: PLC0415
    except ImportError:
        return asyncio.new_event_loop()
    return uvloop.new_event_loop()
