"""Fresh databases for tests, SQLite and PostgreSQL, each a quick copy of one that was filled once."""

import shutil
import sqlite3
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, TypeVar

from server.core.db import Database, Tx
from server.migrations import migrate
from tests.edges import FixedClock
from tests.postgres import Postgres

T = TypeVar("T")
BACKENDS = ("sqlite", "postgresql")


class Databases:
    """Makes the databases of one test process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._started: Postgres | None = None
        self._templates: dict[tuple[str, str], tuple[str, Any]] = {}
        self._numbers = count(1)
        self._free: list[str] = []

    def fresh(self, backend: str, fill: Callable[[Tx], T]) -> tuple[str, T]:
        """The name of a new database with what ``fill`` wrote, and what ``fill`` returned.

        ``fill`` runs once for all databases that it fills: the others are copies.
        """
        key = (backend, fill.__qualname__)
        if key not in self._templates:
            template = self._new(backend)
            self._templates[key] = (template, _fill(self.url(backend, template), fill))
        template, filled = self._templates[key]
        return self._new(backend, template), filled

    def empty(self, backend: str) -> str:
        """The name of a new database without tables."""
        return self._new(backend)

    def url(self, backend: str, name: str) -> str:
        """A database's address for SQLAlchemy."""
        return f"sqlite:///{self._path(name)}" if backend == "sqlite" else self._postgres().url(name)

    def drop(self, backend: str, name: str) -> None:
        """Removes a database."""
        if backend == "sqlite":
            for path in self._folder.glob(f"{name}.db*"):
                path.unlink()
            self._free.append(name)
        else:
            self._postgres().drop(name)

    def stop(self) -> None:
        """Stops the PostgreSQL server, if one was started."""
        if self._started:
            self._started.stop()

    def _new(self, backend: str, template: str | None = None) -> str:
        if backend == "postgresql":
            return self._postgres().create(template or "template1")
        # A name again and again: what was compiled for a database of this name still holds.
        name = self._free.pop() if self._free else f"school{next(self._numbers)}"
        if template:
            shutil.copyfile(self._path(template), self._path(name))
        return name

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.db"

    def _postgres(self) -> Postgres:
        if self._started is None:
            self._started = Postgres()
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
