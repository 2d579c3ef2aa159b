"""An opened conversation with everything that is on record of it (spec 11.1)."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.exporting.parts import DownloadCard
from client.exporting.store import ExportsStore
from client.safeguarding import actions
from client.safeguarding.parts import Go, person_line
from client.safeguarding.store import SafeguardingStore, Transcript
from client.ui import theme
from client.ui.component import component, row
from client.ui.drawings import LETTER
from client.ui.parts import (
    card,
    empty,
    failed_card,
    main_button,
    mark,
    reading_column,
    side_button,
    skeleton,
)
from client.ui.text import message, page_runs_rtl, small, strong, title, words
from client.ui.values import HAIR_LINE
from wire.direction import is_rtl
from wire.labels import translation_label
from wire.safeguarding import Attachment, Entry, Shown, Wording, opened_photo


@component
def OpenedThread(
    account: Account, store: SafeguardingStore, exports: ExportsStore, go: Go, opening_id: int
) -> ft.Control:
    """Who, why, the file, and every message from the first on."""
    w = account.words
    known = store.opened.get(opening_id)

    def load() -> None:
        if known is not None and known.state == "none":
            account.do(actions.read_on, opening_id)

    ft.use_effect(load, [opening_id, known is None])
    if known is None:
        again = main_button(w._("Find a conversation"), lambda _: go("/safeguarding/search"))
        return empty(
            LETTER, w._("This conversation is closed"), w._("To read it again, open it with a reason."), again
        )
    thread = known.opening.thread
    rows: list[ft.Control] = [
        _head(account, known),
        DownloadCard(account, exports, thread.thread_id, opening_id, key="download"),
        *[EntryCard(account, one, opening_id, account.me.grant, key=one.id) for one in known.entries],
        *_end(account, known, opening_id),
    ]
    return ft.ListView(
        [reading_column(one) for one in rows], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


def _head(account: Account, known: Transcript) -> ft.Control:
    w, opening, now = account.words, known.opening, account.clock.now()
    thread = opening.thread
    lines: list[ft.Control] = [
        title(w._("About {name}, {class_name}", name=thread.pupil_name, class_name=thread.class_name)),
        small(w.listing([person.name for person in (*thread.family, *thread.staff)])),
        words(w._("As it was on {time}.", time=w.date_and_time(opening.at, now))),
        small(w._("Your reason: {reason}", reason=opening.reason)),
        small(
            w._(
                "You can read it until {time}. It is recorded that you opened it.", time=w.time(opening.until)
            )
        ),
    ]
    return card(ft.Column(lines, spacing=theme.SNUG), flat=True)


def _end(account: Account, known: Transcript, opening_id: int) -> list[ft.Control]:
    w = account.words
    go_on: Callable[[Any], Any] = lambda _: account.do(actions.read_on, opening_id)  # noqa: E731
    if known.state == "failed":
        again = side_button(w._("Try again"), go_on)
        return [
            failed_card(
                w._("The messages could not be loaded"), w._("Nothing is lost. Please try again."), again
            )
        ]
    if known.state != "ready":
        return [skeleton(w, 1)]
    if known.next is not None:
        return [
            ft.Row([side_button(w._("Show later messages"), go_on)], alignment=ft.MainAxisAlignment.CENTER)
        ]
    if not known.entries:
        return [empty(LETTER, w._("No messages"), w._("Nobody has written in this conversation yet."))]
    return [small(w._("This is the end of the conversation."))]


@row
def EntryCard(account: Account, entry: Entry, opening_id: int, grant: str) -> ft.Control:
    """One message: what stands, what stood before, in which languages it was shown, who read it."""
    w, now = account.words, account.clock.now()
    parts: list[ft.Control] = [
        strong(person_line(w, entry.author)),
        small(w.date_and_time(entry.at, now)),
        *_marks(account, entry),
    ]
    for n, wording in enumerate(reversed(entry.wordings)):
        parts.append(_wording(account, entry, wording, n))
    parts += [_attachment(account, one, opening_id, n) for n, one in enumerate(entry.attachments, 1)]
    parts += [
        small(w._("Read by {name} on {time}", name=one.person.name, time=w.date_and_time(one.at, now)))
        for one in entry.read_by
    ]
    return card(ft.Column(parts, spacing=theme.SNUG, tight=True), flat=True)


def _marks(account: Account, entry: Entry) -> list[ft.Control]:
    w, now = account.words, account.clock.now()
    lines: list[ft.Control] = []
    if entry.covers is not None:
        lines.append(small(w._("For {name}, who was away", name=entry.covers.name)))
    if entry.to_class:
        lines.append(small(w._("Written to all families of the class")))
    if entry.removed_at is not None:
        at = w.date_and_time(entry.removed_at, now)
        by = entry.removed_by.name if entry.removed_by else ""
        said = (
            w._("Taken back by {name} on {time}", name=by, time=at)
            if by
            else w._("Taken back on {time}", time=at)
        )
        lines.append(ft.Row([mark(said, ft.Icons.REMOVE_CIRCLE_OUTLINE, warm=True)], wrap=True))
    elif len(entry.wordings) > 1:
        said = w._("Edited on {time}", time=w.date_and_time(entry.wordings[-1].at, now))
        lines.append(ft.Row([mark(said, ft.Icons.EDIT_OUTLINED)], wrap=True))
    return lines


def _wording(account: Account, entry: Entry, wording: Wording, n: int) -> ft.Control:
    """``n``: 0 for the words that stand, or stood when they were taken back."""
    w = account.words
    lines: list[ft.Control] = []
    if n > 0:
        at = w.date_and_time(wording.at, account.clock.now())
        lines.append(small(w._("The words before that, written on {time}", time=at)))
    elif entry.removed_at is not None:
        lines.append(small(w._("The words that were taken back")))
    lines.append(_said(account, wording.body, wording.lang))
    lines += [_translation(account, one) for one in wording.shown]
    return ft.Container(
        ft.Column(lines, spacing=theme.SNUG, tight=True),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST if n == 0 else None,
        border=None if n == 0 else HAIR_LINE,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
    )


def _translation(account: Account, one: Shown) -> ft.Control:
    w = account.words
    until = w.date_and_time(one.until, account.clock.now()) if one.until is not None else ""
    label = translation_label(w, w.language(one.lang), one.engine, until)
    return ft.Column([small(label), _said(account, one.body, one.lang)], spacing=theme.HAIR, tight=True)


def _said(account: Account, body: str, lang: str) -> ft.Control:
    if not body:
        return small(account.words._("No words"))
    scale = account.me.preferences.text_size / 100
    text = message(body, lang, scale=scale, page_rtl=page_runs_rtl(account.words))
    # Its own side of the page shows in which direction it runs.
    side = ft.Alignment.CENTER_RIGHT if is_rtl(body, lang) else ft.Alignment.CENTER_LEFT
    return ft.Container(text, alignment=side)


def _attachment(account: Account, one: Attachment, opening_id: int, n: int) -> ft.Control:
    w = account.words
    name = one.name or w._("Photo {n}", n=n)
    lines: list[ft.Control] = []
    if one.kind is None and one.sha256:
        lines.append(
            ft.Image(
                photo_url(account, opening_id, one.id),
                width=240,
                height=180,
                fit=ft.BoxFit.COVER,
                border_radius=theme.RADIUS_CARD,
                semantics_label=name,
                error_content=small(name),
            )
        )
    lines.append(small(w.apart(name)))
    lines.append(small(f"SHA-256 {one.sha256}" if one.sha256 else w._("The file is not there any more")))
    return ft.Column(lines, spacing=theme.HAIR, tight=True)


def photo_url(account: Account, opening_id: int, photo_id: int) -> str:
    """The address of a picture of an opened conversation."""
    if account.device.transport is not None:
        return opened_photo(opening_id, photo_id, 400)
    return account.device.base_url + opened_photo(opening_id, photo_id, 400, account.me.grant)
