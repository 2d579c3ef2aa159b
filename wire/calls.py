"""Call me with an interpreter: a parent asks the office to telephone, in a language, at times (spec 12.7)."""

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import Endpoint, Id, Model, Moment, Nothing, Person, Role, Text
from wire.guidance import MatterKind

MOST_OPEN: Final = 5
"""So many calls at most may one person wait for."""
PAGE: Final = 30

CallWords = Annotated[str, Meta(max_length=500)]
PhoneNumber = Annotated[str, Meta(pattern=r"^[+]?[0-9][0-9 ().-]{4,24}$(?!\n)")]


class Day(StrEnum):
    """A day of the school week."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"


class DayTime(StrEnum):
    """A part of the school day: before 11, 11 to 13, after 13."""

    MORNING = "morning"
    MIDDAY = "midday"
    AFTERNOON = "afternoon"


class CallState(StrEnum):
    """Where a wish for a call is in its life."""

    OPEN = "open"
    TAKEN_BACK = "taken_back"
    DONE = "done"


class Call(Model):
    """Somebody's wish to be called. No days or no times: any will do."""

    id: Id
    at: Moment
    person: Person
    lang: LangTag
    """In which the call should be held."""
    phone: str
    days: tuple[Day, ...]
    times: tuple[DayTime, ...]
    state: CallState
    pupil_id: Id | None = None
    pupil_name: str = ""
    class_name: str = ""
    kind: MatterKind | None = None
    text: Text | None = None
    """What else the parent said."""
    closed_at: Moment | None = None
    closed_by: Person | None = None
    """For the office: who called."""
    note: Text | None = None
    """For the office: what it noted."""


class NewCall(Model):
    """A wish to be called."""

    lang: LangTag
    phone: PhoneNumber
    days: Annotated[frozenset[Day], Meta(max_length=len(Day))] = frozenset()
    times: Annotated[frozenset[DayTime], Meta(max_length=len(DayTime))] = frozenset()
    pupil_id: Id | None = None
    kind: MatterKind | None = None
    body: CallWords = ""


class CallRef(Model):
    """A wish for a call by its id."""

    call_id: Id


class FinishCall(Model):
    """The office has called. ``note`` is for the office alone."""

    call_id: Id
    note: CallWords = ""


class MyCalls(Model):
    """My own wishes that are open, the oldest first; ``phone`` is the number that I gave last."""

    calls: tuple[Call, ...]
    phone: str = ""


class CallsAsk(Model):
    """One page of the office's list: open ones, or with ``closed`` those that were done or taken back."""

    closed: bool = False
    after: Id | None = None
    """What ``next`` of the page before said."""


class CallPage(Model):
    """Open ones: who has waited longest first. Closed ones: the newest first. ``open``: how many wait in all."""

    calls: tuple[Call, ...]
    next: int | None
    open: int


_PARENT: Final = frozenset({Role.PARENT})
_OFFICE: Final = frozenset({Role.OFFICE})

ASK_CALL = Endpoint("POST", "/v1/calls", NewCall, Call, may=_PARENT)
GET_MY_CALLS = Endpoint("GET", "/v1/calls/mine", Nothing, MyCalls, may=_PARENT)
TAKE_BACK_CALL = Endpoint("POST", "/v1/calls/{call_id}/take-back", CallRef, Call, may=_PARENT)
GET_CALLS = Endpoint("GET", "/v1/calls", CallsAsk, CallPage, may=_OFFICE)
FINISH_CALL = Endpoint("POST", "/v1/calls/{call_id}/done", FinishCall, Call, may=_OFFICE)

ENDPOINTS = (ASK_CALL, GET_MY_CALLS, TAKE_BACK_CALL, GET_CALLS, FINISH_CALL)
