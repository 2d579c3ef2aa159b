"""Words that people wrote: each message runs in its own direction, in a size and height for its script."""

import flet as ft

from client.core.words import Words
from client.ui.values import written_style
from wire.direction import is_rtl, ordered
from wire.languages import COMPLETE


def message(
    text: str, lang: str, *, scale: float = 1.0, page_rtl: bool = False, max_lines: int | None = None
) -> ft.Text:
    """What somebody wrote, in ``lang``.

    Flet takes a paragraph's direction from the page, which puts mixed sentences in the wrong order: its own
    letters decide.
    """
    rtl, in_order = is_rtl(text, lang), ordered(text, lang)
    return ft.Text(
        _left_to_right(in_order) if page_rtl and not rtl else in_order,
        rtl=rtl,
        style=written_style(lang, scale),
        text_align=ft.TextAlign.RIGHT if rtl else ft.TextAlign.LEFT,
        max_lines=max_lines,
        overflow=ft.TextOverflow.ELLIPSIS if max_lines else ft.TextOverflow.CLIP,
    )


def restyled(
    text: ft.Text, *, grows: float = 1.0, weight: ft.FontWeight | None = None, quiet: bool = False
) -> ft.Text:
    """What ``message`` made, larger or smaller, in another weight, or in the colour of second-rank words."""
    # A style of its own: the one it has is everybody's.
    style = text.style or ft.TextStyle()
    text.style = style.copy(
        size=style.size * grows if style.size else None,
        weight=weight,
        color=ft.Colors.ON_SURFACE_VARIANT if quiet else None,
    )
    return text


def page_runs_rtl(w: Words) -> bool:
    """Whether the page is mirrored: only where the app's own words are in that language."""
    return w.rtl and w.lang in COMPLETE


def _left_to_right(text: str) -> str:
    """Each paragraph in an isolate: Flet's ``rtl=False`` is the default and so never reaches a mirrored page."""
    return "\n".join(f"\u2066{paragraph}\u2069" if paragraph else "" for paragraph in text.split("\n"))


def title(text: str, *, level: int = 2, big: bool = False, centre: bool = False) -> ft.Control:
    """A heading that screen readers can jump to."""
    style = ft.TextThemeStyle.HEADLINE_SMALL if big else ft.TextThemeStyle.TITLE_LARGE
    align = ft.TextAlign.CENTER if centre else ft.TextAlign.START
    line = ft.Text(text, theme_style=style, text_align=align)
    # On its own: else it takes in what stands beside it, a menu too, which then cannot be opened by ear.
    return ft.Semantics(content=line, header=True, heading_level=level, container=True)


def words(text: str, *, quiet: bool = False, expand: bool = False, centre: bool = False) -> ft.Text:
    """The app's own words, in body size."""
    return ft.Text(
        text,
        theme_style=ft.TextThemeStyle.BODY_LARGE,
        color=ft.Colors.ON_SURFACE_VARIANT if quiet else ft.Colors.ON_SURFACE,
        text_align=ft.TextAlign.CENTER if centre else ft.TextAlign.START,
        expand=expand or None,
    )


def small(
    text: str,
    *,
    expand: bool = False,
    colour: ft.Colors = ft.Colors.ON_SURFACE_VARIANT,
    centre: bool = False,
) -> ft.Text:
    """The app's own words, small: times, places, notes at the foot."""
    return ft.Text(
        text,
        theme_style=ft.TextThemeStyle.BODY_SMALL,
        color=colour,
        text_align=ft.TextAlign.CENTER if centre else ft.TextAlign.START,
        expand=expand or None,
    )


def strong(text: str, *, expand: bool = False) -> ft.Text:
    """A name, or the word that matters in a line."""
    return ft.Text(text, theme_style=ft.TextThemeStyle.TITLE_MEDIUM, expand=expand or None)


def loose(text: ft.Text) -> ft.Text:
    """Text that takes the room it needs in a row, and wraps when there is less."""
    text.expand, text.expand_loose = True, True
    return text
