"""The first page: the demo school's cards, signing in with e-mail and password, and the language."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from client.accounts import actions
from client.accounts.schools import has_schools
from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, screen, use_state
from client.ui.drawings import BOOK_BAG, drawn
from client.ui.parts import (
    avatar,
    card,
    choice,
    failed_card,
    field,
    icon_button,
    main_button,
    note,
    skeleton_line,
    text_button,
)
from client.ui.parts import reading_column as column
from client.ui.text import page_runs_rtl, small, strong, title, words
from client.ui.window import Window
from wire.base import Role
from wire.languages import COMPLETE, LANGUAGES
from wire.school import DemoCard, School


@screen
def WelcomeScreen(account: Account, me: MeStore, window: Window, go: Callable[[str], Any]) -> ft.View:
    """Warm and short: who you are, one tap; or e-mail and password."""
    w = account.words
    problem, set_problem = use_state("")

    async def look_up() -> None:
        if account.me.school is None:
            set_problem(await account.attempt(actions.look_up_school) or "")

    async def again(_: Any) -> None:
        set_problem("")
        await look_up()

    ft.use_effect(look_up, [])
    elsewhere = text_button(w._("My child is at another school"), lambda _: go("/more/schools"))
    parts: list[ft.Control] = [_languages(account, me), _greeting(w, me.school)]
    if problem:
        parts.append(
            failed_card(w._("The school could not be reached"), problem, main_button(w._("Try again"), again))
        )
    elif me.school is None:
        parts += [skeleton_line(0.6), skeleton_line(0.9)]
    else:
        if me.school.demo:
            parts.append(_demo(account, window, me.school))
        parts.append(SignInForm(account, key="form"))
        parts.append(_office(w, me.school))
    if has_schools(account):
        parts.append(ft.Row([elsewhere]))
    listing = ft.ListView(
        [column(part, width=_width(window)) for part in parts],
        spacing=theme.WIDE,
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.WIDE),
        expand=True,
    )
    return ft.View(route="/welcome", can_pop=False, padding=0, controls=[ft.SafeArea(listing, expand=True)])


def _width(window: Window) -> int:
    return 960 if window.wide else theme.READING_WIDTH


def _languages(account: Account, me: MeStore) -> ft.Control:
    icon = ft.Icon(
        ft.Icons.LANGUAGE,
        size=20,
        color=ft.Colors.ON_SURFACE_VARIANT,
        semantics_label=account.words._("Language"),
    )
    chips = [
        choice(LANGUAGES[tag].name, partial(_speak, account, tag), chosen=me.lang == tag) for tag in COMPLETE
    ]
    return ft.Row([icon, *chips], wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)


def _speak(account: Account, tag: str, _: Any) -> None:
    account.speak(tag)


def _greeting(w: Words, school: School | None) -> ft.Control:
    return ft.Row(
        [
            drawn(BOOK_BAG, width=120),
            ft.Column(
                [
                    title(school.name if school else w._("Bookbag"), level=1, big=True),
                    words(w._("What school has to tell you, in your language."), quiet=True),
                ],
                spacing=theme.HAIR,
                width=420,
            ),
        ],
        wrap=True,
        spacing=theme.ROOM,
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )


def _demo(account: Account, window: Window, school: School) -> ft.Control:
    w = account.words
    across = 3 if window.wide else 1
    cards = [_person(account, one) for one in school.demo]
    rows = [_row_of(cards[start : start + across], across) for start in range(0, len(cards), across)]
    return ft.Column(
        [
            title(w._("Look around the demo school")),
            words(w._("Tap a name to see the app as this person. Everybody here is made up."), quiet=True),
            *rows,
        ],
        spacing=theme.SPACE,
    )


def _row_of(cards: list[ft.Control], across: int) -> ft.Control:
    """Cards side by side, each as wide as the others, in a last row that is not full too."""
    cells: list[ft.Control] = [ft.Container(one, expand=True) for one in cards]
    cells += [ft.Container(expand=True) for _ in range(across - len(cards))]
    return ft.Row(cells, spacing=theme.SPACE, vertical_alignment=ft.CrossAxisAlignment.START)


def role_name(w: Words, role: Role) -> str:
    """What somebody is to the school."""
    names = {
        Role.PARENT: w._("Parent"),
        Role.TEACHER: w._("Teacher"),
        Role.TA: w._("Teaching assistant"),
        Role.PROFESSIONAL: w._("Therapist"),
        Role.SMT: w._("Head teacher"),
        # Translators: the person in a school who is responsible for children's safety.
        Role.DSL: w._("Safeguarding lead"),
        Role.OFFICE: w._("School office"),
    }
    return names[role]


def _person(account: Account, one: DemoCard) -> ft.Control:
    w = account.words
    # Translators: {language} is a language's own name.
    reads = w._("Reads {language}", language=LANGUAGES[one.lang].name if one.lang in LANGUAGES else one.lang)
    about = [
        role_name(w, one.role),
        w.listing([child.replace(" ", "\u00a0") for child in one.children]) if one.children else "",
        reads,
    ]
    lines = ft.Column(
        [strong(one.name), *[small(line) for line in about if line]], spacing=2, tight=True, expand=True
    )
    ahead = ft.Icons.CHEVRON_LEFT if page_runs_rtl(w) else ft.Icons.CHEVRON_RIGHT
    return card(
        ft.Row(
            [avatar(one.name, size=48), lines, ft.Icon(ahead, color=ft.Colors.PRIMARY)], spacing=theme.SPACE
        ),
        tap=lambda _: account.do(actions.demo_sign_in, one.person_id),
        padding=theme.SPACE,
    )


@component
def SignInForm(account: Account) -> ft.Control:
    """E-mail and password. What went wrong stands in the form, and what was typed stays."""
    w = account.words
    email, set_email = use_state("")
    password, set_password = use_state("")
    readable, show = use_state(False)
    problem, set_problem = use_state("")
    busy, set_busy = use_state(False)

    async def enter(_: Any) -> None:
        if not email.strip() or not password:
            set_problem(w._("Please type your e-mail address and your password."))
            return
        set_busy(True)
        set_problem("")
        set_problem(await account.attempt(actions.sign_in, email, password) or "")
        set_busy(False)

    fields: list[ft.Control] = [
        _email_field(w, email, lambda e: set_email(e.control.value), enter),
        _password_field(
            w, password, lambda e: set_password(e.control.value), enter, _eye(w, readable, show), readable
        ),
    ]
    parts: list[ft.Control] = [
        title(w._("Sign in")),
        ft.AutofillGroup(ft.Column(fields, spacing=theme.SPACE)),
        *(
            [ft.Semantics(content=note(problem, ft.Icons.ERROR_OUTLINE, wrong=True), live_region=True)]
            if problem
            else []
        ),
        ft.Row([main_button(w._("Sign in"), enter, disabled=busy)]),
    ]
    return ft.Container(ft.Column(parts, spacing=theme.ROOM), width=420)


def _email_field(w: Words, value: str, changed: Any, enter: Any) -> ft.TextField:
    hints = [ft.AutofillHint.USERNAME, ft.AutofillHint.EMAIL]
    return field(
        w._("E-mail address"),
        value,
        changed,
        keyboard_type=ft.KeyboardType.EMAIL,
        autofill_hints=hints,
        on_submit=enter,
        autocorrect=False,
    )


def _eye(w: Words, readable: bool, show: Callable[[bool], None]) -> ft.Control:
    """Shows or hides what is typed. Flet's own eye has no name."""
    if readable:
        return icon_button(w._("Hide the password"), ft.Icons.VISIBILITY_OFF, lambda _: show(False))
    return icon_button(w._("Show the password"), ft.Icons.VISIBILITY, lambda _: show(True))


def _password_field(
    w: Words, value: str, changed: Any, enter: Any, eye: ft.Control, readable: bool
) -> ft.TextField:
    return field(
        w._("Password"),
        value,
        changed,
        password=not readable,
        suffix_icon=eye,
        autofill_hints=[ft.AutofillHint.PASSWORD],
        on_submit=enter,
    )


def _office(w: Words, school: School) -> ft.Control:
    return small(
        w._("Cannot sign in? Call the school office: {phone}", phone=school.phone)
        if school.phone
        else w._("Cannot sign in? Please call the school office.")
    )


def sign_out_button(account: Account) -> ft.Control:
    """Signs out here; what waits to be sent is kept."""
    return text_button(
        account.words._("Sign out"), lambda _: account.do(actions.sign_out), icon=ft.Icons.LOGOUT
    )
