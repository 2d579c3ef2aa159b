"""What this device remembers between two starts: the outbox, drafts, and the content last seen.

On a phone the file lies in the app's own sandbox; on a desktop in the user's own folder, readable by that user alone.
It holds no password and no token. On the web nothing is remembered here: see ``Memory``.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Final, Protocol

import msgspec

from client.core import log
from client.core.api import Request


class Row(msgspec.Struct, frozen=True):
    """One change on its way. ``photos``: key and, once it is sent, id of each of its pictures and files, in order.

    ``names``: those of them that are files, by key, with the name that each has here. ``slots``: those that answer
    a field of a form, by key, with that field's key.
    """

    key: str
    person: int
    request: Request
    about: str
    at: int
    place: str = ""
    words: str = ""
    photos: tuple[tuple[str, int | None], ...] = ()
    names: dict[str, str] = {}
    slots: dict[str, str] = {}


class Seen(msgspec.Struct, frozen=True):
    """The last snapshot and the events after it, as they came; ``at``: when they were last up to date."""

    side: str
    snapshot: bytes
    events: tuple[bytes, ...]
    at: int


class Store(Protocol):
    """Where it is remembered."""

    def outbox(self, person: int) -> list[Row]: ...
    def keep(self, row: Row) -> None: ...
    def drop(self, key: str) -> None: ...
    def photo(self, key: str) -> bytes | None: ...
    def keep_photo(self, key: str, data: bytes) -> None: ...
    def drop_photo(self, key: str) -> None: ...
    def drafts(self, person: int) -> dict[str, str]: ...
    def keep_draft(self, person: int, place: str, body: str) -> None: ...
    def seen(self, owner: str) -> Seen | None: ...
    def keep_snapshot(self, owner: str, side: str, snapshot: bytes, at: int) -> None: ...
    def keep_event(self, event: bytes, at: int) -> None: ...
    def part(self, owner: str, name: str) -> bytes | None: ...
    def keep_part(self, owner: str, name: str, body: bytes) -> None: ...
    def forget_seen(self) -> None: ...
    def close(self) -> None: ...


class Memory:
    """For the web: the outbox lives as long as the page; content and drafts are the server's to remember."""

    def __init__(self) -> None:
        self._rows: dict[str, Row] = {}
        self._photos: dict[str, bytes] = {}
        self._parts: dict[tuple[str, str], bytes] = {}

    def outbox(self, person: int) -> list[Row]:
        return [row for row in self._rows.values() if row.person == person]

    def keep(self, row: Row) -> None:
        self._rows[row.key] = row

    def drop(self, key: str) -> None:
        self._rows.pop(key, None)

    def photo(self, key: str) -> bytes | None:
        return self._photos.get(key)

    def keep_photo(self, key: str, data: bytes) -> None:
        self._photos[key] = data

    def drop_photo(self, key: str) -> None:
        self._photos.pop(key, None)

    def drafts(self, person: int) -> dict[str, str]:
        return {}

    def keep_draft(self, person: int, place: str, body: str) -> None:
        return

    def seen(self, owner: str) -> Seen | None:
        return None

    def keep_snapshot(self, owner: str, side: str, snapshot: bytes, at: int) -> None:
        return

    def keep_event(self, event: bytes, at: int) -> None:
        return

    def part(self, owner: str, name: str) -> bytes | None:
        return self._parts.get((owner, name))

    def keep_part(self, owner: str, name: str, body: bytes) -> None:
        self._parts[owner, name] = body

    def forget_seen(self) -> None:
        self._parts.clear()

    def close(self) -> None:
        self._rows.clear()
        self._photos.clear()
        self._parts.clear()


_SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS outbox (n INTEGER PRIMARY KEY AUTOINCREMENT, key TEXT UNIQUE NOT NULL,
                                   person INTEGER NOT NULL, row BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS drafts (person INTEGER, place TEXT, body TEXT NOT NULL, PRIMARY KEY (person, place));
CREATE TABLE IF NOT EXISTS snapshot (one INTEGER PRIMARY KEY CHECK (one = 1), owner TEXT NOT NULL, side TEXT NOT NULL,
                                     body BLOB NOT NULL, at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS parts (owner TEXT, name TEXT, body BLOB NOT NULL, PRIMARY KEY (owner, name));
CREATE TABLE IF NOT EXISTS events (n INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL);
"""


class Sqlite:
    """For phones and desktops. Every change is on the disk before the call returns; pictures are files beside it."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._pictures = folder / "pictures"
        self._pictures.mkdir(mode=0o700, exist_ok=True)
        self._db = _opened(folder / "bookbag.sqlite")

    def outbox(self, person: int) -> list[Row]:
        found = self._db.execute("SELECT row FROM outbox WHERE person = ? ORDER BY n", (person,))
        return [msgspec.json.decode(row, type=Row) for (row,) in found]

    def keep(self, row: Row) -> None:
        """Add a row at the end, or change the one with its key in its place."""
        self._do(
            "INSERT INTO outbox (key, person, row) VALUES (?, ?, ?) ON CONFLICT (key) DO UPDATE SET row = excluded.row",
            (row.key, row.person, msgspec.json.encode(row)),
        )

    def drop(self, key: str) -> None:
        self._do("DELETE FROM outbox WHERE key = ?", (key,))

    def photo(self, key: str) -> bytes | None:
        path = self._pictures / key
        return path.read_bytes() if path.exists() else None

    def keep_photo(self, key: str, data: bytes) -> None:
        half = self._pictures / f"{key}.half"
        half.write_bytes(data)
        half.replace(self._pictures / key)

    def drop_photo(self, key: str) -> None:
        (self._pictures / key).unlink(missing_ok=True)

    def drafts(self, person: int) -> dict[str, str]:
        return dict(self._db.execute("SELECT place, body FROM drafts WHERE person = ?", (person,)).fetchall())

    def keep_draft(self, person: int, place: str, body: str) -> None:
        if body:
            self._do("INSERT OR REPLACE INTO drafts VALUES (?, ?, ?)", (person, place, body))
        else:
            self._do("DELETE FROM drafts WHERE person = ? AND place = ?", (person, place))

    def seen(self, owner: str) -> Seen | None:
        """What ``owner`` saw last; nothing if somebody else was signed in since."""
        found = self._db.execute("SELECT side, body, at FROM snapshot WHERE owner = ?", (owner,)).fetchone()
        if found is None:
            return None
        events = tuple(body for (body,) in self._db.execute("SELECT body FROM events ORDER BY n"))
        return Seen(found[0], found[1], events, found[2])

    def keep_snapshot(self, owner: str, side: str, snapshot: bytes, at: int) -> None:
        with self._db:
            self._db.execute("DELETE FROM events")
            self._db.execute(
                "INSERT OR REPLACE INTO snapshot VALUES (1, ?, ?, ?, ?)", (owner, side, snapshot, at)
            )

    def keep_event(self, event: bytes, at: int) -> None:
        with self._db:
            self._db.execute("INSERT INTO events (body) VALUES (?)", (event,))
            self._db.execute("UPDATE snapshot SET at = ?", (at,))

    def part(self, owner: str, name: str) -> bytes | None:
        """Content besides the snapshot that ``owner`` saw last, as a feature kept it."""
        asked = "SELECT body FROM parts WHERE owner = ? AND name = ?"
        found = self._db.execute(asked, (owner, name)).fetchone()
        return None if found is None else bytes(found[0])

    def keep_part(self, owner: str, name: str, body: bytes) -> None:
        with self._db:
            self._db.execute("DELETE FROM parts WHERE owner <> ?", (owner,))
            self._db.execute("INSERT OR REPLACE INTO parts VALUES (?, ?, ?)", (owner, name, body))

    def forget_seen(self) -> None:
        with self._db:
            self._db.execute("DELETE FROM events")
            self._db.execute("DELETE FROM snapshot")
            self._db.execute("DELETE FROM parts")

    def close(self) -> None:
        self._db.close()

    def _do(self, sql: str, values: tuple[object, ...]) -> None:
        with self._db:
            self._db.execute(sql, values)


def open_store(folder: Path | None) -> Store:
    """The right store for a device: files where there is a folder, memory where there is none."""
    try:
        return Memory() if folder is None else Sqlite(folder)
    except (OSError, sqlite3.Error) as error:
        # A disk that is full or cannot be read: the app works as it does in a browser.
        log.bug(error, "opening the app's own folder")
        return Memory()


def _opened(path: Path) -> sqlite3.Connection:
    try:
        return _connected(path)
    except sqlite3.DatabaseError as error:
        # A damaged file must not keep the app from starting; it is put aside, not deleted.
        log.bug(error, "opening the app's own file")
        path.replace(path.with_suffix(".damaged"))
        return _connected(path)


def _connected(path: Path) -> sqlite3.Connection:
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode=WAL")
    db.execute("PRAGMA synchronous=FULL")
    db.execute("PRAGMA secure_delete=ON")
    db.executescript(_SCHEMA)
    path.chmod(0o600)
    return db
