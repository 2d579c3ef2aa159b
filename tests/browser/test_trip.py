"""A trip: from the office, by way of a mother who reads Urdu and a line that breaks, to the paper in a hand."""

import io
import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import icalendar
import pypdf
from playwright.sync_api import Locator

from tests.browser.conftest import OpenTab
from tests.browser.demo import DemoSchool
from tests.browser.line import Line
from tests.browser.reading import like
from tests.browser.shell.test_drop import LayLine
from tests.browser.tab import Tab
from wire.base import Nothing, Text
from wire.calendar import GET_DATES, DatesAsk
from wire.forms import (
    GET_FORM,
    GET_FORM_PLACES,
    GET_FORMS,
    GET_WORDING,
    PASS_ON,
    POST_ANSWER,
    Answers,
    FormAsk,
    FormKind,
    FormsAsk,
    FormView,
    NewAnswer,
    PassOn,
    Signature,
    WordingAsk,
)
from wire.points import GET_CLASS_POINTS, ClassPoints, ClassRef
from wire.words import Words

MOTHER, CHILD, TEACHER, OFFICE, CLASS = "Nadia Qureshi", "Zara Qureshi", "Miss Hart", "Mrs Dunne", "4A"
EN, UR = Words("en"), Words("ur")
TITLE, TITLE_UR = "Trip to the city farm", "شہر کے فارم کی سیر"
ABOUT = "We go to the farm by bus on 11 December.\nIt costs £12.50 for each child."
ABOUT_UR = "ہم 11 دسمبر کو بس سے فارم جائیں گے۔\nہر بچے کا خرچ £12.50 ہے۔"
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")
DRAWN = 10
Question = Callable[[str], str]
"""The words of a question as the mother reads them, by its key."""


def look(tab: Tab, name: str) -> None:
    if folder := os.environ.get("NARROW_SHOTS"):
        tab.page.wait_for_timeout(1000)
        tab.shot(Path(folder) / f"{name}.png")


def group(tab: Tab, words: str) -> Locator:
    """The innermost part of the screen in which these words stand."""
    return tab.page.get_by_role("group", name=re.compile(re.escape(words))).last


def write_anew(tab: Tab, field: Locator, words: str) -> None:
    """Types into a field, in place of what is there."""
    tab.until(lambda: has_cursor(tab, field), 10, "the cursor")
    # As in ``Tab.write``: Flutter takes the field over a moment later.
    tab.page.wait_for_timeout(300)
    tab.page.keyboard.press("Control+A")
    tab.page.keyboard.type(words, delay=5)


def has_cursor(tab: Tab, field: Locator) -> bool:
    """A tap may go beside a field that is just moving, as when the card around it opens: then it is tapped again."""
    field.click()
    tab.page.wait_for_timeout(200)
    return bool(field.evaluate("one => one === document.activeElement"))


def read_by_her(text: Text) -> str:
    return text.shown or text.body


def her_view(demo: DemoSchool, form_id: int) -> FormView:
    return demo.ask(MOTHER, GET_FORM, FormAsk(form_id=form_id))


def test_a_trip_goes_home_in_urdu_is_signed_on_a_bad_line_and_comes_back_on_paper(
    demo: DemoSchool, open_tab: OpenTab, line: LayLine
) -> None:
    has_an_allergy(demo)
    wire = line(demo.server)
    office = open_tab(demo.url, "/forms", width=1280, height=1500, token=demo.token_of(OFFICE))
    mother = open_tab(wire.url, "/forms", lang="ur-PK", width=390, height=2000, token=demo.token_of(MOTHER))
    form_id = writes_the_form(office)
    checks_its_urdu(demo, office, form_id)
    sends_it_to_the_class(office, form_id)
    mother.sees(TITLE_UR)
    like(mother, TITLE_UR).click()
    mother.sees(UR._("A person has checked this translation."))
    view = her_view(demo, form_id)
    labels = {field.key: read_by_her(field.label) for field in view.form.fields}
    fills_it_in(mother, wire, labels.__getitem__)
    signs_it(demo, mother, wire, form_id)
    assert mother.requests.count(f"{wire.url}/forms") == 1, "the page was loaded again"
    prints_the_list(demo, open_tab, form_id)
    assert (office.complaints, [one for one in mother.complaints if not about_the_line(one)]) == ([], [])


def has_an_allergy(demo: DemoSchool) -> None:
    """She said so on the form for it, and the office passed it on to the class team."""
    forms = demo.ask(MOTHER, GET_FORMS, FormsAsk()).forms
    card = next(one for one in forms if one.kind is FormKind.DIETARY)
    view = her_view(demo, card.id)
    zara = zara_in(class_sheet(demo))
    said: dict[str, tuple[str, ...]] = {
        "diet": ("halal",), "allergy": ("yes",), "allergens": ("peanuts",), "severity": ("severe",),
        "signs": ("Her lips swell.",), "emergency_plan": ("Use the pen and call 999.",), "diagnosed": ("yes",),
        "emergency_phone": ("07700 900145",), "pen": ("no",), "agree_share": ("yes",), "agree_tell": ("yes",),
    }  # fmt: skip
    answers = Answers(values=said, signatures={"sign": Signature(MOTHER)})
    ask = NewAnswer(card.id, zara, view.form.version, view.seen, answers)
    demo.ask(MOTHER, POST_ANSWER, ask)
    demo.ask(OFFICE, PASS_ON, PassOn(card.id, (zara,)))


def writes_the_form(office: Tab) -> int:
    """From the ready form; where the trip goes and what it costs is the school's own."""
    office.sees(EN._("New form"))
    office.tap(EN._("New form"))
    office.sees(EN._("Ready forms"))
    like(office, "Trip 13").click()
    office.sees(EN._("Title of the form"))
    write_anew(office, office.field(EN._("Title of the form")), TITLE)
    office.tap(EN._("Change “{name}”", name="About the trip"))
    office.sees(EN._("Help below it"))
    write_anew(office, office.field(EN._("Help below it")), ABOUT)
    look(office, "trip_1_written")
    office.tap(EN._("Done"))
    office.sees_not(EN._("Help below it"))
    office.sees(EN._("Everything is saved."))
    form_id = int(office.page.url.rsplit("/forms/", 1)[1].split("/")[0])
    office.go(f"/forms/{form_id}/edit/words")
    office.sees(EN._("The languages of those who are asked, and how much is checked"))
    return form_id


def checks_its_urdu(demo: DemoSchool, office: Tab, form_id: int) -> None:
    """Beside the English, text by text: what the school wrote itself is worded, and does not lose its price."""
    like(office, "Urdu", "checkbox").click()
    # The page follows by itself while the words are being translated.
    office.sees("27 of 29 texts are checked", 30)
    look(office, "trip_2_urdu")
    words_anew(office, TITLE, TITLE_UR)
    office.sees("28 of 29 texts are checked")
    words_anew(office, "We go to the farm", ABOUT_UR.replace("£12.50", ""))
    office.sees("missing in these words: £12.50")
    look(office, "trip_3_lost")
    words_anew(office, "We go to the farm", ABOUT_UR)
    office.sees("29 of 29 texts are checked")
    wordings = demo.ask(OFFICE, GET_WORDING, WordingAsk(form_id, "ur")).wordings
    assert [one.checked_by.name for one in wordings if one.checked_by] == [OFFICE] * 2
    office.tap(EN._("Freeze these words"))
    office.sees(EN._("Let them be changed again"))
    look(office, "trip_4_frozen")


def words_anew(office: Tab, english: str, wording: str) -> None:
    label = EN._("In {language}", language="Urdu")
    if label not in office.tree():
        group(office, english).get_by_role("button", name=EN._("Word it anew")).click()
        office.sees(label)
    write_anew(office, office.field(label), wording)
    office.tap(EN._("Save"))


def sends_it_to_the_class(office: Tab, form_id: int) -> None:
    office.go(f"/forms/{form_id}/edit/send")
    office.sees(EN._("Which one?"))
    like(office, EN._("Which one?")).click()
    office.page.get_by_role("menuitem", name=CLASS, exact=True).click()
    office.sees("Which one? 4A")
    look(office, "trip_5_send")
    like(office, EN._("Send the form")).click()
    office.sees(EN._("Send this form?"))
    look(office, "trip_6_sure")
    office.tap(EN._("Send"))
    office.sees(EN._("Trip list to print"))
    look(office, "trip_7_sent")


def taps(mother: Tab, question: str, answer: str) -> None:
    group(mother, question).get_by_role("checkbox", name=re.compile(re.escape(answer))).click()


def chooses(mother: Tab, question: str, answer: str) -> None:
    taps(mother, question, answer)
    mother.until(lambda: is_chosen(mother, question, answer), 5, f"“{answer}” to be chosen")


def is_chosen(mother: Tab, question: str, answer: str) -> bool:
    box = group(mother, question).get_by_role("checkbox", name=re.compile(re.escape(answer)))
    return box.count() == 1 and box.is_checked()


def types(mother: Tab, question: str, words: str) -> Locator:
    field = mother.page.get_by_role("textbox", name=re.compile(re.escape(question)))
    write_anew(mother, field, words)
    return field


def fills_it_in(mother: Tab, wire: Line, asks: Question) -> None:
    """The line breaks while she types about the medicine: what she types and taps meanwhile stays."""
    yes, no = UR.p("answer", "Yes"), UR.p("answer", "No")
    look(mother, "trip_8_home")
    chooses(mother, asks("comes"), yes)
    mother.sees(asks("medicine"))
    chooses(mother, asks("pay"), "ہم پوری رقم ادا کریں گے")
    chooses(mother, asks("lunch"), "میرا بچہ پیک کیا ہوا کھانا لائے گا")
    chooses(mother, asks("emergency_care"), yes)
    types(mother, asks("contact_name"), MOTHER)
    types(mother, asks("contact_phone"), "07700 900199")
    chooses(mother, asks("medicine"), yes)
    mother.sees(asks("medicine_what"))
    field = types(mother, asks("medicine_what"), "Blue inhaler, ")
    wire.cut()
    mother.page.keyboard.type("2 puffs", delay=20)
    mother.until(lambda: mother.bar() != "", 10, "the notice")
    taps(mother, asks("travel_sick"), no)
    assert field.input_value() == "Blue inhaler, 2 puffs"
    look(mother, "trip_9_cut")
    where = field.bounding_box()
    wire.mend()
    mother.until(lambda: mother.bar() == "", 20, "the notice to go")
    mother.until(lambda: is_chosen(mother, asks("travel_sick"), no), 10, "what she tapped meanwhile")
    # Nothing jumps away under a finger.
    assert (field.input_value(), field.bounding_box()) == ("Blue inhaler, 2 puffs", where)
    mother.tap(UR._("Read through and sign"))


def signs_it(demo: DemoSchool, mother: Tab, wire: Line, form_id: int) -> None:
    """She draws, the line breaks again, she types her name and taps more than once: nothing seems to happen."""
    mother.sees(UR._("Your full name"))
    draws(mother)
    look(mother, "trip_10_signing")
    wire.cut()
    write_anew(mother, mother.field(UR._("Your full name")), MOTHER)
    for _ in range(3):
        mother.tap(UR._("Sign and send"))
        mother.page.wait_for_timeout(200)
    mother.until(lambda: mother.bar() != "", 10, "the notice")
    assert her_view(demo, form_id).answers == ()
    wire.mend()
    mother.sees(UR._("The school has your answer"), 30)
    look(mother, "trip_11_signed")
    (answer,) = her_view(demo, form_id).answers
    assert answer.answers.values == {
        "comes": ("yes",), "pay": ("all",), "contact_name": (MOTHER,), "contact_phone": ("07700 900199",),
        "medicine": ("yes",), "medicine_what": ("Blue inhaler, 2 puffs",), "travel_sick": ("no",),
        "lunch": ("bring",), "emergency_care": ("yes",),
    }  # fmt: skip
    signature = answer.answers.signatures["sign"]
    assert (signature.name, len(signature.strokes), answer.lang, answer.checked) == (MOTHER, 1, "ur", True)


def draws(mother: Tab) -> None:
    paper = mother.page.get_by_text(UR._("Here you can draw your signature. It is not needed.")).first
    box = paper.bounding_box()
    assert box is not None
    mouse = mother.page.mouse
    mouse.move(box["x"] + 40, box["y"] + 40)
    mouse.down()
    for n in range(DRAWN):
        mouse.move(box["x"] + 40 + n * 20, box["y"] + 40 + (n % 3) * 15)
        mother.page.wait_for_timeout(30)
    mouse.up()
    mother.until(mother.button(UR._("Clear the drawing")).is_enabled, 5, "the drawing")


def prints_the_list(demo: DemoSchool, open_tab: OpenTab, form_id: int) -> None:
    teacher = open_tab(demo.url, "/forms", width=1280, height=900, token=demo.token_of(TEACHER))
    like(teacher, TITLE).click()
    teacher.sees(EN._("Trip list to print"))
    look(teacher, "trip_12_teacher")
    name = re.compile(re.escape(EN._("Trip list to print")))
    printing = teacher.page.get_by_role("button", name=name).or_(teacher.page.get_by_role("link", name=name))
    with teacher.context.expect_event("request", lambda one: "trip-list" in one.url) as asked:
        printing.first.click()
    made = teacher.page.request.get(asked.value.url)
    assert made.headers["content-type"] == "application/pdf"
    if folder := os.environ.get("NARROW_SHOTS"):
        (Path(folder) / "trip_list.pdf").write_bytes(made.body())
    said = words_of_pdf(made.body())
    at = [said.find(one) for one in (f"Trip list: {TITLE}", CHILD, "07700 900199", "Blue inhaler, 2 puffs")]
    assert -1 not in at, said
    assert all(one in said for one in ("Peanuts", "Use the pen and call 999.", "Halal")), said


def words_of_pdf(made: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).translate(MARKS).split())


def about_the_line(complaint: str) -> bool:
    return "WebSocket" in complaint or "ERR_CONNECTION" in complaint or "ERR_EMPTY_RESPONSE" in complaint


def test_her_own_calendar_has_the_trip_in_urdu(demo: DemoSchool, open_tab: OpenTab) -> None:
    mother = open_tab(
        demo.url, "/calendar", lang="ur-PK", width=390, height=1600, token=demo.token_of(MOTHER)
    )
    name = UR._("See these dates in my own calendar")
    mother.sees(name)
    mother.tap(name)
    mother.sees(UR._("Make my link"))
    mother.tap(UR._("Make my link"))
    mother.sees(UR._("Copy the link"))
    look(mother, "trip_13_link")
    mother.context.grant_permissions(["clipboard-read", "clipboard-write"])
    mother.tap(UR._("Copy the link"))
    mother.sees(UR._("The link is copied."))
    told = httpx.get(str(mother.page.evaluate("navigator.clipboard.readText()")))
    parsed: Any = icalendar.Calendar.from_ical(told.raise_for_status().content)
    events = {str(event["summary"]): event for event in parsed.walk("VEVENT")}
    trip = events["سائنس سینٹر کا دورہ"]
    shown = demo.ask(MOTHER, GET_DATES, DatesAsk(day_of(trip), day_of(trip))).occasions
    asked = next(one for one in shown if one.title.body == "Trip to the science centre")
    assert asked.details is not None
    assert read_by_her(asked.details) in str(trip["description"])
    assert (str(trip["dtstart"].dt.tzinfo), f"{trip['dtstart'].dt:%H:%M}") == ("Europe/London", "09:00")
    # What is for another class is not in it, in no language.
    assert [one for one in events if "Gardening" in one or "باغبانی" in one] == []


def day_of(event: Any) -> Any:
    return event["dtstart"].dt.date()


def test_points_arrive_on_her_open_screen(demo: DemoSchool, open_tab: OpenTab) -> None:
    sheet = class_sheet(demo)
    zara = zara_in(sheet)
    before = sum(zara in award.pupils for award in sheet.awards)
    mother = open_tab(demo.url, "/points", lang="ur-PK", width=390, height=1600, token=demo.token_of(MOTHER))
    teacher = open_tab(demo.url, "/points", width=1280, height=900, token=demo.token_of(TEACHER))
    mother.sees(in_two_weeks(before))
    loads = len([one for one in mother.requests if one == f"{demo.url}/points"])
    like(teacher, CHILD, "checkbox").click()
    skill = sheet.skills[0]
    teacher.sees(EN._("Points for {names}", names=CHILD))
    like(teacher, skill.name.body).click()
    mother.sees(in_two_weeks(before + 1))
    look(mother, "trip_14_points")
    look(teacher, "trip_15_given")
    assert len([one for one in mother.requests if one == f"{demo.url}/points"]) == loads
    assert sum(zara in award.pupils for award in class_sheet(demo).awards) == before + 1
    assert mother.complaints + teacher.complaints == []


def in_two_weeks(n: int) -> str:
    return UR.n("{n} point in the last two weeks", "{n} points in the last two weeks", n)


def class_sheet(demo: DemoSchool) -> ClassPoints:
    places = demo.ask(OFFICE, GET_FORM_PLACES, Nothing()).places
    topic = next(one.topic for one in places if one.name == CLASS)
    return demo.ask(TEACHER, GET_CLASS_POINTS, ClassRef(int(topic.partition(":")[2])))


def zara_in(sheet: ClassPoints) -> int:
    return next(one.id for one in sheet.pupils if one.name == CHILD)
