"""The frame around every main screen: its places at the bottom of a phone, at the side of a wide window."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.link import LinkStore
from client.core.words import Words
from client.ui import theme
from client.ui.component import component
from client.ui.drawings import BOOK_BAG, drawn
from client.ui.parts import thin_line
from client.ui.text import title
from client.ui.tick import use_now
from client.ui.window import Window


@dataclass(frozen=True, slots=True)
class Place:
    """One of the app's main places."""

    path: str
    name: str
    icon: ft.IconData
    chosen_icon: ft.IconData


def places(w: Words) -> tuple[Place, ...]:
    """Where one can go from everywhere."""
    return (
        Place("/", w._("Stories"), ft.Icons.AUTO_STORIES_OUTLINED, ft.Icons.AUTO_STORIES),
        # Translators: the place in the app with settings, language, signing out.
        Place("/more", w._("More"), ft.Icons.MENU, ft.Icons.MENU_OPEN),
    )


def framed(
    account: Account, window: Window, at: int, content: ft.Control, go: Callable[[str], Any], post: Any = None
) -> ft.View:
    """A main screen. ``post``: what the button for a new story does, for those who may."""
    w = account.words
    body = ft.Column([offline_line(account, account.link), content], spacing=0, expand=True)
    if window.wide:
        rail = _rail(w, at, go, post, account)
        controls: list[ft.Control] = [
            ft.Row([rail, ft.VerticalDivider(width=1), body], spacing=0, expand=True)
        ]
        bar, button = None, None
    else:
        controls, bar, button = [body], _bar(w, at, go), _post_button(w, post)
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
        appbar=ft.AppBar(
            title=ft.Text(name, theme_style=ft.TextThemeStyle.TITLE_LARGE), actions=actions or None
        ),
    )


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


def _bar(w: Words, at: int, go: Callable[[str], Any]) -> ft.NavigationBar:
    all_places = places(w)
    return ft.NavigationBar(
        destinations=[
            ft.NavigationBarDestination(
                icon=place.icon, selected_icon=place.chosen_icon, label=place.name, tooltip=""
            )
            for place in all_places
        ],
        selected_index=at,
        on_change=lambda e: go(all_places[int(e.control.selected_index)].path),
    )


def _rail(w: Words, at: int, go: Callable[[str], Any], post: Any, account: Account) -> ft.Control:
    all_places = places(w)
    return ft.NavigationRail(
        destinations=[
            ft.NavigationRailDestination(icon=place.icon, selected_icon=place.chosen_icon, label=place.name)
            for place in all_places
        ],
        selected_index=at,
        label_type=ft.NavigationRailLabelType.ALL,
        min_width=96,
        group_alignment=-0.9,
        leading=ft.Container(
            ft.Column(
                [drawn(BOOK_BAG, width=56), *([button] if (button := _post_button(w, post)) else [])],
                spacing=theme.SPACE,
                horizontal_alignment=ft.CrossAxisAlignment.CENTER,
            ),
            padding=ft.Padding.symmetric(vertical=theme.ROOM, horizontal=theme.SNUG),
        ),
        on_change=lambda e: go(all_places[int(e.control.selected_index)].path),
    )


def _post_button(w: Words, post: Any) -> ft.FloatingActionButton | None:
    if post is None:
        return None
    return ft.FloatingActionButton(
        content=w._("New story"), icon=ft.Icons.EDIT_OUTLINED, on_click=post,
        tooltip=ft.Tooltip(message=w._("New story"), exclude_from_semantics=True),
    )  # fmt: skip


def heading(text: str, *beside: ft.Control) -> ft.Control:
    """The title of a main screen, with what can be done beside it."""
    return ft.Row(
        [ft.Container(title(text, level=1, big=True), expand=True), *beside],
        vertical_alignment=ft.CrossAxisAlignment.CENTER,
    )
