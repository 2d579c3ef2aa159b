"""Who may look into a thread, for how long, and what counts as a reason (spec 1.4, 5.6, 11.1). Pure questions."""

import unicodedata
from typing import Final

from server.core.viewer import Viewer
from wire.safeguarding import DESK, FEWEST_LETTERS

HOUR: Final = 3_600_000
DAY: Final = 24 * HOUR
OPEN_FOR: Final = 12 * HOUR
"""Whoever comes back on another day gives a reason again."""
EXPORT_KEPT: Final = 7 * DAY
MOST_REPORTS: Final = 50
"""Of one person in a day."""
TOPIC: Final = "safeguarding"
"""Read by nobody but those who read everything: SMT and DSL."""


def may_look_into(viewer: Viewer) -> bool:
    """Any thread, at any time, with a reason: DSL and SMT."""
    return not viewer.roles.isdisjoint(DESK)


def is_reason(said: str) -> bool:
    """Whether there are words in it: ten letters, of any script."""
    return sum(unicodedata.category(sign)[0] in "LM" for sign in said) >= FEWEST_LETTERS


def may_read_opened(viewer: Viewer, opener_id: int, until: int, now: int) -> bool:
    """An opening is for whoever gave its reason, while they are still DSL or SMT, and for some hours."""
    return may_look_into(viewer) and viewer.person_id == opener_id and now < until


def may_fetch_export(viewer: Viewer, owner_id: int, topic: str, *, as_evidence: bool) -> bool:
    """Nobody but its owner, and only while they may still see what is in it."""
    if viewer.person_id != owner_id:
        return False
    return may_look_into(viewer) if as_evidence else viewer.may_read(topic)
