"""Who is away, for the office and SMT: mark a teacher away, or back (spec 5.5)."""

from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.hours import actions
from client.hours.parts import loading_or_failed
from client.hours.store import KeepStore
from client.hours.work import AbsenceForm, absence_said
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.drawings import CLOCK
from client.ui.parts import avatar, card, empty, problem_note, reading_column, side_button
from client.ui.text import small, strong
from wire.hours import Absence, Teacher


@component
def AwayPage(account: Account, store: KeepStore) -> ft.Control:
    """Each teacher, and whether they are here."""
    w = account.words
    chosen, choose = use_maybe(int)
    problem, tell = use_state("")

    def load() -> None:
        account.do(actions.load_absences)

    async def back(absence_id: int, _: Any) -> None:
        tell(await account.attempt(actions.end_absence, absence_id) or "")

    ft.use_effect(load, [])
    if store.absences is None:
        rows: list[ft.Control] = [loading_or_failed(account, store, "absences", load)]
    elif not store.absences.teachers:
        said = w._("Teachers stand here once they have a class.")
        rows = [empty(CLOCK, w._("No teachers yet"), said)]
    else:
        away = {one.teacher.id: one for one in store.absences.absences[::-1]}
        rows = [
            _teacher(account, one, away.get(one.person.id), chosen == one.person.id, choose, back)
            for one in store.absences.teachers
        ]
    rows += [problem_note(problem)] if problem else []
    return ft.ListView(
        [reading_column(row) for row in rows], spacing=theme.SPACE, padding=theme.ROOM, expand=True
    )


def _teacher(
    account: Account, one: Teacher, absence: Absence | None, is_chosen: bool, choose: Any, back: Any
) -> ft.Control:
    w = account.words
    about = absence_said(account, absence) if absence else w.listing(list(one.classes))
    lines = ft.Column([strong(one.person.name), small(about)], spacing=2, expand=True)
    if absence:
        # Translators: a button for somebody who was away and is at school again.
        button = side_button(w.p("button", "Back"), partial(back, absence.id), icon=ft.Icons.EVENT_AVAILABLE)
    else:
        pick = None if is_chosen else one.person.id
        button = side_button(w._("Away …"), lambda _: choose(pick), icon=ft.Icons.EVENT_BUSY)
    head = ft.Row([avatar(one.person.name), lines, _named(button, one.person.name)], spacing=theme.SPACE)
    form = (
        [AbsenceForm(account, one.person.id, key=f"form-{one.person.id}")]
        if is_chosen and not absence
        else []
    )
    return card(ft.Column([head, *form], spacing=theme.ROOM), flat=True)


def _named(button: ft.OutlinedButton, name: str) -> ft.Control:
    """By ear, each button of a list says whom it is about."""
    return ft.Semantics(content=button, label=name)
