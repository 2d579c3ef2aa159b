"""Pieces of the library: what each kind is called, one item in a list, a folder, the line about who sees reports."""

from collections.abc import Callable
from datetime import time
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.directory.audience import topic_name
from client.photos.files import ICONS as FILE_ICONS
from client.photos.files import about_file
from client.photos.grid import thumbnail
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import row
from client.ui.moments import moment
from client.ui.parts import avatar, card, mark, note, reading_column
from client.ui.text import loose, restyled, small
from client.ui.values import CENTRE
from wire.hours import Day
from wire.library import Item, ItemKind, ItemState, Shelf

Go = Callable[[str], Any]
ICONS: Final = {
    ItemKind.NEWS: ft.Icons.NEWSPAPER,
    ItemKind.DOCUMENT: ft.Icons.DESCRIPTION_OUTLINED,
    ItemKind.WORK: ft.Icons.BACKPACK_OUTLINED,
    ItemKind.REPORT: ft.Icons.GRADING_OUTLINED,
}
THUMBNAIL: Final = 72
TITLE_GROWS: Final = 1.4
"""A title is so much larger than a text."""


def kind_names(w: Words) -> dict[ItemKind, str]:
    """What one of each kind is called."""
    return {
        # Translators: news from the school, a bulletin.
        ItemKind.NEWS: w._("News"),
        ItemKind.DOCUMENT: w._("Document"),
        # Translators: work that a child does at home for school.
        ItemKind.WORK: w._("Work to do at home"),
        # Translators: what teachers write about how a child is doing at school.
        ItemKind.REPORT: w._("School report"),
    }


def new_mark(w: Words) -> ft.Control:
    """Says that I have not opened it yet."""
    # Translators: a small mark on news and documents that the reader has not opened yet.
    return mark(w.p("item", "New"), ft.Icons.CIRCLE, warm=True)


def due_said(account: Account, due: Day) -> str:
    """Until when work should be done."""
    day = moment(due, time(12), account.words.zone)
    # Translators: {date} is the day until which work at home should be done.
    return account.words._("To do by {date}", date=account.words.date(day, account.clock.now()))


def private_line(w: Words) -> ft.Control:
    """Who can see a school report (spec 8.4)."""
    said = w._(
        "A school report is private. Only this child's adults at home, the class team and those who lead the school "
        "see it."
    )
    return note(said, ft.Icons.LOCK_OUTLINE)


def newest(item: Item) -> int:
    """When its newest version came, in ms."""
    return item.version_at if item.version > 1 else item.at


def state_said(account: Account, item: Item) -> str:
    """Where an item that is not live yet is on its way; nothing for a live one."""
    w = account.words
    when = w.date_and_time(item.publish_at, account.clock.now()) if item.publish_at else ""
    if item.state is ItemState.QUEUED and when:
        # Translators: {when} is a day and a time.
        return w._("Handed in. It waits to be published, if possible on {when}.", when=when)
    if item.state is ItemState.QUEUED:
        return w._("Handed in. It waits to be published.")
    if item.state is ItemState.SCHEDULED:
        # Translators: {when} is a day and a time.
        return w._("It appears on {when}.", when=when)
    return w._("Handed back. Please read why.") if item.state is ItemState.RETURNED else ""


@row
def ItemCard(
    account: Account,
    item: Item,
    new: bool,
    lang: str,
    when: str,
    kept: bool,
    tap: Callable[[int], Any],
    grant: str,
) -> ft.Control:
    """One item in a list; it opens on a tap. ``kept``: its files are on this device.

    ``grant``: the pass in the pictures' addresses; with a new one the card is drawn again.
    """
    lines = (
        _document(account, item, when) if item.kind is ItemKind.DOCUMENT else _telling(account, item, when)
    )
    marks = _marks(account, item, new=new, kept=kept)
    title = written(account, shown(item.title, lang))
    title.weight = ft.FontWeight.W_600
    content = column([*marks, title, *lines])
    face = _face(account, item)
    box = card(
        ft.Row([face, content], spacing=theme.SPACE, vertical_alignment=ft.CrossAxisAlignment.START),
        tap=lambda _: tap(item.id),
        padding=theme.SPACE,
    )
    return ft.MergeSemantics(ft.Semantics(content=box, button=True))


def column(lines: list[ft.Control]) -> ft.Control:
    """Lines one below the other, each as wide as there is room: a title then begins where its text does."""
    stretch = ft.CrossAxisAlignment.STRETCH
    return ft.Column(lines, spacing=theme.HAIR, tight=True, expand=True, horizontal_alignment=stretch)


def _face(account: Account, item: Item) -> ft.Control:
    if item.kind is ItemKind.NEWS:
        return avatar(item.author.name)
    icon = (
        FILE_ICONS[item.files[0].kind] if item.kind is ItemKind.DOCUMENT and item.files else ICONS[item.kind]
    )
    return round_mark(icon)


def round_mark(icon: ft.IconData) -> ft.Control:
    """A round mark with a picture of what a thing is; the words beside it say the same."""
    return ft.Container(
        ft.Icon(icon, size=22, color=ft.Colors.ON_PRIMARY_CONTAINER),
        width=40,
        height=40,
        border_radius=theme.RADIUS_FULL,
        bgcolor=ft.Colors.PRIMARY_CONTAINER,
        alignment=CENTRE,
    )


def _marks(account: Account, item: Item, *, new: bool, kept: bool) -> list[ft.Control]:
    """What is quickly said of it, above its title."""
    w = account.words
    marks: list[ft.Control] = [new_mark(w)] if new else []
    if said := state_said(account, item):
        marks.append(mark(said, ft.Icons.SCHEDULE))
    if item.due is not None:
        marks.append(mark(due_said(account, item.due), ft.Icons.EVENT))
    if kept:
        # Translators: a small mark: the files can be read without a connection.
        marks.append(mark(w._("On this device"), ft.Icons.OFFLINE_PIN_OUTLINED))
    return [ft.Row(marks, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)] if marks else []


def _document(account: Account, item: Item, when: str) -> list[ft.Control]:
    """What it is, how large, and which version."""
    w = account.words
    about = [about_file(w, file.kind, file.size) for file in item.files[:1]]
    if len(item.files) > 1:
        about = [w.n("{n} file", "{n} files", len(item.files))]
    if item.photos:
        about.append(w.n("{n} photo", "{n} photos", len(item.photos)))
    if item.version > 1:
        # Translators: which version of a document it is; the newest has the highest number.
        about.append(w._("Version {n}", n=item.version))
    return [small(" · ".join(map(w.apart, [*about, when]))), small(_for(w, item))]


def _telling(account: Account, item: Item, when: str) -> list[ft.Control]:
    """From whom and when, how it begins, and what is with it."""
    w = account.words
    lines: list[ft.Control] = [
        small(" · ".join([w.apart(item.author.name), when, w.apart(_for(w, item))])),
    ]
    if item.body is not None:
        lines.append(written(account, shown(item.body, w.lang), max_lines=3))
    if item.photos:
        name = w.n("{n} photo", "{n} photos", len(item.photos))
        pictures = [thumbnail(one, account.photo, THUMBNAIL, name) for one in item.photos[:3]]
        lines.append(ft.Row(pictures, spacing=theme.HAIR))
    if item.files:
        icon = ft.Icon(ft.Icons.ATTACH_FILE, size=16, color=ft.Colors.ON_SURFACE_VARIANT)
        count = w.n("{n} file", "{n} files", len(item.files))
        lines.append(ft.Row([icon, loose(small(count))], spacing=theme.HAIR, tight=True))
    return lines


def _for(w: Words, item: Item) -> str:
    return topic_name(w, item.topic, item.audience)


@row
def FolderCard(account: Account, shelf: Shelf, lang: str, go: Go) -> ft.Control:
    """A folder, with how much is in it for me."""
    w = account.words
    name = written(account, shown(shelf.folder.name, lang))
    name.weight = ft.FontWeight.W_600
    lines: list[ft.Control] = [name, small(w.n("{n} document", "{n} documents", shelf.items))]
    if shelf.new:
        # Translators: so many documents in a folder that the reader has not opened yet.
        said = w.n("{n} new", "{n} new", shelf.new)
        lines.append(ft.Row([mark(said, ft.Icons.CIRCLE, warm=True)], wrap=True))
    content = ft.Row(
        [
            round_mark(ft.Icons.FOLDER_OUTLINED),
            column(lines),
            ft.Icon(ft.Icons.ARROW_FORWARD, size=18, color=ft.Colors.ON_SURFACE_VARIANT),
        ],
        spacing=theme.SPACE,
    )
    box = card(content, tap=lambda _: go(f"/library/folders/{shelf.folder.id}"), padding=theme.SPACE)
    return ft.MergeSemantics(ft.Semantics(content=box, button=True))


def title_line(text: ft.Text) -> ft.Control:
    """Somebody's title as the heading of a page, in its own direction."""
    line = restyled(text, grows=TITLE_GROWS, weight=ft.FontWeight.W_700)
    return ft.Semantics(content=line, header=True, heading_level=1)


def listing(rows: list[ft.Control]) -> ft.Control:
    """Everything in one column that can be read."""
    return ft.ListView(
        [reading_column(one) for one in rows],
        spacing=theme.SPACE,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )
