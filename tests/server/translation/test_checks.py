"""An engine's answer is shown only if nothing in it can be wrong that a rule can see."""

import pytest

from server.translation.checks import is_safe
from server.translation.masks import Masked, Masks, masked

MASKS = Masks(["Amira Khan", "Zain Ali"])


def hidden(text: str) -> Masked:
    return masked(text, MASKS.spans(text))


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Amira won 3 stars at 9:30", "{1} ganó {2} estrellas a las {3}"),
        ("Amira won 3 stars", "{2} ستارے {1} نے جیتے"),
        ("I <3 you & me", "Te <{1} & yo"),
        ("Pizza!", "Pizza!"),
        ("Parents' evening is on Monday", "星期一家长会"),
        ("Yes", "Ja, das machen wir"),
        ("We go", "می\u200cرویم"),
    ],
)
def test_passes(source: str, answer: str) -> None:
    assert is_safe(hidden(source), answer)


@pytest.mark.parametrize(
    ("source", "answer"),
    [
        ("Amira won 3 stars", "{1} ganó estrellas"),
        ("Amira won 3 stars", "{1} ganó {2} {2} estrellas"),
        ("Amira won 3 stars", "{1} ganó {2} {3} estrellas"),
        ("Bring 2 pens and 1 book", "Trae {2} bolígrafos y {1} libro"),
        ("Amira helps Zain", "{2} ayuda a {1}"),
        ("Bring two pens", "Trae 2 bolígrafos"),
        ("Bring two pens", "Trae ۲ bolígrafos"),
        ("Bring pens", "<b>Trae</b> bolígrafos"),
        ("Bring pens", "Trae bolígrafos &amp; libros"),
        ("Bring pens", ""),
        ("Amira 3", "{1} {2}"),
        ("Bring pens", "bring  PENS"),
        ("Bring a packed lunch and a coat for the trip to the seaside on Monday morning, please.", "Sí"),
        ("Yes", "x" * 40),
        ("At {1}", "\u202eA las {1}"),
    ],
)
def test_does_not_pass(source: str, answer: str) -> None:
    assert not is_safe(hidden(source), answer)
