"""The place called More: language, look, text size, my devices, about the school, signing out."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft
import msgspec

from client.accounts import actions
from client.accounts.modules import parts_title
from client.accounts.schools import has_schools
from client.accounts.store import DevicesStore
from client.accounts.welcome import role_name, sign_out_button
from client.core.account import Account
from client.core.badges import Badges
from client.core.me import MeStore
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, screen
from client.ui.frame import framed, heading, paged
from client.ui.parts import (
    avatar,
    card,
    choice,
    failed_card,
    mark,
    note,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import small, strong, title, words
from client.ui.window import Window
from wire.accounts import Device
from wire.base import Role
from wire.hours import KEEPS
from wire.languages import COMPLETE, LANGUAGES
from wire.modules import SWITCHES, Module
from wire.notifications import OFFICE
from wire.safeguarding import DESK

Go = Callable[[str], Any]


@screen
def MoreScreen(account: Account, me: MeStore, window: Window, go: Go) -> ft.View:
    """Everything about me and this app, on one page."""
    w = account.words
    parts: list[ft.Control] = [
        heading(w._("More")),
        _who(w, me),
        *_places(account, me, go),
        _look(account, me),
        _about(w, me),
        ft.Row([sign_out_button(account)]),
    ]
    listing = ft.ListView(
        [reading_column(part) for part in parts],
        spacing=theme.ROOM,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )
    return framed(account, window, "/more", listing, go)


def _places(account: Account, me: MeStore, go: Go) -> list[ft.Control]:
    """Where one can go from here: first what one's work or family needs, then what is about oneself."""
    return [*_desk_links(account, me, go), *_work_links(account, me, go), *_own_links(account, me, go)]


def _desk_links(account: Account, me: MeStore, go: Go) -> list[ft.Control]:
    """The calendar, the library, safeguarding, stories that wait, and calls: to make, or to ask for."""
    w, links = account.words, []
    if me.has(Module.CALENDAR):
        dates, icon = w._("Trips, workshops, term dates and holidays"), ft.Icons.CALENDAR_TODAY_OUTLINED
        links.append(_link(w._("Calendar"), dates, icon, lambda: go("/calendar")))
    if me.has(Module.LIBRARY):
        about = w._("News, documents, work for home, school reports")
        links.append(
            LibraryLink(account, account.badges, w._("Library"), about, lambda: go("/library"), key="library")
        )
    roles = me.me.roles if me.me else frozenset[Role]()
    if not roles.isdisjoint(DESK):
        about = w._("Reports, and conversations opened with a reason")
        links.append(_link(w._("Safeguarding"), about, ft.Icons.SHIELD_OUTLINED, lambda: go("/safeguarding")))
    if me.may_post:
        about = w._("Stories that go out later")
        links.append(_link(w._("Waiting stories"), about, ft.Icons.SCHEDULE, lambda: go("/more/scheduled")))
    if me.has(Module.CALLS):
        links += _call_links(w, me, go)
    if roles & OFFICE:
        about = w._("Addresses that do not work")
        links.append(
            _link(w._("E-mails that came back"), about, ft.Icons.MAIL_OUTLINE, lambda: go("/more/bounces"))
        )
    return links


def _call_links(w: Words, me: MeStore, go: Go) -> list[ft.Control]:
    if me.side == "family":
        about, icon = w._("The office calls you, in your language"), ft.Icons.INTERPRETER_MODE_OUTLINED
        return [_link(w._("Call me with an interpreter"), about, icon, lambda: go("/calls"))]
    if me.me and Role.OFFICE in me.me.roles:
        about = w._("Families who asked to be called")
        return [_link(w._("Calls to make"), about, ft.Icons.PHONE_CALLBACK, lambda: go("/calls"))]
    return []


@component
def LibraryLink(
    account: Account, badges: Badges, name: str, about: str, tap: Callable[[], Any]
) -> ft.Control:
    """The way to the library, with how much waits there."""
    count = badges.of("/more/library")
    # Translators: so many news and reports that the reader has not opened, or things that wait for them.
    waits = account.words.n("{n} for you", "{n} for you", count) if count else ""
    return _link(name, about, ft.Icons.LOCAL_LIBRARY_OUTLINED, tap, waits)


def _own_links(account: Account, me: MeStore, go: Go) -> list[ft.Control]:
    """What is about oneself."""
    w = account.words
    lang = LANGUAGES[me.lang].name if me.lang in LANGUAGES else me.lang
    told, where = w._("Which e-mails you get, and when"), w._("Where you are signed in")
    links = [
        _link(w._("Language"), lang, ft.Icons.TRANSLATE, lambda: go("/more/language")),
        _link(w._("Notifications"), told, ft.Icons.NOTIFICATIONS_OUTLINED, lambda: go("/more/notifications")),
        _link(w._("My devices"), where, ft.Icons.DEVICES, lambda: go("/more/devices")),
    ]
    if has_schools(account):
        about = w._("Go to another school")
        links.append(_link(w._("My schools"), about, ft.Icons.SCHOOL_OUTLINED, lambda: go("/more/schools")))
    return links


def _work_links(account: Account, me: MeStore, go: Go) -> list[ft.Control]:
    """What somebody who works here has besides; the office and SMT keep the school's hours."""
    w = account.words
    links = []
    if me.works_here:
        about = w._("Teaching, being away, staff hours")
        links.append(_link(w._("My work"), about, ft.Icons.WORK_OUTLINE, lambda: go("/more/work")))
    if me.me and me.me.roles & SWITCHES:
        about = w._("What your school uses, and what is switched off")
        links.append(_link(parts_title(w), about, ft.Icons.TOGGLE_ON_OUTLINED, lambda: go("/more/parts")))
    if me.me and me.me.roles & KEEPS:
        away, days, devices = (
            w._("Teachers and their cover"),
            w._("When staff are at work"),
            w._("Where staff can sign in"),
        )
        links += [
            _link(w._("Who is away"), away, ft.Icons.EVENT_BUSY, lambda: go("/more/away")),
            _link(w._("School hours and terms"), days, ft.Icons.CALENDAR_MONTH, lambda: go("/more/hours")),
            _link(
                w._("School devices"), devices, ft.Icons.LAPTOP_CHROMEBOOK, lambda: go("/more/school-devices")
            ),
        ]
    return links


def _who(w: Words, me: MeStore) -> ft.Control:
    if me.me is None:
        return ft.Container(height=0)
    roles = w.listing([role_name(w, role) for role in sorted(me.me.roles)])
    lines = ft.Column([strong(me.me.name), small(roles), small(me.me.email)], spacing=2, expand=True)
    return ft.Row([avatar(me.me.name, size=56), lines], spacing=theme.ROOM)


def _link(name: str, about: str, icon: ft.IconData, tap: Callable[[], Any], waits: str = "") -> ft.Control:
    marks: list[ft.Control] = [ft.Row([mark(waits, ft.Icons.CIRCLE, warm=True)])] if waits else []
    return card(
        ft.Row(
            [
                ft.Icon(icon, color=ft.Colors.PRIMARY),
                ft.Column([strong(name), small(about), *marks], spacing=2, expand=True),
                ft.Icon(ft.Icons.ARROW_FORWARD, size=18, color=ft.Colors.ON_SURFACE_VARIANT),
            ],
            spacing=theme.ROOM,
        ),
        tap=lambda _: tap(),
        flat=True,
    )


def _look(account: Account, me: MeStore) -> ft.Control:
    """Light or dark, and how large the words are."""
    w = account.words
    # Translators: three choices for the look of the app; the first does as the phone does.
    themes = (("system", w._("Like my device")), ("light", w._("Light")), ("dark", w._("Dark")))
    # Translators: the size of letters, in percent.
    sizes = tuple((size, w._("{n} %", n=size)) for size in (100, 125, 150, 200))
    prefer = me.preferences
    return card(
        ft.Column(
            [
                strong(w._("Colours")),
                _chips(
                    [
                        (name, partial(_choose, account, "theme", value), prefer.theme == value)
                        for value, name in themes
                    ]
                ),
                strong(w._("Text size")),
                _chips(
                    [
                        (name, partial(_choose, account, "text_size", size), prefer.text_size == size)
                        for size, name in sizes
                    ]
                ),
            ],
            spacing=theme.SNUG,
        ),
        flat=True,
    )


def _chips(options: list[tuple[str, Callable[[Any], Any], bool]]) -> ft.Control:
    chips = [choice(name, tap, chosen=chosen) for name, tap, chosen in options]
    return ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)


def _choose(account: Account, field: str, value: str | int, _: Any) -> None:
    account.do(actions.choose, msgspec.structs.replace(account.me.preferences, **{field: value}))


def _about(w: Words, me: MeStore) -> ft.Control:
    lines: list[ft.Control] = [strong(w._("About"))]
    if me.school is not None:
        school = me.school
        reach = [line for line in (school.phone, school.email) if line]
        lines += [words(w.apart(school.name)), *[small(w.apart(line)) for line in reach]]
    lines.append(small(w._("Bookbag carries what school has to tell you. No advertising, no tracking.")))
    return card(ft.Column(lines, spacing=theme.HAIR), flat=True)


@screen
def LanguageScreen(account: Account, me: MeStore) -> ft.View:
    """In which language I read."""
    return paged(account, "/more/language", account.words._("Language"), LanguageList(account, me))


@component
def LanguageList(account: Account, me: MeStore) -> ft.Control:
    """All languages by their own names; those in which the whole app is complete come first."""
    w = account.words
    others = sorted((tag for tag in LANGUAGES if tag not in COMPLETE), key=lambda tag: LANGUAGES[tag].english)
    parts: list[ft.Control] = [
        title(w._("The whole app and all stories")),
        *[_language(account, me, tag) for tag in COMPLETE],
        title(w._("All stories")),
        note(
            w._("In these languages you read the stories. The buttons of the app are in English."),
            ft.Icons.INFO_OUTLINE,
        ),
        *[_language(account, me, tag) for tag in others],
    ]
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.SNUG, padding=theme.ROOM, expand=True
    )


def _language(account: Account, me: MeStore, tag: str) -> ft.Control:
    language = LANGUAGES[tag]
    chosen = me.lang == tag
    said = account.words.language(tag)
    lines: list[ft.Control] = [strong(language.name)]
    if said != language.name:
        lines.append(small(said))
    icon = ft.Icons.RADIO_BUTTON_CHECKED if chosen else ft.Icons.RADIO_BUTTON_OFF
    state = account.words._("Chosen") if chosen else None
    return card(
        ft.Row(
            [
                ft.Icon(
                    icon, color=ft.Colors.PRIMARY if chosen else ft.Colors.OUTLINE, semantics_label=state
                ),
                ft.Column(lines, spacing=0, expand=True),
            ],
            spacing=theme.SPACE,
        ),
        tap=partial(_choose, account, "lang", tag),
        flat=True,
        padding=theme.SPACE,
    )


@screen
def DevicesScreen(account: Account, store: DevicesStore) -> ft.View:
    """Where I am signed in."""
    return paged(account, "/more/devices", account.words._("My devices"), DeviceList(account, store))


@component
def DeviceList(account: Account, store: DevicesStore) -> ft.Control:
    """Each place with when it was last used; others can be signed out from here (spec 2.8)."""
    w = account.words

    def load() -> None:
        account.do(actions.list_devices)

    ft.use_effect(load, [])
    if store.devices:
        rows = [_device(account, one) for one in store.devices]
    elif store.state == "failed":
        again = side_button(w._("Try again"), lambda _: load())
        rows = [
            failed_card(w._("The list could not be loaded"), w._("Nothing is lost. Please try again."), again)
        ]
    else:
        rows = [skeleton(w, 1)]
    return ft.ListView(
        [reading_column(one) for one in rows], spacing=theme.SPACE, padding=theme.ROOM, expand=True
    )


def device_name(w: Words, name: str) -> str:
    """A device in the reader's language: browser (or app) and system keep their own names."""
    browser, on, system = name.partition(" on ")
    # Translators: a program for looking at web pages, when its own name is not known.
    browser = w._("Browser") if browser == "Browser" else browser
    # Translators: where somebody is signed in, as in "Chrome on Windows".
    return w._("{browser} on {system}", browser=browser, system=system) if on else browser


def _device(account: Account, one: Device) -> ft.Control:
    w = account.words
    now = account.clock.now()
    used = w._("This device") if one.this else w._("Last used {ago}", ago=w.when(one.seen_at, now))
    lines = ft.Column([strong(device_name(w, one.name)), small(used)], spacing=2, expand=True)
    button = (
        []
        if one.this
        else [text_button(w._("Sign out"), lambda _: account.do(actions.sign_out_device, one.id))]
    )
    return card(
        ft.Row([ft.Icon(ft.Icons.DEVICES, color=ft.Colors.PRIMARY), lines, *button], spacing=theme.SPACE),
        flat=True,
    )
