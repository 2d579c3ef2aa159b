"""What is said about fields: what is wrong with an answer, and the marks that stand beside a question."""

from __future__ import annotations

from client.core.words import Words
from wire.form_rules import Problem
from wire.forms import MOST_FILES, MOST_TIMES, Field, FieldKind


def problem_words(w: Words, field: Field, problem: str) -> str:
    """What to do about one field, beside it."""
    match problem:
        case Problem.MISSING:
            return _missing(w, field.kind)
        case Problem.TOO_SMALL if field.least is not None:
            return w._("This must be {least} or more.", least=_with_unit(w, field.least, field.unit))
        case Problem.TOO_BIG if field.most is not None:
            return w._("This must be {most} or less.", most=_with_unit(w, field.most, field.unit))
        case Problem.TOO_LONG:
            return w._("This answer is too long. Please make it shorter.")
        case Problem.TOO_MANY:
            return _too_many(w, field.kind)
        case Problem.SIGNATURE_TOO_LARGE:
            return w.refusal("signature_too_large")
        case _:
            return _wrong(w, field.kind)


def _missing(w: Words, kind: FieldKind) -> str:
    match kind:
        case FieldKind.YES_NO | FieldKind.CHOICE | FieldKind.CHOICES:
            return w._("Please choose an answer.")
        case FieldKind.DATE:
            return w._("Please choose a day.")
        case FieldKind.TIME:
            return w._("Please choose a time.")
        case FieldKind.FILE:
            return w._("Please add a photo or a file.")
        case FieldKind.SIGNATURE:
            return w._("Please type your full name to sign.")
        case _:
            return w._("Please write an answer.")


def _wrong(w: Words, kind: FieldKind) -> str:
    match kind:
        case FieldKind.NUMBER:
            return w._("Please write a number, for example {number}.", number="5")
        case FieldKind.MONEY:
            return w._("Please write how much in pounds and pence, for example {money}.", money="4.50")
        case _:
            return w._("This answer does not fit the question. Please answer it again.")


def _too_many(w: Words, kind: FieldKind) -> str:
    if kind is FieldKind.TIME:
        return w.n("There can be {n} time at most.", "There can be {n} times at most.", MOST_TIMES)
    return w.n(
        "There can be {n} photo or file at most.", "There can be {n} photos and files at most.", MOST_FILES
    )


def _with_unit(w: Words, n: int, unit: str) -> str:
    said = w.number(n)
    # Translators: a number and what is counted, as in "5 ml".
    return w._("{n} {unit}", n=said, unit=unit) if unit else said


def need_words(w: Words, field: Field) -> str:
    """Whether a question must be answered, in words; nothing for a heading."""
    if field.kind is FieldKind.SECTION:
        return ""
    if field.required:
        # Translators: stands under a question of a form that must be answered.
        return w._("Please answer this.")
    # Translators: stands under a question of a form that need not be answered.
    return w._("You can leave this empty.")
