"""Which language a text is in: the writer says, and a detector overrules them only when it is sure."""

from collections.abc import Set as AbstractSet
from typing import Final

import pycld2

from server.translation.masks import LETTER

FEWEST_LETTERS: Final = 20
SURE: Final = 90
"""Percent of the text that must be in the language found."""
_OUR_TAG: Final = {"zh": "zh-Hans", "zh-Hant": "zh-Hant"}


def language_of(body: str, said: str, possible: AbstractSet[str]) -> str:
    """The language of ``body``: ``said``, or another of the ``possible`` ones if that is beyond doubt."""
    if len(LETTER.findall(body)) < FEWEST_LETTERS:
        return said
    try:
        reliable, _, found = pycld2.detect(body.encode(errors="replace"), bestEffort=False)
    except pycld2.error:
        return said
    _, code, percent, _ = found[0]
    tag = _OUR_TAG.get(code, code)
    return tag if reliable and percent >= SURE and tag in possible else said
