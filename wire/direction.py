"""Which way a piece of writing runs, on the screen and on paper: every line by itself, whatever the page does."""

import re
import unicodedata
from typing import Final

from wire.languages import LANGUAGES

ENOUGH: Final = 1 / 3
"""So many of its letters must run from right to left for a text of such a language to do so."""
LTR, RTL, NUMBER, END, NO_BREAK = "\u2066", "\u2067", "\u2068", "\u2069", "\u00a0"
_NUMBERS: Final = re.compile(
    r"\u2068[^\u2069]*\u2069"
    r"|[+#(]?[£€$¥]?[A-Za-z]*\d(?:[\d\s().:,/–-]*\d)?(?:[%£€$¥]|[A-Za-z]+|\s?[AaPp]\.?[Mm]\b)?"
)
"""As a telephone number, a time, a date, an amount, a class; or what is set apart already."""


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


def is_only_parts(text: str) -> bool:
    """Whether all letters of ``text`` are in parts that are set apart, so that none of them says which way it runs."""
    if END not in text:
        return False
    depth = 0
    for letter in text:
        if letter in {LTR, RTL, NUMBER}:
            depth += 1
        elif letter == END:
            depth -= 1
        elif not depth and unicodedata.bidirectional(letter) in {"L", "R", "AL"}:
            return False
    return True


def language_is_rtl(lang: str) -> bool:
    """Whether a language is written from right to left."""
    return lang in LANGUAGES and LANGUAGES[lang].rtl


def ordered(text: str, lang: str) -> str:
    """``text`` with marks that keep its lines and numbers in order, for something that runs as ``is_rtl`` says."""
    rtl = is_rtl(text, lang)
    return "\n".join(_line(line, lang, rtl=rtl) for line in text.split("\n"))


def _line(line: str, lang: str, *, rtl: bool) -> str:
    """A line of a text that runs ``rtl``, which may itself run the other way: then its full stop goes with it."""
    own = is_rtl(line, lang) if any(map(str.isalpha, line)) else rtl
    kept = apart(line) if own else line
    return kept if own == rtl else f"{RTL if own else LTR}{kept}{END}"


def apart(line: str) -> str:
    """A right-to-left line whose numbers do not turn round: "01632 960000" stays so, and "4A" is not "A4"."""
    return _NUMBERS.sub(lambda found: _set_apart(found[0]), line)


def _set_apart(number: str) -> str:
    return number if number.startswith(NUMBER) else f"{NUMBER}{number.replace(' ', NO_BREAK)}{END}"
