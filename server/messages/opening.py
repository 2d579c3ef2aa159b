"""Finding the thread of a family with their class team or with named staff, or making it."""

from collections.abc import Iterable, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core import audit
from server.core.db import Tx
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.messages import rules
from server.messages.partners import nameable_in
from server.messages.tables import thread_staff, threads
from server.school.tables import classes, pupils
from wire.messages import OpenThread, ThreadKind


def open_thread(tx: Tx, viewer: Viewer, ask: OpenThread) -> int:
    """Finds or makes the thread about a pupil with these staff, or with the class team; returns its id."""
    pupil = _pupil(tx.conn, ask.pupil_id)
    staff, may_be_named = set(ask.staff), nameable_in(tx.conn, {pupil.class_id}, viewer)[pupil.class_id]
    allowed = {person.id for person in may_be_named}
    if ask.pupil_id not in viewer.talks:
        staff = _named_by_staff(viewer, pupil.class_id, staff)
        allowed.add(viewer.person_id)
    if pupil.archived_at is not None:
        raise Refused(rules.CLASS_OVER, 409)
    if not staff:
        return class_threads(tx, viewer, pupil.class_id, [ask.pupil_id])[ask.pupil_id]
    if staff - allowed:
        raise not_found()
    return _named_thread(tx, viewer, ask.pupil_id, staff)


def check_in_it(conn: sa.Connection, viewer: Viewer, ask: OpenThread) -> None:
    """Whether somebody may read the thread that they opened with these words. Raises ``not_found``."""
    staff = set(ask.staff)
    if staff and ask.pupil_id not in viewer.talks:
        staff.add(viewer.person_id)
    with_team = rules.with_class(ask.pupil_id, _pupil(conn, ask.pupil_id).class_id)
    if not viewer.may_read(rules.with_named(ask.pupil_id, staff) if staff else with_team):
        raise not_found()


def class_threads(tx: Tx, viewer: Viewer, class_id: int, pupil_ids: Sequence[int]) -> dict[int, int]:
    """The threads of these pupils' families with their class team, made where there is none yet: pupil → thread."""
    topics = {rules.with_class(pupil, class_id): pupil for pupil in pupil_ids}
    known = dict(_by_topic(tx.conn, topics))
    rows = [
        {"topic": topic, "kind": ThreadKind.CLASS, "pupil_id": pupil, "class_id": class_id, "made_at": tx.now}
        for topic, pupil in topics.items()
        if topic not in known
    ]
    if rows:
        _make(tx, viewer, rows)
        known = dict(_by_topic(tx.conn, topics))
    return {topics[topic]: thread for topic, thread in known.items()}


def _named_by_staff(viewer: Viewer, class_id: int, named: set[int]) -> set[int]:
    if not named:
        if class_id not in viewer.teams:
            raise Refused("not_allowed") if rules.works_with(viewer, class_id) else not_found()
        return named
    if not rules.works_with(viewer, class_id):
        raise Refused(rules.NOT_COVERING) if class_id in viewer.teams else not_found()
    return named | {viewer.person_id}


def _named_thread(tx: Tx, viewer: Viewer, pupil_id: int, staff: set[int]) -> int:
    topic = rules.with_named(pupil_id, staff)
    if found := dict(_by_topic(tx.conn, [topic])):
        return found[topic]
    row = {
        "topic": topic,
        "kind": ThreadKind.NAMED,
        "pupil_id": pupil_id,
        "class_id": None,
        "made_at": tx.now,
    }
    _make(tx, viewer, [row])
    thread_id = dict(_by_topic(tx.conn, [topic]))[topic]
    members = [{"thread_id": thread_id, "person_id": person} for person in sorted(staff)]
    tx.conn.execute(_quietly(tx, thread_staff), members)
    return thread_id


def _make(tx: Tx, viewer: Viewer, rows: list[dict[str, object]]) -> None:
    """Of two who make the same thread at the same moment one makes it, and both find it."""
    tx.conn.execute(_quietly(tx, threads), rows)
    for row in rows:
        audit.record(tx, viewer.person_id, "messages:thread:open", str(row["topic"]))


def _quietly(tx: Tx, table: sa.Table) -> Any:
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    return dialect.insert(table).on_conflict_do_nothing()


def _by_topic(conn: sa.Connection, topics: Iterable[str]) -> list[tuple[str, int]]:
    rows = conn.execute(sa.select(threads.c.topic, threads.c.id).where(threads.c.topic.in_(list(topics))))
    return [(row.topic, row.id) for row in rows]


def _pupil(conn: sa.Connection, pupil_id: int) -> Any:
    found = conn.execute(
        sa.select(pupils.c.class_id, classes.c.archived_at)
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils.c.id == pupil_id, pupils.c.left_at.is_(None))
    ).first()
    if found is None:
        raise not_found()
    return found
