"""What a person can do about hours: say how they are at work, mark who is away, keep calendar and devices."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
from typing import Final

from client.core.account import Account
from client.core.device import CanBeTheSchools
from client.core.failures import Offline, Refused
from client.hours.store import HoursStore, KeepStore
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
    ClosureRef,
    Hours,
    MarkAbsent,
    RegisterDevice,
    SchoolDeviceRef,
    SetClosure,
    SetTerm,
    Teach,
    TermRef,
)  # fmt: skip

EVERY_SECONDS: Final = 20
MARK: Final = 16
"""So many letters of a secret's hash name a device in the list."""


async def follow_clock(account: Account) -> None:
    """For as long as the page is open: without a connection, this device's clock says when staff hours end."""
    while True:
        live = account.link.state != "offline"
        account[HoursStore].look_at_clock(account.clock.now(), live=live)
        await asyncio.sleep(EVERY_SECONDS)


async def catch_up(account: Account) -> None:
    """After a snapshot: say once that somebody is here by an exception, and that it is recorded."""
    store = account[HoursStore]
    if store.now.excepted and not store.told:
        store.told = True
        said = account.words._("It is outside staff hours. You may be here, and it is recorded that you are.")
        account.notices.say("done", said)


async def go_to_family(account: Account) -> None:
    """Look at my family side while my work is closed."""
    account.me.side, account.me.child = "family", None
    account[HoursStore].go_to_family()


async def teach(account: Account, on: bool, until: int | None = None) -> None:
    """Switch *I am teaching* on, until a moment or the end of lessons, or off."""
    account[HoursStore].work(await account.api.call(TEACH, Teach(on=on, until=until)))


async def load_absences(account: Account) -> None:
    """Load who is away. A failure stands in the store's own state."""
    store = account[KeepStore]
    store.begin("absences")
    try:
        store.absences = await account.api.call(GET_ABSENCES, Nothing())
    except (Offline, Refused):
        store.fail("absences")


async def mark_absent(account: Account, person_id: int, starts_at: int | None, ends_at: int | None) -> None:
    """A teacher is away, from now on or from a moment, until further notice or until a moment."""
    ask = MarkAbsent(person_id=person_id, starts_at=starts_at, ends_at=ends_at)
    account[KeepStore].absences = await account.api.call(MARK_ABSENT, ask)


async def end_absence(account: Account, absence_id: int) -> None:
    """A teacher is back."""
    account[KeepStore].absences = await account.api.call(END_ABSENCE, AbsenceRef(absence_id=absence_id))


async def load_calendar(account: Account) -> None:
    """Load hours and days. A failure stands in the store's own state."""
    store = account[KeepStore]
    store.begin("calendar")
    try:
        store.calendar = await account.api.call(GET_CALENDAR, Nothing())
    except (Offline, Refused):
        store.fail("calendar")


async def set_hours(account: Account, hours: Hours) -> None:
    """Say when staff are at work."""
    account[KeepStore].calendar = await account.api.call(SET_HOURS, hours)


async def set_term(account: Account, ask: SetTerm) -> None:
    """Add a term or change one."""
    account[KeepStore].calendar = await account.api.call(SET_TERM, ask)


async def remove_term(account: Account, term_id: int) -> None:
    """Take a term out."""
    account[KeepStore].calendar = await account.api.call(REMOVE_TERM, TermRef(term_id=term_id))


async def set_closure(account: Account, ask: SetClosure) -> None:
    """Add days on which the school is closed, or change them."""
    account[KeepStore].calendar = await account.api.call(SET_CLOSURE, ask)


async def remove_closure(account: Account, closure_id: int) -> None:
    """Take such days out."""
    account[KeepStore].calendar = await account.api.call(REMOVE_CLOSURE, ClosureRef(closure_id=closure_id))


async def load_devices(account: Account) -> None:
    """Load the school's devices. A failure stands in the store's own state."""
    store = account[KeepStore]
    store.begin("devices")
    store.mark = _mark(account.api.secret)
    try:
        store.devices = await account.api.call(GET_SCHOOL_DEVICES, Nothing())
    except (Offline, Refused):
        store.fail("devices")


async def register_device(account: Account, name: str) -> None:
    """Make this device one of the school's. Its secret is made here, and kept here before the school knows of it."""
    if not isinstance(account.device, CanBeTheSchools):
        raise Refused("not_found", 404, {})
    secret = secrets.token_urlsafe(32)
    await account.device.keep_school_secret(secret)
    account.api.secret = secret
    store = account[KeepStore]
    store.devices = await account.api.call(REGISTER_DEVICE, RegisterDevice(name=name.strip(), secret=secret))
    store.mark = _mark(secret)


async def remove_device(account: Account, device_id: int) -> None:
    """A device is the school's no more."""
    store = account[KeepStore]
    store.devices = await account.api.call(REMOVE_DEVICE, SchoolDeviceRef(device_id=device_id))


def _mark(secret: str | None) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()[:MARK] if secret else ""
