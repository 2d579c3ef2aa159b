"""Flet's components with a guard: what breaks in one card must not stop all the others."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

import flet as ft

from client.core import log
from client.ui.parts import broken_card
from wire.words import Words

P = ParamSpec("P")
Value = TypeVar("Value")


def component(draw: Callable[P, ft.Control]) -> Callable[..., ft.Control]:
    """A component; if drawing it fails, a card in its place says so. A call may name a ``key`` as well.

    In Flet an exception while a component is drawn again ends the updates of the whole page.
    """

    @wraps(draw)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ft.Control:
        try:
            return draw(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 whatever is wrong in one part, the others go on
            log.bug(error, f"drawing {draw.__name__}")
            return broken_card(_words_of(args))

    return ft.component(guarded)


def screen(draw: Callable[P, ft.View]) -> Callable[..., ft.View]:
    """A component that is a whole screen; guarded in the same way."""

    @wraps(draw)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ft.View:
        try:
            return draw(*args, **kwargs)
        except Exception as error:  # noqa: BLE001 whatever is wrong in one part, the others go on
            log.bug(error, f"drawing {draw.__name__}")
            return ft.View(route="/broken", controls=[broken_card(_words_of(args))], appbar=ft.AppBar())

    return ft.component(guarded)


def row(draw: Callable[P, ft.Control]) -> Callable[..., ft.Control]:
    """A component that is drawn again only when its arguments change: pass plain values, no stores."""
    return ft.memo(component(draw))  # type: ignore[no-any-return, no-untyped-call]


def use_state(start: Value) -> tuple[Value, Callable[[Value], None]]:
    """A value that dies with the component, and how to change it."""
    return ft.use_state(start)


def use_maybe(kind: type[Value]) -> tuple[Value | None, Callable[[Value | None], None]]:
    """The same for a value that is not there at first."""
    start: Value | None = None
    return ft.use_state(start)


def _words_of(args: tuple[object, ...]) -> Words:
    for argument in args:
        words = argument if isinstance(argument, Words) else getattr(argument, "words", None)
        if isinstance(words, Words):
            return words
    return Words("en")


def use_kept(make: Callable[[], Value]) -> Value:
    """An object made once, which lives as long as the component."""
    return ft.use_memo(make, [])
