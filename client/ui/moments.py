"""Choosing a day or a time by the school's clock, wherever the device itself may be."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.core.zone import zone_of
from client.ui.component import component, use_state
from client.ui.parts import side_button

MIDNIGHT: Final = 24 * 60
YEARS: Final = 3
"""How far ahead and back a day can be chosen, in years."""


def moment(day: date, at: time, zone: str) -> int:
    """A day and a time by the school's clock, in ms UTC."""
    return int(datetime.combine(day, at, zone_of(zone)).timestamp() * 1000)


def local(at: int, zone: str) -> datetime:
    """A moment by the school's clock."""
    return datetime.fromtimestamp(at / 1000, zone_of(zone))


def days_between(earlier: int, later: int, zone: str) -> int:
    """How many days lie between two moments as people count them, by the school's clock: tomorrow is one away."""
    return (local(later, zone).date() - local(earlier, zone).date()).days


def today(account: Account) -> date:
    """The day that it is at the school."""
    return local(account.clock.now(), account.words.zone).date()


def day_said(account: Account, day: date) -> str:
    """A day with its weekday, as in "Thursday 12 November"."""
    return account.words.date(moment(day, time(12), account.words.zone), account.clock.now())


def picked_day(value: datetime | date) -> date:
    """The day that was tapped. The browser sends it as a moment in UTC, which east of London is the evening before."""
    if isinstance(value, datetime):
        return (value.astimezone(UTC) + timedelta(hours=12)).date() if value.tzinfo else value.date()
    return value


def picker_words(w: Words, closed: Callable[[], Any]) -> dict[str, Any]:
    """What every picker says and does besides its own question."""
    return {
        "cancel_text": w._("Cancel"),
        # Translators: a button that takes what was chosen.
        "confirm_text": w.p("verb", "Choose"),
        "on_dismiss": lambda _: closed(),
    }


@component
def DayButton(account: Account, name: str, day: date, choose: Callable[[date], Any]) -> ft.Control:
    """A button that shows a day and asks for another one; ``name`` says what the day is for."""
    asking, ask = use_state(False)

    def chosen(e: Any) -> None:
        ask(False)
        choose(picked_day(e.control.value))

    now = datetime.combine(today(account), time())
    reach = timedelta(days=366 * YEARS - 2)
    picker = ft.DatePicker(
        value=datetime.combine(day, time()), first_date=now - reach, last_date=now + reach, current_date=now,
        help_text=name, on_change=chosen, **picker_words(account.words, lambda: ask(False)),
    )  # fmt: skip
    ft.use_dialog(picker if asking else None)
    return _button(name, day_said(account, day), ft.Icons.EVENT, lambda _: ask(True))


@component
def MinuteButton(account: Account, name: str, minute: int, choose: Callable[[int], Any]) -> ft.Control:
    """A button that shows a time of day (in minutes) and asks for another one; ``name`` says what it is for."""
    asking, ask = use_state(False)

    def chosen(e: Any) -> None:
        ask(False)
        choose(e.control.value.hour * 60 + e.control.value.minute)

    picker = ft.TimePicker(
        value=time(minute // 60 % 24, minute % 60), help_text=name, on_change=chosen,
        hour_format=ft.TimePickerHourFormat.H24, **picker_words(account.words, lambda: ask(False)),
    )  # fmt: skip
    ft.use_dialog(picker if asking else None)
    return _button(name, account.words.clock(minute), ft.Icons.SCHEDULE, lambda _: ask(True))


def _button(name: str, said: str, icon: ft.IconData, tap: Any) -> ft.Control:
    """The name stands in the button: two buttons that only say a time could not be told apart by ear."""
    return side_button(f"{name}: {said}", tap, icon=icon)
