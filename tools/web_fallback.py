"""Reads out of the compiled Flutter engine which fonts it asks for, and for which letters."""

import re
import sys
from typing import Final

FONT: Final = re.compile(r'A\.\w+\("(Noto [^"]+)","([^"/]+/[^"]+\.woff2)"\)')
PACKED: Final = re.compile(r'"([0-9a-zA-Z,]{20000,})"')
END: Final = 0x110000

Ranges = list[list[int]]


def fallback_fonts(script: str) -> dict[str, Ranges]:
    """From the path of each font file to the code points it stands for, as [first, last] pairs.

    The engine (``noto_font_encoding.dart``) packs them in two strings: sets of fonts, and for the whole of
    Unicode, range after range, the set of fonts that have it.
    """
    paths = [match[2] for match in FONT.finditer(script)]
    packed = [match[1] for match in PACKED.finditer(script)]
    if not paths or len(packed) != 2:
        sys.exit("The engine's list of fonts was not found in main.dart.js: look at tools/web_fallback.py")
    sets = [_set(text) for text in packed[0].split(",")]
    fonts: dict[str, Ranges] = {path: [] for path in paths}
    start = 0
    for size, number in _runs(packed[1]):
        for font in sets[number]:
            ranges = fonts[paths[font]]
            if ranges and ranges[-1][1] == start - 1:
                ranges[-1][1] = start + size - 1
            else:
                ranges.append([start, start + size - 1])
        start += size
    if start != END:
        sys.exit("The engine packs its list of fonts in a new way: look at tools/web_fallback.py")
    return fonts


def _set(text: str) -> list[int]:
    """Ascending font numbers, each as its distance from the one before."""
    found, last, prefix = [], -1, 0
    for letter in text:
        if letter.isdigit():
            prefix = prefix * 10 + int(letter)
        else:
            last += prefix * 26 + ord(letter) - ord("a") + 1
            found.append(last)
            prefix = 0
    return found


def _runs(text: str) -> list[tuple[int, int]]:
    """(length of the range, number of its set); a range of length 1 has no length written."""
    runs, size, prefix = [], 1, 0
    for letter in text:
        if letter.isdigit():
            prefix = prefix * 10 + int(letter)
        elif letter.islower():
            size, prefix = prefix * 26 + ord(letter) - ord("a") + 2, 0
        else:
            runs.append((size, prefix * 26 + ord(letter) - ord("A")))
            size, prefix = 1, 0
    return runs
