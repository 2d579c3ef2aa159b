"""The list that a trip's leader prints: who comes, whom to call, what must be known of each child (spec 7.5)."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Final

import msgspec

from server.core.typeset import typeset
from server.forms.care import FIRST, Known, is_pressing, leads
from server.forms.paper import Bit, Head, Pair, audience_fact, bits, head, inline, pair
from server.forms.saying import Line, Saying, without_signatures
from wire.form_rules import NO, YES
from wire.forms import Answer, CareNote, CollationRow, Due, FieldKind, FormKind
from wire.school import School
from wire.words import Words

TEMPLATE: Final = Path(__file__).with_name("trip.typ")
COMES: Final = "comes"
"""The field of a trip's form that asks whether the child comes; without it, whoever answered comes."""
CONTACT, SWIMMING, MONEY = "contact", "swimming", "pay"
"""What the keys of the fields begin with that say whom to call, how a child swims, and what is paid."""


class Notes(msgspec.Struct, frozen=True):
    """What one form says of a child. ``alert``: there is a plan for an emergency."""

    title: str
    alert: bool
    pairs: tuple[Pair, ...]


class Traveller(msgspec.Struct, frozen=True):
    """One child that comes, or may. ``alert``: there is a plan for an emergency. ``note``: what is not clear yet."""

    name: str
    note: str
    alert: bool
    contact: tuple[Bit, ...]
    swimming: tuple[Bit, ...]
    care: tuple[Notes, ...]
    said: tuple[Pair, ...]


class Party(msgspec.Struct, frozen=True):
    """The children of one class: those on the trip in a table, the others by name."""

    name: str
    count: str
    coming: tuple[Traveller, ...]
    others: tuple[tuple[str, str], ...]


class TripList(msgspec.Struct, frozen=True):
    """What stands on the paper, in the language of who prints it."""

    head: Head
    totals: tuple[tuple[str, int], ...]
    warning: str
    first: tuple[tuple[str, str], ...]
    heads: dict[str, str]
    parties: tuple[Party, ...]


def render_trip(
    saying: Saying, rows: Sequence[CollationRow], known: Known, school: School, printed_by: str, at: int
) -> bytes:
    """The PDF. Raises ``CannotPrint``."""
    return typeset(TEMPLATE, trip_list(saying, rows, known, school, printed_by, at))


def trip_list(
    saying: Saying, rows: Sequence[CollationRow], known: Known, school: School, printed_by: str, at: int
) -> TripList:
    """What stands on it."""
    w, form = saying.w, saying.newest
    stands = {row.pupil_id: comes(row) for row in rows}
    care = _by_child(known.notes)
    # Translators: heading of a list for the leader of a class trip. {title} is what the trip is called.
    title = w._("Trip list: {title}", title=saying.label(form.title, form))
    used = {answer.lang for row in rows for answer in row.answers}
    used |= {text.lang for row in rows for answer in row.answers for text in answer.words.values()}
    parties = [
        _party(saying, name, list(some), known)
        for name, some in groupby(rows, key=lambda row: row.class_name)
    ]
    return TripList(
        head=head(saying, school, title, audience_fact(saying), used, printed_by, at),
        totals=_totals(w, list(stands.values())),
        warning=_warning(
            w, [row for row in rows if row.pupil_id in known.withheld and stands[row.pupil_id] is not NO]
        ),
        first=_first(w, rows, care, stands),
        heads=_heads(w),
        parties=tuple(parties),
    )


def comes(row: CollationRow) -> str | None:
    """``yes``, ``no``, ``""`` where the adults do not agree, ``None`` where nobody answered."""
    said = {_comes(answer) for answer in row.answers}
    if not said:
        return None
    return said.pop() if len(said) == 1 else ""


def _comes(answer: Answer) -> str:
    return NO if NO in answer.answers.values.get(COMES, ()) else YES


def is_trip(kind: FormKind) -> bool:
    """Whether a form is about a trip: only for these there is a list."""
    return kind is FormKind.TRIP


def _by_child(notes: Sequence[CareNote]) -> dict[int, list[CareNote]]:
    found: dict[int, list[CareNote]] = {}
    for note in notes:
        found.setdefault(note.pupil_id, []).append(note)
    return found


def _totals(w: Words, stands: Sequence[str | None]) -> tuple[tuple[str, int], ...]:
    totals = [
        (w._("Coming"), stands.count(YES)),
        (w._("Not coming"), stands.count(NO)),
        (w._("No answer"), stands.count(None)),
    ]
    unclear = stands.count("")
    return (*totals, (w._("Adults do not agree"), unclear)) if unclear else tuple(totals)


def _warning(w: Words, rows: Sequence[CollationRow]) -> str:
    if not rows:
        return ""
    return w.n(
        "For {n} child there is more that was not passed on to you. Ask the office before you go: {names}",
        "For {n} children there is more that was not passed on to you. Ask the office before you go: {names}",
        len(rows),
        names=", ".join(row.name for row in rows),
    )


def _first(
    w: Words,
    rows: Sequence[CollationRow],
    care: Mapping[int, Sequence[CareNote]],
    stands: Mapping[int, str | None],
) -> tuple[tuple[str, str], ...]:
    """The children for whom there is a plan for an emergency, before everything else."""
    return tuple(
        (w.apart(row.name), w.apart(row.class_name))
        for row in rows
        if stands[row.pupil_id] != NO and any(note.emergency for note in care.get(row.pupil_id, ()))
    )


def _heads(w: Words) -> dict[str, str]:
    return {
        "child": w._("Child"),
        # Translators: heading of a narrow column with boxes to tick: the child is there when the trip begins.
        "out": w.p("trip list", "Out"),
        # Translators: heading of a narrow column with boxes to tick: the child is there for the way home.
        "back": w.p("trip list", "Back"),
        "contact": w._("Call on the day"),
        "swimming": w._("Swimming"),
        "know": w._("What you must know"),
        "first": w._("Plan for an emergency"),
        "others": w._("Not on the trip"),
    }


def _party(saying: Saying, name: str, rows: Sequence[CollationRow], known: Known) -> Party:
    w = saying.w
    on_trip = [row for row in rows if comes(row) in (YES, "")]
    others = [
        (
            w.apart(row.name),
            w._("Not coming") if comes(row) == NO else saying.due(row.due) or w._("No answer"),
        )
        for row in rows
        if row not in on_trip
    ]
    return Party(
        name=w.apart(name),
        count=w.n("{n} child on the trip", "{n} children on the trip", len(on_trip)),
        coming=tuple(_traveller(saying, row, known) for row in on_trip),
        others=tuple(others),
    )


def _traveller(saying: Saying, row: CollationRow, known: Known) -> Traveller:
    lines = [_told(saying, one) for one in row.answers]
    care = tuple(_notes(saying, known, note) for note in known.notes if note.pupil_id == row.pupil_id)
    said = [
        pair(line, saying.w.lang, strong=is_pressing(line.key))
        for some in lines
        for line in some
        if _is_said(line)
    ]
    return Traveller(
        name=saying.w.apart(row.name),
        note=_note(saying, row),
        alert=any(one.alert for one in care),
        contact=_bits(lines, CONTACT),
        swimming=_bits(lines, SWIMMING),
        care=care,
        said=tuple(dict.fromkeys(said)),
    )


def _notes(saying: Saying, known: Known, note: CareNote) -> Notes:
    lines = known.said[note.pupil_id, note.answer_id]
    pairs = tuple(
        pair(line, saying.w.lang, strong=note.emergency and is_pressing(line.key)) for line in lines
    )
    return Notes(inline(known.titles[note.answer_id], saying.w.lang), note.emergency, pairs)


def _told(saying: Saying, answer: Answer) -> tuple[Line, ...]:
    """What a parent said on the trip's form, but for needs that there are not, and agreements that were given."""
    led = leads(saying.forms[answer.version].fields)
    return tuple(
        line
        for line in without_signatures(saying.lines(answer))
        if not (line.kind is FieldKind.YES_NO and _says_nothing(line.key, answer, led))
    )


def _says_nothing(key: str, answer: Answer, led: Mapping[str, Sequence[str]]) -> bool:
    values = answer.answers.values
    said = values.get(key, ())
    if key.startswith((FIRST, "agree")):
        return YES in said
    return NO in said or any(one in values for one in led.get(key, ()))


def _is_said(line: Line) -> bool:
    return not line.key.startswith((COMES, CONTACT, SWIMMING, MONEY)) and line.kind is not FieldKind.MONEY


def _bits(answers: Sequence[Sequence[Line]], key: str) -> tuple[Bit, ...]:
    """What was said in these fields, by each adult who answered, the same only once."""
    pieces = [
        piece for lines in answers for line in lines if line.key.startswith(key) for piece in line.pieces
    ]
    return tuple(dict.fromkeys(bits(pieces)))


def _note(saying: Saying, row: CollationRow) -> str:
    w = saying.w
    if comes(row) == "":
        return w._("One adult says yes, one says no. Ask the office.")
    if row.due is Due.AGAIN:
        return w._("The form has changed since this was signed.")
    return w._("The adults of this child answered differently.") if row.differs else ""
