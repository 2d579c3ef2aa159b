"""What is the right way for which matter, and who may know a family's number (spec 6.6, 6.7)."""

from collections.abc import Iterable
from typing import Final

from server.core.viewer import Side, Viewer
from wire.guidance import GuidanceWay, MatterKind

_K, _W = MatterKind, GuidanceWay

UNKIND: Final = "unkind"
"""Language that the positive-language rule forbids: no hint, a flag after sending (spec 11.2)."""
DISCLOSURE: Final = _K.DISCLOSURE.value
KINDS: Final = frozenset(kind.value for kind in _K) | {UNKIND}
FLAGGED: Final = (DISCLOSURE, UNKIND)

_FAMILY_WAYS: Final = {
    _K.DISCLOSURE: _W.CALL_DSL,
    _K.COMPLAINT: _W.COMPLAINT_PROCEDURE,
    _K.FIRST_AID: _W.ARRANGE_TO_SPEAK,
    _K.BEHAVIOUR: _W.ARRANGE_TO_SPEAK,
    _K.CONCERN: _W.ARRANGE_TO_SPEAK,
    _K.APPOINTMENT: _W.CALL_OFFICE,
    _K.LATENESS: _W.CALL_OFFICE,
    _K.ABSENCE: _W.CALL_OFFICE,
}
"""The most urgent first."""
_STAFF_WAYS: Final = {
    _K.DISCLOSURE: _W.CALL_DSL,
    _K.INJURY_OR_INCIDENT: _W.CALL_FAMILY,
    _K.FIRST_AID: _W.CALL_FAMILY,
    _K.BEHAVIOUR: _W.CALL_FAMILY,
}
"""Staff may speak of an absence or an appointment; of injuries and incidents they telephone."""


def way_of(kind: MatterKind, side: Side) -> GuidanceWay | None:
    """The right way for a matter; ``None`` if this side may write about it here."""
    return (_STAFF_WAYS if side == "staff" else _FAMILY_WAYS).get(kind)


def kind_for(kind: MatterKind, side: Side) -> MatterKind:
    """What the writer is told that it is: for staff, first aid and behaviour are injuries and incidents."""
    if side == "staff" and way_of(kind, side) is _W.CALL_FAMILY:
        return _K.INJURY_OR_INCIDENT
    return kind


def ways_for(kinds: Iterable[str], side: Side) -> list[tuple[MatterKind, GuidanceWay]]:
    """What to show for the kinds that were found: one kind for each way, the most urgent first.

    Beside a possible disclosure nothing else matters.
    """
    found = set(kinds)
    if DISCLOSURE in found:
        found = {DISCLOSURE}
    shown: dict[GuidanceWay, MatterKind] = {}
    for kind, way in (_STAFF_WAYS if side == "staff" else _FAMILY_WAYS).items():
        if kind.value in found:
            shown.setdefault(way, kind_for(kind, side))
    return [(kind, way) for way, kind in shown.items()]


def may_know_numbers(viewer: Viewer, class_topic: str) -> bool:
    """The telephone numbers of a pupil's family: whoever of the staff works with the pupil's class, and SMT."""
    return viewer.may_post(class_topic)
