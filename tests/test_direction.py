"""Lines and numbers keep their order, whichever way the page and the text run."""

import pytest

from wire.direction import apart, is_rtl, ordered


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("میرا نمبر 01632 960000 ہے", "میرا نمبر \u206801632\u00a0960000\u2069 ہے"),
        ("کل 12:30 پر", "کل \u206812:30\u2069 پر"),
        ("قیمت £4.50 ہے", "قیمت \u2068£4.50\u2069 ہے"),
        ("+44 (0)20 7946 0000", "\u2068+44\u00a0(0)20\u00a07946\u00a00000\u2069"),
        ("12/11/2026 اور 5", "\u206812/11/2026\u2069 اور \u20685\u2069"),
        ("کلاس 4A، 3:15 pm", "کلاس \u20684A\u2069، \u20683:15\u00a0pm\u2069"),
        ("کوئی نہیں", "کوئی نہیں"),
    ],
)
def test_numbers_in_a_right_to_left_line_keep_their_order(line: str, kept: str) -> None:
    assert apart(line) == kept


def test_numbers_that_are_set_apart_already_stay_as_they_are() -> None:
    assert apart("کل \u206812:30\u2069 پر 5") == "کل \u206812:30\u2069 پر \u20685\u2069"


def test_each_line_runs_in_its_own_direction() -> None:
    assert is_rtl("Class 4A کی تیراکی کل ہے", "ur")
    assert not is_rtl("See you on Friday", "ur")
    assert not is_rtl("See you, نادیہ", "en")
    assert ordered("Call 5", "en") == "Call 5"
    assert ordered("جی ہاں\nSee you.", "ur") == "جی ہاں\n\u2066See you.\u2069"
    assert ordered("Dear all, 5\nکل 5 بجے", "en") == "Dear all, 5\n\u2067کل \u20685\u2069 بجے\u2069"
    assert ordered("5 بجے\n6", "ur") == "\u20685\u2069 بجے\n\u20686\u2069"
