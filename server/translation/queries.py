"""Texts as one reader sees them."""

from typing import Any, Final

import sqlalchemy as sa

from server.translation.masks import LETTER
from server.translation.tables import texts, translations
from wire.base import Text, TextState

SHOWN: Final = (TextState.DONE, TextState.CHECKED)
"""The states in which a reader sees a translation."""


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
