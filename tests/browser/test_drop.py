"""The line breaks while a mother writes: nothing is lost, and nothing has to be loaded again."""

import pytest

from server.web.page import words_of
from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.line import Line
from tests.browser.shell.test_drop import LayLine
from tests.browser.tab import Tab
from wire.stories import GET_FEED, POST_COMMENT, FeedAsk, NewComment
from wire.words import Words

WHO = "Katarzyna Nowak"
POLISH = Words("pl")
FIELD = POLISH._("Write a comment")
LOST = words_of(POLISH)["lost"].split("{time}")


def stories_of_her_class(demo: DemoSchool) -> list[int]:
    """A test each: what one leaves half written stands in no other's field."""
    stories = demo.ask(WHO, GET_FEED, FeedAsk()).stories
    return [one.id for one in stories if one.topic.startswith("class:") and one.comments_open]


def through_a_drop(tab: Tab, wire: Line, demo: DemoSchool, story: int, seconds: int) -> None:
    """While it lasts, what was there is there, with our own words; after it, what was said meanwhile."""
    kept = tab.field(FIELD).input_value()
    missed = f"Brawo po {seconds} sekundach"
    wire.cut()
    demo.ask("Daniel Whitlock", POST_COMMENT, NewComment(story_id=story, body=missed, lang="pl"))
    bars: set[str] = set()
    for _ in range(seconds):
        tab.page.wait_for_timeout(1000)
        bars.add(tab.bar())
        assert ("Working" in tab.tree(), tab.is_covered()) == (False, False)
        assert tab.field(FIELD).input_value() == kept
    if seconds > 3:
        said = max(bars, key=len)
        assert (said.startswith(LOST[0]), said.endswith(LOST[1])) == (True, True)
    wire.mend()
    tab.sees(missed)
    tab.until(lambda: tab.bar() == "", 10, "the notice to go")
    assert tab.field(FIELD).input_value() == kept


@pytest.mark.slow
def test_drops_of_3_and_20_and_60_seconds(demo: DemoSchool, open_tab: OpenTab, line: LayLine) -> None:
    wire = line(demo.server)
    story = stories_of_her_class(demo)[0]
    token = demo.token_of(WHO)
    tab = open_tab(wire.url, f"/stories/{story}", lang="pl-PL", width=390, height=2000, token=token)
    tab.sees(FIELD)
    for seconds, more in ((3, "Half a "), (20, "sen"), (60, "tence")):
        tab.write(FIELD, more)
        tab.page.wait_for_timeout(300)
        through_a_drop(tab, wire, demo, story, seconds)
    assert tab.field(FIELD).input_value() == "Half a sentence"
    # Nothing was loaded again: the page itself was asked for once.
    assert tab.requests.count(f"{wire.url}/stories/{story}") == 1


def test_a_restart_of_the_server_keeps_the_draft_and_the_session(demo: DemoSchool, open_tab: OpenTab) -> None:
    story = stories_of_her_class(demo)[1]
    token = demo.token_of(WHO)
    tab = open_tab(demo.url, f"/stories/{story}", lang="pl-PL", width=390, height=2000, token=token)
    tab.sees(FIELD)
    tab.write(FIELD, "Dzie")
    kept = tab.field(FIELD).input_value()
    # The server keeps a draft a second after the last letter.
    tab.page.wait_for_timeout(3000)
    demo.server.stop()
    tab.until(lambda: tab.bar() != "", 6, "the notice")
    assert "Working" not in tab.tree()
    demo.server.start()
    tab.until(lambda: tab.bar() == "" and not tab.is_covered(), 30, "the app to be back")
    tab.sees(FIELD)
    # The browser has the words of a field only while the cursor is in it; before, Flutter draws them.
    tab.page.wait_for_timeout(1000)
    tab.field(FIELD).click()
    tab.until(lambda: tab.field(FIELD).input_value() == kept, 15, "the half comment")
