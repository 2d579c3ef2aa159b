"""Filling in a form: its words, one question after the other, then everything once more before it is signed."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import flet as ft
import msgspec

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.photos import PhotoStore
from client.forms import actions, drafts
from client.forms.drafts import Kept
from client.forms.fields import FormFields, Look, Spots
from client.forms.headings import under_headings
from client.forms.parts import line_of
from client.forms.saying import said
from client.forms.sentences import problem_words
from client.forms.sheet import Sheet, added, to_fill, to_sign
from client.photos.picking import still_on_its_way
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.drafting import ANSWERS_WITHIN
from client.ui.parts import card, main_button, note, reading_column, text_button
from client.ui.text import message, page_runs_rtl, small, strong, title, words
from wire.forms import Answers, Field, FieldKind, FormView

Lines = list[ft.Control]


@component
def FillPage(
    account: Account,
    kept: DraftStore,
    view: FormView,
    pupil_id: int,
    start: Kept,
    head: Callable[[bool, Callable[[], Any]], Lines],
    foot: Lines,
) -> ft.Control:
    """Filled in here and kept as it is typed; made anew when another device has filled in more of it.

    ``head(original, turned)``: what stands above the questions; ``foot``: what stands below everything.
    """
    place = drafts.place_of(view.form, pupil_id)
    sheet_key = f"{place}-{kept.revision_of(place)}"
    return FillSheet(account, account.photos, view, pupil_id, start, head, foot, key=sheet_key)


@component
def FillSheet(
    account: Account,
    photos: PhotoStore,
    view: FormView,
    pupil_id: int,
    start: Kept,
    head: Callable[[bool, Callable[[], Any]], Lines],
    foot: Lines,
) -> ft.Control:
    """Both pages of it: the questions, and what was answered with the place to sign."""
    place = drafts.place_of(view.form, pupil_id)
    sheet = use_kept(lambda: Sheet(account, view.form, place, start))
    sheet.follow(view.form)
    ft.use_effect(sheet.keep_added, [added(photos.at(place))])
    return Pages(account, sheet, view, pupil_id, place, head, foot)


@component
def Pages(
    account: Account,
    sheet: Sheet,
    view: FormView,
    pupil_id: int,
    place: str,
    head: Callable[[bool, Callable[[], Any]], Lines],
    foot: Lines,
) -> ft.Control:
    """The page on which the person is."""
    spots = use_kept(Spots)

    def turned() -> None:
        sheet.original = not sheet.original

    async def lead(key: str) -> None:
        sheet.stage = "fill"
        await _lead(spots, key)

    if sheet.stage == "review":
        body = _review(account, sheet, view, pupil_id, place, spots)
    else:
        body = [*head(sheet.original, turned), *_questions(account, sheet, view, place, spots, lead), *foot]
    scrolled = ft.Column(
        [ft.Container(height=0), *[_inset(one) for one in body], ft.Container(height=theme.WIDE)],
        scroll=ft.ScrollMode.AUTO, spacing=theme.ROOM, expand=True, key=sheet.stage,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
    spots.page = scrolled
    return scrolled


def _inset(part: ft.Control) -> ft.Control:
    return ft.Container(reading_column(part), padding=ft.Padding.symmetric(horizontal=theme.ROOM))


def _questions(
    account: Account, sheet: Sheet, view: FormView, place: str, spots: Spots, lead: Callable[[str], Any]
) -> Lines:
    w, form = account.words, view.form
    fields = to_fill(form.fields)
    look = Look(place, sheet.original, form.careful)
    # Translators: stands above a question of a form that changed since it was answered.
    names = {False: w._("These words changed"), True: w._("This question is new")}
    changed = {key: names[is_new] for key, is_new in sheet.marks().items()}

    def go_on(_: Any) -> None:
        if account.photos.is_sending(place):
            account.notices.say("refused", still_on_its_way(w, account.photos, place))
        elif not sheet.check(fields):
            sheet.stage = "review"

    parts: Lines = []
    if changed:
        said_so = w._(
            "The form changed since you filled it in. Your answers are kept. What changed is marked."
        )
        parts.append(note(said_so, ft.Icons.NEW_RELEASES_OUTLINED))
    parts.append(
        FormFields(account, fields, sheet.answers, sheet.put, look, dict(sheet.problems), changed, spots)
    )
    if sheet.problems:
        parts.append(_summary(account, sheet, fields, lead))
    parts.append(main_button(w._("Read through and sign"), go_on, icon=ft.Icons.ARROW_FORWARD))
    parts.append(small(w._("What you fill in is kept. You can close the app and go on later.")))
    return parts


def _summary(
    account: Account, sheet: Sheet, fields: tuple[Field, ...], lead: Callable[[str], Any]
) -> ft.Control:
    """What is still to be put right; each line leads to its question."""
    w = account.words
    by_key = {field.key: field for field in fields}
    lines: Lines = [
        strong(
            w.n(
                "{n} question needs your answer before you can go on.",
                "{n} questions need your answer before you can go on.",
                len(sheet.problems),
            )
        )
    ]
    for key, problem in sheet.problems.items():
        field = by_key[key]
        # Translators: a question of a form, and what to do about it: "Name of the medicine: Please write an answer."
        text = w._(
            "{question}: {what}", question=_label(account, field), what=problem_words(w, field, problem)
        )
        style = ft.ButtonStyle(color=ft.Colors.ON_ERROR_CONTAINER, padding=theme.SNUG)
        lines.append(ft.TextButton(text, on_click=lambda _, key=key: account.spawn(lead(key)), style=style))
    box = ft.Container(
        ft.Column(lines, spacing=theme.HAIR),
        bgcolor=ft.Colors.ERROR_CONTAINER, border_radius=theme.RADIUS_CARD, padding=theme.SPACE,
    )  # fmt: skip
    return ft.Semantics(content=box, live_region=True, container=True)


def _label(account: Account, field: Field, *, original: bool = False) -> str:
    return shown(field.label, account.words.lang, original=original).body


async def _lead(spots: Spots, key: str) -> None:
    """Show a question, with the cursor in it."""
    # What is gone from the screen never answers, and is not waited for.
    with suppress(RuntimeError, TimeoutError):
        async with asyncio.timeout(ANSWERS_WITHIN):
            if spots.page is not None:
                spot = ft.ScrollKey(key)  # type: ignore[call-arg]
                await spots.page.scroll_to(scroll_key=spot, duration=theme.CALM_MS)
            if key in spots.controls:
                await spots.controls[key].focus()


def _review(account: Account, sheet: Sheet, view: FormView, pupil_id: int, place: str, spots: Spots) -> Lines:
    w, form = account.words, view.form
    signatures = tuple(
        msgspec.structs.replace(field, shown_if=None)
        for field in to_sign(form.fields)
        if field.key in sheet.asked()
    )

    def back(_: Any) -> None:
        sheet.stage = "fill"

    def send(_: Any) -> None:
        if not sheet.check(form.fields):
            account.do(actions.sign, view, pupil_id, sheet.answers)
        elif not sheet.problems.keys() <= {field.key for field in signatures}:
            sheet.stage = "fill"

    about = w._("Please read your answers once more. If something is not right, go back and change it.")
    parts: Lines = [
        ft.Column([title(w._("Your answers"), level=1, big=True), words(about, quiet=True)], spacing=theme.HAIR),
        card(ft.Column(answered(account, to_fill(form.fields), sheet.with_added(), sheet.asked()),
                       spacing=theme.SPACE), flat=True),
        ft.Row([text_button(w._("Change my answers"), back, icon=ft.Icons.EDIT_OUTLINED)], wrap=True),
    ]  # fmt: skip
    if signatures:
        look = Look(place, sheet.original, form.careful)
        parts.append(
            FormFields(account, signatures, sheet.answers, sheet.put, look, dict(sheet.problems), None, spots)
        )
    name = account.me.me.name if account.me.me else ""
    said_so = w._(
        "You send this as {name}. The school keeps your answers together with the words that you have just read.",
        name=name,
    )
    # Translators: a button: send a form that is filled in, with one's signature on it.
    verb = w._("Sign and send") if signatures else w._("Send my answers")
    button = main_button(verb, send, icon=ft.Icons.SEND)
    return [*parts, note(said_so, ft.Icons.INFO_OUTLINE), line_of([button])]


def answered(
    account: Account,
    fields: tuple[Field, ...],
    answers: Answers,
    asked: frozenset[str],
    *,
    original: bool = False,
) -> Lines:
    """Every question that was asked, with its answer below it."""
    w, lines = account.words, list[ft.Control]()
    scale = account.me.preferences.text_size / 100
    for field in under_headings(fields, asked):
        name = _label(account, field, original=original)
        if field.kind is FieldKind.SECTION:
            lines.append(title(name))
            continue
        # Translators: stands where a question of a form has no answer.
        answer = said(w, field, answers) or w._("No answer")
        value = message(answer, w.lang, scale=scale, page_rtl=page_runs_rtl(w))
        lines.append(
            ft.MergeSemantics(
                ft.Column([small(name), value], spacing=2, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
            )
        )
    return lines
