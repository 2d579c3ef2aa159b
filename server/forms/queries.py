"""Forms as readers see them: their words in one language, and one form with all that belongs to it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.asking import audience_names
from server.forms.bodies import Body, KeptField, body_of
from server.forms.careful import is_careful
from server.forms.tables import form_versions, forms
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text, TextState
from wire.forms import DraftView, Field, Form, FormDraft, FormKind, FormState, Option

_draft = msgspec.json.Decoder(FormDraft)


@dataclass(frozen=True, slots=True)
class Words:
    """Texts as readers of one language see them, and those that nobody has begun to translate for them."""

    texts: Mapping[int, Text]
    missing: tuple[int, ...]


def words_in(conn: sa.Connection, text_ids: Collection[int], lang: str) -> Words:
    """These texts for readers of ``lang``. Not for answering a person: it asks for no rights."""
    here = sa.and_(translations.c.text_id == texts.c.id, translations.c.lang == lang)
    rows = conn.execute(
        sa.select(
            texts.c.id,
            texts.c.body,
            texts.c.lang,
            translations.c.state,
            translations.c.body.label("shown"),
            translations.c.engine,
        )
        .outerjoin(translations, here)
        .where(texts.c.id.in_(list(text_ids)))
    ).all()
    found: dict[int, Text] = {row.id: text_of(**row._asdict(), reader=lang) for row in rows}
    missing = [row.id for row in rows if row.state is None and found[row.id].state is not TextState.SAME]
    return Words(found, tuple(sorted(missing)))


def row_of(conn: sa.Connection, form_id: int) -> Any:
    """A form's row with its author's name. Raises ``not_found``. It asks for no rights."""
    query = sa.select(forms, people.c.name.label("author_name")).join(
        people, people.c.id == forms.c.author_id
    )
    row = conn.execute(query.where(forms.c.id == form_id)).first()
    if row is None:
        raise not_found()
    return row


def body_in(conn: sa.Connection, row: Any, version: int | None = None) -> Body:
    """What a form says: of what is out, of one version, or of the draft (``version`` 0) that comes next."""
    if version == 0 or row.version == 0:
        if row.draft_words is not None:
            return body_of(row.draft_words)
        version = row.version
    sent = sa.select(form_versions.c.body).where(
        form_versions.c.form_id == row.id, form_versions.c.version == (version or row.version)
    )
    found = conn.execute(sent).scalar()
    if found is None:
        raise not_found()
    return body_of(found)


def form_in(
    conn: sa.Connection, form_id: int, lang: str, version: int | None = None
) -> tuple[Form, tuple[int, ...]]:
    """A form for readers of ``lang``, and its texts that nobody has begun to translate. It asks for no rights.

    ``version``: another than what is out; 0 is what comes next.
    """
    row = row_of(conn, form_id)
    body = body_in(conn, row, version)
    words = words_in(conn, body.text_ids(), lang)
    shown = row.version if version is None else version or row.version + 1
    return as_form(row, body, words, shown, audience_of(conn, row.topic)), words.missing


def audience_of(conn: sa.Connection, place: str | None) -> str:
    """The name of the class or the child that a form is for."""
    return "" if place is None else audience_names(conn, [place]).get(place, "")


def as_form(row: Any, body: Body, words: Words, version: int, audience: str) -> Form:
    """One version of a form, as readers of the words' language see it."""
    said = words.texts
    mine = [said[text_id] for text_id in body.text_ids()]
    return Form(
        id=row.id,
        kind=FormKind(row.kind),
        title=said[body.title],
        intro=None if body.intro is None else said[body.intro],
        fields=tuple(_field(field, said) for field in body.fields),
        per=body.per,
        private=body.private,
        yearly=body.yearly,
        repeats=body.repeats,
        version=version,
        state=FormState(row.state),
        topic=row.topic,
        audience=audience,
        author=Person(id=row.author_id, name=row.author_name, role=Role(row.author_role)),
        at=row.at,
        deadline=row.deadline,
        checked=is_checked(mine),
        careful=frozenset(text.id for text in mine if is_careful(text)),
    )


def is_checked(said: Iterable[Text]) -> bool:
    """Whether a person wrote or checked every text as it is shown."""
    return all(text.state in (TextState.SAME, TextState.CHECKED) for text in said)


def draft_in(row: Any) -> FormDraft:
    """What comes next, as its author wrote it."""
    return _draft.decode(row.draft)


def draft_view(conn: sa.Connection, viewer: Viewer, form_id: int) -> DraftView:
    """What comes next, as its author wrote it. Raises ``not_found`` for who makes no forms."""
    row = row_of(conn, form_id)
    if not rules.may_make(viewer):
        raise not_found()
    return DraftView(
        form_id=row.id,
        draft=draft_in(row),
        revision=row.revision,
        version=row.version,
        state=FormState(row.state),
    )


def _field(field: KeptField, said: Mapping[int, Text]) -> Field:
    return Field(
        key=field.key,
        kind=field.kind,
        label=said[field.label],
        help=None if field.help is None else said[field.help],
        required=field.required,
        options=tuple(Option(one.key, said[one.label]) for one in field.options),
        shown_if=field.shown_if,
        least=field.least,
        most=field.most,
        unit=field.unit,
    )
