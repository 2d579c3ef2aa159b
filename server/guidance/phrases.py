"""The little language of a guidance file: sections, phrases, lists, what cancels and what is switched off."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from math import prod
from typing import Final

from server.guidance.folding import Folding

GAP: Final = "..."
MOST_BETWEEN: Final = 4
"""So many words at most stand for ``...``."""
MOST_ROWS: Final = 400
FEWEST_WITH_STAR: Final = 2
_SECTION: Final = re.compile(r"\[\s*([a-z_]+)\s*\]")
_SETTINGS: Final = frozenset(("language", "lists"))


class NotUnderstood(Exception):
    """A line of a file that means nothing. ``line`` counts from 1."""

    def __init__(self, line: int, why: str) -> None:
        super().__init__(f"line {line}: {why}")
        self.line = line


@dataclass(frozen=True, slots=True)
class Word:
    """One place in a phrase: words that fit it, beginnings, ends and middles of words that do."""

    exact: frozenset[str] = frozenset()
    begins: tuple[str, ...] = ()
    ends: tuple[str, ...] = ()
    holds: tuple[str, ...] = ()
    number: bool = False
    optional: bool = False

    def fits(self, forms: tuple[str, ...]) -> bool:
        """Whether a word of the text, in one of its forms, is meant."""
        for form in forms:
            if form in self.exact or form.startswith(self.begins) or form.endswith(self.ends):
                return True
            if self.number and form[0].isdigit():
                return True
            if self.holds and any(middle in form for middle in self.holds):
                return True
        return False


Row = tuple[Word | None, ...]
"""Words that follow each other; ``None`` stands for up to ``MOST_BETWEEN`` others."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """What to look for: sides that all stand near each other in one sentence; of each side any row will do."""

    said: str
    sides: tuple[tuple[Row, ...], ...]


@dataclass
class File:
    """What a file says. ``off``: phrases of the built-in file that the school does not want."""

    folding: Folding = field(default_factory=Folding)
    phrases: dict[str, list[Phrase]] = field(default_factory=dict)
    cancels: dict[str, list[Phrase]] = field(default_factory=dict)
    off: set[tuple[str, str]] = field(default_factory=set)

    def only(self, kinds: Iterable[str]) -> "File":
        """The same with these kinds alone."""
        wanted = frozenset(kinds) | {"any"}

        def kept(phrases: dict[str, list[Phrase]]) -> dict[str, list[Phrase]]:
            return {kind: some for kind, some in phrases.items() if kind in wanted}

        return File(self.folding, kept(self.phrases), kept(self.cancels), set())

    def with_own(self, own: "File") -> "File":
        """The same with what a school adds to it and switches off."""

        def joined(mine: dict[str, list[Phrase]], theirs: dict[str, list[Phrase]]) -> dict[str, list[Phrase]]:
            kinds = dict.fromkeys((*mine, *theirs))
            kept = {
                kind: [one for one in mine.get(kind, ()) if (kind, one.said) not in own.off] for kind in kinds
            }
            return {kind: [*kept[kind], *theirs.get(kind, ())] for kind in kinds}

        return File(self.folding, joined(self.phrases, own.phrases), joined(self.cancels, own.cancels), set())


def read_file(text: str, kinds: frozenset[str], folding: Folding | None = None) -> File:
    """Reads a guidance file. ``folding``: of the language, where the file itself does not say it (a school's own).

    Raises ``NotUnderstood``.
    """
    made = File(folding or Folding())
    lists: dict[str, str] = {}
    for number, section, line in _lines(text, kinds):
        try:
            if section == "language":
                made.folding = _setting(made.folding, line)
            elif section == "lists":
                name, _, said = line.partition("=")
                lists[name.strip()] = said.strip()
            else:
                _take(made, section, line, lists)
        except ValueError as error:
            raise NotUnderstood(number, str(error)) from None
    return made


def _lines(text: str, kinds: frozenset[str]) -> Iterator[tuple[int, str, str]]:
    section = ""
    for number, raw in enumerate(text.splitlines(), 1):
        line = raw.partition("#")[0].strip("\ufeff\u200e\u200f \t")
        if not line:
            continue
        if line.startswith("["):
            named = _SECTION.fullmatch(line)
            if named is None or named[1] not in kinds | _SETTINGS | {"any"}:
                raise NotUnderstood(number, f"there is no part called {line}")
            section = named[1]
        elif not section:
            raise NotUnderstood(number, "a phrase stands before the first part in square brackets")
        else:
            yield number, section, line


def _setting(folding: Folding, line: str) -> Folding:
    name, _, value = (part.strip() for part in line.partition("="))
    if name == "prefixes":
        return Folding(folding.parts, folding.roman, tuple(folding.words(value)))
    if name == "apostrophe" and value == "parts":
        return Folding(True, folding.roman, folding.prefixes)
    if name == "spelling" and value == "by ear":
        return Folding(folding.parts, True, folding.prefixes)
    raise ValueError(f"{line} is no setting")


def _take(made: File, section: str, line: str, lists: dict[str, str]) -> None:
    if line.startswith("off:"):
        made.off.add((section, " ".join(line.removeprefix("off:").split())))
    elif line.startswith("-"):
        made.cancels.setdefault(section, []).append(phrase_of(line[1:], made.folding, lists))
    else:
        made.phrases.setdefault(section, []).append(phrase_of(line, made.folding, lists))


def phrase_of(line: str, folding: Folding, lists: dict[str, str]) -> Phrase:
    """A line as what to look for. Raises ``ValueError`` with what is wrong."""
    said = " ".join(line.split())
    sides = tuple(_rows(part.split(), folding, lists) for part in said.split("&"))
    if not all(row for side in sides for row in side):
        raise ValueError(f"{said} has a side without a word")
    return Phrase(said, sides)


def _rows(parts: list[str], folding: Folding, lists: dict[str, str]) -> tuple[Row, ...]:
    """The rows of words that one side stands for."""
    choices: list[list[Row]] = [
        [(None,)] if part == GAP else _choices(part, folding, lists) for part in parts
    ]
    if prod(map(len, choices)) > MOST_ROWS:
        raise ValueError("there are too many choices in one line")
    rows = (_trimmed([word for some in picked for word in some]) for picked in product(*choices))
    return tuple(dict.fromkeys(rows))


def _trimmed(row: list[Word | None]) -> Row:
    """A row is found by its first word, which therefore has to be there."""
    while row and (row[0] is None or row[0].optional):
        row.pop(0)
    while row and row[-1] is None:
        row.pop()
    return tuple(row)


def _choices(part: str, folding: Folding, lists: dict[str, str]) -> list[Row]:
    """What one part of a line may stand for: single words together, several words one after the other."""
    optional = part.endswith("?")
    exact, begins, ends, holds, number = set[str](), list[str](), list[str](), list[str](), False
    found: list[Row] = [()] if optional else []
    for choice in (choice for one in part.rstrip("?").split("|") for choice in _listed(one, lists)):
        words = folding.words(choice.strip("*"))
        if choice == "%":
            number = True
        elif not words or (choice.startswith("*") and len(words) > 1):
            raise ValueError(f"{choice} is not one word")
        elif "*" in choice and len("".join(words)) < FEWEST_WITH_STAR:
            raise ValueError(f"{choice} is too short for a star")
        elif len(words) > 1:
            last = Word(begins=(words[-1],)) if choice.endswith("*") else Word(frozenset((words[-1],)))
            found.append((*(Word(frozenset((one,))) for one in words[:-1]), last))
        elif not choice.startswith("*"):
            (begins.append if choice.endswith("*") else exact.add)(words[0])
        else:
            (holds if choice.endswith("*") else ends).append(words[0])
    if exact or begins or ends or holds or number:
        word = Word(frozenset(exact), tuple(begins), tuple(ends), tuple(holds), number, optional)
        found = [(word,), *(row for row in found if row)]
    return found


def _listed(choice: str, lists: dict[str, str]) -> list[str]:
    if not choice.startswith("@"):
        return [choice]
    if choice[1:] not in lists:
        raise ValueError(f"there is no list called {choice}")
    return [inner for one in lists[choice[1:]].split("|") for inner in _listed(one.strip(), lists)]
