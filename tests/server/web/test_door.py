"""Who comes in at the socket."""

import asyncio
from typing import Any

import msgspec
import pytest
from starlette.types import Message

from server.web.door import Door, guarded, token_of
from server.web.resume import Link, Links
from server.web.signin import Tickets
from server.web.uploads import Uploads


def register(session_id: str) -> bytes:
    return frame(1, {"session_id": session_id, "page_name": "", "page": {"route": "/"}})


def frame(action: int, body: Any) -> bytes:
    return b"\x00" + msgspec.msgpack.encode([action, body])


async def heard(*frames: bytes) -> list[Any]:
    """What the app hears when a browser sends ``frames``; the code when it was put out."""
    link = Link("", 1_000)
    for one in frames:
        link.inbox.put_nowait({"type": "websocket.receive", "bytes": one})
    guard = guarded(link.receive, link)
    got: list[Any] = []
    for _ in frames:
        message = await guard()
        if message["type"] == "websocket.disconnect":
            assert link.dead.is_set()
            return [*got, message["code"]]
        got.append(
            msgspec.msgpack.decode(message["bytes"][1:])
            if message["bytes"][:1] == b"\0"
            else message["bytes"]
        )
    return got


async def test_nobody_gets_into_a_session_by_its_name() -> None:
    assert await heard(register("SOMEBODYELSES")) == [
        [1, {"session_id": "", "page_name": "", "page": {"route": "/"}}]
    ]


async def test_nobody_registers_twice() -> None:
    assert (await heard(register(""), register("SOMEBODYELSES")))[1:] == [1008]


@pytest.mark.parametrize(
    "nonsense",
    [b"\x00", b"\x00\xc1", b"\x00\x01", frame(3, {}), frame(1, None), frame(9, "x"), b"\x00\x93\x01\x02\x03"],
)
async def test_nothing_else_comes_before_registering(nonsense: bytes) -> None:
    assert await heard(nonsense) == [1008]


async def test_what_follows_passes_unchanged() -> None:
    event = frame(3, {"target": 5, "name": "click", "data": None})
    assert (await heard(register(""), event, b"\x01\x05\0\0\0abc"))[1:] == [
        [3, {"target": 5, "name": "click", "data": None}],
        b"\x01\x05\0\0\0abc",
    ]


async def answers(headers: dict[str, str]) -> list[Message]:
    """What a socket with these headers is told."""

    async def main(page: object) -> None:
        raise AssertionError("nobody may get this far")

    sent: list[Message] = []
    incoming: asyncio.Queue[Message] = asyncio.Queue()
    incoming.put_nowait({"type": "websocket.connect"})
    incoming.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def send(message: Message) -> None:
        sent.append(message)

    raw = [(name.encode(), value.encode()) for name, value in headers.items()]
    uploads = Uploads()
    door = Door(main, Links(), Tickets(), uploads)
    await door({"type": "websocket", "scheme": "ws", "headers": raw, "app": None}, incoming.get, send)
    uploads.close()
    return sent


async def test_a_page_of_another_site_is_refused_before_anything_is_said() -> None:
    for origin in ({}, {"origin": "http://evil.example"}, {"origin": "null"}):
        assert await answers({"host": "school.example", **origin}) == [
            {"type": "websocket.close", "code": 1008}
        ]


async def test_our_own_page_comes_in() -> None:
    said = await answers({"host": "school.example", "origin": "http://school.example"})
    assert said[0] == {"type": "websocket.accept"}


@pytest.mark.parametrize(
    ("scheme", "cookie", "token"),
    [
        ("ws", "a=b; bookbag=T; c=d", "T"),
        ("wss", "bookbag=evil; __Host-bookbag=T", "T"),
        ("wss", "bookbag=evil", None),
        ("ws", "xbookbag=T", None),
        ("ws", "bookbag=", None),
        ("ws", "", None),
    ],
)
def test_the_token_comes_from_the_cookie_of_this_host(scheme: str, cookie: str, token: str | None) -> None:
    scope = {"type": "websocket", "scheme": scheme, "headers": [(b"cookie", cookie.encode())]}
    assert token_of(scope) == token
