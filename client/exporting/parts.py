"""The card from which a conversation is downloaded; it stands on the page about it."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.exporting import actions
from client.exporting.store import ExportsStore
from client.ui import theme
from client.ui.component import component
from client.ui.parts import card, note, problem_note, side_button
from client.ui.text import small, title, words
from wire.safeguarding import Export, ExportState, export_address


@component
def DownloadCard(
    account: Account, store: ExportsStore, thread_id: int, opening_id: int | None = None
) -> ft.Control:
    """Ask for the file, see how far it is, save it. ``opening_id``: everything on record, of an opened thread."""
    w = account.words

    def load() -> None:
        if store.state == "none":
            account.do(actions.load_exports)

    ft.use_effect(load, [thread_id])
    export = store.of(thread_id, as_evidence=opening_id is not None)
    parts: list[ft.Control] = [
        title(w._("Download this conversation")),
        words(_what(w, evidence=opening_id is not None)),
        *_standing(account, export),
        _ask_button(account, export, thread_id, opening_id),
    ]
    return card(ft.Column([part for part in parts if part], spacing=theme.SPACE), flat=True)


def _what(w: Words, *, evidence: bool) -> str:
    if evidence:
        return w._(
            "One ZIP file with everything on record: all words, earlier and removed ones too, translations, "
            "who read what when, photos and files, and a list of their checksums. It is recorded that you made it."
        )
    return w._(
        "One ZIP file with a PDF to read and print, and the photos and files. It holds what you see on this screen."
    )


def _standing(account: Account, export: Export | None) -> list[ft.Control]:
    w = account.words
    if export is None or export.state is ExportState.GONE:
        return []
    if export.state is ExportState.FAILED:
        return [problem_note(w._("The file could not be made. Please try again, or tell the office."))]
    if export.state is ExportState.READY:
        return [_save(account, export)]
    return [_progress(w, export)]


def _progress(w: Words, export: Export) -> ft.Control:
    said = w.n(
        "{done} of {n} message", "{done} of {n} messages", export.of, done=export.done
    )  # Translators: how far the making of a file is.
    share = export.done / export.of if export.of else None
    bar = ft.ProgressBar(value=share, bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST, semantics_label=said)
    lines: list[ft.Control] = [
        words(w._("The file is being made. You can leave this page.")),
        bar,
        small(said),
    ]
    return ft.Semantics(content=ft.Column(lines, spacing=theme.SNUG, tight=True), live_region=True)


def _save(account: Account, export: Export) -> ft.Control:
    w = account.words
    kilobytes = max(1, export.size // 1000)
    size = (
        w._("{n} MB", n=kilobytes // 1000) if kilobytes >= 1000 else w._("{n} KB", n=kilobytes)
    )  # Translators: megabytes and kilobytes.
    button = ft.FilledButton(
        w._("Save the file"),
        icon=ft.Icons.DOWNLOAD,
        url=ft.Url(export_url(account, export.id), ft.UrlTarget.BLANK),
    )
    at = w.date_and_time(export.at, account.clock.now())
    lines: list[ft.Control] = [
        # Translators: {time} is a day and a time; the file holds the conversation as it was then.
        note(
            w._("The file is ready: the conversation of {time}, {size}.", time=at, size=size), ft.Icons.CHECK
        ),
        ft.Row([button]),
        small(w._("It can be saved for 7 days.")),
    ]
    return ft.Column(lines, spacing=theme.SNUG, tight=True)


def _ask_button(
    account: Account, export: Export | None, thread_id: int, opening_id: int | None
) -> ft.Control:
    w = account.words
    busy = export is not None and export.state in {ExportState.WAITING, ExportState.MAKING}
    again = export is not None and export.state is ExportState.READY
    name = w._("Make a new file") if again else w._("Make the file")
    tap: Callable[[Any], Any] = (
        (lambda _: account.do(actions.export_mine, thread_id))
        if opening_id is None
        else (lambda _: account.do(actions.export_opened, opening_id))
    )
    return ft.Row([side_button(name, tap, icon=ft.Icons.FOLDER_ZIP_OUTLINED, disabled=busy)])


def export_url(account: Account, export_id: int) -> str:
    """The address of the file: in a browser the page's own server and its cookie, else with a short-lived pass."""
    if account.device.transport is not None:
        return export_address(export_id)
    return account.device.base_url + export_address(export_id, account.me.grant)
