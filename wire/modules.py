"""The parts of Bookbag that a school switches on and off one by one, and what is in each (spec 14.5).

Declaring a part is a line in each table: with that its endpoints, notices and places in the app go and come with it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any, Final

from wire import (
    accounts,
    calendar,
    calls,
    forms,
    guidance,
    hours,
    library,
    messages,
    notifications,
    points,
    safeguarding,
    school,
    snapshot,
    stories,
)
from wire.base import Endpoint, Model, Role
from wire.notifications import NoticeKind


class Module(StrEnum):
    """A part that can be switched off. Stories and safeguarding cannot: see docs/rules.md, 14.5."""

    MESSAGES = "messages"
    POINTS = "points"
    CALENDAR = "calendar"
    CALLS = "calls"
    FORMS = "forms"
    LIBRARY = "library"


class SwitchModule(Model):
    """Switch a part on or off, for everybody at the school."""

    module: Module
    on: bool


class Modules(Model):
    """The parts that are switched off. Names, because an app may be older than a part."""

    off: tuple[str, ...]


SWITCHES: Final = frozenset({Role.OFFICE, Role.SMT})

SWITCH_MODULE = Endpoint("POST", "/v1/modules", SwitchModule, Modules, may=SWITCHES)

ENDPOINTS: Final = (SWITCH_MODULE,)

Endpoints = tuple[Endpoint[Any, Any], ...]

ENDPOINTS_OF: Final[Mapping[Module, Endpoints]] = {
    # A family's own copy of a conversation is asked for where they read it.
    Module.MESSAGES: (*messages.ENDPOINTS, safeguarding.EXPORT_MINE),
    Module.POINTS: points.ENDPOINTS,
    Module.CALENDAR: calendar.ENDPOINTS,
    Module.CALLS: calls.ENDPOINTS,
    Module.FORMS: forms.ENDPOINTS,
    Module.LIBRARY: library.ENDPOINTS,
}
ALWAYS_ON: Final[Endpoints] = (
    *accounts.ENDPOINTS,
    *guidance.ENDPOINTS,
    *hours.ENDPOINTS,
    *ENDPOINTS,
    *notifications.ENDPOINTS,
    *(one for one in safeguarding.ENDPOINTS if one is not safeguarding.EXPORT_MINE),
    *school.ENDPOINTS,
    *snapshot.ENDPOINTS,
    *stories.ENDPOINTS,
)
"""What no school switches off."""

NOTICES_OF: Final[Mapping[Module, tuple[NoticeKind, ...]]] = {
    Module.MESSAGES: (NoticeKind.MESSAGE,),
    Module.POINTS: (NoticeKind.POINTS,),
    Module.CALENDAR: (NoticeKind.OCCASION,),
    Module.FORMS: (NoticeKind.FORM, NoticeKind.PASSED_ON),
    Module.LIBRARY: (
        NoticeKind.NEWS,
        NoticeKind.DOCUMENT,
        NoticeKind.WORK,
        NoticeKind.REPORT,
        NoticeKind.HANDED_BACK,
    ),
}

PLACES_OF: Final[Mapping[Module, str]] = {
    Module.MESSAGES: "/messages",
    Module.POINTS: "/points",
    Module.CALENDAR: "/calendar",
    Module.CALLS: "/calls",
    Module.FORMS: "/forms",
    Module.LIBRARY: "/library",
}
"""Where each is in the app: this address, and all that begin with it."""

OFFERED: Final = tuple(module for module in Module if ENDPOINTS_OF[module])
"""Those that there are to switch."""

_BY_ADDRESS: Final = {(e.method, e.path): m for m, endpoints in ENDPOINTS_OF.items() for e in endpoints}
_BY_NOTICE: Final = {kind: module for module, kinds in NOTICES_OF.items() for kind in kinds}
_BY_PLACE: Final = {path.strip("/"): module for module, path in PLACES_OF.items()}


def module_of(endpoint: Endpoint[Any, Any]) -> Module | None:
    """The part that an endpoint belongs to; none: it is always there."""
    return _BY_ADDRESS.get((endpoint.method, endpoint.path))


def module_of_notice(kind: NoticeKind) -> Module | None:
    """The part that a kind of notice belongs to."""
    return _BY_NOTICE.get(kind)


def module_at(path: str) -> Module | None:
    """The part in which an address of the app lies."""
    return _BY_PLACE.get(path.strip("/").partition("/")[0])
