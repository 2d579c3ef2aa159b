"""Somebody's words on the screen, and the quiet line that says who translated them."""

from collections.abc import Callable

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.translation.shown import Shown, label, switch_label
from client.ui import theme
from client.ui.parts import text_button
from client.ui.text import loose, message, page_runs_rtl, small
from wire.base import Text


def written(account: Account, seen: Shown, *, max_lines: int | None = None) -> ft.Text:
    """Somebody's words as this reader sees them, in their size of text."""
    scale = account.me.preferences.text_size / 100
    return message(
        seen.body, seen.lang, scale=scale, page_rtl=page_runs_rtl(account.words), max_lines=max_lines
    )


def translation_foot(w: Words, text: Text, seen: Shown, turned: Callable[[], None]) -> ft.Control | None:
    """Quietly under the words: who translated them, and the way to the original and back."""
    said = label(w, text, seen)
    if not said:
        return None
    line = ft.Row(
        [ft.Icon(ft.Icons.TRANSLATE, size=15, color=ft.Colors.ON_SURFACE_VARIANT), loose(small(said))],
        spacing=6,
        tight=True,
    )
    button = [text_button(switch_label(w, seen), lambda _: turned())] if seen.can_switch else []
    return ft.Row([line, *button], wrap=True, spacing=theme.HAIR, run_spacing=0)
