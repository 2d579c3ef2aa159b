"""The screens of messages."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.messages.about import AboutThread
from client.messages.beginning import BeginPage, ClassPage
from client.messages.found import FoundStore
from client.messages.listing import ThreadList
from client.messages.parts import about_whom, others_name
from client.messages.searching import SearchPage
from client.messages.store import MessagesStore
from client.messages.thread import ThreadPane
from client.photos.viewer import photo_viewer
from client.ui import theme
from client.ui.component import component, screen, use_state
from client.ui.drawings import LETTER
from client.ui.frame import framed, paged
from client.ui.parts import empty, icon_button
from client.ui.text import small, title
from client.ui.window import Window

Go = Callable[[str], Any]


@screen
def MessagesScreen(
    account: Account, me: MeStore, window: Window, go: Go, thread_id: int | None, on_top: bool
) -> ft.View:
    """The list of conversations; in a wide window with the chosen one beside it."""
    store = account[MessagesStore]
    if window.wide:
        content = TwoPanes(account, me, store, window, go, thread_id, on_top, key="panes")
    else:
        content = ThreadList(account, me, store, window, go, None, key="list")
    new = (account.words._("New message"), lambda _: go("/messages/new"))
    return framed(account, window, "/messages", content, go, new)


@component
def TwoPanes(
    account: Account, me: MeStore, store: MessagesStore, window: Window, go: Go, thread_id: int | None,
    on_top: bool,
) -> ft.Control:  # fmt: skip
    """The list, and one conversation beside it."""
    listing = ThreadList(account, me, store, window, go, thread_id, key="list")
    width = min(440, window.width * 2 // 5)
    return ft.Row(
        [
            ft.Container(listing, width=width),
            ft.VerticalDivider(width=1),
            ft.Container(_pane(account, me, store, window, go, thread_id, on_top=on_top), expand=True),
        ],
        spacing=0,
        expand=True,
    )


def _pane(
    account: Account, me: MeStore, store: MessagesStore, window: Window, go: Go, thread_id: int | None,
    *, on_top: bool,
) -> ft.Control:  # fmt: skip
    w = account.words
    if thread_id is None:
        return empty(LETTER, w._("Choose a conversation"), w._("It opens here."))
    pane = ThreadPane(account, me, store, window, thread_id, go, on_top, key=f"pane-{thread_id}")
    return ft.Column([_head(account, me, store, thread_id, go), pane], spacing=0, expand=True)


def _head(account: Account, me: MeStore, store: MessagesStore, thread_id: int, go: Go) -> ft.Control:
    """With whom, about whom, and the way to the page about it."""
    line = store.line(thread_id)
    if line is None:
        return ft.Container(height=0)
    w = account.words
    names = ft.Column(
        [title(others_name(w, line.thread, me.side)), small(about_whom(w, line.thread, me.side))],
        spacing=0,
        expand=True,
    )
    return ft.Container(
        ft.Row([names, _about_button(account, thread_id, go)]),
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SNUG),
        border=ft.Border.only(bottom=ft.BorderSide(1, ft.Colors.OUTLINE_VARIANT)),
    )


def _about_button(account: Account, thread_id: int, go: Go) -> ft.Control:
    name = account.words._("About this conversation")
    return icon_button(name, ft.Icons.INFO_OUTLINE, lambda _: go(f"/messages/{thread_id}/about"))


@screen
def ThreadScreen(
    account: Account, me: MeStore, store: MessagesStore, window: Window, go: Go, thread_id: int, on_top: bool
) -> ft.View:
    """One conversation by itself, on a phone."""
    line = store.line(thread_id)
    name = others_name(account.words, line.thread, me.side) if line else account.words._("Conversation")
    pane = ThreadPane(account, me, store, window, thread_id, go, on_top)
    return paged(account, f"/messages/{thread_id}", name, pane, [_about_button(account, thread_id, go)])


@screen
def AboutScreen(account: Account, me: MeStore, store: MessagesStore, thread_id: int) -> ft.View:
    """What one can know about a conversation."""
    name = account.words._("About this conversation")
    return paged(account, f"/messages/{thread_id}/about", name, AboutThread(account, me, store, thread_id))


@screen
def NewMessageScreen(account: Account, me: MeStore, store: MessagesStore, go: Go) -> ft.View:
    """Choosing whom to write to."""
    page = BeginPage(account, me, store, go)
    return paged(account, "/messages/new", account.words._("New message"), page)


@screen
def ClassMessageScreen(account: Account, store: MessagesStore, go: Go, class_id: int) -> ft.View:
    """Writing to all families of a class."""
    page = ClassPage(account, store, class_id, lambda: go("/messages"))
    return paged(account, f"/messages/class/{class_id}", account.words._("New message"), page)


@screen
def SearchScreen(account: Account, me: MeStore, found: FoundStore, go: Go) -> ft.View:
    """Looking for words."""
    page = SearchPage(account, me, found, go)
    return paged(account, "/messages/search", account.words._("Search messages"), page)


@screen
def MessagePhotoScreen(
    account: Account, store: MessagesStore, window: Window, go: Go, thread_id: int, message_id: int, n: int
) -> ft.View:
    """A picture of a message over the whole screen."""
    shown, show = use_state(n)
    message = store.message(message_id)
    photos = message.photos if message else ()
    viewer = photo_viewer(account, window, photos, shown, show, lambda: go(f"/messages/{thread_id}"))
    return ft.View(
        route=f"/messages/{thread_id}/photos/{message_id}",
        padding=0,
        controls=[viewer],
        bgcolor=ft.Colors.BLACK,
        fullscreen_dialog=True,
    )
