"""Who may write what to whom (spec 1.3, 1.4, 5.1, 5.5). Pure questions over plain values."""

from collections.abc import Iterable
from dataclasses import dataclass

from server.core.viewer import Viewer
from server.school.rules import class_topic
from wire.base import STAFF, Role
from wire.messages import Side, ThreadKind

NOT_COVERING, CLASS_OVER, RIGHT_ENDED, STAFF_GONE = "not_covering", "class_over", "right_ended", "staff_gone"
NAMED_BY_FAMILIES = frozenset((Role.TEACHER, Role.PROFESSIONAL))
"""Of a class's staff; its TAs answer in the class thread alone (spec 1.3)."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What decides on writing in a thread. ``class_id``: of a class thread; ``pupil_class``: where the pupil is now.

    ``is_over``: the pupil has left, or their class is archived. ``staffed``: one of the named staff still may answer.
    """

    kind: str
    topic: str
    class_id: int | None
    pupil_id: int
    pupil_class: int
    is_over: bool
    staffed: bool


def with_class(pupil_id: int, class_id: int) -> str:
    """The topic of the thread of a pupil's family with a class team."""
    return f"talk:{pupil_id}:class:{class_id}"


def with_named(pupil_id: int, staff: Iterable[int]) -> str:
    """The topic of the thread of a pupil's family with staff whom they named."""
    return f"talk:{pupil_id}:with:{','.join(str(number) for number in sorted(set(staff)))}"


def on_record(topic: str) -> str:
    """The topic of what was taken back in a thread: nobody reads it but for safeguarding (spec 5.4)."""
    return f"record:{topic}"


def side_of(viewer: Viewer, topic: str) -> Side | None:
    """On which side of a thread somebody is; about their own child they are family, even as its teacher (spec 1.1)."""
    if viewer.talks_as_family(topic):
        return "family"
    return "staff" if viewer.talks_as_staff(topic) else None


def works_with(viewer: Viewer, class_id: int) -> bool:
    """Whether somebody may write about the pupils of a class: its teacher, its professionals, SMT, a TA who covers."""
    is_professional = class_topic(class_id) in viewer.staff and class_id not in viewer.teams
    return Role.SMT in viewer.roles or class_id in viewer.writes or is_professional


def why_not(viewer: Viewer, thread: Standing) -> str:
    """Why this person may not write in a thread that they may read; empty where they may."""
    if thread.is_over or (thread.kind == ThreadKind.CLASS and thread.pupil_class != thread.class_id):
        return CLASS_OVER
    if side_of(viewer, thread.topic) == "family":
        return "" if thread.kind == ThreadKind.CLASS or thread.staffed else STAFF_GONE
    if thread.kind == ThreadKind.CLASS:
        return "" if thread.class_id in viewer.writes else NOT_COVERING
    if works_with(viewer, thread.pupil_class):
        return ""
    return NOT_COVERING if thread.pupil_class in viewer.teams else RIGHT_ENDED


def may_leave_unanswered(viewer: Viewer, thread: Standing) -> bool:
    """Who of the staff could answer may say that no answer is needed; a family's side never (spec 5.8)."""
    return side_of(viewer, thread.topic) == "staff" and not why_not(viewer, thread)


def role_in(viewer: Viewer, side: Side, class_id: int) -> Role:
    """As what somebody writes about a pupil of this class."""
    if side == "family":
        return Role.PARENT
    if class_topic(class_id) in viewer.leads:
        return Role.TEACHER
    if class_id in viewer.teams:
        return Role.TA
    known = (Role.SMT, Role.PROFESSIONAL, Role.TEACHER, Role.TA, Role.DSL, Role.OFFICE)
    return next((role for role in known if role in viewer.roles), Role.PROFESSIONAL)


def may_change(viewer: Viewer, author_id: int) -> bool:
    """A message is its author's alone to edit or to remove (spec 5.4)."""
    return viewer.person_id == author_id


def may_write_to_class(viewer: Viewer, class_id: int) -> bool:
    """To all families of a class at once: who may write in its threads."""
    return class_id in viewer.writes


def may_say_what_to_hear(viewer: Viewer, pupil_id: int) -> bool:
    """What a family would like to hear about is the family's to say (spec 5.7)."""
    return pupil_id in viewer.talks


def may_agree(viewer: Viewer, pupil_id: int, class_id: int) -> bool:
    """A teacher of the class agrees, and never to what is their own family's."""
    return class_topic(class_id) in viewer.leads and pupil_id not in viewer.talks


def may_see_marks(side: Side, *, parents_see_read: bool) -> bool:
    """Staff see who has read what; families only if the school allows it (spec 5.2)."""
    return side == "staff" or parents_see_read


def is_staff(viewer: Viewer) -> bool:
    """Whether somebody has a staff side at all."""
    return bool(viewer.roles & STAFF)
