"""Cuts a text into the sentences that are looked up and translated, so that joining them again loses nothing."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import sentencex

from server.translation.masks import EMOJI, SLOT, Masked, Masks, Span, masked

SHORT: Final = 4
"""Sentences with fewer words than this go to an engine together with a neighbour: it needs the context."""
_LEAD: Final = re.compile(rf"(?:\s|[•*·–—-]\s|{EMOJI})*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A piece of a line. ``lead`` and ``trail`` are spaces, bullets and emoji, which nobody has to translate."""

    line: str
    spans: Sequence[Span]
    start: int
    end: int

    def _edges(self) -> tuple[int, int]:
        lead = _LEAD.match(self.line, self.start, self.end)
        start = lead.end() if lead else self.start
        end = start + len(self.line[start : self.end].rstrip())
        for span in reversed(self.spans):
            if span.end == end and span.start >= start and span.kind == "sign" and not SLOT.match(span.shown):
                end = start + len(self.line[start : span.start].rstrip())
        return start, end

    @property
    def lead(self) -> str:
        """What stands before the words."""
        return self.line[self.start : self._edges()[0]]

    @property
    def trail(self) -> str:
        """What stands after the words."""
        return self.line[self._edges()[1] : self.end]

    @property
    def masked(self) -> Masked:
        """The words, with slots."""
        return masked(self.line, self.spans, *self._edges())

    @property
    def short(self) -> bool:
        """Whether it has too few words to be understood alone."""
        return len(self.masked.text.split()) < SHORT

    def joined(self, following: "Sentence") -> "Sentence":
        """One piece with the next one of the same line."""
        return Sentence(self.line, self.spans, self.start, following.end)


def sentences(text: str, lang: str, masks: Masks) -> list[list[Sentence]]:
    """The sentences of each line of ``text``, which is in ``lang``; ``joined_lines`` puts it together again."""
    return [_of_line(line, lang, masks) for line in unicodedata.normalize("NFC", text).split("\n")]


def joined_lines(lines: Sequence[Sequence[str]]) -> str:
    """The text again, from what each sentence of each line became."""
    return "\n".join("".join(line) for line in lines)


def _of_line(line: str, lang: str, masks: Masks) -> list[Sentence]:
    spans = masks.spans(line, lang)
    found: list[Sentence] = []
    start = end = 0
    for piece in sentencex.segment(lang, line):
        end += len(piece)
        # A full stop inside a name, a time or a link ends no sentence.
        if not any(span.start < end < span.end for span in spans):
            found.append(Sentence(line, spans, start, end))
            start = end
    if start < len(line):
        found.append(Sentence(line, spans, start, len(line)))
    return found
