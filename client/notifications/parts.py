"""The pieces of the screens about notifications: a switch with its words, chips, a button for a time of day."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import choice, side_button

ANY_DAY = date(2026, 1, 15)


def chips(options: Sequence[tuple[str, Callable[[Any], Any], bool]]) -> ft.Control:
    """A few things of which one is chosen."""
    row = [choice(name, tap, chosen=chosen) for name, tap, chosen in options]
    return ft.Row(row, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)


@component
def TimeButton(
    account: Account, name: str, minute: int, chosen: Callable[[int], None], *, named: bool = False
) -> ft.Control:
    """A time of day, in minutes since midnight, and the clock to choose another. ``named``: its name is on it."""
    w = account.words
    asking, ask = use_state(False)
    ft.use_dialog(_clock(w, name, minute, chosen, ask) if asking else None)
    shown = time_of(w, minute)
    # Translators: the name and the value of a time, as in "From: 20:00".
    said = w._("{name}: {time}", name=name, time=shown) if named else shown
    return side_button(said, lambda _: ask(True), icon=ft.Icons.SCHEDULE)


def time_of(w: Words, minute: int) -> str:
    """A time of day as this language writes it."""
    clock = datetime.combine(ANY_DAY, time(minute // 60, minute % 60), ZoneInfo(w.zone))
    return w.time(round(clock.timestamp() * 1000))


def _clock(
    w: Words, name: str, minute: int, chosen: Callable[[int], None], ask: Callable[[bool], None]
) -> ft.DialogControl:
    def picked(e: Any) -> None:
        value: time = e.control.value
        ask(False)
        chosen(value.hour * 60 + value.minute)

    return ft.TimePicker(
        value=time(minute // 60, minute % 60), help_text=name, on_change=picked, on_dismiss=lambda _: ask(False),
        cancel_text=w._("Cancel"), confirm_text=w.p("verb", "Choose"), hour_format=ft.TimePickerHourFormat.H24,
    )  # fmt: skip
