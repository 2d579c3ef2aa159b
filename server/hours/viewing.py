"""The gate: what of somebody who works here is here now, from where they ask (spec 5.5, 6.1, 6.4)."""

from dataclasses import replace

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.audit import record
from server.core.context import Admit
from server.core.db import Tx
from server.core.viewer import Shut, Viewer
from server.core.whence import Whence
from server.hours import rules
from server.hours.queries import calendar_of, cover_of, hours_of, is_registered
from server.hours.tables import hours_exceptions
from wire.base import STAFF, Role

EXCEPTED = frozenset({Role.SMT, Role.DSL})
"""Who may be here outside staff hours; that they are is recorded."""


def admission(*, watches: bool) -> Admit:
    """``watches``: whether the school lets staff in only from its own networks and devices."""

    def admit(conn: sa.Connection, viewer: Viewer, whence: Whence, now: int) -> Viewer:
        if not viewer.roles & STAFF:
            return viewer
        if watches and not whence.inside and not is_registered(conn, whence.device):
            return viewer.family_only(Shut("not_from_here"), None)
        return _within_hours(conn, viewer, now)

    return admit


def _within_hours(conn: sa.Connection, viewer: Viewer, now: int) -> Viewer:
    changes_at = None
    if hours_of(conn).on:
        calendar = calendar_of(conn)
        changes_at = rules.next_change(calendar, now)
        if not rules.is_at_work(calendar, now):
            if not viewer.roles & EXCEPTED:
                return viewer.family_only(Shut("closed", rules.opens_at(calendar, now)), changes_at)
            viewer = _excepted(conn, viewer, rules.closed_since(calendar, now))
    return _covering(conn, viewer, changes_at, now)


def _excepted(conn: sa.Connection, viewer: Viewer, since: int) -> Viewer:
    noted = sa.select(hours_exceptions.c.since).where(
        hours_exceptions.c.person_id == viewer.person_id, hours_exceptions.c.since == since
    )
    return viewer if conn.execute(noted).first() else replace(viewer, exception=since)


def _covering(conn: sa.Connection, viewer: Viewer, changes_at: int | None, now: int) -> Viewer:
    """A TA writes in the threads of a class whose teachers are all away."""
    helped = viewer.teams - viewer.writes
    covers, cover_changes = cover_of(conn, helped, now) if helped else ({}, None)
    moments = [at for at in (changes_at, cover_changes) if at is not None]
    return replace(
        viewer, writes=viewer.writes | covers.keys(), covers=covers, changes_at=min(moments, default=None)
    )


def note_exception(tx: Tx, viewer: Viewer) -> None:
    """Puts it on record that somebody is here outside staff hours, once for each closed period."""
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    added = tx.conn.execute(
        dialect.insert(hours_exceptions)
        .values(person_id=viewer.person_id, since=viewer.exception)
        .on_conflict_do_nothing()
        .returning(hours_exceptions.c.since)
    ).first()
    if added:
        record(tx, viewer.person_id, "hours:exception:use", f"person:{viewer.person_id}", since=added.since)
