"""Looking for words in my conversations."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.messages import actions
from client.messages.found import FoundStore
from client.messages.parts import about_whom, face, in_one_line, name_and_time, others_name
from client.ui import theme
from client.ui.component import component, row, use_state
from client.ui.drawings import KITE, LETTER
from client.ui.parts import (
    card,
    empty,
    failed_card,
    field,
    icon_button,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import message as written_line
from client.ui.text import page_runs_rtl, small
from client.ui.tick import use_now
from wire.messages import FoundMessage

SHORTEST = 2
"""So many letters at least are looked for."""

Go = Callable[[str], Any]


@component
def SearchPage(account: Account, me: MeStore, found: FoundStore, go: Go) -> ft.Control:
    """A field, and what was found, the newest first."""
    w = account.words
    now = use_now(account)
    asked, ask = use_state(found.words)

    def look(_: Any) -> None:
        if len(asked.strip()) >= SHORTEST:
            account.do(actions.search, asked.strip())

    box = field(
        w._("Words to look for"), asked, lambda e: ask(e.control.value), on_submit=look, autofocus=True, expand=True,
        max_length=100,
    )  # fmt: skip
    button = icon_button(w.p("verb", "Search"), ft.Icons.SEARCH, look, chosen=True)
    rows: list[ft.Control] = [
        ft.Row([box, button], spacing=theme.HAIR, vertical_alignment=ft.CrossAxisAlignment.START)
    ]
    rows += [
        FoundRow(account, one, me.side, w.when(one.message.at, now), go, key=one.message.id)
        for one in found.found
    ]
    rows.append(_end(account, found))
    return ft.ListView(
        [reading_column(one) for one in rows], spacing=theme.SNUG, padding=theme.ROOM, expand=True
    )


def _end(account: Account, found: FoundStore) -> ft.Control:
    w = account.words
    if found.state == "loading":
        return skeleton(w, 1)
    if found.state == "failed":
        again = side_button(
            w._("Try again"), lambda _: account.do(actions.search, found.words, more=bool(found.found))
        )
        return failed_card(
            w._("The messages could not be searched"), w._("Nothing is lost. Please try again."), again
        )
    if found.state == "none":
        return empty(
            LETTER,
            w._("Look for words"),
            w._("They are looked for in the words as they were written, and in your language."),
        )
    if not found.found:
        return empty(KITE, w._("Nothing was found"), w._("Please try other words, or fewer."))
    if found.next is not None:
        return text_button(w._("Show more"), lambda _: account.do(actions.search, found.words, more=True))
    return ft.Container(height=theme.AIRY)


@row
def FoundRow(account: Account, one: FoundMessage, side: Any, when: str, go: Go) -> ft.Control:
    """A message that was found, under the name of its conversation."""
    w = account.words
    name = others_name(w, one.thread, side)
    body, lang = in_one_line(w, one.message)
    said = written_line(
        body, lang, scale=account.me.preferences.text_size / 100, page_rtl=page_runs_rtl(w), max_lines=3
    )
    lines = ft.Column(
        [
            name_and_time(account, name, when),
            small(about_whom(w, one.thread, side)),
            # Translators: who wrote the message that was found.
            small(w._("Written by {name}", name=one.message.author.name)),
            said,
        ],
        spacing=2,
        expand=True,
    )
    content = ft.Row(
        [face(one.thread, side), lines], spacing=theme.SPACE, vertical_alignment=ft.CrossAxisAlignment.START
    )
    box = card(content, tap=lambda _: go(f"/messages/{one.thread.id}"), flat=True, padding=theme.SPACE)
    return ft.MergeSemantics(ft.Semantics(content=box, button=True))
