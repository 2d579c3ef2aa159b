"""Cuts Flet's icon font (400 KB compressed) down to the icons that the app uses (a few KB)."""

import io
import json
import re
import sys
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
# Drawn by Flutter's own controls, whatever we use: back and close, menus, pickers, text fields.
ALWAYS: Final = frozenset(
    """ARROW_BACK ARROW_BACK_IOS ARROW_BACK_IOS_NEW ARROW_DROP_DOWN ARROW_DROP_UP ARROW_FORWARD CALENDAR_TODAY
    CANCEL CHECK CHEVRON_LEFT CHEVRON_RIGHT CLEAR CLOSE EDIT EDIT_OUTLINED EXPAND_LESS EXPAND_MORE KEYBOARD
    KEYBOARD_OUTLINED ACCESS_TIME MENU MORE_HORIZ MORE_VERT SEARCH WARNING ERROR UNFOLD_MORE
    ARROW_UPWARD CONTENT_COPY CONTENT_CUT CONTENT_PASTE SELECT_ALL""".split()
)


def used_icons(client: Path) -> frozenset[str]:
    """Names of all icons in the app's source."""
    found = {name for path in sorted(client.rglob("*.py")) for name in USE.findall(path.read_text())}
    return ALWAYS | found


def icon_codes(script: str, names: frozenset[str]) -> list[int]:
    """The code points of icons, as the compiled client (``main.dart.js``) draws them."""
    numbers = json.loads(
        resources.files("flet.controls.material").joinpath("icons.json").read_text(encoding="utf-8")
    )
    codes = {match[1]: int(float(match[2])) for match in DEFINITION.finditer(script)}
    lists = [match[1].split(",") for match in LIST.finditer(script)]
    order = next((names for names in lists if len(names) == len(numbers)), None)
    if order is None:
        sys.exit("The list of icons in this Flet's main.dart.js was not found: look at tools/web_icons.py")
    found = {}
    for name in sorted(names):
        if name not in numbers:
            sys.exit(f"The app uses the icon {name}, which this Flet does not have.")
        code = codes.get(order[numbers[name] - FIRST].removeprefix("B."))
        if code is None:
            sys.exit(
                f"No picture was found for the icon {name}: look at tools/web_icons.py, or use another icon."
            )
        found[name] = code
    return sorted(set(found.values()))


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
