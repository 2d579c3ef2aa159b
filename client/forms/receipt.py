"""What somebody signed: the words as they were on the screen, the answers, in which language, when (spec 7.3)."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.forms import actions
from client.forms.headings import under_headings
from client.forms.parts import line_of, texts_of
from client.forms.saying import said_by
from client.forms.signature import SignedName
from client.forms.store import FormsStore
from client.photos.grid import photo_grid
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import card, mark, side_button, text_button
from client.ui.text import message, page_runs_rtl, restyled, small, strong, title
from wire.base import TextState
from wire.form_rules import is_answered, shown_fields
from wire.forms import Answer, Field, FieldKind, Form

PICTURE_WIDTH = 320


@component
def Receipt(
    account: Account, store: FormsStore, form: Form, answer: Answer, change: Callable[[], Any] | None
) -> ft.Control:
    """One answer of mine. ``change``: makes a new version of it, where that can still be done."""
    w = account.words
    original, turn = use_state(False)

    def look() -> None:
        account.do(actions.open_signed, answer.id)

    ft.use_effect(look, [answer.id])
    signed = store.signed.get(answer.id, form)
    lines: list[ft.Control] = [ft.Row([_state(account, answer)], wrap=True), *_facts(account, answer, signed)]
    lines.append(written(account, shown(signed.title, answer.lang, original=original)))
    for field in under_headings(signed.fields, _told(signed, answer)):
        lines += _answered(account, field, answer, original=original)
    buttons: list[ft.Control] = []
    if signed.title.lang != answer.lang:
        name = w._("Show translation") if original else w._("Show original")
        buttons.append(text_button(name, lambda _: turn(not original), icon=ft.Icons.TRANSLATE))
    if change is not None:
        tap = change
        buttons.append(side_button(w._("Change my answer"), lambda _: tap(), icon=ft.Icons.EDIT_OUTLINED))
    return card(ft.Column([*lines, line_of(buttons)], spacing=theme.SPACE))


def _state(account: Account, answer: Answer) -> ft.Control:
    w = account.words
    if answer.replaced:
        # Translators: an answer to a form in whose place its signer has given a newer one.
        return mark(w._("You have changed this since"), ft.Icons.HISTORY, warm=True)
    return mark(w._("The school has your answer"), ft.Icons.TASK_ALT)


def _facts(account: Account, answer: Answer, signed: Form) -> list[ft.Control]:
    w, now = account.words, account.clock.now()
    name, when = answer.signer.name, w.date_and_time(answer.at, now)
    lines = [w._("Signed by {name} on {when}", name=name, when=when)]
    if answer.entered_by is not None:
        lines.append(w._("Put in from paper by {name}", name=answer.entered_by.name))
    # Signed before there was a translation, the words were those in which the form was written.
    translated = not {TextState.DONE, TextState.CHECKED}.isdisjoint(one.state for one in texts_of(signed))
    language = w.language(answer.lang if translated else signed.title.lang)
    # Translators: a form can be sent again with other words; {version} counts these.
    lines.append(
        w._("Read in {language}, version {version}", language=language, version=w.number(answer.version))
    )
    if translated and signed.title.lang != answer.lang:
        checked = w._("A person had checked this translation.")
        machine = w._("A program made this translation. No person had checked it.")
        lines.append(checked if answer.checked else machine)
    return [ft.Column([small(line) for line in lines], spacing=2)]


def _told(signed: Form, answer: Answer) -> set[str]:
    """The headings that were shown, and the questions that were answered."""
    headings = {one.key for one in signed.fields if one.kind is FieldKind.SECTION}
    answered = {one.key for one in signed.fields if is_answered(one, answer.answers)}
    return answered | (headings & shown_fields(signed.fields, answer.answers))


def _answered(account: Account, field: Field, answer: Answer, *, original: bool) -> list[ft.Control]:
    w = account.words
    label = shown(field.label, answer.lang, original=original)
    if field.kind is FieldKind.SECTION:
        return [title(label.body)]
    given = answer.answers
    name = restyled(written(account, label), quiet=True)
    if field.kind is FieldKind.SIGNATURE:
        signature = given.signatures.get(field.key)
        return [ft.Column([name, SignedName(account, signature)], spacing=2)] if signature else []
    if field.kind is FieldKind.FILE:
        return _added(account, field, answer, name)
    value = said_by(w, field, answer)
    if not value:
        return []
    scale = account.me.preferences.text_size / 100
    words = message(value, w.lang, scale=scale, page_rtl=page_runs_rtl(w))
    column = ft.Column([name, words], spacing=2, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)
    return [ft.MergeSemantics(column)]


def _added(account: Account, field: Field, answer: Answer, name: ft.Control) -> list[ft.Control]:
    given = answer.answers
    photos = [one for one in answer.photos if one.id in given.photos.get(field.key, ())]
    files = [one for one in answer.files if one.id in given.files.get(field.key, ())]
    if not photos and not files:
        return []
    grid = photo_grid(account.words, tuple(photos), account.photo, 400, lambda _: None) if photos else None
    lines: list[ft.Control] = [name]
    if grid is not None:
        lines.append(ft.Container(grid, width=PICTURE_WIDTH))
    return [
        ft.Column([*lines, *[strong(account.words.apart(one.name)) for one in files]], spacing=theme.HAIR)
    ]
