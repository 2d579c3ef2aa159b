"""Finds the phrases of one language in a text: by the first word of each, so that most words cost one look."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from server.guidance.folding import Folding, sentences
from server.guidance.phrases import MOST_BETWEEN, File, Phrase, Row, Word

NEAR: Final = 14
"""So many words at most lie between two sides of a phrase."""
FEWEST_FOR_A_SLIP, MOST_FOR_A_SLIP = 7, 20
"""A word of so many letters may hold one wrong, missing, doubled or swapped letter."""
MOST_WITH_SLIPS: Final = 300
"""Words; in a longer text slips are not looked for: there are other words in it."""
ALWAYS: Final = frozenset(("disclosure", "unkind"))
"""What no general exception cancels."""

Forms = tuple[str, ...]


class Found(NamedTuple):
    """A kind of matter in a text, and the phrase that showed it."""

    kind: str
    phrase: str


class Matcher:
    """The compiled phrases of one language."""

    def __init__(self, file: File) -> None:
        self._folding = file.folding
        self._rows: list[tuple[Row, int, int]] = []
        self._phrases: list[tuple[str, bool, Phrase]] = []
        self._exact: dict[str, list[int]] = defaultdict(list)
        self._begins: dict[str, list[tuple[str, int]]] = defaultdict(list)
        self._other: list[tuple[Word, int]] = []
        for cancels, book in ((False, file.phrases), (True, file.cancels)):
            for kind, phrases in book.items():
                for phrase in phrases:
                    self._add(kind, phrase, cancels=cancels)
        self._slips = _Slips(self._vocabulary())

    @property
    def folding(self) -> Folding:
        """How this language is made comparable."""
        return self._folding

    def _add(self, kind: str, phrase: Phrase, *, cancels: bool) -> None:
        number = len(self._phrases)
        self._phrases.append((kind, cancels, phrase))
        for side, rows in enumerate(phrase.sides):
            for row in rows:
                self._index(row, number, side)

    def _index(self, row: Row, phrase: int, side: int) -> None:
        at, first = len(self._rows), row[0]
        self._rows.append((row, phrase, side))
        if first is None:
            return
        for word in first.exact:
            self._exact[word].append(at)
        for start in first.begins:
            self._begins[start[:2]].append((start, at))
        if first.ends or first.holds or first.number:
            self._other.append((first, at))

    def _vocabulary(self) -> Iterator[str]:
        for row, _, _ in self._rows:
            for word in row:
                if word:
                    yield from word.exact
                    yield from word.begins

    def find(self, plain: str) -> list[Found]:
        """The kinds in a text that went through ``folding.plain``, each once."""
        found: dict[str, str] = {}
        tokens = self._folding.tokens(plain)
        slips = len(tokens) <= MOST_WITH_SLIPS
        for sentence in sentences(tokens):
            forms = [self._forms(token, slips=slips) for token in sentence]
            for kind, phrase in self._in_sentence(forms):
                found.setdefault(kind, phrase)
        return [Found(kind, phrase) for kind, phrase in found.items()]

    def _in_sentence(self, forms: list[Forms]) -> Iterable[tuple[str, str]]:
        places: dict[int, dict[int, list[int]]] = {}
        for at, word in enumerate(forms):
            for number in self._beginning(word):
                row, of, side = self._rows[number]
                if _follows(row, forms, at):
                    places.setdefault(of, {}).setdefault(side, []).append(at)
        hits: dict[str, str] = {}
        off: set[str] = set()
        for number, sides in places.items():
            kind, cancels, phrase = self._phrases[number]
            if len(sides) < len(phrase.sides) or not _are_near(list(sides.values())):
                continue
            if cancels:
                off.add(kind)
            else:
                hits.setdefault(kind, phrase.said)
        if "any" in off:
            return [(kind, said) for kind, said in hits.items() if kind in ALWAYS and kind not in off]
        return [(kind, said) for kind, said in hits.items() if kind not in off]

    def _beginning(self, word: Forms) -> Iterator[int]:
        """The rows that may begin with this word, each once."""
        seen: set[int] = set()
        for form in word:
            seen.update(self._exact.get(form, ()))
            seen.update(at for start, at in self._begins.get(form[:2], ()) if form.startswith(start))
        seen.update(at for first, at in self._other if at not in seen and first.fits(word))
        return iter(seen)

    def _forms(self, token: str, *, slips: bool) -> Forms:
        forms = [token]
        forms += [
            token[len(prefix) :]
            for prefix in self._folding.prefixes
            if token.startswith(prefix) and len(token) - len(prefix) >= 2
        ]
        if slips and FEWEST_FOR_A_SLIP <= len(token) <= MOST_FOR_A_SLIP and token.isascii():
            forms += self._slips.meant(token)
        return tuple(forms)


class _Slips:
    """Long words by what is left of them when one letter is taken out."""

    def __init__(self, words: Iterable[str]) -> None:
        self._known = {word for word in words if len(word) >= FEWEST_FOR_A_SLIP and word.isascii()}
        self._less: dict[str, set[str]] = defaultdict(set)
        for word in self._known:
            for less in _less_one(word):
                self._less[less].add(word)

    def meant(self, token: str) -> Iterator[str]:
        """The words that this may be with one slip."""
        if token in self._known:
            return
        candidates = set(self._less.get(token, ()))
        for less in _less_one(token):
            candidates |= self._less.get(less, set())
            if less in self._known:
                candidates.add(less)
        # The first letter is seldom wrong, and a wrong one makes another word (sickness, slickness).
        yield from (word for word in candidates if word[0] == token[0] and _one_slip(token, word))


def _less_one(word: str) -> set[str]:
    return {word[:n] + word[n + 1 :] for n in range(len(word))}


def _one_slip(typed: str, meant: str) -> bool:
    if len(typed) != len(meant):
        return True
    wrong = [n for n, (a, b) in enumerate(zip(typed, meant, strict=True)) if a != b]
    if len(wrong) == 1:
        return True
    if len(wrong) != 2 or wrong[1] != wrong[0] + 1:
        return False
    first = wrong[0]
    return typed[first] == meant[first + 1] and typed[first + 1] == meant[first]


def _follows(row: Row, forms: list[Forms], at: int, n: int = 0) -> bool:
    """Whether the words of ``row`` from ``n`` on stand in the sentence from ``at`` on."""
    while n < len(row):
        word = row[n]
        if word is None:
            after = row[n + 1] if n + 1 < len(row) else None
            for start in range(at, min(at + MOST_BETWEEN, len(forms)) + 1):
                # Most words do not fit, and asking them first costs half.
                if after and not after.optional and (start == len(forms) or not after.fits(forms[start])):
                    continue
                if _follows(row, forms, start, n + 1):
                    return True
            return False
        if at < len(forms) and word.fits(forms[at]):
            if word.optional and _follows(row, forms, at, n + 1):
                return True
            at += 1
        elif not word.optional:
            return False
        n += 1
    return True


def _are_near(sides: list[list[int]]) -> bool:
    """Whether one place of each side lies near one of every other."""
    if len(sides) == 1:
        return True
    first, *others = sides
    return any(all(any(abs(at - there) <= NEAR for there in other) for other in others) for at in first)
