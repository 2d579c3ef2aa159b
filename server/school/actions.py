"""Setting up the school, and tying people to it; every change reaches open apps at once (spec 1.2)."""

from collections.abc import Callable

import sqlalchemy as sa

from server.core.audit import record
from server.core.db import Tx
from server.core.feed import tell_rights_changed
from server.core.jobs import enqueue
from server.core.refused import not_found
from server.school.tables import class_staff, classes, contact_rights, pupils, school, staff_roles
from wire.base import Role
from wire.school import School

RIGHTS_DUE = "rights_due"
"""The job that tells a person at the moment when a right of theirs begins or ends by its date."""


def set_school(tx: Tx, card: School) -> None:
    """Writes what anybody may know of the school."""
    tx.conn.execute(school.delete())
    tx.conn.execute(
        school.insert(),
        {
            "id": 1,
            "name": card.name,
            "code": card.code,
            "colour": card.colour,
            "phone": card.phone,
            "email": card.email,
            "time_zone": card.time_zone,
        },
    )


class Beginnings(tuple[Callable[[Tx, int], None], ...]):
    """What features write for a new class, in the commit that makes it; held by the school's database."""

    __slots__ = ()


def add_class(tx: Tx, name: str, year: int) -> int:
    """Adds a class; ``year`` 0 is Reception. Returns its id."""
    class_id = _added(tx, classes, name=name, year=year)
    for begin in tx.db.held.get(Beginnings, ()):
        begin(tx, class_id)
    return class_id


def add_pupil(tx: Tx, name: str, class_id: int) -> int:
    """Adds a pupil to a class. Returns their id."""
    pupil_id = _added(tx, pupils, name=name, class_id=class_id)
    _tell_team(tx, class_id)
    return pupil_id


def add_right(  # noqa: PLR0913 - a right is its parts
    tx: Tx,
    person_id: int,
    pupil_id: int,
    relationship: str,
    *,
    starts_at: int | None = None,
    ends_at: int | None = None,
    stories: bool = True,
    messages: bool = True,
    forms: bool = True,
    portfolio: bool = True,
    by: int | None = None,
) -> int:
    """Ties an adult to a pupil (times in ms; from now on if no start is given). Returns the right's id."""
    right_id = _added(
        tx,
        contact_rights,
        person_id=person_id,
        pupil_id=pupil_id,
        relationship=relationship,
        starts_at=tx.now if starts_at is None else starts_at,
        ends_at=ends_at,
        stories=stories,
        messages=messages,
        forms=forms,
        portfolio=portfolio,
    )
    record(tx, by, "school:right:add", f"right:{right_id}", person=person_id, pupil=pupil_id)
    tell_rights_changed(tx, person_id)
    for moment in (starts_at, ends_at):
        _tell_at(tx, person_id, moment)
    return right_id


def end_right(tx: Tx, right_id: int, *, at: int | None = None, by: int | None = None) -> None:
    """Ends a contact right now, or at a later moment (ms); then nothing of the pupil reaches the adult any more."""
    moment = tx.now if at is None else max(at, tx.now)
    row = tx.conn.execute(
        contact_rights.update()
        .where(contact_rights.c.id == right_id)
        .values(ends_at=moment)
        .returning(contact_rights.c.person_id, contact_rights.c.pupil_id)
    ).first()
    if row is None:
        raise not_found()
    record(
        tx, by, "school:right:end", f"right:{right_id}", person=row.person_id, pupil=row.pupil_id, at=moment
    )
    tell_rights_changed(tx, row.person_id)
    _tell_at(tx, row.person_id, moment)


def add_to_class(tx: Tx, person_id: int, class_id: int, role: Role, *, by: int | None = None) -> None:
    """Makes somebody teacher, TA or professional of a class, or changes which of these they are."""
    remove_from_class(tx, person_id, class_id, by=by)
    tx.conn.execute(class_staff.insert(), {"person_id": person_id, "class_id": class_id, "role": role.value})
    record(tx, by, "school:staff:add", f"class:{class_id}", person=person_id, role=role.value)
    tell_rights_changed(tx, person_id)


def remove_from_class(tx: Tx, person_id: int, class_id: int, *, by: int | None = None) -> None:
    """Takes somebody out of a class's staff, if they are in it."""
    gone = tx.conn.execute(
        class_staff.delete().where(class_staff.c.person_id == person_id, class_staff.c.class_id == class_id)
    )
    if gone.rowcount:
        record(tx, by, "school:staff:remove", f"class:{class_id}", person=person_id)
        tell_rights_changed(tx, person_id)


def give_role(
    tx: Tx, person_id: int, role: Role, *, may_post_school: bool = False, by: int | None = None
) -> None:
    """Gives somebody a role for the whole school; for a professional also whether they may post to all of it."""
    which = sa.and_(staff_roles.c.person_id == person_id, staff_roles.c.role == role.value)
    tx.conn.execute(staff_roles.delete().where(which))
    tx.conn.execute(
        staff_roles.insert(),
        {"person_id": person_id, "role": role.value, "may_post_school": may_post_school},
    )
    record(tx, by, "school:role:give", f"person:{person_id}", role=role.value)
    tell_rights_changed(tx, person_id)


def move_pupil(tx: Tx, pupil_id: int, class_id: int, *, by: int | None = None) -> None:
    """Puts a pupil into another class: family and both class teams see what follows at once."""
    before = tx.conn.execute(sa.select(pupils.c.class_id).where(pupils.c.id == pupil_id)).scalar()
    if before is None:
        raise not_found()
    tx.conn.execute(pupils.update().where(pupils.c.id == pupil_id).values(class_id=class_id))
    record(tx, by, "school:pupil:move", f"pupil:{pupil_id}", before=before, now=class_id)
    _tell_family(tx, pupil_id)
    _tell_team(tx, before)
    _tell_team(tx, class_id)


def let_leave(tx: Tx, pupil_id: int, *, by: int | None = None) -> None:
    """A pupil leaves the school: nothing of it reaches their family any more."""
    class_id = tx.conn.execute(
        pupils.update().where(pupils.c.id == pupil_id).values(left_at=tx.now).returning(pupils.c.class_id)
    ).scalar()
    if class_id is None:
        raise not_found()
    record(tx, by, "school:pupil:leave", f"pupil:{pupil_id}")
    _tell_family(tx, pupil_id)
    _tell_team(tx, class_id)


def _added(tx: Tx, table: sa.Table, **values: object) -> int:
    return int(tx.conn.execute(table.insert().values(**values).returning(table.c.id)).scalar_one())


def _tell_team(tx: Tx, class_id: int) -> None:
    team = sa.select(class_staff.c.person_id).where(class_staff.c.class_id == class_id)
    for person_id in tx.conn.execute(team).scalars().all():
        tell_rights_changed(tx, person_id)


def _tell_family(tx: Tx, pupil_id: int) -> None:
    adults = sa.select(contact_rights.c.person_id).where(contact_rights.c.pupil_id == pupil_id).distinct()
    for person_id in tx.conn.execute(adults).scalars().all():
        tell_rights_changed(tx, person_id)


def _tell_at(tx: Tx, person_id: int, moment: int | None) -> None:
    if moment is not None and moment > tx.now:
        enqueue(tx, RIGHTS_DUE, {"person_id": person_id}, due=moment)
