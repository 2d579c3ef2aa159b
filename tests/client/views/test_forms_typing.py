"""An answer that is drawn again while it is typed loses no letter, and takes words from elsewhere."""

from collections.abc import Callable

import flet as ft

from client.core.account import Account
from client.forms.inputs import WordsInput
from client.ui.component import component, use_state
from tests.client.conftest import Open
from tests.screen import Screen
from wire.base import Text, TextState
from wire.forms import Field, FieldKind

NAME = Field(
    key="name",
    kind=FieldKind.TEXT,
    label=Text(id=1, body="Name", lang="en", state=TextState.SAME),
)


class Keeper:
    """Who keeps the answer; ``draw`` is set by the page, and draws it with some words."""

    def __init__(self) -> None:
        self.heard: list[tuple[str, ...]] = []
        self.draw: Callable[[str], None] = lambda _: None


@component
def Page(account: Account, keeper: Keeper) -> ft.Control:
    """A page that is drawn when the test says so, not with each letter."""
    words, draw = use_state("a")
    keeper.draw = draw
    return WordsInput(account, NAME, words, keeper.heard.append, lambda _: None, False)


async def test_an_answer_typed_fast_keeps_its_letters_and_takes_words_from_elsewhere(open_app: Open) -> None:
    keeper = Keeper()
    screen = await Screen().draw(Page, await open_app(), keeper)
    for words in ("ab", "abc", "abcd"):
        field = screen.one(ft.TextField)
        screen.session.apply_patch(field._i, {"value": words})
        await screen.fire(field, "change", words)
    # A letter that the app has heard of, and whoever keeps the answer has not.
    screen.session.apply_patch(screen.one(ft.TextField)._i, {"value": "abcde"})
    keeper.draw("abc")
    await screen.settle()
    assert screen.one(ft.TextField).value == "abcde"
    assert keeper.heard == [("ab",), ("abc",), ("abcd",)]
    keeper.draw("Others")
    await screen.settle()
    assert screen.one(ft.TextField).value == "Others"
