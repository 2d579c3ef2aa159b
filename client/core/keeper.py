"""Keeps half-written words: on the device with each key, on the server about a second later."""

from __future__ import annotations

import asyncio
import sqlite3
from typing import Final

from client.core import log
from client.core.api import Api
from client.core.db import Store
from client.core.drafts import DraftStore
from client.core.failures import Offline, Refused
from wire.accounts import KEEP_DRAFT, Draft

CALM: Final = 1.0
"""Seconds without a key before the words go to the server."""


class DraftKeeper:
    """Sends the newest state of each field that changed; what cannot be sent waits for the connection."""

    def __init__(self, api: Api, store: Store, drafts: DraftStore) -> None:
        self._api, self._store, self._drafts = api, store, drafts
        self._person: int | None = None
        self._changed: set[str] = set()
        self._saved: set[str] = set()
        """Since a snapshot was last asked for: it may be from before that."""
        self._task: asyncio.Task[None] | None = None

    def asked(self) -> None:
        """A snapshot is asked for: what the server has by now is in it."""
        self._saved = set()

    def open(self, person: int, theirs: tuple[Draft, ...]) -> None:
        """Take up what ``person`` was writing, here and, through the server, elsewhere."""
        if self._person != person:
            self._person = person
            for place, body in self._store.drafts(person).items():
                self._drafts.type(place, body)
                self._changed.add(place)
        self._drafts.load(theirs, frozenset(self._changed | self._saved))

    def typed(self, place: str) -> None:
        """The field ``place`` changed."""
        if self._person is None:
            return
        try:
            self._store.keep_draft(self._person, place, self._drafts.draft(place))
        except (OSError, sqlite3.Error) as error:
            # On a full disk typing goes on: the words stand in the field, and the server keeps them.
            log.bug(error, "keeping a draft")
        self._changed.add(place)
        self.wake(CALM)

    def sent(self, place: str) -> None:
        """The words of ``place`` are in the outbox. The server keeps its copy until they have arrived."""
        self._changed.discard(place)
        self._saved.discard(place)
        self._drafts.take(place)
        if self._person is not None:
            self._store.keep_draft(self._person, place, "")

    def wake(self, seconds: float = 0.0) -> None:
        """Send what changed, after ``seconds`` of calm."""
        if self._task is not None:
            self._task.cancel()
        self._task = asyncio.create_task(self._save(seconds)) if self._changed else None

    async def _save(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        for place in sorted(self._changed):
            body = self._drafts.draft(place)
            try:
                await self._api.call(KEEP_DRAFT, Draft(place=place, body=body))
            except Offline:
                return
            except Refused:
                pass  # the words stay in the field and on the device; there is nothing more to keep them by
            if self._drafts.draft(place) == body:
                self._changed.discard(place)
                self._saved.add(place)

    async def flush(self) -> None:
        """Send what changed before the page goes; it may take a second at most."""
        self.stop()
        try:
            async with asyncio.timeout(1.0):
                await self._save(0.0)
        except TimeoutError:
            pass
        except Exception as error:  # noqa: BLE001 the page goes whatever happens
            log.bug(error, "saving drafts")

    def stop(self) -> None:
        """Send nothing more."""
        if self._task is not None:
            self._task.cancel()
            self._task = None

    def close(self) -> None:
        """Forget the person; what they were writing stays on the device for them."""
        self.stop()
        self._person = None
        self._changed, self._saved = set(), set()
