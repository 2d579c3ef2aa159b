"""Who has not answered, as staff see it, and whom a reminder is for (spec 7.2)."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from server.accounts.queries import names_of
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.asking import Asked, Signer, asked_pupils, current_answers, given, signers_of, stand_of
from server.forms.queries import row_of
from server.forms.tables import form_reminders
from wire.base import Person, Role
from wire.forms import Due, Missing, MissingFamily


def missing_of(conn: sa.Connection, viewer: Viewer, form_id: int, now: int) -> Missing:
    """The children for whom nobody answered; a class team sees those of its classes."""
    row = row_of(conn, form_id)
    if row.topic is None or not rules.may_gather(viewer, row.topic):
        raise not_found()
    due = {one: stands for one, stands in missing_pupils(conn, row, now) if sees_pupil(viewer, one)}
    adults: dict[int, list[Signer]] = defaultdict(list)
    for signer in signers_of(conn, [one.id for one in due], now):
        adults[signer.pupil_id].append(signer)
    names = names_of(conn, [one.person_id for some in adults.values() for one in some])
    reminded = _reminded(conn, form_id)
    return Missing(
        families=tuple(
            MissingFamily(
                pupil_id=one.id,
                name=one.name,
                class_name=one.class_name,
                languages=tuple(sorted({adult.lang for adult in adults[one.id]})),
                on_app=sum(adult.on_app for adult in adults[one.id]),
                due=stands,
                reminded_at=reminded.get(one.id),
                adults=tuple(
                    Person(id=adult.person_id, name=names[adult.person_id], role=Role.PARENT)
                    for adult in adults[one.id]
                ),
            )
            for one, stands in due.items()
        )
    )


def missing_pupils(conn: sa.Connection, row: Any, now: int) -> list[tuple[Asked, Due]]:
    """The children for whom the school still waits, by class and name."""
    asked, form = asked_pupils(conn, row.topic), stand_of(row)
    by_pupil = current_answers(conn, [row.id]).get(row.id, {})
    stands = [(one, rules.due_of(form, given(by_pupil.get(one.id, ())), now)) for one in asked]
    return [(one, due) for one, due in stands if rules.is_missing(due)]


def sees_pupil(viewer: Viewer, pupil: Asked) -> bool:
    """Whether staff see how a form stands for a child: the office, SMT and DSL all, a class team its own."""
    return viewer.all_topics or Role.OFFICE in viewer.roles or pupil.class_id in viewer.teams


def _reminded(conn: sa.Connection, form_id: int) -> dict[int, int]:
    rows = conn.execute(
        sa.select(form_reminders.c.pupil_id, sa.func.max(form_reminders.c.at))
        .where(form_reminders.c.form_id == form_id)
        .group_by(form_reminders.c.pupil_id)
    )
    return {row[0]: row[1] for row in rows}
