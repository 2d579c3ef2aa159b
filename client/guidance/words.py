"""What a hint says: what the words are about, and the right way, in plain sentences."""

from collections.abc import Callable
from typing import Final

from client.core.me import Side
from client.core.words import Words
from wire.guidance import Hint, MatterKind

_K = MatterKind


def heading(w: Words, hint: Hint) -> str:
    """What the words seem to be about."""
    return _HEADINGS[hint.kind](w)


def way(w: Words, hint: Hint, side: Side) -> str:
    """What to do in place of writing it here."""
    if hint.kind is _K.DISCLOSURE:
        return _staff_disclosure(w) if side == "staff" else _disclosure(w)
    return _WAYS[hint.kind](w)


def foot(w: Words, hint: Hint) -> str:
    """What becomes of the words."""
    if hint.kind is _K.DISCLOSURE:
        return w._("If somebody is in danger now, call 999.")
    return w._("You can still send what you wrote.")


_HEADINGS: Final[dict[MatterKind, Callable[[Words], str]]] = {
    _K.ABSENCE: lambda w: w._("Is your child not coming to school?"),
    _K.LATENESS: lambda w: w._("Will your child be late?"),
    _K.APPOINTMENT: lambda w: w._("Is this about an appointment?"),
    _K.FIRST_AID: lambda w: w._("Is this about an injury or an illness?"),
    _K.BEHAVIOUR: lambda w: w._("Is this about behaviour?"),
    _K.CONCERN: lambda w: w._("Is this about a worry?"),
    _K.COMPLAINT: lambda w: w._("Is this a complaint?"),
    _K.INJURY_OR_INCIDENT: lambda w: w._("Is this about an injury or an incident?"),
    _K.DISCLOSURE: lambda w: w._("Is somebody not safe?"),
}
_WAYS: Final[dict[MatterKind, Callable[[Words], str]]] = {
    _K.ABSENCE: lambda w: w._("To report an absence, please call the office."),
    _K.LATENESS: lambda w: w._("If your child will be late, please call the office."),
    _K.APPOINTMENT: lambda w: w._("For an appointment during school hours, please call the office."),
    _K.FIRST_AID: lambda w: w._(
        "Please call the office or write an e-mail. The office finds a time for you to speak about it."
    ),
    _K.BEHAVIOUR: lambda w: w._(
        "Please call the office or write an e-mail. The office finds a time for you to speak about it."
    ),
    _K.CONCERN: lambda w: w._(
        "Please call the office or write an e-mail. The office finds a time for you to speak about it."
    ),
    _K.COMPLAINT: lambda w: w._(
        "The school looks at complaints in three steps. Please call the office or write an e-mail to begin."
    ),
    _K.INJURY_OR_INCIDENT: lambda w: w._("Please telephone the family. Do not write about it here."),
}


def _disclosure(w: Words) -> str:
    return w._(
        "You can send this. The person at school who keeps children safe will be told. You can also call the office."
    )


def _staff_disclosure(w: Words) -> str:
    return w._(
        "You can send this. The safeguarding lead will be told. Please speak to them yourself as well."
    )
