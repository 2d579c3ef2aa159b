"""Gathering answers as staff have it before them: table and cards, one answer, passing on, paper, care notes."""

from typing import Any

import flet as ft
import msgspec
import pytest

from tests.client import eg
from tests.client.edge import FakeSchool, Heard
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.client.views.test_form_building import COMES, FIELD, OFFICE, card, form
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Person, Refusal, Role, TextState
from wire.forms import (
    CLOSE_FORM,
    GET_ANSWER,
    GET_CARE,
    GET_COLLATION,
    GET_FORM,
    GET_FORM_PLACES,
    GET_FORMS,
    GET_MISSING,
    GET_PROFESSIONALS,
    GET_SIGNED,
    PASS_ON,
    POST_PAPER,
    REMIND_FORM,
    TAKE_BACK,
    Answer,
    Answers,
    Care,
    CareNote,
    Collation,
    CollationRow,
    Due,
    Field,
    FieldKind,
    Form,
    FormKind,
    FormPlaces,
    FormsPage,
    FormState,
    FormView,
    Gone,
    Missing,
    MissingFamily,
    PassedTo,
    Signature,
)
from wire.school import Audience, People

NURSE = Person(id=40, name="Ms Adeyemi", role=Role.PROFESSIONAL)
RAHEEL = Person(id=8, name="Raheel Malik", role=Role.PARENT)
NOTE = Field(key="note", kind=FieldKind.TEXT, label=eg.text("Anything else?", 52))
SIGN = Field(key="sign", kind=FieldKind.SIGNATURE, label=eg.text("Signature", 53), required=True)
OUT = msgspec.structs.replace(
    form("en"), fields=(FIELD, NOTE, SIGN), version=1, state=FormState.LIVE, topic="class:4", audience="4A"
)


def answer(number: int = 70, signer: Person = eg.NADIA, comes: str = "yes", **more: Any) -> Answer:
    said = eg.text("میٹھا نہیں", 900, lang="ur", state=TextState.DONE, shown="No sweets", engine="nllb")
    usual = Answer(
        id=number, form_id=5, version=1, pupils=(1,), signer=signer, at=1_000, lang="ur", checked=True,
        answers=Answers(values={"comes": (comes,)}, signatures={"sign": Signature(signer.name)}),
        words={"note": said}, device="Chrome",
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def row(number: int, name: str, *answers: Answer, **more: Any) -> CollationRow:
    due = Due.DONE if answers else Due.OPEN
    return CollationRow(number, name, "4A", answers, due, **more)


ROWS = (
    row(1, "Zoya Malik", answer(), answer(71, RAHEEL, "no"), differs=True),
    row(2, "Adam Reed"),
)


@pytest.fixture(autouse=True)
def prepared(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("x", ""))
    school.answers(
        GET_FORMS, FormsPage(forms=(card(FormState.LIVE, version=1, topic="class:4", audience="4A"),))
    )
    school.answers(GET_FORM, FormView(OUT, "seen"), form_id=5)
    school.answers(GET_FORM_PLACES, FormPlaces(places=(Audience(topic="class:4", name="4A"),)))
    school.answers(GET_COLLATION, Collation(form=OUT, rows=ROWS, total=2, differ=1), form_id=5)


def asked(school: FakeSchool, path: str = "/v1/forms/5/collation") -> Any:
    """What was asked last."""
    return [heard for heard in school.heard if heard.path == path][-1].json


async def answers(show: Show, width: int, snapshot: Any = OFFICE) -> Screen:
    screen = await show(snapshot, "/forms/5/answers", width)
    return await screen.until(lambda: screen.sees("Zoya Malik"))


async def test_the_table_has_every_answer_and_marks_what_two_adults_answered_differently(show: Show) -> None:
    screen = await answers(show, WIDE)
    assert screen.sees("Yes\nNo")
    assert screen.sees("No sweets")
    assert screen.sees("Differs")
    assert screen.sees("Not answered yet")
    said = "For 1 child two adults answered differently. Both answers are kept. Please ask the family."
    assert screen.sees(said)


async def test_a_phone_has_cards_in_its_place(show: Show) -> None:
    screen = await answers(show, NARROW)
    assert len(screen.all(ft.OutlinedButton, content="See the whole answer")) == 1
    assert screen.sees("Yes\nNo")


async def test_looking_for_some_asks_the_server(show: Show, school: FakeSchool) -> None:
    screen = await answers(show, WIDE)
    await screen.type("Find a name", "zoy")
    await screen.tap("Find")
    assert asked(school)["q"] == "zoy"
    menus = [
        one for one in screen.all(ft.PopupMenuButton) for item in one.items if item.content == "Any answers"
    ]
    comes = next(item for item in menus[0].items if item.content == COMES.label)
    await screen.fire(comes, "click")
    await screen.until(lambda: asked(school)["field"] == "comes")
    await screen.tap("No")
    await screen.until(lambda: asked(school)["value"] == "no")
    assert asked(school)["q"] == "zoy"
    await screen.tap("Show everybody")
    await screen.until(lambda: (asked(school)["q"], asked(school)["field"]) == ("", None))


async def test_long_lists_are_paged(show: Show, school: FakeSchool) -> None:
    many = [row(n, f"Child {n:03d}") for n in range(1, 131)]

    def page(heard: Heard) -> Collation:
        before = heard.json["before"] or 0
        return Collation(form=OUT, rows=tuple(many[before : before + 100]), total=130, differ=0)

    school.answers(GET_COLLATION, page, form_id=5)
    screen = await show(OFFICE, "/forms/5/answers", WIDE)
    await screen.until(lambda: screen.sees("1 to 25 of 130"))
    for said in ("26 to 50 of 130", "51 to 75 of 130", "76 to 100 of 130", "101 to 125 of 130"):
        await screen.tap("Next page")
        await screen.until(lambda said=said: screen.sees(said))  # type: ignore[misc]
    await screen.until(lambda: screen.sees("Child 101"))
    assert not screen.sees("Child 100")
    await screen.tap("Page before")
    await screen.until(lambda: screen.sees("Child 100"))


async def test_new_answers_wait_until_they_are_asked_for(show: Show, school: FakeSchool) -> None:
    screen = await answers(show, WIDE)
    before = len([heard for heard in school.heard if heard.path.endswith("/collation")])
    school.tell(101, events.FormAnswered(form_id=5, pupil_id=2))
    await screen.until(lambda: screen.sees("There are new answers."))
    # Each look at answers is on record: none happens by itself.
    assert len([heard for heard in school.heard if heard.path.endswith("/collation")]) == before
    await screen.tap("Show them")
    await screen.until(lambda: not screen.sees("There are new answers."))


async def test_one_answer_is_shown_in_full_with_its_original_and_as_it_was_signed(
    show: Show, school: FakeSchool
) -> None:
    title = eg.text("The farm", 50, state=TextState.CHECKED, shown="کھیت", engine="person")
    urdu = eg.text("May your child come?", 51, state=TextState.CHECKED, shown="کیا بچہ آ سکتا ہے؟")
    signed = msgspec.structs.replace(
        OUT, title=title, fields=(msgspec.structs.replace(FIELD, label=urdu), NOTE, SIGN)
    )
    school.answers(GET_ANSWER, answer(), answer_id=70)
    school.answers(GET_SIGNED, signed, answer_id=70)
    screen = await show(OFFICE, "/forms/5/answers/70", NARROW)
    await screen.until(lambda: screen.sees("Answered by Nadia Malik"))
    assert screen.sees("Read in Urdu. A person had checked this translation.")
    assert screen.sees("No sweets")
    await screen.tap("Show what was written")
    assert screen.sees("میٹھا نہیں")
    await screen.tap("As it was signed")
    await screen.until(lambda: screen.sees("کیا بچہ آ سکتا ہے؟"))
    # The other adult's answer is one tap away.
    assert screen.sees("Two adults answered differently. Both answers are kept.")
    assert screen.sees("Raheel Malik")


async def test_answers_are_passed_on_to_one_by_name(show: Show, school: FakeSchool) -> None:
    school.answers(GET_PROFESSIONALS, People(people=(NURSE,)))
    school.answers(PASS_ON, Gone(count=1), form_id=5)
    screen = await answers(show, WIDE)
    await screen.tap("Choose all on this page")
    await screen.until(lambda: screen.sees("1 child is chosen"))
    await screen.tap("Pass on")
    await screen.until(lambda: screen.sees("Ms Adeyemi"))
    await screen.tap("Ms Adeyemi")
    await screen.tap(screen.all(ft.FilledButton, content="Pass on")[0])
    await screen.until(lambda: any(heard.path.endswith("/pass-on") for heard in school.done))
    assert asked(school, "/v1/forms/5/pass-on") == {"pupils": [1], "to": 40}


async def test_what_was_passed_on_is_taken_back_from_one_of_those_who_see_it(
    show: Show, school: FakeSchool
) -> None:
    school.answers(TAKE_BACK, Gone(count=1), form_id=5)
    seen_by = (PassedTo(to=None, name="4A"), PassedTo(to=40, name="Ms Adeyemi"))
    one = msgspec.structs.replace(ROWS[0], passed_to=seen_by)
    school.answers(GET_COLLATION, Collation(form=OUT, rows=(one, ROWS[1]), total=2, differ=1), form_id=5)
    screen = await answers(show, WIDE)
    assert not screen.sees("Take back")
    await screen.tap("Choose all on this page")
    await screen.until(lambda: screen.sees("Take back"))
    await screen.tap("Take back")
    await screen.until(lambda: screen.sees("Take back for 1 child"))
    await screen.tap("Ms Adeyemi")
    await screen.tap(screen.all(ft.FilledButton, content="Take back")[0])
    await screen.until(lambda: any(heard.path.endswith("/take-back") for heard in school.done))
    assert asked(school, "/v1/forms/5/take-back") == {"pupils": [1], "to": 40}


async def test_what_was_taken_back_leaves_an_open_screen(show: Show, school: FakeSchool) -> None:
    screen = await answers(show, WIDE)
    assert screen.sees("Zoya Malik")
    school.answers(GET_COLLATION, Refusal(code="not_found", facts={}), form_id=5)
    school.tell(101, events.AnswersTakenBack(form_id=5))
    await screen.until(lambda: screen.sees("This could not be loaded"))
    assert not screen.sees("Zoya Malik")


async def test_files_are_saved_from_the_page_s_own_server_for_one_class(show: Show) -> None:
    screen = await answers(show, WIDE)
    urls = [one.url.url for one in screen.all(ft.OutlinedButton) if isinstance(one.url, ft.Url)]
    assert urls[-3:] == ["/forms/5/answers.csv", "/forms/5/answers.pdf", "/forms/5/trip-list.pdf"]


FAMILY = MissingFamily(1, "Zoya Malik", "4A", ("ur",), 1, Due.OPEN, adults=(eg.NADIA, RAHEEL))
OFF = MissingFamily(2, "Adam Reed", "4A", ("en",), 0, Due.OPEN)


async def test_who_is_missing_is_reminded_and_who_is_not_on_the_app_is_said(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_MISSING, Missing(families=(FAMILY, OFF)), form_id=5)
    school.answers(REMIND_FORM, Gone(count=1), form_id=5)
    screen = await show(OFFICE, "/forms/5/missing", NARROW)
    await screen.until(lambda: screen.sees("2 children are missing"))
    assert screen.sees("Not on the app")
    await screen.tap("Remind them")
    await screen.until(lambda: "/v1/forms/5/remind" in [heard.path for heard in school.done])
    teacher = await show(eg.teacher_snapshot(), "/forms/5/missing", NARROW)
    await teacher.until(lambda: teacher.sees("2 children are missing"))
    assert not teacher.sees("Remind them")


async def test_the_class_team_puts_in_what_came_on_paper(show: Show, school: FakeSchool) -> None:
    school.answers(GET_MISSING, Missing(families=(FAMILY,)), form_id=5)
    school.answers(POST_PAPER, Refusal("not_found"), form_id=5)
    screen = await show(eg.teacher_snapshot(), "/forms/5/paper/1", NARROW)
    await screen.until(lambda: screen.sees("Who signed the paper?"))
    await screen.tap("Put it in")
    await screen.until(lambda: screen.sees("Please choose who signed the paper."))
    await screen.tap("Raheel Malik")
    await screen.tap("Yes")
    await screen.tap("Put it in")
    await screen.until(lambda: screen.sees("This is not here any more. What you wrote is kept."))
    school.answers(POST_PAPER, answer(72, RAHEEL), form_id=5)
    await screen.tap("Put it in")
    await screen.until(lambda: screen.page.route == "/forms/5/missing")
    sent = next(heard for heard in school.done if heard.path == "/v1/forms/5/paper").json
    assert (sent["signed_by"], sent["pupil_id"], sent["version"]) == (8, 1, 1)
    assert sent["answers"]["values"] == {"comes": ["yes"]}
    assert sent["answers"]["signatures"]["sign"]["name"] == "Raheel Malik"


def care_note(number: int, name: str, said: str, *, emergency: bool = False) -> CareNote:
    lines = (("What is your child allergic to?", said),)
    return CareNote(number, name, FormKind.DIETARY, 70 + number, 1_000, lines, emergency)


async def test_care_notes_begin_with_emergencies_and_say_what_was_not_passed_on(
    show: Show, school: FakeSchool
) -> None:
    notes = (care_note(1, "Adam Reed", "Milk"), care_note(2, "Zoya Malik", "Peanuts", emergency=True))
    school.answers(GET_CARE, Care(notes=notes, withheld=2))
    screen = await show(eg.teacher_snapshot(), "/forms/care", NARROW)
    await screen.until(lambda: screen.sees("Peanuts"))
    assert screen.words().index("Peanuts") < screen.words().index("Milk")
    assert asked(school, GET_CARE.path) == {"topic": "class:4"}
    said = "For 2 more children there is something that was not passed on to you. Please ask the office."
    assert screen.sees(said)


async def test_who_was_passed_nothing_on_has_no_care_notes(show: Show, school: FakeSchool) -> None:
    nurse = eg.snapshot(me=eg.me(40, "en", frozenset({Role.PROFESSIONAL})), children=(), staff_topics=())
    school.answers(GET_CARE, Refusal("not_found"))
    screen = await show(nurse, "/forms/care", NARROW)
    await screen.until(lambda: screen.sees("No care notes here"))
    assert asked(school, GET_CARE.path) == {"topic": "school"}


async def test_a_form_is_closed_after_asking_once_more(show: Show, school: FakeSchool) -> None:
    closed = card(FormState.CLOSED, version=1, topic="class:4", audience="4A")
    school.answers(CLOSE_FORM, closed, form_id=5)
    screen = await show(OFFICE, "/forms/5", NARROW)
    await screen.until(lambda: screen.sees("See the answers"))
    await screen.tap(screen.all(ft.TextButton, content="Close the form")[0])
    await screen.until(lambda: screen.sees("Close this form?"))
    assert "/v1/forms/5/close" not in [heard.path for heard in school.done]
    gone: Form = msgspec.structs.replace(OUT, state=FormState.CLOSED)
    school.answers(GET_FORM, FormView(gone, "seen"), form_id=5)
    await screen.tap(screen.all(ft.FilledButton, content="Close the form")[0])
    await screen.until(lambda: "/v1/forms/5/close" in [heard.path for heard in school.done])
    await screen.until(lambda: not screen.all(ft.TextButton, content="Close the form"))
