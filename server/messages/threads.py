"""What there is to see of threads: somebody's list, one of them, and how much is unread."""

from collections.abc import Callable
from typing import Any, NamedTuple

import sqlalchemy as sa

from server.core.viewer import Viewer
from server.messages import rules
from server.messages.hearing import heard_about, pending_in
from server.messages.marks import marks_seen_by, my_mark, unread_by
from server.messages.members import Members, members_of
from server.messages.queries import NEWEST, last_messages
from server.messages.standing import ThreadRow, readable, thread_row, thread_rows
from server.messages.tables import marks, thread_staff, threads
from server.school.tables import pupils
from wire.messages import PAGE, Thread, ThreadKind, ThreadLine, ThreadPage, ThreadsAsk, ThreadView

SeenFrom = Callable[[sa.Connection, int], int | None]
"""When staff will next be at work, in ms; ``None`` while they are (spec 6.1)."""


class Seen(NamedTuple):
    """A thread's screen, and the texts on it that nobody has begun to translate for this reader."""

    view: ThreadView
    untranslated: list[int]


def is_mine(viewer: Viewer, side: str, child: int | None = None) -> "sa.ColumnElement[bool]":
    """Which threads are somebody's on one side, as a condition on ``threads``: as ``core.viewer`` reads their topics.

    About their own child a teacher is family, so that nothing of one side is in the other (spec 1.1).
    """
    if side == "family":
        children = viewer.talks if child is None else viewer.talks & {child}
        return threads.c.pupil_id.in_(children)
    if not rules.is_staff(viewer):
        return sa.false()
    named = sa.select(thread_staff.c.thread_id).where(thread_staff.c.person_id == viewer.person_id)
    with_team = sa.and_(threads.c.kind == ThreadKind.CLASS, threads.c.class_id.in_(viewer.teams))
    return sa.and_(threads.c.pupil_id.not_in(viewer.talks), sa.or_(with_team, threads.c.id.in_(named)))


def thread_page(
    conn: sa.Connection, viewer: Viewer, ask: ThreadsAsk, now: int
) -> tuple[ThreadPage, list[int]]:
    """One page of somebody's threads, and the ids of texts on it that nobody has begun to translate."""
    found = conn.execute(_listed(viewer, ask).limit(PAGE + 1)).all()
    rows = [ThreadRow._make(row[:-1]) for row in found[:PAGE]]
    unread = {row.id: seen[-1] for row, seen in zip(rows, found, strict=False)}
    lasts, missing = last_messages(conn, [row.last_id for row in rows if row.last_id], viewer.lang)
    members = members_of(conn, rows, now)
    lines = tuple(
        ThreadLine(thread=thread_of(row, members), last=lasts.get(row.id), unread=unread[row.id])
        for row in rows
    )
    return (
        ThreadPage(
            threads=lines,
            next=(rows[-1].waiting_id if ask.waiting else rows[-1].last_id) if len(found) > PAGE else None,
            unread=unread_of(conn, viewer, ask.side),
        ),
        missing,
    )


def unread_of(conn: sa.Connection, viewer: Viewer, side: str) -> int:
    """How many messages somebody has not read on one side."""
    counts = (
        sa.select(unread_by(viewer.person_id).label("unread"))
        .select_from(threads)
        .outerjoin(marks, _my_marks(viewer))
        .where(is_mine(viewer, side), threads.c.last_id > sa.func.coalesce(marks.c.read, 0))
        .subquery("counts")
    )
    return int(conn.execute(sa.select(sa.func.coalesce(sa.func.sum(counts.c.unread), 0))).scalar_one())


def thread_view(conn: sa.Connection, viewer: Viewer, thread_id: int, now: int, seen_from: SeenFrom) -> Seen:
    """A thread with all that its screen shows besides the messages. Raises ``not_found``."""
    row = readable(conn, viewer, thread_id)
    members = members_of(conn, [row], now)
    thread = thread_of(row, members)
    lasts, missing = last_messages(conn, [row.last_id] if row.last_id else [], viewer.lang)
    reason = rules.why_not(viewer, row.standing)
    is_family = rules.side_of(viewer, row.topic) == "family"
    hear_about = heard_about(conn, viewer, row.pupil_id, row.pupil_class)
    view = ThreadView(
        line=ThreadLine(
            thread=thread,
            last=lasts.get(row.id),
            unread=my_mark(conn, row.id, viewer.person_id).unread,
        ),
        marks=marks_seen_by(conn, viewer, row, [person.id for person in thread.family]),
        may_write=not reason,
        why_not=reason,
        hear_about=hear_about,
        seen_from=seen_from(conn, now) if is_family else None,
    )
    return Seen(view, [*missing, *pending_in(hear_about)])


def thread_in(conn: sa.Connection, thread_id: int, now: int) -> Thread | None:
    """A thread as all in it see it. Not for answering a person: it asks for no rights."""
    row = thread_row(conn, thread_id)
    return thread_of(row, members_of(conn, [row], now)) if row else None


def _listed(viewer: Viewer, ask: ThreadsAsk) -> "sa.Select[Any]":
    rows = (
        thread_rows(unread_by(viewer.person_id).label("unread"))
        .outerjoin(marks, _my_marks(viewer))
        .where(is_mine(viewer, ask.side, ask.child), threads.c.last_id.is_not(None))
    )
    if ask.waiting:
        # Nobody can answer any more where the pupil is in another class now.
        there = sa.or_(threads.c.kind == ThreadKind.NAMED, threads.c.class_id == pupils.c.class_id)
        return rows.where(
            threads.c.waiting_id > (ask.before or 0), there, pupils.c.left_at.is_(None)
        ).order_by(threads.c.waiting_id)
    return rows.where(threads.c.last_id < (ask.before or NEWEST)).order_by(threads.c.last_id.desc())


def _my_marks(viewer: Viewer) -> "sa.ColumnElement[bool]":
    return sa.and_(marks.c.thread_id == threads.c.id, marks.c.person_id == viewer.person_id)


def thread_of(row: ThreadRow, members: Members) -> Thread:
    """A thread as all in it see it."""
    return Thread(
        id=row.id,
        kind=ThreadKind(row.kind),
        pupil_id=row.pupil_id,
        pupil_name=row.pupil_name,
        class_name=row.class_name,
        staff=members.staff_of(row),
        family=members.family.get(row.pupil_id, ()),
        waiting_since=row.waiting_since,
    )
