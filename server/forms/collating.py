"""The table of answers: each child that a form asks for, what holds for it, and who may see it (spec 7.5)."""

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

import sqlalchemy as sa
from msgspec.structs import replace as _replace

from server.accounts.queries import names_of
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.asking import Asked, Current, asked_pupils, current_answers, differing, given, stand_of
from server.forms.queries import form_in, row_of
from server.forms.reading import answers_in, untranslated
from server.forms.seeing import (
    NOBODY,
    TEAM,
    Passed,
    is_private,
    passes_of,
    sees_all,
    sees_answers,
    sees_whether,
)
from server.school.tables import classes, pupils
from wire.forms import COLLATION_PAGE, Answer, Collation, CollationAsk, CollationRow, Form, PassedTo, Sort

ById = Mapping[int, Answer]


class Standing(NamedTuple):
    """A child in the table: a school has thousands.

    ``all_holds``: what is answered for it, the newest first; ``holds``: as far as who asks may see it.
    """

    asked: Asked
    all_holds: Sequence[Current]
    holds: Sequence[Current]
    differs: bool
    passed: Passed


class Moment(NamedTuple):
    """How the form stands, and when that is asked (ms)."""

    form: rules.Stand
    now: int


@dataclass(frozen=True, slots=True)
class Table:
    """The whole table for one reader. ``forms``: the form in each version that stands in it, and in its newest.

    ``missing``: texts that nobody has begun to translate for the reader.
    """

    forms: Mapping[int, Form]
    rows: tuple[CollationRow, ...]
    children: tuple[Asked, ...]
    private: bool
    missing: tuple[int, ...]


def collation(
    conn: sa.Connection, viewer: Viewer, ask: CollationAsk, now: int
) -> tuple[Collation, tuple[int, ...]]:
    """One page of the table, and the texts in it that nobody has begun to translate. Raises ``not_found``."""
    row = row_of(conn, ask.form_id)
    found = _chosen(conn, viewer, ask, standings(conn, viewer, row))
    start = ask.before or 0
    page = found[start : start + COLLATION_PAGE]
    form, missing = form_in(conn, row.id, viewer.lang)
    answers = _answers(conn, page, viewer.lang)
    over = start + COLLATION_PAGE
    told = Collation(
        form=form,
        rows=_rows(conn, page, answers, Moment(stand_of(row), now)),
        total=len(found),
        differ=sum(one.differs for one in found),
        next=over if over < len(found) else None,
    )
    return told, (*missing, *untranslated(answers.values()))


def whole_table(conn: sa.Connection, viewer: Viewer, form_id: int, class_id: int | None, now: int) -> Table:
    """All of it, by class and name, or one class. Raises ``not_found``."""
    row = row_of(conn, form_id)
    found = [
        one for one in standings(conn, viewer, row) if class_id is None or one.asked.class_id == class_id
    ]
    answers = _answers(conn, found, viewer.lang)
    said = {
        version: form_in(conn, form_id, viewer.lang, version)
        for version in {row.version, *(one.version for one in answers.values())}
    }
    missing = {text_id for _, texts in said.values() for text_id in texts}
    return Table(
        forms={version: form for version, (form, _) in said.items()},
        rows=_rows(conn, found, answers, Moment(stand_of(row), now)),
        children=tuple(one.asked for one in found),
        private=is_private(row.kind, row.private),
        missing=(*sorted(missing), *untranslated(answers.values())),
    )


def standings(conn: sa.Connection, viewer: Viewer, row: Any) -> list[Standing]:
    """How a form stands for each child that this person may know of, by class and name. Raises ``not_found``.

    A child that has changed its class since stands at the end, for as long as something is answered for it.
    """
    if row.topic is None:
        raise not_found()
    private = is_private(row.kind, row.private)
    holds = current_answers(conn, [row.id]).get(row.id, {})
    passed = passes_of(conn, [row.id])
    differ = differing(stand_of(row), holds)
    found, everybody = [], sees_all(viewer)
    for one in children_of(conn, row.topic, holds):
        to = passed.get((row.id, one.id), NOBODY)
        if not everybody and not sees_whether(viewer, class_id=one.class_id, passed=to):
            continue
        answers = holds.get(one.id, ())
        sees = everybody or sees_answers(viewer, private=private, class_id=one.class_id, passed=to)
        found.append(Standing(one, answers, answers if sees else (), sees and one.id in differ, to))
    if not found and not everybody:
        raise not_found()
    return found


def children_of(conn: sa.Connection, place: str, holds: Iterable[int]) -> list[Asked]:
    """The children under a place, then those of ``holds`` who are in another class now."""
    asked = asked_pupils(conn, place)
    return asked + _elsewhere(conn, set(holds) - {one.id for one in asked})


def shown_pupils(rows: Iterable[CollationRow]) -> list[int]:
    """The children of whom something was shown that somebody answered."""
    return sorted({row.pupil_id for row in rows if row.answers})


def folded(words: str) -> str:
    """Words as they are looked for: without accents, whatever their case."""
    plain = unicodedata.normalize("NFKD", words.casefold())
    return "".join(letter for letter in plain if not unicodedata.combining(letter))


def _elsewhere(conn: sa.Connection, ids: Iterable[int]) -> list[Asked]:
    """Children of other classes who are still at the school."""
    asked = sorted(ids)
    if not asked:
        return []
    rows = conn.execute(
        sa.select(pupils.c.id, pupils.c.name, classes.c.name, pupils.c.class_id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils.c.id.in_(asked), pupils.c.left_at.is_(None), classes.c.archived_at.is_(None))
        .order_by(classes.c.year, classes.c.name, pupils.c.name, pupils.c.id)
    )
    return [Asked(*row) for row in rows]


def _chosen(
    conn: sa.Connection, viewer: Viewer, ask: CollationAsk, found: Sequence[Standing]
) -> list[Standing]:
    """What was asked for, in the order that was asked for."""
    chosen = [one for one in found if ask.class_id is None or one.asked.class_id == ask.class_id]
    if words := folded(ask.q.strip()):
        chosen = [one for one in chosen if words in folded(one.asked.name)]
    if ask.field:
        chosen = _who_said(conn, viewer, chosen, ask.field, ask.value.strip())
    return _sorted(chosen, ask.sort, down=ask.down)


def _who_said(
    conn: sa.Connection, viewer: Viewer, found: Sequence[Standing], field: str, value: str
) -> list[Standing]:
    """Those for whom a field is answered so; with no value, those for whom anything is said in it.

    Of what was written a part is enough, in the reader's language or as it was written.
    """
    answers = _answers(conn, found, viewer.lang)
    return [
        one
        for one in found
        if any(
            _says(answers[hold.answer_id], field, value) for hold in one.holds if hold.answer_id in answers
        )
    ]


def _says(answer: Answer, field: str, value: str) -> bool:
    said = answer.answers.values.get(field, ())
    if not value:
        given_elsewhere = (answer.answers.files, answer.answers.photos, answer.answers.signatures)
        return any(said) or any(field in some for some in given_elsewhere)
    if text := answer.words.get(field):
        return any(folded(value) in folded(one) for one in (text.body, text.shown or ""))
    return value in said


_FIRST: Final[dict[Sort, Callable[[Standing], Any]]] = {
    Sort.NAME: lambda one: (folded(one.asked.name), one.asked.id),
    Sort.TIME: lambda one: (one.holds[0].at, one.holds[0].answer_id) if one.holds else (0, 0),
}


def _sorted(found: list[Standing], sort: Sort, *, down: bool) -> list[Standing]:
    """They come by class and name; whoever has not answered has no time, and stands at the end."""
    if sort is Sort.CLASS:
        return found[::-1] if down else found
    ordered = sorted(found, key=_FIRST[sort], reverse=down)
    if sort is Sort.TIME:
        return [one for one in ordered if one.holds] + [one for one in found if not one.holds]
    return ordered


def _answers(conn: sa.Connection, found: Iterable[Standing], lang: str) -> ById:
    return answers_in(conn, (hold.answer_id for one in found for hold in one.holds), lang)


def _rows(
    conn: sa.Connection, found: Sequence[Standing], answers: ById, at: Moment
) -> tuple[CollationRow, ...]:
    """What is seen of an answer for several children names none but the one in whose row it stands."""
    names = names_of(conn, {to for one in found for to in one.passed if to is not None})
    return tuple(
        CollationRow(
            pupil_id=one.asked.id,
            name=one.asked.name,
            class_name=one.asked.class_name,
            answers=tuple(_about(answers[hold.answer_id], one.asked.id) for hold in one.holds),
            due=rules.due_of(at.form, given(one.all_holds), at.now),
            differs=one.differs,
            passed_to=_passed_to(one, names),
        )
        for one in found
    )


def _about(answer: Answer, pupil_id: int) -> Answer:
    return answer if answer.pupils == (pupil_id,) else _replace(answer, pupils=(pupil_id,))


def _passed_to(one: Standing, names: Mapping[int, str]) -> tuple[PassedTo, ...]:
    """The class by its name, then people by theirs."""
    team = (PassedTo(to=None, name=one.asked.class_name),) if TEAM in one.passed else ()
    people = (PassedTo(to=to, name=names[to]) for to in one.passed if to is not None and to in names)
    return (*team, *sorted(people, key=lambda passed: (passed.name, passed.to)))
