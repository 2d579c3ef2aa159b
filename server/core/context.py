"""One school as the server holds it: everything that would otherwise be global hangs on this."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import sqlalchemy as sa

from server.core.clock import Clock
from server.core.config import Settings
from server.core.db import Database
from server.core.feed import Hub
from server.core.files import Files
from server.core.refused import Refused
from server.core.viewer import Viewer

Identify = Callable[[sa.Connection, str, int], Viewer | None]
"""Who holds this token hash at this moment (ms)."""

REMEMBERED_MS = 30_000
MOST_REMEMBERED = 20_000


class Viewers:
    """Who is asking, by their token; remembered for moments, and never across a change of rights."""

    def __init__(self, db: Database, clock: Clock, identify: Identify) -> None:
        self._db = db
        self._clock = clock
        self._identify = identify
        self._known: dict[str, tuple[Viewer, int]] = {}
        self._rights = db.rights

    async def of(self, token: str) -> Viewer:
        """Whose token this is. Raises ``Refused("not_signed_in")``."""
        hashed = token_hash(token)
        viewer = self._remembered(hashed)
        if viewer is None:
            rights = self._db.rights
            viewer = await self._db.aread_as_one(lambda conn: self._identify(conn, hashed, self._clock.now()))
            if viewer is None:
                raise Refused("not_signed_in", 401)
            if rights == self._db.rights and len(self._known) < MOST_REMEMBERED:
                self._known[hashed] = (viewer, self._clock.now() + REMEMBERED_MS)
        return viewer

    def _remembered(self, hashed: str) -> Viewer | None:
        if self._rights != self._db.rights or len(self._known) >= MOST_REMEMBERED:
            self._rights = self._db.rights
            self._known.clear()
        viewer, until = self._known.get(hashed, (None, 0))
        return viewer if until > self._clock.now() else None


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


def token_hash(token: str) -> str:
    """How a session's token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()
