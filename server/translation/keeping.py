"""Puts a translation in its place: what was seen before stays on record, and its readers are told."""

from collections.abc import Sequence
from typing import Final, NamedTuple

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Tx
from server.core.feed import tell
from server.core.hot import Hot
from server.translation.queries import SHOWN
from server.translation.tables import earlier_translations, texts, translations
from wire.base import TextState
from wire.labels import BY_A_PERSON

_IS_IT: Final = sa.and_(
    translations.c.text_id == sa.bindparam("of_text", type_=sa.BigInteger),
    translations.c.lang == sa.bindparam("in_lang", type_=sa.Text),
)


class Now(NamedTuple):
    """What readers of a language have of a text."""

    state: str
    body: str | None
    engine: str | None


class Kept(NamedTuple):
    """A translation as it is kept."""

    now: Now
    at: int
    held: bool
    topic: str


def set_translation(tx: Tx, text_id: int, lang: str, now: Now) -> None:
    """Changes a translation and tells its readers, unless it already is so or is held."""
    old = _kept(tx, text_id, lang)
    if old is not None and not old.held:
        _change(tx, text_id, lang, old, now)


def hold_wording(tx: Tx, text_id: int, lang: str, wording: str) -> None:
    """A person says how a whole text reads in a language; only a person changes it from now on."""
    row = {"text_id": text_id, "lang": lang, "state": TextState.PENDING.value, "at": tx.now}
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    tx.conn.execute(dialect.insert(translations).values(**row).on_conflict_do_nothing())
    if (old := _kept(tx, text_id, lang)) is not None:
        _change(tx, text_id, lang, old, Now(TextState.CHECKED, wording, BY_A_PERSON))
    hold(tx, [text_id], lang, on=True)


def hold(tx: Tx, text_ids: Sequence[int], lang: str, *, on: bool) -> None:
    """From now on these translations stay as they are, or may change again."""
    these = sa.and_(translations.c.text_id.in_(text_ids), translations.c.lang == lang)
    tx.conn.execute(translations.update().where(these).values(held=on))


_KEPT: Final = Hot(
    sa.select(
        translations.c.state,
        translations.c.body,
        translations.c.engine,
        translations.c.at,
        translations.c.held,
        texts.c.topic,
    )
    .join(texts, texts.c.id == translations.c.text_id)
    .where(_IS_IT)
    .with_for_update(of=translations)
)
_CHANGE: Final = Hot(
    translations.update()
    .where(_IS_IT)
    .values({name: sa.bindparam(name, type_=translations.c[name].type) for name in (*Now._fields, "at")})
)


def _kept(tx: Tx, text_id: int, lang: str) -> Kept | None:
    rows = _KEPT.run(tx.conn, {"of_text": text_id, "in_lang": lang})
    return next((Kept(Now(*row[:3]), *row[3:]) for row in rows), None)


def _change(tx: Tx, text_id: int, lang: str, old: Kept, now: Now) -> None:
    if old.now == now:
        return
    if old.now.state in SHOWN:
        seen = {"text_id": text_id, "lang": lang, **old.now._asdict(), "at": old.at, "until": tx.now}
        tx.conn.execute(earlier_translations.insert(), seen)
    # As plain words: the driver is given the values as they are.
    fields = now._replace(state=str(now.state))._asdict()
    _CHANGE.run(tx.conn, {"of_text": text_id, "in_lang": lang, **fields, "at": tx.now})
    tell(tx, old.topic, "text_translated", {"text_id": text_id, "topic": old.topic}, lang=lang)
