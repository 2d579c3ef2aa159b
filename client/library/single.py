"""One item of the library: its words in the reader's language, its files, and what can be done with it."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.copies import CopyStore
from client.core.me import MeStore
from client.core.waiting import WaitingStore
from client.core.words import Words
from client.directory.audience import topic_name
from client.library import actions, copying
from client.library.deeds import Deeds
from client.library.parts import ICONS, due_said, kind_names, newest, private_line, state_said, title_line
from client.library.store import LibraryStore
from client.photos.files import file_row
from client.photos.grid import fitting_size, photo_grid
from client.reporting.parts import report_button
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.drawings import BOOKSHELF
from client.ui.parts import (
    avatar,
    card,
    empty,
    mark,
    note,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import small, strong
from client.ui.tick import use_now
from client.ui.window import Window
from wire.base import Text
from wire.library import Item, ItemKind, ItemState, ItemView
from wire.media import File, Photo
from wire.safeguarding import Reportable

Go = Callable[[str], Any]


@component
def ItemPage(
    account: Account,
    me: MeStore,
    store: LibraryStore,
    waiting: WaitingStore,
    window: Window,
    go: Go,
    item_id: int,
) -> ft.Control:
    """Fetches the item, says that it was opened, and shows it."""
    w = account.words
    problem, set_problem = use_state("")
    item = store.by_id.get(item_id)
    view = store.views.get(item_id)

    async def look() -> None:
        set_problem("")
        set_problem(await account.attempt(actions.open_item, item_id) or "")

    # A fresh snapshot forgets it; a new version is opened while it stands on the screen.
    ft.use_effect(look, [item_id, item is None, item.version if item else 0])
    if item is not None:
        parts: list[ft.Control] = [
            ItemCard(account, item, window, go, me.grant, key=f"{item.id}-{item.revision}"),
            Files(account, item, account.copies, key=f"files-{item.id}-{item.version}"),
            *_deeds(account, me, view, waiting, go),
        ]
    elif problem:
        said = w._(
            "It may have been taken back, or it is not for you. Without a connection it cannot be shown."
        )
        again = side_button(w._("Try again"), lambda _: account.spawn(look()))
        parts = [empty(BOOKSHELF, w._("This is not here"), said, again)]
    else:
        parts = [skeleton(w, 1)]
    return ft.ListView(
        [reading_column(part) for part in parts], padding=theme.ROOM, spacing=theme.ROOM, expand=True
    )


def _deeds(
    account: Account, me: MeStore, view: ItemView | None, waiting: WaitingStore, go: Go
) -> list[ft.Control]:
    """What staff can do with it; nothing for families."""
    if view is None or me.side != "staff":
        return []
    return [
        Deeds(account, view, bool(waiting.about(f"item:{view.item.id}")), go, key=f"deeds-{view.item.id}")
    ]


@component
def ItemCard(account: Account, item: Item, window: Window, go: Go, grant: str) -> ft.Control:
    """Everything that there is to read. ``grant``: the pass in the addresses of pictures."""
    w, now = account.words, use_now(account)
    original, turn = use_state(False)
    head = written(account, shown(item.title, w.lang, original=original))
    lines: list[ft.Control] = [
        ft.Row(_marks(account, item), wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR),
        title_line(head),
        _author(w, item, w.when(newest(item), now)),
        *_returned(account, item, original=original),
    ]
    if item.body is not None:
        lines.append(written(account, shown(item.body, w.lang, original=original)))
    telling = _telling(item)
    foot = translation_foot(w, telling, shown(telling, w.lang, original=original), lambda: turn(not original))
    lines += [foot] if foot else []
    size = fitting_size(min(window.width, theme.READING_WIDTH), window.sharpness)
    grid = photo_grid(
        w, item.photos, _address(account, item), size, lambda n: go(f"/library/{item.id}/photos/{n}")
    )
    lines += [grid] if grid else []
    lines += [private_line(w)] if item.kind is ItemKind.REPORT else []
    if item.state is ItemState.LIVE:
        lines.append(ft.Row([report_button(account, Reportable.ITEM, item.id)]))
    stretch = ft.CrossAxisAlignment.STRETCH
    return card(ft.Column(lines, spacing=theme.SPACE, horizontal_alignment=stretch))


def _address(account: Account, item: Item) -> Callable[[Photo, int], str]:
    """Where its pictures are: on this device, if they are kept here."""

    def of(photo: Photo, size: int) -> str:
        kept = account.copies.path(item.id, f"p{photo.id}")
        return str(kept) if kept is not None else account.photo(photo, size)

    return of


def _telling(item: Item) -> Text:
    """The text by which it is said who translated: the longest there is."""
    return item.body or item.title


def _marks(account: Account, item: Item) -> list[ft.Control]:
    w = account.words
    marks = [
        mark(kind_names(w)[item.kind], ICONS[item.kind]),
        mark(topic_name(w, item.topic, item.audience), ft.Icons.GROUPS_OUTLINED),
    ]
    if item.due is not None:
        marks.append(mark(due_said(account, item.due), ft.Icons.EVENT, warm=True))
    return marks


def _author(w: Words, item: Item, when: str) -> ft.Control:
    said = when
    if item.version > 1:
        # Translators: {ago} is a time such as "2 hours ago"; which version of a document it is.
        said = w._("{ago} · version {n}", ago=said, n=item.version)
    if item.edited_at:
        # Translators: {ago} is a time such as "2 hours ago"; the writer has changed the words since.
        said = w._("{ago} · edited", ago=said)
    lines = ft.Column([strong(item.author.name), small(said)], spacing=2, expand=True)
    return ft.Row([avatar(item.author.name), lines], spacing=theme.SPACE)


def _returned(account: Account, item: Item, *, original: bool) -> list[ft.Control]:
    """Where it is on its way, and why it came back."""
    said = state_said(account, item)
    if not said:
        return []
    wrong = item.state is ItemState.RETURNED
    lines: list[ft.Control] = [note(said, ft.Icons.UNDO if wrong else ft.Icons.SCHEDULE, wrong=wrong)]
    if wrong and item.reason is not None:
        lines.append(written(account, shown(item.reason, account.words.lang, original=original)))
    return lines


@component
def Files(account: Account, item: Item, copies: CopyStore) -> ft.Control:
    """The files to open, and whether they can be read without a connection."""
    if not (item.files or (item.photos and item.kind is ItemKind.DOCUMENT)):
        return ft.Container(height=0)
    rows: list[ft.Control] = [_file(account, item, copies, file) for file in item.files]
    rows += _keeping(account, item, copies)
    return ft.Column(rows, spacing=theme.SNUG, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _file(account: Account, item: Item, copies: CopyStore, file: File) -> ft.Control:
    """A file; one that lies on this device opens without a connection."""
    opened = file_row(account, file)
    if copies.has(item.id, item.version):
        opened.url = None
        opened.on_click = lambda _: account.do(copying.open_copy, item.id, f"f{file.id}")
    return ft.MergeSemantics(ft.Semantics(content=opened, button=True))


def _keeping(account: Account, item: Item, copies: CopyStore) -> list[ft.Control]:
    """Keeping them on this device, how far that is, and giving them up again (spec 8.3)."""
    w = account.words
    if item.state is not ItemState.LIVE:
        return []
    if not copies.possible:
        return [
            small(
                w._("In a browser, files cannot be kept for times without a connection. In the app they can.")
            )
        ]
    if item.id in copies.coming:
        share = copies.coming[item.id]
        # Translators: files are being fetched to this device; {percent} is a number from 0 to 100.
        said = w._("On its way to this device: {percent} of 100.", percent=int(share * 100))
        return [small(said), ft.Semantics(content=ft.ProgressBar(value=share), label=said, live_region=True)]
    if copies.has(item.id, item.version):
        kept = mark(w._("On this device"), ft.Icons.OFFLINE_PIN_OUTLINED)
        drop = text_button(
            w._("Do not keep it here"),
            lambda _: account.do(copying.drop_copy, item.id),
            icon=ft.Icons.DELETE_OUTLINE,
        )
        return [ft.Row([kept, drop], wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)]
    name = w._("Keep it for times without a connection")
    return [
        ft.Row(
            [
                side_button(
                    name,
                    lambda _: account.do(copying.keep_copy, item),
                    icon=ft.Icons.DOWNLOAD_FOR_OFFLINE_OUTLINED,
                )
            ],
            wrap=True,
        )
    ]
