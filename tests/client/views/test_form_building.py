"""Making a form as the office has it before it: writing, checking the words, sending; and what others may not."""

from typing import Any

import flet as ft
import msgspec
import pytest

from tests.client import eg
from tests.client.edge import FakeSchool, Heard
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Person, Refusal, Role, Text, TextState
from wire.forms import (
    CHECK_WORDING,
    FREEZE_WORDING,
    GET_DRAFT,
    GET_FORM,
    GET_FORM_PLACES,
    GET_FORM_REACH,
    GET_FORMS,
    GET_READY_FORMS,
    GET_WORDING,
    POST_FORM,
    SAVE_DRAFT,
    SEND_FORM,
    DraftView,
    Field,
    FieldDraft,
    FieldKind,
    Form,
    FormCard,
    FormDraft,
    FormKind,
    FormPlaces,
    FormsPage,
    FormState,
    FormView,
    FormWording,
    OptionDraft,
    Per,
    ReadyForms,
    SaveDraft,
    Wording,
)
from wire.school import Audience, Reach

DUNNE = Person(id=30, name="Mrs Dunne", role=Role.OFFICE)
OFFICE = eg.snapshot(me=eg.me(30, "en", frozenset({Role.OFFICE})), children=(), staff_topics=())
COMES = FieldDraft(key="comes", kind=FieldKind.YES_NO, label="May your child come?", required=True)
LUNCH = FieldDraft(
    key="lunch", kind=FieldKind.CHOICE, label="Which lunch?",
    options=(OptionDraft(key="own", label="Packed"), OptionDraft(key="school", label="School")),
)  # fmt: skip
INTRO = "We go by bus.\nWhich day:"
TRIP = FormDraft(kind=FormKind.TRIP, title="The farm", intro=INTRO, fields=(COMES, LUNCH), lang="en")


def card(state: FormState = FormState.DRAFT, **more: Any) -> FormCard:
    usual = FormCard(
        id=5, kind=FormKind.TRIP, title=eg.text("The farm", 50), state=state, version=0, topic=None, audience="",
        at=1, deadline=None,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


@pytest.fixture(autouse=True)
def kept(school: FakeSchool) -> list[FormDraft]:
    """What the server was told to keep, the newest last."""
    saved: list[FormDraft] = [TRIP]

    def save(heard: Heard) -> DraftView | Refusal:
        ask = msgspec.convert({**heard.json, "form_id": 5}, SaveDraft)
        if ask.revision != len(saved) - 1:
            return Refusal("draft_changed")
        saved.append(ask.draft)
        return now(heard)

    def now(_: Heard) -> DraftView:
        return DraftView(5, saved[-1], len(saved) - 1, 0, FormState.DRAFT)

    school.answers(KEEP_DRAFT, eg.draft("x", ""))
    school.answers(GET_DRAFT, now, form_id=5)
    school.answers(SAVE_DRAFT, save, form_id=5)
    school.answers(GET_FORMS, FormsPage(forms=(card(),)))
    school.answers(GET_READY_FORMS, ReadyForms(forms=(TRIP,)))
    return saved


def named(choices: list[ft.Semantics], name: str) -> list[ft.Control]:
    """What is tapped to choose ``name``, in the order of the screen."""
    found = []
    for one in choices:
        pill = one.content
        assert isinstance(pill, ft.Container)
        assert isinstance(pill.content, ft.Row)
        texts = [text.value for text in pill.content.controls if isinstance(text, ft.Text)]
        if texts == [name]:
            found.append(pill)
    return found  # type: ignore[return-value]


async def builder(show: Show, width: int = NARROW) -> Screen:
    screen = await show(OFFICE, "/forms/5/edit", width)
    return await screen.until(lambda: screen.sees("1. May your child come?"))


async def test_a_new_form_begins_with_a_ready_one(show: Show, school: FakeSchool) -> None:
    school.answers(POST_FORM, DraftView(5, TRIP, 0, 0, FormState.DRAFT))
    screen = await show(OFFICE, "/forms", NARROW)
    await screen.until(lambda: screen.sees("The farm"))
    await screen.tap("New form")
    await screen.until(lambda: screen.sees("2 questions"))
    await screen.tap("2 questions")
    await screen.until(lambda: screen.page.route == "/forms/5/edit")
    posted = next(heard for heard in school.done if heard.path == POST_FORM.path)
    assert msgspec.convert(posted.json, FormDraft) == TRIP


async def test_what_is_written_is_saved_and_questions_are_added_moved_taken_out_and_put_back(
    show: Show, kept: list[FormDraft]
) -> None:
    screen = await builder(show)
    await screen.type("Title of the form", "The river")
    await screen.until(lambda: kept[-1].title == "The river")
    await screen.until(lambda: screen.sees("Everything is saved."))
    await screen.tap("Move “Which lunch?” up")
    await screen.until(lambda: [one.key for one in kept[-1].fields] == ["lunch", "comes"])
    assert screen.sees("The question is number 1 now.")
    await screen.tap("Take “May your child come?” out")
    await screen.until(lambda: [one.key for one in kept[-1].fields] == ["lunch"])
    await screen.tap("Put it back")
    await screen.until(lambda: [one.key for one in kept[-1].fields] == ["lunch", "comes"])
    await screen.tap("Add a question")
    await screen.tap("Number")
    await screen.type("Question", "How far can your child swim?")
    await screen.type("At most", "400")
    await screen.type("Unit", "metres")
    await screen.until(lambda: len(kept[-1].fields) == 3 and kept[-1].fields[2].unit == "metres")
    asked = kept[-1].fields[2]
    assert (asked.kind, asked.label, asked.most) == (FieldKind.NUMBER, "How far can your child swim?", 400)


async def test_a_question_is_shown_after_an_answer_to_an_earlier_one(
    show: Show, kept: list[FormDraft]
) -> None:
    screen = await builder(show, WIDE)
    await screen.tap("Change “Which lunch?”")
    await screen.tap("After “May your child come?”")
    await screen.until(lambda: kept[-1].fields[1].shown_if is not None)
    await screen.tap("No")
    await screen.tap("Yes")
    await screen.until(lambda: kept[-1].fields[1].shown_if.answers == ("no",))  # type: ignore[union-attr]
    await screen.tap("Add an answer")
    await screen.type("Answer 3", "None")
    await screen.until(
        lambda: [one.label for one in kept[-1].fields[1].options] == ["Packed", "School", "None"]
    )


async def test_what_is_wrong_stands_beside_its_question_and_nothing_is_sent(
    show: Show, kept: list[FormDraft], school: FakeSchool
) -> None:
    screen = await builder(show)
    await screen.tap("Add a question")
    await screen.tap("A line of words")
    await screen.tap("Send the form")
    said = "Some words are missing here. Please write what families should read."
    await screen.until(lambda: screen.sees(said))
    assert screen.page.route == "/forms/5/edit"


async def test_two_people_write_one_form_and_both_are_shown(
    show: Show, kept: list[FormDraft], school: FakeSchool
) -> None:
    screen = await builder(show)
    kept.append(msgspec.structs.replace(TRIP, intro="Wear boots."))
    await screen.type("Title of the form", "The river")
    await screen.until(lambda: screen.sees("Wear boots."))
    assert screen.sees("The river")
    # The title is mine, so the second choice is the one about the words above the questions.
    choices = [one for one in screen.all(ft.Semantics) if one.checked is not None]
    await screen.tap(named(choices, "Theirs")[1])
    await screen.tap("Save this")
    await screen.until(lambda: (kept[-1].title, kept[-1].intro) == ("The river", "Wear boots."))


async def test_without_a_connection_it_is_kept_and_goes_out_later(
    show: Show, kept: list[FormDraft], school: FakeSchool
) -> None:
    screen = await builder(show)
    school.go_down()
    await screen.type("Title of the form", "The river")
    offline = "No connection. What you wrote is kept here and will be saved later."
    await screen.until(lambda: screen.sees(offline))
    assert len(kept) == 1
    school.up = True
    await screen.until(lambda: kept[-1].title == "The river", 10)


def worded(
    number: int, body: str, shown: str | None, *, careful: bool = False, checked: bool = False
) -> Wording:
    text = Text(
        number, body, "en", TextState.DONE if shown else TextState.NONE, shown, "nllb" if shown else None
    )
    return Wording(
        field="title" if number == 50 else "comes", text=text, careful=careful,
        checked_by=DUNNE if checked else None, checked_at=1 if checked else None,
    )  # fmt: skip


def wording(lang: str, *, frozen: bool = False) -> FormWording:
    own = lang == "en"
    texts = (
        worded(50, "The farm", None if own else "کھیت"),
        worded(51, "Do not come on Friday.", None if own else "جمعہ کو نہ آئیں۔", careful=not own),
    )
    return FormWording(
        5, lang, texts, DUNNE if frozen else None, 1 if frozen else None, languages={"en": 2, "ur": 0}
    )


async def test_the_words_of_a_language_are_checked_the_careful_ones_first_and_frozen(
    show: Show, school: FakeSchool
) -> None:
    def words(heard: Heard) -> FormWording:
        return wording(heard.query["lang"])

    school.answers(GET_WORDING, words, form_id=5)
    school.answers(CHECK_WORDING, worded(51, "Do not come on Friday.", "نہ آئیں", checked=True), form_id=5)
    school.answers(FREEZE_WORDING, wording("ur", frozen=True), form_id=5)
    screen = await show(OFFICE, "/forms/5/edit/words", WIDE)
    await screen.until(lambda: screen.sees("Urdu: 0 of 2"))
    await screen.until(lambda: screen.sees("0 of 2 texts are checked"))
    # The list of forms lies below, and has the title too.
    order = [word for word in screen.words() if word in {"The farm", "Do not come on Friday."}]
    assert order[-2:] == ["Do not come on Friday.", "The farm"]
    await screen.tap(screen.all(ft.OutlinedButton, content="It is right")[0])
    await screen.until(lambda: any(heard.path == "/v1/forms/5/wording" for heard in school.done))
    asked = next(heard for heard in school.done if heard.path == "/v1/forms/5/wording").json
    assert (asked["text_id"], asked["lang"], asked["wording"]) == (51, "ur", "جمعہ کو نہ آئیں۔")
    school.answers(CHECK_WORDING, Refusal("wording_without_not"), form_id=5)
    await screen.tap(screen.all(ft.TextButton, content="Word it anew")[0])
    await screen.type("In Urdu", "آئیں")
    await screen.tap("Save")
    await screen.until(
        lambda: screen.sees(
            "The original says not, and these words do not. Nothing was saved. Please check them again."
        )
    )
    await screen.tap("Freeze these words")
    await screen.until(lambda: screen.sees("Let them be changed again"))
    assert not screen.sees("It is right")


FIELD = Field(key="comes", kind=FieldKind.YES_NO, label=eg.text("May your child come?", 51), required=True)


def form(lang: str) -> Form:
    title = eg.text("The farm", 50)
    if lang == "ur":
        title = msgspec.structs.replace(title, state=TextState.DONE, shown="کھیت", engine="nllb")
    return Form(
        id=5, kind=FormKind.TRIP, title=title, intro=None, fields=(FIELD,), per=Per.CHILD, private=False,
        yearly=False, repeats=False, version=0, state=FormState.DRAFT, topic=None, audience="", author=DUNNE, at=1,
    )  # fmt: skip


async def test_the_office_tries_the_form_as_a_parent_of_another_language(
    show: Show, school: FakeSchool
) -> None:
    def view(heard: Heard) -> FormView:
        assert heard.query["next"] == "true"
        return FormView(form(heard.query["lang"]), "seen")

    school.answers(GET_FORM, view, form_id=5)
    screen = await show(OFFICE, "/forms/5/edit/preview", NARROW)
    await screen.until(lambda: screen.sees("The farm"))
    await screen.tap("Try to sign it")
    await screen.until(lambda: screen.sees("A family would be asked for more first."))
    menu = screen.all(ft.PopupMenuButton)[-1]
    urdu = next(item for item in menu.items if "Urdu" in str(item.content))
    await screen.fire(urdu, "click")
    await screen.until(lambda: screen.sees("کھیت"))
    assert screen.sees("Nobody has checked this translation yet.")


async def test_a_form_is_sent_after_asking_once_more(
    show: Show, school: FakeSchool, kept: list[FormDraft]
) -> None:
    places = (Audience(topic="school", name=""), Audience(topic="class:4", name="4A"))
    school.answers(GET_FORM_PLACES, FormPlaces(places=places))
    school.answers(GET_FORM_REACH, Reach(families=2, languages=(("ur", 1), ("en", 1)), not_on_app=()))
    school.answers(GET_WORDING, wording("en"), form_id=5)
    school.answers(SEND_FORM, card(FormState.LIVE, version=1, topic="class:4", audience="4A"), form_id=5)
    school.answers(GET_FORM, FormView(form("en"), "seen"), form_id=5)
    screen = await show(OFFICE, "/forms/5/edit/send", NARROW)
    await screen.until(lambda: screen.sees("Reaches 2 families in 2 languages"))
    assert screen.sees("Urdu: 0 of 2")
    assert screen.sees("“Which day:” has nothing after it yet.")
    await screen.tap("3 days before")
    await screen.tap(screen.all(ft.FilledButton, content="Send the form")[-1])
    await screen.until(lambda: screen.sees("Send this form?"))
    assert not any(heard.path == "/v1/forms/5/send" for heard in school.done)
    await screen.tap("Send")
    await screen.until(lambda: screen.page.route == "/forms/5")
    asked = next(heard for heard in school.done if heard.path == "/v1/forms/5/send").json
    assert (asked["topic"], asked["remind_days"], asked["revision"]) == ("class:4", 3, 0)
    assert asked["deadline"] > 0


async def test_the_list_follows_what_happens(show: Show, school: FakeSchool) -> None:
    screen = await show(OFFICE, "/forms", NARROW)
    await screen.until(lambda: screen.sees("The farm"))
    out = card(FormState.LIVE, version=1, topic="year:4", asked=30, answered=12)
    school.answers(GET_FORMS, FormsPage(forms=(out,)))
    school.tell(101, events.FormAnswered(form_id=5, pupil_id=1))
    await screen.until(lambda: screen.sees("12 of 30 answered"))
    assert screen.sees("Year 4")


async def test_a_teacher_makes_no_forms(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.teacher_snapshot(), "/forms", NARROW)
    await screen.until(lambda: screen.sees("The farm"))
    assert not screen.sees("New form")
    await screen.go("/forms/5/edit")
    assert not screen.sees("Title of the form")
    assert GET_DRAFT.path.format(form_id=5) not in school.paths("GET")
