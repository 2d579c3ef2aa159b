"""Keeping what is on the screen true: a snapshot, then every event after it, and again after each lost connection."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from client.core import log
from client.core.api import Api, Line, request_of
from client.core.clock import Tells
from client.core.failures import Offline, Refused
from client.core.link import LinkStore
from client.core.me import Side
from client.core.pause import seconds_before
from wire import events
from wire.snapshot import GET_SNAPSHOT, SnapshotAsk


class Sync:
    """Follows the server for as long as the app is open.

    ``snapshot(side, body)`` and ``event(body)`` take what comes; ``live()`` is called when the line stands;
    ``signed_out()`` when the server no longer knows the token.
    """

    def __init__(
        self,
        api: Api,
        link: LinkStore,
        clock: Tells,
        *,
        side: Callable[[], Side],
        snapshot: Callable[[Side, bytes], int],
        event: Callable[[events.Event, bytes], None],
        live: Callable[[], None],
        signed_out: Callable[[], object],
    ) -> None:
        self._api, self._link, self._clock = api, link, clock
        self._side, self._snapshot, self._event = side, snapshot, event
        self._live, self._signed_out = live, signed_out
        self._cursor: int | None = None
        self._fresh_at: int | None = None
        self._tries = 0
        self._poke = asyncio.Event()

    def seen(self, fresh_at: int) -> None:
        """What is shown until the server answers is as of ``fresh_at``."""
        self._fresh_at = fresh_at

    def forget(self) -> None:
        """Another person is about to sign in: know nothing."""
        self._cursor, self._fresh_at, self._tries = None, None, 0

    def poke(self) -> None:
        """Try now instead of waiting: the app came back to the front, or the person asked."""
        self._poke.set()

    async def run(self) -> None:
        """Follow until signed out."""
        while True:
            try:
                await self._once()
            except Offline:
                self._dropped()
            except Refused as error:
                if error.code == "not_signed_in":
                    self._signed_out()
                    return
                self._link.lost(self._fresh_at)
            except Exception as error:  # noqa: BLE001 one bad event must not end the app: all is fetched afresh
                log.bug(error, "following the server")
                self._cursor = None
                self._link.lost(self._fresh_at)
            await self._wait()

    def _dropped(self) -> None:
        """A line that breaks once is tried again at once, before anybody is told."""
        if self._tries or self._cursor is None:
            self._link.lost(self._fresh_at)
        else:
            self._link.connecting()

    async def _wait(self) -> None:
        self._poke.clear()
        try:
            async with asyncio.timeout(seconds_before(self._tries)):
                await self._poke.wait()
        except TimeoutError:
            pass
        self._tries += 1

    async def _once(self) -> None:
        """From (re)connecting to the end of the line."""
        self._link.connecting()
        if self._cursor is None:
            await self.refresh()
        async with self._api.follow(self._cursor or 0) as lines:
            self._tries = 0
            self._link.went_live()
            self._live()
            async for line in lines:
                self._fresh_at = self._clock.now()
                if not await self._heard(line):
                    return
        raise Offline

    async def _heard(self, line: Line) -> bool:
        """Take one line; whether to go on listening."""
        if not line.data:
            return True
        event = events.decode(line.data)
        if isinstance(event, events.StartOver):
            self._cursor = None
            await self.refresh()
            return False
        if line.number is None or (self._cursor is not None and line.number <= self._cursor):
            return True
        self._event(event, line.data)
        self._cursor = line.number
        return True

    async def refresh(self) -> None:
        """Take a fresh snapshot now. Raises ``Refused`` or ``Offline``."""
        side = self._side()
        body = await self._api.send(request_of(GET_SNAPSHOT, SnapshotAsk(side=side)))
        self._fresh_at = self._clock.now()
        self._cursor = self._snapshot(side, body)
