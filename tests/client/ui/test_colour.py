"""Every school's colour is readable, whatever it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.ui import theme
from client.ui.colour import READABLE, contrast, toned, with_contrast

SEEDS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)


def test_black_on_white_has_the_most_contrast_there_is() -> None:
    assert round(contrast("#000000", "#ffffff"), 2) == 21.0
    assert contrast("#ffffff", "#000000") == contrast("#000000", "#ffffff")
    assert contrast("#777777", "#777777") == 1.0


@pytest.mark.parametrize("make", [theme.light_palette, theme.dark_palette])
@given(seed=SEEDS)
def test_every_role_can_be_read_in_every_colour(make: object, seed: str) -> None:
    palette = make(seed)  # type: ignore[operator]
    failing = {
        name: round(contrast(front, back), 2)
        for name, (front, back, least) in theme.contrasts(palette).items()
        if contrast(front, back) < least
    }
    assert failing == {}


def test_a_colour_that_is_readable_stays_as_the_school_chose_it() -> None:
    assert with_contrast("#1f6f5c", ("#faf5ec",), READABLE, darker=True) == "#1f6f5c"


def test_a_colour_that_is_too_light_becomes_darker_and_keeps_its_hue() -> None:
    yellow = with_contrast("#ffe14d", ("#faf5ec",), READABLE, darker=True)
    red, green, blue = (int(yellow[at : at + 2], 16) for at in (1, 3, 5))
    assert contrast(yellow, "#faf5ec") >= READABLE
    assert red >= green > blue


def test_no_step_is_enough_then_black_or_white() -> None:
    assert with_contrast("#808080", ("#777777",), 21, darker=True) == "#000000"
    assert with_contrast("#808080", ("#777777",), 21, darker=False) == "#ffffff"


def test_a_tone_has_the_lightness_that_was_asked_for() -> None:
    assert contrast(toned("#0a3d91", 0.92, 0.04), "#ffffff") < 1.3
    assert contrast(toned("#0a3d91", 0.2, 0.04), "#ffffff") > 12
