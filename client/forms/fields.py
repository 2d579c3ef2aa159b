"""A form's questions as they are answered: by families, by staff from paper, and to look at before it is sent."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Final

import flet as ft
import msgspec

from client.core.account import Account
from client.core.photos import PhotoStore
from client.forms.headings import under_headings
from client.forms.inputs import DayInput, FilesInput, TimesInput, WordsInput, choices_input
from client.forms.sentences import need_words, problem_words
from client.forms.signature import SignatureInput
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, row, use_kept
from client.ui.parts import mark
from client.ui.text import message, page_runs_rtl, restyled, small, words
from wire.base import Text
from wire.form_rules import NO, YES, shown_fields
from wire.forms import Answers, Field, FieldKind, Signature

NOT_SIGNED: Final = Signature(name="")
TYPED: Final = frozenset({FieldKind.TEXT, FieldKind.LONG_TEXT, FieldKind.NUMBER, FieldKind.MONEY})


class Filling:
    """What is answered on the screen now. A question knows nothing of the others: it tells its own answer here."""

    def __init__(self) -> None:
        self.answers = Answers()
        self.put: Callable[[Answers], Any] = lambda _: None

    def say(self, key: str, value: tuple[str, ...]) -> None:
        """A question is answered, or its answer taken back."""
        values = {one: said for one, said in self.answers.values.items() if one != key}
        self._become(values=values | ({key: value} if value else {}))

    def sign(self, key: str, signature: Signature) -> None:
        """A name or a drawing changed."""
        self._become(signatures={**self.answers.signatures, key: signature})

    def _become(self, **parts: Any) -> None:
        self.answers = msgspec.structs.replace(self.answers, **parts)
        self.put(self.answers)


class Spots:
    """Where each question stands, for leading somebody to it."""

    def __init__(self) -> None:
        self.controls: dict[str, Any] = {}
        self.page: Any = None
        """What scrolls, if there is such a thing."""

    def found(self, key: str) -> Callable[[Any], Any]:
        """Takes the control of a question that can have the cursor."""

        def keep(control: Any) -> None:
            self.controls[key] = control

        return keep


@dataclass(frozen=True, slots=True)
class Look:
    """How a form's questions are shown.

    ``place``: where photos and files are kept until they are sent, see ``uploaded``. ``original``: everything as
    it was written. ``careful``: texts beside whose translation the original stands. ``frozen``: only to look at.
    """

    place: str = ""
    original: bool = False
    careful: frozenset[int] = frozenset()
    frozen: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """What stands in one question: its answer, what is wrong with it, and a few words beside it."""

    value: tuple[str, ...] = ()
    signature: Signature | None = None
    problem: str = ""
    mark: str = ""


@component
def FormFields(
    account: Account,
    fields: tuple[Field, ...],
    answers: Answers,
    put: Callable[[Answers], Any],
    look: Look = Look(),
    problems: Mapping[str, str] | None = None,
    marks: Mapping[str, str] | None = None,
    spots: Spots | None = None,
) -> ft.Control:
    """The questions that these answers show, one below the other. ``put`` is told all answers with each change.

    ``problems``: what is wrong, by key. ``marks``: a few words beside a question. ``spots`` learns where each is.
    """
    filling = use_kept(Filling)
    own_spots = use_kept(Spots)
    filling.answers, filling.put = answers, put
    visible = shown_fields(fields, answers)
    rows = [
        FieldRow(
            account,
            field,
            Given(
                answers.values.get(field.key, ()),
                answers.signatures.get(field.key),
                (problems or {}).get(field.key, ""),
                (marks or {}).get(field.key, ""),
            ),
            replace(look, careful=look.careful & _texts(field)),
            filling,
            spots or own_spots,
            key=field.key,
        )
        for field in under_headings(fields, visible, with_help=True)
    ]
    return ft.Column(rows, spacing=theme.WIDE, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _texts(field: Field) -> frozenset[int]:
    texts = [field.label, *([field.help] if field.help else []), *(one.label for one in field.options)]
    return frozenset(text.id for text in texts)


def uploaded(photos: PhotoStore, place: str, answers: Answers) -> Answers:
    """The answers with what was added to them at ``place`` and has arrived at the school."""
    files: dict[str, tuple[int, ...]] = {}
    pictures: dict[str, tuple[int, ...]] = {}
    for one in photos.going(place):
        if one.slot and one.id is not None:
            into = files if one.kind == "file" else pictures
            into[one.slot] = (*into.get(one.slot, ()), one.id)
    return msgspec.structs.replace(answers, files=files, photos=pictures)


@row
def FieldRow(
    account: Account, field: Field, given: Given, look: Look, filling: Filling, spots: Spots
) -> ft.Control:
    """One question: its words, what helps with it, the way to answer it, and what is wrong."""
    w = account.words
    head: list[ft.Control] = []
    if given.mark:
        head.append(ft.Row([mark(given.mark, ft.Icons.NEW_RELEASES_OUTLINED, warm=True)], wrap=True))
    head += _label(account, field, look)
    if field.help is not None:
        line, beside = _worded(account, field.help, look)
        head += [restyled(line, grows=0.9, quiet=True), *beside]
    if field.kind is FieldKind.SECTION:
        return _kept_apart(field, ft.Column([ft.Divider(height=1), *head], spacing=theme.SNUG))
    # What is wrong says already what to do.
    if not look.frozen and not given.problem:
        head.append(small(need_words(w, field)))
    parts: list[ft.Control] = [ft.Column(head, spacing=theme.HAIR)]
    if given.problem:
        parts.append(_wrong(problem_words(w, field, given.problem)))
    parts.append(_answer(account, field, given, look, filling, spots.found(field.key)))
    column = ft.Column(parts, spacing=theme.SNUG, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    # A text field has no name of its own here: its question is its name.
    return _kept_apart(field, ft.MergeSemantics(column) if field.kind in TYPED else column)


def _kept_apart(field: Field, content: ft.Control) -> ft.Control:
    spot = ft.ScrollKey(field.key)  # type: ignore[call-arg]
    return ft.Container(ft.Semantics(content=content, container=True), key=spot)


def _label(account: Account, field: Field, look: Look) -> list[ft.Control]:
    line, beside = _worded(account, field.label, look)
    if field.kind is not FieldKind.SECTION:
        return [restyled(line, weight=ft.FontWeight.W_600), *beside]
    heading = restyled(line, grows=1.2, weight=ft.FontWeight.W_600)
    return [ft.Semantics(content=heading, header=True, heading_level=2), *beside]


def worded(account: Account, text: Text, look: Look) -> list[ft.Control]:
    """A text of a form in the reader's language; the original below it where that must not be missed (spec 7.4)."""
    line, beside = _worded(account, text, look)
    return [line, *beside]


def _worded(account: Account, text: Text, look: Look) -> tuple[ft.Text, list[ft.Control]]:
    seen = shown(text, account.words.lang, original=look.original)
    beside = [_beside(account, text)] if text.id in look.careful and not seen.original else []
    return written(account, seen), beside


def _beside(account: Account, text: Text) -> ft.Control:
    w = account.words
    scale = account.me.preferences.text_size / 100
    said = message(text.body, text.lang, scale=scale, page_rtl=page_runs_rtl(w))
    # Translators: stands above the words of a form in the language in which they were written, as "English:".
    head = small(w._("{language}:", language=w.language(text.lang)))
    return ft.Container(
        ft.Column([head, said], spacing=0),
        bgcolor=ft.Colors.TERTIARY_CONTAINER,
        border_radius=theme.RADIUS_FIELD,
        padding=ft.Padding.symmetric(horizontal=theme.SPACE, vertical=theme.SNUG),
    )


def _wrong(said: str) -> ft.Control:
    line = ft.Text(said, theme_style=ft.TextThemeStyle.BODY_MEDIUM, color=ft.Colors.ERROR, expand=True)
    return ft.Row([ft.Icon(ft.Icons.ERROR_OUTLINE, size=18, color=ft.Colors.ERROR), line], spacing=theme.SNUG)


def _answer(
    account: Account, field: Field, given: Given, look: Look, filling: Filling, found: Callable[[Any], Any]
) -> ft.Control:
    key, value, frozen = field.key, given.value, look.frozen

    def say(said: tuple[str, ...]) -> None:
        filling.say(key, said)

    match field.kind:
        case FieldKind.YES_NO | FieldKind.CHOICE | FieldKind.CHOICES:
            several = field.kind is FieldKind.CHOICES
            options = _options(account, field, look)
            return choices_input(options, value, say, found, several=several, frozen=frozen)
        case FieldKind.DATE:
            name = shown(field.label, account.words.lang).body
            return DayInput(account, name, next(iter(value), ""), say, found, frozen)
        case FieldKind.TIME:
            name = shown(field.label, account.words.lang).body
            return TimesInput(account, name, value, say, found, frozen)
        case FieldKind.FILE:
            return FilesInput(account, account.photos, look.place, key, frozen)
        case FieldKind.SIGNATURE:
            signed = given.signature or NOT_SIGNED
            return SignatureInput(account, signed, partial(filling.sign, key), found, frozen)
        case _:
            return WordsInput(account, field, next(iter(value), ""), say, found, frozen)


def _options(account: Account, field: Field, look: Look) -> list[tuple[str, ft.Control]]:
    w = account.words
    if field.kind is FieldKind.YES_NO:
        # Translators: the two answers to a question of a form.
        return [(YES, words(w.p("answer", "Yes"))), (NO, words(w.p("answer", "No")))]
    return [
        (one.key, ft.Column(worded(account, one.label, look), spacing=theme.HAIR)) for one in field.options
    ]
