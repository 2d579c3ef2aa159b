"""A month as a grid of days, and a week as seven columns: by tap, by key, and by ear."""

from collections.abc import Callable
from datetime import date
from typing import Any, Final

import flet as ft

from client.calendar.agenda import Entry
from client.calendar.parts import said_of, title_of
from client.core.account import Account
from client.core.words import Words
from client.ui import theme
from client.ui.moments import day_said, today
from client.ui.text import small, title
from wire.calendar import OccasionState

MOST_DOTS: Final = 3
MOST_LINES: Final = 3
Choose = Callable[[date], Any]


def month_grid(
    account: Account,
    weeks: list[list[date]],
    days: dict[date, list[Entry]],
    chosen: date,
    choose: Choose,
    *,
    roomy: bool,
) -> ft.Control:
    """The weeks of a month. ``roomy``: with titles in the days, else with a dot for each thing."""
    month = weeks[1][0].month
    rows = [
        ft.Row(
            [
                _cell(account, day, days.get(day, []), choose, is_chosen=day == chosen,
                      is_other=day.month != month, roomy=roomy)
                for day in week
            ],
            spacing=theme.HAIR, vertical_alignment=ft.CrossAxisAlignment.START,
        )
        for week in weeks
    ]  # fmt: skip
    # On its own for screen readers, which would read what stands beside it between its weeks.
    return ft.Semantics(
        content=ft.Column([_weekdays(account, weeks[0]), *rows], spacing=theme.HAIR), container=True
    )


def _weekdays(account: Account, week: list[date]) -> ft.Control:
    """The head of the columns; by ear each day says its weekday itself."""
    names: list[ft.Control] = [
        ft.Container(
            ft.Text(
                account.words.short_weekday(day.isoweekday()), theme_style=ft.TextThemeStyle.LABEL_SMALL,
                size=13 * _in_grid(account), no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS,
            ),
            expand=True, alignment=ft.Alignment.CENTER,
        )
        for day in week
    ]  # fmt: skip
    return ft.Semantics(content=ft.Row(names, spacing=theme.HAIR), exclude_semantics=True)


def _cell(
    account: Account,
    day: date,
    on: list[Entry],
    choose: Choose,
    *,
    is_chosen: bool,
    is_other: bool,
    roomy: bool,
) -> ft.Control:
    is_today = day == today(account)
    closed = any(one.closure for one in on)
    back = ft.Colors.PRIMARY_CONTAINER if is_chosen else None
    if back is None and closed:
        back = ft.Colors.TERTIARY_CONTAINER
    inside = _titles(account.words, on) if roomy else _dots(on)
    box = ft.Container(
        ft.Column(
            [_number(account, day, on, is_today=is_today, is_other=is_other),
             ft.Semantics(content=inside, exclude_semantics=True)],
            spacing=2, horizontal_alignment=ft.CrossAxisAlignment.START if roomy else ft.CrossAxisAlignment.CENTER,
        ),
        height=96 if roomy else 56,
        padding=6 if roomy else theme.HAIR,
        bgcolor=back or ft.Colors.SURFACE_CONTAINER_LOW,
        border=ft.Border.all(2 if is_today else 1, ft.Colors.PRIMARY if is_today or is_chosen
                             else ft.Colors.OUTLINE_VARIANT),
        border_radius=theme.SNUG,
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
        on_click=lambda _: choose(day),
        ink=True,
    )  # fmt: skip
    told = ft.MergeSemantics(ft.Semantics(content=box, button=True, selected=is_chosen))
    return ft.Container(told, expand=True)


def _number(account: Account, day: date, on: list[Entry], *, is_today: bool, is_other: bool) -> ft.Control:
    """The day's number. By ear: the whole date, whether it is today, and what is on."""
    w = account.words
    parts = [day_said(account, day), *([w._("Today")] if is_today else [])]
    parts += [said_of(account, one) for one in on]
    return ft.Text(
        w.number(day.day),
        semantics_label=". ".join(parts),
        theme_style=ft.TextThemeStyle.LABEL_LARGE,
        weight=ft.FontWeight.W_700 if is_today else ft.FontWeight.W_500,
        color=ft.Colors.ON_SURFACE_VARIANT if is_other else ft.Colors.ON_SURFACE,
        size=15 * _in_grid(account),
        no_wrap=True,
    )


def _in_grid(account: Account) -> float:
    """How far letters grow where seven days share the width."""
    return min(account.me.preferences.text_size / 100, theme.MOST_IN_BARS)


def _dots(on: list[Entry]) -> ft.Control:
    """A dot for each thing; hollow where it was cancelled."""
    dots: list[ft.Control] = [
        ft.Container(
            width=8, height=8, border_radius=theme.RADIUS_FULL,
            bgcolor=None if _is_off(one) else ft.Colors.PRIMARY,
            border=ft.Border.all(1.5, ft.Colors.PRIMARY),
        )
        for one in on[:MOST_DOTS]
    ]  # fmt: skip
    return ft.Row(dots, spacing=3, alignment=ft.MainAxisAlignment.CENTER, tight=True)


def _is_off(one: Entry) -> bool:
    return one.occasion is not None and one.occasion.state is OccasionState.CANCELLED


def _titles(w: Words, on: list[Entry]) -> ft.Control:
    """The first things of a day, one line each, and how many more there are."""
    lines: list[ft.Control] = [
        ft.Text(
            w.apart(title_of(w, one)), theme_style=ft.TextThemeStyle.BODY_SMALL, max_lines=1,
            overflow=ft.TextOverflow.ELLIPSIS, color=ft.Colors.ON_SURFACE,
        )
        for one in on[:MOST_LINES]
    ]  # fmt: skip
    if len(on) > MOST_LINES:
        # Translators: so many further things are on that day; in a small box.
        lines.append(small(w._("+{n}", n=w.number(len(on) - MOST_LINES))))
    return ft.Column(lines, spacing=0, tight=True)


def week_columns(
    account: Account, days: dict[date, list[Entry]], drawn: Callable[[Entry], ft.Control]
) -> ft.Control:
    """Seven days side by side."""
    now = today(account)
    columns: list[ft.Control] = [
        ft.Container(
            ft.Column(
                [_day_name(account, day, is_today=day == now), *[drawn(one) for one in on]], spacing=theme.SNUG
            ),
            expand=True, padding=theme.HAIR, border_radius=theme.SNUG,
            bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST if day == now else None,
        )
        for day, on in days.items()
    ]  # fmt: skip
    return ft.Row(columns, spacing=theme.HAIR, vertical_alignment=ft.CrossAxisAlignment.START)


def _day_name(account: Account, day: date, *, is_today: bool) -> ft.Control:
    name = title(day_said(account, day), level=3)
    if isinstance(name, ft.Semantics) and isinstance(name.content, ft.Text):
        name.content.theme_style = ft.TextThemeStyle.TITLE_SMALL
        name.content.color = ft.Colors.PRIMARY if is_today else None
    return name
