"""What is on its way to the server, for screens to show as waiting."""

from typing import Literal

import msgspec

from client.core.observe import observable

State = Literal["waiting", "sending"]


class Item(msgspec.Struct, frozen=True):
    """One change on its way. ``about``: what it changes, as ``story``, ``comment:12``, ``like:12``, ``unlike:12``."""

    key: str
    about: str
    at: int
    state: State = "waiting"
    place: str = ""
    """The draft that its words came from, and go back to if they are refused."""
    words: str = ""
    photos: int = 0
    files: int = 0


@observable
class WaitingStore:
    """The outbox as screens see it, in the order of sending."""

    items: tuple[Item, ...] = ()

    def about(self, about: str) -> tuple[Item, ...]:
        """What waits and changes ``about``."""
        return tuple(item for item in self.items if item.about == about)

    def last(self, *abouts: str) -> Item | None:
        """The newest that waits of these."""
        return next((item for item in reversed(self.items) if item.about in abouts), None)

    def add(self, item: Item) -> None:
        self.items = (*self.items, item)

    def mark(self, key: str, state: State) -> None:
        """An item is being sent, or waits again."""
        self.items = tuple(
            msgspec.structs.replace(item, state=state) if item.key == key else item for item in self.items
        )

    def remove(self, key: str) -> None:
        """It arrived, or was refused."""
        self.items = tuple(item for item in self.items if item.key != key)

    def clear(self) -> None:
        self.items = ()
