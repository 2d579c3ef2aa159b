"""What is known of hours: the calendar, who may be disturbed when, who is away and who covers, the devices."""

from collections.abc import Iterable
from itertools import islice
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from server.accounts.queries import names_of
from server.core.viewer import Viewer
from server.hours import rules
from server.hours.rules import Busy, Days
from server.hours.tables import absences, closures, school_devices, school_hours, teaching, terms
from server.school.queries import people_of
from server.school.rules import CLASS_TEAM
from server.school.tables import class_staff, classes, school, staff_roles
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire import hours as wire
from wire.base import Person, Role, Text, TextState
from wire.hours import ClosureKind, Hours

TOLD_AHEAD: Final = 12
"""So many working days an app knows in advance."""
MARK: Final = 16
"""So many letters of a secret's hash tell an app which device is its own."""

_hours = msgspec.json.Decoder(Hours)


def hours_of(conn: sa.Connection) -> Hours:
    """The school's hours; switched off until somebody sets them."""
    said = conn.execute(sa.select(school_hours.c.hours)).scalar()
    return _hours.decode(said) if said else Hours()


def calendar_of(conn: sa.Connection) -> rules.Calendar:
    """The school's hours and days, for the rules."""
    zone = conn.execute(sa.select(school.c.time_zone)).scalar() or "Europe/London"
    days = conn.execute(sa.select(closures.c.first, closures.c.last, closures.c.kind)).all()
    known = conn.execute(sa.select(terms.c.first, terms.c.last).order_by(terms.c.first))
    return rules.Calendar(
        zone=zone,
        hours=hours_of(conn),
        terms=tuple(Days(r.first, r.last) for r in known),
        closed=tuple(Days(r.first, r.last) for r in days if r.kind != ClosureKind.TRAINING),
        training=tuple(Days(r.first, r.last) for r in days if r.kind == ClosureKind.TRAINING),
    )


def calendar(conn: sa.Connection, lang: str) -> tuple[wire.Calendar, list[int]]:
    """The school's hours and days for readers of ``lang``, and the names that nobody began to translate for them."""
    spans, days = conn.execute(_named(terms, lang)).all(), conn.execute(_named(closures, lang)).all()
    names = {row.text_id: _name(row, lang) for row in (*spans, *days)}
    found = wire.Calendar(
        hours=hours_of(conn),
        terms=tuple(wire.Term(r.id, names[r.text_id], r.first, r.last) for r in spans),
        closures=tuple(
            wire.Closure(r.id, ClosureKind(r.kind), names[r.text_id], r.first, r.last) for r in days
        ),
    )
    missing = [r.text_id for r in (*spans, *days) if r.state is None]
    return found, [text_id for text_id in missing if names[text_id].state is not TextState.SAME]


def _named(table: sa.Table, lang: str) -> "sa.Select[Any]":
    here = sa.and_(translations.c.text_id == table.c.text_id, translations.c.lang == lang)
    said = (texts.c.body, texts.c.lang, translations.c.state, translations.c.body.label("shown"))
    query = sa.select(table, *said, translations.c.engine).join(texts, texts.c.id == table.c.text_id)
    return query.outerjoin(translations, here).order_by(table.c.first, table.c.id)


def _name(row: Any, reader: str) -> Text:
    return text_of(
        id=row.text_id, body=row.body, lang=row.lang, state=row.state, shown=row.shown, engine=row.engine,
        reader=reader,
    )  # fmt: skip


def calendar_changed_at(conn: sa.Connection) -> int:
    """When the office last changed hours or days, in ms; 0 if it never did."""
    return conn.execute(sa.select(school_hours.c.at)).scalar() or 0


def seen_from(conn: sa.Connection, at: int) -> int | None:
    """When staff can first see what a family writes at a moment; none if that is at once, or nobody knows."""
    return rules.seen_from(calendar_of(conn), at)


def may_be_disturbed(conn: sa.Connection, person_id: int, at: int) -> bool:
    """Whether a notification may reach a member of staff at a moment (spec 6.1, 6.3)."""
    return disturb_from(conn, person_id, at) == at


def disturb_from(conn: sa.Connection, person_id: int, at: int) -> int | None:
    """The first moment from ``at`` on when a notification may reach a member of staff; none if nobody knows.

    Their hours, lesson times, *I am teaching* and absences count. It is for what reaches them as staff:
    what reaches somebody as a parent is another matter.
    """
    return rules.disturb_from(calendar_of(conn), _busy(conn, person_id), at)


def _busy(conn: sa.Connection, person_id: int) -> Busy:
    team = sa.and_(class_staff.c.person_id == person_id, class_staff.c.role.in_(CLASS_TEAM))
    away = conn.execute(
        sa.select(absences.c.starts_at, absences.c.ends_at).where(absences.c.person_id == person_id)
    )
    return Busy(
        teaches=conn.execute(sa.select(class_staff.c.class_id).where(team).limit(1)).first() is not None,
        teaching_until=_switched_until(conn, person_id),
        away=tuple((row.starts_at, row.ends_at) for row in away),
    )


def _switched_until(conn: sa.Connection, person_id: int) -> int:
    row = sa.select(teaching.c.until).where(teaching.c.person_id == person_id)
    return conn.execute(row).scalar() or 0


def my_work(conn: sa.Connection, person_id: int, now: int) -> wire.MyWork:
    """How somebody is at work, as they or the office said."""
    until = _switched_until(conn, person_id)
    mine = _absences(conn, now, absences.c.person_id == person_id)
    return wire.MyWork(teaching_until=until if until > now else None, absence=next(iter(mine), None))


def hours_now(conn: sa.Connection, viewer: Viewer, now: int) -> wire.HoursNow:
    """What this person's app needs to know."""
    known = calendar_of(conn)
    hours = known.hours
    is_staff = bool(viewer.roles - {Role.PARENT})
    return wire.HoursNow(
        on=hours.on,
        periods=tuple(islice(rules.periods(known, now), TOLD_AHEAD)) if hours.on else (),
        teaching_until=hours.teaching_until,
        training=hours.training if hours.on else (),
        shut=viewer.shut.code if viewer.shut else "",
        excepted=is_staff and not rules.is_at_work(known, now),
        work=my_work(conn, viewer.person_id, now) if is_staff else None,
        covers=_covers(conn, viewer),
    )


def _covers(conn: sa.Connection, viewer: Viewer) -> tuple[wire.Cover, ...]:
    if not viewer.covers:
        return ()
    known = people_of(conn, viewer.covers.values())
    rows = conn.execute(
        sa.select(classes.c.id, classes.c.name)
        .where(classes.c.id.in_(viewer.covers))
        .order_by(classes.c.name)
    )
    return tuple(wire.Cover(class_name=r.name, teacher=_as_teacher(known[viewer.covers[r.id]])) for r in rows)


def cover_of(conn: sa.Connection, class_ids: Iterable[int], now: int) -> tuple[dict[int, int], int | None]:
    """Of some classes, those of which every teacher is away, each with who is; and when that next changes.

    Of several who are away it is the one who has been away longest.
    """
    teachers: dict[int, list[int]] = {}
    rows = conn.execute(
        sa.select(class_staff.c.class_id, class_staff.c.person_id).where(
            class_staff.c.class_id.in_(list(class_ids)), class_staff.c.role == Role.TEACHER
        )
    )
    for row in rows:
        teachers.setdefault(row.class_id, []).append(row.person_id)
    everybody = {person_id for of_class in teachers.values() for person_id in of_class}
    known = conn.execute(sa.select(absences).where(absences.c.person_id.in_(everybody), _not_over(now))).all()
    away = {row.person_id: row.starts_at for row in known if row.starts_at <= now}
    moments = [at for row in known for at in (row.starts_at, row.ends_at) if at is not None and at > now]
    covers = {
        class_id: min(of_class, key=lambda person_id: (away[person_id], person_id))
        for class_id, of_class in teachers.items()
        if all(person_id in away for person_id in of_class)
    }
    return covers, min(moments, default=None)


def absences_for(conn: sa.Connection, viewer: Viewer, now: int) -> wire.Absences:
    """Who is away or will be, as far as this person may mark it: a teacher themself, SMT and the office everybody."""
    teachers = _teachers(conn, viewer)
    which = absences.c.person_id.in_([one.person.id for one in teachers])
    return wire.Absences(absences=_absences(conn, now, which), teachers=teachers)


def _absences(conn: sa.Connection, now: int, which: sa.ColumnElement[bool]) -> tuple[wire.Absence, ...]:
    rows = conn.execute(
        sa.select(absences).where(which, _not_over(now)).order_by(absences.c.starts_at, absences.c.id)
    ).all()
    known = people_of(conn, {row.person_id for row in rows})
    return tuple(wire.Absence(r.id, _as_teacher(known[r.person_id]), r.starts_at, r.ends_at) for r in rows)


def _teachers(conn: sa.Connection, viewer: Viewer) -> tuple[wire.Teacher, ...]:
    mine = sa.true() if viewer.roles & wire.KEEPS else class_staff.c.person_id == viewer.person_id
    rows: Iterable[Any] = conn.execute(
        sa.select(class_staff.c.person_id, classes.c.name)
        .join(classes, classes.c.id == class_staff.c.class_id)
        .where(class_staff.c.role == Role.TEACHER, classes.c.archived_at.is_(None), mine)
        .order_by(classes.c.year, classes.c.name)
    )
    taught: dict[int, tuple[str, ...]] = {}
    for row in rows:
        taught[row.person_id] = (*taught.get(row.person_id, ()), row.name)
    known = people_of(conn, taught)
    found = [wire.Teacher(_as_teacher(known[person_id]), taught[person_id]) for person_id in taught]
    return tuple(sorted(found, key=lambda one: (one.person.name, one.person.id)))


def _as_teacher(person: Person) -> Person:
    return msgspec.structs.replace(person, role=Role.TEACHER)


def _not_over(now: int) -> sa.ColumnElement[bool]:
    return sa.or_(absences.c.ends_at.is_(None), absences.c.ends_at > now)


def staff_ids(conn: sa.Connection) -> list[int]:
    """Everybody who works at the school."""
    both = sa.union(sa.select(class_staff.c.person_id), sa.select(staff_roles.c.person_id))
    return sorted(conn.execute(both).scalars())


def is_registered(conn: sa.Connection, secret_hash: str) -> bool:
    """Whether a device is one of the school's."""
    mine = sa.and_(school_devices.c.secret_hash == secret_hash, school_devices.c.removed_at.is_(None))
    return bool(secret_hash) and conn.execute(sa.select(school_devices.c.id).where(mine)).first() is not None


def devices(conn: sa.Connection, *, needed: bool) -> wire.SchoolDevices:
    """The school's devices, the newest first."""
    rows = conn.execute(
        sa.select(school_devices)
        .where(school_devices.c.removed_at.is_(None))
        .order_by(school_devices.c.registered_at.desc(), school_devices.c.id.desc())
    ).all()
    names = names_of(conn, {row.registered_by for row in rows})
    return wire.SchoolDevices(
        devices=tuple(
            wire.SchoolDevice(
                id=r.id,
                name=r.name,
                mark=r.secret_hash[:MARK],
                registered_at=r.registered_at,
                registered_by=names.get(r.registered_by, ""),
            )
            for r in rows
        ),
        needed=needed,
    )
