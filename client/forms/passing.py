"""Passing answers on: to the class teams, or to one professional by name (spec 7.5)."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.forms import staff_actions
from client.forms.staff_parts import use_loading, wrapped
from client.forms.staff_store import StaffFormsStore
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.parts import choice, main_button, side_button, text_button
from client.ui.text import small, words
from wire.forms import CollationRow, Form


@component
def PassingOn(
    account: Account, form: Form, rows: tuple[CollationRow, ...], chosen: frozenset[int],
    choose: Callable[[frozenset[int]], Any],
) -> ft.Control:  # fmt: skip
    """Choose children by their names or all that are shown, then to whom."""
    w = account.words
    asking, ask = use_state(False)
    people = account[StaffFormsStore]
    ft.use_dialog(_dialog(account, people, form.id, chosen, lambda: _done(ask, choose), lambda: ask(False))
                  if asking else None)  # fmt: skip
    here = frozenset(one.pupil_id for one in rows if one.answers)
    if not here:
        return ft.Container(height=0)
    whole = here <= chosen
    every = choice(
        w._("Choose all on this page"),
        lambda _: choose(chosen - here if whole else chosen | here),
        chosen=whole,
    )
    pass_on = side_button(
        w._("Pass on"), lambda _: ask(True), icon=ft.Icons.FORWARD_TO_INBOX, disabled=not chosen
    )
    said = w.n("{n} child is chosen", "{n} children are chosen", len(chosen)) if chosen else ""
    return wrapped([every, pass_on, *([small(said)] if said else [])])


def _done(ask: Callable[[bool], Any], choose: Callable[[frozenset[int]], Any]) -> None:
    ask(False)
    choose(frozenset())


def _dialog(
    account: Account, store: StaffFormsStore, form_id: int, chosen: frozenset[int], done: Callable[[], Any],
    close: Callable[[], Any],
) -> ft.AlertDialog:  # fmt: skip
    w = account.words
    return ft.AlertDialog(
        title=ft.Text(w.n("Pass on for {n} child", "Pass on for {n} children", len(chosen))),
        content=ToWhom(account, store, form_id, chosen, done, key="to-whom"),
        actions=[text_button(w._("Not now"), lambda _: close())],
        on_dismiss=lambda _: close(),
        scrollable=True,
    )


@component
def ToWhom(
    account: Account, store: StaffFormsStore, form_id: int, chosen: frozenset[int], done: Callable[[], Any]
) -> ft.Control:
    """The class teams, or one person."""
    w = account.words
    to, be = use_maybe(int)
    waits = use_loading(account, store, ("people",), lambda: account.do(staff_actions.load_people))

    def pass_on(_: Any) -> None:
        account.do(staff_actions.pass_on, form_id, sorted(chosen), to)
        done()

    chips: list[ft.Control] = [
        choice(w._("The team of each child's class"), lambda _: be(None), chosen=to is None)
    ]
    chips += [choice(one.name, partial(_be, be, one.id), chosen=to == one.id) for one in store.people]
    lines: list[ft.Control] = [
        words(w._("They can see these answers from now on, and later ones for the same children.")),
        wrapped(chips),
        *([waits] if waits is not None else []),
        ft.Row([main_button(w._("Pass on"), pass_on, icon=ft.Icons.FORWARD_TO_INBOX)], wrap=True),
    ]
    return ft.Column(lines, spacing=theme.SPACE, tight=True)


def _be(be: Callable[[int | None], None], person_id: int, _: Any) -> None:
    be(person_id)
