"""When a picture may be published, and who may look at it."""

from typing import Final

from server.core.viewer import Viewer
from wire.modules import Module

READY: Final = "ready"
HELD: Final = "held"
HOUR: Final = 60 * 60 * 1000
DAY: Final = 24 * HOUR
KEPT_UNUSED: Final = 7 * DAY
"""A picture that waits in an outbox without a network must still be there when its story arrives."""
MOST_UNUSED: Final = 200


_PARTS: Final = {"item": Module.LIBRARY}
"""What a picture or a file is used by, and the part of Bookbag to which that belongs."""


def is_off(viewer: Viewer, used_by: str | None) -> bool:
    """Whether a picture or a file is of a part that the school has switched off (spec 14.5)."""
    return _PARTS.get((used_by or "").partition(":")[0]) in viewer.off


def may_publish(state: str) -> bool:
    """Whether a picture may become part of something that others see."""
    return state == READY


def may_see(viewer: Viewer, owner_id: int, topic: str | None) -> bool:
    """Whether a picture is for this person. One that nothing uses yet is its owner's alone.

    One that waits for the class team is its owner's too, while they may read where it will stand.
    """
    is_owner = viewer.person_id == owner_id
    if topic is None:
        return is_owner
    return viewer.may_read(topic) or (is_owner and viewer.may_read(topic.removeprefix("team:")))
