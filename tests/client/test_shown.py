"""What a reader sees of somebody's words, and what is honestly said about it."""

import pytest

from client.core.words import Words
from client.translation.shown import label, shown, switch_label
from tests.client import eg
from wire.base import TextState

EN = Words("en")


def test_a_translation_is_shown_and_the_original_is_one_tap_away() -> None:
    text = eg.text("Hello", state=TextState.DONE, shown="سلام", engine="phrasebook")
    seen = shown(text, "ur")
    assert (seen.body, seen.rtl, seen.original, seen.can_switch) == ("سلام", True, False, True)
    assert (label(EN, text, seen), switch_label(EN, seen)) == (
        "Translated from English with the school's phrasebook",
        "Show original",
    )
    back = shown(text, "ur", original=True)
    assert (back.body, back.rtl, switch_label(EN, back)) == ("Hello", False, "Show translation")


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (TextState.SAME, ""),
        (TextState.PENDING, "Being translated from English"),
        (TextState.NONE, "There is no translation from English yet"),
    ],
)
def test_without_a_translation_the_original_and_one_honest_line(state: TextState, said: str) -> None:
    text = eg.text("Hello", state=state)
    seen = shown(text, "ur")
    assert (seen.body, seen.can_switch, label(EN, text, seen)) == ("Hello", False, said)


def test_a_persons_wording_says_so() -> None:
    text = eg.text("Hello", state=TextState.CHECKED, shown="سلام", engine="person")
    assert label(EN, text, shown(text, "ur")) == "Translated from English, checked by a person"


@pytest.mark.parametrize(
    ("engine", "said"),
    [
        ("phrasebook", "Translated from English with the school's phrasebook"),
        ("libretranslate", "Translated from English by LibreTranslate"),
        ("azure", "Translated from English by Azure Translator"),
        (None, "Translated from English"),
    ],
)
def test_nobody_is_said_to_have_checked_what_nobody_checked(engine: str | None, said: str) -> None:
    text = eg.text("Hello", state=TextState.CHECKED, shown="سلام", engine=engine)
    assert label(EN, text, shown(text, "ur")) == said


def test_each_message_runs_its_own_way() -> None:
    assert shown(eg.text("شکریہ", lang="ur", state=TextState.NONE), "en").rtl
    assert not shown(eg.text("Thanks"), "ur").rtl
