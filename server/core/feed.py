"""The numbered feed of changes: told in the commit that made them, delivered to whoever listens."""

import asyncio
import logging
import sqlite3
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

import msgspec
import psycopg
import sqlalchemy as sa

from server.core.db import Database, Tx
from server.core.hot import Hot
from server.core.tables import counters, events
from server.core.turn import begin_count
from server.core.viewer import EVERYBODY, Viewer
from wire.events import Event, StartOver

log = logging.getLogger(__name__)

CHANNEL = "bookbag_events"
RIGHTS_CHANGED = "rights_changed"
Renderer = Callable[[sa.Connection, dict[str, Any], str], Event | None]
"""Makes an event readable in one language, as things stand now; ``None`` if there is nothing left to say."""

LONGEST_STREAM = 600_000
"""A stream ends after so long (ms) and is opened anew, so that who may listen is looked up again."""
MOST_WAITING = 500
MOST_CATCHING_UP = 500
MOST_AT_ONCE = 200
PING_SECONDS = 20
RETRY_SECONDS = 1.0
PING = b":\n\n"


def next_number(tx: Tx) -> int:
    """The next number of the feed: grows by one with each event, in the order of the commits."""
    found = _count().run(tx.conn, {})
    if not found:
        begin_count(tx)
        found = _count().run(tx.conn, {})
    tx.has_turn = True
    return int(found[0][0])


def tell(tx: Tx, topic: str, kind: str, ref: Mapping[str, int | str], *, lang: str | None = None) -> int:
    """Says that something happened, to all who read ``topic``, or only to its readers of ``lang``.

    ``ref`` is what the kind's renderer needs to find it: ids, never words. Returns the event's number.
    """
    number = next_number(tx)
    row = {"number": number, "at": tx.now, "topic": topic, "lang": lang, "kind": kind}
    _insert().run(tx.conn, {**row, "ref": _written(ref)})
    tx.after(tx.db.on_event)
    if tx.conn.dialect.name == "postgresql":
        tx.conn.exec_driver_sql(f"NOTIFY {CHANNEL}")
    return number


def tell_each(tx: Tx, kind: str, news: Sequence[tuple[str, Mapping[str, int | str]]]) -> None:
    """Says the same kind of thing to many audiences, each with its own topic and ``ref``, as ``tell`` does to one.

    All at once: thirty one after another were most of the time of an award to a class on PostgreSQL.
    """
    if not news:
        return
    last = next_number(tx)
    if len(news) > 1:
        last = int(_count_on().run(tx.conn, {"more": len(news) - 1})[0][0])
    rows = [
        {"number": number, "at": tx.now, "topic": topic, "lang": None, "kind": kind, "ref": _written(ref)}
        for number, (topic, ref) in enumerate(news, last - len(news) + 1)
    ]
    tx.conn.execute(events.insert(), rows)
    tx.after(tx.db.on_event)
    if tx.conn.dialect.name == "postgresql":
        tx.conn.exec_driver_sql(f"NOTIFY {CHANNEL}")


def _written(ref: Mapping[str, int | str]) -> str:
    return msgspec.json.encode(ref).decode()


@lru_cache(maxsize=1)
def _count_on() -> Hot:
    more = sa.bindparam("more", type_=sa.BigInteger)
    event = counters.c.name == "event"
    return Hot(
        counters.update().where(event).values(value=counters.c.value + more).returning(counters.c.value)
    )


@lru_cache(maxsize=1)
def _count() -> Hot:
    return Hot(
        counters.update()
        .where(counters.c.name == "event")
        .values(value=counters.c.value + 1)
        .returning(counters.c.value)
    )


@lru_cache(maxsize=1)
def _insert() -> Hot:
    given = {column.name: sa.bindparam(column.name, type_=column.type) for column in events.c}
    return Hot(events.insert().values(given))


def tell_rights_changed(tx: Tx, person_id: int, session_id: int = 0) -> None:
    """What reaches this person is different from now on, at once (spec 1.2): their apps start over.

    With ``session_id`` only the app that is signed in with it, as when a device is signed out.
    """
    tell(tx, f"person:{person_id}", RIGHTS_CHANGED, {"session": session_id})
    tx.after(tx.db.rights_changed)


def tell_all_start_over(tx: Tx) -> None:
    """Something is different for everybody at the school: all open apps take a fresh snapshot."""
    tell(tx, EVERYBODY, RIGHTS_CHANGED, {"session": 0})
    tx.after(tx.db.rights_changed)


def cursor(conn: sa.Connection) -> int:
    """The number of the newest event, 0 before the first."""
    return conn.execute(sa.select(counters.c.value).where(counters.c.name == "event")).scalar() or 0


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the feed."""

    number: int
    topic: str
    lang: str | None
    kind: str
    ref: dict[str, Any]

    def reaches(self, viewer: Viewer) -> bool:
        """Whether this person is told."""
        return (self.lang is None or self.lang == viewer.lang) and viewer.may_read(self.topic)


_AFTER: Final = Hot(
    sa.select(events.c.number, events.c.topic, events.c.lang, events.c.kind, events.c.ref)
    .where(events.c.number > sa.bindparam("number", type_=sa.BigInteger))
    .order_by(events.c.number)
    .limit(sa.bindparam("limit", type_=sa.Integer))
)


def told_after(conn: sa.Connection, number: int, limit: int) -> list[Told]:
    """The events after ``number``, oldest first."""
    rows = _AFTER.run(conn, {"number": number, "limit": limit})
    return [
        Told(number, topic, lang, kind, msgspec.json.decode(ref)) for number, topic, lang, kind, ref in rows
    ]


def forget_before(tx: Tx, at: int) -> None:
    """Drops events older than ``at`` (ms); whoever was away longer takes a fresh snapshot."""
    tx.conn.execute(events.delete().where(events.c.at < at))


class Listener:
    """One open stream of one viewer."""

    def __init__(self, viewer: Viewer, since: int) -> None:
        self.viewer = viewer
        self.since = since
        self.queue: asyncio.Queue[tuple[int, bytes]] = asyncio.Queue(MOST_WAITING)
        self.ended = False

    def put(self, number: int, frame: bytes) -> None:
        """Hands over a frame; a listener that does not keep up is told to start over, and blocks nobody."""
        if self.ended:
            return
        if self.queue.qsize() >= MOST_WAITING - 1:
            self.end()
        else:
            self.queue.put_nowait((number, frame))

    def end(self, last: bytes | None = None) -> None:
        """Says "start over", or ``last``, and nothing more."""
        if not self.ended:
            self.ended = True
            self.queue.put_nowait((0, frame(0, StartOver()) if last is None else last))


class Hub:
    """Delivers new events to the listeners of this process, each event encoded once per language."""

    def __init__(
        self, db: Database, renderers: Mapping[str, Renderer], parts: Mapping[str, str] | None = None
    ) -> None:
        """``parts``: kind of event → the part of Bookbag that it is of, which a school may switch off."""
        self._db = db
        self._renderers = renderers
        self._parts = parts or {}
        self._listeners: set[Listener] = set()
        self._news = asyncio.Event()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._seen = 0

    def wake(self) -> None:
        """There may be new events. May be called from any thread."""
        if self._loop and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._news.set)

    def join(self, viewer: Viewer) -> Listener:
        """From now on this listener gets what reaches its viewer."""
        listener = Listener(viewer, self._db.clock.now())
        self._listeners.add(listener)
        return listener

    def leave(self, listener: Listener) -> None:
        """Stops delivering."""
        self._listeners.discard(listener)

    def end(self, which: Callable[[Viewer], bool]) -> None:
        """Ends the streams of these viewers; their apps connect anew, if they still may."""
        for listener in [x for x in self._listeners if which(x.viewer)]:
            listener.end()
            self.leave(listener)

    def end_all(self) -> None:
        """Ends every stream: the server stops, and its listeners will come back to where they were."""
        for listener in list(self._listeners):
            listener.end(PING)

    async def begin(self) -> None:
        """From here on nothing that is committed is missed; to be awaited before anybody listens."""
        self._loop = asyncio.get_running_loop()
        self._seen = await self._db.aread(cursor)

    async def run(self) -> None:
        """Delivers for as long as the server runs, once it has begun."""
        ping = asyncio.create_task(self._ping())
        try:
            while True:
                await self._news.wait()
                self._news.clear()
                try:
                    await self._deliver()
                except Exception:
                    log.exception("events could not be delivered")
                    asyncio.get_running_loop().call_later(RETRY_SECONDS, self._news.set)
        finally:
            ping.cancel()

    async def catch_up(self, viewer: Viewer, after: int) -> list[tuple[int, bytes]] | None:
        """What this viewer missed after event ``after``; ``None`` if that is unknown and they must start over."""

        def missed(conn: sa.Connection) -> list[tuple[int, bytes]] | None:
            newest = cursor(conn)
            rows = told_after(conn, after, MOST_CATCHING_UP + 1)
            whole = [told.number for told in rows] == list(range(after + 1, newest + 1))
            if after > newest or not whole or len(rows) > MOST_CATCHING_UP:
                return None
            mine = [told for told in rows if self._reaches(told, viewer)]
            if any(told.kind == RIGHTS_CHANGED for told in mine):
                return None
            return [(told.number, data) for told in mine if (data := self._render(conn, told, viewer.lang))]

        return await self._db.aread_as_one(missed)

    def _end_outdated(self) -> None:
        """Nothing is told to staff in the moment between the end of their hours and the job that says so."""
        now = self._db.clock.now()
        self.end(lambda viewer: viewer.is_outdated(now))

    async def _deliver(self) -> None:
        while told := await self._db.aread_quickly(
            partial(told_after, number=self._seen, limit=MOST_AT_ONCE)
        ):
            audience: frozenset[Listener] = frozenset()
            frames: dict[tuple[int, str], bytes] = {}
            while newcomers := self._listeners - audience:
                # Whoever joins meanwhile may have caught up before these were committed.
                audience |= newcomers
                frames |= await self._db.aread(partial(self._frames_for, told=told, audience=newcomers))
            self._seen = told[-1].number
            # At the last moment: while the frames were made, somebody's hours may have ended.
            self._end_outdated()
            for event in told:
                self._hand_out(event, frames)

    def _frames_for(
        self, conn: sa.Connection, told: Iterable[Told], audience: Iterable[Listener]
    ) -> dict[tuple[int, str], bytes]:
        frames = {}
        for event in told:
            for lang in {x.viewer.lang for x in audience if self._reaches(event, x.viewer)}:
                if data := self._render(conn, event, lang):
                    frames[event.number, lang] = data
        return frames

    def _hand_out(self, event: Told, frames: Mapping[tuple[int, str], bytes]) -> None:
        if event.kind == RIGHTS_CHANGED:
            self._db.rights_changed()
            session = event.ref["session"]
            self.end(lambda viewer: event.reaches(viewer) and session in (0, viewer.session_id))
            return
        for listener in self._listeners:
            if self._reaches(event, listener.viewer):
                data = frames.get((event.number, listener.viewer.lang))
                if data:
                    listener.put(event.number, data)

    def _reaches(self, told: Told, viewer: Viewer) -> bool:
        return self._parts.get(told.kind) not in viewer.off and told.reaches(viewer)

    def _render(self, conn: sa.Connection, told: Told, lang: str) -> bytes | None:
        if told.kind == RIGHTS_CHANGED:
            return None
        try:
            event = self._renderers[told.kind](conn, told.ref, lang)
        except (sa.exc.DBAPIError, sqlite3.Error, psycopg.Error):
            raise
        except Exception:
            # One event that cannot be told must not keep back all that follow.
            log.exception("event %s (%s) cannot be told", told.number, told.kind)
            event = StartOver()
        return frame(told.number, event) if event else None

    async def _ping(self) -> None:
        while True:
            await asyncio.sleep(PING_SECONDS)
            old = self._db.clock.now() - LONGEST_STREAM
            for listener in self._listeners:
                if listener.since < old:
                    listener.end(PING)
                else:
                    listener.put(0, PING)


def frame(number: int, event: Event) -> bytes:
    """An event as it travels in a stream of server-sent events."""
    number_line = b"id: %d\n" % number if number else b""
    return number_line + b"data: " + msgspec.json.encode(event) + b"\n\n"
