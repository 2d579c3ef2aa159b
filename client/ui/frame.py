"""The frame around every main screen: its places at the bottom of a phone, at the side of a wide window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.badges import Badges
from client.core.link import LinkStore
from client.core.me import MeStore
from client.core.words import Words
from client.ui import theme
from client.ui.component import component
from client.ui.drawings import BOOK_BAG, drawn
from client.ui.parts import thin_line
from client.ui.text import title
from client.ui.tick import use_now
from client.ui.window import Window
from wire.modules import Module


@dataclass(frozen=True, slots=True)
class Place:
    """One of the app's main places."""

    path: str
    name: str
    icon: ft.IconData
    chosen_icon: ft.IconData


def places(w: Words, me: MeStore) -> tuple[Place, ...]:
    """Where this person can go from everywhere: nothing that the school has switched off."""
    # Translators: the place in the app with the points that pupils are given for skills such as teamwork.
    points = Place("/points", w._("Points"), ft.Icons.STAR_OUTLINE, ft.Icons.STAR)
    # Translators: the place in the app with forms that families fill in and sign.
    forms = Place("/forms", w._("Forms"), ft.Icons.DESCRIPTION_OUTLINED, ft.Icons.DESCRIPTION)
    messages = Place("/messages", w._("Messages"), ft.Icons.CHAT_BUBBLE_OUTLINE, ft.Icons.CHAT_BUBBLE)
    return (
        Place("/", w._("Stories"), ft.Icons.AUTO_STORIES_OUTLINED, ft.Icons.AUTO_STORIES),
        *((messages,) if me.has(Module.MESSAGES) else ()),
        *((points,) if me.has_points else ()),
        *((forms,) if me.has(Module.FORMS) else ()),
        # Translators: the place in the app with settings, language, signing out.
        Place("/more", w._("More"), ft.Icons.MENU, ft.Icons.MENU_OPEN),
    )


New = tuple[str, Any]
"""The button for something new: its name, and what a tap does."""


def framed(
    account: Account,
    window: Window,
    at: str,
    content: ft.Control,
    go: Callable[[str], Any],
    new: New | None = None,
) -> ft.View:
    """The main screen of the place ``at``. ``new``: the button for something new, for those who may."""
    body = ft.Column([offline_line(account, account.link), content], spacing=0, expand=True)
    bar: Any = None
    if window.wide:
        rail = _Rail(account, account.badges, account.me, at, go, new, key="rail")
        controls: list[ft.Control] = [
            ft.Row([rail, ft.VerticalDivider(width=1), body], spacing=0, expand=True)
        ]
        button = None
    else:
        controls, button = [body], _new_button(new)
        # A component, drawn again by itself when a number changes.
        bar = _Bar(account, account.badges, account.me, at, go)
    return ft.View(
        route="/",
        can_pop=False,
        padding=0,
        spacing=0,
        controls=[ft.SafeArea(ft.Column(controls, expand=True, spacing=0), expand=True)],
        navigation_bar=bar,
        floating_action_button=button,
    )


def paged(
    account: Account, path: str, name: str, content: ft.Control, actions: list[ft.Control] | None = None
) -> ft.View:
    """A screen on top of a main one, with the way back."""
    body = ft.Column([offline_line(account, account.link), content], spacing=0, expand=True)
    return ft.View(
        route=path,
        padding=0,
        spacing=0,
        controls=[ft.SafeArea(body, expand=True)],
        appbar=_app_bar(account, name, actions),
    )


def _app_bar(account: Account, name: str, actions: list[ft.Control] | None) -> ft.AppBar:
    """The bar of a screen on top: with large letters its name takes two lines."""
    title = ft.Text(name, theme_style=ft.TextThemeStyle.TITLE_LARGE)
    large = account.me.preferences.text_size >= theme.LARGE
    if large:
        title.size, title.max_lines, title.overflow = 20 * theme.MOST_IN_BARS, 2, ft.TextOverflow.ELLIPSIS
    return ft.AppBar(title=title, actions=actions or None, toolbar_height=84 if large else None)


@component
def offline_line(account: Account, link: LinkStore) -> ft.Control:
    """A thin quiet line while there is no connection: how old is what is shown."""
    if link.state != "offline":
        return ft.Container(height=0)
    return AgeLine(account, link.fresh_at)


@component
def AgeLine(account: Account, fresh_at: int | None) -> ft.Control:
    """What that line says; it ages as it stands."""
    w, now = account.words, use_now(account)
    if fresh_at is None:
        said = w._("No connection.")
    else:
        ago = w.ago(fresh_at, now)
        # Translators: {ago} is a time such as "5 minutes ago".
        said = w._(
            "No connection. This is how things were {ago}. What you do is kept and goes out later.", ago=ago
        )
    return thin_line(said, ft.Icons.CLOUD_OFF_OUTLINED)


@component
def _Bar(account: Account, badges: Badges, me: MeStore, at: str, go: Callable[[str], Any]) -> ft.Control:
    w = account.words
    all_places = places(w, me)
    return ft.NavigationBar(
        destinations=[
            ft.NavigationBarDestination(
                icon=_icon(w, place, place.icon, badges.of(place.path)),
                selected_icon=_icon(w, place, place.chosen_icon, badges.of(place.path)),
                label=place.name,
                tooltip="",
            )
            for place in all_places
        ],
        selected_index=_index(all_places, at),
        on_change=lambda e: go(all_places[int(e.control.selected_index)].path),
    )


@component
def _Rail(
    account: Account, badges: Badges, me: MeStore, at: str, go: Callable[[str], Any], new: New | None
) -> ft.Control:
    w = account.words
    all_places = places(w, me)
    button = _new_button(new)
    return ft.NavigationRail(
        destinations=[
            ft.NavigationRailDestination(
                icon=_icon(w, place, place.icon, badges.of(place.path)),
                selected_icon=_icon(w, place, place.chosen_icon, badges.of(place.path)),
                label=place.name,
            )
            for place in all_places
        ],
        selected_index=_index(all_places, at),
        label_type=ft.NavigationRailLabelType.ALL,
        min_width=96,
        group_alignment=-0.9,
        leading=ft.Container(
            ft.Column(
                [drawn(BOOK_BAG, width=56), *([button] if button else [])],
                spacing=theme.SPACE,
                horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            ),
            padding=ft.Padding.symmetric(vertical=theme.ROOM, horizontal=theme.SNUG),
        ),
        on_change=lambda e: go(all_places[int(e.control.selected_index)].path),
    )


def _index(all_places: tuple[Place, ...], at: str) -> int:
    """The first for a place that the school has switched off a moment ago, while its screen is being taken away."""
    return next((n for n, place in enumerate(all_places) if place.path == at), 0)


def _icon(w: Words, place: Place, icon: ft.IconData, count: int) -> ft.Control:
    """A place's picture, with how much waits there; who does not see it hears what the number means."""
    if not count:
        return ft.Icon(icon)
    number = w.number(count) if count < 100 else w._("99+")
    if place.path == "/messages":
        said = w.n("{n} unread message", "{n} unread messages", count)
    else:
        # Translators: so many things in this place of the app need somebody to look at them.
        said = w.n("{n} waits for you", "{n} wait for you", count)
    # In a circle of a fixed size: letters that grew would cover the picture.
    badge = ft.Badge(number, text_style=ft.TextStyle(size=12, weight=ft.FontWeight.W_700), large_size=18)
    return ft.Semantics(content=ft.Icon(icon, badge=badge), label=said, exclude_semantics=True)


def _new_button(new: New | None) -> ft.FloatingActionButton | None:
    if new is None:
        return None
    name, tap = new
    return ft.FloatingActionButton(
        content=name, icon=ft.Icons.EDIT_OUTLINED, on_click=tap,
        tooltip=ft.Tooltip(message=name, exclude_from_semantics=True),
    )  # fmt: skip


def heading(text: str, *beside: ft.Control) -> ft.Control:
    """The title of a main screen, with what can be done beside it."""
    return ft.Row(
        [ft.Container(title(text, level=1, big=True), expand=True), *beside],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
