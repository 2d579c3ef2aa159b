"""Who may do what with the calendar (spec 1.3, 8.1). Pure questions over plain values."""

from server.core.viewer import Viewer


def may_change(viewer: Viewer, topic: str, author_id: int) -> bool:
    """Its author while they may still post there, and the teacher there and SMT who may."""
    return viewer.leads_on(topic) or (viewer.may_post(topic) and viewer.person_id == author_id)
