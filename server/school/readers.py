"""Who reads a topic, person by person, and which of somebody's own children it is about."""

from collections.abc import Iterable
from typing import Any, Literal

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.viewer import AT_WORK, Side
from server.school.rules import FORMS, SCHOOL
from server.school.scope import classes_under, is_current, number_in, pupils_under, right_for
from server.school.tables import class_staff, classes, contact_rights, pupils, staff_roles
from server.school.thread_readers import thread_people
from wire.base import Role

Ids = sa.Select[tuple[int]]


def readers_of(
    conn: sa.Connection, topic: str, now: int, only: Iterable[int] | None = None
) -> list[tuple[int, Side]]:
    """Everybody on the app who may read a topic, and on which side; who reads it on both stands there twice.

    ``only``: none but these. Whoever tells one of them something asks their ``Viewer`` once more.
    """
    if topic.startswith(("talk:", "staff:talk:")):
        in_thread, those = thread_people(conn, topic, now), None if only is None else frozenset(only)
        return [one for one in in_thread if those is None or one[0] in those]
    on_app = sa.or_(people.c.password_hash.is_not(None), people.c.seen_at.is_not(None))
    asked = sa.true() if only is None else people.c.id.in_(list(only))
    found: set[tuple[int, Side]] = set()
    sides: tuple[tuple[Side, list[Ids]], ...] = (
        ("family", _families(topic, now)),
        ("staff", _staff(topic)),
    )
    for side, readers in sides:
        for reader in readers:
            known = sa.select(people.c.id).where(
                people.c.id.in_(reader), people.c.closed_at.is_(None), on_app, asked
            )
            found |= {(int(person_id), side) for person_id in conn.execute(known).scalars()}
    return sorted(found)


def children_under(conn: sa.Connection, person_id: int, topic: str, now: int) -> tuple[str, ...]:
    """The names of somebody's own children whom a topic is about: none for the school story."""
    if topic == SCHOOL or topic.startswith("person:"):
        return ()
    rows = conn.execute(
        sa.select(pupils.c.name)
        .join(contact_rights, contact_rights.c.pupil_id == pupils.c.id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(contact_rights.c.person_id == person_id, *_tied(topic, now))
        .distinct()
        .order_by(pupils.c.name)
    )
    return tuple(rows.scalars())


def _tied(topic: str, now: int) -> list[Any]:
    """Which ties lead to a topic, as conditions on pupils, classes and contact rights together."""
    if topic.startswith("talk:"):
        which = [pupils.c.id == int(topic.split(":")[1]), contact_rights.c.messages.is_(True)]
    else:
        which = [pupils_under(topic), right_for(topic)]
    return [*which, is_current(now), pupils.c.left_at.is_(None)]


def _families(topic: str, now: int) -> list[Ids]:
    kind = topic.partition(":")[0]
    if kind == "person":
        return [sa.select(people.c.id).where(people.c.id == number_in(topic))]
    if kind == "team" or topic.startswith(AT_WORK):
        return []
    return [
        sa.select(contact_rights.c.person_id)
        .join(pupils, pupils.c.id == contact_rights.c.pupil_id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(*_tied(topic, now))
    ]


def _staff(topic: str) -> list[Ids]:
    kind, _, inner = topic.partition(":")
    if kind == "person":
        return []
    if topic.startswith(AT_WORK):
        return [sa.select(people.c.id).where(people.c.id == int(topic.removeprefix(AT_WORK)))]
    if kind == "team":
        return [_with_roles(inner, "posts"), _of_classes(inner)]
    return [_with_roles(topic, "reads"), _of_classes(topic)]


def _of_classes(topic: str) -> Ids:
    """A professional who works with a class sees neither its portfolios nor its forms (spec 3.2, 7.5)."""
    team_alone = topic.startswith(("pupil:", FORMS))
    in_team = class_staff.c.role != Role.PROFESSIONAL if team_alone else sa.true()
    return (
        sa.select(class_staff.c.person_id)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(classes_under(topic), classes.c.archived_at.is_(None), in_team)
    )


def _with_roles(topic: str, what: Literal["reads", "posts"]) -> Ids:
    roles = [Role.SMT, Role.DSL]
    if topic == SCHOOL or topic.startswith(("year:", FORMS)):
        roles.append(Role.OFFICE)
    if topic == SCHOOL and what == "reads":
        roles.append(Role.PROFESSIONAL)
    return sa.select(staff_roles.c.person_id).where(staff_roles.c.role.in_(roles))
