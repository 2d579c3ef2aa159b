"""A school's server as the app hears it over the network; it refuses whatever a test did not prepare."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote

import httpx
import msgspec

from wire.base import Endpoint, Model, Refusal
from wire.events import EVENTS_PATH, Event
from wire.media import FILES_PATH, NAME_HEADER, UPLOAD_PATH, File, FileKind, Photo
from wire.notifications import SEE
from wire.snapshot import GET_SNAPSHOT, Snapshot


@dataclass
class Heard:
    """One request as it arrived."""

    method: str
    path: str
    query: dict[str, str]
    body: bytes
    key: str | None
    token: str | None
    file_name: str = ""

    @property
    def json(self) -> Any:
        return json.loads(self.body)


Answer = Model | Refusal | int | Callable[[Heard], Model | Refusal | int]


@dataclass
class FakeSchool(httpx.AsyncBaseTransport):
    """Answers what was prepared, does each key once, and can lose the line before or after it has heard."""

    up: bool = True
    token: str = "nadia-token"
    heard: list[Heard] = field(default_factory=list)
    done: list[Heard] = field(default_factory=list)
    """What was done for real: each key once, refusals left out."""
    lose_answers: int = 0
    """So many answers get lost on their way back: the server has done it, the app does not know."""
    listeners: list[asyncio.Queue[bytes | None]] = field(default_factory=list)
    seen: list[str] = field(default_factory=list)
    """Where the app said that its person is; apart, because it says so on every screen."""
    follows: list[int] = field(default_factory=list)
    """The event numbers after which the app asked to listen."""
    _held: dict[tuple[str, str], asyncio.Event] = field(default_factory=dict)
    _prepared: dict[tuple[str, str], Answer] = field(default_factory=dict)
    _answers: dict[str, tuple[bytes, int, bytes]] = field(default_factory=dict)

    def answers(self, endpoint: Endpoint[Any, Any], answer: Answer, **path: int) -> None:
        """Prepare the answer to one endpoint (and one path)."""
        self._prepared[endpoint.method, endpoint.path.format(**path)] = answer

    def hold(self, endpoint: Endpoint[Any, Any]) -> asyncio.Event:
        """From now on its answers are given at once, and arrive when this is set."""
        return self._held.setdefault((endpoint.method, endpoint.path), asyncio.Event())

    def snapshot(self, snapshot: Snapshot) -> None:
        """Prepare the snapshot."""
        self.answers(GET_SNAPSHOT, snapshot)

    def pictures(self) -> None:
        """Take every picture; they are numbered from 501."""

        def take(_: Heard) -> Photo:
            taken = [heard for heard in self.done if heard.path == UPLOAD_PATH]
            return Photo(id=501 + len(taken), width=800, height=600, colour="#aabbcc")

        self._prepared["POST", UPLOAD_PATH] = take

    def files(self) -> None:
        """Take every file; they are numbered from 901."""

        def take(heard: Heard) -> File:
            taken = [one for one in self.done if one.path == FILES_PATH]
            size = len(heard.body)
            return File(id=901 + len(taken), name=heard.file_name, kind=FileKind.PDF, size=size)

        self._prepared["POST", FILES_PATH] = take

    def tell(self, number: int, event: Event) -> None:
        """Send an event to everybody who listens."""
        data = msgspec.json.encode(event)
        for queue in self.listeners:
            queue.put_nowait(b"id: %d\ndata: %s\n\n" % (number, data))

    def hang_up(self) -> None:
        """Every stream ends; new requests are answered."""
        for queue in self.listeners:
            queue.put_nowait(None)
        self.listeners.clear()

    def go_down(self) -> None:
        """Nothing gets through."""
        self.up = False
        self.hang_up()

    def paths(self, method: str = "POST") -> list[str]:
        """What was asked, in order."""
        return [heard.path for heard in self.heard if heard.method == method]

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        await asyncio.sleep(0)
        if not self.up:
            raise httpx.ConnectError("no network")
        heard = await _heard(request)
        if heard.path == EVENTS_PATH:
            return self._listen(heard)
        if heard.path == SEE.path:
            self.seen.append(heard.json["path"])
            return httpx.Response(200, content=b"{}")
        self.heard.append(heard)
        status, body = self._answer(heard)
        if held := self._held.get((heard.method, heard.path)):
            await held.wait()
        if self.lose_answers:
            self.lose_answers -= 1
            raise httpx.ReadError("the line broke")
        return httpx.Response(status, content=body)

    def _answer(self, heard: Heard) -> tuple[int, bytes]:
        if heard.key in self._answers:
            first, status, body = self._answers[heard.key]
            return (status, body) if first == heard.body else _refused(Refusal("key_reused"), 409)
        if (heard.method, heard.path) not in self._prepared:
            raise AssertionError(f"not prepared: {heard.method} {heard.path}")
        answer = self._prepared[heard.method, heard.path]
        answer = answer(heard) if callable(answer) else answer
        if isinstance(answer, int):
            return answer, b"oh"
        if isinstance(answer, Refusal):
            return _refused(answer, {"not_signed_in": 401, "slow_down": 429}.get(answer.code, 403))
        body = msgspec.json.encode(answer)
        if heard.key is not None:
            self._answers[heard.key] = (heard.body, 200, body)
            self.done.append(heard)
        return 200, body

    def _listen(self, heard: Heard) -> httpx.Response:
        if heard.token != self.token:
            status, body = _refused(Refusal("not_signed_in"), 401)
            return httpx.Response(status, content=body)
        self.follows.append(int(heard.query["after"]))
        queue: asyncio.Queue[bytes | None] = asyncio.Queue()
        self.listeners.append(queue)
        return httpx.Response(200, stream=_Stream(queue))


class _Stream(httpx.AsyncByteStream):
    def __init__(self, queue: "asyncio.Queue[bytes | None]") -> None:
        self._queue = queue

    async def __aiter__(self) -> AsyncIterator[bytes]:
        yield b": hello\n\n"
        while (data := await self._queue.get()) is not None:
            yield data


async def _heard(request: httpx.Request) -> Heard:
    token = request.headers.get("authorization", "").removeprefix("Bearer ") or None
    key = request.headers.get("idempotency-key")
    body = await request.aread()
    name = unquote(request.headers.get(NAME_HEADER, ""))
    return Heard(request.method, request.url.path, dict(request.url.params), body, key, token, name)


def _refused(refusal: Refusal, status: int) -> tuple[int, bytes]:
    return status, msgspec.json.encode(refusal)


@dataclass
class FakeDevice:
    """A place to run, with or without a disk."""

    transport: httpx.AsyncBaseTransport | None
    kept: str | None = None
    storage: Any = None
    base_url: str = "http://school.test"

    async def token(self) -> str | None:
        return self.kept

    async def keep_token(self, token: str) -> None:
        self.kept = token

    async def forget_token(self) -> None:
        self.kept = None

    def name(self) -> str:
        return "Test"

    async def run(self, what: str, **query: str | float) -> None:
        return


async def until(true: Callable[[], bool], seconds: float = 10.0) -> None:
    """Let the app's loops run until something holds; fail if it never does."""
    async with asyncio.timeout(seconds):
        while not true():  # noqa: ASYNC110 what is awaited is the app's own work, which tells nobody
            await asyncio.sleep(0.005)
