"""Who may ask for a call, take it back, see the list (spec 12.7). Pure questions over plain values."""

from typing import Final

from server.core.viewer import Viewer
from wire.base import Role
from wire.calls import MOST_OPEN

OFFICE: Final = "role:office"
"""The topic of the office's list."""


def may_ask_about(viewer: Viewer, pupil_id: int | None) -> bool:
    """A parent about their own child, or about no child as long as they have one here."""
    return bool(viewer.family) if pupil_id is None else pupil_id in viewer.family


def may_ask_more(open_calls: int) -> bool:
    """Not while too many of theirs are waiting."""
    return open_calls < MOST_OPEN


def may_take_back(viewer: Viewer, person_id: int) -> bool:
    """Only who asked."""
    return viewer.person_id == person_id


def may_see_list(viewer: Viewer) -> bool:
    """The office."""
    return Role.OFFICE in viewer.roles
