"""Which languages are read in a thread: asked with every message, so in a statement that is put together once."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.hot import Hot
from server.school.rules import CLASS_TEAM
from server.school.tables import class_staff, classes, contact_rights

_NUMBER = sa.BigInteger


def thread_languages(conn: sa.Connection, topic: str, now: int) -> list[str]:
    """The languages of everybody who may read ``talk:…``, or of the staff alone for ``staff:talk:…``."""
    talk = topic.removeprefix("staff:")
    _, pupil, kind, whom = talk.split(":")
    numbers = [int(number) for number in whom.split(",")]
    values = {f"whom{n}": number for n, number in enumerate(numbers)}
    if talk == topic:
        values |= {"pupil": int(pupil), "now": now}
    rows = _readers(kind, len(numbers), family=talk == topic).run(conn, values)
    return sorted(row[0] for row in rows)


@lru_cache(maxsize=32)
def _readers(kind: str, named: int, *, family: bool) -> Hot:
    staff = _class_team() if kind == "class" else _named(named)
    readers = [_family(), staff] if family else [staff]
    return Hot(sa.union(*(reader.where(people.c.closed_at.is_(None)) for reader in readers)))


def _family() -> "sa.Select[Any]":
    right, now = contact_rights.c, sa.bindparam("now", type_=_NUMBER)
    return (
        sa.select(people.c.lang)
        .join(contact_rights, right.person_id == people.c.id)
        .where(
            right.pupil_id == sa.bindparam("pupil", type_=_NUMBER),
            right.messages,
            right.starts_at <= now,
            sa.or_(right.ends_at.is_(None), right.ends_at > now),
        )
    )


def _class_team() -> "sa.Select[Any]":
    return (
        sa.select(people.c.lang)
        .join(class_staff, class_staff.c.person_id == people.c.id)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(
            classes.c.id == sa.bindparam("whom0", type_=_NUMBER),
            sa.or_(*(class_staff.c.role == role.value for role in sorted(CLASS_TEAM))),
        )
    )


def _named(many: int) -> "sa.Select[Any]":
    named = sa.or_(*(people.c.id == sa.bindparam(f"whom{n}", type_=_NUMBER) for n in range(many)))
    return sa.select(people.c.lang).where(named)
