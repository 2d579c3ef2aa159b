"""The school's card, a family's children, whom one may post to, and whom a topic reaches."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from server.accounts.queries import names_of
from server.accounts.tables import people
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.school.reach import reach_of
from server.school.rules import FORMS, SCHOOL
from server.school.scope import classes_under, is_current, number_in, pupils_under, right_for
from server.school.tables import class_staff, classes, contact_rights, pupils, school, staff_roles
from server.school.thread_readers import thread_languages
from server.school.viewing import viewer_of, viewer_of_session
from wire.base import Person, Role
from wire.school import Audience, Child, DemoCard, School

__all__ = [
    "audiences_of",
    "children_of",
    "demo_cards",
    "holders_of",
    "languages_of",
    "parents_see_read",
    "people_of",
    "reach_of",
    "school_card",
    "viewer_of",
    "viewer_of_session",
]

_MAIN_ROLES = (Role.SMT, Role.TEACHER, Role.TA, Role.PROFESSIONAL, Role.OFFICE, Role.DSL)


def school_card(conn: sa.Connection, demo: tuple[DemoCard, ...] = ()) -> School:
    """What anybody may know of the school."""
    row = conn.execute(sa.select(school)).first()
    if row is None:
        raise not_found()
    return School(
        name=row.name,
        code=row.code,
        colour=row.colour,
        phone=row.phone,
        email=row.email,
        time_zone=row.time_zone,
        demo=demo,
    )


def parents_see_read(conn: sa.Connection) -> bool:
    """Whether families see how far staff have read (spec 5.2)."""
    return bool(conn.execute(sa.select(school.c.parents_see_read)).scalar())


def children_of(conn: sa.Connection, viewer: Viewer) -> tuple[Child, ...]:
    """The viewer's own children, by name."""
    rows = conn.execute(
        sa.select(pupils.c.id, pupils.c.name, classes.c.name.label("class_name"))
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils.c.id.in_(viewer.family))
        .order_by(pupils.c.name, pupils.c.id)
    )
    return tuple(
        Child(id=r.id, name=r.name, class_name=r.class_name, topics=viewer.family[r.id]) for r in rows
    )


def audiences_of(conn: sa.Connection, viewer: Viewer) -> tuple[Audience, ...]:
    """Whom the viewer may post to: the school, then years, then classes, then pupils by class and name."""

    def offered(topic: str, name: str = "", class_name: str = "") -> Audience:
        return Audience(topic=topic, name=name, class_name=class_name, leads=viewer.leads_on(topic))

    found = [offered(SCHOOL)] if SCHOOL in viewer.posts else []
    years = sorted(number_in(topic) for topic in viewer.posts if topic.startswith("year:"))
    found += [offered(f"year:{year}") for year in years]
    rows = conn.execute(
        sa.select(classes.c.id, classes.c.name)
        .where(classes.c.id.in_(_numbers(viewer.posts, "class")))
        .order_by(classes.c.year, classes.c.name)
    )
    found += [offered(f"class:{r.id}", r.name) for r in rows]
    rows = conn.execute(
        sa.select(pupils.c.id, pupils.c.name, classes.c.name.label("class_name"))
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils.c.id.in_(_numbers(viewer.posts, "pupil")))
        .order_by(classes.c.year, classes.c.name, pupils.c.name, pupils.c.id)
    )
    found += [offered(f"pupil:{r.id}", r.name, r.class_name) for r in rows]
    return tuple(found)


def people_of(conn: sa.Connection, ids: Iterable[int]) -> dict[int, Person]:
    """Some people with the role in which the school knows them best: staff before parent."""
    asked = set(ids)
    held: dict[int, set[Role]] = {}
    for table in (class_staff, staff_roles):
        for row in conn.execute(
            sa.select(table.c.person_id, table.c.role).where(table.c.person_id.in_(asked))
        ):
            held.setdefault(row.person_id, set()).add(Role(row.role))
    return {
        id_: Person(
            id=id_, name=name, role=next((r for r in _MAIN_ROLES if r in held.get(id_, ())), Role.PARENT)
        )
        for id_, name in names_of(conn, asked).items()
    }


def demo_cards(conn: sa.Connection, person_ids: Iterable[int]) -> tuple[DemoCard, ...]:
    """The cards of the demo school's people, in the order given."""
    asked = list(person_ids)
    known = people_of(conn, asked)
    langs = {
        r.id: r.lang
        for r in conn.execute(sa.select(people.c.id, people.c.lang).where(people.c.id.in_(asked)))
    }
    of_staff = _rows_by_person(
        conn,
        sa.select(class_staff.c.person_id, classes.c.name)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(class_staff.c.person_id.in_(asked))
        .order_by(classes.c.year, classes.c.name),
    )
    of_family = _rows_by_person(
        conn,
        sa.select(contact_rights.c.person_id, pupils.c.name + sa.literal(" · ") + classes.c.name)
        .join(pupils, pupils.c.id == contact_rights.c.pupil_id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(contact_rights.c.person_id.in_(asked))
        .order_by(pupils.c.name),
    )
    return tuple(
        DemoCard(
            person_id=id_,
            name=known[id_].name,
            role=known[id_].role,
            lang=langs[id_],
            children=of_family.get(id_, ()) if known[id_].role is Role.PARENT else of_staff.get(id_, ()),
        )
        for id_ in asked
        if id_ in known
    )


def languages_of(conn: sa.Connection, topic: str, now: int) -> list[str]:
    """The languages of everybody who may read a topic, families and staff, in the order of the alphabet.

    ``person:7`` is one person's own; ``role:office`` is the office's; ``team:class:3`` is for those who may post
    to ``class:3``; ``talk:…`` and ``staff:talk:…`` are threads, as ``core.viewer`` reads them, and
    ``forms:class:3`` is what is asked in a place.
    """
    if topic.startswith(("talk:", "staff:")):
        return thread_languages(conn, topic, now)
    if topic.startswith("person:"):
        readers = [sa.select(people.c.lang).where(people.c.id == number_in(topic))]
    elif topic.startswith("role:"):
        readers = [_staff_with(staff_roles.c.role == topic.removeprefix("role:"))]
    elif topic.startswith("team:"):
        readers = _staff_who_post(topic.removeprefix("team:"))
    else:
        readers = [_families_who_read(topic, now), *_staff_who_read(topic)]
    open_accounts = (reader.where(people.c.closed_at.is_(None)) for reader in readers)
    return sorted(conn.execute(sa.union(*open_accounts)).scalars())


def holders_of(conn: sa.Connection, role: Role) -> list[int]:
    """Who holds a role for the whole school."""
    held = (
        sa.select(staff_roles.c.person_id)
        .join(people, people.c.id == staff_roles.c.person_id)
        .where(staff_roles.c.role == role.value, people.c.closed_at.is_(None))
        .order_by(staff_roles.c.person_id)
    )
    return list(conn.execute(held).scalars())


def _families_who_read(topic: str, now: int) -> sa.Select[tuple[str]]:
    return (
        sa.select(people.c.lang)
        .join(contact_rights, contact_rights.c.person_id == people.c.id)
        .join(pupils, pupils.c.id == contact_rights.c.pupil_id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils_under(topic), pupils.c.left_at.is_(None), is_current(now), right_for(topic))
    )


def _staff_who_read(topic: str) -> list[sa.Select[tuple[str]]]:
    roles = [Role.SMT, Role.DSL]
    if topic == SCHOOL or topic.startswith(("year:", FORMS)):
        roles.append(Role.OFFICE)
    if topic == SCHOOL:
        roles.append(Role.PROFESSIONAL)
    return [_class_staff_under(topic), _staff_with(staff_roles.c.role.in_(roles))]


def _staff_who_post(topic: str) -> list[sa.Select[tuple[str]]]:
    """Those who may post to a topic, and who may read whatever waits there (spec 1.4)."""
    role = staff_roles.c.role
    readers = [_staff_with(role.in_((Role.SMT, Role.DSL)))]
    if topic == SCHOOL or topic.startswith("year:"):
        readers.append(_staff_with(role == Role.OFFICE))
    else:
        readers.append(_class_staff_under(topic))
    if topic == SCHOOL:
        readers.append(_staff_with(sa.and_(role == Role.PROFESSIONAL, staff_roles.c.may_post_school)))
    return readers


def _staff_with(which: sa.ColumnElement[bool]) -> sa.Select[tuple[str]]:
    return sa.select(people.c.lang).join(staff_roles, staff_roles.c.person_id == people.c.id).where(which)


def _class_staff_under(topic: str) -> sa.Select[tuple[str]]:
    """A professional who works with a class sees neither its portfolios nor its forms (spec 3.2, 7.5)."""
    team_alone = topic.startswith(("pupil:", FORMS))
    in_team = class_staff.c.role != Role.PROFESSIONAL if team_alone else sa.true()
    return (
        sa.select(people.c.lang)
        .join(class_staff, class_staff.c.person_id == people.c.id)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(classes_under(topic), in_team)
    )


def _numbers(topics: Iterable[str], kind: str) -> list[int]:
    return [number_in(topic) for topic in topics if topic.startswith(f"{kind}:")]


def _rows_by_person(conn: sa.Connection, query: sa.Select[Any]) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for person_id, said in conn.execute(query):
        found[person_id] = (*found.get(person_id, ()), said)
    return found
