"""Who has opened an item, and at which pupils' homes nobody has."""

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.viewer import Viewer
from server.library.queries import FARTHEST, checked_opener
from server.library.tables import openings
from server.school.queries import people_of
from server.school.scope import is_current, pupils_under, right_for
from server.school.tables import classes, contact_rights, pupils
from wire.library import PAGE, Openers, OpenersAsk, OpenersLine, Opening


def openers_of(conn: sa.Connection, viewer: Viewer, ask: OpenersAsk, now: int) -> Openers:
    """One page of the pupils whom an item is for, with those of their adults who opened its newest version.

    Raises ``not_found``, ``not_allowed``.
    """
    item = checked_opener(conn, viewer, ask.item_id)
    at_home, start = (
        _opened_at_home(item.topic, ask.item_id, item.version, now),
        min(ask.before or 0, FARTHEST),
    )
    about = [pupils_under(item.topic), pupils.c.left_at.is_(None), classes.c.archived_at.is_(None)]
    shown = [*about, sa.not_(at_home)] if ask.missing else about
    query = (
        sa.select(pupils.c.id, pupils.c.name, classes.c.name.label("class_name"))
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(*shown)
        .order_by(classes.c.year, classes.c.name, pupils.c.name, pupils.c.id)
    )
    rows = conn.execute(query.offset(start).limit(PAGE + 1)).all()
    page = rows[:PAGE]
    ids = [row.id for row in page]
    opened, on_app = _by_pupil(conn, ids, item.topic, ask.item_id, item.version, now)
    return Openers(
        pupils=_number(conn, about),
        opened=_number(conn, [*about, at_home]),
        lines=tuple(
            OpenersLine(
                pupil_id=row.id,
                name=row.name,
                class_name=row.class_name,
                opened=opened.get(row.id, ()),
                on_app=row.id in on_app,
            )
            for row in page
        ),
        next=start + PAGE if len(rows) > PAGE else None,
    )


def _number(conn: sa.Connection, which: "list[sa.ColumnElement[bool]]") -> int:
    those = sa.select(sa.func.count()).select_from(pupils).join(classes, classes.c.id == pupils.c.class_id)
    return int(conn.execute(those.where(*which)).scalar_one())


def _tied(topic: str, now: int) -> sa.ColumnElement[bool]:
    return sa.and_(right_for(topic), is_current(now), people.c.closed_at.is_(None))


def _opened_at_home(topic: str, item_id: int, version: int, now: int) -> sa.ColumnElement[bool]:
    """Whether one of a pupil's adults opened it, as a condition on ``pupils``."""
    return sa.exists().where(
        contact_rights.c.pupil_id == pupils.c.id,
        people.c.id == contact_rights.c.person_id,
        _tied(topic, now),
        openings.c.person_id == contact_rights.c.person_id,
        openings.c.item_id == item_id,
        openings.c.version >= version,
    )


def _by_pupil(
    conn: sa.Connection, ids: list[int], topic: str, item_id: int, version: int, now: int
) -> tuple[dict[int, tuple[Opening, ...]], set[int]]:
    """Who opened it, by pupil; and the pupils of whom somebody is on the app."""
    seen = sa.and_(
        openings.c.person_id == contact_rights.c.person_id,
        openings.c.item_id == item_id,
        openings.c.version >= version,
    )
    on_app = sa.or_(people.c.password_hash.is_not(None), people.c.seen_at.is_not(None))
    rows = conn.execute(
        sa.select(contact_rights.c.pupil_id, people.c.id, openings.c.at, on_app.label("on_app"))
        .join(people, people.c.id == contact_rights.c.person_id)
        .outerjoin(openings, seen)
        .where(contact_rights.c.pupil_id.in_(ids), _tied(topic, now))
        .order_by(contact_rights.c.pupil_id, openings.c.at, people.c.id)
        .distinct()
    ).all()
    who = people_of(conn, {row.id for row in rows if row.at is not None})
    opened: dict[int, tuple[Opening, ...]] = {}
    for row in rows:
        if row.at is not None:
            opened[row.pupil_id] = (*opened.get(row.pupil_id, ()), Opening(person=who[row.id], at=row.at))
    return opened, {row.pupil_id for row in rows if row.on_app}
