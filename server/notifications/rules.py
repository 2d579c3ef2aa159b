"""What holds for who has chosen nothing, and when somebody may be told (spec 13.1, 6.1). Pure questions."""

from collections.abc import Callable
from typing import Final

import sqlalchemy as sa

from server.core.viewer import AT_WORK, Side, Viewer
from server.notifications.times import after_quiet, next_digest
from wire.notifications import How, NoticeChoices, NoticeKind

PATIENCE: Final = 2 * 60_000
"""So long (ms) a thing may be read in the app before an e-mail at once goes out."""
DisturbFrom = Callable[[sa.Connection, int, int], int | None]
"""``(conn, person_id, at)``: the first moment (ms) from ``at`` on at which a member of staff may be disturbed.

``None``: nobody knows of one.
"""
ASK_AGAIN: Final = 6 * 3_600_000
"""Where nobody knows when somebody may be disturbed, it is asked again after so long (ms)."""

_HOW: Final[dict[Side, dict[NoticeKind, How]]] = {
    "family": {
        NoticeKind.STORY: How.DAILY,
        NoticeKind.COMMENT: How.DAILY,
        NoticeKind.MESSAGE: How.AT_ONCE,
        NoticeKind.FORM: How.AT_ONCE,
        NoticeKind.POINTS: How.DAILY,
        NoticeKind.OCCASION: How.DAILY,
        NoticeKind.NEWS: How.DAILY,
        NoticeKind.DOCUMENT: How.DAILY,
        NoticeKind.WORK: How.DAILY,
        NoticeKind.REPORT: How.AT_ONCE,
        NoticeKind.HANDED_BACK: How.AT_ONCE,
        NoticeKind.PASSED_ON: How.AT_ONCE,
    },
    "staff": {
        NoticeKind.STORY: How.NEVER,
        NoticeKind.COMMENT: How.DAILY,
        NoticeKind.MESSAGE: How.AT_ONCE,
        NoticeKind.FORM: How.NEVER,
        NoticeKind.POINTS: How.NEVER,
        NoticeKind.OCCASION: How.NEVER,
        NoticeKind.NEWS: How.DAILY,
        NoticeKind.DOCUMENT: How.NEVER,
        NoticeKind.WORK: How.NEVER,
        NoticeKind.REPORT: How.NEVER,
        NoticeKind.HANDED_BACK: How.AT_ONCE,
        NoticeKind.PASSED_ON: How.AT_ONCE,
    },
}
_DIGEST_AT: Final[dict[Side, int]] = {"family": 17 * 60, "staff": 8 * 60 + 30}


def usual_choices(side: Side) -> NoticeChoices:
    """What holds for who has chosen nothing."""
    return NoticeChoices(
        emails=True, kinds=dict(_HOW[side]), words=False, quiet=None, digest_at=_DIGEST_AT[side]
    )


def how(choices: NoticeChoices, kind: str, side: Side) -> How:
    """How somebody hears of a kind by e-mail; of one that is newer than their choices as usual."""
    if not choices.emails:
        return How.NEVER
    asked = NoticeKind(kind)
    return choices.kinds.get(asked, _HOW[side][asked])


def due_at(
    now: int, choices: NoticeChoices, kind: str, side: Side, zone: str, *, soon: bool = False
) -> int | None:
    """When an e-mail about something of ``now`` (ms) may go at the earliest; ``None``: never.

    ``soon``: it cannot wait for the daily e-mail.
    """
    chosen = how(choices, kind, side)
    if chosen is How.DAILY and soon:
        chosen = How.AT_ONCE
    if chosen is How.NEVER:
        return None
    due = next_digest(now, choices.digest_at, zone) if chosen is How.DAILY else now + PATIENCE
    return not_quiet(due, choices, side, zone)


def not_quiet(at: int, choices: NoticeChoices, side: Side, zone: str) -> int:
    """``at``, or the end of a parent's own quiet hours; staff have the school's hours instead."""
    return after_quiet(at, choices.quiet, zone) if side == "family" else at


def reads_as(viewer: Viewer, topic: str, side: Side) -> bool:
    """Whether what is new in a topic is for somebody on that side of theirs."""
    if topic.startswith("person:"):
        return viewer.may_read(topic)
    if topic.startswith(AT_WORK):
        return side == "staff" and viewer.may_read(topic)
    if topic.startswith("talk:"):
        return viewer.talks_as_family(topic) if side == "family" else _is_asked(viewer, topic)
    if topic.startswith("forms:"):
        return viewer.signs_for(topic) if side == "family" else viewer.gathers_from(topic)
    if side == "family":
        return any(topic in topics for topics in viewer.family.values())
    in_family = any(topic in topics for topics in viewer.family.values())
    works = viewer.all_topics or topic in viewer.staff or topic in viewer.posts
    return works or (viewer.may_read(topic) and not in_family)


def _is_asked(viewer: Viewer, topic: str) -> bool:
    """Whether a message is for this member of staff to answer: a TA hears of one only while they cover (spec 5.5)."""
    _, _, kind, whom = topic.split(":")
    return viewer.talks_as_staff(topic) and (kind != "class" or int(whom) in viewer.writes)
