"""Looking for words in one's own threads, in the original and in one's own language."""

import unicodedata

import sqlalchemy as sa

from server.core.viewer import Viewer
from server.core.words import holds
from server.messages.members import members_of
from server.messages.queries import NEWEST, MessageRow, message_of, message_rows
from server.messages.standing import ThreadRow, thread_rows
from server.messages.tables import messages, threads
from server.messages.threads import is_mine, thread_of
from server.translation.tables import texts, translations
from wire.base import TextState
from wire.messages import PAGE, Found, FoundMessage, MessageState, SearchMessages


def found_messages(conn: sa.Connection, viewer: Viewer, ask: SearchMessages, now: int) -> Found:
    """One page of what is found, the newest first; never what was removed, never in somebody else's thread."""
    words = unicodedata.normalize("NFC", ask.words)
    shown = translations.c.state.in_((TextState.DONE, TextState.CHECKED))
    query = (
        message_rows(sa.literal(viewer.lang))
        .join(threads, threads.c.id == messages.c.thread_id)
        .where(is_mine(viewer, ask.side), messages.c.state == MessageState.SENT)
        .where(messages.c.id < (ask.before or NEWEST))
        .where(
            sa.or_(
                holds(conn, texts.c.body, words),
                sa.and_(shown, holds(conn, translations.c.body, words)),
            )
        )
        .order_by(messages.c.id.desc())
        .limit(PAGE + 1)
    )
    rows = [MessageRow._make(row) for row in conn.execute(query)]
    page = rows[:PAGE]
    stands_in = [
        ThreadRow._make(row)
        for row in conn.execute(thread_rows().where(threads.c.id.in_({row.thread_id for row in page})))
    ]
    members = members_of(conn, stands_in, now)
    known = {row.id: thread_of(row, members) for row in stands_in}
    return Found(
        found=tuple(
            FoundMessage(message=message_of(row, viewer.lang), thread=known[row.thread_id]) for row in page
        ),
        next=page[-1].id if len(rows) > PAGE else None,
    )
