"""What this page knows of looking for something in the library."""

from __future__ import annotations

import msgspec

from client.core.me import Side
from client.core.observe import observable
from client.library.store import Loading
from wire import events
from wire.library import Item, ItemPage
from wire.snapshot import Snapshot


@observable
class FoundItemsStore:
    """The words that were looked for, and what was found, the newest first."""

    def __init__(self) -> None:
        self.words = ""
        self.items: tuple[Item, ...] = ()
        self.next: int | None = None
        self.state: Loading = "none"

    def searching(self, words: str) -> None:
        """Somebody looks for these words."""
        if self.words != words:
            self.clear()
        self.words, self.state = words, "loading"

    def take_page(self, words: str, page: ItemPage, *, first: bool) -> None:
        """Take one page of what was found; nothing if something else is looked for by now."""
        if self.words == words:
            self.items = (*(() if first else self.items), *page.items)
            self.next, self.state = page.next, "ready"

    def failed(self, words: str) -> None:
        """It could not be looked for."""
        if self.words == words:
            self.state = "failed"

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """What was found before may not be mine to see any more."""
        self.clear()

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        match event:
            case events.ItemChanged(item):
                self.items = tuple(item if one.id == item.id else one for one in self.items)
            case events.ItemWithdrawn(item_id):
                self.items = tuple(one for one in self.items if one.id != item_id)
            case events.TextTranslated(text) if any(text.id == one.title.id for one in self.items):
                self.items = tuple(
                    msgspec.structs.replace(one, title=text) if one.title.id == text.id else one
                    for one in self.items
                )
            case _:
                pass

    def clear(self) -> None:
        """Forget everything."""
        self.words, self.items, self.next, self.state = "", (), None, "none"
