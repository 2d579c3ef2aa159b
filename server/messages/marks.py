"""How far each person has got in a thread, and what is still unread (spec 5.2)."""

from collections.abc import Collection
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Tx
from server.core.feed import tell
from server.core.viewer import Viewer
from server.messages import rules
from server.messages.standing import ThreadRow, readable
from server.messages.tables import marks, messages, readings, threads
from server.school.queries import parents_see_read
from wire.messages import MOST_UNREAD, Mark, MessageState, SetMarks, Side


class MyMark(NamedTuple):
    """Until where somebody has read a thread, and how much is new."""

    read: int
    unread: int


def set_marks(tx: Tx, viewer: Viewer, ask: SetMarks) -> None:
    """Moves the viewer's marks on, never back and never beyond the newest message; tells who may know."""
    thread = readable(tx.conn, viewer, ask.thread_id)
    newest = thread.last_id or 0
    read = min(ask.read, newest)
    delivered = max(read, min(ask.delivered, newest))
    before = _before(tx, viewer, thread.id)
    after = Mark(
        person_id=viewer.person_id,
        delivered=max(before.delivered, delivered),
        read=max(before.read, read),
    )
    if after == before:
        return
    mine = sa.and_(marks.c.thread_id == thread.id, marks.c.person_id == viewer.person_id)
    tx.conn.execute(marks.update().where(mine).values(delivered=after.delivered, read=after.read))
    _tell_others(tx, viewer, thread)
    if after.read > before.read:
        _note_reading(tx, viewer, thread.id, after.read)


def marks_seen_by(
    conn: sa.Connection, viewer: Viewer, thread: ThreadRow, family: Collection[int]
) -> tuple[Mark, ...]:
    """The marks of the others in a thread, as far as this person may know them; a family knows those of staff."""
    side = rules.side_of(viewer, thread.topic) or "family"
    if side == "family" and not parents_see_read(conn):
        return ()
    rows = conn.execute(
        sa.select(marks.c.person_id, marks.c.delivered, marks.c.read)
        .where(marks.c.thread_id == thread.id, marks.c.person_id != viewer.person_id)
        .order_by(marks.c.person_id)
    )
    found = (Mark(person_id=r.person_id, delivered=r.delivered, read=r.read) for r in rows)
    return tuple(mark for mark in found if side == "staff" or mark.person_id not in family)


def mark_of(conn: sa.Connection, thread_id: int, person_id: int) -> Mark:
    """How far somebody has got."""
    this = sa.and_(marks.c.thread_id == thread_id, marks.c.person_id == person_id)
    row = conn.execute(sa.select(marks.c.delivered, marks.c.read).where(this)).first()
    return Mark(person_id=person_id, delivered=row.delivered if row else 0, read=row.read if row else 0)


def my_mark(conn: sa.Connection, thread_id: int, person_id: int) -> MyMark:
    """What somebody has read and not read of a thread."""
    row = conn.execute(
        sa.select(sa.func.coalesce(marks.c.read, 0), unread_by(person_id))
        .select_from(threads)
        .outerjoin(marks, sa.and_(marks.c.thread_id == threads.c.id, marks.c.person_id == person_id))
        .where(threads.c.id == thread_id)
    ).one()
    return MyMark(*row)


def unread_by(person_id: int) -> "sa.ColumnElement[int]":
    """How many messages of a thread are by others and unread, for rows of ``threads`` with the person's ``marks``.

    It stops counting at ``MOST_UNREAD``: who never read in an old thread must not cost more than who did.
    """
    some = (
        sa.select(messages.c.id)
        .where(
            messages.c.thread_id == threads.c.id,
            messages.c.id > sa.func.coalesce(marks.c.read, 0),
            messages.c.author_id != person_id,
            messages.c.state == MessageState.SENT,
        )
        .limit(MOST_UNREAD)
        .correlate(threads, marks)
        .subquery("some")
    )
    return sa.select(sa.func.count()).select_from(some).correlate(threads, marks).scalar_subquery()


def _before(tx: Tx, viewer: Viewer, thread_id: int) -> Mark:
    """The viewer's marks until now, which nobody else moves before the commit."""
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    row = {"thread_id": thread_id, "person_id": viewer.person_id}
    tx.conn.execute(dialect.insert(marks).on_conflict_do_nothing(), row)
    this = sa.and_(marks.c.thread_id == thread_id, marks.c.person_id == viewer.person_id)
    found = tx.conn.execute(sa.select(marks).where(this).with_for_update()).one()
    return Mark(person_id=viewer.person_id, delivered=found.delivered, read=found.read)


def _note_reading(tx: Tx, viewer: Viewer, thread_id: int, read: int) -> None:
    row = {"thread_id": thread_id, "person_id": viewer.person_id, "read": read, "at": tx.now}
    tx.conn.execute(readings.insert(), row)
    ref = {"thread_id": thread_id, "person_id": viewer.person_id}
    tell(tx, f"person:{viewer.person_id}", "my_marks", ref)


def _tell_others(tx: Tx, viewer: Viewer, thread: ThreadRow) -> None:
    side: Side = rules.side_of(viewer, thread.topic) or "family"
    to_all = side == "staff" and parents_see_read(tx.conn)
    topic = thread.topic if to_all else f"staff:{thread.topic}"
    tell(tx, topic, "marks_changed", {"thread_id": thread.id, "person_id": viewer.person_id})
