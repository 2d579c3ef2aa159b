"""The seeded schools of one run, each made when it is first needed, all gone in the end."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Literal

from bench.seed import School, seed
from bench.talk_seed import seed_talk
from tests.postgres import Postgres

Kind = Literal["sqlite", "postgresql"]
FEW_POSTS = 1_000


class Schools:
    """Makes schools in a folder outside of the repository."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: dict[tuple[int, Kind], School] = {}
        self._talking: dict[tuple[int, Kind], School] = {}
        self._numbers = count(1)
        self._postgres: Postgres | None = None

    def of(self, posts: int, kind: Kind = "sqlite") -> School:
        """A school with so many posts, the same one each time."""
        if (posts, kind) not in self._made:
            self._made[posts, kind] = self.fresh(posts, kind)
        return self._made[posts, kind]

    def fresh(self, posts: int, kind: Kind = "sqlite") -> School:
        """A school with so many posts that nobody else uses."""
        data = self.folder / f"school{next(self._numbers)}"
        return seed(data, posts, self._database() if kind == "postgresql" else "")

    def talking(self, messages: int, kind: Kind = "sqlite", *, fresh: bool = False) -> School:
        """A school with so many messages and few posts; unless it is to be ``fresh``, the same one each time."""
        if fresh:
            return seed_talk(self.fresh(FEW_POSTS, kind), messages)
        if (messages, kind) not in self._talking:
            self._talking[messages, kind] = seed_talk(self.fresh(FEW_POSTS, kind), messages)
        return self._talking[messages, kind]

    def stop(self) -> None:
        """Stops PostgreSQL, if it was started."""
        if self._postgres:
            self._postgres.stop()

    def _database(self) -> str:
        if self._postgres is None:
            self._postgres = Postgres(durable=True)
        return self._postgres.url(self._postgres.create())


@contextmanager
def schools() -> Iterator[Schools]:
    """The schools of one run."""
    with tempfile.TemporaryDirectory(prefix="bookbag-bench-") as folder:
        made = Schools(Path(folder))
        try:
            yield made
        finally:
            made.stop()
