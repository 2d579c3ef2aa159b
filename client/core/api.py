"""Asking the server: one call for each endpoint of ``wire``, pictures, files, and the stream of events."""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar
from urllib.parse import quote
from uuid import uuid4

import msgspec

from client.core.failures import Offline, Refused
from wire.base import ANYONE, Endpoint, Model, Refusal
from wire.events import EVENTS_PATH
from wire.hours import DEVICE_HEADER
from wire.media import FILES_PATH, NAME_HEADER, UPLOAD_PATH, File, Photo

if TYPE_CHECKING:
    import httpx

Ask = TypeVar("Ask", bound=Model)
Answer = TypeVar("Answer", bound=Model)

AWAY: Final = frozenset({502, 503, 504})
"""Answers of a server, or of a proxy before it, that is not there now."""
PIECE: Final = 64 * 1024
"""Bytes of an upload that go over the line at once: a slow line has time for each of them, not for the whole."""
SILENCE: Final = 50.0
"""Seconds without a word from the stream, not even a ping, after which the line is dead."""


BYTES: Final = {"Content-Type": "application/octet-stream"}
Told = Callable[[float], None]
"""Hears which share of an upload has left, 0 to 1."""


class Request(msgspec.Struct, frozen=True):
    """One request as it goes over the line; it can be kept and sent again as it is."""

    method: str
    path: str
    query: dict[str, str] = {}
    body: bytes | None = None


class Line(msgspec.Struct, frozen=True):
    """One thing heard from the stream: an event with its number, or a sign of life without one."""

    number: int | None = None
    data: bytes = b""


def request_of(endpoint: Endpoint[Ask, Answer], ask: Ask) -> Request:
    """Put an ask into path, query and body, as ``wire.base.Endpoint`` says."""
    fields: dict[str, Any] = msgspec.to_builtins(ask)
    in_path = set(re.findall(r"{(\w+)}", endpoint.path))
    path = endpoint.path.format(**{name: fields[name] for name in in_path})
    rest = {name: value for name, value in fields.items() if name not in in_path}
    if endpoint.method == "GET":
        return Request("GET", path, query={k: _plain(v) for k, v in rest.items() if v is not None})
    return Request("POST", path, body=msgspec.json.encode(rest))


def _plain(value: Any) -> str:
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


class Api:
    """The server of one school, asked as one person. ``token`` is none before signing in.

    ``secret`` proves that this device is one of the school's, if it is.
    """

    def __init__(
        self, base_url: str, transport: httpx.AsyncBaseTransport | None = None, token: str | None = None
    ) -> None:
        self.base_url = base_url
        self.token = token
        self.secret: str | None = None
        self._transport = transport
        self._made: httpx.AsyncClient | None = None

    async def call(self, endpoint: Endpoint[Ask, Answer], ask: Ask, *, key: str | None = None) -> Answer:
        """Ask and decode the answer. Raises ``Refused`` or ``Offline``."""
        request = request_of(endpoint, ask)
        if endpoint.method == "POST" and endpoint.may != ANYONE:
            key = key or uuid4().hex
        return msgspec.json.decode(await self.send(request, key=key), type=endpoint.answer)

    async def send(self, request: Request, *, key: str | None = None) -> bytes:
        """Send one request, give the answer's bytes. Raises ``Refused`` or ``Offline``."""
        headers = {"Content-Type": "application/json"} if request.body is not None else {}
        return await self._exchange(request, headers, key, 30.0)

    async def upload(self, data: bytes, *, key: str, told: Told | None = None) -> Photo:
        """Send a picture; ``told`` hears how much of it has left. Raises ``Refused`` or ``Offline``."""
        request = Request("POST", UPLOAD_PATH, body=data)
        return msgspec.json.decode(await self._exchange(request, dict(BYTES), key, 180.0, told), type=Photo)

    async def upload_file(self, data: bytes, *, key: str, name: str, told: Told | None = None) -> File:
        """Send a file or a video, as ``upload`` does a picture. The server may have others to make anew before it."""
        request = Request("POST", FILES_PATH, body=data)
        headers = {**BYTES, NAME_HEADER: quote(name, safe="")}
        return msgspec.json.decode(await self._exchange(request, headers, key, 600.0, told), type=File)

    async def download(self, path: str, into: Path, told: Told | None = None) -> None:
        """Put a file of the server into one of this device. Raises ``Refused`` or ``Offline``."""
        with _away():
            async with self._client.stream("GET", path, headers=self._identity(), timeout=60.0) as answer:
                if answer.status_code != 200:
                    _check(answer.status_code, await answer.aread())
                    raise Offline
                whole, come = int(answer.headers.get("content-length") or 0), 0
                with _on_disk(), into.open("wb") as file:
                    async for piece in answer.aiter_bytes(PIECE):
                        file.write(piece)
                        come += len(piece)
                        if told is not None and whole:
                            told(min(1.0, come / whole))

    async def _exchange(
        self,
        request: Request,
        headers: dict[str, str],
        key: str | None,
        seconds: float,
        told: Told | None = None,
    ) -> bytes:
        if key is not None:
            headers["Idempotency-Key"] = key
        body = request.body
        if body is not None and len(body) > PIECE:
            headers["Content-Length"] = str(len(body))
        with _away():
            answer = await self._client.request(
                request.method,
                request.path,
                params=request.query or None,
                content=body if body is None or len(body) <= PIECE else _pieces(body, told),
                headers={**headers, **self._identity()},
                timeout=seconds,
            )
            _check(answer.status_code, answer.content)
            return answer.content

    @asynccontextmanager
    async def follow(self, after: int) -> AsyncIterator[AsyncIterator[Line]]:
        """Listen to what happens after event number ``after``. Raises ``Refused`` or ``Offline``."""
        headers = {"Accept": "text/event-stream", "Last-Event-ID": str(after), **self._identity()}
        with _away():
            async with self._client.stream(
                "GET", EVENTS_PATH, params={"after": str(after)}, headers=headers, timeout=SILENCE
            ) as answer:
                if answer.status_code != 200:
                    _check(answer.status_code, await answer.aread())
                yield _lines(answer.aiter_lines())

    def _identity(self) -> dict[str, str]:
        said = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        return {**said, DEVICE_HEADER: self.secret} if self.secret else said

    @property
    def _client(self) -> httpx.AsyncClient:
        if self._made is None:
            import httpx  # noqa: PLC0415 slow to load: the first screen must not wait for it

            secure = self._transport is None and self.base_url.startswith("https:")
            # Certificates and proxies take megabytes and are only read where there is a network to cross.
            self._made = httpx.AsyncClient(
                base_url=self.base_url, transport=self._transport, verify=secure, trust_env=secure
            )
        return self._made

    async def close(self) -> None:
        """Let go of the connections."""
        if self._made is not None:
            await self._made.aclose()
            self._made = None


class _away:  # noqa: N801 reads as a word: with _away()
    """Turns every way of not reaching the server into ``Offline``."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: object) -> None:
        if error is None or isinstance(error, (Offline, Refused)):
            return
        import httpx  # noqa: PLC0415 it is loaded already: something was sent with it

        if isinstance(error, (httpx.TransportError, httpx.StreamError, OSError, TimeoutError)):
            raise Offline from error


@contextmanager
def _on_disk() -> Iterator[None]:
    """A disk that is full is no line that broke."""
    try:
        yield
    except OSError as error:
        raise Refused("device_full") from error


async def _pieces(body: bytes, told: Told | None) -> AsyncIterator[bytes]:
    for start in range(0, len(body), PIECE):
        yield body[start : start + PIECE]
        if told is not None:
            told(min(1.0, (start + PIECE) / len(body)))


def _check(status: int, body: bytes) -> None:
    if status in AWAY:
        raise Offline
    if status >= 400:
        try:
            refusal = msgspec.json.decode(body, type=Refusal)
        except msgspec.MsgspecError:
            refusal = Refusal("broken" if status >= 500 else "malformed")
        raise Refused(refusal.code, status, refusal.facts)


async def _lines(lines: AsyncIterator[str]) -> AsyncIterator[Line]:
    """Events out of the lines of a stream (the standard's ``id`` and ``data``); a comment is a sign of life."""
    number: int | None = None
    data: list[str] = []
    while True:
        try:
            async with asyncio.timeout(SILENCE):
                line = await anext(lines)
        except StopAsyncIteration:
            return
        name, _, value = line.partition(":")
        value = value.removeprefix(" ")
        if not line and data:
            yield Line(number, "\n".join(data).encode())
            data = []
        elif name == "id" and value.isdigit():
            number = int(value)
        elif name == "data":
            data.append(value)
        elif line.startswith(":"):
            yield Line()
