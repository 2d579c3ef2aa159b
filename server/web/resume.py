"""Lets one Flet connection outlive the sockets that carry it, so that a dropped line shows nothing but a quiet notice.

What goes over a socket (the browser's half is ``socket.js``):

- first, from the browser, ``H:<link>:<last number got>:<z>`` (``z``: it can unpack); the answer is
  ``R:<link>:<last number got>``, or ``N:<version of the page>`` where there is no such link: a page of another
  version loads itself anew;
- frames of [number u32][last number got u32][payload]. What is large comes from the browser in several, all but
  the last with the highest bit of their number set, so that a broken line costs a part and not the whole; and
  goes to the browser packed, with the same bit set;
- the texts ``A:<number>`` (got so far), ``P`` (are you there?) and ``BYE`` (the tab was closed).
"""

import asyncio
import contextlib
import ipaddress
import secrets
import struct
import zlib
from collections import deque
from collections.abc import Callable

from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADER = struct.Struct("<II")
MORE = 1 << 31
NO_LINK = 4001
PACKED = MORE
WORTH_PACKING = 1_000


class Link:
    """One tab's connection to the app, with or without a socket at the moment."""

    def __init__(self, owner: str, most: int, *, packs: bool = False, place: str = "") -> None:
        self.id = secrets.token_urlsafe(18)
        self.packs = packs
        self.owner = owner
        self.next_owner: str | None = None
        """Whose it is too, once somebody has signed in: the next socket shows whether the browser has its cookie."""
        self.came_without: Callable[[], object] = _nothing
        """What is to be done when it has not."""
        self.place = place
        self.client: tuple[str, int] = ("", 0)
        self.dead = asyncio.Event()
        self.inbox: asyncio.Queue[Message] = asyncio.Queue()
        self.got = 0
        self.pump: asyncio.Task[None] | None = None
        self.patience: asyncio.TimerHandle | None = None
        self._most = most
        self._news = asyncio.Event()
        self._number = 0
        self._parts = bytearray()
        self._size = 0
        self._unread: deque[tuple[int, int, bytes]] = deque()

    async def receive(self) -> Message:
        """What the app hears."""
        return await self.inbox.get()

    async def send(self, message: Message) -> None:
        """What the app says; kept until the browser has confirmed it."""
        if message["type"] == "websocket.close":
            self.kill()
        if message["type"] != "websocket.send" or self.dead.is_set():
            return
        payload = message.get("bytes") or b""
        self._number += 1
        mark = 0
        if self.packs and len(payload) > WORTH_PACKING:
            mark, payload = PACKED, zlib.compress(payload, 5, wbits=-zlib.MAX_WBITS)
        self._unread.append((self._number, mark, payload))
        self._size += len(payload)
        if self._size > self._most:
            self.kill()
        self._news.set()

    def take(self, frame: bytes) -> None:
        """A frame from the browser: once each and in order, however often it is sent."""
        number, got = HEADER.unpack_from(frame)
        self.confirm(got)
        if number & ~MORE != self.got + 1:
            return
        self.got += 1
        self._parts += frame[HEADER.size :]
        if len(self._parts) > self._most:
            self.kill()
        elif not number & MORE:
            whole, self._parts = bytes(self._parts), bytearray()
            self.inbox.put_nowait({"type": "websocket.receive", "bytes": whole})

    def confirm(self, number: int) -> None:
        """The browser has everything up to ``number``."""
        while self._unread and self._unread[0][0] <= number:
            self._size -= len(self._unread.popleft()[2])

    def settle(self) -> None:
        """A socket that was there all the time has not lost the cookie: from now on it is needed."""
        if self.pump and self.next_owner is not None:
            self.owner, self.next_owner = self.next_owner, None

    def kill(self) -> None:
        """Ends the app's side for good."""
        if not self.dead.is_set():
            self.dead.set()
            self.came_without = _nothing
            self._news.set()
            self.inbox.put_nowait({"type": "websocket.disconnect", "code": 1001})

    async def tell(self, sent: int, send: Send) -> None:
        """Sends what the browser lacks after number ``sent``, then whatever comes, until the link dies."""
        # A line that breaks while we write to it raises here; the link stays for the next socket.
        with contextlib.suppress(Exception):
            while not self.dead.is_set():
                self._news.clear()
                for number, mark, payload in list(self._unread):
                    if number > sent:
                        sent = number
                        header = HEADER.pack(number | mark, self.got)
                        await send({"type": "websocket.send", "bytes": header + payload})
                await self._news.wait()
            await _close(send, NO_LINK)


class Links:
    """All links of one server. A link without a socket is kept for ``hold`` seconds.

    Of all places one address may have ``most_from_one``, and ``most_strangers`` of them without being signed in:
    enough for a whole school that shares one, and a stranger cannot take the others. The first is there because
    a cookie may be invented.
    """

    version = ""

    def __init__(
        self,
        *,
        hold: float = 120,
        most_bytes: int = 4_000_000,
        most_links: int = 5_000,
        most_from_one: int = 500,
        most_strangers: int = 50,
    ) -> None:
        self.hold = hold
        self.most_bytes = most_bytes
        self.most_links = most_links
        self.most_from_one = most_from_one
        self.most_strangers = most_strangers
        self._links: dict[str, Link] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def __len__(self) -> int:
        return len(self._links)

    async def close(self) -> None:
        """Ends all links and waits until the app has let go of them."""
        for link in list(self._links.values()):
            link.kill()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=2)

    async def serve(
        self, scope: Scope, receive: Receive, send: Send, *, owner: str, app: Callable[[Link], ASGIApp]
    ) -> None:
        """Carries one accepted socket, for a link that it opens or takes up again."""
        hello = await receive()
        words = (hello.get("text") or "").split(":")
        if len(words) != 4 or words[0] != "H" or not words[2].isdecimal():
            return await _close(send, 1002)
        link = self._links.get(words[1]) if words[1] else self._open(scope, owner, app, packs=words[3] == "z")
        if link is None or owner not in (link.owner, link.next_owner) or link.dead.is_set():
            await send({"type": "websocket.send", "text": f"N:{self.version}"})
            return await _close(send, NO_LINK)
        if owner == link.next_owner:
            link.owner, link.next_owner = owner, None
        elif link.next_owner is not None:
            link.came_without()
        # The next socket may come from another place than the last.
        link.client = tuple(scope.get("client") or ("", 0))
        await self._carry(link, int(words[2]), receive, send)
        return None

    def _open(self, scope: Scope, owner: str, app: Callable[[Link], ASGIApp], *, packs: bool) -> Link | None:
        place = _place(scope)
        if len(self._links) >= self.most_links or self._has_enough(place, owner):
            return None
        link = Link(owner, self.most_bytes, packs=packs, place=place)
        self._links[link.id] = link
        link.inbox.put_nowait({"type": "websocket.connect"})
        task = asyncio.create_task(self._run(link, app(link), scope))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return link

    def _has_enough(self, place: str, owner: str) -> bool:
        here = [link for link in self._links.values() if place and link.place == place]
        strangers = sum(not (link.owner or link.next_owner) for link in here)
        return len(here) >= self.most_from_one or (not owner and strangers >= self.most_strangers)

    async def _run(self, link: Link, app: ASGIApp, scope: Scope) -> None:
        running = asyncio.ensure_future(app(scope, link.receive, link.send))
        dying = asyncio.create_task(link.dead.wait())
        try:
            await asyncio.wait({running, dying}, return_when=asyncio.FIRST_COMPLETED)
        finally:
            link.kill()
            self._links.pop(link.id, None)
            # Flet waits for ever for a tab that left before it had said who it is.
            await asyncio.wait({running}, timeout=1)
            running.cancel()
            dying.cancel()
        if running.done():
            running.result()

    async def _carry(self, link: Link, last: int, receive: Receive, send: Send) -> None:
        link.confirm(last)
        if link.patience:
            link.patience.cancel()
        if link.pump:
            link.pump.cancel()
        await send({"type": "websocket.send", "text": f"R:{link.id}:{link.got}"})
        pump = link.pump = asyncio.create_task(link.tell(last, send))
        try:
            with contextlib.suppress(Exception):
                await _listen(link, pump, receive, send)
        finally:
            pump.cancel()
            if link.pump is pump:
                link.pump = None
                link.patience = asyncio.get_running_loop().call_later(self.hold, link.kill)


def _nothing() -> None:
    """What is to be done where nothing is."""


def _place(scope: Scope) -> str:
    """The address that a socket comes from; empty where it does not tell one visitor from another.

    That is so in the school's own network, and behind a proxy that does not say for whom it asks (one that says
    it in ``X-Forwarded-For`` from this machine is believed). With IPv6 one visitor has a whole network.
    """
    try:
        address = ipaddress.ip_address((scope.get("client") or ("",))[0])
    except ValueError:
        return ""
    if not address.is_global:
        return ""
    return str(ipaddress.ip_network((address, 64), strict=False)) if address.version == 6 else str(address)


async def _listen(link: Link, pump: asyncio.Task[None], receive: Receive, send: Send) -> None:
    while link.pump is pump:
        message = await receive()
        if message["type"] == "websocket.disconnect":
            return
        text = message.get("text")
        if text is None:
            link.take(message["bytes"])
        elif text.startswith("A:"):
            link.confirm(int(text[2:]))
        elif text == "BYE":
            link.kill()
            return
        if text is None or text == "P":
            await send({"type": "websocket.send", "text": f"A:{link.got}"})


async def _close(send: Send, code: int) -> None:
    await send({"type": "websocket.close", "code": code})
