"""Babel's data of one language, kept apart from that of every other."""

from copy import deepcopy
from functools import cache
from typing import Final

from babel import Locale, localedata

LOOKED_UP: Final = ("days", "months", "quarters", "day_periods")
"""Where one width or context of a name stands for another."""


@cache
def locale_of(tag: str) -> Locale:
    """What Babel knows of a language, by its own tag such as "en_GB".

    Babel writes down what a name stands for where it found that, and languages share that place: whoever read
    Polish after Urdu would read Urdu weekdays. So each language gets its own place before it is read.
    """
    data = localedata.load(tag)
    for part in LOOKED_UP:
        data[part] = deepcopy(data[part])
    return Locale.parse(tag)
