"""What makes an answer whole and a form fit to be sent: pure questions that the app and the server ask alike."""

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from wire.form_parts import (
    CANVAS,
    MOST_FILES,
    MOST_TIMES,
    Answers,
    Field,
    FieldDraft,
    FieldKind,
    FormDraft,
    ShownIf,
    Signature,
)

YES: Final = "yes"
NO: Final = "no"
MOST_SIGNATURE: Final = 4_000
"""Points of a drawn signature in all its lines."""
LONGEST_LINE: Final = 300
"""Letters of an answer in one line."""
FIRST_YEAR, LAST_YEAR = 1900, 2100
NOT_KEYS: Final = frozenset(("title", "intro"))
"""What no field is called: these name the words above all fields."""

_NUMBER: Final = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,4})?")
_PENCE: Final = re.compile(r"[0-9]{1,7}")
_TIME: Final = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LINES: Final = frozenset((FieldKind.TEXT, FieldKind.LONG_TEXT))
_CHOOSING: Final = frozenset((FieldKind.CHOICE, FieldKind.CHOICES))
_DECIDING: Final = _CHOOSING | {FieldKind.YES_NO}
_APART: Final = frozenset((FieldKind.SECTION, FieldKind.FILE, FieldKind.SIGNATURE))

AnyField = Field | FieldDraft


class Problem(StrEnum):
    """What is wrong with one field of an answer, or of a draft."""

    MISSING = "missing"
    NOT_ASKED = "not_asked"
    """Answered, but there is no such field, or it is not shown."""
    WRONG = "wrong"
    """No answer that a field of this kind can have."""
    TOO_LONG = "too_long"
    TOO_SMALL = "too_small"
    TOO_BIG = "too_big"
    TOO_MANY = "too_many"
    SIGNATURE_TOO_LARGE = "signature_too_large"

    NO_WORDS = "no_words"
    NOTHING_ASKED = "nothing_asked"
    """A draft with no field that has an answer; stands under ``fields``."""
    SAME_KEY = "same_key"
    KEPT_KEY = "kept_key"
    NO_OPTIONS = "no_options"
    SAME_OPTION = "same_option"
    BACKWARDS = "backwards"
    """The least is more than the most."""
    UNKNOWN = "unknown"
    """Shown if a field that there is not."""
    LATER = "later"
    CIRCULAR = "circular"
    NEVER = "never"
    """Shown if a field gives an answer that it cannot give."""


def shown_fields(fields: Sequence[AnyField], answers: Answers) -> frozenset[str]:
    """The keys of the fields that are shown. A section that is not shown hides all fields up to the next one."""
    shown = set[str]()
    section = True
    for field in fields:
        here = _holds(field.shown_if, shown, answers.values)
        if field.kind is FieldKind.SECTION:
            section = here
        if here and section:
            shown.add(field.key)
    return frozenset(shown)


def only_shown(fields: Sequence[AnyField], answers: Answers) -> Answers:
    """What is answered without what is blank and without the fields that are not shown: fit to be sent."""
    shown = shown_fields(fields, answers)
    values = {key: tuple(one for one in said if one.strip()) for key, said in answers.values.items()}
    return Answers(
        values={key: said for key, said in values.items() if said and key in shown},
        files={key: ids for key, ids in answers.files.items() if ids and key in shown},
        photos={key: ids for key, ids in answers.photos.items() if ids and key in shown},
        signatures={key: one for key, one in answers.signatures.items() if one.name.strip() and key in shown},
    )


def is_answered(field: AnyField, answers: Answers) -> bool:
    """Whether something was said in a field."""
    signature = answers.signatures.get(field.key)
    return (
        any(said.strip() for said in answers.values.get(field.key, ()))
        or bool(answers.files.get(field.key) or answers.photos.get(field.key))
        or (signature is not None and bool(signature.name.strip()))
    )


def problems(fields: Sequence[AnyField], answers: Answers) -> dict[str, Problem]:
    """Field → what is wrong with its answer, in the order of the form; nothing if it may be sent as it is."""
    shown = shown_fields(fields, answers)
    by_key = {field.key: field for field in fields if field.key in shown}
    found = {key: problem for key, field in by_key.items() if (problem := _problem(field, answers))}
    said = {*answers.values, *answers.files, *answers.photos, *answers.signatures}
    return found | dict.fromkeys(sorted(said - {*by_key}), Problem.NOT_ASKED)


def draft_problems(draft: FormDraft) -> dict[str, Problem]:
    """Field → why the form cannot be sent yet; ``title`` and ``fields`` stand for the form itself."""
    found: dict[str, Problem] = {}
    if not draft.title.strip():
        found["title"] = Problem.NO_WORDS
    if all(field.kind is FieldKind.SECTION for field in draft.fields):
        found["fields"] = Problem.NOTHING_ASKED
    before: dict[str, FieldDraft] = {}
    every = {field.key: field for field in draft.fields}
    for field in draft.fields:
        problem = _draft_problem(field, before, every)
        if problem:
            found.setdefault(field.key, problem)
        before[field.key] = field
    return found


def _holds(shown_if: ShownIf | None, shown: Iterable[str], values: Mapping[str, tuple[str, ...]]) -> bool:
    if shown_if is None:
        return True
    return shown_if.field in shown and not {*values.get(shown_if.field, ())}.isdisjoint(shown_if.answers)


def _problem(field: AnyField, answers: Answers) -> Problem | None:
    key, kind = field.key, field.kind
    elsewhere = [
        key in answers.values and kind in _APART,
        (key in answers.files or key in answers.photos) and kind is not FieldKind.FILE,
        key in answers.signatures and kind is not FieldKind.SIGNATURE,
    ]
    if any(elsewhere):
        return Problem.WRONG
    if kind is FieldKind.SECTION:
        return None
    if not is_answered(field, answers):
        return Problem.MISSING if field.required else None
    if kind is FieldKind.SIGNATURE:
        return _signature_problem(answers.signatures[key])
    if kind is FieldKind.FILE:
        return _files_problem(answers.files.get(key, ()), answers.photos.get(key, ()))
    return _value_problem(field, answers.values[key])


def _files_problem(files: Sequence[int], photos: Sequence[int]) -> Problem | None:
    if len({*files}) + len({*photos}) != len(files) + len(photos):
        return Problem.WRONG
    return Problem.TOO_MANY if len(files) + len(photos) > MOST_FILES else None


def _signature_problem(signature: Signature) -> Problem | None:
    if sum(len(stroke) for stroke in signature.strokes) > MOST_SIGNATURE:
        return Problem.SIGNATURE_TOO_LARGE
    too_low = any(3 * y > CANVAS for stroke in signature.strokes for _, y in stroke)
    return Problem.WRONG if too_low else None


def _value_problem(field: AnyField, said: tuple[str, ...]) -> Problem | None:
    if field.kind is FieldKind.CHOICES:
        known = {option.key for option in field.options}
        return None if len({*said}) == len(said) and known.issuperset(said) else Problem.WRONG
    if field.kind is FieldKind.TIME:
        if len(said) > MOST_TIMES:
            return Problem.TOO_MANY
        return None if len({*said}) == len(said) and all(map(_TIME.fullmatch, said)) else Problem.WRONG
    return Problem.WRONG if len(said) != 1 else _single_problem(field, said[0])


def _single_problem(field: AnyField, said: str) -> Problem | None:
    match field.kind:
        case FieldKind.TEXT:
            return Problem.TOO_LONG if len(said) > LONGEST_LINE else None
        case FieldKind.NUMBER:
            return _number_problem(field, said)
        case FieldKind.YES_NO:
            fits = said in (YES, NO)
        case FieldKind.CHOICE:
            fits = said in {option.key for option in field.options}
        case FieldKind.MONEY:
            fits = _PENCE.fullmatch(said) is not None
        case FieldKind.DATE:
            fits = _is_day(said)
        case _:
            fits = field.kind in _LINES
    return None if fits else Problem.WRONG


def _number_problem(field: AnyField, said: str) -> Problem | None:
    if not _NUMBER.fullmatch(said):
        return Problem.WRONG
    number = Decimal(said)
    if field.least is not None and number < field.least:
        return Problem.TOO_SMALL
    return Problem.TOO_BIG if field.most is not None and number > field.most else None


def _is_day(said: str) -> bool:
    try:
        return bool(_DAY.fullmatch(said)) and FIRST_YEAR <= date.fromisoformat(said).year <= LAST_YEAR
    except ValueError:
        return False


def _draft_problem(
    field: FieldDraft, before: Mapping[str, FieldDraft], every: Mapping[str, FieldDraft]
) -> Problem | None:
    if field.key in NOT_KEYS:
        return Problem.KEPT_KEY
    if field.key in before:
        return Problem.SAME_KEY
    if not field.label.strip() or not all(option.label.strip() for option in field.options):
        return Problem.NO_WORDS
    if field.kind in _CHOOSING and not field.options:
        return Problem.NO_OPTIONS
    if len({option.key for option in field.options}) != len(field.options):
        return Problem.SAME_OPTION
    if field.least is not None and field.most is not None and field.least > field.most:
        return Problem.BACKWARDS
    return _shown_if_problem(field, before, every) if field.shown_if else None


def _shown_if_problem(
    field: FieldDraft, before: Mapping[str, FieldDraft], every: Mapping[str, FieldDraft]
) -> Problem | None:
    asked = field.shown_if
    if asked is None or asked.field not in every:
        return Problem.UNKNOWN
    if _goes_round(field, every):
        return Problem.CIRCULAR
    if asked.field not in before:
        return Problem.LATER
    source = before[asked.field]
    if source.kind not in _DECIDING:
        return Problem.NEVER
    possible = {YES, NO} if source.kind is FieldKind.YES_NO else {option.key for option in source.options}
    return None if possible.issuperset(asked.answers) else Problem.NEVER


def _goes_round(field: FieldDraft, every: Mapping[str, FieldDraft]) -> bool:
    seen, at = set[str](), field
    while at.shown_if is not None and at.shown_if.field in every:
        if at.key in seen:
            return True
        seen.add(at.key)
        at = every[at.shown_if.field]
    return False
