"""Every screen for everybody: with a screen reader and in the dark."""

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.reading import Part, brightness, like, parts_of, settled
from tests.browser.tab import Tab
from wire.accounts import CHOOSE, Preferences
from wire.stories import GET_FEED, FeedAsk
from wire.words import Words

PATHS = (
    "/", "/messages", "/messages/new", "/messages/search", "/new", "/more", "/more/language", "/more/devices",
    "/more/scheduled", "/calendar", "/library", "/library/documents", "/library/learning", "/library/search",
    "/library/new", "/library/mine", "/nothing/here",
)  # fmt: skip


def every_screen(demo: DemoSchool, name: str, side: str = "staff") -> list[str]:
    stories = demo.ask(name, GET_FEED, FeedAsk(side=side)).stories  # type: ignore[arg-type]
    pictured = next(story for story in stories if len(story.photos) > 1)
    return [*PATHS, f"/stories/{pictured.id}", f"/photos/story/{pictured.id}/0"]


def nameless(tab: Tab) -> list[Part]:
    """What can be used and has no name, on a screen on which something can be used."""
    parts = parts_of(tab)
    assert parts
    return [part for part in parts if not part.name]


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_all_that_can_be_used_has_a_name(demo: DemoSchool, open_tab: OpenTab, lang: str) -> None:
    stranger = open_tab(demo.url, lang=lang, width=390, height=1600)
    stranger.sees("Miss Hart")
    assert nameless(stranger) == []
    demo.ask("Miss Hart", CHOOSE, Preferences(lang=lang))
    tab = open_tab(demo.url, lang=lang, width=390, height=1600, token=demo.token_of("Miss Hart"))
    found: dict[str, list[Part]] = {}
    for path in every_screen(demo, "Miss Hart"):
        if path != "/":
            tab.go(path)
        settled(tab, lang)
        found[path] = nameless(tab)
    assert found == {path: [] for path in found}


@pytest.mark.parametrize("lang", ["en", "ur"])
def test_a_field_keeps_its_name_when_something_stands_in_it(
    demo: DemoSchool, open_tab: OpenTab, lang: str
) -> None:
    demo.ask("Miss Hart", CHOOSE, Preferences(lang=lang))
    story = demo.ask("Miss Hart", GET_FEED, FeedAsk(side="staff")).stories[0]
    w = Words(lang)
    tab = open_tab(demo.url, "/new", lang=lang, width=390, height=1600, token=demo.token_of("Miss Hart"))
    for path, label in (
        ("/new", w._("What happened?")),
        (f"/stories/{story.id}", w._("Write a comment")),
        (f"/stories/{story.id}/edit", w._("What happened?")),
    ):
        if path != "/new":
            tab.go(path)
        tab.sees(label)
        tab.write(label, "Hello")
        tab.page.wait_for_timeout(500)
        assert "Hello" in tab.field(label).input_value()
        assert [part for part in parts_of(tab) if part.role == "textbox"] == [Part("textbox", label)]


def test_a_class_is_chosen_without_seeing(demo: DemoSchool, open_tab: OpenTab) -> None:
    demo.ask("Miss Hart", CHOOSE, Preferences(lang="en"))
    tab = open_tab(demo.url, "/new", width=390, height=900, token=demo.token_of("Miss Hart"))
    like(tab, "One child", "checkbox").click()
    tab.sees("Which one? Alba Romero, 4A")
    # As a screen reader does it: told to the button itself, not to a place on the screen.
    tab.button("Which one? Alba Romero, 4A").evaluate("one => one.click()")
    child = tab.page.get_by_role("menuitem", name="Caleb Winslow, 4A", exact=True)
    child.evaluate("one => one.click()")
    tab.sees("Which one? Caleb Winslow, 4A")


def test_light_and_dark_lost_pages_and_reloads(demo: DemoSchool, open_tab: OpenTab) -> None:
    token = demo.token_of("Claire Pemberton")
    light = open_tab(demo.url, width=390, height=844, token=token)
    light.sees("Show original" if "Show original" in light.tree() else "Stories")
    dark = open_tab(demo.url, "/more", width=390, height=844, dark=True, token=token)
    dark.sees("Claire Pemberton")
    light.until(lambda: brightness(light) > 170, 10, "a light page")
    dark.until(lambda: brightness(dark) < 70, 10, "a dark page")
    dark.open("/nothing/here").sees("There is nothing here")
    dark.tap("Go to the stories")
    dark.sees("Look for new stories")
    story = demo.ask("Claire Pemberton", GET_FEED, FeedAsk()).stories[0]
    light.open(f"/stories/{story.id}").sees(story.text.body[:20])
    light.reload().sees(story.text.body[:20])
    like(light, "Back").click()
    light.sees("Look for new stories")


def test_the_policy_of_the_page_is_strict(demo: DemoSchool, open_tab: OpenTab) -> None:
    tab = open_tab(demo.url)
    answer = tab.page.request.get(demo.url)
    policy = answer.headers["content-security-policy"]
    assert (
        "default-src 'none'" in policy or "default-src 'self'" in policy,
        "unsafe-eval'" in policy.replace("wasm-unsafe-eval'", ""),
    ) == (True, False)
    assert tab.complaints == []
