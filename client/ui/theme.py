"""The tokens: every colour role, space, radius, letter size and motion that a view may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from unicodedata import combining, east_asian_width

import flet as ft

from client.ui.colour import READABLE, VISIBLE, toned, with_contrast
from wire.languages import LANGUAGES

HAIR: Final = 4
SNUG: Final = 8
SPACE: Final = 12
ROOM: Final = 16
WIDE: Final = 24
AIRY: Final = 32

RADIUS_FIELD: Final = 12
RADIUS_CARD: Final = 12
RADIUS_SHEET: Final = 20
RADIUS_FULL: Final = 999

TOUCH: Final = 48
"""Least height and width of what can be tapped."""
READING_WIDTH: Final = 620
"""A line of body text of about 70 letters, with its card's padding."""
LARGE: Final = 150
"""From this size of letters on (percent), what stood side by side stands one below the other."""
MOST_IN_BARS: Final = 1.3
"""Letters in bars of a fixed height grow no further than this."""
IN_BARS: Final = 13.5
LEAST_IN_BARS: Final = 10.0
"""Sizes of the names at the foot of a phone: as a rule, and where the longest of them has no more room."""
WIDE_FROM: Final = 840
"""From this page width on: a rail and two panes."""

CALM_MS: Final = 250

DEFAULT_SEED: Final = "#1f6f5c"

TALL_SCRIPTS: Final = frozenset(
    {"ar", "ckb", "fa", "ps", "ur", "bn", "gu", "hi", "ml", "ne", "pa", "si", "ta", "te", "th", "am", "ti"}
)
"""Languages whose letters need more room between lines."""


@dataclass(frozen=True, slots=True)
class Palette:
    """The colour roles of one school in light or dark."""

    paper: str
    """Behind everything."""
    card: str
    """Cards, bars, sheets."""
    sunken: str
    """Fields and what lies in a card."""
    ink: str
    quiet: str
    """Second-rank words: times, places."""
    edge: str
    """Outlines of controls."""
    line: str
    """Hair lines that only divide."""
    accent: str
    """The school's colour, corrected: buttons, links, what is chosen."""
    on_accent: str
    tint: str
    """The school's colour, faint: chips, marks."""
    on_tint: str
    keepsake: str
    """Faint and warm: what belongs to one child."""
    on_keepsake: str
    calm: str
    """Faint, a cool hue: round marks of some people."""
    wrong: str
    on_wrong: str
    wrong_tint: str
    on_wrong_tint: str


def light_palette(seed: str) -> Palette:
    """Ink on warm paper with the school's colour, darkened where it would not be readable."""
    paper, card, sunken = "#faf5ec", "#fffdf9", "#f3ecdf"
    tint, keepsake = toned(seed, 0.92, 0.035), "#fbe6cc"
    return Palette(
        paper=paper, card=card, sunken=sunken, ink="#241d15", quiet="#5f5547",
        edge="#83786a", line="#e4dac9",
        accent=with_contrast(seed, (paper, card, sunken, tint), READABLE, darker=True), on_accent="#fffdf9",
        tint=tint, on_tint=with_contrast(toned(seed, 0.42, 0.13), (tint,), READABLE, darker=True),
        keepsake=keepsake, on_keepsake="#6b410e",
        calm="#e2e6f4",
        wrong="#a8321f", on_wrong="#fffdf9", wrong_tint="#f9e1da", on_wrong_tint="#7a2213",
    )  # fmt: skip


def dark_palette(seed: str) -> Palette:
    """Warm near-black with the school's colour, lightened where it would not be readable."""
    paper, card, sunken = "#16120d", "#211b15", "#2b241c"
    tint, keepsake = toned(seed, 0.33, 0.05), "#4d3415"
    accent = with_contrast(toned(seed, 0.74, 0.14), (paper, card, sunken, tint), READABLE, darker=False)
    return Palette(
        paper=paper, card=card, sunken=sunken, ink="#f2e9dc", quiet="#c9bdac",
        edge="#958a7b", line="#3b332a",
        accent=accent, on_accent=with_contrast(toned(seed, 0.2, 0.06), (accent,), READABLE, darker=True),
        tint=tint, on_tint=with_contrast(toned(seed, 0.9, 0.06), (tint,), READABLE, darker=False),
        keepsake=keepsake, on_keepsake="#fbe0bd",
        calm="#2d3350",
        wrong="#ffb4a3", on_wrong="#5f1508", wrong_tint="#5a2318", on_wrong_tint="#ffdad2",
    )  # fmt: skip


def body_size(lang: str, scale: float = 1.0) -> float:
    """Size of body text: a tenth larger where the script is Arabic."""
    return round(16 * scale * (1.1 if _reads_arabic_script(lang) else 1.0), 1)


def line_height(lang: str) -> float:
    """Line height of body text, as a multiple of its size."""
    return 1.6 if lang in TALL_SCRIPTS else 1.45


def bar_letters(names: Sequence[str], width: float, scale: float = 1.0) -> float:
    """How large the names at the foot of a phone can be: each word whole, where they share ``width``."""
    longest = max((_ems(word) for name in names for word in name.split()), default=1.0)
    room = width / max(len(names), 1) - HAIR
    return max(LEAST_IN_BARS, min(IN_BARS * min(scale, MOST_IN_BARS), room / longest))


def _ems(word: str) -> float:
    """About how wide a word is, in sizes of its letters."""
    return sum(1.0 if east_asian_width(letter) in "WF" else 0.6 for letter in word if not combining(letter))


def make_theme(
    palette: Palette, lang: str, scale: float = 1.0, *, still: bool = False, in_bars: float | None = None
) -> ft.Theme:
    """A Flet theme in which Material's own roles carry ours.

    ``still``: the system asks for no motion. ``in_bars``: size of the names at the foot, see ``bar_letters``.
    """
    names = in_bars or IN_BARS * min(scale, MOST_IN_BARS)
    return ft.Theme(
        color_scheme=_scheme(palette),
        text_theme=_text_theme(lang, scale, palette),
        scaffold_bgcolor=palette.paper,
        appbar_theme=ft.AppBarTheme(
            bgcolor=palette.paper, color=palette.ink, elevation=0, elevation_on_scroll=0, center_title=False
        ),
        navigation_bar_theme=ft.NavigationBarTheme(
            bgcolor=palette.card, indicator_color=palette.tint, elevation=0,
            # As Material does: several names share the width of a phone, and each has its picture.
            label_text_style=_style(names, 1.25, 1.0, palette.ink, ft.FontWeight.W_600),
        ),
        navigation_rail_theme=ft.NavigationRailTheme(bgcolor=palette.paper, indicator_color=palette.tint),
        filled_button_theme=ft.FilledButtonTheme(style=_button(palette.on_accent, palette)),
        outlined_button_theme=ft.OutlinedButtonTheme(style=_button(palette.accent, palette)),
        text_button_theme=ft.TextButtonTheme(style=_button(palette.accent, palette, slim=True)),
        floating_action_button_theme=ft.FloatingActionButtonTheme(
            bgcolor=palette.accent, foreground_color=palette.on_accent, elevation=2
        ),
        snackbar_theme=ft.SnackBarTheme(
            bgcolor=palette.ink, content_text_style=_style(14.5, 1.4, scale, palette.paper),
            behavior=ft.SnackBarBehavior.FLOATING, shape=ft.RoundedRectangleBorder(radius=RADIUS_CARD),
        ),
        dialog_theme=ft.DialogTheme(bgcolor=palette.card, shape=ft.RoundedRectangleBorder(radius=RADIUS_SHEET)),
        divider_theme=ft.DividerTheme(color=palette.line, thickness=1, space=1),
        page_transitions=_transitions(still=still),
        visual_density=ft.VisualDensity.STANDARD,
    )  # fmt: skip


def field_border() -> ft.OutlineInputBorder:
    """The outline of a text field."""
    return ft.OutlineInputBorder(side=ft.BorderSide(1.2, ft.Colors.OUTLINE), border_radius=RADIUS_FIELD)


def _button(ink: str, p: Palette, *, slim: bool = False) -> ft.ButtonStyle:
    """The shape of buttons, said once for all of them: a page of cards holds a hundred."""
    return ft.ButtonStyle(
        color={ft.ControlState.DEFAULT: ink, ft.ControlState.DISABLED: p.quiet},
        icon_color={ft.ControlState.DEFAULT: ink, ft.ControlState.DISABLED: p.quiet},
        icon_size=20,
        padding=ft.Padding.symmetric(horizontal=SNUG if slim else WIDE, vertical=SPACE),
        shape=ft.RoundedRectangleBorder(radius=RADIUS_FULL),
    )


def _reads_arabic_script(lang: str) -> bool:
    known = LANGUAGES.get(lang)
    return known is not None and known.rtl


def _scheme(p: Palette) -> ft.ColorScheme:
    return ft.ColorScheme(
        primary=p.accent, on_primary=p.on_accent, primary_container=p.tint, on_primary_container=p.on_tint,
        secondary=p.accent, on_secondary=p.on_accent, secondary_container=p.tint, on_secondary_container=p.on_tint,
        tertiary=p.on_keepsake, on_tertiary=p.keepsake,
        tertiary_container=p.keepsake, on_tertiary_container=p.on_keepsake,
        error=p.wrong, on_error=p.on_wrong, error_container=p.wrong_tint, on_error_container=p.on_wrong_tint,
        surface=p.paper, on_surface=p.ink, on_surface_variant=p.quiet, outline=p.edge, outline_variant=p.line,
        surface_container_lowest=p.card, surface_container_low=p.card, surface_container=p.card,
        surface_container_high=p.card, surface_container_highest=p.sunken,
        surface_bright=p.card, surface_dim=p.calm, surface_tint=p.card,
        inverse_surface=p.ink, on_inverse_surface=p.paper, inverse_primary=p.tint,
        shadow="#3a2a14", scrim="#16120d",
    )  # fmt: skip


def _style(
    size: float, height: float, scale: float, colour: str, weight: ft.FontWeight = ft.FontWeight.W_400
) -> ft.TextStyle:
    return ft.TextStyle(
        size=round(size * scale, 1), height=height, weight=weight, color=colour, letter_spacing=0
    )


def _text_theme(lang: str, scale: float, p: Palette) -> ft.TextTheme:
    """Titles by weight rather than size; nothing smaller than 13."""
    grown = scale * body_size(lang) / 16
    tall, body = (1.5, line_height(lang)) if lang in TALL_SCRIPTS else (1.25, line_height(lang))
    bold, half = ft.FontWeight.W_700, ft.FontWeight.W_600
    return ft.TextTheme(
        headline_medium=_style(28, tall, grown, p.ink, bold),
        headline_small=_style(24, tall, grown, p.ink, bold),
        title_large=_style(20, tall, grown, p.ink, bold),
        title_medium=_style(17, tall, grown, p.ink, half),
        title_small=_style(15, tall, grown, p.ink, half),
        body_large=_style(16, body, grown, p.ink),
        body_medium=_style(15, body, grown, p.ink),
        body_small=_style(13.5, body, grown, p.quiet),
        label_large=_style(15, tall, grown, p.ink, half),
        label_medium=_style(13.5, tall, grown, p.ink, half),
        label_small=_style(13, tall, grown, p.quiet, half),
    )


def _transitions(*, still: bool) -> ft.PageTransitionsTheme:
    if still:
        none = ft.PageTransitionTheme.NONE
        return ft.PageTransitionsTheme(android=none, ios=none, linux=none, macos=none, windows=none)
    fade = ft.PageTransitionTheme.FADE_FORWARDS
    return ft.PageTransitionsTheme(
        android=ft.PageTransitionTheme.PREDICTIVE, ios=ft.PageTransitionTheme.CUPERTINO,
        linux=fade, macos=fade, windows=fade,
    )  # fmt: skip


def contrasts(p: Palette) -> dict[str, tuple[str, str, float]]:
    """Every pair that must be told apart: foreground, background, least contrast."""
    pairs: dict[str, tuple[str, str, float]] = {}
    for name, back in (("paper", p.paper), ("card", p.card), ("sunken", p.sunken)):
        pairs[f"ink on {name}"] = (p.ink, back, READABLE)
        pairs[f"quiet on {name}"] = (p.quiet, back, READABLE)
        pairs[f"accent on {name}"] = (p.accent, back, READABLE)
        pairs[f"wrong on {name}"] = (p.wrong, back, READABLE)
        pairs[f"edge on {name}"] = (p.edge, back, VISIBLE)
    pairs["on_accent"] = (p.on_accent, p.accent, READABLE)
    pairs["on_tint"] = (p.on_tint, p.tint, READABLE)
    pairs["accent on tint"] = (p.accent, p.tint, READABLE)
    pairs["on_keepsake"] = (p.on_keepsake, p.keepsake, READABLE)
    pairs["ink on calm"] = (p.ink, p.calm, READABLE)
    pairs["on_wrong"] = (p.on_wrong, p.wrong, READABLE)
    pairs["on_wrong_tint"] = (p.on_wrong_tint, p.wrong_tint, READABLE)
    return pairs
