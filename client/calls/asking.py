"""The form with which a parent asks to be called with an interpreter."""

import re
from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar

import flet as ft

from client.calls import actions
from client.calls.parts import KINDS, day_name, kind_name, time_name
from client.calls.store import CallsStore
from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.drafting import DraftField
from client.ui.parts import choice, field, main_button, problem_note, reading_column, skeleton
from client.ui.text import title, words
from wire.calls import Day, DayTime
from wire.guidance import MatterKind
from wire.languages import LANGUAGES

PHONE: Final = re.compile(r"[+]?[0-9][0-9 ().-]{4,24}")
Choice = TypeVar("Choice")


@component
def AskCall(
    account: Account, me: MeStore, store: CallsStore, go: Callable[[str], Any], kind: str, child: int | None
) -> ft.Control:
    """Loads the number that I gave last, then shows the form."""

    def load() -> None:
        account.do(actions.load_mine)

    ft.use_effect(load, [])
    if store.mine_state in {"none", "loading"} and not store.phone:
        return ft.Container(reading_column(skeleton(account.words, 1)), padding=theme.ROOM)
    return AskForm(account, me, store.phone, go, kind, child, key="form")


@component
def AskForm(
    account: Account, me: MeStore, phone: str, go: Callable[[str], Any], kind: str, child: int | None
) -> ft.Control:
    """Language, number, when it suits, about whom and what."""
    w = account.words
    lang, speak = use_state(me.lang)
    # Without spaces: in a page that runs from right to left its groups would change places.
    number, dial = use_state(phone.replace(" ", ""))
    days, set_days = use_state(frozenset[Day]())
    times, set_times = use_state(frozenset[DayTime]())
    pupil, choose = use_state(_first_child(me, child))
    about, set_about = use_maybe(MatterKind)
    matter = about or next((one for one in KINDS if one.value == kind), None)
    tried, fail = use_state(False)

    def send(_: Any) -> None:
        if PHONE.fullmatch(number.strip()) is None:
            fail(True)
            return
        account.do(
            actions.ask_call,
            lang=lang, phone=number.strip(), days=days, times=times, pupil_id=pupil, kind=matter,
        )  # fmt: skip
        go("/calls")

    wrong = tried and PHONE.fullmatch(number.strip()) is None
    parts: list[ft.Control] = [
        words(w._("The office will call you. An interpreter is on the line and speaks your language.")),
        _section(w._("In which language?"), _language(lang, speak)),
        _section(w._("On which number?"), _number(w, number, dial, wrong=wrong)),
        *_child(w, me, pupil, choose),
        _section(
            w._("What is it about?"),
            _row([(one, kind_name(w, one)) for one in KINDS], lambda one: matter is one, set_about),
        ),
        *_when(w, days, set_days, times, set_times),
        ft.Row([_anything_else(account)]),
        ft.Row([main_button(w._("Ask for a call"), send, icon=ft.Icons.PHONE_CALLBACK_OUTLINED)]),
    ]
    return _form(parts)


def _anything_else(account: Account) -> ft.Control:
    label = account.words._("Anything else? You may leave it empty.")
    return DraftField(account, account.drafts, actions.PLACE, label, 2)


def _form(parts: list[ft.Control]) -> ft.Control:
    return ft.ListView(
        [reading_column(ft.Column(parts, spacing=theme.ROOM))],
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


def _first_child(me: MeStore, child: int | None) -> int | None:
    """The child that the hint was about; else the one who is looked at, else the only one."""
    mine = [one.id for one in me.children]
    asked = child if child is not None else me.child
    return asked if asked in mine else (mine[0] if len(mine) == 1 else None)


def _section(name: str, content: ft.Control) -> ft.Control:
    return ft.Column([title(name), content], spacing=theme.SNUG)


def _row(
    options: Sequence[tuple[Choice, str]], is_chosen: Callable[[Choice], bool], tap: Callable[[Choice], None]
) -> ft.Control:
    """A few things to choose from."""
    chips = [choice(name, lambda _, one=one: tap(one), chosen=is_chosen(one)) for one, name in options]
    return ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)


def _number(w: Words, number: str, dial: Callable[[str], None], *, wrong: bool) -> ft.Control:
    typed = field(
        w._("Telephone number"), number, lambda e: dial(e.control.value), keyboard_type=ft.KeyboardType.PHONE
    )
    problem = [problem_note(w._("Please write your telephone number, with digits only."))] if wrong else []
    return ft.Column([typed, *problem], spacing=theme.SNUG)


def _child(
    w: Words, me: MeStore, pupil: int | None, choose: Callable[[int | None], None]
) -> list[ft.Control]:
    if len(me.children) < 2:
        return []
    options = [(one.id, one.name) for one in me.children]
    return [_section(w._("About which child?"), _row(options, lambda one: pupil == one, choose))]


def _when(
    w: Words,
    days: frozenset[Day],
    set_days: Callable[[frozenset[Day]], None],
    times: frozenset[DayTime],
    set_times: Callable[[frozenset[DayTime]], None],
) -> list[ft.Control]:
    """Nothing chosen: any day, any time."""
    day_names = [(day, day_name(w, day)) for day in Day]
    time_names = [(time, time_name(w, time)) for time in DayTime]
    return [
        _section(
            w._("Which days suit you?"),
            _row(day_names, lambda day: day in days, lambda day: set_days(days ^ {day})),
        ),
        _section(
            w._("At which times?"),
            _row(time_names, lambda time: time in times, lambda time: set_times(times ^ {time})),
        ),
    ]


def _language(lang: str, speak: Callable[[str], None]) -> ft.Control:
    """A menu that looks like a field: all languages by their own names."""
    said = LANGUAGES[lang].name if lang in LANGUAGES else lang
    face = ft.Container(
        ft.Row([words(said, expand=True), ft.Icon(ft.Icons.ARROW_DROP_DOWN)]),
        border=ft.Border.all(1.2, ft.Colors.OUTLINE),
        border_radius=theme.RADIUS_FIELD,
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SPACE),
    )
    items = [
        ft.PopupMenuItem(
            one.name,
            icon=ft.Icons.CHECK if one.tag == lang else None,
            on_click=lambda _, tag=one.tag: speak(tag),
        )
        for one in sorted(LANGUAGES.values(), key=lambda one: one.english)
    ]
    return ft.PopupMenuButton(face, items=items, tooltip="", menu_position=ft.PopupMenuPosition.UNDER)
