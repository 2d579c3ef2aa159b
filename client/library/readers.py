"""Who has opened an item, at whose home nobody has, and which versions there were."""

from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.library import desk_actions
from client.library.desk import DeskStore
from client.library.parts import listing
from client.photos.files import file_row
from client.ui import theme
from client.ui.bars import share
from client.ui.component import component, row, use_state
from client.ui.drawings import BOOKSHELF
from client.ui.parts import avatar, card, choice, empty, failed_card, side_button, skeleton
from client.ui.sides import chip_row
from client.ui.text import small, strong
from client.ui.tick import use_now
from wire.library import Openers, OpenersLine, Version


@component
def ReadersPage(account: Account, desk: DeskStore, item_id: int) -> ft.Control:
    """Child by child: who at home has opened the newest version."""
    w, now = account.words, use_now(account)
    missing, only = use_state(False)
    readers = desk.of_readers(item_id, missing=missing)

    def load(_: Any = None, *, more: bool = False) -> None:
        account.do(desk_actions.load_readers, item_id, missing=missing, more=more)

    def begin() -> None:
        if readers.page is None:
            load()

    ft.use_effect(begin, [item_id, missing, readers.page is None])
    chips = [
        choice(w._("All children"), lambda _: only(False), chosen=not missing),
        choice(w._("Not opened yet"), lambda _: only(True), chosen=missing),
    ]
    rows: list[ft.Control] = [chip_row(chips)]
    if readers.page is not None:
        rows.append(_summary(w, readers.page))
        rows += [
            ReaderRow(account, one, w.lang, now // 60_000, key=one.pupil_id) for one in readers.page.lines
        ]
    if readers.state == "failed":
        again = side_button(w._("Try again"), load)
        said = w._("Nothing is lost. Please try again.")
        rows.append(failed_card(w._("The list could not be loaded"), said, again))
    elif readers.page is None:
        rows.append(skeleton(w, 1))
    elif not readers.page.lines:
        rows.append(_nobody(w, missing=missing))
    elif readers.page.next is not None:
        rows.append(ft.Row([side_button(w._("Show more"), lambda _: load(more=True))], wrap=True))
    return listing(rows)


def _nobody(w: Words, *, missing: bool) -> ft.Control:
    if missing:
        return empty(
            BOOKSHELF, w._("Opened everywhere"), w._("At every child's home somebody has opened it.")
        )
    return empty(BOOKSHELF, w._("Nobody to show"), w._("It is for no child, so nobody is listed here."))


def _summary(w: Words, page: Openers) -> ft.Control:
    # Translators: at so many children's homes somebody has opened a document, of all for whose children it is.
    said = w.n(
        "Opened at {opened} of {n} home",
        "Opened at {opened} of {n} homes",
        page.pupils,
        opened=w.number(page.opened),
    )
    bar = [share(page.opened, page.pupils)] if page.opened else []
    return card(ft.Column([strong(said), *bar], spacing=theme.SNUG), flat=True)


@row
def ReaderRow(account: Account, line: OpenersLine, lang: str, minute: int) -> ft.Control:
    """One child, and what their adults have done. ``minute``: drawn again as time passes."""
    w = account.words
    lines: list[ft.Control] = [
        strong(w._("{name}, {class_name}", name=line.name, class_name=line.class_name))
    ]
    for one in line.opened:
        # Translators: {name} has opened a document; {ago} is a time such as "2 hours ago".
        said = w._("{name} opened it {ago}", name=one.person.name, ago=w.when(one.at, minute * 60_000))
        lines.append(small(said))
    if not line.opened:
        lines.append(small(w._("Not opened yet") if line.on_app else w._("Nobody at home is on the app yet")))
    icon = ft.Icons.CHECK_CIRCLE_OUTLINE if line.opened else ft.Icons.RADIO_BUTTON_UNCHECKED
    ink = ft.Colors.PRIMARY if line.opened else ft.Colors.OUTLINE
    content = ft.Row(
        [ft.Icon(icon, color=ink), avatar(line.name), ft.Column(lines, spacing=2, expand=True)],
        spacing=theme.SPACE,
    )
    return card(content, flat=True, padding=theme.SPACE)


@component
def VersionsPage(account: Account, desk: DeskStore, item_id: int) -> ft.Control:
    """All versions of an item, the newest first."""
    w, now = account.words, use_now(account)
    earlier = desk.of_versions(item_id)

    def load(_: Any = None, *, more: bool = False) -> None:
        account.do(desk_actions.load_versions, item_id, more=more)

    def begin() -> None:
        if earlier.page is None:
            load()

    ft.use_effect(begin, [item_id, earlier.page is None])
    rows: list[ft.Control] = [
        _version(account, one, now) for one in (earlier.page.versions if earlier.page else ())
    ]
    if earlier.state == "failed":
        again = side_button(w._("Try again"), load)
        said = w._("Nothing is lost. Please try again.")
        rows.append(failed_card(w._("The list could not be loaded"), said, again))
    elif earlier.page is None:
        rows.append(skeleton(w, 1))
    elif earlier.page.next is not None:
        rows.append(ft.Row([side_button(w._("Show more"), lambda _: load(more=True))], wrap=True))
    return listing(rows)


def _version(account: Account, one: Version, now: int) -> ft.Control:
    w = account.words
    when = w.date_and_time(one.at, now)
    lines: list[ft.Control] = [
        strong(w._("Version {n}", n=one.number)),
        # Translators: {name} has put a file in; {when} is a day and a time.
        small(w._("{name}, {when}", name=one.by.name, when=when)),
        *[file_row(account, file) for file in one.files],
    ]
    if one.photos:
        lines.append(small(w.n("{n} photo", "{n} photos", len(one.photos))))
    return card(ft.Column(lines, spacing=theme.SNUG), flat=True)
