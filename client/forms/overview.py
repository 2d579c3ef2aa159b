"""One form that is out or closed, as those see it who work here: how it stands, who is missing, what can be done."""

from typing import Any

import flet as ft

from client.core.account import Account
from client.forms import staff_actions
from client.forms.office import answered_bar, deadline_said
from client.forms.staff_parts import (
    Go,
    confirm,
    makes,
    scrolled,
    section,
    state_mark,
    use_loading,
    whom,
    wrapped,
)
from client.forms.staff_store import StaffFormsStore
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.drawings import LETTER
from client.ui.parts import card, empty, main_button, mark, note, side_button, text_button
from client.ui.text import small, strong, words
from wire.forms import CARE, Due, Form, FormKind, FormState, MissingFamily


@component
def FormOverview(account: Account, store: StaffFormsStore, go: Go, form_id: int) -> ft.Control:
    """Loads a form, then shows it."""
    look = (form_id, "", False)
    waits = use_loading(account, store, ("view", *look), lambda: account.do(staff_actions.load_view, look))
    asking, ask = use_state(False)
    w = account.words
    closing = confirm(
        w, w._("Close this form?"),
        w._("Nobody can answer it any more. The answers that are here stay."),
        w._("Close the form"), lambda: account.do(staff_actions.close_form, form_id), lambda: ask(False),
    )  # fmt: skip
    ft.use_dialog(closing if asking else None)
    if waits is not None:
        return scrolled([waits])
    form = store.views[look].form
    parts = [_about(account, store, form), _looking(account, form, go)]
    if makes(account):
        parts.append(_making(account, form, go, lambda: ask(True)))
    return scrolled(parts)


def _about(account: Account, store: StaffFormsStore, form: Form) -> ft.Control:
    w = account.words
    seen = shown(form.title, w.lang)
    head = written(account, seen)
    head.theme_style, head.weight = ft.TextThemeStyle.HEADLINE_SMALL, ft.FontWeight.W_700
    foot = translation_foot(w, form.title, seen, lambda: None) if seen.label in {"pending", "none"} else None
    known = store.cards.get(form.id)
    sent = w._(
        "Sent by {name} on {time}", name=form.author.name, time=w.date_and_time(form.at, account.clock.now())
    )
    lines: list[ft.Control] = [
        wrapped([state_mark(w, form.state), *_marks(account, form)]),
        ft.Semantics(content=head, header=True, heading_level=1),
        *([foot] if foot else []),
        words(w.apart(whom(w, form))),
        small(sent),
        *([small(deadline_said(account, form.deadline))] if form.deadline else []),
        *([small(w._("Version {n}", n=form.version))] if form.version > 1 else []),
        *([answered_bar(w, known)] if known is not None else []),
    ]
    return card(ft.Column(lines, spacing=theme.SNUG))


def _marks(account: Account, form: Form) -> list[ft.Control]:
    w, marks = account.words, list[ft.Control]()
    if form.private or form.kind in CARE:
        # Translators: a mark on a form whose answers only those see who need them.
        marks.append(mark(w._("Private"), ft.Icons.LOCK_PERSON_OUTLINED, warm=True))
    if form.yearly:
        marks.append(mark(w._("Every year"), ft.Icons.EVENT_REPEAT))
    if form.repeats:
        marks.append(mark(w._("At any time"), ft.Icons.ALL_INCLUSIVE))
    return marks


def _looking(account: Account, form: Form, go: Go) -> ft.Control:
    """What everybody who works with the form can do."""
    w, path = account.words, f"/forms/{form.id}"
    buttons: list[ft.Control] = [
        main_button(w._("See the answers"), lambda _: go(f"{path}/answers"), icon=ft.Icons.TABLE_ROWS),
    ]
    if not form.repeats:
        missing = side_button(
            w._("Who is missing"), lambda _: go(f"{path}/missing"), icon=ft.Icons.PERSON_SEARCH
        )
        buttons.append(missing)
    if form.kind is FormKind.TRIP:
        buttons.append(download(account, form.id, "trip", w._("Trip list to print")))
    preview = side_button(
        w._("See it as a parent"), lambda _: go(f"{path}/preview"), icon=ft.Icons.VISIBILITY
    )
    return wrapped([*buttons, preview])


def _making(account: Account, form: Form, go: Go, close: Any) -> ft.Control:
    w, path = account.words, f"/forms/{form.id}"
    buttons: list[ft.Control] = [
        side_button(w._("Check the translations"), lambda _: go(f"{path}/words"), icon=ft.Icons.TRANSLATE),
        side_button(w._("Change and send again"), lambda _: go(f"{path}/edit"), icon=ft.Icons.EDIT_OUTLINED),
    ]
    if form.state is FormState.LIVE:
        buttons.append(text_button(w._("Close the form"), lambda _: close(), icon=ft.Icons.LOCK_OUTLINE))
    again = w._("A changed form is sent as a new version: families who answered are asked again.")
    # Translators: a heading: what the office can do with a form that was sent.
    return section(w._("Keep it up to date"), wrapped(buttons), small(again))


def download(
    account: Account, form_id: int, kind: staff_actions.Download, name: str, class_id: int | None = None
) -> ft.Control:
    """A button that saves a file of answers."""
    address = staff_actions.address(account, form_id, kind, class_id)
    icon = ft.Icons.PRINT_OUTLINED if kind == "trip" else ft.Icons.DOWNLOAD
    return ft.OutlinedButton(name, icon=icon, url=ft.Url(address, ft.UrlTarget.BLANK))


@component
def MissingPage(account: Account, store: StaffFormsStore, go: Go, form_id: int) -> ft.Control:
    """Who has not answered, by class; reminding them all (spec 7.2), and putting in what came on paper."""
    w = account.words
    waits = use_loading(
        account, store, ("missing", form_id), lambda: account.do(staff_actions.load_missing, form_id)
    )
    if waits is not None:
        return scrolled([waits])
    families = store.missing[form_id].families
    if not families:
        about = w._("Every family that was asked has answered.")
        return scrolled([empty(LETTER, w._("Nobody is missing"), about)])
    off = [one for one in families if not one.on_app]
    parts: list[ft.Control] = [strong(w.n("{n} child is missing", "{n} children are missing", len(families)))]
    if makes(account) and len(off) < len(families):
        remind = main_button(
            w._("Remind them"),
            lambda _: account.do(staff_actions.remind, form_id),
            icon=ft.Icons.NOTIFICATIONS,
        )
        parts.append(ft.Row([remind], wrap=True))
    if off:
        said = w.n(
            "The family of {n} child is not on the app: a reminder does not reach them.",
            "The families of {n} children are not on the app: a reminder does not reach them.",
            len(off),
        )
        parts.append(note(said, ft.Icons.PERSON_OFF_OUTLINED))
    before = ""
    for one in families:
        if one.class_name != before:
            before = one.class_name
            parts.append(ft.Semantics(content=strong(one.class_name), header=True, heading_level=3))
        parts.append(_family(account, one, form_id, go))
    return scrolled(parts)


def _family(account: Account, one: MissingFamily, form_id: int, go: Go) -> ft.Control:
    w = account.words
    facts = [w.listing([w.language(tag) for tag in one.languages])] if one.languages else []
    if one.due is Due.AGAIN:
        facts.append(w._("Answered before, asked again"))
    if not one.on_app:
        facts.append(w._("Not on the app"))
    if one.reminded_at is not None:
        facts.append(w._("Reminded {ago}", ago=w.ago(one.reminded_at, account.clock.now())))
    paper = text_button(
        # Translators: a button: put in an answer that a family gave on paper.
        w.p("verb", "Put in from paper"),
        lambda _: go(f"/forms/{form_id}/paper/{one.pupil_id}"),
        icon=ft.Icons.EDIT_NOTE,
    )
    lines = ft.Column([strong(one.name), *[small(fact) for fact in facts]], spacing=2)
    button = ft.Semantics(content=paper, label=one.name)
    content: ft.Control = ft.Row([ft.Container(lines, expand=True), button], spacing=theme.SNUG)
    if account.me.preferences.text_size >= theme.LARGE:
        content = ft.Column([lines, wrapped([button])], spacing=theme.SNUG)
    return card(content, flat=True, padding=theme.SPACE)
