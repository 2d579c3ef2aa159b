"""Small charts of plain boxes: a bar for each day, and a bar for each share. What they show is also said in words."""

from typing import Final, NamedTuple

import flet as ft

from client.ui import theme

TALLEST: Final = 88
"""Height of the highest bar, in pixels."""
LEAST: Final = 4
"""A day with nothing has a line to stand on."""
FEW: Final = 4
"""A bar for so many is the highest at least: one point must not look like a mountain."""


class Bar(NamedTuple):
    """One column: its height, its number, what stands under it, and whether it is today."""

    value: int
    number: str
    under: str
    today: bool = False


def columns(bars: list[Bar], said: str, *, per_row: int, still: bool) -> ft.Control:
    """Columns side by side, in as many rows as are needed; ``said``: all of it in words, for who does not see it.

    In a page that runs from right to left the days do too. A bar that grows does so softly, unless ``still``.
    """
    most = max([FEW, *(bar.value for bar in bars)])
    rows = [bars[at : at + per_row] for at in range(0, len(bars), per_row)]
    chart = ft.Column(
        [
            ft.Row(
                [_column(bar, most, still=still) for bar in row],
                spacing=2,
                vertical_alignment=ft.CrossAxisAlignment.END,
            )
            for row in rows
        ],
        spacing=theme.ROOM,
    )
    return ft.Semantics(content=chart, label=said, exclude_semantics=True, container=True)


def _column(bar: Bar, most: int, *, still: bool) -> ft.Control:
    height = LEAST + (TALLEST - LEAST) * bar.value / most
    box = ft.Container(
        height=round(height) if bar.value else LEAST,
        bgcolor=ft.Colors.PRIMARY if bar.value else ft.Colors.OUTLINE_VARIANT,
        border_radius=ft.BorderRadius.only(top_left=theme.HAIR, top_right=theme.HAIR),
        margin=ft.Margin.symmetric(horizontal=2),
        animate=None if still else ft.Animation(theme.CALM_MS, ft.AnimationCurve.EASE_OUT),
    )
    parts: list[ft.Control] = [
        _line(bar.number if bar.value else "", strong=True),
        box,
        _line(bar.under, strong=bar.today),
    ]
    return ft.Column(
        parts,
        spacing=2,
        expand=1,
        tight=True,
        horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )


def _line(text: str, *, strong: bool) -> ft.Text:
    return ft.Text(
        text,
        theme_style=ft.TextThemeStyle.LABEL_SMALL,
        color=ft.Colors.ON_SURFACE if strong else ft.Colors.ON_SURFACE_VARIANT,
        weight=ft.FontWeight.W_700 if strong else ft.FontWeight.W_400,
        text_align=ft.TextAlign.CENTER,
        max_lines=1,
        no_wrap=True,
    )


def share(count: int, most: int) -> ft.Control:
    """How much of the most: a filled bar. It says nothing that the number beside it does not: readers skip it."""
    filled = ft.Container(
        height=10, bgcolor=ft.Colors.PRIMARY, border_radius=theme.RADIUS_FULL, expand=max(1, count)
    )
    rest = [ft.Container(height=10, expand=most - count)] if most > count else []
    bar = ft.Container(
        ft.Row([filled, *rest], spacing=0),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=theme.RADIUS_FULL,
    )
    return ft.Semantics(content=bar, exclude_semantics=True)
