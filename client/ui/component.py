"""Flet's components with a guard: what breaks in one card must not stop all the others."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, Protocol, TypeVar

import flet as ft

from client.ui.parts import broken_card
from wire.words import Words

P = ParamSpec("P")
Drawn = TypeVar("Drawn", bound=ft.BaseControl)

log = logging.getLogger("bookbag.screen")


class Speaks(Protocol):
    """Anything that knows the reader's words; every component gets one as its first argument."""

    words: Words


def component(draw: Callable[P, ft.Control]) -> Callable[P, ft.Control]:
    """A component; if drawing it fails, a card in its place says so.

    In Flet an exception while a component is drawn again ends the updates of the whole page.
    """

    @wraps(draw)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ft.Control:
        try:
            return draw(*args, **kwargs)
        except Exception:
            log.exception("a component could not be drawn: %s", draw.__name__)
            return broken_card(_words_of(args))

    return ft.component(guarded)


def screen(draw: Callable[P, ft.View]) -> Callable[P, ft.View]:
    """A component that is a whole screen; guarded in the same way."""

    @wraps(draw)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ft.View:
        try:
            return draw(*args, **kwargs)
        except Exception:
            log.exception("a screen could not be drawn: %s", draw.__name__)
            return ft.View(route="/broken", controls=[broken_card(_words_of(args))], appbar=ft.AppBar())

    return ft.component(guarded)


def row(draw: Callable[P, ft.Control]) -> Callable[P, ft.Control]:
    """A component that is drawn again only when its arguments change: pass plain values, no stores."""
    return ft.memo(component(draw))  # type: ignore[no-any-return]


def _words_of(args: tuple[object, ...]) -> Words:
    for argument in args:
        words = argument if isinstance(argument, Words) else getattr(argument, "words", None)
        if isinstance(words, Words):
            return words
    return Words("en")
