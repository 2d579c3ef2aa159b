"""Pieces that several screens of hours are made of."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.hours.store import KeepStore
from client.ui import theme
from client.ui.parts import choice, failed_card, side_button, skeleton


def loading_or_failed(account: Account, store: KeepStore, what: str, again: Callable[[], Any]) -> ft.Control:
    """What stands in the place of a list that is not here yet."""
    w = account.words
    if what not in store.failed:
        return skeleton(w, 2)
    button = side_button(w._("Try again"), lambda _: again())
    return failed_card(w._("The list could not be loaded"), w._("Nothing is lost. Please try again."), button)


def weekday_chips(
    account: Account, chosen: tuple[int, ...], change: Callable[[tuple[int, ...]], Any], offered: int = 7
) -> ft.Control:
    """Days of the week to choose any of, from Monday on."""

    def tapped(day: int, _: Any) -> None:
        change(tuple(sorted(set(chosen) ^ {day})))

    chips = [
        choice(account.words.weekday(day), lambda e, day=day: tapped(day, e), chosen=day in chosen)
        for day in range(1, offered + 1)
    ]
    return ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)
