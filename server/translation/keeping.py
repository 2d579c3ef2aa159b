"""Puts a translation in its place: what was seen before stays on record, and its readers are told."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Tx
from server.core.feed import tell
from server.translation.queries import SHOWN
from server.translation.tables import earlier_translations, texts, translations
from wire.base import TextState
from wire.labels import BY_A_PERSON


def set_translation(tx: Tx, text_id: int, lang: str, **change: str | None) -> None:
    """Changes a translation and tells its readers, unless it already is so or is held."""
    old = _old(tx, text_id, lang)
    if old is not None and not old.held:
        _change(tx, old, change)


def hold_wording(tx: Tx, text_id: int, lang: str, wording: str) -> None:
    """A person says how a whole text reads in a language; only a person changes it from now on."""
    row = {"text_id": text_id, "lang": lang, "state": TextState.PENDING.value, "at": tx.now}
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    tx.conn.execute(dialect.insert(translations).values(**row).on_conflict_do_nothing())
    _change(
        tx,
        _old(tx, text_id, lang),
        {"state": TextState.CHECKED.value, "body": wording, "engine": BY_A_PERSON},
    )
    hold(tx, [text_id], lang, on=True)


def hold(tx: Tx, text_ids: Sequence[int], lang: str, *, on: bool) -> None:
    """From now on these translations stay as they are, or may change again."""
    these = sa.and_(translations.c.text_id.in_(text_ids), translations.c.lang == lang)
    tx.conn.execute(translations.update().where(these).values(held=on))


def _old(tx: Tx, text_id: int, lang: str) -> Any:
    is_it = sa.and_(translations.c.text_id == text_id, translations.c.lang == lang)
    asked = (
        sa.select(translations, texts.c.topic).join(texts, texts.c.id == translations.c.text_id).where(is_it)
    )
    return tx.conn.execute(asked.with_for_update(of=translations)).first()


def _change(tx: Tx, old: Any, change: dict[str, str | None]) -> None:
    if old is None or all(getattr(old, name) == value for name, value in change.items()):
        return
    if old.state in SHOWN:
        seen = {
            column: getattr(old, column) for column in ("text_id", "lang", "state", "body", "engine", "at")
        }
        tx.conn.execute(earlier_translations.insert(), {**seen, "until": tx.now})
    is_it = sa.and_(translations.c.text_id == old.text_id, translations.c.lang == old.lang)
    tx.conn.execute(translations.update().where(is_it).values(**change, at=tx.now))
    tell(tx, old.topic, "text_translated", {"text_id": old.text_id, "topic": old.topic}, lang=old.lang)
