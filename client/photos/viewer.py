"""Photos over the whole screen: next, previous, close, by tap and by key."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.reporting.parts import report_name
from client.reporting.store import ReportingStore
from client.ui import theme
from client.ui.text import page_runs_rtl
from client.ui.values import CENTRE
from client.ui.window import Window
from wire.media import SIZES, Photo
from wire.safeguarding import Reportable


def photo_viewer(
    account: Account,
    window: Window,
    photos: tuple[Photo, ...],
    n: int,
    turned: Callable[[int], Any],
    closed: Callable[[], Any],
) -> ft.Control:
    """Photo ``n`` of at least one on black. ``turned(n)`` shows another one."""
    n = min(max(n, 0), len(photos) - 1)
    rtl = page_runs_rtl(account.words)

    def step(by: int) -> None:
        if 0 <= n + by < len(photos):
            turned(n + by)

    def pressed(e: ft.KeyDownEvent) -> None:
        ahead = {"Arrow Right": -1 if rtl else 1, "Arrow Left": 1 if rtl else -1}
        if e.key == "Escape":
            closed()
        elif e.key in ahead:
            step(ahead[e.key])

    layers = _layers(account, window, photos, n) + _buttons(account, photos, n, step, closed, rtl=rtl)
    listener = ft.KeyboardListener(
        ft.Container(ft.Stack(layers, fit=ft.StackFit.EXPAND), bgcolor=ft.Colors.BLACK),
        autofocus=True,
        on_key_down=pressed,
    )
    return ft.Container(listener, expand=True)


def _layers(account: Account, window: Window, photos: tuple[Photo, ...], n: int) -> list[ft.Control]:
    name = account.words._("Photo {n} of {total}", n=n + 1, total=len(photos))
    size = next((known for known in SIZES if known >= window.width * window.sharpness), SIZES[-1])
    image = ft.Image(
        account.photo(photos[n], size), fit=ft.BoxFit.CONTAIN, semantics_label=name, gapless_playback=True
    )
    caption = ft.Text(name, color=ft.Colors.WHITE, theme_style=ft.TextThemeStyle.LABEL_LARGE)
    return [
        ft.InteractiveViewer(image, max_scale=5, min_scale=1, left=0, right=0, top=0, bottom=0),
        ft.Container(
            ft.Semantics(content=caption, exclude_semantics=True),
            left=0, right=0, bottom=theme.ROOM, height=48, alignment=ft.Alignment.BOTTOM_CENTER,
        ),
    ]  # fmt: skip


def _buttons(
    account: Account,
    photos: tuple[Photo, ...],
    n: int,
    step: Callable[[int], None],
    closed: Callable[[], Any],
    *,
    rtl: bool,
) -> list[ft.Control]:
    w, total = account.words, len(photos)
    close = _round(w._("Close"), ft.Icons.CLOSE, lambda _: closed())
    flag = _round(
        report_name(w, Reportable.PHOTO),
        ft.Icons.FLAG_OUTLINED,
        lambda _: account[ReportingStore].ask(Reportable.PHOTO, photos[n].id),
    )
    buttons: list[ft.Control] = [
        ft.Container(close, right=theme.SNUG, top=theme.SNUG),
        ft.Container(flag, left=theme.SNUG, top=theme.SNUG),
    ]
    left, right = ft.Icons.CHEVRON_LEFT, ft.Icons.CHEVRON_RIGHT
    if n > 0:
        before = _round(w._("Previous photo"), right if rtl else left, lambda _: step(-1))
        buttons.append(_side(before, left=not rtl))
    if n < total - 1:
        after = _round(w._("Next photo"), left if rtl else right, lambda _: step(1))
        buttons.append(_side(after, left=rtl))
    return buttons


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
    return ft.Container(button, top=0, bottom=0, alignment=CENTRE, width=56, **place)
