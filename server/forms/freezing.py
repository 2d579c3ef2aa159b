"""The words of a form in other languages: a person checks them beside the original, and freezes them (spec 7.4)."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core import audit
from server.core.db import Tx
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.forms import rules
from server.forms.answering import locked
from server.forms.bodies import Body
from server.forms.careful import loses_not, lost
from server.forms.queries import body_in, words_in
from server.forms.tables import form_checks, form_freezes
from server.translation.build import class_names, full_names
from server.translation.keeping import hold, hold_wording
from server.translation.masks import Masks
from server.translation.queries import SHOWN, needs_translation
from server.translation.tables import texts, translations
from wire.base import TextState
from wire.forms import CheckWording, FreezeWording
from wire.languages import LANGUAGES


def check_wording(tx: Tx, viewer: Viewer, ask: CheckWording) -> None:
    """A person says how a text reads in a language. Figures and names must all be there, and what says *not*."""
    _, body = _changeable(tx, viewer, ask.form_id, ask.lang)
    if ask.text_id not in body.text_ids():
        raise not_found()
    if _frozen(tx, ask.form_id, ask.lang):
        raise Refused("form_frozen", 409)
    text = tx.conn.execute(sa.select(texts).where(texts.c.id == ask.text_id)).one()
    if not needs_translation(text.body, text.lang, ask.lang):
        raise Refused("malformed", 422, where="lang")
    wording = tidy(ask.wording, photos=0)
    _check(tx, text, wording, ask.lang)
    hold_wording(tx, text.id, ask.lang, wording)
    row = {"text_id": text.id, "lang": ask.lang, "by": viewer.person_id, "at": tx.now}
    _upsert(tx, form_checks, row, ["text_id", "lang"])
    audit.record(
        tx, viewer.person_id, "forms:wording:check", f"form:{ask.form_id}", text=text.id, lang=ask.lang
    )


def freeze_wording(tx: Tx, viewer: Viewer, ask: FreezeWording) -> None:
    """From now on the words of a form stay as they are in a language, or may change again."""
    _, body = _changeable(tx, viewer, ask.form_id, ask.lang)
    if ask.on:
        _freeze(tx, viewer, ask, body)
    elif _frozen(tx, ask.form_id, ask.lang):
        _thaw(tx, ask, body)
    else:
        return
    what = "freeze" if ask.on else "thaw"
    audit.record(tx, viewer.person_id, f"forms:wording:{what}", f"form:{ask.form_id}", lang=ask.lang)


def end_stale_freezes(tx: Tx, form_id: int, body: Body) -> None:
    """A new version with words that nobody froze in a language is frozen there no more."""
    frozen = sa.select(form_freezes.c.lang).where(form_freezes.c.form_id == form_id)
    for lang in tx.conn.execute(frozen).scalars().all():
        if _unworded(tx, body, lang, held=True):
            tx.conn.execute(_freeze_of(form_id, lang))


def _freeze_of(form_id: int, lang: str) -> sa.Delete:
    return form_freezes.delete().where(form_freezes.c.form_id == form_id, form_freezes.c.lang == lang)


def _changeable(tx: Tx, viewer: Viewer, form_id: int, lang: str) -> tuple[Any, Body]:
    row = locked(tx, form_id)
    if not rules.may_make(viewer):
        raise not_found()
    if lang not in LANGUAGES:
        raise Refused("malformed", 422, where="lang")
    return row, body_in(tx.conn, row, 0)


def _check(tx: Tx, text: Any, wording: str, lang: str) -> None:
    masks = Masks(full_names(tx.conn), class_names(tx.conn))
    if missing := lost(text.body, text.lang, wording, masks):
        raise Refused("wording_lost", 422, missing=", ".join(missing))
    if loses_not(text.body, text.lang, wording, lang):
        raise Refused("wording_without_not", 422)


def _freeze(tx: Tx, viewer: Viewer, ask: FreezeWording, body: Body) -> None:
    for field in _unworded(tx, body, ask.lang):
        raise Refused("wording_missing", 422, field=field)
    hold(tx, body.text_ids(), ask.lang, on=True)
    row = {"form_id": ask.form_id, "lang": ask.lang, "by": viewer.person_id, "at": tx.now}
    _upsert(tx, form_freezes, row, ["form_id", "lang"])


def _thaw(tx: Tx, ask: FreezeWording, body: Body) -> None:
    """What a person worded stays theirs."""
    tx.conn.execute(_freeze_of(ask.form_id, ask.lang))
    by_person = set(
        tx.conn.execute(
            sa.select(form_checks.c.text_id).where(
                form_checks.c.text_id.in_(body.text_ids()), form_checks.c.lang == ask.lang
            )
        ).scalars()
    )
    hold(tx, [one for one in body.text_ids() if one not in by_person], ask.lang, on=False)


def _frozen(tx: Tx, form_id: int, lang: str) -> bool:
    found = sa.select(form_freezes.c.at).where(form_freezes.c.form_id == form_id, form_freezes.c.lang == lang)
    return tx.conn.execute(found).first() is not None


def _unworded(tx: Tx, body: Body, lang: str, *, held: bool = False) -> list[str]:
    """The fields with a text that is not shown in a language yet; with ``held``, that is not held there."""
    words = words_in(tx.conn, body.text_ids(), lang)
    if held:
        query = sa.select(translations.c.text_id).where(
            translations.c.text_id.in_(body.text_ids()), translations.c.lang == lang, translations.c.held
        )
        good = set(tx.conn.execute(query).scalars())
    else:
        good = {text.id for text in words.texts.values() if text.state in SHOWN}
    good |= {text.id for text in words.texts.values() if text.state is TextState.SAME}
    return [key for key, text_id in body.words() if text_id not in good]


def _upsert(tx: Tx, table: sa.Table, row: dict[str, Any], key: list[str]) -> None:
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(table).values(**row)
    change = {name: value for name, value in row.items() if name not in key}
    tx.conn.execute(insert.on_conflict_do_update(index_elements=key, set_=change))
