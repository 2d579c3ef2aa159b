"""One person's page: who they are, what they know, what is on its way. Made for each page, never shared."""

from __future__ import annotations

import asyncio
import hashlib
import sqlite3
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from typing import Any, Final, Protocol, TypeVar

import msgspec

from client.core import log
from client.core.acting import Acting
from client.core.api import Api
from client.core.badges import Badges
from client.core.clock import Clock, Tells
from client.core.copies import CopyStore
from client.core.db import Row, open_store
from client.core.device import CanBeTheSchools, Device
from client.core.drafts import DraftStore
from client.core.failures import Offline, Refused
from client.core.heard import Heard
from client.core.keeper import DraftKeeper
from client.core.link import LinkStore
from client.core.me import MeStore, Side
from client.core.media import ShowsMedia
from client.core.notices import Notices
from client.core.outbox import Outbox
from client.core.parts import KeepsParts
from client.core.photos import PhotoStore, Picked
from client.core.sync import Sync
from client.core.waiting import WaitingStore
from client.core.words import Words
from wire import events
from wire.base import Endpoint, Model
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk

Ask = TypeVar("Ask", bound=Model)
Answer = TypeVar("Answer", bound=Model)


GRANT_LASTS: Final = 10 * 60_000
"""After so long (ms) a new pass for pictures is fetched; the server's lasts for 15 minutes or more."""


class Store(Protocol):
    """What a feature knows: filled from a snapshot, changed by events."""

    def load(self, snapshot: Snapshot, side: Side) -> None: ...
    def take(self, event: events.Event) -> None: ...
    def clear(self) -> None: ...


class Clears(Protocol):
    """What forgets a person when they sign out."""

    def clear(self) -> None: ...


S = TypeVar("S")


class Account(Acting, KeepsParts, ShowsMedia):
    """Everything of one page. Stores go to components as arguments; the account itself is not observable.

    ``account[StoriesStore]`` is a feature's store. ``catch_up``: actions to run after each snapshot; ``when_live``:
    each time the line stands again; ``hear``: called after each event that has just happened.
    """

    def __init__(
        self,
        device: Device,
        stores: Sequence[Store] = (),
        *,
        catch_up: Sequence[Callable[[Account], Awaitable[None]]] = (),
        when_live: Sequence[Callable[[Account], Awaitable[None]]] = (),
        hear: Sequence[Callable[[Account, events.Event], None]] = (),
        badges: Badges | None = None,
        clock: Tells | None = None,
    ) -> None:
        super().__init__()
        self.device = device
        self.clock = clock or Clock()
        self.me = MeStore()
        self.link = LinkStore()
        self.badges = badges or Badges()
        self.notices = Notices()
        self.drafts = DraftStore()
        self.photos = PhotoStore()
        self.copies = CopyStore()
        self.waiting = WaitingStore()
        self.words = Words("en")
        self._stores = {type(store): store for store in stores}
        self._catch_up, self._when_live, self._hear = catch_up, when_live, hear
        self.go: Callable[[str], None] = lambda _: None
        """Shows another screen; the app sets it once there are any."""
        self.typing = Heard()
        """Told after each change in the field of a place."""
        self._loops: list[asyncio.Task[None]] = []
        self._grant_at = 0
        self._connect(device)

    def __getitem__(self, kind: type[S]) -> S:
        """The store of a feature."""
        store: Any = self._stores[kind]  # type: ignore[index]
        return store  # type: ignore[no-any-return]

    def _connect(self, device: Device) -> None:
        self._closed = False
        self.device = device
        self.api = Api(device.base_url, device.transport)
        self._kept = open_store(device.storage)
        self.outbox = Outbox(
            self.api,
            self._kept,
            self.waiting,
            self.clock,
            refused=self._item_refused,
            arrived=self._item_arrived,
        )
        self._keeper = DraftKeeper(self.api, self._kept, self.drafts)
        self._sync = Sync(
            self.api, self.link, self.clock,
            side=self._side_to_ask_for, snapshot=self._snapshot, event=self._event, live=self._live,
            signed_out=lambda: self.spawn(self._signed_out_elsewhere()),
        )  # fmt: skip

    # opening and closing

    async def open(self) -> None:
        """Start: show what was last seen, then follow the server. Signed out if nobody is signed in here.

        After ``close`` it starts again.
        """
        if self._closed:
            self._connect(self.device)
        if isinstance(self.device, CanBeTheSchools):
            self.api.secret = await self.device.school_secret()
        token = await self.device.token()
        if token is None:
            self.me.clear()
        else:
            self._begin(token)

    async def enter(self, token: str) -> None:
        """Somebody has just signed in."""
        try:
            await self.device.keep_token(token)
        except (OSError, TimeoutError) as error:
            # Signed in for as long as the page is open: better than not at all.
            log.bug(error, "keeping the token")
        await self._stop()
        self._forget()
        self._begin(token)

    def _begin(self, token: str) -> None:
        self.api.token = token
        self.me.state = "loading"
        self.copies.open(self.device.storage, self._owner)
        self._show_last_seen()
        work = (self._sync.run(), self.outbox.run(), self._keep_grant())
        self._loops = [asyncio.create_task(one) for one in work]

    @property
    def _owner(self) -> str:
        """Whose last-seen content it is: told apart by the token, of which nothing can be read back."""
        return hashlib.sha256((self.api.token or "").encode()).hexdigest()

    async def pause(self) -> None:
        """Before signing out: save what is being typed, and listen no more."""
        await self._keeper.flush()
        await self._stop()

    async def leave(self) -> None:
        """Be signed out here: nothing of this person stays on the screen or among the last-seen content."""
        await self._stop()
        self.copies.forget()
        self._forget()
        self._kept.forget_seen()
        await self.device.forget_token()

    async def close(self) -> None:
        """The page is gone. What waits stays on the device; where nothing can stay, its words become drafts."""
        closed, self._closed = self._closed, True
        await self._stop()
        if not closed:
            self._rescue_words()
            await self._keeper.flush()
        self.outbox.close()
        await self.api.close()
        self._kept.close()

    def _rescue_words(self) -> None:
        if self.device.storage is not None:
            return
        for item in reversed(self.waiting.items):
            if item.place and item.words:
                self.drafts.put_back(item.place, item.words)
                self._keeper.typed(item.place)

    async def move(self, device: Device) -> None:
        """Go to another school: another server, another token, another folder (spec 1.5)."""
        await self.close()
        self._forget()
        self.me.school = None
        self._connect(device)
        await self.open()

    async def _stop(self) -> None:
        self._keeper.stop()
        here = asyncio.current_task()
        loops, self._loops = [*self._loops, *self._tasks], []
        for task in loops:
            if task is not here:
                task.cancel()
        await asyncio.gather(*(task for task in loops if task is not here), return_exceptions=True)

    def _forget(self) -> None:
        self.api.token = None
        self.outbox.close()
        self._keeper.close()
        own: tuple[Clears, ...] = (self.notices, self.drafts, self.photos, self.copies, self.link, self.me)
        for store in (*self._stores.values(), *own):
            store.clear()
        self._sync.forget()

    async def _signed_out_elsewhere(self) -> None:
        """The server no longer knows this token."""
        sentence = self.words.refusal("not_signed_in")
        await self.leave()
        self.notices.say("refused", sentence)

    # what comes from the server

    def _show_last_seen(self) -> None:
        seen = self._kept.seen(self._owner)
        if seen is None:
            return
        try:
            side: Side = "staff" if seen.side == "staff" else "family"
            self._load(side, msgspec.json.decode(seen.snapshot, type=Snapshot))
            for body in seen.events:
                self._take(events.decode(body))
        except msgspec.MsgspecError as error:
            # It was written by another version of the app: the server will give it anew.
            log.bug(error, "reading last-seen content")
            self._kept.forget_seen()
            return
        self._sync.seen(seen.at)

    def _snapshot(self, side: Side, body: bytes) -> int:
        snapshot = msgspec.json.decode(body, type=Snapshot)
        self._load(side, snapshot)
        self._remember(lambda: self._kept.keep_snapshot(self._owner, side, body, self.clock.now()))
        for action in self._catch_up:
            self.do(action)
        return snapshot.cursor

    def _side_to_ask_for(self) -> Side:
        """Asked when a snapshot is about to be asked for."""
        self._keeper.asked()
        return self.me.side

    def _load(self, side: Side, snapshot: Snapshot) -> None:
        self._say_in(snapshot.me.preferences.lang, snapshot.school.time_zone)
        for store in self._stores.values():
            store.load(snapshot, side)
        self.outbox.open(snapshot.me.id)
        # The server keeps a draft until its words have arrived: what is on its way is no draft any more.
        drafts = (one for one in snapshot.drafts if not self.outbox.holds(one.place, one.body))
        self._keeper.open(snapshot.me.id, tuple(drafts))
        self.me.load(snapshot)
        self._take_grant(snapshot)

    def _take_grant(self, snapshot: Snapshot) -> None:
        # In a browser the cookie is the pass, and addresses that never change are cached for ever.
        self.me.grant = "" if self.device.transport else snapshot.media_grant
        self._grant_at = self.clock.now()

    def _event(self, event: events.Event, body: bytes) -> None:
        self._take(event)
        for hear in self._hear:
            hear(self, event)
        self._remember(lambda: self._kept.keep_event(body, self.clock.now()))

    def _remember(self, keep: Callable[[], None]) -> None:
        """Keep content for the next start. A full disk costs only that: the screen goes on."""
        try:
            keep()
        except (OSError, sqlite3.Error) as error:
            log.bug(error, "keeping content for the next start")

    def _take(self, event: events.Event) -> None:
        for store in self._stores.values():
            store.take(event)

    def _live(self) -> None:
        self.outbox.wake()
        self._keeper.wake()
        for action in self._when_live:
            self.do(action)
        self.spawn(self._renew_grant())

    async def _renew_grant(self) -> None:
        """Fetch a new pass for pictures when the old one is about to end."""
        if self.device.transport is not None or self.clock.now() - self._grant_at < GRANT_LASTS:
            return
        with suppress(Offline, Refused):
            self._take_grant(await self.api.call(GET_SNAPSHOT, SnapshotAsk(side=self.me.side)))

    async def _keep_grant(self) -> None:
        while True:
            await asyncio.sleep(60)
            if self.link.state == "live":
                await self._renew_grant()

    def _say_in(self, lang: str, zone: str) -> None:
        if (self.words.lang, self.words.zone) != (lang, zone):
            self.words = Words(lang, zone)

    def speak(self, lang: str) -> None:
        """Use a language before anybody has signed in, as the device or the person says."""
        self._say_in(lang, self.words.zone)
        self.me.lang = self.words.lang

    async def refresh(self) -> None:
        """Fetch everything afresh, as after a pull or a change of language. Raises ``Offline`` or ``Refused``."""
        await self._sync.refresh()
        if self._loops:
            # The line is opened anew, because the server tells each line in one language.
            self._loops[0].cancel()
            self._loops[0] = asyncio.create_task(self._sync.run())

    def resume(self) -> None:
        """The app came back to the front: look for the server at once."""
        self._sync.poke()
        self.outbox.wake()

    # what the person does

    def type(self, place: str, body: str) -> None:
        """Somebody types into the draft ``place``: kept here at once, on the server in a second."""
        self.drafts.type(place, body)
        self._typed(place)

    def add_words(self, place: str, words: str) -> None:
        """Put words into the field ``place``, after what stands in it."""
        self.drafts.add(place, words)
        self._typed(place)

    def _typed(self, place: str) -> None:
        self._keeper.typed(place)
        self.typing.tell(place)

    async def send(
        self, endpoint: Endpoint[Ask, Answer], ask: Ask, *, about: str, place: str = "", words: str = ""
    ) -> asyncio.Future[bytes]:
        """Put a change into the outbox, with what was picked at ``place``; once it is kept there, empty the draft."""
        going = self.photos.going(place) if place else ()
        sent = await self.outbox.put(endpoint, ask, about=about, place=place, words=words, photos=going)
        if place:
            self.photos.take(place)
            self._keeper.sent(place)
        return sent

    def _item_refused(self, row: Row, photos: tuple[Picked, ...], error: Refused) -> None:
        self.drafts.put_back(row.place, row.words)
        self.photos.put_back(row.place, photos)
        if row.place:
            self._keeper.typed(row.place)
        self.notices.say("refused", self.words.refusal(error.code, error.facts), row.place)

    def _item_arrived(self, row: Row) -> None:
        if row.place:
            self._keeper.typed(row.place)
            # At once: after a crash that comes before it, the words would stand in the field as if unsent.
            self._keeper.wake()
