"""The calm page that staff see outside their hours, or away from the school's devices."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.hours import actions
from client.hours.store import HoursStore
from client.ui import theme
from client.ui.component import component, screen
from client.ui.drawings import EVENING, KITE, drawn
from client.ui.moments import local
from client.ui.parts import main_button, reading_column, text_button
from client.ui.text import small, title, words
from wire.languages import LANGUAGES

Go = Callable[[str], Any]


@screen
def ClosedScreen(account: Account, me: MeStore, hours: HoursStore, go: Go, out: ft.Control) -> ft.View:
    """In place of everything else. The way to one's family, to the language and ``out`` is open."""
    page = ft.Column(
        [reading_column(ClosedPage(account, me, hours, go)), reading_column(_ways(account, me, go, out))],
        scroll=ft.ScrollMode.AUTO,
        alignment=ft.MainAxisAlignment.CENTER,
        expand=True,
    )
    return ft.View(route="/", can_pop=False, padding=0, controls=[ft.SafeArea(page, expand=True)])


@component
def ClosedPage(account: Account, me: MeStore, hours: HoursStore, go: Go) -> ft.Control:
    """Why it is closed, when it opens, and where one can go meanwhile."""
    w = account.words
    drawing = KITE if hours.shut == "not_from_here" else EVENING
    heading, said = sentences(account, hours)
    lines: list[ft.Control] = [
        drawn(drawing, width=240),
        title(heading, level=1, big=True, centre=True),
        words(said, centre=True),
        small(w._("Nothing is lost. What you were writing is kept."), centre=True),
    ]
    if hours.has_family:
        family = main_button(
            w._("My family"), lambda _: _to_family(account, go), icon=ft.Icons.FAMILY_RESTROOM
        )
        lines.append(family)
    if me.school and me.school.phone:
        lines.append(small(w._("The school office: {phone}", phone=w.apart(me.school.phone)), centre=True))
    return ft.Container(
        ft.Column(lines, spacing=theme.ROOM, horizontal_alignment=ft.CrossAxisAlignment.CENTER),
        padding=theme.WIDE,
    )


def _ways(account: Account, me: MeStore, go: Go, out: ft.Control) -> ft.Control:
    w = account.words
    lang = LANGUAGES[me.lang].name if me.lang in LANGUAGES else me.lang
    return ft.Row(
        [
            text_button(lang, lambda _: go("/more/language"), icon=ft.Icons.TRANSLATE),
            text_button(w._("My devices"), lambda _: go("/more/devices"), icon=ft.Icons.DEVICES),
            out,
        ],
        wrap=True,
        alignment=ft.MainAxisAlignment.CENTER,
    )


def _to_family(account: Account, go: Go) -> None:
    account.do(actions.go_to_family)
    go("/")


def sentences(account: Account, hours: HoursStore) -> tuple[str, str]:
    """A heading and a sentence: why it is closed and when it opens."""
    w, now = account.words, account.clock.now()
    if hours.shut == "not_from_here":
        return w._("Only at school"), w._(
            "For your work, Bookbag opens inside the school or on a school device. "
            "The office can register this device when you are at school."
        )
    opens_at = hours.now.opens_at(now)
    if opens_at is None:
        return w._("Closed"), w._(
            "Bookbag opens again when the next term begins. Please ask the office for the day."
        )
    time = w.time(opens_at)
    if local(opens_at, w.zone).date() == local(now, w.zone).date():
        return w._("Not open yet"), w._("Bookbag opens today at {time}.", time=time)
    return w._("Closed for today"), w._(
        "Bookbag opens again on {date} at {time}.", date=w.date(opens_at, now), time=time
    )
