"""When something goes out: now, or on a later day at a time."""

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import Any

import flet as ft

from client.core.account import Account
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.moments import local, moment, picked_day, picker_words
from client.ui.parts import choice, side_button
from client.ui.text import title

MORNING = time(8, 30)


@component
def Timing(account: Account, publish_at: int | None, schedule: Callable[[int | None], None]) -> ft.Control:
    """Two chips, and for later a day and a time in the school's time zone."""
    w = account.words
    asking, ask = use_state("")
    ft.use_dialog(_dialog(account, asking, ask, publish_at, schedule))
    lines: list[ft.Control] = [
        title(w._("When?")),
        ft.Row(
            [
                choice(w._("Now"), lambda _: schedule(None), chosen=publish_at is None),
                choice(
                    w._("Later"),
                    lambda _: schedule(publish_at or _tomorrow(account)),
                    chosen=publish_at is not None,
                ),
            ],
            wrap=True,
            spacing=theme.SNUG,
        ),
    ]
    if publish_at is not None:
        lines.append(
            ft.Row(
                [
                    side_button(
                        w.date(publish_at, account.clock.now()), lambda _: ask("day"), icon=ft.Icons.EVENT
                    ),
                    side_button(w.time(publish_at), lambda _: ask("time"), icon=ft.Icons.SCHEDULE),
                ],
                wrap=True,
                spacing=theme.SNUG,
                run_spacing=theme.SNUG,
            )
        )
    return ft.Column(lines, spacing=theme.SNUG)


def _tomorrow(account: Account) -> int:
    today = local(account.clock.now(), account.words.zone).date()
    return moment(today + timedelta(days=1), MORNING, account.words.zone)


def _dialog(
    account: Account,
    asking: str,
    ask: Callable[[str], None],
    publish_at: int | None,
    schedule: Callable[[int | None], None],
) -> ft.DialogControl | None:
    w = account.words
    if not asking or publish_at is None:
        return None
    chosen = local(publish_at, w.zone)

    def day_chosen(e: Any) -> None:
        schedule(moment(picked_day(e.control.value), chosen.time(), w.zone))
        ask("")

    def time_chosen(e: Any) -> None:
        schedule(moment(chosen.date(), e.control.value, w.zone))
        ask("")

    words = picker_words(w, lambda: ask(""))
    if asking == "day":
        today = local(account.clock.now(), w.zone).date()
        first = datetime.combine(today, time())
        value = datetime.combine(chosen.date(), time())
        return ft.DatePicker(
            value=value, first_date=first, last_date=first + timedelta(days=366), current_date=first,
            help_text=w._("On which day?"), on_change=day_chosen, **words,
        )  # fmt: skip
    return ft.TimePicker(
        value=chosen.time(), help_text=w._("At what time?"), on_change=time_chosen,
        hour_format=ft.TimePickerHourFormat.H24, **words,
    )  # fmt: skip
