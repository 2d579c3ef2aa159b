"""Makes words comparable: no capitals, accents or spelling variants, one space between words."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

END: Final = "."
"""The token that ends a sentence."""

_ENDS: Final = frozenset(".!?…\n\r;؟۔؛।॥。！？；።፧፨׃·")
_INSIDE_NUMBERS: Final = re.compile(r"(?<=\d)[.:,](?=\d)")
_SHORT_WILL: Final = re.compile("['’]ll\\b")
"""The English *I'll* must not read as *ill*."""
_TITLES: Final = frozenset("mr mrs ms miss dr st mx prof no nr tel".split())
_PLAIN: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "ə": "e", "þ": "th", "ŋ": "n",
    # Arabic letters that keyboards of different languages write differently.
    "ی": "ي", "ى": "ي", "ے": "ي", "ې": "ي", "ێ": "ي", "ۍ": "ي", "ک": "ك", "ڪ": "ك", "ګ": "گ",
    "ہ": "ه", "ھ": "ه", "ە": "ه", "ة": "ه", "ۃ": "ه", "ٱ": "ا", "ں": "ن", "ۇ": "و", "ۆ": "و",
    "ـ": "", "ء": "",
}  # fmt: skip
_APOSTROPHES: Final = frozenset("'’‘ʼ`´＇ʻ")
_ALONE: Final = ((0x0E01, 0x0E5B), (0x3040, 0x30FF), (0x3400, 0x9FFF), (0xF900, 0xFAFF))
"""Thai and Chinese put no space between words: there every letter is a word, and phrases are rows of letters."""
_ROMAN: Final = tuple(
    pair.split(">")
    for pair in "w>v q>k z>j x>ks ph>f aa>a ee>i ii>i oo>u uu>u ou>o ai>e ay>e ei>e ey>e"
    " bb>b cc>c dd>d ff>f gg>g jj>j kk>k ll>l mm>m nn>n pp>p rr>r ss>s tt>t vv>v".split()
)


class _Letters(dict[int, str]):
    """What becomes of each letter, found out once."""

    def __init__(self, apostrophe: str) -> None:
        super().__init__()
        self._apostrophe = apostrophe

    def __missing__(self, code: int) -> str:
        self[code] = made = _folded(code, self._apostrophe)
        return made


def _folded(code: int, apostrophe: str) -> str:
    letter = chr(code)
    if letter in _APOSTROPHES:
        return apostrophe
    if letter in _PLAIN:
        return _PLAIN[letter]
    if letter in _ENDS:
        return f" {END} "
    kind = unicodedata.category(letter)
    if kind == "Mn" and (code < 0x0370 or 0x0610 <= code <= 0x06ED or 0x0483 <= code <= 0x0487):
        return ""
    if kind == "Cf":
        return ""
    if any(first <= code <= last for first, last in _ALONE):
        return f" {letter} "
    if kind == "Nd":
        return str(unicodedata.decimal(letter))
    return letter if kind[0] in "LMN" else " "


# They follow from the letters alone.
_DROPPED, _PARTED = _Letters(""), _Letters(" ")


@dataclass(frozen=True, slots=True)
class Folding:
    """How one language is made comparable.

    ``parts``: an apostrophe parts two words (French), else it is left out. ``roman``: its words in Latin letters are
    spelt by ear (Urdu, Bengali). ``prefixes``: what may be written before a word without a space (Arabic).
    """

    parts: bool = False
    roman: bool = False
    prefixes: tuple[str, ...] = ()

    def tokens(self, text: str) -> list[str]:
        """The words of a text and the ends of its sentences; ``text`` went through ``plain`` before."""
        told = text.translate(_PARTED if self.parts else _DROPPED)
        if self.roman:
            for said, heard in _ROMAN:
                told = told.replace(said, heard)
        return told.split()

    def words(self, text: str) -> list[str]:
        """The words of a phrase, comparable with those of a text."""
        return [token for token in self.tokens(plain(text)) if token != END]


def plain(text: str) -> str:
    """The part that is the same for all languages: compatible forms, small letters, numbers in one piece."""
    told = _INSIDE_NUMBERS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return _SHORT_WILL.sub(" ll", told)


def sentences(tokens: list[str]) -> list[list[str]]:
    """The words of each sentence; the full stop of a title ends none."""
    found: list[list[str]] = []
    now: list[str] = []
    for token in tokens:
        if token != END:
            now.append(token)
        elif now and now[-1] not in _TITLES:
            found.append(now)
            now = []
    if now:
        found.append(now)
    return found
