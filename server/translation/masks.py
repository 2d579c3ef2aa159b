"""Hides what a translation must not change (names, figures, links, emoji) behind numbered slots like ``{1}``."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from server.translation.also_words import ALSO_WORDS, MONTHS, PROVEN_BY

SLOT: Final = re.compile(r"\{(\d+)\}")
LETTER: Final = re.compile(r"[^\W\d_]")
_MONTHS: Final = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?"
    r"|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b"
)
_EMOJI: Final = "\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff\u2190-\u21ff"
EMOJI: Final = rf"[{_EMOJI}][{_EMOJI}\u200d\ufe0f\u20e3\U000e0020-\U000e007f]*"
_RULES: Final = re.compile(
    rf"""
      (?P<link>(?:https?://|www\.)[^\s<>"']*[^\s<>"'.,;:!?)\]] | (?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    | (?P<sign>\{{\d+\}} | {EMOJI})
    | (?P<name>\b(?:Mr|Mrs|Miss|Ms|Mx|Dr|Sir|Madam|Prof)\.?\s[A-Z]\w*(?:[-'’][A-Z]\w+)*)
    | (?P<figure>
        [£€$₹]\s?\d+(?:[.,]\d+)* | \d+(?:[.,]\d+)*\s?(?:€|zł\b|[A-Z]{{3}}\b(?<=EUR|GBP|PLN|RON|PKR|USD))
      | \([+0]\d{{1,5}}\)[\d\ -]{{4,}}\d | (?<!\w)[+0]\d[\d\ ()-]{{6,}}\d
      | \b\d{{1,4}}[/.-]\d{{1,2}}[/.-]\d{{2,4}}\b
      | \b\d{{1,2}}(?:[:.]\d{{2}})?\s?[ap](?:m\b|\.m\.)
      | \b(?:Class|Year|Yr|Room)\s?\d{{1,2}}[A-Z]?\b
      | (?P<day>\b\d{{1,2}})(?:st|nd|rd|th)(?=\s(?:of\s)?{_MONTHS})
      | (?:(?<![A-Za-z])[A-Za-z]*)?\d[\dA-Za-z]*(?:[.,:/]\d[\dA-Za-z]*)*%?
      | [¼-¾⅐-⅞²³¹]+ )
    """,
    re.VERBOSE,
)
_WORD_START: Final = re.compile(r"(?<!\w)\w+")
_SENTENCE_START: Final = re.compile(r"""(?:^|[.!?…:]["'”’)\]]*\s)[\s"'“‘(\[•*–—-]*$""")
_SHORTEST_STEM, _LONGEST_ENDING = 3, 3
_TURNS: Final = ("figure", "link")
_TITLES: Final = frozenset(("Mr", "Mrs", "Miss", "Ms", "Mx", "Dr", "Sir", "Madam", "Prof"))
_AFTER_A_FIGURE: Final = re.compile(r"\d(?:st|nd|rd|th)?\s(?:of\s)?$")
_BEFORE_A_FIGURE: Final = re.compile(r"\s\d{1,2}(?:st|nd|rd|th)?(?:\s*$|[.,;:!?)]|,?\s\d{4}\b)|\s\d{4}\b")
"""A day or a year: "May 12." and "May 2026", but not "May 3 stars"."""
_NEXT_WORD: Final = re.compile(r"\s+(\w+)")
_FAR: Final = 40
_SHORTEST_SMALL: Final = 3
"""Shorter names are looked for only as they are written: in small letters they are words of some language."""
_TURKISH: Final = str.maketrans("İı", "ii")


@dataclass(frozen=True, slots=True)
class Span:
    """Something to hide: where it is, of what kind, and how it is shown in a translation."""

    start: int
    end: int
    kind: str
    shown: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A piece of text with slots, and what belongs into slot 1, 2, … in the translation."""

    text: str
    shown: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()

    @property
    def shape(self) -> str:
        """The words, and of what kind each slot is: what two sentences must share to share an engine's answer.

        An engine may put a name after a time, but never swap two times.
        """
        return "\x1e".join((self.text, *self.kinds))

    @property
    def has_words(self) -> bool:
        """Whether there is anything to translate beside the slots."""
        return LETTER.search(SLOT.sub("", self.text)) is not None

    def restored(self, translated: str, *, rtl: bool = False) -> str:
        """``translated`` with everything that was hidden back in its place."""
        pairs = zip(self.shown, self.kinds, strict=True)
        shown = [_isolated(said, kind) if rtl else said for said, kind in pairs]
        return SLOT.sub(lambda slot: shown[int(slot[1]) - 1], translated)


@dataclass(frozen=True, slots=True)
class _Name:
    """A name, or a part of one. ``folded``: without regard to capitals, letter for letter."""

    said: str
    folded: str
    is_class: bool = False

    @property
    def is_word(self) -> bool:
        """Whether it is nothing but words: small letters then mean no name."""
        return all(part.title() in ALSO_WORDS for part in self.said.split())

    def is_meant(self, line: str, start: int) -> bool:
        """Whether somebody is meant at ``start``: when in doubt yes, as no child's name may leave (spec 12.6)."""
        end = start + len(self.said)
        said = line[start:end]
        if self.is_class:
            return said == self.said
        if len(self.said) < _SHORTEST_SMALL or self.is_word:
            written = said in (self.said, self.said.title(), self.said.upper())
            return written and not _is_the_word(line, start, end, self.said.title())
        return True


class Masks:
    """Knows the names of one school. ``names``: full names; ``classes``: names of classes, never taken apart."""

    def __init__(self, names: Iterable[str] = (), classes: Iterable[str] = ()) -> None:
        known: dict[str, _Name] = {}
        for name in set(names):
            parts = [part for part in _normal(name).split() if part.strip(".") not in _TITLES]
            said = [
                part for part in parts if len(part) > 1 and (name.islower() or part[0].upper() == part[0])
            ]
            known |= {one: _Name(one, _folded(one)) for one in (*said, " ".join(parts)) if len(one) > 1}
        for name in filter(None, map(_normal, classes)):
            # A class and a child may have the same name, and then the child's counts.
            known.setdefault(name, _Name(name, _folded(name), is_class=True))
        self._by_first: dict[str, list[_Name]] = {}
        for one in known.values():
            first = _WORD_START.match(one.folded)
            if first:
                self._by_first.setdefault(first[0], []).append(one)
        for alike in self._by_first.values():
            alike.sort(key=lambda one: len(one.said), reverse=True)
        self._stems = {
            stem for one in known.values() if len(stem := one.folded.rstrip("aeiouyąęó")) >= _SHORTEST_STEM
        }

    def spans(self, line: str, lang: str = "en") -> list[Span]:
        """What to hide in ``line``, which is in ``lang``, from left to right, never overlapping."""
        names = [*self._names(line), *(self._endings(line) if lang != "en" else ())]
        found = sorted([*_by_rule(line), *names], key=lambda span: (span.start, -span.end))
        kept: list[Span] = []
        for span in found:
            last = kept[-1] if kept else None
            if last and span.start < last.end:
                continue
            if last and last.kind == span.kind == "name" and line[last.end : span.start] == " ":
                kept[-1] = Span(last.start, span.end, "name", line[last.start : span.end])
            else:
                kept.append(span)
        return kept

    def _names(self, line: str) -> Iterator[Span]:
        plain = line.replace("’", "'")
        folded = _folded(plain)
        for word in _WORD_START.finditer(folded):
            start = word.start()
            for name in self._by_first.get(word[0], ()):
                end = start + len(name.said)
                whole = folded.startswith(name.folded, start) and not plain[end : end + 1].isalnum()
                if whole and name.is_meant(plain, start):
                    yield Span(start, end, "name", line[start:end])
                    break

    def _endings(self, line: str) -> Iterator[Span]:
        """Names with another ending, as most languages but English have them: Lena is also Lenę and Leny."""
        for word in _WORD_START.finditer(line):
            said = _folded(word[0])
            known = word[0][0].isupper() and any(
                said[:-cut] in self._stems for cut in range(1, _LONGEST_ENDING + 1)
            )
            # A sentence begins with the name as it is, or with a word that only looks like it.
            if known and not _begins_a_sentence(line, word.start()):
                yield Span(word.start(), word.end(), "name", word[0])


def masked(line: str, spans: Sequence[Span], start: int = 0, end: int | None = None) -> Masked:
    """The part of ``line`` from ``start`` to ``end`` with its ``spans`` as slots, numbered from 1."""
    end = len(line) if end is None else end
    inside = [span for span in spans if start <= span.start and span.end <= end]
    pieces, at = [], start
    for number, span in enumerate(inside, 1):
        pieces += [line[at : span.start], f"{{{number}}}"]
        at = span.end
    text = "".join([*pieces, line[at:end]])
    return Masked(text, tuple(span.shown for span in inside), tuple(span.kind for span in inside))


def _isolated(said: str, kind: str) -> str:
    """Between letters that run from right to left, 01632 960001 would read 960001 01632 (Unicode UAX 9).

    So would 12-11-2026, 3:30 pm and a class called 3 Kestrel; a number alone has nothing that could turn.
    """
    turns = (kind in _TURNS and not said.isdecimal()) or (
        kind == "name" and any(letter.isdecimal() for letter in said)
    )
    return f"\u2068{said}\u2069" if turns else said


def _by_rule(line: str) -> Iterator[Span]:
    for match in _RULES.finditer(line):
        kind = match.lastgroup if match.lastgroup != "day" else "figure"
        yield Span(match.start(), match.end(), kind or "figure", match["day"] or match[0])


def _is_the_word(line: str, start: int, end: int, name: str) -> bool:
    """Whether it is beyond doubt that nobody is meant: "Will you come?", "9 May"."""
    if name in MONTHS and (_AFTER_A_FIGURE.search(_before(line, start)) or _BEFORE_A_FIGURE.match(line, end)):
        return True
    following = _NEXT_WORD.match(line, end)
    proof = following is not None and following[1].casefold() in PROVEN_BY.get(name, ())
    return proof and _begins_a_sentence(line, start)


def _begins_a_sentence(line: str, start: int) -> bool:
    return _SENTENCE_START.search(_before(line, start)) is not None


def _before(line: str, start: int) -> str:
    return line[:start] if start < _FAR else "x" + line[start - _FAR : start]


def _folded(text: str) -> str:
    """Without regard to capitals, and of the same length."""
    return text.lower() if text.isascii() else text.translate(_TURKISH).lower().replace("ς", "σ")


def _normal(name: str) -> str:
    plain = name if name.isascii() else unicodedata.normalize("NFC", name).replace("’", "'")
    return " ".join(plain.split())
