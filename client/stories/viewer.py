"""Photos over the whole screen: next, previous, close, by tap and by key."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.ui import theme
from client.ui.parts import broken_card
from client.ui.text import page_runs_rtl
from client.ui.window import Window
from wire.media import SIZES, Photo


def photo_viewer(
    account: Account,
    window: Window,
    photos: tuple[Photo, ...],
    n: int,
    turned: Callable[[int], Any],
    closed: Callable[[], Any],
) -> ft.Control:
    """Photo ``n`` on black. ``turned(n)`` shows another one."""
    w = account.words
    if not photos:
        return broken_card(w)
    n = min(max(n, 0), len(photos) - 1)
    rtl = page_runs_rtl(w)

    def step(by: int) -> None:
        if 0 <= n + by < len(photos):
            turned(n + by)

    def pressed(e: ft.KeyDownEvent) -> None:
        ahead = {"Arrow Right": -1 if rtl else 1, "Arrow Left": 1 if rtl else -1}
        if e.key == "Escape":
            closed()
        elif e.key in ahead:
            step(ahead[e.key])

    name = w._("Photo {n} of {total}", n=n + 1, total=len(photos))
    size = next((known for known in SIZES if known >= window.width * window.sharpness), SIZES[-1])
    picture = ft.InteractiveViewer(
        ft.Image(account.photo(photos[n], size), fit=ft.BoxFit.CONTAIN, semantics_label=name, gapless_playback=True),
        max_scale=5, min_scale=1, left=0, right=0, top=0, bottom=0,
    )  # fmt: skip
    layers: list[ft.Control] = [
        picture,
        ft.Container(_round(w._("Close"), ft.Icons.CLOSE, lambda _: closed()), right=theme.SNUG, top=theme.SNUG),
        ft.Container(
            ft.Text(name, color=ft.Colors.WHITE, theme_style=ft.TextThemeStyle.LABEL_LARGE),
            left=0, right=0, bottom=theme.ROOM, alignment=ft.Alignment.BOTTOM_CENTER, height=40,
        ),
    ]  # fmt: skip
    back_icon, next_icon = (
        (ft.Icons.CHEVRON_RIGHT, ft.Icons.CHEVRON_LEFT)
        if rtl
        else (ft.Icons.CHEVRON_LEFT, ft.Icons.CHEVRON_RIGHT)
    )
    if n > 0:
        layers.append(_side(_round(w._("Previous photo"), back_icon, lambda _: step(-1)), left=not rtl))
    if n < len(photos) - 1:
        layers.append(_side(_round(w._("Next photo"), next_icon, lambda _: step(1)), left=rtl))
    return ft.KeyboardListener(
        ft.Container(ft.Stack(layers, expand=True), bgcolor=ft.Colors.BLACK, expand=True),
        autofocus=True,
        on_key_down=pressed,
        expand=True,
    )


def _round(name: str, icon: ft.IconData, tap: Any, *, autofocus: bool = False) -> ft.IconButton:
    return ft.IconButton(
        ft.Icon(icon, semantics_label=name, color=ft.Colors.WHITE),
        tooltip=ft.Tooltip(message=name, exclude_from_semantics=True),
        on_click=tap,
        autofocus=autofocus,
        bgcolor=ft.Colors.with_opacity(0.45, ft.Colors.BLACK),
        size_constraints=ft.BoxConstraints(min_width=theme.TOUCH, min_height=theme.TOUCH),
    )


def _side(button: ft.Control, *, left: bool) -> ft.Control:
    place: dict[str, Any] = {"left": theme.SNUG} if left else {"right": theme.SNUG}
    return ft.Container(button, top=0, bottom=0, alignment=ft.Alignment.CENTER, width=56, **place)
