"""Looking for words: what was asked for, and what was found so far, page by page, for each feature that does it."""

from __future__ import annotations

from typing import Generic, Literal, TypeVar

from client.core.me import Side
from wire.snapshot import Snapshot

Thing = TypeVar("Thing")
Finding = Literal["none", "loading", "ready", "failed"]


class Finder(Generic[Thing]):
    """The words that were looked for, and what was found, the newest first. A feature says how things change."""

    def __init__(self) -> None:
        self.words = ""
        self.found: tuple[Thing, ...] = ()
        self.next: int | None = None
        self.state: Finding = "none"

    def searching(self, words: str) -> None:
        """Somebody looks for these words."""
        if self.words != words:
            self.clear()
        self.words, self.state = words, "loading"

    def take_page(self, words: str, page: tuple[Thing, ...], more: int | None, *, first: bool) -> None:
        """Take one page of what was found, and where the next begins; nothing if other words are looked for by now."""
        if self.words == words:
            self.found = (*(() if first else self.found), *page)
            self.next, self.state = more, "ready"

    def failed(self, words: str) -> None:
        """It could not be looked for."""
        if self.words == words:
            self.state = "failed"

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """What was found before may not be mine to see any more."""
        self.clear()

    def clear(self) -> None:
        """Forget everything."""
        self.words, self.found, self.next, self.state = "", (), None, "none"
