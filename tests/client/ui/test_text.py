"""Mixed directions, seen from both kinds of page."""

import flet as ft
import pytest

from client.core.words import Words
from client.ui.parts import letter_of
from client.ui.text import message, page_runs_rtl


def test_an_urdu_message_on_an_english_page_runs_from_the_right() -> None:
    seen = message("کل PE kit لائیں", "ur")
    assert (seen.rtl, seen.text_align, seen.value) == (True, ft.TextAlign.RIGHT, "کل PE kit لائیں")


def test_an_english_message_on_an_urdu_page_keeps_its_full_stop_at_its_end() -> None:
    seen = message("Bring a coat.\n\nThank you.", "en", page_rtl=True)
    assert (seen.rtl, seen.text_align) == (False, ft.TextAlign.LEFT)
    assert seen.value == "\u2066Bring a coat.\u2069\n\n\u2066Thank you.\u2069"


def test_an_english_message_on_an_english_page_is_left_alone() -> None:
    assert message("Bring a coat.", "en").value == "Bring a coat."


def test_the_first_letter_decides_not_the_first_sign() -> None:
    assert message("26/11: پی ای", "ur").rtl is True
    assert message("😀 Well done", "ur").rtl is False


@pytest.mark.parametrize(("lang", "mirrored"), [("ur", True), ("en", False), ("pl", False), ("ar", False)])
def test_a_page_is_mirrored_only_where_the_app_speaks_that_language(lang: str, *, mirrored: bool) -> None:
    assert page_runs_rtl(Words(lang)) is mirrored


@pytest.mark.parametrize(
    ("name", "letter"),
    [
        ("Miss Hart", "H"),
        ("Nadia Malik", "N"),
        ("Dr. Łucja Nowak", "Ł"),
        ("Mrs", "M"),
        ("", ""),
        ("زویا", "ز"),
    ],
)
def test_a_round_mark_shows_a_letter_of_the_name_and_not_of_the_title(name: str, letter: str) -> None:
    assert letter_of(name) == letter
