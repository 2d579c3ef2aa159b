"""Pieces of the safeguarding screens: people, times, and the dialog that asks why a conversation is opened."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.safeguarding import actions
from client.ui import theme
from client.ui.component import use_kept, use_state
from client.ui.parts import field, main_button, problem_note, text_button
from client.ui.text import words
from wire.base import Person, Role
from wire.safeguarding import FEWEST_LETTERS, CaseKind, Outcome, Reportable

Go = Callable[[str], Any]


def role_name(w: Words, role: Role) -> str:
    """What somebody is to the school."""
    return {
        Role.PARENT: w._("Parent"),
        Role.TEACHER: w._("Teacher"),
        Role.TA: w._("Teaching assistant"),
        Role.PROFESSIONAL: w._("Therapist or nurse"),
        Role.SMT: w._("Head teacher"),
        Role.DSL: w._("Safeguarding lead"),
        Role.OFFICE: w._("School office"),
    }[role]


def person_line(w: Words, person: Person) -> str:
    """A name with what they are: "Eleanor Hart · Teacher"."""
    return f"{w.apart(person.name)} · {role_name(w, person.role)}"


def kind_name(w: Words, kind: CaseKind) -> str:
    """Why a case is in the queue."""
    return {
        CaseKind.REPORT: w._("Reported"),
        CaseKind.DISCLOSURE: w._("A child may be in danger"),
        CaseKind.UNKIND: w._("Perhaps unkind words"),
    }[kind]


def what_name(w: Words, what: Reportable) -> str:
    """What a case is about."""
    return {
        Reportable.MESSAGE: w._("A message"),
        Reportable.COMMENT: w._("A comment"),
        Reportable.STORY: w._("A story"),
        Reportable.PHOTO: w._("A photo"),
        Reportable.CALL: w._("A request for a call"),
        # Translators: a short note that a teacher wrote with a point for a pupil.
        Reportable.NOTE: w._("A note with a point"),
        Reportable.OCCASION: w._("An event in the calendar"),
        # Translators: news, a document, work to do at home or a school report.
        Reportable.ITEM: w._("Something in the library"),
    }[what]


def outcome_name(w: Words, outcome: Outcome) -> str:
    """What was decided."""
    return {
        Outcome.NO_ACTION: w._("Nothing to do"),
        Outcome.SPOKE_TO_AUTHOR: w._("Spoke to the writer"),
        Outcome.FOLLOWED_UP: w._("Followed up"),
        # Translators: to somebody outside the school, such as children's services.
        Outcome.PASSED_ON: w._("Passed on"),
    }[outcome]


def use_opening(account: Account, go: Go) -> Callable[[int], None]:
    """How to open a conversation from the calling component: asks for the reason first (spec 1.4)."""
    start: int | None = None
    asked, ask = ft.use_state(start)
    reason, set_reason = use_state("")
    problem, set_problem = use_state("")
    drawn = use_kept(list[ft.TextField])

    async def open_it(_: Any) -> None:
        opened: list[int] = []

        async def look(account: Account) -> None:
            opened.append((await actions.look_into(account, asked or 0, reason)).id)

        said = await account.attempt(look)
        set_problem(said or "")
        if said is None:
            close()
            set_reason("")
            go(f"/safeguarding/opened/{opened[0]}")

    def close() -> None:
        drawn.clear()
        ask(None)
        set_problem("")

    ft.use_dialog(_dialog(account, reason, problem, set_reason, open_it, close, drawn) if asked else None)
    return ask


def _is_short(reason: str) -> bool:
    """Whether there is hardly anything yet; what is enough, the server says."""
    return sum(sign.isalpha() for sign in reason) < FEWEST_LETTERS // 2


def _dialog(
    account: Account,
    reason: str,
    problem: str,
    typed: Callable[[str], None],
    open_it: Any,
    close: Callable[[], None],
    drawn: list[ft.TextField],
) -> ft.AlertDialog:
    w = account.words
    why = field(
        w._("Why do you open it?"),
        # The field itself knows a letter before the state does: drawn from the state it would lose that letter.
        drawn[-1].value if drawn else reason,
        lambda e: typed(e.control.value),
        multiline=True,
        min_lines=2,
        max_lines=6,
        max_length=1_000,
        autofocus=True,
    )
    drawn[:] = [why]
    parts: list[ft.Control] = [
        words(w._("Your reason, your name and the time are recorded, and nobody can change that record.")),
        why,
        *([problem_note(problem)] if problem else []),
    ]
    return ft.AlertDialog(
        title=ft.Text(w._("Open this conversation")),
        content=ft.Container(_stacked(parts), width=theme.READING_WIDTH * 0.7),
        actions=[
            text_button(w._("Cancel"), lambda _: close()),
            main_button(w._("Open"), open_it, disabled=_is_short(reason)),
        ],
        on_dismiss=lambda _: close(),
        scrollable=True,
        actions_padding=theme.ROOM,
    )


def _stacked(parts: list[ft.Control]) -> ft.Column:
    wide = ft.CrossAxisAlignment.STRETCH
    return ft.Column(parts, spacing=theme.SPACE, tight=True, horizontal_alignment=wide)
