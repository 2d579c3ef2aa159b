"""Keeping what people write, and asking for its translation, in the commit that caused it."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Tx
from server.core.hot import Hot
from server.core.jobs import enqueue
from server.core.refused import Refused
from server.school.queries import languages_of
from server.translation.detect import language_of
from server.translation.queries import needs_translation
from server.translation.tables import texts, translations
from wire.base import TextState
from wire.languages import LANGUAGES

TRANSLATE: Final = "translate"
_HOME: Final = "en"
_MOST_REOPENED: Final = 1_000


class Kept(NamedTuple):
    """A text that was kept, and its language."""

    id: int
    lang: str


def write_text(tx: Tx, *, topic: str, body: str, lang: str, author_id: int, chosen: bool = False) -> int:
    """Keeps a text and asks for it in every language that is read in its audience; returns its id.

    ``lang``: what the writer writes in as a rule, or, with ``chosen``, what they said that this text is in.
    Raises ``Refused("malformed")`` for a language that there is not.
    """
    return keep_text(tx, topic=topic, body=body, lang=lang, author_id=author_id, chosen=chosen).id


def keep_text(tx: Tx, *, topic: str, body: str, lang: str, author_id: int, chosen: bool = False) -> Kept:
    """The same, and says in which language the text was taken to be."""
    if lang not in LANGUAGES:
        raise Refused("malformed", 422, where="lang")
    read = languages_of(tx.conn, topic, tx.now)
    if not chosen:
        lang = language_of(body, lang, {*read, lang, _HOME})
    row = {"topic": topic, "body": body, "lang": lang, "author_id": author_id, "at": tx.now}
    text_id = int(_insert_text().run(tx.conn, row)[0][0])
    _ask_for(tx, text_id, [reader for reader in read if needs_translation(body, lang, reader)])
    return Kept(text_id, lang)


def move_text(tx: Tx, text_id: int, topic: str) -> None:
    """Gives a text another audience, and asks for the languages that this one reads."""
    row = tx.conn.execute(
        texts.update().where(texts.c.id == text_id).values(topic=topic).returning(texts.c.body, texts.c.lang)
    ).one()
    read = languages_of(tx.conn, topic, tx.now)
    _ask_for(tx, text_id, [reader for reader in read if needs_translation(row.body, row.lang, reader)])


def move_texts(tx: Tx, text_ids: Sequence[int], topic: str) -> None:
    """The same for many, as a form has."""
    moved = texts.update().where(texts.c.id.in_(text_ids)).values(topic=topic)
    rows = tx.conn.execute(moved.returning(texts.c.id, texts.c.body, texts.c.lang)).all()
    read = languages_of(tx.conn, topic, tx.now)
    for row in sorted(rows):
        _ask_for(tx, row.id, [reader for reader in read if needs_translation(row.body, row.lang, reader)])


def take_back(tx: Tx, text_ids: Sequence[int], topic: str) -> None:
    """Somebody took words back: nothing of them is told but to ``topic`` any more, and nothing more is translated."""
    tx.conn.execute(texts.update().where(texts.c.id.in_(text_ids)).values(topic=topic))
    untranslated = translations.c.state.in_((TextState.PENDING, TextState.NONE))
    tx.conn.execute(translations.delete().where(translations.c.text_id.in_(text_ids), untranslated))


def want(tx: Tx, text_ids: Iterable[int], lang: str) -> None:
    """Somebody who reads ``lang`` looks at these texts: asks for what nobody asked for yet."""
    rows = tx.conn.execute(sa.select(texts).where(texts.c.id.in_(list(text_ids)))).all()
    for row in rows:
        if needs_translation(row.body, row.lang, lang):
            _ask_for(tx, row.id, [lang])


def want_for_readers(tx: Tx, text_id: int) -> None:
    """Asks for a text in every language that is read in its audience by now: it may be older than its readers."""
    row = tx.conn.execute(sa.select(texts).where(texts.c.id == text_id)).one()
    read = languages_of(tx.conn, row.topic, tx.now)
    _ask_for(tx, text_id, [reader for reader in read if needs_translation(row.body, row.lang, reader)])


def reopen(tx: Tx, since: int) -> None:
    """After a start: tries again what was written after ``since`` (ms) and has no translation yet."""
    rows = tx.conn.execute(
        sa.select(translations.c.text_id, translations.c.lang)
        .join(texts, texts.c.id == translations.c.text_id)
        .where(translations.c.state.in_((TextState.PENDING, TextState.NONE)), texts.c.at >= since)
        .order_by(texts.c.id.desc())
        .limit(_MOST_REOPENED)
    ).all()
    for row in rows:
        enqueue(
            tx, TRANSLATE, {"text_id": row.text_id, "lang": row.lang}, key=f"reopen:{row.text_id}:{row.lang}"
        )


@lru_cache(maxsize=1)
def _insert_text() -> Hot:
    given = ("topic", "body", "lang", "author_id", "at")
    values = {name: sa.bindparam(name, type_=texts.c[name].type) for name in given}
    return Hot(texts.insert().values(values).returning(texts.c.id))


@lru_cache(maxsize=2)
def _insert_wanted(database: str) -> Hot:
    dialect = postgresql if database == "postgresql" else sqlite
    given = ("text_id", "lang", "state", "at")
    values = {name: sa.bindparam(name, type_=translations.c[name].type) for name in given}
    insert = dialect.insert(translations).values(values)
    return Hot(insert.on_conflict_do_nothing().returning(translations.c.lang))


def _ask_for(tx: Tx, text_id: int, langs: Iterable[str]) -> None:
    for lang in langs:
        row = {"text_id": text_id, "lang": lang, "state": TextState.PENDING.value, "at": tx.now}
        if _insert_wanted(tx.conn.dialect.name).run(tx.conn, row):
            enqueue(tx, TRANSLATE, {"text_id": text_id, "lang": lang})
