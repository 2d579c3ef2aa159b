"""What this page knows of the school's hours and of how I stand with them."""

from __future__ import annotations

from typing import Final, Literal

import msgspec

from client.core.me import Side
from client.core.observe import observable
from client.translation.shown import renamed
from wire import events
from wire.base import STAFF, Role
from wire.hours import Absences, Calendar, HoursNow, MyWork, SchoolDevices
from wire.snapshot import Snapshot

Shut = Literal["", "closed", "not_from_here"]
EXCEPTED: Final = frozenset({Role.SMT, Role.DSL})


@observable
class HoursStore:
    """The hours as the last snapshot told them. What is shut, the server decides; without it, this device's clock."""

    def __init__(self) -> None:
        self.now = HoursNow()
        self.shut: Shut = ""
        """Why my work is not here; empty while it is."""
        self.stays = False
        """Whether the closed page is shown although there is a family side."""
        self._keeps_hours = False
        self._has_family = False
        self.told = False
        """Whether it was said that I am here by an exception."""

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Take what the server knows."""
        roles = snapshot.me.roles
        self.now = snapshot.hours
        self._keeps_hours = bool(roles & STAFF) and not roles & EXCEPTED
        self._has_family = Role.PARENT in roles
        self.stays = bool(self.now.shut) and (self.stays or side == "staff" or not self._has_family)
        self.shut = self.now.shut
        self.told = self.told and self.now.excepted

    def take(self, event: events.Event) -> None:
        """I said something about my work here or elsewhere, or the office did."""
        if isinstance(event, events.MyWorkChanged):
            self.work(event.work)

    def work(self, work: MyWork) -> None:
        """Take how I am at work."""
        self.now = msgspec.structs.replace(self.now, work=work)

    def look_at_clock(self, at: int, *, live: bool) -> None:
        """Staff hours end while there is no connection: what is on the screen goes, and comes back with it."""
        if live or self.now.shut or not self._keeps_hours:
            shut = self.now.shut
        else:
            shut = "" if self.now.is_at_work(at) else "closed"
        if shut != self.shut:
            self.shut = shut

    def is_closed_for(self, side: Side) -> bool:
        """Whether the closed page stands in place of this side."""
        return bool(self.shut) and (side == "staff" or self.stays or not self._has_family)

    @property
    def has_family(self) -> bool:
        """Whether I have a family side to go to."""
        return self._has_family

    def go_to_family(self) -> None:
        """My family side, though my work is closed."""
        self.stays = False

    def clear(self) -> None:
        """Forget everything."""
        self.now, self.shut, self.stays = HoursNow(), "", False
        self._keeps_hours, self._has_family, self.told = False, False, False


@observable
class KeepStore:
    """What the office keeps, loaded when somebody looks at it. ``failed``: what could not be loaded."""

    def __init__(self) -> None:
        self.calendar: Calendar | None = None
        self.absences: Absences | None = None
        self.devices: SchoolDevices | None = None
        self.failed: frozenset[str] = frozenset()
        self.mark = ""
        """How the list of devices calls this one, if it is one of the school's."""

    def fail(self, what: str) -> None:
        """It could not be loaded."""
        self.failed = self.failed | {what}

    def begin(self, what: str) -> None:
        """It is being loaded."""
        self.failed = self.failed - {what}

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of these."""

    def take(self, event: events.Event) -> None:
        """The name of a term or of closed days was translated; no other event says anything of these."""
        if isinstance(event, events.TextTranslated) and self.calendar is not None:
            terms, closures = self.calendar.terms, self.calendar.closures
            self.calendar = msgspec.structs.replace(
                self.calendar, terms=renamed(terms, event.text), closures=renamed(closures, event.text)
            )

    def clear(self) -> None:
        """Forget everything."""
        self.calendar, self.absences, self.devices = None, None, None
        self.failed, self.mark = frozenset(), ""
