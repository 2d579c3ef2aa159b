"""A browser tab without a browser: speaks what Flet's client speaks, over the socket that our shell keeps alive."""

import asyncio
import time
import zlib
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from typing import Any

import msgpack  # type: ignore[import-untyped]
from flet.messaging.protocol import MessageAction
from websockets.asyncio.client import ClientConnection, connect

from server.web.resume import HEADER, PACKED

LONGEST = 60
ANSWERS = {
    "get_device_info": {"browser_name": "chrome", "locales": [{"language_code": "en", "country_code": "GB"}]},
    "get_accessibility_features": {},
}
PAGE = {"route": "/", "web": True, "platform": "linux", "width": 400, "height": 800}


class Tab:
    """One open tab. Remembers the controls that it was told to draw, by their words."""

    def __init__(self, socket: ClientConnection) -> None:
        self.buttons: dict[int, str] = {}
        self.patched = asyncio.Event()
        self.patched_at = 0.0
        self._awaited = b""
        self._socket = socket
        self._sent = self._got = 0

    async def listen(self) -> None:
        """Takes what comes, confirms it and answers as a browser does."""
        async for frame in self._socket:
            if isinstance(frame, str):
                continue
            now = time.perf_counter()
            number, payload = HEADER.unpack_from(frame)[0], frame[HEADER.size :]
            if number & PACKED:
                payload = zlib.decompress(payload, wbits=-zlib.MAX_WBITS)
            self._got = number & ~PACKED
            action, body = msgpack.unpackb(payload[1:], strict_map_key=False)
            await self._take(MessageAction(action), body, now if self._awaited in payload else 0)
            await self._socket.send(f"A:{self._got}")

    async def say(self, action: MessageAction, body: dict[str, Any]) -> None:
        """Sends one message of Flet's."""
        self._sent += 1
        await self._socket.send(
            HEADER.pack(self._sent, self._got) + b"\x00" + msgpack.packb([action.value, body])
        )

    async def tap(self, control: int, shows: str) -> float:
        """Taps a button; how long until the screen was told to show these words, in seconds."""
        self._awaited = shows.encode()
        self.patched.clear()
        began = time.perf_counter()
        await self.say(MessageAction.CONTROL_EVENT, {"target": control, "name": "click", "data": None})
        await asyncio.wait_for(self.patched.wait(), LONGEST)
        return self.patched_at - began

    def named(self, name: str) -> list[int]:
        """The buttons with this name."""
        return [control for control, words in self.buttons.items() if words == name]

    async def until_there_are(self, count: int, name: str) -> None:
        """Waits for so many buttons with this name."""
        async with asyncio.timeout(LONGEST):
            while len(self.named(name)) < count:
                self.patched.clear()
                await self.patched.wait()

    async def _take(self, action: MessageAction, body: Any, now: float) -> None:
        if action is MessageAction.INVOKE_METHOD:
            answer = {"control_id": body["control_id"], "call_id": body["call_id"], "error": None}
            await self.say(action, {**answer, "result": ANSWERS.get(body["name"])})
            return
        for control in _controls(body):
            if isinstance(words := control.get("content"), str):
                self.buttons[control["_i"]] = words
        if action is MessageAction.PATCH_CONTROL and now:
            self.patched_at = now
            self.patched.set()


@asynccontextmanager
async def tab(port: int, token: str) -> AsyncIterator[Tab]:
    """A tab of somebody who is signed in."""
    headers = {"Cookie": f"bookbag={token}"}
    origin: Any = f"http://127.0.0.1:{port}"
    address = f"ws://127.0.0.1:{port}/ws"
    async with connect(
        address, origin=origin, additional_headers=headers, compression=None, max_size=None
    ) as socket:
        await socket.send("H::0:z")
        await socket.recv()
        opened = Tab(socket)
        listening = asyncio.create_task(opened.listen())
        await opened.say(MessageAction.REGISTER_CLIENT, {"session_id": "", "page_name": "", "page": PAGE})
        yield opened
        listening.cancel()


def _controls(node: Any) -> Iterator[dict[str, Any]]:
    if isinstance(node, dict):
        if "_i" in node:
            yield node
        node = list(node.values())
    if isinstance(node, list):
        for part in node:
            yield from _controls(part)
