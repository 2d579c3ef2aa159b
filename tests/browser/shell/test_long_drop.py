"""A line that is away for a minute, or dies without a word: in a file of its own, so that others go on beside it."""

import re
import time
from collections.abc import Callable

import pytest

from tests.browser.conftest import OpenTab
from tests.browser.shell.test_drop import LayLine, Tiny
from tests.browser.tab import Tab


def ticks(tab: Tab) -> int:
    return int(re.findall(r"Tick (\d+)", tab.tree())[0])


def ticked(tab: Tab, least: int) -> Callable[[], bool]:
    return lambda: ticks(tab) >= least


@pytest.mark.slow
def test_drops_of_20_and_60_seconds_keep_everything(tiny: Tiny, line: LayLine, open_tab: OpenTab) -> None:
    wire = line(tiny())
    tab = open_tab(wire.url)
    tab.write("Comment", "half a sen")
    tab.sees("Heard half a sen")
    for seconds, more in ((20, "tence"), (60, " and more")):
        before = ticks(tab)
        wire.cut()
        tab.until(lambda: tab.bar() != "", 5, "the notice")
        assert re.fullmatch(
            r"No connection\. What you see is from \d{1,2}:\d\d\. It will catch up by itself\.", tab.bar()
        )
        assert tab.bar() in tab.tree()
        assert "Hello" in tab.tree()
        time.sleep(seconds)
        assert ticks(tab) == before
        wire.mend()
        # A page that had begun afresh would be far behind.
        tab.until(ticked(tab, before + seconds), 15, "the ticks of the meantime")
        tab.until(lambda: tab.bar() == "", 15, "the notice to go")
        tab.write("Comment", more)
    tab.sees("Heard half a sentence and more")
    assert "Working" not in tab.tree()


@pytest.mark.slow
def test_a_line_that_dies_without_a_word_is_found_out(tiny: Tiny, line: LayLine, open_tab: OpenTab) -> None:
    wire = line(tiny())
    tab = open_tab(wire.url)
    tab.write("Comment", "abc")
    tab.sees("Heard abc")
    wire.choke()
    tab.until(lambda: tab.bar() != "", 30, "the notice")
    wire.mend()
    tab.until(lambda: tab.bar() == "", 10, "the notice to go")
    tab.write("Comment", "def")
    tab.sees("Heard abcdef")
