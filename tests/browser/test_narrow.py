"""The smallest phone with letters twice as large: all fits between the edges, and all can be reached."""

import os
from pathlib import Path

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.reading import Part, like, outside, parts_of, scroll_to, settled
from tests.browser.tab import Tab
from wire.accounts import CHOOSE, Preferences
from wire.stories import GET_FEED, FeedAsk

TEACHER = "Mrs Sandhu"


def look(tab: Tab, name: str) -> None:
    if folder := os.environ.get("NARROW_SHOTS"):
        tab.shot(Path(folder) / f"{name}.png")


def paths(demo: DemoSchool) -> list[str]:
    stories = demo.ask(TEACHER, GET_FEED, FeedAsk(side="staff")).stories
    pictured = next(story for story in stories if len(story.photos) > 1)
    own = f"/stories/{pictured.id}"
    return [
        "/",
        "/messages",
        "/messages/new",
        "/messages/search",
        "/new",
        "/more",
        "/more/language",
        "/more/devices",
        "/more/scheduled",
        own,
        "/nothing/here",
    ]


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_nothing_reaches_over_the_edge(demo: DemoSchool, open_tab: OpenTab, lang: str) -> None:
    demo.ask(TEACHER, CHOOSE, Preferences(lang=lang, text_size=200))
    tab = open_tab(demo.url, lang=lang, width=320, height=640, token=demo.token_of(TEACHER))
    found: dict[str, list[str]] = {}
    for path in paths(demo):
        if path != "/":
            tab.go(path)
        settled(tab, lang)
        look(tab, f"{lang}{path.replace('/', '_')}")
        found[path] = outside(tab)
    # Nobody is signed in: there the browser's own size of letters counts.
    tab.context.clear_cookies()
    tab.page.add_init_script(
        "addEventListener('DOMContentLoaded', () => { document.documentElement.style.fontSize = '32px' })"
    )
    tab.open("/")
    settled(tab, lang)
    look(tab, f"{lang}_welcome")
    found["welcome"] = outside(tab)
    assert {path: over for path, over in found.items() if over} == {}


def test_the_main_actions_can_be_reached(demo: DemoSchool, open_tab: OpenTab) -> None:
    demo.ask(TEACHER, CHOOSE, Preferences(lang="en", text_size=200))
    tab = open_tab(demo.url, width=320, height=640, token=demo.token_of(TEACHER))
    settled(tab)
    like(tab, "New story").click()
    tab.sees("Who is it for?")
    for name in ("Add photos", "Post"):
        scroll_to(tab, name)
    assert parts_of(tab).count(Part("switch", "Families may comment")) == 1
    look(tab, "en_post")
    tab.go("/more")
    scroll_to(tab, "Sign out")
    look(tab, "en_more_end")
    tab.go("/nothing/here")
    scroll_to(tab, "Go to the stories")
    tab.tap("Go to the stories")
    scroll_to(tab, "Like")
