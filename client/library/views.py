"""The screens of the library, on top of the place called More."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.library import actions
from client.library.compose import EditFields, ItemForm, VersionFields
from client.library.desk import DeskStore, Part
from client.library.folders import FoldersPage
from client.library.found import FoundItemsStore
from client.library.front import FolderPage, LibraryPage, Tab, search_button
from client.library.parts import kind_names
from client.library.queue import DeskPage, part_names
from client.library.readers import ReadersPage, VersionsPage
from client.library.searching import SearchPage
from client.library.single import ItemPage
from client.library.store import LibraryStore
from client.photos.viewer import photo_viewer
from client.ui import theme
from client.ui.component import component, screen, use_state
from client.ui.drawings import BOOKSHELF
from client.ui.frame import paged
from client.ui.parts import empty, reading_column, skeleton
from client.ui.window import Window
from wire.library import Item

Go = Callable[[str], Any]


@screen
def LibraryScreen(account: Account, me: MeStore, store: LibraryStore, tab: Tab, go: Go) -> ft.View:
    """The front of the library."""
    page = LibraryPage(account, me, store, account.waiting, account.copies, tab, go, key=f"library-{me.side}")
    return paged(account, "/library", account.words._("Library"), page, [search_button(account, go)])


@screen
def FolderScreen(account: Account, me: MeStore, store: LibraryStore, go: Go, folder_id: int) -> ft.View:
    """One folder of documents."""
    page = FolderPage(account, me, store, folder_id, go, key=f"folder-{folder_id}")
    return paged(account, f"/library/folders/{folder_id}", account.words._("Documents"), page)


@screen
def ItemScreen(
    account: Account, me: MeStore, store: LibraryStore, window: Window, go: Go, item_id: int
) -> ft.View:
    """One item."""
    item = store.by_id.get(item_id)
    name = kind_names(account.words)[item.kind] if item else account.words._("Library")
    page = ItemPage(account, me, store, account.waiting, window, go, item_id, key=f"item-{item_id}")
    return paged(account, f"/library/{item_id}", name, page)


@screen
def ItemPhotoScreen(
    account: Account, store: LibraryStore, window: Window, go: Go, item_id: int, n: int
) -> ft.View:
    """A picture of an item over the whole screen."""
    shown, show = use_state(n)
    problem, tell = use_state("")
    item = store.by_id.get(item_id)
    photos = item.photos if item else ()
    back = partial(go, f"/library/{item_id}")

    async def look() -> None:
        if not photos:
            tell(
                await account.attempt(actions.open_item, item_id)
                or account.words._("It may have been taken back.")
            )

    ft.use_effect(look, [bool(photos)])
    if not photos:
        w = account.words
        content = empty(BOOKSHELF, w._("This photo is not here"), problem) if problem else skeleton(w, 1)
        return paged(
            account,
            f"/library/{item_id}/photos",
            w._("Photo"),
            ft.Container(reading_column(content), padding=theme.ROOM),
        )
    viewer = photo_viewer(account, window, photos, shown, show, back)
    return ft.View(
        route=f"/library/{item_id}/photos",
        padding=0,
        controls=[viewer],
        bgcolor=ft.Colors.BLACK,
        fullscreen_dialog=True,
    )


@screen
def LibrarySearchScreen(
    account: Account, me: MeStore, store: LibraryStore, found: FoundItemsStore, go: Go
) -> ft.View:
    """Looking for something."""
    page = SearchPage(account, me, store, found, go, key="library-search")
    return paged(account, "/library/search", account.words._("Search the library"), page)


@screen
def NewItemScreen(account: Account, me: MeStore, store: LibraryStore, desk: DeskStore, go: Go) -> ft.View:
    """Putting something in."""
    form = ItemForm(account, store, desk, lambda: go("/library"), key="item-new")
    return paged(account, "/library/new", account.words._("Put something in"), form)


@screen
def EditItemScreen(account: Account, store: LibraryStore, go: Go, item_id: int) -> ft.View:
    """An item's words anew."""
    form = Fetched(account, store, item_id, _edit_fields, go, key=f"item-edit-{item_id}")
    return paged(account, f"/library/{item_id}/edit", account.words._("Change"), form)


@screen
def NewVersionScreen(account: Account, store: LibraryStore, go: Go, item_id: int) -> ft.View:
    """An item's files anew."""
    form = Fetched(account, store, item_id, _version_fields, go, key=f"item-version-{item_id}")
    return paged(account, f"/library/{item_id}/version", account.words._("New version"), form)


def _edit_fields(account: Account, store: LibraryStore, item: Item, done: Callable[[], Any]) -> ft.Control:
    return EditFields(account, store, item, done, key=f"edit-{item.id}")


def _version_fields(account: Account, _: LibraryStore, item: Item, done: Callable[[], Any]) -> ft.Control:
    return VersionFields(account, account.photos, item, done, key=f"version-{item.id}")


@component
def Fetched(
    account: Account, store: LibraryStore, item_id: int, fields: Callable[..., ft.Control], go: Go
) -> ft.Control:
    """Fetches the item if it is not here, then shows a form about it."""
    w = account.words
    problem, tell = use_state("")
    item = store.by_id.get(item_id)

    async def look() -> None:
        if item_id not in store.by_id:
            tell(await account.attempt(actions.open_item, item_id) or "")

    ft.use_effect(look, [item_id, item is None])
    if item is not None:
        return fields(account, store, item, partial(go, f"/library/{item_id}"))
    content = empty(BOOKSHELF, w._("This is not here"), problem) if problem else skeleton(w, 1)
    return ft.Container(reading_column(content), padding=theme.ROOM)


@screen
def LibraryDeskScreen(account: Account, store: LibraryStore, desk: DeskStore, part: Part, go: Go) -> ft.View:
    """What is not live yet."""
    page = DeskPage(account, store, desk, part, go, key=f"desk-{part}")
    return paged(account, f"/library/{part}", part_names(account.words)[part], page)


@screen
def ReadersScreen(account: Account, desk: DeskStore, item_id: int) -> ft.View:
    """Who has opened an item."""
    page = ReadersPage(account, desk, item_id, key=f"readers-{item_id}")
    return paged(account, f"/library/{item_id}/readers", account.words._("Who has opened it"), page)


@screen
def VersionsScreen(account: Account, desk: DeskStore, item_id: int) -> ft.View:
    """The versions of an item."""
    page = VersionsPage(account, desk, item_id, key=f"versions-{item_id}")
    return paged(account, f"/library/{item_id}/versions", account.words._("Earlier versions"), page)


@screen
def FoldersScreen(account: Account, store: LibraryStore, go: Go) -> ft.View:
    """Arranging the folders."""
    page = FoldersPage(account, store, lambda: go("/library/documents"), key="folders")
    return paged(account, "/library/arrange", account.words._("Arrange the folders"), page)
