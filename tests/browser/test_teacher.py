"""A teacher writes for later."""

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.reading import like


def test_a_story_for_later_waits_in_its_list(demo: DemoSchool, open_tab: OpenTab) -> None:
    tab = open_tab(demo.url, "/new", width=1280, height=1100, token=demo.token_of("Mr Bellamy"))
    tab.sees("Who is it for?")
    tab.write("What happened?", "There is no club today.")
    like(tab, "Later", "checkbox").click()
    tab.sees("08:30")
    tab.tap("Schedule")
    tab.sees("Look for new stories")
    assert "There is no club today." not in tab.tree()
    tab.open("/more/scheduled")
    tab.sees("There is no club today.")
    tab.sees("Take back")
