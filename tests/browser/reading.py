"""What a screen reader and an eye find on the screen of a tab: names, places, colours."""

import io
import re
from typing import Any, NamedTuple

from PIL import Image, ImageStat
from playwright.sync_api import Locator

from tests.browser.tab import Tab
from wire.words import Words

ACTIVE = frozenset(
    "button checkbox tab switch textbox link radio menuitem menuitemcheckbox slider combobox listbox".split()
)


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


def settled(tab: Tab, lang: str = "en") -> str:
    """The screen once it is drawn and nothing loads any more, for somebody who reads ``lang``."""
    loading = Words(lang)._("Loading")
    tab.until(lambda: bool(parts_of(tab)) and loading not in tab.tree(), 30, "something to use")
    seen = ""
    while seen != (seen := tab.tree()):
        tab.page.wait_for_timeout(400)
    assert loading not in seen
    return seen


def scroll_to(tab: Tab, name: str, role: Any = "button") -> None:
    """Turns the wheel until what is called like this lies whole inside the window."""
    tab.page.mouse.move(160, 300)
    for _ in range(60):
        if _is_inside(tab, like(tab, name, role)):
            return
        tab.page.mouse.wheel(0, 160)
        tab.page.wait_for_timeout(120)
    raise AssertionError(f"“{name}” never came into the window:\n{tab.tree()}")


def _is_inside(tab: Tab, place: Locator) -> bool:
    box = place.bounding_box() if place.count() else None
    size = tab.page.viewport_size
    if box is None or size is None:
        return False
    across = box["x"] >= -1 and box["x"] + box["width"] <= size["width"] + 1
    return across and box["y"] >= -1 and box["y"] + box["height"] <= size["height"] + 1


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
