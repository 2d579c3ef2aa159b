"""Changing the calendar, who is away, who teaches, and the devices; staff's open apps hear of it at once."""

from collections.abc import Mapping
from datetime import date

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.audit import record
from server.core.db import Tx
from server.core.feed import tell, tell_rights_changed
from server.core.jobs import enqueue
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.whence import device_hash
from server.hours import checks, rules
from server.hours.queries import calendar_of, staff_ids
from server.hours.rules import Days
from server.hours.tables import absences, closures, school_devices, school_hours, teaching, terms
from server.school.rules import SCHOOL
from server.school.tables import class_staff
from server.translation.actions import take_back, write_text
from server.translation.tables import texts
from wire.base import Role
from wire.hours import KEEPS, Hours, MarkAbsent, RegisterDevice, SetClosure, SetTerm, Teach

HOURS_DUE = "hours_due"
"""The job that tells staff's open apps at the moment when their hours begin or end."""
COVER_DUE = "cover_due"
"""The job that tells a class team at the moment when an absence begins or ends by its date."""
MY_WORK = "my_work"
DAYS_CHANGED = "days_changed"
"""Terms or closed days are others now, which every open calendar shows."""

LONGEST_ABSENCE = 370 * 86_400_000
LONGEST_SWITCH = 12 * 3_600_000


def set_hours(tx: Tx, hours: Hours, *, by: int | None = None) -> None:
    """Says when staff are at work on the days of a term, and whether the school keeps to it."""
    _lock(tx)
    checks.check_hours(hours)
    if hours.on:
        _check_term_left(tx)
    said = msgspec.json.encode(hours).decode()
    tx.conn.execute(school_hours.update().values(hours=said, at=tx.now))
    record(tx, by, "hours:hours:set", on=int(hours.on), opens=hours.opens, closes=hours.closes)
    _changed(tx)


def set_term(tx: Tx, ask: SetTerm, *, by: int | None = None, lang: str = "en") -> int:
    """Adds a term or changes one. ``lang``: what its writer writes in as a rule. Returns its id."""
    _lock(tx)
    checks.check_days(ask.first, ask.last, _today(tx), checks.LONGEST_TERM)
    others = tx.conn.execute(sa.select(terms).where(terms.c.id != (ask.term_id or 0)))
    checks.check_overlap(ask.first, ask.last, [Days(r.first, r.last) for r in others])
    name_id = _name(tx, terms, ask.term_id, ask.name, lang=lang, by=by)
    term_id = _put(tx, terms, ask.term_id, {"text_id": name_id, "first": ask.first, "last": ask.last})
    _check_still_kept(tx)
    record(tx, by, "hours:term:set", f"term:{term_id}", first=str(ask.first), last=str(ask.last))
    _changed(tx)
    return term_id


def remove_term(tx: Tx, term_id: int, *, by: int | None = None) -> None:
    """Takes a term out of the calendar."""
    _lock(tx)
    _remove(tx, terms, term_id)
    _check_still_kept(tx)
    record(tx, by, "hours:term:remove", f"term:{term_id}")
    _changed(tx)


def set_closure(tx: Tx, ask: SetClosure, *, by: int | None = None, lang: str = "en") -> int:
    """Adds days on which the school is closed to children, or changes them. Returns their id."""
    _lock(tx)
    checks.check_days(ask.first, ask.last, _today(tx), checks.LONGEST_CLOSURE)
    name_id = _name(tx, closures, ask.closure_id, ask.name, lang=lang, by=by)
    values = {"kind": ask.kind.value, "text_id": name_id, "first": ask.first, "last": ask.last}
    closure_id = _put(tx, closures, ask.closure_id, values)
    record(tx, by, "hours:closure:set", f"closure:{closure_id}", first=str(ask.first), last=str(ask.last))
    _changed(tx)
    return closure_id


def remove_closure(tx: Tx, closure_id: int, *, by: int | None = None) -> None:
    """Takes days out of the calendar, which are then ordinary days."""
    _lock(tx)
    _remove(tx, closures, closure_id)
    record(tx, by, "hours:closure:remove", f"closure:{closure_id}")
    _changed(tx)


def plan_next(tx: Tx) -> None:
    """Leaves a job for the next moment when staff begin or end work."""
    at = rules.next_change(calendar_of(tx.conn), tx.now)
    if at is not None:
        enqueue(tx, HOURS_DUE, {"at": at}, due=at, key=f"{HOURS_DUE}:{at}")


def hours_due(tx: Tx, at: int) -> None:
    """Staff begin or end work: their apps start over, if the calendar still says so."""
    if rules.is_change(calendar_of(tx.conn), at):
        tell_staff(tx)
    plan_next(tx)


def tell_staff(tx: Tx) -> None:
    """What is here of everybody who works at the school may be different from now on."""
    for person_id in staff_ids(tx.conn):
        tell_rights_changed(tx, person_id)


def mark_absent(tx: Tx, viewer: Viewer, ask: MarkAbsent) -> None:
    """A teacher is away, as they say themself or SMT or the office says (spec 5.5)."""
    if not may_mark(viewer, ask.person_id):
        raise Refused("not_allowed")
    teaches = sa.and_(class_staff.c.person_id == ask.person_id, class_staff.c.role == Role.TEACHER)
    if tx.conn.execute(sa.select(class_staff.c.class_id).where(teaches)).first() is None:
        raise not_found()
    starts_at = tx.now if ask.starts_at is None else max(ask.starts_at, tx.now)
    if ask.ends_at is not None and ask.ends_at <= starts_at:
        raise Refused("in_the_past", 422)
    if max(starts_at, ask.ends_at or 0) > tx.now + LONGEST_ABSENCE:
        raise Refused("too_far_ahead", 422)
    _refuse_twice(tx, ask.person_id, starts_at, ask.ends_at)
    values = {"person_id": ask.person_id, "starts_at": starts_at, "ends_at": ask.ends_at}
    absence_id = _put(tx, absences, None, {**values, "marked_by": viewer.person_id})
    record(tx, viewer.person_id, "hours:absence:mark", f"absence:{absence_id}", person=ask.person_id)
    tell_cover(tx, ask.person_id)
    for moment in (starts_at, ask.ends_at):
        if moment is not None and moment > tx.now:
            enqueue(tx, COVER_DUE, {"person_id": ask.person_id}, due=moment)


def end_absence(tx: Tx, viewer: Viewer, absence_id: int) -> None:
    """Somebody is back, or will not be away after all: what a TA might write for them ends at once."""
    row = tx.conn.execute(sa.select(absences).where(absences.c.id == absence_id).with_for_update()).first()
    if row is None or not may_mark(viewer, row.person_id):
        raise not_found()
    if row.ends_at is not None and row.ends_at <= tx.now:
        return
    tx.conn.execute(
        absences.update()
        .where(absences.c.id == absence_id)
        .values(starts_at=min(row.starts_at, tx.now), ends_at=tx.now)
    )
    record(tx, viewer.person_id, "hours:absence:end", f"absence:{absence_id}", person=row.person_id)
    tell_cover(tx, row.person_id)


def may_mark(viewer: Viewer, person_id: int) -> bool:
    """Who may say that a teacher is away or back: they themself, SMT and the office."""
    return bool(viewer.roles & KEEPS) or (viewer.person_id == person_id and Role.TEACHER in viewer.roles)


def tell_cover(tx: Tx, person_id: int) -> None:
    """A teacher is away or back: the teams of their classes start over, they themself hear of it."""
    mine = sa.select(class_staff.c.class_id).where(
        class_staff.c.person_id == person_id, class_staff.c.role == Role.TEACHER
    )
    helping = sa.select(class_staff.c.person_id).where(
        class_staff.c.class_id.in_(mine), class_staff.c.role == Role.TA
    )
    for helper in sorted(set(tx.conn.execute(helping).scalars())):
        tell_rights_changed(tx, helper)
    tell(tx, f"person:{person_id}", MY_WORK, {"person_id": person_id})


def teach(tx: Tx, viewer: Viewer, ask: Teach) -> None:
    """Switches *I am teaching* on until a moment, or off: so long nothing disturbs (spec 6.3)."""
    until = tx.now
    if ask.on:
        until = rules.teaching_ends(calendar_of(tx.conn), tx.now) if ask.until is None else ask.until
        if until <= tx.now:
            raise Refused("in_the_past", 422)
        if until > tx.now + LONGEST_SWITCH:
            raise Refused("switch_too_long", 422)
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    tx.conn.execute(
        dialect.insert(teaching)
        .values(person_id=viewer.person_id, until=until)
        .on_conflict_do_update(index_elements=["person_id"], set_={"until": until})
    )
    record(tx, viewer.person_id, "hours:teaching:switch", f"person:{viewer.person_id}", on=int(ask.on))
    tell(tx, f"person:{viewer.person_id}", MY_WORK, {"person_id": viewer.person_id})


def register_device(tx: Tx, viewer: Viewer, ask: RegisterDevice) -> None:
    """The device in somebody's hands becomes one of the school's (spec 6.4). Its secret is stored as a hash."""
    hashed = device_hash(ask.secret)
    if tx.conn.execute(sa.select(school_devices.c.id).filter_by(secret_hash=hashed)).first():
        raise Refused("already_registered", 409)
    values = {"registered_by": viewer.person_id, "registered_at": tx.now}
    device_id = _put(tx, school_devices, None, {"name": ask.name, "secret_hash": hashed, **values})
    record(tx, viewer.person_id, "hours:device:register", f"device:{device_id}")
    tell_staff(tx)


def remove_device(tx: Tx, viewer: Viewer, device_id: int) -> None:
    """A device is the school's no more: staff who are on it elsewhere are out at once."""
    there = sa.and_(school_devices.c.id == device_id, school_devices.c.removed_at.is_(None))
    if not tx.conn.execute(school_devices.update().where(there).values(removed_at=tx.now)).rowcount:
        raise not_found()
    record(tx, viewer.person_id, "hours:device:remove", f"device:{device_id}")
    tell_staff(tx)


def _lock(tx: Tx) -> None:
    """One change of the calendar after another, so that two terms cannot overlap by being added at once."""
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    first = {"id": 1, "hours": msgspec.json.encode(Hours()).decode(), "at": tx.now}
    tx.conn.execute(dialect.insert(school_hours).on_conflict_do_nothing(), first)
    tx.conn.execute(sa.select(school_hours.c.id).with_for_update())


def _put(tx: Tx, table: sa.Table, row_id: int | None, values: Mapping[str, object]) -> int:
    if row_id is None:
        return int(tx.conn.execute(table.insert().values(**values).returning(table.c.id)).scalar_one())
    if not tx.conn.execute(table.update().where(table.c.id == row_id).values(**values)).rowcount:
        raise not_found()
    return row_id


def _name(tx: Tx, table: sa.Table, row_id: int | None, name: str, *, lang: str, by: int | None) -> int:
    """The text of a name: the one that is there, if it says the same."""
    known = sa.select(texts).join(table, table.c.text_id == texts.c.id).where(table.c.id == (row_id or 0))
    before = tx.conn.execute(known).first()
    if before is not None and before.body == name:
        return int(before.id)
    if before is not None:
        take_back(tx, [before.id], f"team:{SCHOOL}")
        # What is corrected is as a rule in the language of the words before, whoever corrects it.
        lang = before.lang
    return write_text(tx, topic=SCHOOL, body=name, lang=lang, author_id=by or 0)


def _remove(tx: Tx, table: sa.Table, row_id: int) -> None:
    gone = table.delete().where(table.c.id == row_id).returning(table.c.text_id)
    text_id = tx.conn.execute(gone).scalar()
    if text_id is None:
        raise not_found()
    take_back(tx, [text_id], f"team:{SCHOOL}")


def _today(tx: Tx) -> date:
    return rules.local(calendar_of(tx.conn), tx.now).date()


def _check_term_left(tx: Tx) -> None:
    """With hours on and no term to come, nobody would ever be let in again, the office included."""
    last = tx.conn.execute(sa.select(sa.func.max(terms.c.last))).scalar()
    if last is None or last < _today(tx):
        raise Refused("no_terms", 409)


def _check_still_kept(tx: Tx) -> None:
    if calendar_of(tx.conn).hours.on:
        _check_term_left(tx)


def _changed(tx: Tx) -> None:
    tx.conn.execute(school_hours.update().values(at=tx.now))
    tell(tx, SCHOOL, DAYS_CHANGED, {})
    tell_staff(tx)
    plan_next(tx)


def _refuse_twice(tx: Tx, person_id: int, starts_at: int, ends_at: int | None) -> None:
    mine = absences.c.person_id == person_id
    still = sa.or_(absences.c.ends_at.is_(None), absences.c.ends_at > starts_at)
    soon = sa.true() if ends_at is None else absences.c.starts_at < ends_at
    if tx.conn.execute(sa.select(absences.c.id).where(mine, still, soon)).first():
        raise Refused("already_absent", 409)
