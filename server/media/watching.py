"""Pictures and files of which each look stands on record before a byte of them leaves (spec 7.5)."""

from collections.abc import Callable, Mapping

import sqlalchemy as sa

from server.core.db import Tx
from server.core.viewer import Viewer

Note = Callable[[Tx], None]
Watch = Callable[[sa.Connection, Viewer, int, str], Note | None]
"""Who looks, the number of the thing that a picture or file is part of, and which, as ``file:12``.

What is to be put on record of the look, if anything.
"""
Watches = Mapping[str, Watch]
"""What a picture or file is part of, as the ``form_answer`` of ``form_answer:12`` → who keeps the record of it."""


def note_of(
    watches: Watches, conn: sa.Connection, viewer: Viewer, used_by: str | None, which: str
) -> Note | None:
    """What is to be put on record before this person gets this file or picture; ``None`` if nothing is."""
    kind, _, number = (used_by or "").partition(":")
    return watches[kind](conn, viewer, int(number), which) if kind in watches else None
