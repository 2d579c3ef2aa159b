"""Where the server keeps things and what it is allowed to use; what a school is stands in the database."""

import secrets
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from server.core.files import Files

DATABASE: Final = "bookbag.db"
"""The file of an SQLite database, in the data folder."""


SECRET_BYTES: Final = 32


class CannotUse(ValueError):
    """What somebody set or put into the data folder is wrong: a sentence that says what and where."""


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
    job_threads: int = 3
    """How many do what was left for later; with none, whoever holds the server's runner says when."""

    @property
    def database_url(self) -> str:
        """Where the database is."""
        return self.database or f"sqlite:///{self.data / DATABASE}"

    def secret(self) -> bytes:
        """The school's own secret: made at the first start, kept beside the data, never shown.

        Raises ``CannotUse`` if it was damaged: another one would lose every correction of a translation.
        """
        path = self.data / "secret"
        if not path.exists():
            Files(self.data).put(path.name, secrets.token_bytes(SECRET_BYTES), private=True)
        kept = path.read_bytes()
        if len(kept) != SECRET_BYTES:
            raise CannotUse(
                f"The school's secret in {path} is damaged ({len(kept)} bytes, not {SECRET_BYTES}). "
                "Nothing was changed. Put the file from a backup in its place."
            )
        return kept
