"""One thread as it stands, for whoever reads or writes in it."""

from functools import lru_cache
from typing import Any, NamedTuple

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.hot import Hot
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.messages.rules import NAMED_BY_FAMILIES, Standing
from server.messages.tables import thread_staff, threads
from server.school.tables import class_staff, classes, pupils, staff_roles
from wire.base import Role
from wire.messages import ThreadKind

_now_in = classes.alias("now_in")


class ThreadRow(NamedTuple):
    """What a row of ``thread_rows`` says. ``pupil_class``: where the pupil is now."""

    id: int
    topic: str
    kind: str
    pupil_id: int
    class_id: int | None
    last_id: int | None
    waiting_id: int | None
    waiting_since: int | None
    pupil_name: str
    pupil_class: int
    class_name: str
    is_over: bool
    staffed: bool

    @property
    def standing(self) -> Standing:
        """What decides on writing in it."""
        return Standing(
            kind=self.kind,
            topic=self.topic,
            class_id=self.class_id,
            pupil_id=self.pupil_id,
            pupil_class=self.pupil_class,
            is_over=bool(self.is_over),
            staffed=bool(self.staffed),
        )


def thread_rows(*more: "sa.ColumnElement[Any]") -> "sa.Select[Any]":
    """Threads with what is known of their pupil; columns as in ``ThreadRow``, then ``more``."""
    elsewhere = {
        "pupil_name": pupils.c.name,
        "pupil_class": pupils.c.class_id,
        "class_name": classes.c.name,
        "is_over": sa.or_(
            pupils.c.left_at.is_not(None),
            classes.c.archived_at.is_not(None),
            _now_in.c.archived_at.is_not(None),
        ),
        "staffed": sa.or_(threads.c.kind == ThreadKind.CLASS, _still_answers()),
    }
    columns = [
        elsewhere[name].label(name) if name in elsewhere else threads.c[name] for name in ThreadRow._fields
    ]
    return (
        sa.select(*columns, *more)
        .select_from(threads)
        .join(pupils, pupils.c.id == threads.c.pupil_id)
        .join(_now_in, _now_in.c.id == pupils.c.class_id)
        .join(classes, classes.c.id == sa.func.coalesce(threads.c.class_id, pupils.c.class_id))
    )


def thread_row(conn: sa.Connection, thread_id: int, *, locked: bool = False) -> ThreadRow | None:
    """A thread; ``locked``: until the commit nobody else writes in it, so that ids grow in the order of commits."""
    rows = (_locked() if locked else _by_id()).run(conn, {"thread_id": thread_id})
    return ThreadRow._make(rows[0]) if rows else None


def readable(conn: sa.Connection, viewer: Viewer, thread_id: int, *, locked: bool = False) -> ThreadRow:
    """A thread that this person may read. Raises ``not_found``."""
    thread = thread_row(conn, thread_id, locked=locked)
    if thread is None or not viewer.may_read(thread.topic):
        raise not_found()
    return thread


def _still_answers() -> "sa.ColumnElement[bool]":
    """Whether one of the named staff may still write about the pupil, as ``rules.works_with`` says of oneself."""
    staff = people.alias("staff")
    with_class = (
        sa.select(class_staff.c.person_id)
        .where(
            class_staff.c.person_id == staff.c.id,
            class_staff.c.class_id == pupils.c.class_id,
            sa.or_(*(class_staff.c.role == role.value for role in sorted(NAMED_BY_FAMILIES))),
        )
        .correlate(staff, pupils)
        .exists()
    )
    manager = (
        sa.select(staff_roles.c.person_id)
        .where(staff_roles.c.person_id == staff.c.id, staff_roles.c.role == Role.SMT.value)
        .correlate(staff)
        .exists()
    )
    return (
        sa.select(thread_staff.c.person_id)
        .join(staff, staff.c.id == thread_staff.c.person_id)
        .where(thread_staff.c.thread_id == threads.c.id, staff.c.closed_at.is_(None))
        .where(sa.or_(with_class, manager))
        .correlate(threads, pupils)
        .exists()
    )


@lru_cache(maxsize=1)
def _by_id() -> Hot:
    return Hot(thread_rows().where(threads.c.id == sa.bindparam("thread_id", type_=sa.BigInteger)))


@lru_cache(maxsize=1)
def _locked() -> Hot:
    rows = thread_rows().where(threads.c.id == sa.bindparam("thread_id", type_=sa.BigInteger))
    return Hot(rows.with_for_update(of=threads))
