"""With whom, about which child, somebody can begin a thread (spec 5.1)."""

from collections import defaultdict
from typing import Any

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.viewer import Viewer
from server.messages import rules
from server.school.scope import is_current
from server.school.tables import class_staff, classes, contact_rights, pupils, staff_roles
from wire.base import Person, Role
from wire.messages import Partner, Partners, PartnersAsk


def partners(conn: sa.Connection, viewer: Viewer, ask: PartnersAsk, now: int) -> Partners:
    """With whom, about which child, somebody can begin a thread, and to which classes they may write at once."""
    rows = conn.execute(_pupils_about_whom(viewer, ask)).all()
    if ask.side == "family":
        named = nameable_in(conn, {row.class_id for row in rows}, viewer) if rows else {}
        return Partners(partners=tuple(one for row in rows for one in _for_family(row, named)))
    me = Person(id=viewer.person_id, name=viewer.name, role=rules.role_in(viewer, "staff", 0))
    return Partners(
        partners=tuple(_partner(row, () if row.class_id in viewer.writes else (me,)) for row in rows),
        classes=_classes(conn, viewer, now) if viewer.writes else (),
    )


def reached_in(conn: sa.Connection, class_id: int, now: int) -> list[int]:
    """The pupils of a class with an adult with whom messages are exchanged."""
    rows = conn.execute(_reached(now).where(pupils.c.class_id == class_id).distinct().order_by(pupils.c.id))
    return [row.id for row in rows]


def nameable_in(conn: sa.Connection, class_ids: set[int], viewer: Viewer) -> dict[int, list[Person]]:
    """By class, whom its families may name: its teachers and professionals, and SMT; but not oneself (spec 5.1)."""
    of_class = (
        sa.select(class_staff.c.class_id, class_staff.c.role, people.c.id, people.c.name)
        .join(people, people.c.id == class_staff.c.person_id)
        .where(class_staff.c.class_id.in_(class_ids), class_staff.c.role.in_(rules.NAMED_BY_FAMILIES))
    )
    managers = (
        sa.select(sa.null(), staff_roles.c.role, people.c.id, people.c.name)
        .join(people, people.c.id == staff_roles.c.person_id)
        .where(staff_roles.c.role == Role.SMT.value)
    )
    found: dict[int, dict[int, Person]] = defaultdict(dict)
    others = people.c.id != viewer.person_id
    everybody = sa.union_all(
        *(some.where(people.c.closed_at.is_(None), others) for some in (of_class, managers))
    )
    for class_id, role, number, name in conn.execute(everybody):
        for place in class_ids if class_id is None else (class_id,):
            found[place].setdefault(number, Person(id=number, name=name, role=Role(role)))
    order = (Role.TEACHER, Role.PROFESSIONAL, Role.SMT)
    return defaultdict(
        list,
        {
            place: sorted(named.values(), key=lambda person: (order.index(person.role), person.name))
            for place, named in found.items()
        },
    )


def _pupils_about_whom(viewer: Viewer, ask: PartnersAsk) -> "sa.Select[Any]":
    rows = (
        sa.select(pupils.c.id, pupils.c.name, pupils.c.class_id, classes.c.name.label("class_name"))
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils.c.left_at.is_(None), classes.c.archived_at.is_(None))
        .order_by(classes.c.year, classes.c.name, pupils.c.name, pupils.c.id)
    )
    if ask.pupil_id is not None:
        rows = rows.where(pupils.c.id == ask.pupil_id)
    if ask.side == "family":
        return rows.where(pupils.c.id.in_(viewer.talks))
    theirs = {int(topic.partition(":")[2]) for topic in viewer.staff if topic.startswith("class:")}
    about = (
        sa.true()
        if Role.SMT in viewer.roles
        else classes.c.id.in_({place for place in theirs if rules.works_with(viewer, place)})
    )
    return rows.where(about, pupils.c.id.not_in(viewer.talks))


def _for_family(row: Any, named: dict[int, list[Person]]) -> list[Partner]:
    return [_partner(row, ()), *(_partner(row, (person,)) for person in named.get(row.class_id, ()))]


def _partner(row: Any, staff: tuple[Person, ...]) -> Partner:
    return Partner(pupil_id=row.id, pupil_name=row.name, class_name=row.class_name, staff=staff)


def _classes(conn: sa.Connection, viewer: Viewer, now: int) -> tuple[tuple[int, str, int], ...]:
    reached = (
        _reached(now)
        .where(pupils.c.class_id == classes.c.id)
        .distinct()
        .correlate(classes)
        .subquery("reached")
    )
    families = sa.select(sa.func.count()).select_from(reached).correlate(classes).scalar_subquery()
    rows = conn.execute(
        sa.select(classes.c.id, classes.c.name, families)
        .where(classes.c.id.in_(viewer.writes))
        .order_by(classes.c.year, classes.c.name)
    )
    return tuple((row[0], row[1], row[2]) for row in rows)


def _reached(now: int) -> "sa.Select[Any]":
    return (
        sa.select(pupils.c.id)
        .join(contact_rights, contact_rights.c.pupil_id == pupils.c.id)
        .join(people, people.c.id == contact_rights.c.person_id)
        .where(pupils.c.left_at.is_(None), contact_rights.c.messages, is_current(now))
        .where(people.c.closed_at.is_(None))
    )
