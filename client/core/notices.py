"""Short sentences about what could not be done, one place for all screens."""

from typing import Literal

import msgspec

from client.core.observe import observable

Kind = Literal["done", "refused"]


class Notice(msgspec.Struct, frozen=True):
    """One sentence, already in the reader's language. ``place``: the draft that holds the words it is about."""

    id: int
    kind: Kind
    sentence: str
    place: str = ""


@observable
class Notices:
    """What waits to be read, the oldest first; the same sentence never twice at once."""

    def __init__(self) -> None:
        self.all: tuple[Notice, ...] = ()
        self._last = 0

    def say(self, kind: Kind, sentence: str, place: str = "") -> None:
        """Show a sentence."""
        if any(notice.sentence == sentence for notice in self.all):
            return
        self._last += 1
        self.all = (*self.all, Notice(self._last, kind, sentence, place))

    def dismiss(self, notice_id: int) -> None:
        """It was read."""
        self.all = tuple(notice for notice in self.all if notice.id != notice_id)

    def clear(self) -> None:
        self.all = ()
