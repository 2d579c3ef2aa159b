"""Writing a form, or the next version of one: kept with each change, told to nobody before it is sent (spec 7.1)."""

from typing import Any

import msgspec
import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.forms import rules
from server.forms.answering import locked
from server.forms.bodies import Body, Keep, as_body, kept
from server.forms.queries import body_in
from server.forms.seeing import is_private
from server.forms.tables import forms
from server.translation.actions import write_text
from server.translation.tables import texts
from wire.base import Role
from wire.forms import FormDraft, FormKind, FormState, SaveDraft

DRAFTS = "role:office"
"""For whom the words of a draft are."""


def post_form(tx: Tx, viewer: Viewer, draft: FormDraft) -> int:
    """Begins a form; returns its id."""
    if not rules.may_make(viewer):
        raise Refused("not_allowed")
    private = is_private(draft.kind, draft.private)
    body = as_body(
        draft, _keeper(tx, viewer, {}, _lang(viewer, draft)), private=private, lang=_lang(viewer, draft)
    )
    values = {
        "kind": draft.kind.value,
        "state": FormState.DRAFT.value,
        "version": 0,
        "author_id": viewer.person_id,
        "author_role": (Role.OFFICE if Role.OFFICE in viewer.roles else Role.SMT).value,
        "at": tx.now,
        "revision": 1,
        **columns(body),
        **_draft_columns(draft, body),
    }
    form_id = int(tx.conn.execute(forms.insert().values(**values).returning(forms.c.id)).scalar_one())
    audit.record(tx, viewer.person_id, "forms:form:begin", f"form:{form_id}", kind=draft.kind.value)
    return form_id


def save_draft(tx: Tx, viewer: Viewer, ask: SaveDraft) -> None:
    """Keeps what the next version says. Words that did not change keep their text, and so their checks."""
    row = drafted(tx, viewer, ask.form_id, ask.revision)
    before = {**_texts(tx, body_in(tx.conn, row, 0)), **_sent_texts(tx, row)}
    draft, lang = ask.draft, _lang(viewer, ask.draft)
    private = is_private(draft.kind, draft.private)
    if row.version:
        # Whose the answers are was said when it was sent first: what was told then stays true.
        draft = msgspec.structs.replace(
            draft, kind=FormKind(row.kind), private=row.private, repeats=row.repeats
        )
        private = row.private
    body = as_body(draft, _keeper(tx, viewer, before, lang), private=private, lang=lang)
    values = _draft_columns(draft, body)
    if not row.version:
        values |= {"kind": draft.kind.value, **columns(body)}
    tx.conn.execute(forms.update().where(forms.c.id == row.id).values(revision=row.revision + 1, **values))
    audit.record(tx, viewer.person_id, "forms:draft:save", f"form:{row.id}", revision=row.revision + 1)


def drafted(tx: Tx, viewer: Viewer, form_id: int, revision: int) -> Any:
    """A form whose next version this person writes. Raises ``draft_changed`` if somebody saved another since."""
    row = locked(tx, form_id)
    if not rules.may_make(viewer):
        raise not_found()
    if row.revision != revision:
        raise Refused("draft_changed", 409, revision=row.revision)
    return row


def columns(body: Body) -> dict[str, object]:
    """What of a version stands in the columns of its form."""
    return {
        "private": body.private,
        "per": body.per.value,
        "yearly": body.yearly,
        "repeats": body.repeats,
        "title_id": body.title,
    }


def _draft_columns(draft: FormDraft, body: Body) -> dict[str, object]:
    return {"draft": msgspec.json.encode(draft).decode(), "draft_words": kept(body)}


def _lang(viewer: Viewer, draft: FormDraft) -> str:
    return draft.lang or viewer.lang


def _keeper(tx: Tx, viewer: Viewer, known: dict[tuple[str, str], int], lang: str) -> Keep:
    def keep(words: str) -> int:
        body = tidy(words, photos=1)
        if (lang, body) not in known:
            known[lang, body] = write_text(
                tx, topic=DRAFTS, body=body, lang=lang, author_id=viewer.person_id, chosen=True
            )
        return known[lang, body]

    return keep


def _texts(tx: Tx, body: Body) -> dict[tuple[str, str], int]:
    rows = tx.conn.execute(
        sa.select(texts.c.lang, texts.c.body, texts.c.id).where(texts.c.id.in_(body.text_ids()))
    )
    return {(row.lang, row.body): row.id for row in rows}


def _sent_texts(tx: Tx, row: Any) -> dict[tuple[str, str], int]:
    return _texts(tx, body_in(tx.conn, row)) if row.version else {}
