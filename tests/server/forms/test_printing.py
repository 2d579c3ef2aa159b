"""What is printed and downloaded, read back: whole, in order, for nobody but who may, and on record (spec 7.5)."""

import io
import re
import unicodedata

import pypdf
import pytest

from server.accounts.tables import people
from server.core.db import Tx
from server.forms.care import Known
from server.forms.paper import answers_sheet, render_answers
from server.forms.saying import Saying
from server.forms.trip import render_trip, trip_list
from server.school.actions import add_right
from tests import eg
from tests.cast import PEOPLE, card
from tests.edges import DAY, THURSDAY_9_AM
from tests.school import School
from tests.server.forms.filling import answered, sent
from tests.server.forms.filling import trip as short_trip
from tests.server.forms.gathering import (
    COMING,
    STAYING,
    dietary,
    fetched,
    out,
    passed,
    recorded,
    trip,
)
from tests.server.forms.test_sheet import FIELDS, answer, form, row, text
from tests.server.safeguarding.test_paper import _covered as covered
from wire.base import TextState
from wire.forms import Answers, FormKind, Signature, answers_path, trip_list_path
from wire.languages import LANGUAGES
from wire.words import Words

pytestmark = pytest.mark.sqlite

AT = THURSDAY_9_AM
MARKS = str.maketrans("", "", "\u2066\u2067\u2068\u2069\u200e\u200f")


def read_back(made: bytes) -> str:
    """The words of a PDF in the order in which they stand, one space between two."""
    pages = pypdf.PdfReader(io.BytesIO(made)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).translate(MARKS).split())


def read_back_page(page: pypdf.PageObject) -> str:
    """The same of one page."""
    return " ".join(page.extract_text().translate(MARKS).split())


def stand_in_order(said: str, *wanted: str) -> bool:
    """Whether all of these are in it, one behind the other."""
    at = 0
    for one in wanted:
        at = said.find(one, at) + len(one)
        if at < len(one):
            raise AssertionError(f"{one!r} is not there, or too early, in: {said}")
    return True


def saying(lang: str = "en") -> Saying:
    return Saying(Words(lang), "Europe/London", {1: form(*FIELDS)})


async def test_the_trip_list_says_who_comes_whom_to_call_and_what_to_know(school: School) -> None:
    cast, food = school.cast, await dietary(school)
    asked = await trip(school)
    await answered(school, cast.katarzyna, asked.id, cast.lena, COMING)
    await passed(school, food.id, cast.zara)
    status, made = await fetched(school, cast.hart, trip_list_path(asked.id))
    assert status == 200
    said = read_back(made)
    assert stand_in_order(
        said,
        "Trip list: Class trip", "2 Coming", "1 Not coming", "0 No answer",
        "For 1 child there is more that was not passed on to you. Ask the office before you go: Lena",
        "Plan for an emergency: Zara (4A)",
        "4A 2 children on the trip",
        "1 Lena", "+44 7700 900123", "My child can swim a little",
        "2 Zara", "Food and allergies", "Peanuts; Other nuts", "Give the pen at once and call 999",
        "Not on the trip: Ilyas (Not coming)",
        "Printed by Hart on Thursday 12 November 2026, 09:00", "Page 1 of 1",
    )  # fmt: skip
    # Lena's stomach was not passed on; what is paid is nobody's business on the day.
    assert "A sore stomach" not in said
    assert "£12.50" not in said
    assert "A sore stomach" in read_back((await fetched(school, cast.dunne, trip_list_path(asked.id)))[1])
    assert recorded(school, "forms:answers:trip-list.pdf")[:2] == [
        (cast.hart.id, f"form:{asked.id}", f'{{"pupils":"{cast.zara},{cast.lena},{cast.ilyas}"}}'),
        (cast.hart.id, f"form:{food.id}", f'{{"pupils":"{cast.zara}"}}'),
    ]


async def test_two_adults_who_do_not_agree_are_said_in_words(school: School) -> None:
    cast, asked = school.cast, await out(school, FormKind.TRIP)

    def tie(tx: Tx) -> None:
        add_right(tx, cast.daniel.id, cast.zara, "parent", starts_at=tx.now - DAY)

    await school.context.db.awrite(tie)
    await answered(school, cast.nadia, asked.id, cast.zara, COMING)
    await answered(school, cast.daniel, asked.id, cast.zara, STAYING)
    said = read_back((await fetched(school, cast.hart, trip_list_path(asked.id)))[1])
    assert stand_in_order(
        said, "0 Coming", "0 Not coming", "2 No answer", "1 Adults do not agree",
        "Zara One adult says yes, one says no. Ask the office.",
    )  # fmt: skip


async def test_who_gets_which_file(school: School) -> None:
    """Everybody of the cast, for each file of a form to class 4A, and of one that is private."""
    asked, food = await trip(school), await dietary(school)
    cast = school.cast
    files = {
        "csv": answers_path(asked.id, "csv"), "pdf": answers_path(asked.id, "pdf"),
        "trip": trip_list_path(asked.id), "food": answers_path(food.id, "csv"),
    }  # fmt: skip
    above = {"dunne", "calloway", "prescott"}
    team = above | {"hart", "sandhu"}
    let = {"csv": team, "pdf": team, "trip": team, "food": team | {"okafor", "rahman"}}
    families = {"nadia", "katarzyna", "daniel", "former"}
    for which, address in files.items():
        for name, who in cast.people().items():
            status, _ = await fetched(school, who, address)
            wanted = 200 if name in let[which] else 403 if name in families else 404
            assert (which, name, status) == (which, name, wanted)
        assert (await school.http.get(address)).status_code == 401
    assert set(PEOPLE) >= set().union(*let.values())
    assert (await fetched(school, cast.dunne, trip_list_path(food.id)))[0] == 404
    assert (await fetched(school, cast.dunne, answers_path(asked.id, "csv") + "?class=x"))[0] == 422


async def test_a_file_is_never_run_nor_kept_and_names_nobody(school: School) -> None:
    asked, cast = await trip(school), school.cast
    headers = {"Authorization": f"Bearer {cast.dunne.token}"}
    told = await school.http.get(answers_path(asked.id, "csv", class_id=cast.class_4a), headers=headers)
    assert told.headers["content-disposition"] == f'attachment; filename="answers-{asked.id}.csv"'
    assert told.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert (told.headers["cache-control"], told.headers["x-content-type-options"]) == ("no-store", "nosniff")
    assert recorded(school, "forms:answers:answers.csv") == [
        (cast.dunne.id, f"form:{asked.id}", f'{{"pupils":"{cast.zara},{cast.ilyas}"}}')
    ]


async def test_all_answers_on_paper_by_class_and_name_with_how_many_chose_what(school: School) -> None:
    asked, cast = await trip(school), school.cast
    said = read_back((await fetched(school, cast.dunne, answers_path(asked.id, "pdf")))[1])
    assert stand_in_order(
        said,
        "Class trip", "For 4A", "Children 3", "Answered 2", "Still without an answer 1",
        "May your child come on the trip?", "Yes: 1", "No: 1",
        "Ilyas", "Signed by Rahman", "Lena", "Not answered yet",
        "Zara", "Signed by Nadia", "read in Urdu", "How much can you pay?", "£12.50",
    )  # fmt: skip


async def test_it_is_in_the_language_of_who_prints_it(school: School) -> None:
    asked, cast = await trip(school), school.cast

    def reads_polish(tx: Tx) -> None:
        tx.conn.execute(people.update().where(people.c.id == cast.dunne.id).values(lang="pl"))
        tx.db.rights_changed()

    await school.context.db.awrite(reads_polish)
    said = read_back((await fetched(school, cast.dunne, trip_list_path(asked.id)))[1])
    assert "czwartek 12 listopada 2026, 09:00" in said
    assert "£12.50" not in said


NAMES = {"pl": "Święta Żółć-Łącka", "ur": "زارا خان", "so": "Xaawo Cabdi"}


@pytest.mark.parametrize("lang", ["en", "pl", "ur"])
def test_names_and_words_of_every_script_are_on_paper(lang: str) -> None:
    shown = text(
        "اسے کتوں سے ڈر لگتا ہے", lang="ur", state=TextState.DONE, shown="She fears dogs", engine="x"
    )
    rows = [row(answer({"note": ("x",)}, words={"note": shown}), name=name) for name in NAMES.values()]
    at_school = card("Birch Lane School")
    for made in (
        render_answers(saying(lang), rows, at_school, "Dunne", AT),
        render_trip(saying(lang), rows, Known(), at_school, "Dunne", AT),
    ):
        said = read_back(made)
        assert NAMES["pl"] in said
        assert NAMES["so"] in said
        # A reader of PDFs gives joined letters back as pieces, and not all: that the fonts have each is asked below.
        assert any("ARABIC" in unicodedata.name(sign, "") for sign in said)
        assert stand_in_order(said, "She fears dogs")
    made_of = trip_list(saying(lang), rows, Known(), at_school, "Dunne", AT)
    assert [one.name.translate(MARKS) for one in made_of.parties[0].coming] == list(NAMES.values())
    letters = {ord(sign) for sign in NAMES["ur"] + shown.body if not sign.isspace()}
    assert letters - covered(made_of.head.fonts["ur"]) == set()


def test_the_original_stands_beside_its_translation_in_its_own_direction() -> None:
    shown = text("کتے 12:30", lang="ur", state=TextState.DONE, shown="Dogs 12:30", engine="x")
    made = answers_sheet(
        saying(), [row(answer({"note": ("x",)}, words={"note": shown}))], card("School"), "Dunne", AT
    )
    bits = made.groups[0].children[0].given[0].pairs[0].bits
    assert [(one.lang, one.rtl, one.quiet) for one in bits] == [("en", False, False), ("ur", True, True)]


def test_a_drawn_signature_is_printed_with_its_lines() -> None:
    """With the name that was typed beside it; one that was typed alone stands as who signed, as before."""
    lines = (((0, 0), (500, 333)), ((900, 100),))
    drawn = Answers(signatures={"sign": Signature(name="N. Qureshi", strokes=lines)})
    rows = [row(answer({}, answers=drawn)), row(answer({}), name="Lena")]
    first, second = answers_sheet(saying(), rows, card("School"), "Dunne", AT).groups[0].children
    assert [one.strokes for one in first.given[0].drawn] == [(((0.0, 0.0), (0.5, 0.333)), ((0.9, 0.1),))]
    assert second.given[0].drawn == ()
    for lang in ("en", "ur"):
        page = pypdf.PdfReader(
            io.BytesIO(render_answers(saying(lang), rows, card("School"), "Dunne", AT))
        ).pages[0]
        assert ("N. Qureshi" in read_back_page(page), ink(page)) == (True, 2)
    plain = render_answers(saying(), rows[1:], card("School"), "Dunne", AT)
    assert ink(pypdf.PdfReader(io.BytesIO(plain)).pages[0]) == 0


def ink(page: pypdf.PageObject) -> int:
    """How many lines with round ends are drawn on a page: what a hand drew, and nothing else there."""
    content = page.get_contents()
    assert content is not None
    return len(re.findall(rb"\b1 J\b", content.get_data()))


@pytest.mark.parametrize("lang", ["ar", "bn", "zh-Hant", "ta", "am"])
def test_every_letter_of_a_language_is_there(lang: str) -> None:
    own = LANGUAGES[lang].name
    rows = [row(answer({"note": (own,)}, lang=lang), name=own)]
    made = trip_list(saying(lang), rows, Known(), card("School"), "Dunne", AT)
    assert {ord(sign) for sign in own if not sign.isspace()} - covered(made.head.fonts[lang]) == set()
    assert render_trip(saying(lang), rows, Known(), card("School"), "Dunne", AT).startswith(b"%PDF-")


def test_what_people_write_is_never_run() -> None:
    """Run, each of these would end in an error."""
    nasty = ("#panic()", "$x", "*b", '#read("/etc/passwd")', "@nobody", "\\u{", "[", "]", eg.SCRIPT)
    rows = [row(answer({"note": (one,)}), name=one, class_name=one) for one in nasty]
    for made in (
        render_answers(saying(), rows, card("#panic()"), "#panic()", AT),
        render_trip(saying(), rows, Known(), card("#panic()"), "#panic()", AT),
    ):
        said = read_back(made)
        assert "#panic()" in said
        assert '#read("/etc/passwd")' in said


async def test_a_closed_form_can_still_be_printed_and_a_draft_not(school: School) -> None:
    cast = school.cast
    view = await sent(school, short_trip())
    assert (await fetched(school, cast.dunne, trip_list_path(view.id)))[0] == 200
    assert (await fetched(school, cast.dunne, answers_path(999, "pdf")))[0] == 404
