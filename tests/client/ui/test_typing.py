"""A field that is drawn again while it is typed into loses no letter, and takes words from elsewhere."""

from collections.abc import Callable

import flet as ft

from client.ui.component import component, use_state
from client.ui.typing import TypedField
from tests.screen import Screen


class Keeper:
    """Who keeps the words; ``draw`` is set by the page, and draws it with some words."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.draw: Callable[[str], None] = lambda _: None


@component
def Page(keeper: Keeper) -> ft.Control:
    """A page that is drawn when the test says so, not with each letter."""
    words, draw = use_state("a")
    keeper.draw = draw
    return TypedField("Title", words, keeper.heard.append, key="title")


async def test_a_drawing_that_is_some_letters_behind_changes_nothing_in_the_field() -> None:
    keeper = Keeper()
    screen = await Screen().draw(Page, keeper)
    for words in ("ab", "abc", "abcd"):
        await screen.type("Title", words)
    keeper.draw("abc")
    await screen.settle()
    assert screen.one(ft.TextField).value == "abcd"
    # A letter that the app has heard of, and whoever keeps the words has not.
    screen.session.apply_patch(screen.one(ft.TextField)._i, {"value": "abcde"})
    keeper.draw("abcd")
    await screen.settle()
    assert screen.one(ft.TextField).value == "abcde"
    assert keeper.heard == ["ab", "abc", "abcd"]


async def test_words_from_elsewhere_are_drawn() -> None:
    keeper = Keeper()
    screen = await Screen().draw(Page, keeper)
    await screen.type("Title", "ab")
    keeper.draw("ab")
    await screen.settle()
    keeper.draw("Others")
    await screen.settle()
    assert screen.one(ft.TextField).value == "Others"
    # What was told long ago is no reason to keep what stands there.
    keeper.draw("a")
    await screen.settle()
    assert screen.one(ft.TextField).value == "a"
