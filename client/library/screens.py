"""Which screen of the library stands at which address."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.library import views
from client.library.desk import DeskStore
from client.library.found import FoundItemsStore
from client.library.store import LibraryStore
from client.ui.window import Window

Go = Callable[[str], Any]
Screens = dict[str, Callable[[], ft.View]]


def library_screens(
    account: Account, window: Window, go: Go, numbers: tuple[int, ...], word: Any, key: str
) -> Screens:
    """By the name of the stop. What only staff do leads nowhere for others."""
    me, store = account.me, account[LibraryStore]
    first = numbers[0] if numbers else 0
    of_one = f"{key}-{first}"
    n = numbers[1] if len(numbers) > 1 else 0
    screens: Screens = {
        "library": lambda: views.LibraryScreen(account, me, store, word, go, key=key),
        "library_folder": lambda: views.FolderScreen(account, me, store, go, first, key=of_one),
        "library_search": lambda: views.LibrarySearchScreen(
            account, me, store, account[FoundItemsStore], go, key=key
        ),
        "item": lambda: views.ItemScreen(account, me, store, window, go, first, key=of_one),
        "item_photos": lambda: views.ItemPhotoScreen(
            account, store, window, go, first, n, key=f"{of_one}-{n}"
        ),
    }
    return screens | (_desk_screens(account, go, first, word, key) if me.works_here else {})


def _desk_screens(account: Account, go: Go, first: int, word: Any, key: str) -> Screens:
    me, store, desk = account.me, account[LibraryStore], account[DeskStore]
    of_one = f"{key}-{first}"
    return {
        "item_new": lambda: views.NewItemScreen(account, me, store, desk, go, key=key),
        "item_edit": lambda: views.EditItemScreen(account, store, go, first, key=of_one),
        "item_version": lambda: views.NewVersionScreen(account, store, go, first, key=of_one),
        "item_versions": lambda: views.VersionsScreen(account, desk, first, key=of_one),
        "item_readers": lambda: views.ReadersScreen(account, desk, first, key=of_one),
        "library_desk": lambda: views.LibraryDeskScreen(account, store, desk, word, go, key=f"{key}-{word}"),
        "library_folders": lambda: views.FoldersScreen(account, store, go, key=key),
    }
