"""Passing answers on, to the class teams or to one professional by name, and taking that back (spec 7.5)."""

from collections.abc import Callable
from functools import partial
from typing import Any, Literal

import flet as ft

from client.core.account import Account
from client.forms import staff_actions
from client.forms.staff_parts import use_loading, wrapped
from client.forms.staff_store import StaffFormsStore
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.parts import choice, main_button, side_button, text_button
from client.ui.text import small, words
from wire.forms import CollationRow, Form, PassedTo

Asking = Literal["", "pass", "back"]


@component
def PassingOn(
    account: Account, form: Form, rows: tuple[CollationRow, ...], passed: tuple[PassedTo, ...],
    chosen: frozenset[int], choose: Callable[[frozenset[int]], Any],
) -> ft.Control:  # fmt: skip
    """Choose children by their names or all that are shown, then to whom. ``passed``: who may see chosen ones now."""
    w = account.words
    nothing: Asking = ""
    asking, ask = use_state(nothing)

    def done() -> None:
        ask("")
        choose(frozenset())

    ft.use_dialog(_dialog(account, asking, form.id, passed, chosen, done, lambda: ask("")))
    here = frozenset(one.pupil_id for one in rows if one.answers)
    if not here:
        return ft.Container(height=0)
    whole = here <= chosen
    every = choice(
        w._("Choose all on this page"),
        lambda _: choose(chosen - here if whole else chosen | here),
        chosen=whole,
    )
    buttons = [
        side_button(
            w._("Pass on"), lambda _: ask("pass"), icon=ft.Icons.FORWARD_TO_INBOX, disabled=not chosen
        )
    ]
    if passed:
        # Translators: a button of the office: others shall see these answers no more.
        buttons.append(side_button(w._("Take back"), lambda _: ask("back"), icon=ft.Icons.UNDO))
    said = w.n("{n} child is chosen", "{n} children are chosen", len(chosen)) if chosen else ""
    return wrapped([every, *buttons, *([small(said)] if said else [])])


def _dialog(
    account: Account, asking: Asking, form_id: int, passed: tuple[PassedTo, ...], chosen: frozenset[int],
    done: Callable[[], Any], close: Callable[[], Any],
) -> ft.AlertDialog | None:  # fmt: skip
    if not asking:
        return None
    w, many = account.words, len(chosen)
    if asking == "pass":
        name = w.n("Pass on for {n} child", "Pass on for {n} children", many)
        content = ToWhom(account, account[StaffFormsStore], form_id, chosen, done, key="to-whom")
    else:
        name = w.n("Take back for {n} child", "Take back for {n} children", many)
        content = FromWhom(account, form_id, passed, chosen, done, key="from-whom")
    return ft.AlertDialog(
        title=ft.Text(name),
        content=content,
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


@component
def FromWhom(
    account: Account,
    form_id: int,
    passed: tuple[PassedTo, ...],
    chosen: frozenset[int],
    done: Callable[[], Any],
) -> ft.Control:
    """Of those who may see answers for the chosen children, one."""
    w = account.words
    people = {one.to: one.name for one in passed} | ({None: w._("The team of each child's class")})
    asked = list(dict.fromkeys(one.to for one in passed))
    to, be = use_state(asked[0])

    def take_back(_: Any) -> None:
        account.do(staff_actions.take_back, form_id, sorted(chosen), to)
        done()

    chips: list[ft.Control] = [choice(people[one], partial(_be, be, one), chosen=to == one) for one in asked]
    lines: list[ft.Control] = [
        words(w._("They cannot see these answers any more, and later ones for the same children neither.")),
        wrapped(chips),
        ft.Row([main_button(w._("Take back"), take_back, icon=ft.Icons.UNDO)]),
    ]
    return ft.Column(lines, spacing=theme.SPACE, tight=True)


def _be(be: Callable[[int | None], None], person_id: int | None, _: Any) -> None:
    be(person_id)
