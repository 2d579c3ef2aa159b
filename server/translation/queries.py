"""Texts as one reader sees them."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa

from server.translation.masks import LETTER
from server.translation.tables import texts, translations
from wire.base import Text, TextState

SHOWN: Final = (TextState.DONE, TextState.CHECKED)
"""The states in which a reader sees a translation."""
MOST_AT_ONCE: Final = 500
"""Texts in one statement."""


def text_of(
    *,
    id: int,  # noqa: A002 - it is what the field of Text is called
    body: str,
    lang: str,
    state: str | None,
    shown: str | None,
    engine: str | None,
    reader: str,
) -> Text:
    """The text of a row: ``state``, ``shown``, ``engine`` from the reader's translation, all ``None`` without one.

    Without one it is ``pending`` if the reader needs it: whoever shows it says ``actions.want``.
    """
    if lang == reader or state == TextState.SAME or not LETTER.search(body):
        return Text(id=id, body=body, lang=lang, state=TextState.SAME)
    now = TextState(state) if state else TextState.PENDING
    if now in SHOWN:
        return Text(id=id, body=body, lang=lang, state=now, shown=shown, engine=engine)
    return Text(id=id, body=body, lang=lang, state=now)


def as_written(text_id: int, body: str, lang: str, reader: str) -> Text:
    """A text of just now, which nobody can have translated yet."""
    return text_of(id=text_id, body=body, lang=lang, state=None, shown=None, engine=None, reader=reader)


def needs_translation(body: str, lang: str, reader: str) -> bool:
    """Whether a reader of ``reader`` cannot read ``body``, which is in ``lang``, as it is."""
    return lang != reader and LETTER.search(body) is not None


def text_in(conn: sa.Connection, text_id: int, lang: str, *, topic: str) -> Text | None:
    """A text of ``topic`` as readers of ``lang`` see it. Not for answering a person: it asks for no rights."""
    row: Any = conn.execute(
        sa.select(texts, translations.c.state, translations.c.body.label("shown"), translations.c.engine)
        .outerjoin(translations, sa.and_(translations.c.text_id == texts.c.id, translations.c.lang == lang))
        .where(texts.c.id == text_id, texts.c.topic == topic)
    ).first()
    if row is None:
        return None
    return text_of(
        id=row.id,
        body=row.body,
        lang=row.lang,
        state=row.state,
        shown=row.shown,
        engine=row.engine,
        reader=lang,
    )


def texts_in(conn: sa.Connection, ids: Sequence[int], lang: str) -> tuple[dict[int, Text], list[int]]:
    """Texts by id as readers of ``lang`` see them, and those that nobody has begun to translate for them.

    Not for answering a person: it asks for no rights.
    """
    found: dict[int, Text] = {}
    missing: list[int] = []
    for start in range(0, len(ids), MOST_AT_ONCE):
        some = ids[start : start + MOST_AT_ONCE]
        rows: Any = conn.execute(_read_by(lang).where(texts.c.id.in_(some)))
        for row in rows:
            found[row.id] = text_of(
                id=row.id, body=row.body, lang=row.lang, state=row.state, shown=row.shown, engine=row.engine,
                reader=lang,
            )  # fmt: skip
            if row.state is None and found[row.id].state != TextState.SAME:
                missing.append(row.id)
    return found, missing


def _read_by(lang: str) -> "sa.Select[Any]":
    return sa.select(
        texts.c.id, texts.c.body, texts.c.lang,
        translations.c.state, translations.c.body.label("shown"), translations.c.engine,
    ).outerjoin(
        translations, sa.and_(translations.c.text_id == texts.c.id, translations.c.lang == lang)
    )  # fmt: skip
