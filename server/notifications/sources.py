"""What a feature says of the things that it tells people about: plain values, from which e-mails are made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import sqlalchemy as sa

from wire.base import Text

Ref = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Said:
    """A thing that is new, as readers of one language see it now.

    ``place``: the class or child that it is about, empty for the whole school. ``path``: where it is in the app.
    ``variant``: under which of its kind's further titles it goes, as one that was cancelled.
    """

    author: str
    place: str
    text: Text
    path: str
    photos: int = 0
    variant: str = ""


@dataclass(frozen=True, slots=True)
class Source:
    """One kind of thing, asked anew each time: what was taken back in between is not told any more.

    ``said(conn, ref, lang)``: the thing, or ``None`` if nothing is left to say. It asks for no rights.
    ``whom(conn, ref)``: the only people whom it concerns, of those who may read it; ``None``: all of them.
    ``has_read(conn, ref, person_id)``: whether somebody has read it in the app; ``None``: the feature does not know.
    ``soon(conn, ref, now)``: whether it would be too late for who hears once a day, who then hears at once.
    """

    said: Callable[[sa.Connection, Ref, str], Said | None]
    whom: Callable[[sa.Connection, Ref], frozenset[int]] | None = None
    has_read: Callable[[sa.Connection, Ref, int], bool] | None = None
    soon: Callable[[sa.Connection, Ref, int], bool] | None = None

    def unless(self, is_off: Callable[[sa.Connection], bool]) -> "Source":
        """The same with nothing left to say while ``is_off(conn)``."""
        said = self.said
        return replace(self, said=lambda conn, ref, lang: None if is_off(conn) else said(conn, ref, lang))

    def is_read(self, conn: sa.Connection, ref: Ref, person_id: int) -> bool:
        """Whether somebody has read it, as far as is known."""
        return self.has_read is not None and self.has_read(conn, ref, person_id)

    def concerns(self, conn: sa.Connection, ref: Ref, person_id: int) -> bool:
        """Whether it is for this person, of those who may read it."""
        return self.whom is None or person_id in self.whom(conn, ref)


Sources = Mapping[str, Source]
"""Kind (``wire.notifications.NoticeKind``) → its source."""
