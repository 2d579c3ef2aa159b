"""Flet's own values that many controls share: a page of cards would else hold each of them a hundred times."""

from functools import lru_cache
from typing import Final

import flet as ft

from client.ui import theme

CENTRE: Final = ft.Alignment(0, 0)
HAIR_LINE: Final = ft.Border.all(1, ft.Colors.OUTLINE_VARIANT)
"""Around a card, and what only divides."""
CARD_SHADOW: Final = ft.BoxShadow(
    blur_radius=10, offset=ft.Offset(0, 2), color=ft.Colors.with_opacity(0.06, ft.Colors.SHADOW)
)
TOUCHABLE: Final = ft.BoxConstraints(min_width=theme.TOUCH, min_height=theme.TOUCH)
IN_CHIP: Final = ft.Padding.symmetric(horizontal=10, vertical=3)
IN_STORY: Final = ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.ROOM, bottom=theme.HAIR)


@lru_cache(maxsize=64)
def written_style(lang: str, scale: float) -> ft.TextStyle:
    """How a text that people wrote in ``lang`` looks; ``scale``: the reader's size of letters, 1 is 100 %."""
    return ft.TextStyle(
        size=theme.body_size(lang, scale), height=theme.line_height(lang), color=ft.Colors.ON_SURFACE
    )
