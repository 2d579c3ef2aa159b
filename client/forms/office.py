"""The list of forms as those see it who work here, and making a new one (spec 7.1, 7.2)."""

from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore, Side
from client.core.words import Words
from client.forms import making, staff_actions
from client.forms.staff_parts import (
    KIND_ICONS,
    Go,
    kind_names,
    makes,
    scrolled,
    state_mark,
    use_loading,
    whom,
    wrapped,
)
from client.forms.staff_store import StaffFormsStore
from client.translation.shown import shown
from client.ui import theme
from client.ui.bars import share
from client.ui.component import component, row, use_maybe, use_state
from client.ui.drawings import LETTER
from client.ui.frame import heading
from client.ui.parts import card, choice, empty, main_button, problem_note, side_button, text_button
from client.ui.sides import chip_row, side_bars
from client.ui.text import small, strong, title, words
from wire.forms import FormCard, FormDraft, FormKind, FormState


@component
def StaffForms(account: Account, me: MeStore, store: StaffFormsStore, go: Go) -> ft.Control:
    """Every form that I have to do with, the newest first."""
    w = account.words
    only, show_only = use_maybe(FormState)
    waits = use_loading(account, store, ("list",), lambda: account.do(staff_actions.load_list))
    listed = [one for one in store.listed() if only in {None, one.state}]

    def choose(side: Side, child: int | None) -> None:
        me.side, me.child = side, child

    parts: list[ft.Control] = [heading(w._("Forms")), *side_bars(w, me, choose), _tools(account, go)]
    if waits is not None:
        return scrolled([*parts, waits])
    if makes(account):
        parts.append(_filter(w, only, show_only))
    parts += [FormLine(account, one, go, w.lang, key=f"form-{one.id}") for one in listed]
    if not listed:
        about = w._("Forms that go to families stand here, with who has answered.")
        parts.append(empty(LETTER, w._("No forms here yet"), about))
    if store.next is not None:
        more = text_button(w._("Show more"), lambda _: account.do(staff_actions.load_list, more=True))
        parts.append(ft.Row([more], alignment=ft.MainAxisAlignment.CENTER))
    return scrolled(parts)


def _tools(account: Account, go: Go) -> ft.Control:
    w = account.words
    tools: list[ft.Control] = []
    if makes(account):
        tools.append(main_button(w._("New form"), lambda _: go("/forms/new"), icon=ft.Icons.ADD))
    care = side_button(
        w._("Care notes"), lambda _: go("/forms/care"), icon=ft.Icons.HEALTH_AND_SAFETY_OUTLINED
    )
    return wrapped([*tools, care])


def _filter(w: Words, only: FormState | None, show_only: Any) -> ft.Control:
    # Translators: which forms are listed: all, not sent yet, sent and open, closed.
    names: list[tuple[FormState | None, str]] = [
        (None, w.p("forms", "All")),
        (FormState.DRAFT, w.p("forms", "Drafts")),
        (FormState.LIVE, w.p("forms", "Out now")),
        (FormState.CLOSED, w.p("forms", "Closed ones")),
    ]
    return chip_row([choice(name, lambda _, to=to: show_only(to), chosen=only is to) for to, name in names])


@row
def FormLine(account: Account, one: FormCard, go: Go, lang: str) -> ft.Control:
    """One form: what, for whom, until when, how many have answered."""
    w = account.words
    draft = one.state is FormState.DRAFT
    name = shown(one.title, lang).body.strip() or w._("Form without a title")
    lines: list[ft.Control] = [
        wrapped([state_mark(w, one.state), small(kind_names(w)[one.kind])]),
        strong(w.apart(name)),
        *([small(w.apart(whom(w, one)))] if one.topic else []),
        *([small(deadline_said(account, one.deadline))] if one.deadline else []),
        *([] if draft else [answered_bar(w, one)]),
    ]
    path = f"/forms/{one.id}/edit" if draft else f"/forms/{one.id}"
    content = ft.Row(
        [
            ft.Icon(KIND_ICONS[one.kind], color=ft.Colors.PRIMARY),
            ft.Column(lines, spacing=theme.HAIR, expand=True),
        ],
        spacing=theme.ROOM,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
    return card(content, tap=lambda _: go(path), flat=True)


def answered_bar(w: Words, one: FormCard) -> ft.Control:
    """How many of how many have answered, as a filled bar and in words."""
    said = (
        w.n("{n} answer", "{n} answers", one.answered)
        if not one.asked
        # Translators: for how many children a form is answered, of all it was sent for.
        else w.n("{done} of {n} answered", "{done} of {n} answered", one.asked, done=one.answered)
    )
    bar = [share_of(one.answered, one.asked)] if one.asked else []
    return ft.Column([*bar, small(said)], spacing=theme.HAIR)


def share_of(done: int, of: int) -> ft.Control:
    """A filled bar; empty while nobody has answered."""
    if done:
        return share(min(done, of), of)
    empty_bar = ft.Container(
        height=10, bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST, border_radius=theme.RADIUS_FULL
    )
    return ft.Semantics(content=empty_bar, exclude_semantics=True)


def deadline_said(account: Account, at: int) -> str:
    """Until when it can be answered, or could."""
    w, now = account.words, account.clock.now()
    if at < now:
        return w._("Until {time} (over)", time=w.date_and_time(at, now))
    return w._("Until {time}", time=w.date_and_time(at, now))


@component
def NewForm(account: Account, store: StaffFormsStore) -> ft.Control:
    """Pick a ready form to change and send, or begin with an empty one."""
    w = account.words
    problem, tell = use_state("")
    waits = use_loading(account, store, ("ready",), lambda: account.do(making.load_ready))

    async def begin(draft: FormDraft) -> None:
        tell(await account.attempt(making.begin, draft) or "")

    own = FormDraft(kind=FormKind.OWN, title="", lang=w.lang)
    parts: list[ft.Control] = [
        words(w._("Choose a ready form and change what you like, or begin with an empty one."), quiet=True),
        *([problem_note(problem)] if problem else []),
        _ready(w, own, w._("Ask whatever you need"), partial(begin, own)),
        title(w._("Ready forms")),
    ]
    if waits is not None:
        return scrolled([*parts, waits])
    for draft in store.ready:
        many = sum(1 for field in draft.fields if field.kind != "section")
        about = w.n("{n} question", "{n} questions", many)
        parts.append(_ready(w, draft, about, partial(begin, draft)))
    return scrolled(parts)


def _ready(w: Words, draft: FormDraft, about: str, begin: Any) -> ft.Control:
    async def tapped(_: Any) -> None:
        await begin()

    name = w._("Empty form") if draft.kind is FormKind.OWN else kind_names(w)[draft.kind]
    lines = ft.Column([strong(name), small(about)], spacing=2, expand=True)
    content = ft.Row([ft.Icon(KIND_ICONS[draft.kind], color=ft.Colors.PRIMARY), lines], spacing=theme.ROOM)
    return card(content, tap=tapped, flat=True)
