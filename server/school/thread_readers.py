"""Who reads a thread, and in which languages: asked with every message, so in statements put together once."""

from functools import lru_cache
from typing import Any

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.hot import Hot
from server.core.viewer import Side
from server.school.rules import CLASS_TEAM
from server.school.tables import class_staff, classes, contact_rights, pupils

_NUMBER = sa.BigInteger
_LANGUAGES = (people.c.lang,)
_PEOPLE = (people.c.id,)
_ON_APP = sa.or_(people.c.password_hash.is_not(None), people.c.seen_at.is_not(None))


def thread_languages(conn: sa.Connection, topic: str, now: int) -> list[str]:
    """The languages of everybody who may read ``talk:…``, or of the staff alone for ``staff:talk:…``."""
    talk = topic.removeprefix("staff:")
    kind, values = _values(talk)
    family = talk == topic
    rows = _languages(kind, len(values) - 1, family=family).run(conn, {**values, "now": now})
    return sorted(row[0] for row in rows)


def thread_people(conn: sa.Connection, topic: str, now: int) -> list[tuple[int, Side]]:
    """Everybody on the app who may read ``talk:…`` or ``staff:talk:…``, and on which side.

    Who reads it on both stands there twice.
    """
    talk = topic.removeprefix("staff:")
    kind, values = _values(talk)
    rows = _people(kind, len(values) - 1).run(conn, {**values, "now": now})
    found: list[tuple[int, Side]] = [
        (int(one), "family" if is_family else "staff") for one, is_family in rows
    ]
    return sorted(one for one in found if talk == topic or one[1] == "staff")


def _values(talk: str) -> tuple[str, dict[str, int]]:
    _, pupil, kind, whom = talk.split(":")
    named = {f"whom{n}": int(number) for n, number in enumerate(whom.split(","))}
    return kind, {"pupil": int(pupil), **named}


@lru_cache(maxsize=32)
def _languages(kind: str, named: int, *, family: bool) -> Hot:
    staff = _staff(_LANGUAGES, kind, named)
    return Hot(sa.union(*([_family(_LANGUAGES), staff] if family else [staff])))


@lru_cache(maxsize=32)
def _people(kind: str, named: int) -> Hot:
    sides = _family((*_PEOPLE, sa.literal(1))), _staff((*_PEOPLE, sa.literal(0)), kind, named)
    return Hot(sa.union(*(side.where(_ON_APP) for side in sides)))


def _family(columns: tuple[Any, ...]) -> "sa.Select[Any]":
    right, now = contact_rights.c, sa.bindparam("now", type_=_NUMBER)
    return (
        sa.select(*columns)
        .join(contact_rights, right.person_id == people.c.id)
        .join(pupils, pupils.c.id == right.pupil_id)
        .where(
            right.pupil_id == sa.bindparam("pupil", type_=_NUMBER),
            right.messages,
            right.starts_at <= now,
            sa.or_(right.ends_at.is_(None), right.ends_at > now),
            pupils.c.left_at.is_(None),
            people.c.closed_at.is_(None),
        )
    )


def _staff(columns: tuple[Any, ...], kind: str, named: int) -> "sa.Select[Any]":
    found = sa.select(*columns).where(people.c.closed_at.is_(None))
    if kind != "class":
        return found.where(
            sa.or_(*(people.c.id == sa.bindparam(f"whom{n}", type_=_NUMBER) for n in range(named)))
        )
    return (
        found.join(class_staff, class_staff.c.person_id == people.c.id)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(
            classes.c.id == sa.bindparam("whom0", type_=_NUMBER),
            classes.c.archived_at.is_(None),
            sa.or_(*(class_staff.c.role == role.value for role in sorted(CLASS_TEAM))),
        )
    )
