"""The way to a report, for whatever shows a thing that people wrote, and its dialog."""

from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.reporting import actions
from client.reporting.store import ReportingStore, Subject
from client.ui import theme
from client.ui.parts import field, icon_button, main_button, note, problem_note, text_button
from client.ui.text import words
from wire.safeguarding import Reportable


def report_name(w: Words, what: Reportable) -> str:
    """What a button to report a thing is called."""
    return {
        Reportable.MESSAGE: w._("Report this message"),
        Reportable.COMMENT: w._("Report this comment"),
        Reportable.STORY: w._("Report this story"),
        Reportable.PHOTO: w._("Report this photo"),
        # Translators: a short note that a teacher wrote with a point for a pupil.
        Reportable.NOTE: w._("Report this note"),
        Reportable.OCCASION: w._("Report this event"),
        # Translators: something of the school's library: news, a document, work to do at home, a school report.
        Reportable.ITEM: w._("Report something wrong here"),
    }[what]


def report_button(account: Account, what: Reportable, id_: int) -> ft.IconButton:
    """A quiet flag beside a thing."""
    name = report_name(account.words, what)
    return icon_button(name, ft.Icons.FLAG_OUTLINED, lambda _: account[ReportingStore].ask(what, id_))


def report_item(account: Account, what: Reportable, id_: int) -> ft.PopupMenuItem:
    """The same as one line of a menu."""
    return ft.PopupMenuItem(
        report_name(account.words, what),
        icon=ft.Icons.FLAG_OUTLINED,
        on_click=lambda _: account[ReportingStore].ask(what, id_),
    )


def report_dialog(account: Account, store: ReportingStore) -> ft.AlertDialog | None:
    """Why, who will see it, and sending; none while nothing is to be reported. The app shows it over everything."""
    if store.about is None:
        return None
    w, subject = account.words, store.about

    def close(_: Any) -> None:
        store.close()

    return ft.AlertDialog(
        title=ft.Text(report_name(w, subject.what)),
        content=ft.Container(_inside(account, store, subject), width=theme.READING_WIDTH * 0.7),
        actions=[
            text_button(w._("Cancel"), close),
            main_button(w._("Send the report"), lambda _: account.do(actions.report)),
        ],
        on_dismiss=close,
        scrollable=True,
        actions_padding=theme.ROOM,
    )


def _inside(account: Account, store: ReportingStore, subject: Subject) -> ft.Control:
    w = account.words
    why = field(
        w._("What is wrong with it?"),
        account.drafts.body(subject.place),
        lambda e: account.type(subject.place, e.control.value),
        multiline=True,
        min_lines=3,
        max_lines=8,
        max_length=2_000,
        autofocus=True,
    )
    parts: list[ft.Control] = [
        words(w._("Only the safeguarding lead and the headteacher's team see your report and your name.")),
        why,
        *([problem_note(w._("Please write what is wrong with it."))] if store.too_short else []),
        note(
            w._(
                "They get a copy of it as it is now. If a child is in danger, call the school or 999 at once."
            ),
            ft.Icons.INFO_OUTLINE,
        ),
    ]
    return ft.Column(
        parts, spacing=theme.SPACE, tight=True, horizontal_alignment=ft.CrossAxisAlignment.STRETCH
    )
