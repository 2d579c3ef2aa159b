"""Files as people meet them: what each kind is called, how large one is, one to open, one chosen to be sent."""

from pathlib import PurePath
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.photos import Picked
from client.core.words import Words
from client.ui import theme
from client.ui.parts import icon_button
from client.ui.text import loose, small, strong
from client.ui.values import HAIR_LINE
from wire.media import File, FileKind

ICONS: Final = {
    FileKind.PDF: ft.Icons.PICTURE_AS_PDF_OUTLINED,
    FileKind.DOCUMENT: ft.Icons.DESCRIPTION_OUTLINED,
    FileKind.SHEET: ft.Icons.TABLE_CHART_OUTLINED,
    FileKind.SLIDES: ft.Icons.SLIDESHOW_OUTLINED,
    FileKind.VIDEO: ft.Icons.MOVIE_OUTLINED,
}
ENDINGS: Final = {
    "pdf": FileKind.PDF,
    "docx": FileKind.DOCUMENT,
    "xlsx": FileKind.SHEET,
    "pptx": FileKind.SLIDES,
    "mp4": FileKind.VIDEO,
    "m4v": FileKind.VIDEO,
    "mov": FileKind.VIDEO,
    "webm": FileKind.VIDEO,
}
"""What the picker offers. The server looks at the content, whatever the name says."""


def kind_name(w: Words, kind: FileKind) -> str:
    """What a file is, in a word."""
    names = {
        FileKind.PDF: w._("PDF document"),
        FileKind.DOCUMENT: w._("Text document"),
        FileKind.SHEET: w._("Table"),
        FileKind.SLIDES: w._("Slides"),
        FileKind.VIDEO: w._("Video"),
    }
    return names[kind]


def size_name(w: Words, size: int) -> str:
    """A file's size as a person reads it."""
    if size >= 1_000_000:
        return w._("{megabytes} MB", megabytes=w.number(round(size / 1_000_000)))
    return w._("{kilobytes} kB", kilobytes=w.number(max(1, round(size / 1000))))


def about_file(w: Words, kind: FileKind, size: int) -> str:
    """What it is and how large."""
    # Translators: under a file's name: {kind} is as "PDF document", {size} is as "2 MB".
    return w._("{kind}, {size}", kind=kind_name(w, kind), size=size_name(w, size))


def kind_of(picked: Picked) -> FileKind | None:
    """What it is: as the server found, or as its name says until then; none if neither tells."""
    if picked.file is not None:
        return picked.file.kind
    return ENDINGS.get(PurePath(picked.name).suffix.lower().removeprefix("."))


def file_row(account: Account, file: File) -> ft.Container:
    """A file to open: its name as its sender called it, what it is, and how large."""
    about = about_file(account.words, file.kind, file.size)
    lines = ft.Column([loose(strong(file.name)), small(about)], spacing=0, tight=True)
    lines.expand, lines.expand_loose = True, True
    content = ft.Row(
        [ft.Icon(ICONS[file.kind], color=ft.Colors.PRIMARY), lines],
        spacing=theme.SPACE,
        tight=True,
    )
    return ft.Container(
        content,
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOW,
        border=HAIR_LINE,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
        ink=True,
        url=account.file(file),
    )


def file_tile(account: Account, place: str, picked: Picked) -> ft.Control:
    """A chosen file: its name, what it is, how far it has come or why it cannot go; it can be taken out."""
    w, kind = account.words, kind_of(picked)
    refused = picked.state == "refused"
    icon = ICONS[kind] if kind else ft.Icons.INSERT_DRIVE_FILE_OUTLINED
    ink = ft.Colors.ERROR if refused else ft.Colors.PRIMARY
    lines: list[ft.Control] = [loose(strong(picked.name)), _fares(w, picked, kind)]
    if picked.state == "sending":
        lines.append(_progress(w, picked))

    def remove(_: Any) -> None:
        account.photos.remove(place, picked.key)

    said = ft.Column(lines, spacing=theme.HAIR, tight=True, expand=True)
    take_out = icon_button(w._("Take {name} out", name=picked.name), ft.Icons.CLOSE, remove)
    return ft.Container(
        ft.Row(
            [ft.Icon(ft.Icons.ERROR_OUTLINE if refused else icon, color=ink), said, take_out],
            spacing=theme.SPACE,
        ),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=theme.RADIUS_CARD,
        padding=ft.Padding.symmetric(horizontal=theme.SPACE, vertical=theme.HAIR),
        key=picked.key,
    )


def _fares(w: Words, picked: Picked, kind: FileKind | None) -> ft.Control:
    if picked.state == "refused":
        return small(picked.why, colour=ft.Colors.ERROR)
    if picked.state == "waiting":
        # Translators: under the name of a file that was chosen while there is no connection.
        return small(w._("It waits, and goes with your words."))
    if picked.file is not None:
        return small(about_file(w, picked.file.kind, picked.file.size))
    return small(kind_name(w, kind) if kind else w._("File"))


def _progress(w: Words, picked: Picked) -> ft.Control:
    """How far it has come, also for those who only hear it; once all of it has left, the server looks at it."""
    left = None if picked.sent is None or picked.sent >= 1 else picked.sent
    if left is None:
        said = w._("{name} is on its way.", name=picked.name)
    else:
        # Translators: a file is being sent; {percent} is a number from 0 to 100.
        said = w._("{name} is on its way: {percent} of 100.", name=picked.name, percent=int(left * 100))
    return ft.Semantics(label=said, container=True, content=ft.ProgressBar(value=left))
