"""Short sentences about what could not be done, one place for all screens."""

from typing import Literal

import msgspec

from client.core.observe import observable

Kind = Literal["done", "refused", "new"]


class Notice(msgspec.Struct, frozen=True):
    """One sentence, already in the reader's language.

    ``place``: the draft that holds the words it is about. ``path``: where the new thing is that it is about.
    """

    id: int
    kind: Kind
    sentence: str
    place: str = ""
    path: str = ""


@observable
class Notices:
    """What waits to be read, the oldest first; the same sentence never twice at once."""

    def __init__(self) -> None:
        self.all: tuple[Notice, ...] = ()
        self._last = 0

    def say(self, kind: Kind, sentence: str, place: str = "", path: str = "") -> None:
        """Show a sentence. Of what is new only the newest waits: it must not take minutes to read them all."""
        if any(notice.sentence == sentence and notice.path == path for notice in self.all):
            return
        self._last += 1
        waiting = tuple(one for one in self.all[1:] if kind != "new" or one.kind != "new")
        self.all = (*self.all[:1], *waiting, Notice(self._last, kind, sentence, place, path))

    def arrived(self, path: str) -> None:
        """The person is where a new thing is: nothing need be said of it any more."""
        self.all = tuple(notice for notice in self.all if not notice.path or notice.path != path)

    def dismiss(self, notice_id: int) -> None:
        """It was read."""
        self.all = tuple(notice for notice in self.all if notice.id != notice_id)

    def clear(self) -> None:
        self.all = ()
