"""What this person has changed, on its way to the server: in order, each exactly once, never lost."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any, Final, TypeVar
from uuid import uuid4

import msgspec

from client.core import log
from client.core.api import Api, Request, request_of
from client.core.clock import Tells
from client.core.db import Row, Store
from client.core.failures import Offline, Refused
from client.core.pause import seconds_before
from client.core.photos import Picked
from client.core.waiting import Item, WaitingStore
from wire.base import Endpoint, Model
from wire.media import File, Photo

Ask = TypeVar("Ask", bound=Model)
Answer = TypeVar("Answer", bound=Model)

LATER: Final = frozenset({"slow_down", "media_not_ready", "busy"})
"""Refusals that only mean: not now."""
TRIES: Final = 4
"""How often a server that breaks on an item is asked again before the item is given back."""


class Outbox:
    """Sends one item at a time. The same key goes with every try, so the server does it once.

    ``refused(row, photos, error)`` and ``arrived(row)`` are called when an item has left.
    """

    def __init__(
        self,
        api: Api,
        store: Store,
        waiting: WaitingStore,
        clock: Tells,
        *,
        refused: Callable[[Row, tuple[Picked, ...], Refused], None],
        arrived: Callable[[Row], None],
    ) -> None:
        self._api, self._store, self._waiting, self._clock = api, store, waiting, clock
        self._refused, self._arrived = refused, arrived
        self._person: int | None = None
        self._rows: list[Row] = []
        self._picked: dict[str, tuple[Picked, ...]] = {}
        self._answers: dict[str, asyncio.Future[bytes]] = {}
        self._wake = asyncio.Event()
        self._tries = 0

    def open(self, person: int) -> None:
        """Take up what ``person`` left waiting on this device."""
        if self._person == person:
            return
        self._person = person
        self._rows = self._store.outbox(person)
        self._waiting.items = tuple(_item(row) for row in self._rows)
        self.wake()

    def holds(self, place: str, words: str) -> bool:
        """Whether these words of ``place`` are on their way."""
        return any((row.place, row.words) == (place, words) for row in self._rows)

    async def put(
        self,
        endpoint: Endpoint[Ask, Answer],
        ask: Ask,
        *,
        about: str,
        place: str = "",
        words: str = "",
        photos: tuple[Picked, ...] = (),
    ) -> asyncio.Future[bytes]:
        """Keep a change and send it in its turn. Returns once it is kept; the future has the server's answer.

        The ids of ``photos`` are put into the ask's own ``photos``, and ``files``, when they are known; for one
        with a ``slot``, into those of its field in the ask's ``answers``.
        """
        if self._person is None:
            raise Refused("not_signed_in", 401)
        for one in photos:
            if one.id is None:
                await asyncio.to_thread(self._store_photo, one)
        row = Row(
            key=uuid4().hex,
            person=self._person,
            request=request_of(endpoint, ask),
            about=about,
            at=self._clock.now(),
            place=place,
            words=words,
            photos=tuple((one.key, one.id) for one in photos),
            names={one.key: one.name for one in photos if one.kind == "file"},
            slots={one.key: one.slot for one in photos if one.slot},
        )
        self._store.keep(row)
        self._rows.append(row)
        self._picked[row.key] = photos
        self._waiting.add(_item(row))
        answer = self._answers[row.key] = asyncio.get_running_loop().create_future()
        self.wake()
        return answer

    def _store_photo(self, picked: Picked) -> None:
        self._store.keep_photo(picked.key, picked.read())

    def wake(self) -> None:
        """Try now: something new is here, or the connection is back."""
        self._wake.set()

    async def run(self) -> None:
        """Send what waits, for as long as the app is open."""
        while True:
            self._wake.clear()
            if not self._rows:
                await self._wake.wait()
                continue
            try:
                pause = await self._turn(self._rows[0])
            except Exception as error:  # noqa: BLE001 a full disk or a mistake of ours must not stop the others
                log.bug(error, "sending")
                pause = seconds_before(self._tries)
                self._tries += 1
            if pause:
                try:
                    async with asyncio.timeout(pause):
                        await self._wake.wait()
                except TimeoutError:
                    pass

    async def _turn(self, row: Row) -> float:
        """One try for the first item; how many seconds to wait before the next."""
        self._waiting.mark(row.key, "sending")
        try:
            answer = await self._send(row)
        except Offline:
            return self._again(row)
        except Refused as error:
            return self._said_no(row, error)
        finally:
            self._waiting.mark(row.key, "waiting")
        self._leave(row)
        self._arrived(row)
        self._answer(row.key, answer)
        return 0

    async def _send(self, row: Row) -> bytes:
        row = await self._with_photos(row)
        request = row.request
        if row.photos:
            body = _with_ids(msgspec.json.decode(request.body or b"{}"), row)
            request = Request(request.method, request.path, body=msgspec.json.encode(body))
        return await self._api.send(request, key=row.key)

    async def _with_photos(self, row: Row) -> Row:
        """Send the pictures and files that the server does not have, and keep their ids before going on."""
        for at, (key, photo_id) in enumerate(row.photos):
            data = None if photo_id else await asyncio.to_thread(self._store.photo, key)
            if photo_id is None and data is not None:
                stored = await self._upload(row, key, data)
                row = msgspec.structs.replace(
                    row, photos=(*row.photos[:at], (key, stored.id), *row.photos[at + 1 :])
                )
                self._store.keep(row)
                self._rows[0] = row
        known = tuple((key, photo_id) for key, photo_id in row.photos if photo_id is not None)
        return msgspec.structs.replace(row, photos=known)

    async def _upload(self, row: Row, key: str, data: bytes) -> Photo | File:
        if key in row.names:
            return await self._api.upload_file(data, key=key, name=row.names[key])
        return await self._api.upload(data, key=key)

    def _again(self, row: Row) -> float:
        pause = seconds_before(self._tries)
        self._tries += 1
        return pause

    def _said_no(self, row: Row, error: Refused) -> float:
        if error.code in LATER:
            seconds = error.facts.get("seconds", 0)
            return max(self._again(row), float(seconds))
        if error.code == "not_signed_in" or (error.status == 500 and self._tries < TRIES):
            return self._again(row)
        photos = self._picked.get(row.key, ())
        self._leave(row)
        self._refused(row, photos, error)
        self._answer(row.key, error)
        return 0

    def _leave(self, row: Row) -> None:
        self._tries = 0
        self._rows = [one for one in self._rows if one.key != row.key]
        self._store.drop(row.key)
        for key, _ in row.photos:
            self._store.drop_photo(key)
        self._picked.pop(row.key, None)
        self._waiting.remove(row.key)

    def _answer(self, key: str, answer: bytes | Refused) -> None:
        future = self._answers.pop(key, None)
        if future is None or future.done():
            return
        if isinstance(answer, Refused):
            future.set_exception(answer)
            future.exception()  # nobody has to ask: it is told by ``refused``
        else:
            future.set_result(answer)

    def close(self) -> None:
        """Stop. What waits stays on the device for the same person's next start."""
        self._person = None
        self._rows, self._picked = [], {}
        for future in self._answers.values():
            future.cancel()
        self._answers = {}
        self._waiting.clear()


def _with_ids(body: dict[str, Any], row: Row) -> dict[str, Any]:
    """The body of a request with the ids of what goes with it, which were not known when it was made."""
    for key, stored_id in row.photos:
        name = "files" if key in row.names else "photos"
        slot = row.slots.get(key)
        if slot is None:
            body[name] = [*body.get(name, ()), stored_id]
        else:
            by_field = body["answers"].setdefault(name, {})
            by_field[slot] = [*by_field.get(slot, ()), stored_id]
    return body


def _item(row: Row) -> Item:
    files = len(row.names)
    photos = len(row.photos) - files
    return Item(row.key, row.about, row.at, place=row.place, words=row.words, photos=photos, files=files)
