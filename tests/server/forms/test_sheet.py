"""The CSV: nothing in it that a spreadsheet runs, and everything as a spreadsheet reads it (spec 7.5)."""

import csv
import io
from datetime import date

import pytest

from server.forms.saying import Saying
from server.forms.sheet import BOM, safe, sheet
from tests.edges import THURSDAY_9_AM
from wire.base import Person, Role, Text, TextState
from wire.forms import (
    Answer,
    Answers,
    CollationRow,
    Due,
    Field,
    FieldKind,
    Form,
    FormKind,
    FormState,
    Option,
    Per,
    Signature,
)
from wire.words import Words

NADIA = Person(id=7, name="Nadia Qureshi", role=Role.PARENT)
DUNNE = Person(id=9, name="Helen Dunne", role=Role.OFFICE)


def text(body: str, id_: int = 1, lang: str = "en", **shown: object) -> Text:
    return Text(**{"id": id_, "body": body, "lang": lang, "state": TextState.SAME, **shown})  # type: ignore[arg-type]


def form(*fields: Field, version: int = 1) -> Form:
    return Form(
        id=1, kind=FormKind.OWN, title=text("Trip"), intro=None, fields=fields, per=Per.CHILD, private=False,
        yearly=False, repeats=False, version=version, state=FormState.LIVE, topic="class:1", audience="4A",
        author=DUNNE, at=1,
    )  # fmt: skip


def answer(values: dict[str, tuple[str, ...]], version: int = 1, **more: object) -> Answer:
    said = Answers(values=values, signatures={"sign": Signature(name="N. Qureshi")})
    fields = {
        "id": 1, "form_id": 1, "version": version, "pupils": (1,), "signer": NADIA, "at": THURSDAY_9_AM,
        "lang": "ur", "checked": False, "answers": said,
    }  # fmt: skip
    return Answer(**{**fields, **more})  # type: ignore[arg-type]


def row(*answers: Answer, name: str = "Zara", **more: object) -> CollationRow:
    due = Due.DONE if answers else Due.OPEN
    fields = {"pupil_id": 1, "name": name, "class_name": "4A", "answers": answers, "due": due}
    return CollationRow(**{**fields, **more})  # type: ignore[arg-type]


def read(forms: tuple[Form, ...], *rows: CollationRow, lang: str = "en") -> list[dict[str, str]]:
    made = sheet(Saying(Words(lang), "Europe/London", {one.version: one for one in forms}), rows).decode()
    assert made.startswith(BOM)
    assert made.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(made.removeprefix(BOM), newline="")))


FIELDS = (
    Field(key="s", kind=FieldKind.SECTION, label=text("A heading")),
    Field(key="pay", kind=FieldKind.MONEY, label=text("Pay")),
    Field(key="born", kind=FieldKind.DATE, label=text("Born")),
    Field(key="count", kind=FieldKind.NUMBER, label=text("Count")),
    Field(key="times", kind=FieldKind.TIME, label=text("Times")),
    Field(
        key="food",
        kind=FieldKind.CHOICES,
        label=text("Food"),
        options=(Option("a", text("Halal")), Option("b", text("Vegan"))),
    ),
    Field(key="note", kind=FieldKind.LONG_TEXT, label=text("Note")),
    Field(key="sign", kind=FieldKind.SIGNATURE, label=text("Signature")),
)


def test_money_days_numbers_and_times_are_as_a_spreadsheet_reads_them() -> None:
    said = {"pay": ("1205",), "born": ("2018-03-09",), "count": ("-2.5",), "times": ("08:30", "12:00")}
    found = read((form(*FIELDS),), row(answer(said | {"food": ("a", "b"), "note": ('Two\nlines, "both"',)})))
    assert found == [
        {
            "Child": "Zara", "Class": "4A", "Answered?": "Answered", "Signed by": "Nadia Qureshi",
            "Signed on": "2026-11-12 09:00", "Language that was read": "Urdu", "Version": "1",
            "Put in from paper by": "", "Answers differ": "", "Pay": "12.05", "Born": "2018-03-09",
            "Count": "-2.5", "Times": "08:30, 12:00", "Food": "Halal; Vegan", "Note": 'Two\nlines, "both"',
            "Signature": "N. Qureshi",
        }
    ]  # fmt: skip


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1", "+44 7700", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1", "\u200b=1", "\u2068=1", "＝1",
        '=HYPERLINK("http://x.example","y")', "=cmd|' /C calc'!A0", "-",
    ],
)  # fmt: skip
def test_what_begins_like_a_formula_is_not_run(cell: str) -> None:
    assert safe(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "Zara", "1 = 1", "3B", "Łucja Żak", "زارا", "a-b", " a", "£12"])
def test_other_words_stay_as_they_are(cell: str) -> None:
    assert safe(cell) == cell


def test_nothing_in_a_whole_sheet_begins_like_a_formula() -> None:
    """Names of children and adults, labels, options and answers: each could be somebody's trick."""
    nasty = "=1+1"
    fields = (
        Field(key="note", kind=FieldKind.TEXT, label=text(nasty)),
        Field(key="born", kind=FieldKind.DATE, label=text("-born")),
        Field(key="count", kind=FieldKind.NUMBER, label=text("@count")),
        Field(key="pick", kind=FieldKind.CHOICE, label=text("+"), options=(Option("a", text(nasty)),)),
        Field(key="sign", kind=FieldKind.SIGNATURE, label=text("=sign")),
    )
    evil = Person(id=1, name=nasty, role=Role.PARENT)
    values: dict[str, tuple[str, ...]] = {
        "note": (nasty,),
        "born": (nasty,),
        "count": ("-1+1",),
        "pick": ("a",),
    }
    signed = Answers(values=values, signatures={"sign": Signature(name=nasty)})
    rows = row(
        answer({}, answers=signed, signer=evil, entered_by=evil, signed_on=date(2026, 11, 3)),
        name=nasty,
        class_name=nasty,
    )
    made = sheet(Saying(Words("en"), "Europe/London", {1: form(*fields)}), [rows]).decode().removeprefix(BOM)
    cells = [cell for line in csv.reader(io.StringIO(made, newline="")) for cell in line]
    assert {cell[0] for cell in cells if cell} & set("=+-@\t\r") == set()
    assert cells.count(f"'{nasty}") == 9


def test_a_child_without_an_answer_and_paper_and_two_adults_have_their_lines() -> None:
    paper = answer({"note": ("On paper",)}, entered_by=DUNNE, signed_on=date(2026, 11, 3), lang="en")
    found = read((form(*FIELDS),), row(name="Lena"), row(paper, answer({}), differs=True))
    assert [(one["Child"], one["Answered?"], one["Answers differ"]) for one in found] == [
        ("Lena", "Not answered yet", ""),
        ("Zara", "Answered", "Yes"),
        ("Zara", "Answered", "Yes"),
    ]
    assert (found[1]["Signed on"], found[1]["Put in from paper by"]) == ("2026-11-03", "Helen Dunne")


def test_words_are_in_the_readers_language_with_the_original_where_nobody_checked() -> None:
    body = "میری بیٹی کو کتوں سے ڈر لگتا ہے"
    shown = text(body, lang="ur", state=TextState.DONE, shown="My daughter is afraid of dogs", engine="x")
    checked = text(body, lang="ur", state=TextState.CHECKED, shown="My daughter fears dogs", engine="person")
    alone = text(body, lang="ur", state=TextState.NONE)
    found = read(
        (form(*FIELDS),),
        *(row(answer({"note": (body,)}, words={"note": one})) for one in (shown, checked, alone)),
    )
    assert [one["Note"] for one in found] == [
        f"My daughter is afraid of dogs ({body})",
        "My daughter fears dogs",
        body,
    ]


def test_an_answer_to_an_earlier_version_is_read_as_it_was_asked() -> None:
    first = form(
        Field(key="food", kind=FieldKind.CHOICE, label=text("Food"), options=(Option("old", text("Soup")),)),
        Field(key="gone", kind=FieldKind.TEXT, label=text("No longer asked")),
    )
    second = form(*FIELDS, version=2)
    found = read((first, second), row(answer({"food": ("old",), "gone": ("Still here",)})))
    assert (found[0]["Food"], found[0]["No longer asked"], found[0]["Version"]) == ("Soup", "Still here", "1")
