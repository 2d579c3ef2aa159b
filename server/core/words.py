"""What people type, made fit to keep, and looked for again."""

import unicodedata

import sqlalchemy as sa

from server.core.refused import Refused


def tidy(body: str, *, photos: int) -> str:
    """Words as they are kept: NFC, plain line ends, no control characters, no space around.

    Raises ``Refused("empty")`` if there is neither a word nor a picture.
    """
    lines = unicodedata.normalize("NFC", body).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    kept = kept.strip()
    if not any(_can_be_seen(c) for c in kept) and not photos:
        raise Refused("empty", 422)
    return kept


def _can_be_seen(c: str) -> bool:
    """Whether a letter leaves a mark on the screen: not a space of any width, nor a mark of direction."""
    return unicodedata.category(c)[0] != "Z" and unicodedata.category(c) not in ("Cf", "Cc")


def holds(conn: sa.Connection, column: "sa.ColumnElement[str]", words: str) -> "sa.ColumnElement[bool]":
    """Whether the text in ``column`` has ``words`` in it, in any script and whatever their case.

    No sign in ``words`` means anything but itself, as ``%`` does in LIKE.
    """
    if conn.dialect.name == "sqlite":
        return sa.func.instr(sa.func.fold(column), sa.func.fold(words)) > 0
    return sa.func.strpos(sa.func.lower(column), sa.func.lower(words)) > 0
