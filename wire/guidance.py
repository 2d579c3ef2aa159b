"""What Bookbag is not for, recognised while somebody writes, with the right way (spec 6.6, 6.7)."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import Endpoint, Id, Model

MAX_CHECKED: Final = 4_000
"""So many letters are looked at at once: of a longer text the last ones, which somebody is typing."""


class MatterKind(StrEnum):
    """What somebody writes about."""

    ABSENCE = "absence"
    LATENESS = "lateness"
    APPOINTMENT = "appointment"
    FIRST_AID = "first_aid"
    BEHAVIOUR = "behaviour"
    CONCERN = "concern"
    COMPLAINT = "complaint"
    INJURY_OR_INCIDENT = "injury_or_incident"
    """Only for staff, who telephone about it (spec 6.7)."""
    DISCLOSURE = "disclosure"
    """A child may be in danger. It is sent all the same, and the DSL is told."""


class GuidanceWay(StrEnum):
    """What to do in place of writing here."""

    CALL_OFFICE = "call_office"
    ARRANGE_TO_SPEAK = "arrange_to_speak"
    """Call or e-mail the office to arrange to speak to the right person."""
    COMPLAINT_PROCEDURE = "complaint_procedure"
    CALL_FAMILY = "call_family"
    CALL_DSL = "call_dsl"


class CheckWords(Model):
    """Words that somebody is typing. ``lang``: what they are in, if not the writer's own language.

    ``pupil_id``: whose family they are for, where that is one family.
    """

    body: Annotated[str, Meta(max_length=MAX_CHECKED)]
    lang: LangTag | None = None
    side: Literal["family", "staff"] = "family"
    pupil_id: Id | None = None


class FamilyNumber(Model):
    """An adult of a pupil and how to reach them by telephone."""

    name: str
    phone: str


class Hint(Model):
    """What the words are about and the way that is right for it. ``phone``: the office's, if that is the way.

    ``email``: the office's, where writing there is a way too. ``family``: whom to telephone instead.
    """

    kind: MatterKind
    way: GuidanceWay
    phone: str = ""
    email: str = ""
    family: tuple[FamilyNumber, ...] = ()


class Guidance(Model):
    """The most urgent first; one for each way. Empty: nothing against sending this here."""

    hints: tuple[Hint, ...] = ()


CHECK_WORDS = Endpoint("POST", "/v1/guidance/check", CheckWords, Guidance, looks=True)

ENDPOINTS = (CHECK_WORDS,)
