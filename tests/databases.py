"""Fresh databases for tests, SQLite and PostgreSQL, each a quick copy of one that was filled once."""

import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from server.core.db import Database, Tx
from server.migrations import migrate
from tests.copies import Copies
from tests.edges import FixedClock
from tests.postgres import Postgres

T = TypeVar("T")
BACKENDS = ("sqlite", "postgresql")


class Databases:
    """Makes the databases of one test process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: tuple[Postgres, Copies] | None = None
        self._templates: dict[tuple[str, str], tuple[str, Any]] = {}
        self._numbers = count(1)
        self._free: list[str] = []

    def fresh(self, backend: str, fill: Callable[[Tx], T]) -> tuple[str, T]:
        """The name of a new database with what ``fill`` wrote, and what ``fill`` returned.

        ``fill`` runs once for all databases that it fills: the others are copies.
        """
        key = (backend, fill.__qualname__)
        if key not in self._templates:
            template = self.empty(backend)
            self._templates[key] = (template, _fill(self.url(backend, template), fill))
            if backend == "postgresql":
                self._postgres()[1].learn(template)
        template, filled = self._templates[key]
        return self._copy(backend, template), filled

    def empty(self, backend: str) -> str:
        """The name of a new database without tables."""
        return self._new_file() if backend == "sqlite" else self._postgres()[0].create()

    def url(self, backend: str, name: str) -> str:
        """A database's address for SQLAlchemy."""
        return f"sqlite:///{self._path(name)}" if backend == "sqlite" else self._postgres()[0].url(name)

    def drop(self, backend: str, name: str) -> None:
        """A database that nobody needs any more."""
        if backend == "sqlite":
            for path in self._folder.glob(f"{name}.db*"):
                path.unlink()
            self._free.append(name)
        else:
            self._postgres()[1].give_back(name)

    def stop(self) -> None:
        """Stops the PostgreSQL server, if one was started."""
        if self._started:
            server, copies = self._started
            copies.stop()
            server.stop()

    def _copy(self, backend: str, template: str) -> str:
        if backend == "postgresql":
            return self._postgres()[1].take(template)
        name = self._new_file()
        shutil.copyfile(self._path(template), self._path(name))
        return name

    def _new_file(self) -> str:
        # A name again and again: what was compiled for a database of this name still holds.
        return self._free.pop() if self._free else f"school{next(self._numbers)}"

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.db"

    def _postgres(self) -> tuple[Postgres, Copies]:
        if self._started is None:
            server = Postgres()
            self._started = server, Copies(server)
        return self._started


def _fill(url: str, fill: Callable[[Tx], T]) -> T:
    database = Database(url, FixedClock(), threads=1)
    migrate(database.engine)
    filled = database.write(fill)
    database.close()
    if url.startswith("sqlite"):
        # Everything into the one file that gets copied.
        file = sqlite3.connect(url.removeprefix("sqlite:///"))
        file.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        file.close()
    return filled
