"""Messages as one reader sees them: pages of a thread, and single ones."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.core.hot import Hot
from server.messages.tables import messages, threads
from server.translation.queries import needs_translation, text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text, TextState
from wire.media import File, Photo
from wire.messages import PAGE, Message, MessagePage, MessageState, Side

NEWEST = 2**62
_photos = msgspec.json.Decoder(tuple[Photo, ...])
_files = msgspec.json.Decoder(tuple[File, ...])
_covered = people.alias("covered")


class MessageRow(NamedTuple):
    """What a row of ``message_rows`` says."""

    id: int
    thread_id: int
    author_id: int
    author_role: str
    author_name: str
    side: Side
    covers_id: int | None
    covers_name: str | None
    at: int
    edited_at: int | None
    text_id: int
    body: str
    lang: str
    tr_state: str | None
    tr_body: str | None
    engine: str | None
    photos: str
    files: str
    state: str
    broadcast_id: int | None


def message_rows(lang: "sa.ColumnElement[str]", *more: "sa.ColumnElement[Any]") -> "sa.Select[Any]":
    """Messages with all that is shown of them to readers of ``lang``; columns as in ``MessageRow``, then ``more``."""
    elsewhere = {
        "author_name": people.c.name,
        "covers_name": _covered.c.name,
        "body": texts.c.body,
        "lang": texts.c.lang,
        "tr_state": translations.c.state,
        "tr_body": translations.c.body,
        "engine": translations.c.engine,
    }
    columns = [
        elsewhere[name].label(name) if name in elsewhere else messages.c[name] for name in MessageRow._fields
    ]
    return (
        sa.select(*columns, *more)
        .select_from(messages)
        .join(texts, texts.c.id == messages.c.text_id)
        .join(people, people.c.id == messages.c.author_id)
        .outerjoin(_covered, _covered.c.id == messages.c.covers_id)
        .outerjoin(
            translations, sa.and_(translations.c.text_id == messages.c.text_id, translations.c.lang == lang)
        )
    )


def message_of(row: MessageRow, reader: str) -> Message:
    """A message from its row; of a removed one nothing but that it was there (spec 5.4)."""
    is_removed = row.state == MessageState.REMOVED
    return Message(
        id=row.id,
        thread_id=row.thread_id,
        author=Person(id=row.author_id, name=row.author_name, role=Role(row.author_role)),
        side=row.side,
        at=row.at,
        text=_no_words(row) if is_removed else _text(row, reader),
        photos=() if is_removed else _photos.decode(row.photos),
        files=() if is_removed else _files.decode(row.files),
        edited_at=row.edited_at,
        state=MessageState(row.state),
        to_class=row.broadcast_id is not None,
        covers=_covers(row),
    )


def message_page(
    conn: sa.Connection, thread_id: int, before: int | None, reader: str
) -> tuple[MessagePage, list[int]]:
    """One page of a thread, and the ids of texts on it that nobody has begun to translate for this reader.

    It asks for no rights: whoever calls it knows that the reader may read the thread.
    """
    values = {"thread_id": thread_id, "before": before or NEWEST, "lang": reader, "limit": PAGE + 1}
    rows = [MessageRow._make(row) for row in _page().run(conn, values)]
    page = rows[:PAGE]
    return (
        MessagePage(
            messages=tuple([message_of(row, reader) for row in reversed(page)]),
            next=page[-1].id if len(rows) > PAGE else None,
        ),
        untranslated(page, reader),
    )


def message_in(conn: sa.Connection, message_id: int, reader: str) -> tuple[Message, int | None]:
    """A message as readers of a language see it, and since when its family waits. It asks for no rights."""
    (row,) = _by_id().run(conn, {"message_id": message_id, "lang": reader})
    return message_of(MessageRow._make(row[:-1]), reader), row[-1]


def last_messages(
    conn: sa.Connection, ids: Sequence[int], reader: str
) -> tuple[dict[int, Message], list[int]]:
    """These messages by their thread, and the ids of texts that nobody has begun to translate."""
    found = conn.execute(message_rows(sa.literal(reader)).where(messages.c.id.in_(ids)))
    rows = [MessageRow._make(row) for row in found]
    return {row.thread_id: message_of(row, reader) for row in rows}, untranslated(rows, reader)


def untranslated(rows: Iterable[MessageRow], reader: str) -> list[int]:
    """The texts in these rows that the reader needs and that have no translation yet."""
    return [
        row.text_id
        for row in rows
        if row.tr_state is None
        and row.state != MessageState.REMOVED
        and needs_translation(row.body, row.lang, reader)
    ]


def _text(row: MessageRow, reader: str) -> Text:
    return text_of(
        id=row.text_id,
        body=row.body,
        lang=row.lang,
        state=row.tr_state,
        shown=row.tr_body,
        engine=row.engine,
        reader=reader,
    )


def _no_words(row: MessageRow) -> Text:
    return Text(id=row.text_id, body="", lang=row.lang, state=TextState.SAME)


def _covers(row: MessageRow) -> Person | None:
    if row.covers_id is None:
        return None
    return Person(id=row.covers_id, name=row.covers_name or "", role=Role.TEACHER)


@lru_cache(maxsize=1)
def _page() -> Hot:
    rows = message_rows(sa.bindparam("lang", type_=sa.Text))
    return Hot(
        rows.where(
            messages.c.thread_id == sa.bindparam("thread_id", type_=sa.BigInteger),
            messages.c.id < sa.bindparam("before", type_=sa.BigInteger),
        )
        .order_by(messages.c.id.desc())
        .limit(sa.bindparam("limit", type_=sa.Integer))
    )


@lru_cache(maxsize=1)
def _by_id() -> Hot:
    rows = message_rows(sa.bindparam("lang", type_=sa.Text), threads.c.waiting_since)
    return Hot(
        rows.join(threads, threads.c.id == messages.c.thread_id).where(
            messages.c.id == sa.bindparam("message_id", type_=sa.BigInteger)
        )
    )
