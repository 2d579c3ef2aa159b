"""The chips above a list: my family or my work, and which of my children."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.me import MeStore, Side
from client.core.words import Words
from client.ui import theme
from client.ui.parts import choice

Choose = Callable[[Side, int | None], Any]


def side_bars(w: Words, me: MeStore, choose: Choose) -> list[ft.Control]:
    """The chips that this person needs: none for a parent of one child. ``choose(side, child)`` on a tap."""
    return [bar for bar in (_sides(w, me, choose), _children(w, me, choose)) if bar]


def _sides(w: Words, me: MeStore, choose: Choose) -> ft.Control | None:
    """For somebody who is a parent and works here: two lives, never mixed."""
    if len(me.sides) < 2:
        return None
    names: dict[Side, str] = {"family": w._("My family"), "staff": w._("My work")}
    return chip_row([_chip(names[side], choose, side, None, chosen=side == me.side) for side in me.sides])


def _children(w: Words, me: MeStore, choose: Choose) -> ft.Control | None:
    if me.side != "family" or len(me.children) < 2:
        return None
    chips = [_chip(w._("All children"), choose, me.side, None, chosen=me.child is None)]
    chips += [
        _chip(child.name, choose, me.side, child.id, chosen=me.child == child.id) for child in me.children
    ]
    return chip_row(chips)


def _chip(name: str, choose: Choose, side: Side, child: int | None, *, chosen: bool) -> ft.Control:
    return choice(name, lambda _: choose(side, child), chosen=chosen)


def chip_row(chips: list[ft.Control]) -> ft.Control:
    """Chips side by side; a new line where there is no room."""
    return ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)
