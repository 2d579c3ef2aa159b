"""What was answered, in the reader's words: options by name, days, money and numbers as they are written here."""

from datetime import date, time
from decimal import Decimal, InvalidOperation
from typing import Final

from client.core.words import Words
from client.translation.shown import shown
from client.ui.moments import moment
from wire.form_rules import YES
from wire.forms import Answer, Answers, Field, FieldKind

NEVER: Final = 0
"""A moment of no year that a day in a form is of: beside it every day has its year."""
NOTHING: Final = "–"
"""Stands in a table where nothing was answered."""


def said(w: Words, field: Field, answers: Answers) -> str:
    """The answer to one field; nothing if nothing was answered. Words that somebody wrote are as they were written."""
    match field.kind:
        case FieldKind.SECTION:
            return ""
        case FieldKind.SIGNATURE:
            signature = answers.signatures.get(field.key)
            return w._("Signed: {name}", name=signature.name) if signature else ""
        case FieldKind.FILE:
            many = len(answers.files.get(field.key, ())) + len(answers.photos.get(field.key, ()))
            return w.n("{n} file", "{n} files", many) if many else ""
        case _:
            return _listed(w, [_one(w, field, value) for value in answers.values.get(field.key, ())])


def said_by(w: Words, field: Field, answer: Answer, *, original: bool = False) -> str:
    """The same of an answer that was given: what somebody wrote is in the reader's language where it can be."""
    text = answer.words.get(field.key)
    return said(w, field, answer.answers) if text is None else shown(text, w.lang, original=original).body


def _listed(w: Words, parts: list[str]) -> str:
    return w.listing(parts) if len(parts) > 1 else "".join(parts)


def _one(w: Words, field: Field, value: str) -> str:
    match field.kind:
        case FieldKind.YES_NO:
            # Translators: the answer to a question of a form.
            return w.p("answer", "Yes") if value == YES else w.p("answer", "No")
        case FieldKind.CHOICE | FieldKind.CHOICES:
            option = next((one for one in field.options if one.key == value), None)
            return shown(option.label, w.lang).body if option else value
        case FieldKind.MONEY:
            return pounds(w, value)
        case FieldKind.NUMBER:
            number = _number(w, value)
            # Translators: a number and what it counts, as in "25 metres".
            return w._("{n} {unit}", n=number, unit=field.unit) if field.unit else number
        case FieldKind.DATE:
            return day(w, value)
        case FieldKind.TIME:
            return w.clock(_minutes(value))
        case _:
            return value


def pounds(w: Words, pence: str) -> str:
    """An amount of money, as in "£12.50"."""
    whole = int(pence) if pence.isdigit() else 0
    # Translators: an amount in British pounds and pence.
    return w._("£{pounds}.{pence}", pounds=w.number(whole // 100), pence=f"{whole % 100:02d}")


def day(w: Words, value: str) -> str:
    """A day with its weekday and year."""
    try:
        found = date.fromisoformat(value)
    except ValueError:
        return value
    # Always with its year: in November "31 October" on a packet of medicine is last month's, or next year's.
    return w.date(moment(found, time(12), w.zone), NEVER)


def _number(w: Words, value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation:
        return value
    return w.number(int(number)) if number == number.to_integral_value() else value


def _minutes(value: str) -> int:
    hour, _, minute = value.partition(":")
    return int(hour) * 60 + int(minute) if hour.isdigit() and minute.isdigit() else 0
