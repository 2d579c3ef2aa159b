"""Who may do what with the library (spec 1.3, 8.1, 8.3 to 8.5). Pure questions over plain values."""

from typing import Final

from server.core.viewer import Viewer
from wire.base import STAFF, Role
from wire.library import ItemKind, ItemState

_PLACES: Final = {
    ItemKind.NEWS: ("school", "year", "class", "pupil"),
    ItemKind.DOCUMENT: ("school", "year", "class", "pupil"),
    ItemKind.WORK: ("class", "pupil"),
    ItemKind.REPORT: ("pupil",),
}
ON_THE_WAY: Final = (ItemState.QUEUED, ItemState.RETURNED, ItemState.SCHEDULED)


def can_be_for(kind: ItemKind, topic: str) -> bool:
    """Whether there is such a thing for such an audience: work is for a class or a child, a report for a child."""
    return topic.partition(":")[0] in _PLACES[kind]


def keeps(viewer: Viewer, kind: ItemKind) -> bool:
    """Whether somebody has to do with all of a kind: SMT; the office, but for reports, which are not for it."""
    return Role.SMT in viewer.roles or (Role.OFFICE in viewer.roles and kind is not ItemKind.REPORT)


def keeps_folders(viewer: Viewer) -> bool:
    """The office and SMT."""
    return not viewer.roles.isdisjoint((Role.OFFICE, Role.SMT))


def may_publish(viewer: Viewer, kind: ItemKind, topic: str) -> bool:
    """The office and SMT; work also whoever may post to that class or child."""
    if not can_be_for(kind, topic):
        return False
    return keeps(viewer, kind) or (kind is ItemKind.WORK and viewer.may_post(topic))


def may_hand_in(viewer: Viewer, kind: ItemKind, topic: str) -> bool:
    """Staff, for those whom they reach by their work; a report only the class team of that child (spec 8.5)."""
    if not can_be_for(kind, topic):
        return False
    if kind is ItemKind.REPORT:
        return viewer.may_post(topic)
    return bool(viewer.roles & STAFF) and (
        viewer.all_topics or topic in viewer.staff or viewer.may_post(topic)
    )


def may_send(viewer: Viewer, topic: str) -> bool:
    """Whether somebody publishes or hands in anything there."""
    return any(may_publish(viewer, kind, topic) or may_hand_in(viewer, kind, topic) for kind in ItemKind)


def may_see(viewer: Viewer, kind: ItemKind, topic: str, state: str, author_id: int) -> bool:
    """What is live: whoever reads the topic, and the office. What is on its way: its author, and who may publish it."""
    if state == ItemState.LIVE:
        return viewer.may_read(topic) or keeps(viewer, kind)
    if state not in ON_THE_WAY:
        return False
    return may_publish(viewer, kind, topic) or is_own(viewer, kind, topic, author_id)


def is_own(viewer: Viewer, kind: ItemKind, topic: str, author_id: int) -> bool:
    """Whether somebody wrote it, and still has to do with those whom it is for."""
    return viewer.person_id == author_id and may_hand_in(viewer, kind, topic)


def may_change(viewer: Viewer, kind: ItemKind, topic: str, state: str, author_id: int) -> bool:
    """The office and SMT; what is on its way to them also its author; work its author, and who leads there."""
    if state == ItemState.WITHDRAWN:
        return False
    if keeps(viewer, kind):
        return True
    if state in (ItemState.QUEUED, ItemState.RETURNED):
        return is_own(viewer, kind, topic, author_id)
    is_mine = viewer.person_id == author_id
    return may_publish(viewer, kind, topic) and (is_mine or viewer.leads_on(topic))


def sees_openers(viewer: Viewer, kind: ItemKind, topic: str) -> bool:
    """Who has opened it, and earlier versions: the office and SMT, and whoever may post to those whom it is for."""
    return keeps(viewer, kind) or viewer.may_post(topic)
