"""Terms and closed days, as the office adds, changes and takes them out."""

from collections.abc import Awaitable, Callable
from datetime import date
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.hours import actions
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.moments import DayButton, day_said, today
from client.ui.parts import card, choice, field, main_button, problem_note, side_button, text_button
from client.ui.text import small, strong, title, words
from wire.hours import Closure, ClosureKind, SetClosure, SetTerm, Term

NEW = 0
"""What is being edited when something is added."""


@component
def Terms(account: Account, terms: tuple[Term, ...]) -> ft.Control:
    """The terms, the earliest first."""
    w = account.words
    editing, edit = use_maybe(int)
    lines: list[ft.Control] = [title(w._("Terms"))]
    if not terms:
        lines.append(words(w._("There is no term yet. Staff hours can be switched on once there is one.")))
    for term in terms:
        if editing == term.id:
            lines.append(TermForm(account, term, lambda: edit(None), key=f"term-{term.id}"))
        else:
            about = _span(account, term.first, term.last)
            lines.append(_line(w, shown(term.name, w.lang).body, about, partial(edit, term.id)))
    if editing == NEW:
        lines.append(TermForm(account, None, lambda: edit(None), key="term-new"))
    else:
        lines.append(_add(w._("Add a term"), lambda: edit(NEW)))
    return card(ft.Column(lines, spacing=theme.SPACE))


@component
def TermForm(account: Account, term: Term | None, done: Callable[[], Any]) -> ft.Control:
    """A term's name and days."""
    name, call = use_state(term.name.body if term else "")
    first, begin = use_state(term.first if term else today(account))
    last, end = use_state(term.last if term else today(account))

    async def save(account: Account) -> None:
        ask = SetTerm(name=name.strip(), first=first, last=last, term_id=term.id if term else None)
        await actions.set_term(account, ask)

    async def remove(account: Account) -> None:
        if term:
            await actions.remove_term(account, term.id)

    return _form(account, [
        field(account.words._("Name of the term"), name, lambda e: call(e.control.value), max_length=80),
        _days(account, first, begin, last, end),
    ], save, remove if term else None, done, ready=bool(name.strip()))  # fmt: skip


@component
def Closures(account: Account, closures: tuple[Closure, ...]) -> ft.Control:
    """Holidays within a term, training days and bank holidays, the earliest first."""
    w = account.words
    editing, edit = use_maybe(int)
    lines: list[ft.Control] = [title(w._("Days when the school is closed"))]
    if not closures:
        lines.append(words(w._("Half-terms, training days and bank holidays stand here.")))
    for one in closures:
        if editing == one.id:
            lines.append(ClosureForm(account, one, lambda: edit(None), key=f"closure-{one.id}"))
        else:
            about = f"{kind_names(w)[one.kind]} · {_span(account, one.first, one.last)}"
            lines.append(_line(w, shown(one.name, w.lang).body, about, partial(edit, one.id)))
    if editing == NEW:
        lines.append(ClosureForm(account, None, lambda: edit(None), key="closure-new"))
    else:
        lines.append(_add(w._("Add closed days"), lambda: edit(NEW)))
    return card(ft.Column(lines, spacing=theme.SPACE))


@component
def ClosureForm(account: Account, one: Closure | None, done: Callable[[], Any]) -> ft.Control:
    """What kind of days, their name, from when to when."""
    w = account.words
    kind, choose = use_state(one.kind if one else ClosureKind.HOLIDAY)
    name, call = use_state(one.name.body if one else "")
    first, begin = use_state(one.first if one else today(account))
    last, end = use_state(one.last if one else today(account))

    async def save(account: Account) -> None:
        closure_id = one.id if one else None
        ask = SetClosure(kind=kind, name=name.strip(), first=first, last=last, closure_id=closure_id)
        await actions.set_closure(account, ask)

    async def remove(account: Account) -> None:
        if one:
            await actions.remove_closure(account, one.id)

    kinds: list[ft.Control] = [
        choice(said, lambda _, value=value: choose(value), chosen=kind is value)
        for value, said in kind_names(w).items()
    ]
    return _form(account, [
        ft.Row(kinds, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR),
        field(w._("Name of these days"), name, lambda e: call(e.control.value), max_length=80),
        _days(account, first, begin, last, end),
    ], save, remove if one else None, done, ready=bool(name.strip()))  # fmt: skip


def kind_names(w: Words) -> dict[ClosureKind, str]:
    """What each kind of closed day is called."""
    return {
        ClosureKind.HOLIDAY: w._("Holiday"),
        # Translators: a day without lessons on which staff are trained (INSET day).
        ClosureKind.TRAINING: w._("Training day"),
        ClosureKind.BANK_HOLIDAY: w._("Bank holiday"),
    }


def _span(account: Account, first: date, last: date) -> str:
    if first == last:
        return day_said(account, first)
    # Translators: from the first day to the last day.
    return account.words._("{first} to {last}", first=day_said(account, first), last=day_said(account, last))


def _days(
    account: Account, first: date, begin: Callable[[date], Any], last: date, end: Callable[[date], Any]
) -> ft.Control:
    w = account.words

    def begins(day: date) -> None:
        begin(day)
        if last < day:
            end(day)

    buttons: list[ft.Control] = [
        DayButton(account, w._("First day"), first, begins, key="first"),
        DayButton(account, w._("Last day"), last, end, key="last"),
    ]
    return ft.Row(buttons, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)


def _line(w: Words, name: str, about: str, change: Callable[[], Any]) -> ft.Control:
    lines = ft.Column([strong(name), small(about)], spacing=2, expand=True)
    button = text_button(w._("Change"), lambda _: change(), icon=ft.Icons.EDIT_OUTLINED)
    return ft.Row([lines, ft.Semantics(content=button, label=name)], spacing=theme.SPACE)


def _add(name: str, tap: Callable[[], Any]) -> ft.Control:
    return ft.Row([side_button(name, lambda _: tap(), icon=ft.Icons.ADD)])


def _form(
    account: Account,
    fields: list[ft.Control],
    save: Callable[[Account], Awaitable[None]],
    remove: Callable[[Account], Awaitable[None]] | None,
    done: Callable[[], Any],
    *,
    ready: bool,
) -> ft.Control:
    return EditForm(account, fields, save, remove, done, ready)


@component
def EditForm(
    account: Account, fields: list[ft.Control], save: Any, remove: Any, done: Callable[[], Any], ready: bool
) -> ft.Control:
    """Fields with what can be done below them; what went wrong stands between, and what was typed stays."""
    w = account.words
    problem, tell = use_state("")

    async def run(action: Any, _: Any) -> None:
        said = await account.attempt(action)
        tell(said or "")
        if said is None:
            done()

    buttons: list[ft.Control] = [
        main_button(w._("Save"), partial(run, save), icon=ft.Icons.CHECK, disabled=not ready),
        text_button(w._("Cancel"), lambda _: done()),
    ]
    if remove is not None:
        # Translators: takes a term or a holiday out of the calendar.
        buttons.append(text_button(w._("Take out"), partial(run, remove), icon=ft.Icons.DELETE_OUTLINE))
    lines = [*fields, *([problem_note(problem)] if problem else [])]
    lines.append(ft.Row(buttons, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR))
    return ft.Container(
        ft.Column(lines, spacing=theme.SPACE),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
    )
