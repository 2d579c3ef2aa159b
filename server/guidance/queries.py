"""Whom to call in place of writing: the office, or a pupil's family (spec 6.6, 6.7)."""

from collections.abc import Sequence

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.guidance.rules import may_know_numbers
from server.school.queries import school_card
from server.school.rules import class_topic
from server.school.scope import is_current
from server.school.tables import contact_rights, pupils
from wire.base import STAFF
from wire.guidance import CheckWords, FamilyNumber, GuidanceWay, Hint, MatterKind
from wire.school import School

_WITH_PHONE = frozenset(GuidanceWay) - {GuidanceWay.CALL_FAMILY}
_WITH_EMAIL = frozenset((GuidanceWay.ARRANGE_TO_SPEAK, GuidanceWay.COMPLAINT_PROCEDURE))


def check_may_ask(conn: sa.Connection, viewer: Viewer, ask: CheckWords) -> None:
    """Only for a side that one has, and a pupil with whose family one has to do.

    Raises ``not_allowed`` or ``not_found``.
    """
    if ask.side == "staff" and not viewer.roles & STAFF:
        raise Refused("not_allowed", 403)
    if ask.pupil_id is None:
        return
    if ask.side == "family":
        mine = ask.pupil_id in viewer.family
    else:
        of = sa.select(pupils.c.class_id).where(pupils.c.id == ask.pupil_id, pupils.c.left_at.is_(None))
        class_id = conn.execute(of).scalar()
        mine = class_id is not None and may_know_numbers(viewer, class_topic(class_id))
    if not mine:
        raise not_found()


def hints_for(
    conn: sa.Connection, ways: Sequence[tuple[MatterKind, GuidanceWay]], pupil_id: int | None, now: int
) -> tuple[Hint, ...]:
    """The ways with their numbers."""
    card = school_card(conn) if ways else None
    return tuple(_hint(conn, card, kind, way, pupil_id, now) for kind, way in ways if card)


def _hint(
    conn: sa.Connection, card: School, kind: MatterKind, way: GuidanceWay, pupil_id: int | None, now: int
) -> Hint:
    return Hint(
        kind=kind,
        way=way,
        phone=card.phone if way in _WITH_PHONE else "",
        email=card.email if way in _WITH_EMAIL else "",
        family=numbers_of(conn, pupil_id, now) if pupil_id and way is GuidanceWay.CALL_FAMILY else (),
    )


def numbers_of(conn: sa.Connection, pupil_id: int, now: int) -> tuple[FamilyNumber, ...]:
    """The adults of a pupil who have a telephone number on record, by name. It asks for no rights."""
    rows = conn.execute(
        sa.select(people.c.id, people.c.name, people.c.phone)
        .join(contact_rights, contact_rights.c.person_id == people.c.id)
        .where(contact_rights.c.pupil_id == pupil_id, is_current(now), contact_rights.c.messages.is_(True))
        .where(people.c.phone.is_not(None), people.c.closed_at.is_(None))
        .order_by(people.c.name, people.c.id)
        .distinct()
    )
    return tuple(FamilyNumber(name=row.name, phone=row.phone) for row in rows)
