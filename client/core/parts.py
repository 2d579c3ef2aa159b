"""Content that is not in the snapshot, kept on the device to be shown when there is no connection."""

import sqlite3
from collections.abc import Callable

from client.core import log
from client.core.db import Store


class KeepsParts:
    """The part of an account that keeps it, each piece under a name; another person never finds it."""

    _kept: Store
    _remember: Callable[[Callable[[], None]], None]

    @property
    def _owner(self) -> str:
        raise NotImplementedError

    def keep_part(self, name: str, body: bytes) -> None:
        """Keep it in place of what was kept under this name."""
        owner = self._owner
        self._remember(lambda: self._kept.keep_part(owner, name, body))

    def part(self, name: str) -> bytes | None:
        """What was kept, if this person was the last who was signed in here."""
        try:
            return self._kept.part(self._owner, name)
        except sqlite3.Error as error:
            log.bug(error, "reading last-seen content")
            return None
