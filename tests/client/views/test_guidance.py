"""While somebody writes: the calm card with the right way, which steals nothing and can be put away."""

import flet as ft
import pytest

from client.core.words import Words
from client.guidance import actions
from client.guidance.words import heading, way
from tests.client import eg
from tests.client.edge import FakeSchool, Heard
from tests.client.views.conftest import Show
from tests.screen import Screen
from wire.accounts import KEEP_DRAFT
from wire.base import Role
from wire.guidance import CHECK_WORDS, FamilyNumber, Guidance, Hint
from wire.guidance import GuidanceWay as W
from wire.guidance import MatterKind as K
from wire.school import Audience
from wire.stories import POST_COMMENT

ABSENCE = Guidance(hints=(Hint(kind=K.ABSENCE, way=W.CALL_OFFICE, phone="020 7946 0000"),))
CONCERN = Guidance(
    hints=(
        Hint(kind=K.CONCERN, way=W.ARRANGE_TO_SPEAK, phone="020 7946 0000", email="office@brooklane.example"),
    )
)
WAY = "To report an absence, please call the office."


@pytest.fixture(autouse=True)
def quick(school: FakeSchool, monkeypatch: pytest.MonkeyPatch) -> None:
    """The pause after the last letter is short here."""
    monkeypatch.setattr(actions, "PAUSE", 0.02)
    school.answers(KEEP_DRAFT, eg.draft("comment:1", ""))


def only_when_ill(heard: Heard) -> Guidance:
    return ABSENCE if "ill" in heard.json["body"] else Guidance()


async def commenting(show: Show, lang: str = "en", width: int = 400) -> Screen:
    screen = await show(eg.snapshot(eg.story(1), me=eg.me(7, lang)), "/stories/1", width)
    return await screen.until(lambda: screen.all(ft.TextField))


def checks(school: FakeSchool) -> list[Heard]:
    return [heard for heard in school.heard if heard.path == CHECK_WORDS.path]


async def test_a_parent_is_shown_the_way_and_the_number(show: Show, school: FakeSchool) -> None:
    school.answers(CHECK_WORDS, only_when_ill)
    screen = await commenting(show)
    await screen.type("Write a comment", "Zoya is ill")
    await screen.until(lambda: screen.sees(WAY))
    assert screen.sees("You can still send what you wrote.")
    dials = [one.url for one in screen.all(ft.TextButton) if one.url]
    assert dials == ["tel:02079460000"]
    assert checks(school)[-1].json == {
        "body": "Zoya is ill",
        "lang": None,
        "side": "family",
        "pupil_id": None,
    }
    card = next(one for one in screen.all(ft.Semantics) if one.live_region and one.container)
    assert card.content is not None


async def test_it_goes_when_the_words_change(show: Show, school: FakeSchool) -> None:
    school.answers(CHECK_WORDS, only_when_ill)
    screen = await commenting(show)
    await screen.type("Write a comment", "Zoya is ill")
    await screen.until(lambda: screen.sees(WAY))
    await screen.type("Write a comment", "Lovely photos")
    await screen.until(lambda: not screen.sees(WAY))


async def test_it_goes_with_the_words_and_never_holds_them_back(show: Show, school: FakeSchool) -> None:
    school.answers(CHECK_WORDS, only_when_ill)
    school.answers(POST_COMMENT, eg.comment(1), story_id=1)
    screen = await commenting(show)
    await screen.type("Write a comment", "Zoya is ill")
    await screen.until(lambda: screen.sees(WAY))
    await screen.tap("Send")
    await screen.until(lambda: "/v1/stories/1/comments" in school.paths() and not screen.sees(WAY))


async def test_put_away_it_stays_away_for_this_text(show: Show, school: FakeSchool) -> None:
    school.answers(CHECK_WORDS, only_when_ill)
    screen = await commenting(show)
    await screen.type("Write a comment", "Zoya is ill")
    await screen.until(lambda: screen.sees(WAY))
    await screen.tap("Hide this")
    await screen.until(lambda: not screen.sees(WAY))
    await screen.type("Write a comment", "Zoya is ill today")
    await screen.until(lambda: len(checks(school)) == 2)
    await screen.settle()
    assert not screen.sees(WAY)


async def test_many_letters_are_one_question(
    show: Show, school: FakeSchool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "PAUSE", 0.3)
    school.answers(CHECK_WORDS, only_when_ill)
    screen = await commenting(show)
    for body in ("Zoy", "Zoya is", "Zoya is ill"):
        await screen.type("Write a comment", body)
    await screen.until(lambda: screen.sees(WAY))
    assert len(checks(school)) == 1


async def test_without_a_line_nothing_is_said(show: Show, school: FakeSchool) -> None:
    screen = await commenting(show)
    school.go_down()
    await screen.type("Write a comment", "Zoya is ill")
    await screen.settle(0.2)
    assert not screen.sees(WAY)
    assert not screen.all(ft.SnackBar)


async def test_call_me_opens_the_form_with_what_it_is_about(show: Show, school: FakeSchool) -> None:
    school.answers(CHECK_WORDS, CONCERN)
    screen = await commenting(show)
    await screen.type("Write a comment", "I am worried")
    await screen.until(lambda: screen.sees("Is this about a worry?"))
    urls = [str(one.url) for one in screen.all(ft.TextButton) if one.url]
    assert [url for url in urls if "mailto" in url] == ["mailto:office@brooklane.example"]
    opens = [one for one in screen.all(ft.TextButton) if one.content == "Call me with an interpreter"]
    await screen.tap(opens[0])
    await screen.until(lambda: screen.page.route == "/calls/new/concern")


async def test_staff_are_shown_the_family_s_number(show: Show, school: FakeSchool) -> None:
    numbers = (FamilyNumber(name="Nadia Malik", phone="07700 900123"),)
    hint = Hint(kind=K.INJURY_OR_INCIDENT, way=W.CALL_FAMILY, family=numbers)
    school.answers(CHECK_WORDS, Guidance(hints=(hint,)))
    mine = (Audience(topic="pupil:1", name="Zoya Malik", class_name="4A"),)
    hart = eg.me(20, "en", frozenset({Role.TEACHER}))
    screen = await show(eg.teacher_snapshot(me=hart, audiences=mine), "/new")
    await screen.type("What happened?", "She bumped her head")
    await screen.until(lambda: screen.sees("Please telephone the family. Do not write about it here."))
    assert checks(school)[-1].json["pupil_id"] == 1
    assert checks(school)[-1].json["side"] == "staff"
    assert [one.url for one in screen.all(ft.TextButton) if one.url] == ["tel:07700900123"]
    assert "Call me with an interpreter" not in screen.words()


async def test_in_urdu_the_card_stands_above_the_field(show: Show, school: FakeSchool) -> None:
    school.answers(CHECK_WORDS, ABSENCE)
    screen = await commenting(show, "ur", 390)
    field = screen.one(ft.TextField)
    await screen.type(str(field.label), "زویا بیمار ہے")
    await screen.until(
        lambda: any("\u20662020" in word or "020 7946 0000" in word for word in screen.words())
    )
    assert screen.one(ft.TextField).value == "زویا بیمار ہے"


def test_every_kind_has_words() -> None:
    w = Words("en")
    for kind in K:
        hint = Hint(kind=kind, way=W.CALL_OFFICE)
        assert heading(w, hint)
        assert way(w, hint, "family")
        assert way(w, hint, "staff")
