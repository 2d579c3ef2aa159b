"""What was on the screen of who signed: every word as it was shown, kept once for all who saw the same (spec 7.3)."""

import hashlib
from typing import NamedTuple

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Tx
from server.forms.tables import form_renderings
from wire.base import Id, Model, Text, TextState
from wire.forms import Field, Form


class Rendering(Model):
    """The words of a form in one version and language. ``careful``: beside these stood the original."""

    version: int
    lang: str
    title: Text
    intro: Text | None
    fields: tuple[Field, ...]
    checked: bool
    careful: tuple[Id, ...]


class Rendered(NamedTuple):
    """A rendering as it is kept, and what stands for it."""

    body: str
    seen: str


def rendered(form: Form, lang: str) -> Rendered:
    """What a form looks like to readers of ``lang``: equal words have an equal ``seen``."""
    shown = Rendering(
        version=form.version,
        lang=lang,
        title=_settled(form.title),
        intro=form.intro and _settled(form.intro),
        fields=tuple(_settled_field(field) for field in form.fields),
        checked=form.checked,
        careful=tuple(sorted(form.careful)),
    )
    body = msgspec.json.encode(shown)
    return Rendered(body.decode(), hashlib.sha256(body).hexdigest())


def keep_rendering(tx: Tx, form: Form, lang: str) -> int:
    """Keeps what a form looks like to readers of ``lang`` now; returns the id of the one row for it."""
    body, seen = rendered(form, lang)
    row = {"form_id": form.id, "version": form.version, "lang": lang, "seen": seen}
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    insert = dialect.insert(form_renderings).values(**row, body=body, checked=form.checked)
    tx.conn.execute(insert.on_conflict_do_nothing())
    return int(tx.conn.execute(sa.select(form_renderings.c.id).filter_by(**row)).scalar_one())


def _settled(text: Text) -> Text:
    """While a text is being translated the screen shows the original, as it does when there is no translation."""
    return replace(text, state=TextState.NONE) if text.state is TextState.PENDING else text


def _settled_field(field: Field) -> Field:
    return replace(
        field,
        label=_settled(field.label),
        help=field.help and _settled(field.help),
        options=tuple(replace(option, label=_settled(option.label)) for option in field.options),
    )
