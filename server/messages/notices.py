"""What is said of a new message to those in its thread (spec 13.1)."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.messages.tables import marks, messages, threads
from server.notifications.sources import Ref, Said, Source
from server.school.tables import pupils
from server.translation.queries import text_in
from wire.messages import MessageState
from wire.notifications import NoticeKind


def sources() -> Mapping[str, Source]:
    """The kind that the messages know."""
    return {NoticeKind.MESSAGE: Source(_message, has_read=_has_read)}


def _message(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    row = _row(conn, ref)
    if row is None or row.state == MessageState.REMOVED:
        return None
    text = text_in(conn, row.text_id, lang, topic=row.topic)
    if text is None:
        return None
    photos = len(msgspec.json.decode(row.photos))
    return Said(row.author_name, row.pupil_name, text, f"/messages/{row.thread_id}", photos)


def _has_read(conn: sa.Connection, ref: Ref, person_id: int) -> bool:
    row = _row(conn, ref)
    read = sa.select(marks.c.read).where(marks.c.person_id == person_id)
    return (
        row is not None
        and (conn.execute(read.where(marks.c.thread_id == row.thread_id)).scalar() or 0) >= row.id
    )


def _row(conn: sa.Connection, ref: Ref) -> Any:
    return conn.execute(
        sa.select(
            messages, threads.c.topic, pupils.c.name.label("pupil_name"), people.c.name.label("author_name")
        )
        .join(threads, threads.c.id == messages.c.thread_id)
        .join(pupils, pupils.c.id == threads.c.pupil_id)
        .join(people, people.c.id == messages.c.author_id)
        .where(messages.c.id == ref["message_id"])
    ).first()
