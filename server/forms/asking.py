"""Whom a form asks, and what holds of what they answered."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

import sqlalchemy as sa

from server.accounts.tables import people
from server.forms.rules import Given, Stand
from server.forms.tables import form_answer_pupils, form_answers
from server.school.rules import SCHOOL, class_topic, pupil_topic, year_topic
from server.school.scope import is_current, number_in, pupils_under
from server.school.tables import classes, contact_rights, pupils
from wire.school import Audience


class Asked(NamedTuple):
    """A child for whom a form asks."""

    id: int
    name: str
    class_name: str
    class_id: int


class Signer(NamedTuple):
    """An adult who answers forms for a child. ``on_app``: they have signed up."""

    pupil_id: int
    person_id: int
    lang: str
    on_app: bool


class Current(NamedTuple):
    """An answer that holds for a child. ``digest``: equal for equal answers."""

    pupil_id: int
    answer_id: int
    signer_id: int
    version: int
    at: int
    digest: str


def stand_of(row: Any) -> Stand:
    """What a row of ``forms`` says of how it stands."""
    return Stand(row.version, row.state, row.deadline, row.yearly, row.repeats)


def audience_names(conn: sa.Connection, places: Collection[str]) -> dict[str, str]:
    """What the classes and children among these places are called."""
    found: dict[str, str] = {}
    for kind, table in (("class", classes), ("pupil", pupils)):
        numbers = [number_in(place) for place in places if place.startswith(f"{kind}:")]
        if numbers:
            rows = conn.execute(sa.select(table.c.id, table.c.name).where(table.c.id.in_(numbers)))
            found |= {f"{kind}:{row.id}": row.name for row in rows}
    return found


def every_place(conn: sa.Connection) -> tuple[Audience, ...]:
    """Whom a form may be for: the school, years, classes, and children by class and name."""
    open_classes = classes.c.archived_at.is_(None)
    rows = conn.execute(
        sa.select(classes.c.id, classes.c.name, classes.c.year)
        .where(open_classes)
        .order_by(classes.c.year, classes.c.name)
    ).all()
    years = dict.fromkeys(row.year for row in rows)
    return (
        Audience(topic=SCHOOL, name=""),
        *(Audience(topic=year_topic(year), name="") for year in years),
        *(Audience(topic=class_topic(row.id), name=row.name) for row in rows),
        *(
            Audience(topic=pupil_topic(one.id), name=one.name, class_name=one.class_name)
            for one in asked_pupils(conn, SCHOOL)
        ),
    )


def asked_pupils(conn: sa.Connection, place: str) -> list[Asked]:
    """The children under a place, by class and name."""
    rows = conn.execute(
        sa.select(pupils.c.id, pupils.c.name, classes.c.name.label("class_name"), pupils.c.class_id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils_under(place), pupils.c.left_at.is_(None), classes.c.archived_at.is_(None))
        .order_by(classes.c.year, classes.c.name, pupils.c.name, pupils.c.id)
    )
    return [Asked(*row) for row in rows]


def signers_of(conn: sa.Connection, pupil_ids: Collection[int], now: int) -> list[Signer]:
    """The adults with the right to forms of these children, one row for each child of theirs."""
    right = contact_rights.c
    on_app = sa.or_(people.c.password_hash.is_not(None), people.c.seen_at.is_not(None))
    rows = conn.execute(
        sa.select(right.pupil_id, right.person_id, people.c.lang, on_app)
        .join(people, people.c.id == right.person_id)
        .where(
            right.pupil_id.in_(list(pupil_ids)), right.forms, is_current(now), people.c.closed_at.is_(None)
        )
        .distinct()
        .order_by(right.pupil_id, right.person_id)
    )
    return [Signer(row[0], row[1], row[2], bool(row[3])) for row in rows]


def current_answers(
    conn: sa.Connection, form_ids: Collection[int], pupil_ids: Collection[int] | None = None
) -> dict[int, dict[int, list[Current]]]:
    """Form → child → the answers that hold, the newest first: one of each adult, or all where a form repeats."""
    link, answer = form_answer_pupils.c, form_answers.c
    these = sa.true() if pupil_ids is None else link.pupil_id.in_(list(pupil_ids))
    rows = conn.execute(
        sa.select(
            link.form_id, link.pupil_id, answer.id, answer.signer_id, answer.version, answer.at, answer.digest
        )
        .join(form_answers, answer.id == link.answer_id)
        .where(link.form_id.in_(list(form_ids)), link.current, these)
        .order_by(answer.id.desc())
    )
    found: dict[int, dict[int, list[Current]]] = defaultdict(lambda: defaultdict(list))
    for form_id, *rest in rows:
        one = Current(*rest)
        found[form_id][one.pupil_id].append(one)
    return {form_id: dict(by_pupil) for form_id, by_pupil in found.items()}


def given(answers: Collection[Current]) -> list[Given]:
    """What ``due_of`` asks of answers."""
    return [Given(one.version, one.at) for one in answers]


def differing(form: Stand, by_pupil: Mapping[int, Collection[Current]]) -> set[int]:
    """The children whose adults answered the version that is out, and not alike."""
    if form.repeats:
        return set()
    return {
        pupil_id
        for pupil_id, answers in by_pupil.items()
        if len({one.digest for one in answers if one.version == form.version}) > 1
    }
