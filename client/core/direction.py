"""Which way a piece of writing runs: every message by itself, whatever the page does."""

import unicodedata
from typing import Final

from wire.languages import LANGUAGES

ENOUGH: Final = 1 / 3
"""So many of its letters must run from right to left for a text of such a language to do so."""


def is_rtl(text: str, lang: str = "en") -> bool:
    """Whether ``text``, written in ``lang``, runs from right to left.

    Its first letter decides; but a text of a right-to-left language may begin with a name in Latin letters
    ("Class 4A کی تیراکی"), so there it is the share of letters. With no letters its language decides.
    """
    letters = [kind for kind in map(unicodedata.bidirectional, text) if kind in {"L", "R", "AL"}]
    if not letters:
        return language_is_rtl(lang)
    if language_is_rtl(lang):
        return sum(kind != "L" for kind in letters) >= ENOUGH * len(letters)
    return letters[0] != "L"


def language_is_rtl(lang: str) -> bool:
    """Whether a language is written from right to left."""
    return lang in LANGUAGES and LANGUAGES[lang].rtl
