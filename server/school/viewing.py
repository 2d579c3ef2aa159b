"""Works out, for whoever holds a session, what reaches them and where they may post."""

from collections import defaultdict

import sqlalchemy as sa

from server.accounts.actions import note_seen
from server.accounts.queries import Session, session_by_id, session_of
from server.accounts.rules import is_worth_noting
from server.accounts.tables import people
from server.core.context import Identify
from server.core.db import Database
from server.core.viewer import Viewer
from server.school import rules
from server.school.modules import switched_off
from server.school.rules import Place, Tie
from server.school.scope import is_current
from server.school.tables import class_staff, classes, contact_rights, pupils, staff_roles
from wire.base import Role


def identifier(db: Database) -> Identify:
    """Who holds a token or a session; also notes, every few minutes and in another thread, that it is in use."""

    def identify(conn: sa.Connection, proof: str | int, now: int) -> Viewer | None:
        found = session_of if isinstance(proof, str) else session_by_id
        session = found(conn, proof, now)  # type: ignore[arg-type]
        if session is None:
            return None
        if is_worth_noting(now, session.seen_at):
            db.threads.submit(db.write, lambda tx: note_seen(tx, session))
        return _viewer(conn, session, now)

    return identify


def viewer_of(conn: sa.Connection, token_hash: str, now: int) -> Viewer | None:
    """Who holds this token; ``None`` if nobody does any more."""
    session = session_of(conn, token_hash, now)
    return _viewer(conn, session, now) if session else None


def viewer_of_session(conn: sa.Connection, session_id: int, now: int) -> Viewer | None:
    """Whose session this is; ``None`` if it has ended."""
    session = session_by_id(conn, session_id, now)
    return _viewer(conn, session, now) if session else None


def viewer_of_person(conn: sa.Connection, person_id: int, now: int) -> Viewer | None:
    """What reaches somebody, signed in or not; ``None`` once their account is closed."""
    row = conn.execute(
        sa.select(people.c.name, people.c.lang).where(people.c.id == person_id, people.c.closed_at.is_(None))
    ).first()
    return _viewer(conn, Session(0, person_id, row.name, row.lang, now), now) if row else None


def _viewer(conn: sa.Connection, session: Session, now: int) -> Viewer:
    ties = _ties(conn, session.person_id, now)
    places = _places(conn, session.person_id)
    given = _given_roles(conn, session.person_id)
    roles = frozenset(given) | {place.role for place in places}
    if ties or not roles:
        roles |= {Role.PARENT}
    every = (
        _every_class(conn, with_pupils=rules.may_post_everywhere(roles))
        if rules.may_post_years(roles)
        else []
    )
    return Viewer(
        person_id=session.person_id,
        session_id=session.id,
        name=session.name,
        lang=session.lang,
        roles=roles,
        family={tie.pupil_id: rules.family_topics(tie) for tie in ties},
        staff=rules.staff_topics(roles, places, [place.year for place in every]),
        all_topics=rules.reads_everything(roles),
        posts=rules.post_topics(roles, places, every, allowed_school=any(given.values())),
        leads=frozenset().union(
            *(rules.class_post_topics(place) for place in places if place.role is Role.TEACHER)
        ),
        talks=frozenset(tie.pupil_id for tie in ties if tie.messages),
        teams=frozenset(place.class_id for place in places if place.role in rules.CLASS_TEAM),
        signs={tie.pupil_id: rules.signed_places(tie) for tie in ties if tie.forms},
        gathers=rules.gathered_places(places),
        writes=frozenset(place.class_id for place in places if place.role is Role.TEACHER),
        off=switched_off(conn),
    )


def _ties(conn: sa.Connection, person_id: int, now: int) -> list[Tie]:
    """Current contact rights. Of two for one pupil, each gives what it gives."""
    right = contact_rights.c
    rows = conn.execute(
        sa.select(
            right.pupil_id,
            pupils.c.class_id,
            classes.c.year,
            right.stories,
            right.portfolio,
            right.messages,
            right.forms,
        )
        .join(pupils, pupils.c.id == right.pupil_id)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(right.person_id == person_id, is_current(now), pupils.c.left_at.is_(None))
        .order_by(right.pupil_id)
    )
    merged: dict[int, Tie] = {}
    for row in rows:
        before = merged.get(row.pupil_id)
        merged[row.pupil_id] = Tie(
            row.pupil_id,
            row.class_id,
            row.year,
            stories=row.stories or bool(before and before.stories),
            portfolio=row.portfolio or bool(before and before.portfolio),
            messages=row.messages or bool(before and before.messages),
            forms=row.forms or bool(before and before.forms),
        )
    return list(merged.values())


def _places(conn: sa.Connection, person_id: int) -> list[Place]:
    rows = conn.execute(
        sa.select(classes.c.id, classes.c.year, class_staff.c.role)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(class_staff.c.person_id == person_id, classes.c.archived_at.is_(None))
        .order_by(classes.c.id)
    ).all()
    team = [row.id for row in rows if Role(row.role) in rules.CLASS_TEAM]
    inside = _pupils_by_class(conn, pupils.c.class_id.in_(team)) if team else {}
    return [Place(r.id, r.year, Role(r.role), tuple(inside.get(r.id, ()))) for r in rows]


def _every_class(conn: sa.Connection, *, with_pupils: bool) -> list[Place]:
    rows = conn.execute(sa.select(classes.c.id, classes.c.year).where(classes.c.archived_at.is_(None)))
    inside = _pupils_by_class(conn, sa.true()) if with_pupils else {}
    return [Place(r.id, r.year, Role.SMT, tuple(inside.get(r.id, ()))) for r in rows]


def _pupils_by_class(conn: sa.Connection, which: sa.ColumnElement[bool]) -> dict[int, list[int]]:
    found: dict[int, list[int]] = defaultdict(list)
    query = sa.select(pupils.c.class_id, pupils.c.id).where(which, pupils.c.left_at.is_(None))
    for row in conn.execute(query.order_by(pupils.c.id)):
        found[row.class_id].append(row.id)
    return found


def _given_roles(conn: sa.Connection, person_id: int) -> dict[Role, bool]:
    rows = conn.execute(
        sa.select(staff_roles.c.role, staff_roles.c.may_post_school).where(
            staff_roles.c.person_id == person_id
        )
    )
    return {Role(row.role): row.may_post_school for row in rows}
