"""A month as a grid of days, and a week as seven columns: by tap, by key, and by ear."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from typing import Any, Final

import flet as ft

from client.calendar.agenda import DAY, Entry, month_later, week_of
from client.calendar.parts import said_of, title_of
from client.core.account import Account
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.moments import day_said, today
from client.ui.text import page_runs_rtl, small, title
from client.ui.values import CENTRE
from wire.calendar import OccasionState

MOST_DOTS: Final = 3
MOST_LINES: Final = 3
ANSWERS_WITHIN: Final = 2.0
"""Seconds."""
Choose = Callable[[date], Any]


class _Keys:
    """Which day has the focus, and the buttons of the days that are drawn."""

    def __init__(self) -> None:
        self.at: date | None = None
        self.wanted: date | None = None
        """The day that gets the focus once its month is drawn."""
        self.buttons: dict[date, ft.TextButton] = {}

    async def go(self, day: date) -> None:
        """Put the focus on a day that is drawn. A button that is gone never answers, and is not waited for."""
        self.at = day
        with suppress(KeyError, RuntimeError, TimeoutError):
            async with asyncio.timeout(ANSWERS_WITHIN):
                await self.buttons[day].focus()  # type: ignore[no-untyped-call]

    async def reach(self, day: date, month: int) -> bool:
        """Put the focus on a day of this month; of another one it gets the focus once that is drawn."""
        if day in self.buttons and day.month == month:
            await self.go(day)
            return True
        self.at = self.wanted = day
        return False

    async def arrive(self) -> None:
        """The month is drawn to which a key led."""
        day, self.wanted = self.wanted, None
        if day is not None:
            await self.go(day)


@component
def MonthGrid(
    account: Account,
    weeks: list[list[date]],
    days: dict[date, list[Entry]],
    chosen: date,
    choose: Choose,
    turn: Choose,
    roomy: bool,
) -> ft.Control:
    """The weeks of a month. ``roomy``: with titles in the days, else with a dot for each thing.

    Arrow keys go from day to day and from week to week, Page Up and Page Down to other months, Home and End to the
    ends of the week; ``turn(day)`` shows the month of a day that is not drawn here.
    """
    month, keys = weeks[1][0].month, use_kept(_Keys)
    ft.use_effect(keys.arrive, [weeks[0][0]])

    async def pressed(e: ft.KeyDownEvent | ft.KeyRepeatEvent) -> None:
        w = account.words
        to = day_by_key(e.key, keys.at or chosen, w.first_weekday, rtl=page_runs_rtl(w))
        if to is not None and not await keys.reach(to, month):
            turn(to)

    keys.buttons = {}
    rows = [_week_row(account, week, days, choose, keys, chosen, month, roomy=roomy) for week in weeks]
    grid = ft.Column([_weekdays(account, weeks[0]), *rows], spacing=theme.HAIR)
    # On its own for screen readers, which would read what stands beside it between its weeks.
    return ft.Semantics(
        content=ft.KeyboardListener(grid, on_key_down=pressed, on_key_repeat=pressed), container=True
    )


def _week_row(
    account: Account, week: list[date], days: dict[date, list[Entry]], choose: Choose, keys: _Keys,
    chosen: date, month: int, *, roomy: bool,
) -> ft.Control:  # fmt: skip
    cells = [
        _cell(account, day, days.get(day, []), choose, keys, is_chosen=day == chosen,
              is_other=day.month != month, roomy=roomy)
        for day in week
    ]  # fmt: skip
    return ft.Row(cells, spacing=theme.HAIR, vertical_alignment=ft.CrossAxisAlignment.START)


def day_by_key(key: str, day: date, begins: int, *, rtl: bool) -> date | None:
    """To which day a key leads from another; ``begins``: the first weekday, 1 is Monday."""
    first, last = week_of(day, begins)
    ahead = -1 if rtl else 1
    by_key = {
        "Arrow Right": day + ahead * DAY,
        "Arrow Left": day - ahead * DAY,
        "Arrow Down": day + 7 * DAY,
        "Arrow Up": day - 7 * DAY,
        "Home": first,
        "End": last,
        "Page Down": _same_day(day, month_later(day, 1)),
        "Page Up": _same_day(day, month_later(day, -1)),
    }
    return by_key.get(key)


def _same_day(day: date, month: date) -> date:
    """A day of another month with the same number, or that month's last."""
    return min(month + (day.day - 1) * DAY, month_later(month, 1) - DAY)


def _weekdays(account: Account, week: list[date]) -> ft.Control:
    """The head of the columns; by ear each day says its weekday itself."""
    names: list[ft.Control] = [
        ft.Container(
            ft.Text(
                account.words.short_weekday(day.isoweekday()), theme_style=ft.TextThemeStyle.LABEL_SMALL,
                size=13 * _in_grid(account), no_wrap=True, overflow=ft.TextOverflow.ELLIPSIS,
            ),
            expand=True, alignment=CENTRE,
        )
        for day in week
    ]  # fmt: skip
    return ft.Semantics(content=ft.Row(names, spacing=theme.HAIR), exclude_semantics=True)


def _cell(
    account: Account,
    day: date,
    on: list[Entry],
    choose: Choose,
    keys: _Keys,
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
    line = ft.Colors.PRIMARY if is_today or is_chosen else ft.Colors.OUTLINE_VARIANT
    # A button, because only a button can be given the focus.
    box = keys.buttons[day] = ft.TextButton(
        ft.Column(
            [_number(account, day, on, is_today=is_today, is_other=is_other),
             ft.Semantics(content=inside, exclude_semantics=True)],
            spacing=2, horizontal_alignment=ft.CrossAxisAlignment.START if roomy else ft.CrossAxisAlignment.CENTER,
        ),
        height=96 if roomy else 56,
        style=_paper(account, back, line, is_today=is_today, roomy=roomy),
        clip_behavior=ft.ClipBehavior.HARD_EDGE,
        on_click=lambda _: choose(day),
        on_focus=lambda _: setattr(keys, "at", day),
    )  # fmt: skip
    told = ft.MergeSemantics(ft.Semantics(content=box, selected=is_chosen))
    return ft.Container(told, expand=True)


def _paper(
    account: Account, back: ft.Colors | None, line: ft.Colors, *, is_today: bool, roomy: bool
) -> ft.ButtonStyle:
    """A day's box; the one with the focus has a thick edge."""
    return ft.ButtonStyle(
        padding=6 if roomy else theme.HAIR,
        bgcolor=back or ft.Colors.SURFACE_CONTAINER_LOW,
        shape=ft.RoundedRectangleBorder(radius=theme.SNUG),
        side={
            ft.ControlState.FOCUSED: ft.BorderSide(3, ft.Colors.PRIMARY),
            ft.ControlState.DEFAULT: ft.BorderSide(2 if is_today else 1, line),
        },
        alignment=_corner(account) if roomy else ft.Alignment.TOP_CENTER,
    )


def _corner(account: Account) -> ft.Alignment:
    return ft.Alignment.TOP_RIGHT if page_runs_rtl(account.words) else ft.Alignment.TOP_LEFT


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
