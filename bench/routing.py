"""How well guidance finds the right way, on sentences that others labelled, and what a look at a text costs.

``bench/guidance/<lang>.tsv`` holds a sentence a line: its kind (``none`` for what may be sent here), the side that
writes it, the sentence. It was written apart from the phrases. What counts is the way that the writer is shown,
which is what they act on: of an absence and of an appointment they hear the same, to call the office.
"""

import time
from collections.abc import Iterator
from pathlib import Path
from statistics import mean
from typing import Literal, NamedTuple

from bench.figures import Figure
from bench.schools import Schools
from server.guidance.book import Guide
from server.guidance.rules import way_of, ways_for
from wire.guidance import GuidanceWay, MatterKind

FOLDER = Path(__file__).parent / "guidance"
LANGUAGES = ("en", "ur", "pl", "ar", "ro", "bn")
NAMES = (
    *(f"routing_{what}_{lang}" for lang in LANGUAGES for what in ("recall", "precision")),
    "routing_us_per_keystroke_check",
)
NOTHING = "none"
ROUNDS = 5


class Labelled(NamedTuple):
    """A sentence and what it is."""

    kind: str
    side: Literal["family", "staff"]
    sentence: str

    @property
    def way(self) -> GuidanceWay | None:
        """The way that is right for it; ``None`` if it may be sent here."""
        return None if self.kind == NOTHING else way_of(MatterKind(self.kind), self.side)


class Score(NamedTuple):
    """Sentences that need a way, ways that were shown, and how many of these were right."""

    needed: int
    shown: int
    right: int


def read_labelled(path: Path) -> list[Labelled]:
    """The sentences of one language."""
    rows = (line.split("\t") for line in path.read_text("utf-8").splitlines())
    return [
        Labelled(row[0].strip(), "staff" if row[1].strip() == "staff" else "family", row[2].strip())
        for row in rows
        if len(row) == 3 and not row[0].startswith("#")
    ]


def shown_for(guide: Guide, one: Labelled, lang: str) -> set[GuidanceWay]:
    """The ways that the writer would be shown."""
    found = guide.find(one.sentence, guide.languages_for(one.sentence, lang))
    return {way for _, way in ways_for((match.kind for match in found), one.side)}


def score(guide: Guide, labelled: list[Labelled], lang: str) -> Score:
    """How often the right way was shown, and a wrong one."""
    shown = [(one.way, shown_for(guide, one, lang)) for one in labelled]
    return Score(
        needed=sum(way is not None for way, _ in shown),
        shown=sum(len(ways) for _, ways in shown),
        right=sum(way in ways for way, ways in shown if way is not None),
    )


def routing(_: Schools) -> Iterator[Figure]:
    """Recall and precision for each language, and the time of one look."""
    guide, times = Guide(), []
    for lang in LANGUAGES:
        labelled = read_labelled(FOLDER / f"{lang}.tsv")
        got = score(guide, labelled, lang)
        yield Figure(f"routing_recall_{lang}", got.right / got.needed, "share")
        yield Figure(f"routing_precision_{lang}", got.right / max(got.shown, 1), "share")
        times += [_microseconds(guide, one, lang) for _ in range(ROUNDS) for one in labelled]
    yield Figure("routing_us_per_keystroke_check", mean(times), "us")


def _microseconds(guide: Guide, one: Labelled, lang: str) -> float:
    begun = time.thread_time_ns()
    shown_for(guide, one, lang)
    return (time.thread_time_ns() - begun) / 1_000
