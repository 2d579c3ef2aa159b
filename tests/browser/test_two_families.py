"""Two families in one server process at the same time: neither sees anything of the other's."""

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.reading import like
from tests.browser.tab import Tab
from wire.stories import GET_FEED, POST_STORY, FeedAsk, NewStory

DANIEL, CLAIRE = "Daniel Whitlock", "Claire Pemberton"


def class_of(demo: DemoSchool, name: str) -> str:
    stories = demo.ask(name, GET_FEED, FeedAsk()).stories
    return next(story.topic for story in stories if story.topic.startswith("class:"))


def test_each_sees_only_their_own(demo: DemoSchool, open_tab: OpenTab) -> None:
    fours, ones = class_of(demo, DANIEL), class_of(demo, CLAIRE)
    demo.ask("Miss Hart", POST_STORY, NewStory(topic=fours, body="Only for the fours."))
    demo.ask("Mr Bellamy", POST_STORY, NewStory(topic=ones, body="Only for the ones."))
    daniel, claire = (
        open_tab(demo.url, width=390, height=844, token=demo.token_of(name)) for name in (DANIEL, CLAIRE)
    )
    daniel.sees("Only for the fours.")
    claire.sees("Only for the ones.")
    daniel_likes_and_writes(daniel)
    demo.ask("Mr Bellamy", POST_STORY, NewStory(topic=ones, body="More for the ones."))
    claire.sees("More for the ones.")
    daniel.tap("Back")
    daniel.sees("Only for the fours.")
    assert [word for word in ("4A", "fours", "Rosie", "My secret", "Daniel") if word in claire.tree()] == []
    assert [word for word in ("1A", "the ones", "Oscar", "Claire") if word in daniel.tree()] == []
    claire.open("/more").sees(CLAIRE)
    assert DANIEL not in claire.tree()


def daniel_likes_and_writes(daniel: Tab) -> None:
    like(daniel, "Like").click()
    daniel.sees("1 like")
    like(daniel, "Comment").click()
    daniel.sees("Write a comment")
    daniel.write("Write a comment", "My secret")
