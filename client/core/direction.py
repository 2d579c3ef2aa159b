"""Which way a piece of writing runs: every message by itself, whatever the page does."""

import unicodedata

from wire.languages import LANGUAGES


def is_rtl(text: str, lang: str = "en") -> bool:
    """Whether ``text`` runs from right to left: its first letter decides; with no letters, its language."""
    for letter in text:
        kind = unicodedata.bidirectional(letter)
        if kind == "L":
            return False
        if kind in {"R", "AL"}:
            return True
    return language_is_rtl(lang)


def language_is_rtl(lang: str) -> bool:
    """Whether a language is written from right to left."""
    return lang in LANGUAGES and LANGUAGES[lang].rtl
