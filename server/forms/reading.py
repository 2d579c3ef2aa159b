"""Answers as readers of one language see them, many at once. It asks for no rights: whoever calls it has."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from server.accounts.queries import names_of
from server.forms.tables import form_answer_pupils, form_answers, form_renderings
from server.media.files import files_of
from server.media.queries import photos_of
from server.school.queries import people_of
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text, TextState
from wire.forms import Answer, Answers
from wire.media import File, Photo

AT_ONCE: Final = 5_000
"""So many ids are asked for in one statement."""
_BODY: Final = msgspec.json.Decoder(Answers)
_WORDS: Final = msgspec.json.Decoder(dict[str, int])


def body_of_answer(body: str) -> Answers:
    """What stands in ``form_answers.body``."""
    return _BODY.decode(body)


def answers_in(conn: sa.Connection, answer_ids: Iterable[int], lang: str) -> dict[int, Answer]:
    """Id → the answer, for readers of ``lang``; what there is not is left out."""
    asked = sorted(set(answer_ids))
    rows = [row for some in _some(asked) for row in conn.execute(_rows(some))]
    if not rows:
        return {}
    bodies = {row.id: _BODY.decode(row.body) for row in rows}
    words = {row.id: _WORDS.decode(row.words) for row in rows}
    said = texts_in(conn, (text_id for one in words.values() for text_id in one.values()), lang)
    pupils = _pupils(conn, asked)
    people = _people(conn, rows)
    files, photos = _attached(conn, bodies.values())
    return {
        row.id: Answer(
            id=row.id,
            form_id=row.form_id,
            version=row.version,
            pupils=tuple(pupil for pupil, _ in pupils[row.id]),
            signer=Person(id=row.signer_id, name=people[row.signer_id].name, role=Role.PARENT),
            at=row.at,
            lang=row.lang,
            checked=bool(row.checked),
            answers=bodies[row.id],
            words={key: said[text_id] for key, text_id in words[row.id].items() if text_id in said},
            files=tuple(files[one] for one in _ids(bodies[row.id].files) if one in files),
            photos=tuple(photos[one] for one in _ids(bodies[row.id].photos) if one in photos),
            device=row.device,
            entered_by=people.get(row.entered_by),
            signed_on=row.signed_on,
            replaced=not any(current for _, current in pupils[row.id]),
        )
        for row in rows
    }


def texts_in(conn: sa.Connection, text_ids: Iterable[int], lang: str) -> dict[int, Text]:
    """Id → the text, for readers of ``lang``."""
    found: dict[int, Text] = {}
    here = sa.and_(translations.c.text_id == texts.c.id, translations.c.lang == lang)
    columns = (texts.c.id, texts.c.body, texts.c.lang)
    shown = (translations.c.state, translations.c.body, translations.c.engine)
    for some in _some(sorted(set(text_ids))):
        query = sa.select(*columns, *shown).outerjoin(translations, here).where(texts.c.id.in_(some))
        for id_, body, of, state, wording, engine in conn.execute(query):
            found[id_] = text_of(
                id=id_, body=body, lang=of, state=state, shown=wording, engine=engine, reader=lang
            )
    return found


def untranslated(answers: Iterable[Answer]) -> list[int]:
    """The texts in these that nobody has translated yet for their reader: to be said to ``actions.want``."""
    return sorted(
        {text.id for one in answers for text in one.words.values() if text.state is TextState.PENDING}
    )


def _rows(ids: Sequence[int]) -> "sa.Select[Any]":
    return (
        sa.select(form_answers, form_renderings.c.checked)
        .outerjoin(form_renderings, form_renderings.c.id == form_answers.c.rendering_id)
        .where(form_answers.c.id.in_(ids))
    )


def _pupils(conn: sa.Connection, ids: Sequence[int]) -> dict[int, list[tuple[int, bool]]]:
    """Answer → the pupils that it is for, and whether it is still what counts for them."""
    found: dict[int, list[tuple[int, bool]]] = defaultdict(list)
    column = form_answer_pupils.c
    for some in _some(ids):
        query = sa.select(column.answer_id, column.pupil_id, column.current).where(column.answer_id.in_(some))
        for answer_id, pupil_id, current in conn.execute(query.order_by(column.answer_id, column.pupil_id)):
            found[answer_id].append((pupil_id, current))
    return found


def _people(conn: sa.Connection, rows: Sequence[Any]) -> dict[int | None, Person]:
    """Signers as the adults that they sign as; who entered what came on paper by their role at the school."""
    signers = sorted({row.signer_id for row in rows})
    names = {id_: name for some in _some(signers) for id_, name in names_of(conn, some).items()}
    found: dict[int | None, Person] = {
        id_: Person(id=id_, name=name, role=Role.PARENT) for id_, name in names.items()
    }
    entered = {row.entered_by for row in rows if row.entered_by is not None}
    if entered:
        found.update((id_, one) for id_, one in people_of(conn, entered).items())
    return found


def _attached(conn: sa.Connection, bodies: Iterable[Answers]) -> tuple[dict[int, File], dict[int, Photo]]:
    every = list(bodies)
    files = sorted({one for body in every for one in _ids(body.files)})
    photos = sorted({one for body in every for one in _ids(body.photos)})
    return (
        {file.id: file for some in _some(files) for file in files_of(conn, some)},
        {photo.id: photo for some in _some(photos) for photo in photos_of(conn, some)},
    )


def _ids(by_key: dict[str, tuple[int, ...]]) -> list[int]:
    return [one for ids in by_key.values() for one in ids]


def _some(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for start in range(0, len(ids), AT_ONCE):
        yield ids[start : start + AT_ONCE]
