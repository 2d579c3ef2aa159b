"""How the words of a form stand in a language, beside the original (spec 7.4)."""

from typing import Any

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.asking import asked_pupils, signers_of
from server.forms.bodies import Body
from server.forms.careful import says_much
from server.forms.queries import body_in, row_of, words_in
from server.forms.tables import form_checks, form_freezes
from server.school.rules import SCHOOL
from server.translation.queries import needs_translation
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text, TextState
from wire.forms import FormWording, Wording
from wire.languages import LANGUAGES


def wording_of(
    conn: sa.Connection, viewer: Viewer, form_id: int, lang: str, now: int
) -> tuple[FormWording, tuple[int, ...]]:
    """All texts in one language, and those that nobody has begun to translate into it."""
    row = row_of(conn, form_id)
    if not rules.may_make(viewer):
        raise not_found()
    if lang not in LANGUAGES:
        raise Refused("malformed", 422, where="lang")
    body = body_in(conn, row, 0)
    words, checks = words_in(conn, body.text_ids(), lang), _checks(conn, body, lang)
    first = {text_id: key for key, text_id in reversed(body.words())}
    frozen = _freeze(conn, form_id, lang)
    found = FormWording(
        form_id=form_id,
        lang=lang,
        wordings=tuple(
            _wording(first[text_id], words.texts[text_id], checks.get(text_id))
            for text_id in body.text_ids()
            if words.texts[text_id].body
        ),
        frozen_by=_person(frozen) if frozen else None,
        frozen_at=frozen.at if frozen else None,
        languages=_languages(conn, body, row.topic or SCHOOL, now),
    )
    return found, words.missing


def one_wording(conn: sa.Connection, form_id: int, text_id: int, lang: str) -> Wording:
    """One text in one language. It asks for no rights."""
    body = body_in(conn, row_of(conn, form_id), 0)
    field = next((key for key, one in body.words() if one == text_id), None)
    if field is None:
        raise not_found()
    text = words_in(conn, [text_id], lang).texts[text_id]
    return _wording(field, text, _checks(conn, body, lang).get(text_id))


def _wording(field: str, text: Text, check: Any) -> Wording:
    return Wording(
        field=field,
        text=text,
        careful=text.state is not TextState.SAME and says_much(text.body, text.lang),
        checked_by=_person(check) if check else None,
        checked_at=check.at if check else None,
    )


def _checks(conn: sa.Connection, body: Body, lang: str) -> dict[int, Any]:
    query = sa.select(form_checks.c.text_id, form_checks.c.at, people.c.id, people.c.name).join(
        people, people.c.id == form_checks.c.by
    )
    mine = query.where(form_checks.c.text_id.in_(body.text_ids()), form_checks.c.lang == lang)
    return {row.text_id: row for row in conn.execute(mine)}


def _freeze(conn: sa.Connection, form_id: int, lang: str) -> Any:
    query = sa.select(form_freezes.c.at, people.c.id, people.c.name).join(
        people, people.c.id == form_freezes.c.by
    )
    mine = query.where(form_freezes.c.form_id == form_id, form_freezes.c.lang == lang)
    return conn.execute(mine).first()


def _person(row: Any) -> Person:
    return Person(id=row.id, name=row.name, role=Role.OFFICE)


def _languages(conn: sa.Connection, body: Body, place: str, now: int) -> dict[str, int]:
    """What the adults read who are asked, and how many texts are checked in it, or need no translation."""
    asked = [one.id for one in asked_pupils(conn, place)]
    read = sorted({signer.lang for signer in signers_of(conn, asked, now)})
    said = conn.execute(
        sa.select(texts.c.id, texts.c.body, texts.c.lang).where(texts.c.id.in_(body.text_ids()))
    ).all()
    checked = {
        (row.text_id, row.lang)
        for row in conn.execute(
            sa.select(translations.c.text_id, translations.c.lang).where(
                translations.c.text_id.in_(body.text_ids()), translations.c.state == TextState.CHECKED.value
            )
        )
    }
    return {
        lang: sum(
            (text.id, lang) in checked or not needs_translation(text.body, text.lang, lang) for text in said
        )
        for lang in read
    }
