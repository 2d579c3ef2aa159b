"""Sizes of letters by script and by choice."""

import flet as ft
import pytest

from client.ui import theme
from wire.languages import LANGUAGES


@pytest.mark.parametrize(
    ("lang", "size", "height"),
    [
        ("en", 16, 1.45),
        ("pl", 16, 1.45),
        ("ur", 17.6, 1.6),
        ("ar", 17.6, 1.6),
        ("bn", 16, 1.6),
        ("zh-Hans", 16, 1.45),
    ],
)
def test_body_text_has_the_size_of_its_script(lang: str, size: float, height: float) -> None:
    assert (theme.body_size(lang), theme.line_height(lang)) == (size, height)


def test_twice_the_size_is_twice_the_size() -> None:
    assert theme.body_size("en", 2.0) == 32
    assert theme.body_size("ur", 2.0) == 35.2


def test_every_tall_script_is_a_language_of_ours() -> None:
    assert theme.TALL_SCRIPTS - set(LANGUAGES) == set()


def test_all_words_of_the_theme_grow_with_the_choice() -> None:
    palette = theme.light_palette("#1f6f5c")
    plain, large = (theme.make_theme(palette, "en", scale).text_theme for scale in (1.0, 2.0))
    assert plain is not None
    assert large is not None
    for role in ("body_large", "body_small", "label_large", "title_large", "headline_small"):
        small_style, large_style = getattr(plain, role), getattr(large, role)
        assert large_style.size == pytest.approx(small_style.size * 2, abs=0.2)
        assert small_style.size >= 13


def test_who_wants_no_motion_gets_none() -> None:
    still = theme.make_theme(theme.light_palette("#1f6f5c"), "en", still=True).page_transitions
    none = ft.PageTransitionTheme.NONE
    assert [still.android, still.ios, still.linux, still.macos, still.windows] == [none] * 5


@pytest.mark.parametrize(
    ("names", "width", "scale", "size"),
    [
        (["Stories", "Messages", "Points", "Forms", "More"], 390, 1.0, 13.5),
        (["Stories", "Messages", "Points", "Forms", "More"], 390, 2.0, 15.4),
        (["Wpisy", "Wiadomości", "Punkty", "Formularze", "Więcej"], 320, 2.0, 10.0),
        (["Stories", "Messages", "More"], 390, 2.0, 17.6),
    ],
)
def test_the_names_at_the_foot_of_a_phone_are_never_broken(
    names: list[str], width: float, scale: float, size: float
) -> None:
    assert round(theme.bar_letters(names, width, scale), 1) == pytest.approx(size, abs=0.06)
