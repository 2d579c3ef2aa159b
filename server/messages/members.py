"""Who is in a thread: the adults of its pupil, and the class team or the staff whom it names."""

from collections import defaultdict
from collections.abc import Sequence
from typing import NamedTuple

import sqlalchemy as sa

from server.accounts.tables import people
from server.messages.standing import ThreadRow
from server.messages.tables import thread_staff
from server.school.queries import people_of
from server.school.rules import CLASS_TEAM
from server.school.scope import is_current
from server.school.tables import class_staff, contact_rights, pupils
from wire.base import Person, Role
from wire.messages import ThreadKind

People = tuple[Person, ...]


class Members(NamedTuple):
    """``family`` by pupil, ``teams`` by class, ``named`` by thread."""

    family: dict[int, People]
    teams: dict[int, People]
    named: dict[int, People]

    def staff_of(self, thread: ThreadRow) -> People:
        """The staff of a thread."""
        if thread.kind == ThreadKind.CLASS:
            return self.teams.get(thread.class_id or 0, ())
        return self.named.get(thread.id, ())


def members_of(conn: sa.Connection, rows: Sequence[ThreadRow], now: int) -> Members:
    """Everybody in these threads as of now, by name."""
    named = [row.id for row in rows if row.kind == ThreadKind.NAMED]
    taught = {row.class_id for row in rows if row.class_id is not None}
    return Members(
        family=families_of(conn, {row.pupil_id for row in rows}, now),
        teams=teams_of(conn, taught) if taught else {},
        named=_named_in(conn, named) if named else {},
    )


def families_of(conn: sa.Connection, pupil_ids: set[int], now: int) -> dict[int, People]:
    """The adults with whom messages about each of these pupils are exchanged."""
    rows = conn.execute(
        sa.select(contact_rights.c.pupil_id, people.c.id, people.c.name)
        .join(people, people.c.id == contact_rights.c.person_id)
        .join(pupils, pupils.c.id == contact_rights.c.pupil_id)
        .where(contact_rights.c.pupil_id.in_(pupil_ids), contact_rights.c.messages, is_current(now))
        .where(people.c.closed_at.is_(None), pupils.c.left_at.is_(None))
        .distinct()
        .order_by(people.c.name, people.c.id)
    )
    found: dict[int, People] = defaultdict(tuple)
    for row in rows:
        found[row.pupil_id] += (Person(id=row.id, name=row.name, role=Role.PARENT),)
    return found


def teams_of(conn: sa.Connection, class_ids: set[int]) -> dict[int, People]:
    """The teachers and then the TAs of each of these classes."""
    rows = conn.execute(
        sa.select(class_staff.c.class_id, class_staff.c.role, people.c.id, people.c.name)
        .join(people, people.c.id == class_staff.c.person_id)
        .where(class_staff.c.class_id.in_(class_ids), class_staff.c.role.in_(CLASS_TEAM))
        .where(people.c.closed_at.is_(None))
        .order_by(class_staff.c.role.desc(), people.c.name, people.c.id)
    )
    found: dict[int, People] = defaultdict(tuple)
    for row in rows:
        found[row.class_id] += (Person(id=row.id, name=row.name, role=Role(row.role)),)
    return found


def _named_in(conn: sa.Connection, thread_ids: Sequence[int]) -> dict[int, People]:
    rows = conn.execute(
        sa.select(thread_staff.c.thread_id, thread_staff.c.person_id)
        .where(thread_staff.c.thread_id.in_(thread_ids))
        .order_by(thread_staff.c.thread_id, thread_staff.c.person_id)
    ).all()
    known = people_of(conn, {row.person_id for row in rows})
    found: dict[int, People] = defaultdict(tuple)
    for row in rows:
        if row.person_id in known:
            found[row.thread_id] += (known[row.person_id],)
    return found
