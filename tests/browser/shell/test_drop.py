"""A line that breaks: what people see meanwhile, and what is still there afterwards."""

import time
from collections.abc import Callable

from server.web.page import words_of
from tests.browser.conftest import OpenTab
from tests.browser.line import Line
from tests.browser.served import Served
from wire.words import Words

Tiny = Callable[..., Served]
LayLine = Callable[[Served], Line]
AT_ONCE = 14
"""Seconds: the other side has five and a half to answer before a notice; unasked, it would be asked after fifteen."""


def test_a_drop_of_3_seconds_is_barely_seen(tiny: Tiny, line: LayLine, open_tab: OpenTab) -> None:
    wire = line(tiny())
    tab = open_tab(wire.url)
    tab.write("Comment", "abc")
    tab.sees("Heard abc")
    wire.cut()
    tab.page.keyboard.type("DEF", delay=30)
    tab.tap("Count")
    time.sleep(3)
    assert "Hello" in tab.tree()
    wire.mend()
    tab.sees("Heard abcDEF")
    tab.sees("Clicks 1")
    tab.write("Comment", "ghi")
    tab.sees("Heard abcDEFghi")
    assert tab.field("Comment").input_value() == "abcDEFghi"
    assert tab.bar() == ""
    assert tab.is_covered() is False


def test_going_offline_and_online_again_is_noticed_at_once(
    tiny: Tiny, line: LayLine, open_tab: OpenTab
) -> None:
    wire = line(tiny())
    tab = open_tab(wire.url)
    wire.choke()
    tab.page.evaluate("dispatchEvent(new Event('offline'))")
    tab.until(lambda: tab.bar() != "", AT_ONCE, "the notice")
    wire.mend()
    tab.page.evaluate("dispatchEvent(new Event('online'))")
    tab.until(lambda: tab.bar() == "", AT_ONCE, "the notice to go")


def test_a_restart_of_the_server_shows_our_own_words_and_goes_on(
    tiny: Tiny, line: LayLine, open_tab: OpenTab
) -> None:
    server = tiny()
    tab = open_tab(server.url)
    tab.tap("Sign in")
    tab.sees("Signed in as Amina")
    tab.tap("Count")
    tab.sees("Clicks 1")
    seen: set[str] = set()

    def look() -> bool:
        tree = tab.tree()
        seen.update(word for word in ("Working", "Connecting again", "No connection") if word in tree)
        return not tab.is_covered() and "Tick" in tree and tab.bar() == "" and "Connecting again" in seen

    assert server.stop() < 15
    tab.until(lambda: tab.bar() != "", 15, "the notice")
    assert "Signed in as Amina" in tab.tree()
    server.start()
    tab.until(look, 30, "the app to be back")
    assert "Working" not in seen
    # The page of before is there for a moment still, and what is tapped on it goes nowhere.
    tab.sees("Clicks 0")
    tab.sees("Signed in as Amina")
    tab.tap("Count")
    tab.sees("Clicks 1")


def test_a_link_that_was_away_too_long_starts_afresh(tiny: Tiny, line: LayLine, open_tab: OpenTab) -> None:
    wire = line(tiny(HOLD="1"))
    tab = open_tab(wire.url)
    tab.tap("Count")
    tab.sees("Clicks 1")
    wire.cut()
    time.sleep(3)
    wire.mend()
    tab.sees("Clicks 0")
    tab.ready()


def test_the_notice_is_in_the_language_that_the_person_reads(
    tiny: Tiny, line: LayLine, open_tab: OpenTab
) -> None:
    wire = line(tiny())
    tab = open_tab(wire.url)
    tab.tap("Urdu")
    tab.until(lambda: tab.page.evaluate("shell.words.lang") == "ur", 5, "Urdu")
    assert tab.page.evaluate("[document.documentElement.lang, document.documentElement.dir]") == ["ur", "rtl"]
    wire.cut()
    tab.until(lambda: tab.bar() != "", 5, "the notice")
    said = words_of(Words("ur"))["lost"].split("{time}")
    assert (tab.bar().startswith(said[0]), tab.bar().endswith(said[1])) == (True, True)
    wire.mend()
    tab.until(lambda: tab.bar() == "", 5, "the notice to go")
    assert [c.get("value") for c in tab.context.cookies() if c.get("name") == "bookbag_lang"] == ["ur"]
    tab.reload()
    assert tab.page.evaluate("document.documentElement.lang") == "ur"


def test_a_page_of_an_older_version_loads_itself_anew(tiny: Tiny, open_tab: OpenTab) -> None:
    server = tiny()
    tab = open_tab(server.url)
    tab.page.evaluate("settings.version = 'older'; window.kept = true")
    server.stop()
    server.start()
    tab.until(lambda: tab.page.evaluate("window.kept") is None, 15, "the page to load itself")
    tab.ready().sees("Tick 1")
