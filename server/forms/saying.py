"""How an answer reads outside the app, on paper and in lists: in its reader's language, field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date
from babel.numbers import format_currency

from server.translation.masks import LETTER
from server.translation.queries import SHOWN
from wire.base import Text, TextState
from wire.form_rules import NO, YES
from wire.forms import Answer, Due, Field, FieldKind, Form
from wire.languages import LANGUAGES
from wire.locales import locale_of as language_data
from wire.words import Words

CURRENCY = "GBP"


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words in one language. ``original``: as they were written, beside a translation that nobody checked."""

    text: str
    lang: str
    original: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """What was said in one field."""

    key: str
    kind: FieldKind
    label: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """Puts answers into words. ``forms``: the form in each version that somebody answered, and in its newest."""

    w: Words
    zone: str
    forms: Mapping[int, Form]

    @property
    def newest(self) -> Form:
        """The form as it is out now."""
        return self.forms[max(self.forms)]

    def fields(self) -> tuple[Field, ...]:
        """All fields that anybody was asked, those of the newest version first; headings are none."""
        found: dict[str, Field] = {}
        for version in sorted(self.forms, reverse=True):
            for field in self.forms[version].fields:
                if field.kind is not FieldKind.SECTION:
                    found.setdefault(field.key, field)
        return tuple(found.values())

    def field_of(self, answer: Answer, key: str) -> Field | None:
        """A field as it was when somebody answered it."""
        asked = self.forms.get(answer.version, self.newest).fields
        return next((field for field in asked if field.key == key), None)

    def lines(self, answer: Answer) -> tuple[Line, ...]:
        """Everything that was said, in the order of the form."""
        asked = self.forms.get(answer.version, self.newest)
        return tuple(
            Line(field.key, field.kind, self.label(field.label, asked), pieces)
            for field in asked.fields
            if (pieces := self.pieces(answer, field))
        )

    def label(self, text: Text, form: Form) -> str:
        """Words of the form; with the original where these must not be misread and nobody checked them."""
        shown = _shown(text)
        if shown == text.body or text.id not in form.careful or text.state is TextState.CHECKED:
            return shown
        return f"{shown} ({apart(text.body)})"

    def pieces(self, answer: Answer, field: Field) -> tuple[Piece, ...]:
        """What was said in a field; nothing if nothing was."""
        key = field.key
        if field.kind is FieldKind.FILE:
            return self._files(answer, key)
        if field.kind is FieldKind.SIGNATURE:
            signature = answer.answers.signatures.get(key)
            return (Piece(signature.name, self.w.lang),) if signature else ()
        if key in answer.words:
            return self.words(answer.words[key])
        said = answer.answers.values.get(key, ())
        if not any(said):
            return ()
        if field.kind in (FieldKind.TEXT, FieldKind.LONG_TEXT):
            return (Piece(said[0], answer.lang),)
        return (Piece(self.value(field, said), self.w.lang),)

    def words(self, text: Text) -> tuple[Piece, ...]:
        """What somebody wrote, as the reader reads it, with the original if nobody checked the translation."""
        if text.state not in SHOWN or text.shown is None:
            # A telephone number is of no language: it stands as the page does.
            return (Piece(text.body, text.lang if LETTER.search(text.body) else self.w.lang),)
        shown = Piece(text.shown, self.w.lang)
        return (
            (shown,)
            if text.state is TextState.CHECKED
            else (shown, Piece(text.body, text.lang, original=True))
        )

    def value(self, field: Field, said: Sequence[str]) -> str:
        """What was chosen, counted or dated, in words."""
        match field.kind:
            case FieldKind.YES_NO:
                # Translators: the answer to a question of a form.
                return self.w.p("answer", "Yes") if said[0] == YES else self.w.p("answer", "No")
            case FieldKind.CHOICE | FieldKind.CHOICES:
                return self.options(field, said)
            case FieldKind.MONEY:
                return money(said[0], self.w.lang)
            case FieldKind.DATE:
                return day(said[0], self.w.lang)
            case FieldKind.NUMBER:
                return f"{said[0]} {field.unit}".strip()
            case _:
                return ", ".join(said)

    def options(self, field: Field, said: Sequence[str]) -> str:
        """The words of what was chosen."""
        labels = {option.key: _shown(option.label) for option in field.options}
        return "; ".join(labels.get(one, one) for one in said)

    def choices(self, field: Field) -> dict[str, str]:
        """What can be chosen, by key; nothing where one does not choose."""
        if field.kind is FieldKind.YES_NO:
            return {YES: self.value(field, (YES,)), NO: self.value(field, (NO,))}
        if field.kind in (FieldKind.CHOICE, FieldKind.CHOICES):
            return {option.key: _shown(option.label) for option in field.options}
        return {}

    def due(self, due: Due) -> str:
        """How a form stands for a child, in words."""
        return {
            Due.OPEN: self.w._("Not answered yet"),
            Due.AGAIN: self.w._("To be answered again"),
            Due.DONE: self.w._("Answered"),
            Due.OVER: self.w._("Not answered in time"),
            Due.ANY_TIME: "",
        }[due]

    def moment(self, at: int) -> str:
        """A moment by the school's clock, to the minute."""
        return said_moment(self.w, self.zone, at)

    def language(self, tag: str) -> str:
        """What a language is called in the reader's own."""
        return language_name(self.w.lang, tag)

    def _files(self, answer: Answer, key: str) -> tuple[Piece, ...]:
        names = {file.id: file.name for file in answer.files}
        said = [names[one] for one in answer.answers.files.get(key, ()) if one in names]
        photos = len(answer.answers.photos.get(key, ()))
        if photos:
            said.append(self.w.n("{n} photo", "{n} photos", photos))
        return (Piece(", ".join(said), self.w.lang),) if said else ()


def said_moment(w: Words, zone: str, at: int) -> str:
    """A moment by the school's clock, with the weekday, to the minute."""
    local = datetime.fromtimestamp(at / 1000, ZoneInfo(zone))
    return w._("{date}, {time}", date=long_day(local.date(), w.lang), time=f"{local:%H:%M}")


def day(said: str, lang: str) -> str:
    """A day as ``2026-11-27``, in words."""
    try:
        return long_day(date.fromisoformat(said), lang)
    except ValueError:
        return said


def long_day(on: date, lang: str) -> str:
    """A day with its weekday."""
    return format_date(on, "EEEE d MMMM y", locale=locale_of(lang))


def money(pence: str, lang: str) -> str:
    """Pence as pounds, the way the reader writes them."""
    if not pence.isdecimal():
        return pence
    return format_currency(Decimal(pence) / 100, CURRENCY, locale=locale_of(lang))


def locale_of(lang: str) -> Locale:
    """What Babel knows of a language; English is British."""
    return language_data("en_GB" if lang == "en" else LANGUAGES[lang].locale)


def language_name(lang: str, tag: str) -> str:
    """What the language ``tag`` is called in ``lang``."""
    if tag not in LANGUAGES:
        return tag
    return locale_of(lang).languages.get(locale_of(tag).language) or LANGUAGES[tag].name


def in_one(pieces: Sequence[Piece], *, isolated: bool = True) -> str:
    """An answer in one line, its original in brackets behind it."""
    if not pieces:
        return ""
    first, *others = pieces
    shut = apart if isolated else str
    return " ".join([first.text, *(f"({shut(one.text)})" for one in others)])


def without_signatures(lines: Sequence[Line]) -> tuple[Line, ...]:
    """What was said, without the names under it."""
    return tuple(line for line in lines if line.kind is not FieldKind.SIGNATURE)


def apart(text: str) -> str:
    """Words that keep their own direction within others."""
    return f"\u2068{text}\u2069"


def _shown(text: Text) -> str:
    return text.shown if text.state in SHOWN and text.shown is not None else text.body
