"""The folders of documents, as the office names, adds and orders them."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.library import desk_actions
from client.library.parts import listing
from client.library.store import LibraryStore
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import card, field, icon_button, main_button, problem_note, side_button, skeleton
from client.ui.text import small
from wire.library import MOST_FOLDERS, FolderLine, Shelf

NAME_LETTERS = 60
Lines = tuple[FolderLine, ...]


@component
def FoldersPage(account: Account, store: LibraryStore, done: Callable[[], Any]) -> ft.Control:
    """Loads the folders, then shows them to be arranged."""
    shelves = store.front("staff").shelves
    loaded, know = use_state(False)

    async def load() -> None:
        await account.attempt(desk_actions.load_front, "staff")
        know(True)

    ft.use_effect(load, [])
    if not loaded:
        return listing([skeleton(account.words, 1)])
    return Arranging(account, shelves, done, key="arranging")


@component
def Arranging(account: Account, shelves: tuple[Shelf, ...], done: Callable[[], Any]) -> ft.Control:
    """Names in their order; nothing changes for families before it is saved."""
    w = account.words
    full = {shelf.folder.id for shelf in shelves if shelf.items}
    start = tuple(FolderLine(shelf.folder.name.body, shelf.folder.id) for shelf in shelves)
    lines, put = use_state(start)
    problem, tell = use_state("")

    async def save() -> None:
        kept = tuple(
            FolderLine(one.name.strip(), one.folder_id) for one in lines if one.name.strip() or one.folder_id
        )
        if any(not one.name for one in kept):
            tell(w._("Every folder needs a name."))
            return
        wrong = await account.attempt(desk_actions.set_folders, kept)
        tell(wrong or "")
        if wrong is None:
            done()

    rows: list[ft.Control] = [
        small(w._("Families see the folders in this order, with their names in each language."))
    ]
    rows += [_line(w, lines, at, put, removable=lines[at].folder_id not in full) for at in range(len(lines))]
    add = side_button(
        w._("Add a folder"), lambda _: put((*lines, FolderLine(""))), icon=ft.Icons.CREATE_NEW_FOLDER_OUTLINED,
        disabled=len(lines) >= MOST_FOLDERS,
    )  # fmt: skip
    button = main_button(
        w._("Save"), lambda _: account.spawn(save()), icon=ft.Icons.CHECK, disabled=lines == start
    )
    rows += [
        ft.Row([add], wrap=True),
        *([problem_note(problem)] if problem else []),
        ft.Row([button], wrap=True),
    ]
    return listing(rows)


def _line(w: Words, lines: Lines, at: int, put: Callable[[Lines], None], *, removable: bool) -> ft.Control:
    """One folder: its name, and its way up, down and out. One with documents in it stays."""
    one = lines[at]

    def named(e: Any) -> None:
        put((*lines[:at], FolderLine(e.control.value, one.folder_id), *lines[at + 1 :]))

    def moved(to: int) -> None:
        others = (*lines[:at], *lines[at + 1 :])
        put((*others[:to], one, *others[to:]))

    name = one.name or w._("New folder")
    buttons: list[ft.Control] = [
        icon_button(
            w._("Move {name} up", name=name), ft.Icons.ARROW_UPWARD, lambda _: moved(at - 1), disabled=at == 0
        ),
        icon_button(
            w._("Move {name} down", name=name), ft.Icons.ARROW_DOWNWARD, lambda _: moved(at + 1),
            disabled=at == len(lines) - 1,
        ),
    ]  # fmt: skip
    if removable:
        buttons.append(
            icon_button(
                w._("Remove {name}", name=name), ft.Icons.DELETE_OUTLINE,
                lambda _: put((*lines[:at], *lines[at + 1 :])),
            )
        )  # fmt: skip
    # Translators: the name of the folder in this place of the list.
    label = w._("Folder {n}", n=at + 1)
    box = field(label, one.name, named, max_length=NAME_LETTERS)
    return card(
        ft.Column(
            [box, ft.Row(buttons, spacing=0)], spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
        ),
        flat=True,
        padding=theme.SPACE,
    )
