"""The endpoints of hours, absences and devices."""

import sqlalchemy as sa

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, read, write
from server.core.viewer import Viewer
from server.hours import actions, queries
from server.translation.actions import want
from wire.base import Nothing
from wire.hours import (
    END_ABSENCE,
    GET_ABSENCES,
    GET_CALENDAR,
    GET_SCHOOL_DEVICES,
    MARK_ABSENT,
    REGISTER_DEVICE,
    REMOVE_CLOSURE,
    REMOVE_DEVICE,
    REMOVE_TERM,
    SET_CLOSURE,
    SET_HOURS,
    SET_TERM,
    TEACH,
    AbsenceRef,
    Absences,
    Calendar,
    ClosureRef,
    Hours,
    MarkAbsent,
    MyWork,
    RegisterDevice,
    SchoolDeviceRef,
    SchoolDevices,
    SetClosure,
    SetTerm,
    Teach,
    TermRef,
)


def routes(context: Context) -> list[Bound]:
    """What the app may ask about hours."""
    return [*_calendar_routes(context), *_absence_routes(context), *_device_routes(context)]


def _calendar_routes(context: Context) -> list[Bound]:
    def get_calendar(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> Calendar:
        found, missing = queries.calendar(conn, viewer.lang)
        if missing:
            context.db.write_soon(lambda tx: want(tx, missing, viewer.lang))
        return found

    def set_hours(tx: Tx, viewer: Viewer, ask: Hours) -> Calendar:
        actions.set_hours(tx, ask, by=viewer.person_id)
        return queries.calendar(tx.conn, viewer.lang)[0]

    def set_term(tx: Tx, viewer: Viewer, ask: SetTerm) -> Calendar:
        actions.set_term(tx, ask, by=viewer.person_id, lang=viewer.lang)
        return queries.calendar(tx.conn, viewer.lang)[0]

    def remove_term(tx: Tx, viewer: Viewer, ask: TermRef) -> Calendar:
        actions.remove_term(tx, ask.term_id, by=viewer.person_id)
        return queries.calendar(tx.conn, viewer.lang)[0]

    def set_closure(tx: Tx, viewer: Viewer, ask: SetClosure) -> Calendar:
        actions.set_closure(tx, ask, by=viewer.person_id, lang=viewer.lang)
        return queries.calendar(tx.conn, viewer.lang)[0]

    def remove_closure(tx: Tx, viewer: Viewer, ask: ClosureRef) -> Calendar:
        actions.remove_closure(tx, ask.closure_id, by=viewer.person_id)
        return queries.calendar(tx.conn, viewer.lang)[0]

    return [
        read(GET_CALENDAR, get_calendar),
        write(SET_HOURS, set_hours),
        write(SET_TERM, set_term),
        write(REMOVE_TERM, remove_term),
        write(SET_CLOSURE, set_closure),
        write(REMOVE_CLOSURE, remove_closure),
    ]


def _absence_routes(context: Context) -> list[Bound]:
    def get_absences(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> Absences:
        return queries.absences_for(conn, viewer, context.clock.now())

    def mark_absent(tx: Tx, viewer: Viewer, ask: MarkAbsent) -> Absences:
        actions.mark_absent(tx, viewer, ask)
        return queries.absences_for(tx.conn, viewer, tx.now)

    def end_absence(tx: Tx, viewer: Viewer, ask: AbsenceRef) -> Absences:
        actions.end_absence(tx, viewer, ask.absence_id)
        return queries.absences_for(tx.conn, viewer, tx.now)

    def teach(tx: Tx, viewer: Viewer, ask: Teach) -> MyWork:
        actions.teach(tx, viewer, ask)
        return queries.my_work(tx.conn, viewer.person_id, tx.now)

    return [
        read(GET_ABSENCES, get_absences),
        write(MARK_ABSENT, mark_absent),
        write(END_ABSENCE, end_absence),
        write(TEACH, teach),
    ]


def _device_routes(context: Context) -> list[Bound]:
    needed = context.gatehouse.watches

    def get_devices(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> SchoolDevices:
        return queries.devices(conn, needed=needed)

    def register_device(tx: Tx, viewer: Viewer, ask: RegisterDevice) -> SchoolDevices:
        actions.register_device(tx, viewer, ask)
        return queries.devices(tx.conn, needed=needed)

    def remove_device(tx: Tx, viewer: Viewer, ask: SchoolDeviceRef) -> SchoolDevices:
        actions.remove_device(tx, viewer, ask.device_id)
        return queries.devices(tx.conn, needed=needed)

    return [
        read(GET_SCHOOL_DEVICES, get_devices),
        write(REGISTER_DEVICE, register_device),
        write(REMOVE_DEVICE, remove_device),
    ]
