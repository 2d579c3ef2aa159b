"""Looking for something in the library, in the reader's own language and in the original (spec 8.3)."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.library import actions
from client.library.found import FoundItemsStore
from client.library.parts import ItemCard, listing, newest
from client.library.store import LibraryStore
from client.ui import theme
from client.ui.component import component, use_kept, use_state
from client.ui.drawings import BOOKSHELF, KITE
from client.ui.parts import empty, failed_card, field, icon_button, side_button, skeleton
from client.ui.tick import use_now

SHORTEST: Final = 2
"""So many letters at least are looked for."""
Go = Callable[[str], Any]


@component
def SearchPage(
    account: Account, me: MeStore, store: LibraryStore, found: FoundItemsStore, go: Go
) -> ft.Control:
    """A field, and what was found, the newest first."""
    w, now = account.words, use_now(account)
    asked, ask = use_state(found.words)
    tap = use_kept(lambda: partial(_opened, go))

    def look(_: Any) -> None:
        if len(asked.strip()) >= SHORTEST:
            account.do(actions.search, asked.strip())

    box = field(
        w._("Words to look for"), asked, lambda e: ask(e.control.value), on_submit=look, autofocus=True, expand=True,
        max_length=100, counter="",
    )  # fmt: skip
    button = icon_button(w.p("verb", "Search"), ft.Icons.SEARCH, look, chosen=True)
    rows: list[ft.Control] = [
        ft.Row([box, button], spacing=theme.HAIR, vertical_alignment=ft.CrossAxisAlignment.START)
    ]
    rows += [
        ItemCard(
            account, one, store.is_new(one.id), w.lang, w.when(newest(one), now),
            account.copies.has(one.id, one.version), tap, me.grant, key=one.id,
        )
        for one in found.found
    ]  # fmt: skip
    return listing([*rows, _end(account, found)])


def _opened(go: Go, item_id: int) -> None:
    go(f"/library/search/{item_id}")


def _end(account: Account, found: FoundItemsStore) -> ft.Control:
    w = account.words

    def again(_: Any) -> None:
        account.do(actions.search, found.words, more=bool(found.found))

    if found.state == "loading":
        return skeleton(w, 1)
    if found.state == "failed":
        said = w._("Nothing is lost. Please try again.")
        return failed_card(
            w._("The library could not be searched"), said, side_button(w._("Try again"), again)
        )
    if found.state == "none":
        said = w._(
            "They are looked for in titles, texts and names of files, as they were written and in your language."
        )
        return empty(BOOKSHELF, w._("Look for words"), said)
    if not found.found:
        return empty(KITE, w._("Nothing was found"), w._("Please try other words, or fewer."))
    if found.next is not None:
        return ft.Row([side_button(w._("Show more"), again)], wrap=True)
    return ft.Container(height=theme.AIRY)
