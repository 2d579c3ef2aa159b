"""Photos and files that were picked for words that are being written, and are not sent with them yet."""

from pathlib import Path
from typing import Final, Literal

import msgspec

from client.core.failures import Refused
from client.core.observe import observable
from wire.media import MAX_BYTES, MAX_FILE_BYTES, File, Photo

State = Literal["sending", "ready", "waiting", "refused"]
Kind = Literal["photo", "file"]
MOST: Final[dict[Kind, int]] = {"photo": MAX_BYTES, "file": MAX_FILE_BYTES}
"""How many bytes one of a kind may have."""


class Picked(msgspec.Struct, frozen=True):
    """One picked photo or file. ``key`` makes sure that the server stores it once, however often it is sent.

    ``waiting``: no connection, it will go together with the words. ``why``: the sentence if it was refused.
    """

    key: str
    name: str
    state: State = "sending"
    kind: Kind = "photo"
    photo: Photo | None = None
    file: File | None = None
    why: str = ""
    sent: float | None = None
    """The share that has left the device, 0 to 1; none where that is not known."""
    path: Path | None = None
    data: bytes | None = None
    slot: str = ""
    """The field of a form that it answers; empty where words have only one place for what goes with them."""

    @property
    def id(self) -> int | None:
        """What the server calls it, once it is there."""
        stored = self.file if self.kind == "file" else self.photo
        return stored.id if stored else None

    @property
    def missing(self) -> str:
        """The code of the refusal when it is not where the device said."""
        return f"{self.kind}_missing"

    def read(self) -> bytes:
        """Its bytes, from wherever the device gave them. Raises ``Refused`` if they are not here."""
        if self.data is not None:
            return self.data
        if self.path is None:
            raise Refused(self.missing)
        try:
            return self.path.read_bytes()
        except OSError as error:
            raise Refused(self.missing) from error


@observable
class PhotoStore:
    """The picked photos and files of each draft, by its place."""

    def __init__(self) -> None:
        self.by_place: dict[str, tuple[Picked, ...]] = {}

    def at(self, place: str) -> tuple[Picked, ...]:
        """What was picked for the draft at ``place``, in order."""
        return self.by_place.get(place, ())

    def of(self, place: str, kind: Kind, slot: str = "") -> tuple[Picked, ...]:
        """Those of one kind, in order."""
        return tuple(one for one in self.at(place) if one.kind == kind and one.slot == slot)

    def going(self, place: str) -> tuple[Picked, ...]:
        """What can go with the words of ``place``: all but the refused ones, in order."""
        return tuple(one for one in self.at(place) if one.state != "refused")

    def is_sending(self, place: str) -> bool:
        """Whether one of them is still on its way, so that the words have to wait for it."""
        return any(one.state == "sending" for one in self.at(place))

    def put(self, place: str, picked: Picked) -> None:
        """Add one, or change the one with the same key."""
        old = self.at(place)
        if any(one.key == picked.key for one in old):
            self.by_place[place] = tuple(picked if one.key == picked.key else one for one in old)
        else:
            self.by_place[place] = (*old, picked)

    def has(self, place: str, key: str) -> bool:
        """Whether it was not taken out meanwhile."""
        return any(one.key == key for one in self.at(place))

    def remove(self, place: str, key: str) -> None:
        """Take one out."""
        self.by_place[place] = tuple(one for one in self.at(place) if one.key != key)

    def take(self, place: str) -> tuple[Picked, ...]:
        """They are on their way: the ones that can go, in order; the place is empty after."""
        sent = self.going(place)
        self.by_place.pop(place, None)
        return sent

    def put_back(self, place: str, picked: tuple[Picked, ...]) -> None:
        """They could not be sent."""
        if picked:
            self.by_place[place] = (*picked, *self.at(place))

    def clear(self) -> None:
        self.by_place = {}
