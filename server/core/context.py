"""One school as the server holds it: everything that would otherwise be global hangs on this."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from server.core.clock import Clock
from server.core.config import Settings
from server.core.db import Database, Tx
from server.core.feed import Hub
from server.core.files import Files
from server.core.refused import Refused
from server.core.viewer import Viewer
from server.core.whence import NOWHERE, Gatehouse, Whence

Identify = Callable[[sa.Connection, str | int, int], Viewer | None]
"""Who holds this token hash, or whose session has this number, at this moment (ms)."""
Admit = Callable[[sa.Connection, Viewer, Whence, int], Viewer]
"""What of somebody is here at this moment (ms), and from where they ask."""
Note = Callable[[Tx, Viewer], None]
"""Puts it on record that somebody uses an exception."""

REMEMBERED_MS = 30_000
MOST_REMEMBERED = 20_000


class Viewers:
    """Who is asking, by their token; remembered for moments, and never across a change of rights or of hours."""

    def __init__(self, db: Database, clock: Clock, identify: Identify, admit: Admit, note: Note) -> None:
        self._db = db
        self._clock = clock
        self._identify = identify
        self._admit = admit
        self._note = note
        self._known: dict[tuple[str, Whence], tuple[Viewer, int]] = {}
        self._rights = db.rights

    async def of(self, token: str, whence: Whence = NOWHERE, *, even_shut: bool = False) -> Viewer:
        """Whose token this is. Raises ``Refused("not_signed_in")``.

        Somebody of whom nothing is here now is refused with the reason, unless ``even_shut``.
        """
        key = (token_hash(token), whence)
        viewer = self._remembered(key)
        if viewer is None:
            rights = self._db.rights
            viewer = await self._found(key[0], whence)
            if rights == self._db.rights and len(self._known) < MOST_REMEMBERED:
                until = self._clock.now() + REMEMBERED_MS
                self._known[key] = (viewer, min(until, viewer.changes_at or until))
        return viewer if even_shut else _let_in(viewer)

    async def of_session(self, session_id: int, whence: Whence) -> Viewer:
        """Whose session this is, for those who show a pass in place of a token."""
        return _let_in(await self._found(session_id, whence))

    async def _found(self, proof: str | int, whence: Whence) -> Viewer:
        now = self._clock.now()

        def look(conn: sa.Connection) -> Viewer | None:
            viewer = self._identify(conn, proof, now)
            return self._admit(conn, viewer, whence, now) if viewer else None

        viewer = await self._db.aread_as_one(look)
        if viewer is None:
            raise Refused("not_signed_in", 401)
        if viewer.exception is not None:
            # Before the answer: nobody is here by an exception that is not on record.
            await self._db.awrite(lambda tx: self._note(tx, viewer))
        return viewer

    def _remembered(self, key: tuple[str, Whence]) -> Viewer | None:
        if self._rights != self._db.rights or len(self._known) >= MOST_REMEMBERED:
            self._rights = self._db.rights
            self._known.clear()
        viewer, until = self._known.get(key, (None, 0))
        return viewer if until > self._clock.now() else None


def _let_in(viewer: Viewer) -> Viewer:
    if viewer.shut and not viewer.roles:
        raise viewer.shut.refused()
    return viewer


@dataclass(frozen=True)
class Context:
    """What routes, actions and jobs of one school are given."""

    settings: Settings
    clock: Clock
    db: Database
    files: Files
    secret: bytes
    viewers: Viewers
    hub: Hub
    gatehouse: Gatehouse


def token_hash(token: str) -> str:
    """How a session's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
