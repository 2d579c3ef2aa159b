"""What people do in threads: each one commit of rows, audit, event and jobs."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from server.accounts.queries import names_of
from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Side, Viewer
from server.core.words import tidy
from server.guidance.actions import look_over
from server.media.actions import attach, retopic
from server.media.files import attach_files, retopic_files
from server.media.sharing import share, unshare
from server.messages import rules
from server.messages.opening import class_threads
from server.messages.partners import reached_in
from server.messages.rows import add_message, move_on
from server.messages.standing import ThreadRow, readable, thread_row
from server.messages.tables import broadcasts, message_revisions, messages, threads
from server.notifications.actions import notify
from server.translation.actions import Kept, keep_text, take_back
from server.translation.queries import as_written
from server.translation.tables import texts
from wire.base import Person, Role
from wire.media import File, Photo
from wire.messages import EditMessage, Message, MessageState, NewClassMessage, NewMessage
from wire.notifications import NoticeKind

CHANGED = "message_changed"


class SentAlong(NamedTuple):
    """The pictures and files of a message."""

    photos: tuple[Photo, ...] = ()
    files: tuple[File, ...] = ()

    def columns(self) -> dict[str, str]:
        """As they stand in a message's row."""
        return {
            "photos": msgspec.json.encode(self.photos).decode() if self.photos else "[]",
            "files": msgspec.json.encode(self.files).decode() if self.files else "[]",
        }


def send_message(tx: Tx, viewer: Viewer, ask: NewMessage) -> Message:
    """Writes in a thread (spec 5.1)."""
    thread = _writable(tx, viewer, ask.thread_id)
    body = _tidy(ask)
    message = _write(tx, viewer, thread, body, ask.lang)
    if ask.photos or ask.files:
        sent_along = _attach(tx, viewer, ask, thread.topic, f"message:{message.id}")
        message = _with(tx, message, sent_along)
    _look_over(tx, viewer, message.text.id, body, message.side, message.id, ask.lang)
    _tell_sent(tx, viewer, thread, message)
    return message


def send_to_class(tx: Tx, viewer: Viewer, ask: NewClassMessage) -> int:
    """Writes the same to every family of a class, each in their own thread; returns to how many (spec 5.1)."""
    if not rules.may_write_to_class(viewer, ask.class_id):
        raise Refused(rules.NOT_COVERING) if ask.class_id in viewer.teams else not_found()
    body = _tidy(ask)
    found = class_threads(tx, viewer, ask.class_id, reached_in(tx.conn, ask.class_id, tx.now))
    if not found:
        raise Refused("nobody_to_write_to", 409)
    # In the order of their ids, as everybody takes them, so that nobody waits for whoever waits for them.
    into = [thread for id_ in sorted(found.values()) if (thread := thread_row(tx.conn, id_, locked=True))]
    row = {"class_id": ask.class_id, "author_id": viewer.person_id, "at": tx.now}
    broadcast_id = int(tx.conn.execute(broadcasts.insert().returning(broadcasts.c.id), row).scalar_one())
    used_by, sent_along = f"broadcast:{broadcast_id}", SentAlong()
    if ask.photos or ask.files:
        sent_along = _attach(tx, viewer, ask, into[0].topic, used_by)
        share(tx, used_by, [thread.topic for thread in into[1:]])
    sent = [
        (thread, _write(tx, viewer, thread, body, ask.lang, broadcast_id=broadcast_id, sent_along=sent_along))
        for thread in into
    ]
    first = sent[0][1]
    _look_over(tx, viewer, first.text.id, body, first.side, first.id, ask.lang)
    for thread, message in sent:
        _tell_sent(tx, viewer, thread, message)
    return len(sent)


def edit_message(tx: Tx, viewer: Viewer, ask: EditMessage) -> None:
    """Gives a message new words, in every thread that it went to; the earlier ones stay on record (spec 5.4)."""
    message = _mine(tx, viewer, ask.message_id)
    if message.state == MessageState.REMOVED:
        raise Refused("message_removed", 409)
    body = tidy(ask.body, photos=message.photos != "[]" or message.files != "[]")
    before = tx.conn.execute(sa.select(texts.c.body).where(texts.c.id == message.text_id)).scalar_one()
    if before == body:
        return
    if not (copies := _copies(tx, message)):
        return
    _keep_on_record(tx, viewer, copies, "edited")
    for copy in copies:
        kept = keep_text(tx, topic=copy.topic, body=body, lang=viewer.lang, author_id=viewer.person_id)
        change = messages.update().where(messages.c.id == copy.id)
        tx.conn.execute(change.values(text_id=kept.id, edited_at=tx.now))
        if copy.id == message.id:
            _look_over(tx, viewer, kept.id, body, message.side, copy.id, kept.lang)
    _tell_changed(tx, viewer, copies, "edit")


def remove_message(tx: Tx, viewer: Viewer, message_id: int) -> None:
    """Takes a message back, from every thread that it went to; its words stay on record (spec 5.4)."""
    message = _mine(tx, viewer, message_id)
    if message.state == MessageState.REMOVED:
        return
    if not (copies := _copies(tx, message)):
        return
    _keep_on_record(tx, viewer, copies, "removed")
    ids = [copy.id for copy in copies]
    tx.conn.execute(messages.update().where(messages.c.id.in_(ids)).values(state=MessageState.REMOVED))
    used_by = f"broadcast:{message.broadcast_id}" if message.broadcast_id else f"message:{message_id}"
    unshare(tx, used_by)
    for move in (retopic, retopic_files):
        move(tx, used_by, rules.on_record(message.topic))
    for copy in copies:
        if copy.id == copy.waiting_id:
            _waits_for_the_next(tx, copy)
    _tell_changed(tx, viewer, copies, "remove")


def _tidy(ask: NewMessage | NewClassMessage) -> str:
    return tidy(ask.body, photos=len(ask.photos) + len(ask.files))


def _attach(tx: Tx, viewer: Viewer, ask: NewMessage | NewClassMessage, topic: str, used_by: str) -> SentAlong:
    return SentAlong(
        photos=attach(tx, viewer, ask.photos, topic, used_by) if ask.photos else (),
        files=attach_files(tx, viewer, ask.files, topic, used_by),
    )


def _writable(tx: Tx, viewer: Viewer, thread_id: int) -> ThreadRow:
    thread = readable(tx.conn, viewer, thread_id, locked=True)
    if reason := rules.why_not(viewer, thread.standing):
        raise Refused(reason)
    return thread


def _write(
    tx: Tx,
    viewer: Viewer,
    thread: ThreadRow,
    body: str,
    lang: str | None,
    *,
    broadcast_id: int | None = None,
    sent_along: SentAlong = SentAlong(),  # noqa: B008 - it never changes
) -> Message:
    side = rules.side_of(viewer, thread.topic) or "family"
    role = rules.role_in(viewer, side, thread.pupil_class)
    covers_id = viewer.covers.get(thread.pupil_class) if role is Role.TA else None
    text = _keep_words(tx, viewer, thread, body, lang)
    row = {
        "thread_id": thread.id,
        "author_id": viewer.person_id,
        "author_role": role.value,
        "side": side,
        "covers_id": covers_id,
        "at": tx.now,
        "text_id": text.id,
        **sent_along.columns(),
        "broadcast_id": broadcast_id,
    }
    message_id = add_message(tx, row)
    move_on(tx, thread, message_id, side, answers=broadcast_id is None)
    return Message(
        id=message_id,
        thread_id=thread.id,
        author=Person(id=viewer.person_id, name=viewer.name, role=role),
        side=side,
        at=tx.now,
        text=as_written(text.id, body, text.lang, viewer.lang),
        photos=sent_along.photos,
        files=sent_along.files,
        to_class=broadcast_id is not None,
        covers=_covered(tx, covers_id),
    )


def _keep_words(tx: Tx, viewer: Viewer, thread: ThreadRow, body: str, lang: str | None) -> Kept:
    """``lang``: what the writer said that it is in, if they said so."""
    return keep_text(
        tx,
        topic=thread.topic,
        body=body,
        lang=lang or viewer.lang,
        author_id=viewer.person_id,
        chosen=lang is not None,
    )


def _look_over(
    tx: Tx, viewer: Viewer, text_id: int, body: str, side: Side, message_id: int, lang: str | None
) -> None:
    """Of what went to a whole class, one copy is enough."""
    look_over(
        tx,
        text_id=text_id,
        body=body,
        lang=lang or viewer.lang,
        author_id=viewer.person_id,
        side=side,
        about=f"message:{message_id}",
    )


def _covered(tx: Tx, teacher_id: int | None) -> Person | None:
    if teacher_id is None:
        return None
    return Person(id=teacher_id, name=names_of(tx.conn, [teacher_id])[teacher_id], role=Role.TEACHER)


def _with(tx: Tx, message: Message, sent_along: SentAlong) -> Message:
    tx.conn.execute(messages.update().where(messages.c.id == message.id).values(sent_along.columns()))
    return msgspec.structs.replace(message, photos=sent_along.photos, files=sent_along.files)


def _tell_sent(tx: Tx, viewer: Viewer, thread: ThreadRow, message: Message) -> None:
    audit.record(
        tx,
        viewer.person_id,
        "messages:message:send",
        f"message:{message.id}",
        thread=thread.id,
        side=message.side,
    )
    if thread.last_id is None:
        tell(tx, thread.topic, "thread_opened", {"thread_id": thread.id})
    tell(tx, thread.topic, "message_sent", {"message_id": message.id})
    notify(tx, NoticeKind.MESSAGE, thread.topic, {"message_id": message.id}, author_id=viewer.person_id)


def _tell_changed(tx: Tx, viewer: Viewer, copies: Sequence[Any], what: str) -> None:
    for copy in copies:
        audit.record(
            tx, viewer.person_id, f"messages:message:{what}", f"message:{copy.id}", thread=copy.thread_id
        )
        tell(tx, copy.topic, CHANGED, {"message_id": copy.id})


def _mine(tx: Tx, viewer: Viewer, message_id: int) -> Any:
    """A message that this person may change, in a thread where they still may write."""
    where = sa.select(messages.c.thread_id, messages.c.broadcast_id).where(messages.c.id == message_id)
    found = tx.conn.execute(where).first()
    if found is None:
        raise not_found()
    # What went to a whole class holds all its threads, in the order of their ids: not this one before the others.
    thread = readable(tx.conn, viewer, found.thread_id, locked=found.broadcast_id is None)
    message = tx.conn.execute(_with_threads().where(messages.c.id == message_id)).one()
    if not rules.may_change(viewer, message.author_id):
        raise Refused("not_allowed")
    if reason := rules.why_not(viewer, thread.standing):
        raise Refused(reason)
    return message


def _copies(tx: Tx, message: Any) -> Sequence[Any]:
    """The message in every thread that it went to; none if it was removed meanwhile."""
    if message.broadcast_id is None:
        return [message]
    same = sa.and_(messages.c.broadcast_id == message.broadcast_id, messages.c.state == MessageState.SENT)
    # The messages too: PostgreSQL looks anew only at rows that it holds, once somebody else let go of them.
    held = _with_threads().where(same).order_by(messages.c.id).with_for_update(of=(threads, messages))
    return tx.conn.execute(held).all()


def _with_threads() -> "sa.Select[Any]":
    return sa.select(messages, threads.c.topic, threads.c.waiting_id).join(
        threads, threads.c.id == messages.c.thread_id
    )


def _keep_on_record(tx: Tx, viewer: Viewer, copies: Sequence[Any], what: str) -> None:
    """Keeps the words until now, and tells them to nobody any more."""
    row = {"what": what, "at": tx.now, "person_id": viewer.person_id}
    tx.conn.execute(
        message_revisions.insert(),
        [{**row, "message_id": copy.id, "text_id": copy.text_id} for copy in copies],
    )
    for copy in copies:
        take_back(tx, [copy.text_id], rules.on_record(copy.topic))


def _waits_for_the_next(tx: Tx, copy: Any) -> None:
    """Without the message that waited, the family's next one since the last answer waits, if there is one."""
    answered = sa.select(sa.func.coalesce(sa.func.max(messages.c.id), 0)).where(
        messages.c.thread_id == copy.thread_id,
        messages.c.side == "staff",
        messages.c.broadcast_id.is_(None),
        messages.c.state == MessageState.SENT,
    )
    following = tx.conn.execute(
        sa.select(messages.c.id, messages.c.at)
        .where(
            messages.c.thread_id == copy.thread_id,
            messages.c.side == "family",
            messages.c.state == MessageState.SENT,
            messages.c.id > answered.scalar_subquery(),
        )
        .order_by(messages.c.id)
        .limit(1)
    ).first()
    waiting = {"waiting_id": following.id, "waiting_since": following.at} if following else {}
    change = {"waiting_id": None, "waiting_since": None} | waiting
    tx.conn.execute(threads.update().where(threads.c.id == copy.thread_id).values(change))
