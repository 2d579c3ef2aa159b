"""Passing answers on: to the team of each child's class, or to one professional (spec 7.5)."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from server.accounts.tables import people
from server.core import audit
from server.core.db import Tx
from server.core.feed import tell_each
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.answering import locked, pass_topic
from server.forms.asking import Asked, current_answers
from server.forms.collating import children_of
from server.forms.reading import answers_in
from server.forms.seeing import NOBODY, passes_of
from server.forms.sending import CHANGED
from server.forms.tables import form_passes
from server.media.sharing import share
from server.media.tables import files, media
from server.notifications.actions import notify_each
from server.school.rules import CLASS_TEAM, at_work
from server.school.tables import class_staff, classes, staff_roles
from wire.base import Person, Role
from wire.forms import Answer, PassOn
from wire.notifications import NoticeKind
from wire.school import People


def pass_on(tx: Tx, viewer: Viewer, ask: PassOn) -> int:
    """Passes on what is answered for these children, now and later; returns for how many it is new.

    Raises ``not_found`` for a form that is not out, a child that it does not ask for, and somebody who is no
    professional of the school.
    """
    row = locked(tx, ask.form_id)
    if row.topic is None or not rules.may_make(viewer):
        raise not_found()
    if ask.to is not None and not is_professional(tx.conn, ask.to):
        raise not_found()
    chosen = chosen_children(tx.conn, row, ask.pupils)
    before = passes_of(tx.conn, [row.id], ask.pupils)
    new = [one for one in chosen if ask.to not in before.get((row.id, one.id), NOBODY)]
    if not new:
        return 0
    passed = {"form_id": row.id, "to_id": ask.to, "by": viewer.person_id, "at": tx.now}
    tx.conn.execute(form_passes.insert(), [{**passed, "pupil_id": one.id} for one in new])
    _share_files(tx, row.id, new, ask.to)
    audit.record(
        tx, viewer.person_id, "forms:answers:pass_on", f"form:{row.id}",
        pupils=",".join(str(one.id) for one in new), to=ask.to,
    )  # fmt: skip
    told = [ask.to] if ask.to is not None else teams_of(tx.conn, {one.class_id for one in new})
    tell_each(tx, CHANGED, [(f"person:{person_id}", {"form_id": row.id}) for person_id in told])
    news = {"form_id": row.id, "at": tx.now, "to": ask.to or 0}
    notify_each(
        tx,
        NoticeKind.PASSED_ON,
        [(at_work(person_id), news) for person_id in told],
        author_id=viewer.person_id,
    )
    return len(new)


def professionals(conn: sa.Connection) -> People:
    """To whom by name answers can be passed on: therapists and nurses of the school or of a class, by name."""
    query = (
        sa.select(people.c.id, people.c.name).where(_are_professionals()).order_by(people.c.name, people.c.id)
    )
    return People(
        people=tuple(Person(id=row.id, name=row.name, role=Role.PROFESSIONAL) for row in conn.execute(query))
    )


def is_professional(conn: sa.Connection, person_id: int) -> bool:
    """Whether somebody is one of them."""
    query = sa.select(people.c.id).where(people.c.id == person_id, _are_professionals())
    return conn.execute(query).first() is not None


def _are_professionals() -> sa.ColumnElement[bool]:
    professional = Role.PROFESSIONAL.value
    school_wide = sa.select(staff_roles.c.person_id).where(staff_roles.c.role == professional)
    in_class = (
        sa.select(class_staff.c.person_id)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(class_staff.c.role == professional, classes.c.archived_at.is_(None))
    )
    return sa.and_(
        people.c.closed_at.is_(None), sa.or_(people.c.id.in_(school_wide), people.c.id.in_(in_class))
    )


def chosen_children(conn: sa.Connection, row: Any, asked: Iterable[int]) -> list[Asked]:
    """These children, all of whom a form asks for. Raises ``not_found``."""
    holds = current_answers(conn, [row.id]).get(row.id, {})
    known = {one.id: one for one in children_of(conn, row.topic, holds)}
    chosen = sorted(set(asked))
    if not known.keys() >= set(chosen):
        raise not_found()
    return [known[one] for one in chosen]


def _share_files(tx: Tx, form_id: int, new: Iterable[Asked], to: int | None) -> None:
    """Of what is answered already; later answers look for themselves to whom they were passed on."""
    holds = current_answers(tx.conn, [form_id], [one.id for one in new]).get(form_id, {})
    answers = answers_in(tx.conn, (one.answer_id for some in holds.values() for one in some), "en")
    for pupil_id, current in holds.items():
        for answer_id in {one.answer_id for one in current}:
            for user in users_of_files(tx.conn, answers[answer_id]):
                share(tx, user, [pass_topic(pupil_id, to)])


def users_of_files(conn: sa.Connection, answer: Answer) -> list[str]:
    """What the files of an answer are part of: a later answer keeps those that an earlier one brought."""
    used = [
        *conn.execute(sa.select(files.c.used_by).where(files.c.id.in_([one.id for one in answer.files]))),
        *conn.execute(sa.select(media.c.used_by).where(media.c.id.in_([one.id for one in answer.photos]))),
    ]
    return sorted({one for (one,) in used if one is not None})


def teams_of(conn: sa.Connection, class_ids: Iterable[int]) -> list[int]:
    """The teachers and TAs of these classes: a professional who works with the class is not on its team."""
    team = [role.value for role in sorted(CLASS_TEAM)]
    query = sa.select(class_staff.c.person_id).where(
        class_staff.c.class_id.in_(sorted(class_ids)), class_staff.c.role.in_(team)
    )
    return sorted(set(conn.execute(query).scalars()))
