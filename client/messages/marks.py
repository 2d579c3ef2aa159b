"""How far a message has got with the others: sent, delivered, read (spec 5.2)."""

from collections.abc import Iterable
from typing import Literal

from wire.messages import Mark

Standing = Literal["sent", "delivered", "read"]


def standing(marks: Iterable[Mark], message_id: int) -> Standing:
    """How far the one of the others who has got furthest is with a message."""
    known = tuple(marks)
    if any(mark.read >= message_id for mark in known):
        return "read"
    return "delivered" if any(mark.delivered >= message_id for mark in known) else "sent"
