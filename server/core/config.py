"""Where the server keeps things and what it is allowed to use; what a school is stands in the database."""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

DATABASE: Final = "bookbag.db"
"""The file of an SQLite database, in the data folder."""


@dataclass(frozen=True)
class EngineSettings:
    """One translation engine that the school allows (spec 12.6).

    ``kind``: ``libretranslate`` or ``azure``. ``local``: runs on the school's own machines.
    """

    kind: str
    url: str
    key: str = field(default="", repr=False)
    region: str = ""
    local: bool = True
    best_for: frozenset[str] = frozenset()
    """Languages for which it is asked before the engines that stand before it."""


@dataclass(frozen=True)
class Settings:
    """Everything that is decided before the server starts."""

    data: Path
    database: str = ""
    """An SQLAlchemy address; empty means SQLite in the data folder."""
    engines: tuple[EngineSettings, ...] = ()
    demo: bool = False
    threads: int = 6
    """How many reads may run at once."""

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.data / DATABASE}"

    def secret(self) -> bytes:
        """The school's own secret: made at the first start, kept beside the data, never shown."""
        path = self.data / "secret"
        if not path.exists():
            fresh = path.with_name(f"secret.{os.getpid()}")
            fresh.touch(mode=0o600)
            fresh.write_bytes(secrets.token_bytes(32))
            fresh.replace(path)
        return path.read_bytes()
