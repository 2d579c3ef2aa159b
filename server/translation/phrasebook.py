"""Sentences that people translated and checked, from the gettext files in ``locales/phrasebook``."""

import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from babel.messages.pofile import read_po

from server.translation.masks import SLOT, Masks
from server.translation.sentences import sentences

FOLDER: Final = Path(__file__).parents[2] / "locales" / "phrasebook"
TERM: Final = "term"
"""The ``msgctxt`` of a school word that has one fixed wording, such as PE kit."""
_BRIDGE: Final = "en"
Book = Mapping[str, Mapping[str, str]]
"""Source language → sentence → wording."""


class Phrasebook:
    """Reads the file of a language when that language is first asked for.

    A ``msgid`` is one sentence as ``Masks`` leaves it; without ``msgctxt`` it is English, else in that language.
    """

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._loaded: dict[str, Book] = {}
        self._lock = threading.Lock()

    def languages(self) -> frozenset[str]:
        """The languages that have a file."""
        return frozenset(file.parts[-3] for file in self._folder.glob("*/LC_MESSAGES/phrasebook.po"))

    def find(self, sentence: str, source: str, lang: str) -> str | None:
        """The checked wording of a masked sentence, if need be by way of its checked English wording."""
        direct = self._of(lang).get(source, {}).get(sentence)
        if direct is not None or _BRIDGE in (source, lang):
            return direct
        english = self._of(_BRIDGE).get(source, {}).get(sentence)
        return None if english is None else self._onward(english, lang)

    def terms(self, lang: str) -> Mapping[str, str]:
        """English school words with their one wording in ``lang``."""
        return self._of(lang).get(TERM, {})

    def _onward(self, english: str, lang: str) -> str | None:
        order = SLOT.findall(english)
        place = {slot: f"{{{number}}}" for number, slot in enumerate(order, 1)}
        found = self._of(lang).get(_BRIDGE, {}).get(SLOT.sub(lambda slot: place[slot[1]], english))
        return None if found is None else SLOT.sub(lambda slot: f"{{{order[int(slot[1]) - 1]}}}", found)

    def _of(self, lang: str) -> Book:
        with self._lock:
            if lang not in self._loaded:
                file = self._folder / lang / "LC_MESSAGES" / "phrasebook.po"
                self._loaded[lang] = _read(file, file.stat().st_mtime_ns) if file.exists() else {}
            return self._loaded[lang]


def msgids(text: str, names: Iterable[str] = (), classes: Iterable[str] = (), lang: str = "en") -> list[str]:
    """The ``msgid`` of each sentence of ``text`` that a phrasebook needs, in order, each once."""
    lines = sentences(text, lang, Masks(names, classes))
    found = (sentence.masked for line in lines for sentence in line)
    return list(dict.fromkeys(masked.text for masked in found if masked.has_words))


@lru_cache(maxsize=32)
def _read(file: Path, _changed_at: int) -> Book:
    """Entries by source language; what is not finished, or lost a slot, is not checked and so left out.

    A file is read once for all schools of a process, until somebody changes it.
    """
    book: dict[str, dict[str, str]] = {}
    with file.open("rb") as lines:
        for entry in read_po(lines):
            said, wording = entry.id, entry.string
            if (
                not isinstance(said, str)
                or not isinstance(wording, str)
                or not said
                or not wording
                or entry.fuzzy
            ):
                continue
            if sorted(SLOT.findall(said)) == sorted(SLOT.findall(wording)):
                book.setdefault(entry.context or _BRIDGE, {})[said] = wording
    return book
