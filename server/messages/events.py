"""How each event of the messages reads, in one reader's language, as things stand when it is delivered."""

from typing import Any

import sqlalchemy as sa

from server.core.clock import Clock
from server.core.feed import Renderer
from server.messages.hearing import hear_about_in
from server.messages.marks import mark_of, my_mark
from server.messages.queries import message_in
from server.messages.threads import thread_in
from wire.events import HearAboutChanged, MarksChanged, MessageChanged, MessageSent, MyMarks, ThreadOpened

Ref = dict[str, Any]


def renderers(clock: Clock) -> dict[str, Renderer]:
    """Kind of event → what it says. ``clock``: who is in a thread is told as of now."""

    def thread_opened(conn: sa.Connection, ref: Ref, lang: str) -> ThreadOpened | None:
        thread = thread_in(conn, ref["thread_id"], clock.now())
        return ThreadOpened(thread=thread) if thread else None

    return {
        "thread_opened": thread_opened,
        "message_sent": _message_sent,
        "message_changed": _message_changed,
        "marks_changed": _marks_changed,
        "my_marks": _my_marks,
        "hear_about_changed": _hear_about_changed,
    }


def _message_sent(conn: sa.Connection, ref: Ref, lang: str) -> MessageSent:
    message, waiting_since = message_in(conn, ref["message_id"], lang)
    return MessageSent(message=message, waiting_since=waiting_since)


def _message_changed(conn: sa.Connection, ref: Ref, lang: str) -> MessageChanged:
    message, waiting_since = message_in(conn, ref["message_id"], lang)
    return MessageChanged(message=message, waiting_since=waiting_since)


def _marks_changed(conn: sa.Connection, ref: Ref, lang: str) -> MarksChanged:
    return MarksChanged(thread_id=ref["thread_id"], mark=mark_of(conn, ref["thread_id"], ref["person_id"]))


def _my_marks(conn: sa.Connection, ref: Ref, lang: str) -> MyMarks:
    mine = my_mark(conn, ref["thread_id"], ref["person_id"])
    return MyMarks(thread_id=ref["thread_id"], read=mine.read, unread=mine.unread)


def _hear_about_changed(conn: sa.Connection, ref: Ref, lang: str) -> HearAboutChanged:
    return HearAboutChanged(hear_about=hear_about_in(conn, ref["pupil_id"], lang))
