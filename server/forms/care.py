"""What must be known of children, from what holds on forms about medicine, care and food (spec 7.5)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

import sqlalchemy as sa

from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms.asking import Asked, asked_pupils, current_answers
from server.forms.collating import folded
from server.forms.queries import form_in
from server.forms.reading import answers_in, untranslated
from server.forms.saying import Line, Saying, in_one, without_signatures
from server.forms.seeing import NOBODY, passes_of, sees_all, sees_answers
from server.forms.tables import form_answers, forms
from server.school.queries import school_card
from server.school.rules import class_topic
from wire.form_rules import NO, YES
from wire.forms import CARE, Answer, Care, CareNote, Field, FieldKind, Form
from wire.words import Words

FIRST: Final = "emergency"
"""What the keys of fields begin with that say what to do in an emergency."""
PRESSING: Final = (FIRST, "severity", "allergen", "signs", "name", "dose", "times")
GRAVE: Final = "severe"
"""The option of a field called ``severity`` that means danger to life."""
NOTHING: Final = "none"
"""The option of a choice that says that there is nothing special."""


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of some children, for one reader.

    ``said``: what stands in each note, of a child and an answer, field by field; ``titles``: answer → its form's title.
    ``withheld``: the children of whom there is something that was not passed on to the reader.
    ``missing``: texts that nobody has begun to translate for them.
    """

    notes: tuple[CareNote, ...] = ()
    said: Mapping[tuple[int, int], tuple[Line, ...]] = field(default_factory=dict)
    titles: Mapping[int, str] = field(default_factory=dict)
    withheld: frozenset[int] = frozenset()
    missing: tuple[int, ...] = ()


def care_of(conn: sa.Connection, viewer: Viewer, topic: str) -> tuple[Care, tuple[int, ...]]:
    """For the children under a topic. Raises ``not_found`` where the reader has nothing to do with any of them."""
    asked = asked_pupils(conn, topic)
    found = known_of(conn, viewer, asked)
    if not found.notes and not any(_works_with(viewer, one.class_id) for one in asked):
        raise not_found()
    return Care(notes=found.notes, withheld=len(found.withheld)), found.missing


def known_of(conn: sa.Connection, viewer: Viewer, asked: Sequence[Asked]) -> Known:
    """What somebody may know as staff of these children: in emergencies first, then by name."""
    rows = conn.execute(
        sa.select(forms.c.id, forms.c.kind).where(forms.c.kind.in_(sorted(CARE)), forms.c.topic.is_not(None))
    ).all()
    ids, pupils = [row.id for row in rows], {one.id: one for one in asked}
    holds, passed = current_answers(conn, ids, pupils), passes_of(conn, ids, pupils)
    wanted = [
        (pupils[pupil_id], row.id, hold.answer_id)
        for row in rows
        for pupil_id, answers in holds.get(row.id, {}).items()
        for hold in answers
    ]
    readable = {
        (one.id, form_id): sees_answers(
            viewer, private=True, class_id=one.class_id, passed=passed.get((form_id, one.id), NOBODY)
        )
        for one, form_id, _ in wanted
    }
    answers = answers_in(conn, (answer_id for _, _, answer_id in wanted), viewer.lang)
    sayings, missing = _sayings(conn, viewer, answers.values())
    said: dict[tuple[int, int], tuple[Line, ...]] = {}
    titles: dict[int, str] = {}
    notes, withheld = [], set[int]()
    for one, form_id, answer_id in wanted:
        saying, answer = sayings[form_id], answers[answer_id]
        lines = lines_of(saying, answer)
        if not lines:
            continue
        if readable[one.id, form_id]:
            notes.append(_note(saying, one, answer, lines))
            said[one.id, answer_id] = lines
            titles[answer_id] = saying.label(saying.newest.title, saying.newest)
        elif one.class_id in viewer.teams:
            withheld.add(one.id)
    missing += untranslated(answers[note.answer_id] for note in notes)
    ordered = tuple(sorted(notes, key=_order))
    return Known(ordered, said, titles, frozenset(withheld), tuple(sorted(set(missing))))


def forms_shown(conn: sa.Connection, notes: Iterable[CareNote]) -> dict[int, list[int]]:
    """The forms that these notes are from, each with its children: what goes on record of a look."""
    told = list(notes)
    query = sa.select(form_answers.c.id, form_answers.c.form_id)
    form_of = {
        row.id: row.form_id
        for row in conn.execute(query.where(form_answers.c.id.in_({note.answer_id for note in told})))
    }
    found: dict[int, set[int]] = {}
    for note in told:
        found.setdefault(form_of[note.answer_id], set()).add(note.pupil_id)
    return {form_id: sorted(pupils) for form_id, pupils in sorted(found.items())}


def is_emergency(fields: Collection[Field], answer: Answer) -> bool:
    """Whether it is to be seen first: danger to life, or where the form knows no degrees, a plan for an emergency."""
    values = answer.answers.values
    severity = values.get("severity")
    if severity:
        return GRAVE in severity or YES in values.get("pen", ())
    written = (FieldKind.TEXT, FieldKind.LONG_TEXT)
    return any(
        one.key.startswith(FIRST) and "phone" not in one.key and one.kind in written
        for one in fields
        if any(values.get(one.key, ()))
    )


def lines_of(saying: Saying, answer: Answer) -> tuple[Line, ...]:
    """What is worth knowing of an answer, what presses first, each in the order of the form.

    Left out are signatures, questions that only lead to others, and agreements that were given; one that was
    refused stays.
    """
    fields, values = saying.forms[answer.version].fields, answer.answers.values
    led = leads(fields)
    said = [
        line
        for line in without_signatures(saying.lines(answer))
        if not _is_idle(line, values.get(line.key, ()), any(one in values for one in led.get(line.key, ())))
        and not (line.key in led and NO in values.get(line.key, ()))
    ]
    return tuple(sorted(said, key=lambda line: not is_pressing(line.key)))


def is_pressing(key: str) -> bool:
    """Whether a field says what one must know at once: what a child must not touch, its medicine, its plan."""
    return key.startswith(PRESSING)


def leads(fields: Sequence[Field]) -> dict[str, list[str]]:
    """Field → the fields that are asked only after a certain answer to it, those of a whole section too."""
    found: dict[str, list[str]] = {}
    section: Field | None = None
    for asked in fields:
        if asked.kind is FieldKind.SECTION:
            section = asked
        for one in (asked, section):
            if one is not None and one.shown_if is not None:
                found.setdefault(one.shown_if.field, []).append(asked.key)
    return found


def _is_idle(line: Line, said: Sequence[str], led_on: bool) -> bool:
    if line.kind is FieldKind.YES_NO:
        return led_on or (line.key.startswith("agree") and YES in said)
    return line.kind in (FieldKind.CHOICE, FieldKind.CHOICES) and tuple(said) == (NOTHING,)


def _note(saying: Saying, one: Asked, answer: Answer, lines: Sequence[Line]) -> CareNote:
    return CareNote(
        pupil_id=one.id,
        name=one.name,
        kind=saying.newest.kind,
        answer_id=answer.id,
        at=answer.at,
        lines=tuple((line.label, in_one(line.pieces)) for line in lines),
        emergency=is_emergency(saying.forms[answer.version].fields, answer),
    )


def _order(note: CareNote) -> tuple[bool, str, int, int]:
    return not note.emergency, folded(note.name), note.pupil_id, -note.answer_id


def _sayings(
    conn: sa.Connection, viewer: Viewer, answers: Iterable[Answer]
) -> tuple[dict[int, Saying], list[int]]:
    """Form → how its answers are said, in every version that was answered."""
    w, zone = Words(viewer.lang), school_card(conn).time_zone
    versions: dict[int, dict[int, Form]] = {}
    missing: list[int] = []
    for form_id, version in sorted({(one.form_id, one.version) for one in answers}):
        versions.setdefault(form_id, {})[version], more = form_in(conn, form_id, viewer.lang, version)
        missing += more
    return {form_id: Saying(w, zone, said) for form_id, said in versions.items()}, missing


def _works_with(viewer: Viewer, class_id: int) -> bool:
    return sees_all(viewer) or class_id in viewer.teams or class_topic(class_id) in viewer.staff
