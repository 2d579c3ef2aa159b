"""Cuts Flet's icon font (400 KB compressed) down to the icons that the app uses (a few KB)."""

import io
import json
import re
import sys
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import Any, Final, cast

from fontTools import subset
from fontTools.ttLib import TTFont

USE: Final = re.compile(r"\bIcons\.([A-Z][A-Z0-9_]*)\b")
# The compiler writes 61000 as 61e3.
DEFINITION: Final = re.compile(r'B\.(\w+)=new A\.\w+\(([0-9e]+),"MaterialIcons",null,![01]\)')
# Flet sends the number of an icon in its own list; the list itself is compiled into the client.
LIST: Final = re.compile(r"\[((?:B\.\w+,){5000,}B\.\w+)\]")
FIRST: Final = 1 << 16


def used_icons(client: Path) -> frozenset[str]:
    """Names of all icons in the app's source."""
    return frozenset(name for path in client.rglob("*.py") for name in USE.findall(path.read_text()))


def icon_codes(script: str, names: frozenset[str]) -> list[int]:
    """The code points of ``names`` and of what Flutter's own controls draw, as the compiled client has them."""
    numbers = json.loads(
        resources.files("flet.controls.material").joinpath("icons.json").read_text(encoding="utf-8")
    )
    codes = {match[1]: int(float(match[2])) for match in DEFINITION.finditer(script)}
    listed = next((one for one in LIST.finditer(script) if one[1].count(",") + 1 == len(numbers)), None)
    if listed is None:
        sys.exit("The list of icons in this Flet's main.dart.js was not found: look at tools/web_icons.py")
    order = listed[1].split(",")
    found = _drawn_by_itself(script, listed, codes)
    for name in names:
        if name not in numbers:
            sys.exit(f"The app uses the icon {name}, which this Flet does not have.")
        constant = order[numbers[name] - FIRST].removeprefix("B.")
        if constant not in codes:
            sys.exit(
                f"No picture was found for the icon {name}: look at tools/web_icons.py, or use another icon."
            )
        found.add(codes[constant])
    return sorted(found)


def _drawn_by_itself(script: str, listed: re.Match[str], codes: dict[str, int]) -> set[int]:
    """An icon that is named in the code besides where it is defined and in the list is used there."""
    elsewhere = script[: listed.start()] + script[listed.end() :]
    uses = Counter(re.findall(r"\bB\.(\w+)\b", elsewhere))
    return {code for constant, code in codes.items() if uses[constant] > 1}


def subset_icons(font: bytes, codes: list[int]) -> bytes:
    """The font with only these icons."""
    options = subset.Options()
    options.layout_features = []
    options.desubroutinize = False
    source = TTFont(io.BytesIO(font))
    missing = [hex(code) for code in codes if code not in cast("dict[int, Any]", source.getBestCmap())]
    if missing:
        sys.exit(f"The icon font has no picture for {', '.join(missing)}: use other icons.")
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[*codes, 0x20])
    cutter.subset(source)
    made = io.BytesIO()
    source.save(made)
    return made.getvalue()
