"""Forms as a family has them before it: the list, filling in, reading through, signing, what was signed."""

from typing import Any

import flet as ft
import flet.canvas as cv
import msgspec
import pytest

from client.core.clock import Clock
from client.forms import drafts
from client.forms.numbers import pounds, typed_number, typed_pence
from client.forms.strokes import on_canvas, thinned
from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import NARROW, Show
from tests.screen import Screen, _walk
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Refusal, Role, Text, TextState
from wire.form_rules import MOST_SIGNATURE, problems
from wire.forms import (
    GET_FORM,
    GET_FORMS,
    GET_SIGNED,
    MOST_POINTS,
    POST_ANSWER,
    Answer,
    Answers,
    Due,
    Field,
    FieldKind,
    Form,
    FormCard,
    FormKind,
    FormsPage,
    FormState,
    FormView,
    Option,
    Per,
    ShownIf,
    Signature,
)

DAY = 86_400_000
SOON = Clock().now() + 3 * DAY
ZOYA, ILYAS = eg.ZOYA.id, eg.ILYAS.id
ONE_CHILD = eg.snapshot(me=eg.me(7, "en"), children=(eg.ZOYA,))
ANSWER_PATH = POST_ANSWER.path.format(form_id=12)


def words(body: str, text_id: int, **more: Any) -> Text:
    return eg.text(body, 9000 + text_id, **more)


FIELDS = (
    Field("about", FieldKind.SECTION, words("About the medicine", 1)),
    Field("medicine", FieldKind.TEXT, words("Name of the medicine", 2), required=True),
    Field("allergic", FieldKind.YES_NO, words("Is there an allergy?", 3), required=True),
    Field("which", FieldKind.LONG_TEXT, words("Which allergy?", 4), required=True,
          shown_if=ShownIf("allergic", ("yes",))),
    Field("dose", FieldKind.NUMBER, words("Dose", 5), unit="ml", least=1, most=20),
    Field("pays", FieldKind.MONEY, words("Your contribution", 6)),
    Field("days", FieldKind.CHOICES, words("On which days?", 7),
          options=(Option("mon", words("Monday", 8)), Option("tue", words("Tuesday", 9)))),
    Field("label", FieldKind.FILE, words("A photo of the label", 10)),
    Field("signed", FieldKind.SIGNATURE, words("Your signature", 11), required=True),
)  # fmt: skip


def form(**more: Any) -> Form:
    usual = Form(
        id=12, kind=FormKind.MEDICATION, title=words("Giving a medicine", 20), intro=words("Please be exact.", 21),
        fields=FIELDS, per=Per.CHILD, private=True, yearly=False, repeats=False, version=1, state=FormState.LIVE,
        topic="class:4", audience="4A", author=eg.HART, at=1, deadline=SOON,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def view(*answers: Answer, due: Due = Due.OPEN, seen: str = "abc", **more: Any) -> FormView:
    others = more.pop("others", frozenset())
    return FormView(form(**more), seen, {ZOYA: due}, answers, others)


def card(number: int = 12, state: Due = Due.OPEN, **more: Any) -> FormCard:
    usual = FormCard(
        id=number, kind=FormKind.MEDICATION, title=words(f"Form {number}", 30 + number), state=FormState.LIVE,
        version=1, topic="class:4", audience="4A", at=1, deadline=SOON, due={ZOYA: state},
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def answer(number: int = 70, **more: Any) -> Answer:
    given = Answers(
        values={"medicine": ("Calpol",), "allergic": ("no",)}, signatures={"signed": Signature("Nadia Malik")}
    )
    usual = Answer(
        id=number, form_id=12, version=1, pupils=(ZOYA,), signer=eg.NADIA, at=SOON - 4 * DAY, lang="en",
        checked=False, answers=given, words={"medicine": words("Calpol", 40)},
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


@pytest.fixture(autouse=True)
def prepared(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("form", ""))
    school.answers(GET_FORMS, FormsPage(forms=(card(),)))
    school.answers(GET_FORM, view(), form_id=12)
    school.answers(GET_SIGNED, form(), answer_id=70)


def seen(screen: Screen, part: str) -> list[str]:
    return [said for said in screen.words() if part in said]


async def fill(screen: Screen) -> None:
    """Answers what must be answered."""
    await write(screen, "Name of the medicine", "Calpol")
    await screen.tap("No")


async def write(screen: Screen, question: str, said: str) -> None:
    """Types into the field of a question, which has no name but its question."""
    (row,) = [one for one in screen.all(ft.MergeSemantics) if question in _texts(one) and _fields(one)]
    field = _fields(row)[0]
    screen.session.apply_patch(field._i, {"value": said})
    await screen.fire(field, "change", said)


def _under(control: Any) -> list[Any]:
    return list(_walk(control))


def _texts(control: Any) -> list[Any]:
    return [one.value for one in _under(control) if isinstance(one, ft.Text)]


def _fields(control: Any) -> list[Any]:
    return [one for one in _under(control) if isinstance(one, ft.TextField)]


async def test_what_is_due_comes_first_and_the_navigation_counts_it(show: Show, school: FakeSchool) -> None:
    done, again = card(13, Due.DONE), card(14, Due.AGAIN)
    any_time = card(15, Due.ANY_TIME, deadline=None)
    school.answers(GET_FORMS, FormsPage(forms=(card(), again, any_time, done)))
    screen = await show(ONE_CHILD, "/forms", NARROW)
    await screen.until(lambda: screen.sees("Form 15"))
    said = screen.words()
    order = ["Please answer", "Form 12", "To be answered", "Form 14", "To be answered again",
             "Whenever you need them", "Form 15", "Answered and over", "Form 13", "Answered"]  # fmt: skip
    assert [one for one in said if one in order] == order
    assert seen(screen, "days are left") or seen(screen, "day is left")
    assert screen.all(ft.Semantics, label="2 wait for you") != []


async def test_one_child_s_forms_at_a_tap_and_each_child_by_its_own(show: Show, school: FakeSchool) -> None:
    both = {ZOYA: Due.DONE, ILYAS: Due.OPEN}
    school.answers(GET_FORMS, FormsPage(forms=(card(due=both), card(13))))
    school.answers(GET_FORM, msgspec.structs.replace(view(), due=both), form_id=12)
    screen = await show(eg.snapshot(me=eg.me(7, "en")), "/forms", NARROW)
    await screen.until(lambda: screen.sees("Form 13"))
    school.answers(GET_FORMS, FormsPage(forms=(card(due={ILYAS: Due.OPEN}),)))
    (chip,) = [one for one in screen.all(ft.Semantics, checked=False) if _texts(one) == ["Ilyas Malik"]]
    assert chip.content is not None
    await screen.tap(chip.content)
    await screen.until(lambda: not screen.sees("Form 13"))
    await screen.go("/forms/12")
    await screen.until(lambda: screen.sees("For which child?"))
    await screen.go(f"/forms/12/{ILYAS}")
    await screen.until(lambda: screen.sees("Name of the medicine"))
    assert screen.sees("Ilyas Malik")


async def test_empty_failed_and_back_again(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FORMS, Refusal("slow_down"))
    screen = await show(ONE_CHILD, "/forms")
    await screen.until(lambda: screen.sees("The forms could not be loaded"))
    school.answers(GET_FORMS, FormsPage(forms=()))
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("No forms for you now"))


async def test_a_form_is_filled_in_read_through_and_signed(show: Show, school: FakeSchool) -> None:
    school.answers(POST_ANSWER, answer(), form_id=12)
    screen = await show(ONE_CHILD, "/forms/12", NARROW)
    await screen.until(lambda: screen.sees("Name of the medicine"))
    assert not screen.sees("Your signature")
    assert screen.sees("Please answer this.")
    await screen.tap("Read through and sign")
    await screen.until(lambda: screen.sees("2 questions need your answer before you can go on."))
    assert screen.sees("Name of the medicine: Please write an answer.")
    await write(screen, "Name of the medicine", "Calpol")
    await screen.tap("Yes")
    await screen.until(lambda: screen.sees("Which allergy?"))
    assert not screen.sees("Name of the medicine: Please write an answer.")
    await write(screen, "Which allergy?", "Nuts")
    await screen.tap("No")
    await screen.until(lambda: not screen.sees("Which allergy?"))
    await write(screen, "Dose", "٥")
    await write(screen, "Your contribution", "4.5")
    await screen.tap("Tuesday")
    await screen.tap("Read through and sign")
    await screen.until(lambda: screen.sees("Your answers"))
    assert screen.sees("5 ml")
    assert screen.sees("£4.50")
    await screen.tap("Sign and send")
    await screen.until(lambda: screen.sees("Please type your full name to sign."))
    await screen.type("Your full name", "Nadia Malik")
    school.answers(GET_FORM, view(answer(), due=Due.DONE), form_id=12)
    await screen.tap("Sign and send")
    await screen.until(lambda: screen.sees("The school has your answer"))
    (sent,) = [heard.json for heard in school.done if heard.path == ANSWER_PATH]
    assert (sent["pupil_id"], sent["version"], sent["seen"]) == (ZOYA, 1, "abc")
    assert sent["answers"]["values"] == {
        "medicine": ["Calpol"], "allergic": ["no"], "dose": ["5"], "pays": ["450"], "days": ["tue"],
    }  # fmt: skip
    assert sent["answers"]["signatures"]["signed"]["name"] == "Nadia Malik"
    assert screen.sees("Calpol")
    assert screen.sees("Change my answer")


async def test_a_half_filled_form_is_kept_and_goes_on_where_it_was(show: Show, school: FakeSchool) -> None:
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: screen.sees("Name of the medicine"))
    await fill(screen)
    place = drafts.place_of(form(), ZOYA)
    await screen.until(lambda: [h for h in school.heard if h.path == KEEP_DRAFT.path and h.json["body"]], 5)
    kept = [heard.json for heard in school.heard if heard.path == KEEP_DRAFT.path][-1]
    assert kept["place"] == place
    assert drafts.decoded(kept["body"]).values == {"medicine": ("Calpol",), "allergic": ("no",)}
    again = await show(
        msgspec.structs.replace(ONE_CHILD, drafts=(eg.draft(place, kept["body"]),)), "/forms/12"
    )
    await again.until(lambda: again.sees("Name of the medicine"))
    assert again.all(ft.TextField)[0].value == "Calpol"
    await again.tap("Read through and sign")
    await again.until(lambda: again.sees("Your answers"))


async def test_a_changed_form_keeps_the_answers_and_marks_what_changed(
    show: Show, school: FakeSchool
) -> None:
    school.answers(POST_ANSWER, Refusal("form_changed"), form_id=12)
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: screen.sees("Name of the medicine"))
    await fill(screen)
    await screen.tap("Read through and sign")
    await screen.type("Your full name", "Nadia Malik")
    more = Field("when", FieldKind.TEXT, words("When was it bought?", 50))
    other = msgspec.structs.replace(FIELDS[1], label=words("Exact name of the medicine", 51))
    changed = (FIELDS[0], other, *FIELDS[2:8], more, FIELDS[8])
    school.answers(GET_FORM, view(seen="def", version=2, fields=changed, due=Due.AGAIN), form_id=12)
    await screen.tap("Sign and send")
    await screen.until(lambda: screen.sees("Exact name of the medicine"))
    assert seen(screen, "The form changed since you filled it in.")
    assert screen.words().count("These words changed") == 1
    assert screen.words().count("This question is new") == 1
    assert screen.all(ft.TextField)[0].value == "Calpol"
    school.answers(POST_ANSWER, answer(71, version=2), form_id=12)
    await screen.tap("Read through and sign")
    await screen.type("Your full name", "Nadia Malik")
    await screen.tap("Sign and send")
    await screen.until(lambda: ANSWER_PATH in [heard.path for heard in school.done])
    sent = next(heard.json for heard in school.done if heard.path == ANSWER_PATH)
    assert (sent["version"], sent["seen"]) == (2, "def")
    assert sent["answers"]["values"] == {"medicine": ["Calpol"], "allergic": ["no"]}


async def test_without_a_connection_it_waits_and_says_so_and_goes_once(
    show: Show, school: FakeSchool
) -> None:
    school.answers(POST_ANSWER, answer(), form_id=12)
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: screen.sees("Name of the medicine"))
    await fill(screen)
    await screen.tap("Read through and sign")
    await screen.type("Your full name", "Nadia Malik")
    school.go_down()
    await screen.until(lambda: seen(screen, "No connection"), 6)
    await screen.tap("Sign and send")
    await screen.until(lambda: seen(screen, "waits on this device"))
    await screen.go("/forms")
    await screen.until(lambda: screen.sees("Waiting to be sent"))
    school.answers(GET_FORMS, FormsPage(forms=(card(due={ZOYA: Due.DONE}),)))
    school.answers(GET_FORM, view(answer(), due=Due.DONE), form_id=12)
    school.lose_answers, school.up = 1, True
    await screen.until(lambda: screen.sees("Answered") and not screen.sees("Waiting to be sent"), 15)
    assert [heard.path for heard in school.done].count(ANSWER_PATH) == 1


async def test_what_was_signed_is_shown_as_it_was_and_changed_by_a_new_version(
    show: Show, school: FakeSchool
) -> None:
    was = msgspec.structs.replace(FIELDS[1], label=words("Medicine, as it was asked then", 60))
    school.answers(GET_SIGNED, form(fields=(FIELDS[0], was, *FIELDS[2:])), answer_id=70)
    older = answer(69, replaced=True, answers=Answers(values={"medicine": ("Nurofen",)}), words={})
    school.answers(GET_SIGNED, form(), answer_id=69)
    school.answers(GET_FORM, view(answer(), older, due=Due.DONE, others=frozenset({ZOYA})), form_id=12)
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: screen.sees("Medicine, as it was asked then"))
    assert seen(screen, "Signed by Nadia Malik on")
    assert seen(screen, "Read in English, version 1")
    assert seen(screen, "Another adult of this child has answered")
    assert screen.sees("Nurofen")
    await screen.tap("Change my answer")
    await screen.until(lambda: seen(screen, "You are changing your answer."))
    assert screen.all(ft.TextField)[0].value == "Calpol"
    await write(screen, "Name of the medicine", "Calpol Six Plus")
    await screen.tap("Leave my answer as it was")
    await screen.until(lambda: screen.sees("The school has your answer"))
    assert POST_ANSWER.path not in [heard.path for heard in school.heard]


async def test_who_signed_before_there_was_a_translation_is_not_told_of_one(
    show: Show, school: FakeSchool
) -> None:
    signed = answer(61, lang="ur")
    school.answers(GET_FORM, view(signed, due=Due.DONE), form_id=12)
    school.answers(GET_SIGNED, form(), answer_id=61)
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: seen(screen, "Read in English, version 1"))
    assert not seen(screen, "A program made this translation. No person had checked it.")


async def test_who_did_not_answer_in_time_is_told_whom_to_call(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FORM, view(due=Due.OVER, deadline=1), form_id=12)
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: seen(screen, "The time for answering is over."))
    assert seen(screen, "Call the office")
    assert not screen.sees("Read through and sign")


async def test_a_form_that_is_not_mine_is_not_here(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FORM, Refusal("not_found"), form_id=12)
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: screen.sees("This form is not here"))


async def test_a_dose_that_nobody_checked_stands_in_english_too(show: Show, school: FakeSchool) -> None:
    dose = words("Not more than 5 ml", 5, state=TextState.DONE, shown="۵ ملی لیٹر سے زیادہ نہیں")
    fields = tuple(msgspec.structs.replace(one, label=dose) if one.key == "dose" else one for one in FIELDS)
    school.answers(GET_FORM, view(fields=fields, careful=frozenset({dose.id})), form_id=12)
    screen = await show(eg.snapshot(me=eg.me(7, "ur"), children=(eg.ZOYA,)), "/forms/12", NARROW)
    await screen.until(lambda: seen(screen, "زیادہ نہیں"))
    assert seen(screen, "Not more than 5 ml")
    before = len(seen(screen, "Not more than 5 ml"))
    school.answers(GET_FORM, view(fields=fields), form_id=12)
    school.tell(101, events.FormChanged(12))
    await screen.until(lambda: len(seen(screen, "Not more than 5 ml")) < before)


async def test_a_form_that_comes_is_there_at_once(show: Show, school: FakeSchool) -> None:
    school.answers(GET_FORMS, FormsPage(forms=()))
    screen = await show(ONE_CHILD, "/forms")
    await screen.until(lambda: screen.sees("No forms for you now"))
    school.answers(GET_FORMS, FormsPage(forms=(card(),)))
    school.tell(101, events.FormChanged(12))
    await screen.until(lambda: screen.sees("Form 12"))
    assert screen.all(ft.Semantics, label="1 waits for you") != []
    urdu = msgspec.structs.replace(card().title, state=TextState.DONE, shown="Form, translated")
    school.tell(102, events.TextTranslated(urdu))
    await screen.until(lambda: screen.sees("Form, translated"))


async def test_a_signature_can_be_drawn_and_cleared(show: Show, school: FakeSchool) -> None:
    school.answers(POST_ANSWER, answer(), form_id=12)
    screen = await show(ONE_CHILD, "/forms/12")
    await screen.until(lambda: screen.sees("Name of the medicine"))
    await fill(screen)
    await screen.tap("Read through and sign")
    await screen.type("Your full name", "Nadia Malik")
    canvas = screen.one(cv.Canvas)
    await screen.fire(canvas, "resize", {"w": 300.0, "h": 100.0})
    await draw(screen)
    assert len(screen.one(cv.Canvas).shapes) == 1
    await screen.tap("Clear the drawing")
    assert screen.one(cv.Canvas).shapes == []
    await draw(screen)
    await screen.tap("Sign and send")
    await screen.until(lambda: ANSWER_PATH in [heard.path for heard in school.done])
    sent = next(heard.json for heard in school.done if heard.path == ANSWER_PATH)
    assert sent["answers"]["signatures"]["signed"]["strokes"] == [[[100, 100], [400, 100]]]


async def draw(screen: Screen) -> None:
    """One line across the sheet, in many small steps."""
    (pen,) = [one for one in screen.all(ft.GestureDetector) if one.on_horizontal_drag_start]
    for step in range(10):
        name = "horizontal_drag_update" if step else "horizontal_drag_start"
        at = {"l": {"x": 30.0 + 10 * step, "y": 30.0}, "g": {"x": 0.0, "y": 0.0}, "k": "touch"}
        await screen.session.dispatch_event(pen._i, name, at)
    end = {"l": {"x": 0.0, "y": 0.0}, "g": {"x": 0.0, "y": 0.0}, "v": {"x": 0.0, "y": 0.0}}
    await screen.fire(pen, "horizontal_drag_end", end)


async def test_staff_have_their_own_list(show: Show) -> None:
    screen = await show(eg.teacher_snapshot(me=eg.me(20, "en", frozenset({Role.TEACHER}))), "/")
    assert screen.sees("Forms")


def test_numbers_and_money_are_read_as_people_write_them() -> None:
    assert [typed_number(one) for one in ("5", "۵", "1,5", "1,000", "٢٫٥", " 7 ", "5.", "five")] == [
        "5", "5", "1.5", "1000", "2.5", "7", "5", "five",
    ]  # fmt: skip
    assert [typed_pence(one) for one in ("£4.50", "4,5", "12", "0.005", "-1", "a")] == [
        "450", "450", "1200", "0.005?", "-1?", "a",
    ]  # fmt: skip
    assert [pounds(one) for one in ("450", "1200", "5", "0.005?")] == ["4.50", "12", "0.05", "0.005"]


def test_a_signature_of_any_length_fits() -> None:
    wild = tuple(
        tuple(on_canvas((n * 7919) % 300, (n * 104_729) % 100, 300) for n in range(points))
        for points in (3_000, *[100] * 80)
    )
    strokes = thinned(wild)
    assert all(len(line) <= MOST_POINTS for line in strokes)
    assert sum(map(len, strokes)) <= MOST_SIGNATURE
    assert problems(FIELDS[-1:], Answers(signatures={"signed": Signature("N", strokes)})) == {}
    assert thinned((((0, 0), (5, 0), (10, 1), (900, 1)),)) == (((0, 0), (900, 1)),)


def test_what_came_back_unsent_and_what_was_typed_since_are_one() -> None:
    old = drafts.encoded(drafts.Kept(values={"a": ("1",), "b": ("2",)}))
    new = drafts.encoded(drafts.Kept(values={"b": ("3",)}))
    assert drafts.decoded(f"{old}\n\n{new}").values == {"a": ("1",), "b": ("3",)}
    assert drafts.decoded("not what was kept").values == {}
