"""One message as it stands in its thread: mine on one side, theirs on the other."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.waiting import Item
from client.core.words import Words
from client.messages.marks import Standing
from client.photos.files import file_row
from client.photos.grid import photo_grid
from client.reporting.parts import report_item
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import row, use_state
from client.ui.text import loose, message, page_runs_rtl, small, strong
from client.ui.values import HAIR_LINE
from wire.messages import Message, MessageState
from wire.safeguarding import Reportable

PICTURE_WIDTH = 320


@dataclass(frozen=True, slots=True)
class Taps:
    """What a message can be asked to do; made once per thread, so that rows stay as they are."""

    photo_opened: Callable[[int, int], Any]
    edited: Callable[[int], Any]
    removed: Callable[[int], Any]


@row
def Bubble(
    account: Account,
    said: Message,
    ours: bool,
    mine: bool,
    named: bool,
    standing: Standing | None,
    taps: Taps,
    grant: str,
) -> ft.Control:
    """Who, the words in the reader's language, pictures, files, when, and how far it has got.

    ``ours``: of my side; ``named``: its author is told apart from the one before; ``standing``: none where it
    is not said. ``grant``: the pass in the pictures' addresses; with a new one the message is drawn again.
    """
    original, show_original = use_state(False)
    w = account.words
    if said.state is MessageState.REMOVED:
        return _aligned(_removed(w, said, mine=mine), ours=ours)
    seen = shown(said.text, w.lang, original=original)
    parts = [
        _author(w, said) if named and not mine else None,
        _to_all(w) if said.to_class else None,
        written(account, seen) if seen.body else None,
        translation_foot(w, said.text, seen, lambda: show_original(not original)),
        _pictures(account, said, taps),
        *(file_row(account, file) for file in said.files),
        _foot(w, said, standing),
    ]
    inside = ft.Column([part for part in parts if part], spacing=theme.HAIR, tight=True)
    menu = _menu(w, said, taps) if mine else _report_menu(account, said)
    return _aligned(_paper(inside, w, ours=ours, mine=mine), menu, ours=ours)


def _paper(inside: ft.Control, w: Words, *, ours: bool, mine: bool) -> ft.Control:
    box = ft.Container(
        inside,
        bgcolor=ft.Colors.PRIMARY_CONTAINER if ours else ft.Colors.SURFACE_CONTAINER_LOW,
        border=None if ours else HAIR_LINE,
        border_radius=ft.BorderRadius.all(theme.RADIUS_SHEET),
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SNUG),
    )
    # Translators: the writer of a message, said to people who do not see on which side it stands.
    return ft.Semantics(content=box, container=True, label=w._("You") if mine else None)


def _aligned(content: ft.Control, beside: ft.Control | None = None, *, ours: bool) -> ft.Control:
    """On its side, with room left on the other; mirrored by itself where the page runs from right to left."""
    content.expand, content.expand_loose = 8, True
    gap = ft.Container(expand=1)
    inner = [beside] if beside else []
    return ft.Row(
        [gap, *inner, content] if ours else [content, *inner, gap],
        alignment=ft.MainAxisAlignment.END if ours else ft.MainAxisAlignment.START,
        spacing=0,
    )


def _author(w: Words, said: Message) -> ft.Control:
    if said.covers is None:
        return strong(said.author.name)
    # Translators: an assistant who answers while the teacher is away: "Mrs Sandhu for Miss Hart".
    return strong(w._("{name} for {teacher}", name=said.author.name, teacher=said.covers.name))


def _to_all(w: Words) -> ft.Control:
    return ft.Row(
        [
            ft.Icon(ft.Icons.GROUPS_OUTLINED, size=16, color=ft.Colors.ON_SURFACE_VARIANT),
            loose(small(w._("To all families of the class"))),
        ],
        spacing=6,
        tight=True,
    )


def _pictures(account: Account, said: Message, taps: Taps) -> ft.Control | None:
    grid = photo_grid(account.words, said.photos, account.photo, 800, lambda n: taps.photo_opened(said.id, n))
    return ft.Container(grid, width=PICTURE_WIDTH) if grid else None


def _foot(w: Words, said: Message, standing: Standing | None) -> ft.Control:
    """When, whether it was changed, and how far it has got."""
    time = w.apart(w.time(said.at))
    if said.edited_at:
        # Translators: {time} is a time of day; the writer has changed the words since.
        time = w._("{time} · edited", time=time)
    parts: list[ft.Control] = [small(time), *([_standing(w, standing)] if standing else [])]
    return ft.Row(parts, spacing=theme.SNUG, tight=True, wrap=True, run_spacing=0)


def _standing(w: Words, standing: Standing) -> ft.Control:
    names = {
        # Translators: how far a message has got: it left, it is on the other's device, it was read.
        "sent": (w._("Sent"), ft.Icons.CHECK),
        "delivered": (w._("Delivered"), ft.Icons.DONE_ALL),
        "read": (w._("Read"), ft.Icons.MARK_CHAT_READ_OUTLINED),
    }
    name, icon = names[standing]
    ink = ft.Colors.PRIMARY if standing == "read" else ft.Colors.ON_SURFACE_VARIANT
    return ft.Row([ft.Icon(icon, size=15, color=ink), small(name)], spacing=theme.HAIR, tight=True)


def _menu(w: Words, said: Message, taps: Taps) -> ft.Control:
    name = w._("Change this message")
    return ft.PopupMenuButton(
        icon=ft.Icon(ft.Icons.MORE_VERT, semantics_label=name, size=18, color=ft.Colors.ON_SURFACE_VARIANT),
        tooltip=ft.Tooltip(message=name, exclude_from_semantics=True),
        items=[
            ft.PopupMenuItem(
                w._("Edit"), icon=ft.Icons.EDIT_OUTLINED, on_click=lambda _: taps.edited(said.id)
            ),
            ft.PopupMenuItem(
                # Translators: a button: the writer takes a message away.
                w._("Remove"),
                icon=ft.Icons.DELETE_OUTLINE,
                on_click=lambda _: taps.removed(said.id),
            ),
        ],
    )


def _report_menu(account: Account, said: Message) -> ft.Control:
    name = account.words._("More about this message")
    return ft.PopupMenuButton(
        icon=ft.Icon(ft.Icons.MORE_VERT, semantics_label=name, size=18, color=ft.Colors.ON_SURFACE_VARIANT),
        tooltip=ft.Tooltip(message=name, exclude_from_semantics=True),
        items=[report_item(account, Reportable.MESSAGE, said.id)],
    )


def _removed(w: Words, said: Message, *, mine: bool) -> ft.Control:
    line = (
        w._("You removed this message.")
        if mine
        else w._("{name} removed this message.", name=said.author.name)
    )
    return ft.Container(
        ft.Row(
            [
                ft.Icon(ft.Icons.REMOVE_CIRCLE_OUTLINE, size=16, color=ft.Colors.ON_SURFACE_VARIANT),
                loose(small(line)),
            ],
            spacing=6,
            tight=True,
        ),
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SNUG),
    )


def waiting_bubble(account: Account, item: Item) -> ft.Control:
    """A message that has not left yet, in its place."""
    w = account.words
    scale = account.me.preferences.text_size / 100
    parts: list[ft.Control] = []
    if item.words:
        parts.append(message(item.words, w.lang, scale=scale, page_rtl=page_runs_rtl(w)))
    if item.photos:
        parts.append(small(w.n("{n} photo", "{n} photos", item.photos)))
    if item.files:
        parts.append(small(w.n("{n} file", "{n} files", item.files)))
    parts.append(
        ft.Row(
            [
                ft.Icon(ft.Icons.SCHEDULE, size=15, color=ft.Colors.ON_SURFACE_VARIANT),
                loose(small(w._("Waiting to be sent"))),
            ],
            spacing=theme.HAIR,
            tight=True,
        )
    )
    box = ft.Container(
        ft.Column(parts, spacing=theme.HAIR, tight=True),
        border=ft.Border.all(1, ft.Colors.OUTLINE),
        border_radius=ft.BorderRadius.all(theme.RADIUS_SHEET),
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SNUG),
    )
    return _aligned(ft.Semantics(content=box, container=True, label=w._("You")), ours=True)
