"""Says whether an engine's answer may be shown: nobody ever reads a wrong number, time or name."""

import re
import unicodedata
from collections import Counter
from typing import Final

from server.translation.masks import LETTER, SLOT, Masked

_MARKUP: Final = re.compile(r"[<>]|&(?:\w+|#\w+);")
_JOINERS: Final = frozenset("\u200c\u200d\u200e\u200f\u061c")
"""Letters that one does not see and that some scripts need; the others can turn a number round on the screen."""
_WIDE: Final = 3
"""How many letters of an alphabet one Chinese or Korean letter stands for."""
_MORE, _FEWER = 12, 4
"""So many letters more or fewer prove nothing: yes may be a whole clause elsewhere."""


def is_safe(source: Masked, answer: str) -> bool:
    """Whether ``answer`` kept every slot once and in order, all figures, no markup, and a sane length."""
    return (
        _slots_kept(source, answer)
        and _figures(answer) == _figures(source.text)
        and _MARKUP.findall(answer) == _MARKUP.findall(source.text)
        and _unseen(answer) <= _unseen(source.text)
        and LETTER.search(SLOT.sub("", answer)) is not None
        and _length_sane(_length(source.text), _length(answer))
        and (not is_echo(source, answer) or is_trivial(source))
    )


def is_echo(source: Masked, answer: str) -> bool:
    """Whether the engine just said the same again."""
    return _plain(answer) == _plain(source.text)


def is_trivial(source: Masked) -> bool:
    """Whether it may well read the same in both languages: a single word, such as Pizza."""
    return len(re.findall(r"[^\W\d_]+", SLOT.sub(" ", source.text))) == 1


def _slots_kept(source: Masked, answer: str) -> bool:
    """Figures keep their order among themselves, and so do names: otherwise 2 pens and 1 book may swap."""
    found = [int(slot) for slot in SLOT.findall(answer)]
    if sorted(found) != list(range(1, len(source.kinds) + 1)):
        return False
    by_kind: dict[str, list[int]] = {}
    for slot in found:
        by_kind.setdefault(source.kinds[slot - 1], []).append(slot)
    return all(slots == sorted(slots) for slots in by_kind.values())


def _figures(text: str) -> Counter[int]:
    return Counter(unicodedata.decimal(c) for c in SLOT.sub("", text) if c.isdecimal())


def _unseen(text: str) -> set[str]:
    return {c for c in text if unicodedata.category(c) in ("Cc", "Cf")} - _JOINERS


def _length(text: str) -> int:
    letters = LETTER.findall(SLOT.sub("", text))
    return sum(_WIDE if unicodedata.east_asian_width(letter) == "W" else 1 for letter in letters)


def _length_sane(said: int, answered: int) -> bool:
    return 0.2 * said - _FEWER <= answered <= 5 * said + _MORE


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
