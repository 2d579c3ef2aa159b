"""What a screen reader and an eye find on the screen of a tab: names, places, colours."""

import io
import re
from typing import Any, NamedTuple

from PIL import Image, ImageStat
from playwright.sync_api import Locator

from tests.browser.tab import Tab

ACTIVE = frozenset({"button", "checkbox", "tab", "switch", "textbox", "link", "radio", "menuitem", "slider"})


class Part(NamedTuple):
    """Something that can be used, as a screen reader finds it."""

    role: str
    name: str


def parts_of(tab: Tab) -> list[Part]:
    """Everything on the screen that can be tapped, ticked or typed in."""
    talk = tab.context.new_cdp_session(tab.page)
    nodes: list[dict[str, Any]] = talk.send("Accessibility.getFullAXTree")["nodes"]
    talk.detach()
    seen = [node for node in nodes if not node.get("ignored")]
    return [
        Part(node["role"]["value"], node.get("name", {}).get("value", "").strip())
        for node in seen
        if node.get("role", {}).get("value") in ACTIVE
    ]


def outside(tab: Tab) -> list[str]:
    """What reaches beyond the left or the right edge of the window."""
    found = tab.page.evaluate(
        """() => [...document.querySelectorAll("flt-semantics-host [id^=flt-semantic-node]")].map(one => {
             const box = one.getBoundingClientRect();
             return [Math.round(box.left), Math.round(box.right), one.ariaLabel || one.textContent];
           }).filter(([left, right]) => left < -1 || right > innerWidth + 1)"""
    )
    return [f"{left}..{right} {words[:60]}" for left, right, words in found]


def like(tab: Tab, name: str, role: Any = "button") -> Locator:
    """What is called somehow like this."""
    return tab.page.get_by_role(role, name=re.compile(re.escape(name))).first


def brightness(tab: Tab) -> float:
    """How light the screen is on the whole: 0 black, 255 white."""
    return float(ImageStat.Stat(_picture(tab).convert("L")).mean[0])


def colours_at(tab: Tab, place: Locator) -> int:
    """How many different colours are drawn where ``place`` is."""
    box = place.bounding_box()
    assert box is not None
    left, top = int(box["x"]) + 8, int(box["y"]) + 8
    inside = (left, top, left + int(box["width"]) - 16, top + int(box["height"]) - 16)
    return len(set(_picture(tab).crop(inside).resize((64, 64)).get_flattened_data()))


def _picture(tab: Tab) -> Image.Image:
    return Image.open(io.BytesIO(tab.page.screenshot())).convert("RGB")
