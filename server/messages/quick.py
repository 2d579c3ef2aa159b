"""Quick answers: short sentences whose translations people checked, so that they read right on both sides."""

from functools import lru_cache
from typing import Final

from server.translation.phrasebook import FOLDER, Phrasebook
from wire.messages import QuickAnswers, Side

FILE: Final = FOLDER / "quick_answers.txt"
HOME: Final = "en"


def quick_answers(phrasebook: Phrasebook, side: Side, lang: str) -> QuickAnswers:
    """The answers of one side in a language: those that have a checked wording in it, and from it into English."""
    if lang == HOME:
        return QuickAnswers(sentences=answers_of(side))
    worded = (phrasebook.find(sentence, HOME, lang) for sentence in answers_of(side))
    return QuickAnswers(
        sentences=tuple(said for said in worded if said and phrasebook.find(said, lang, HOME))
    )


@lru_cache(maxsize=2)
def answers_of(side: Side) -> tuple[str, ...]:
    """The English sentences of one side: the file has families' first, then an empty line, then those of staff."""
    family, staff = FILE.read_text("utf-8").strip().split("\n\n")
    return tuple((family if side == "family" else staff).splitlines())
