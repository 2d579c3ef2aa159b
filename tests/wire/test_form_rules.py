"""An answer is whole, and a form fit to be sent, by the same rules in the app and on the server (spec 7.1, 7.3)."""

from typing import Any

import msgspec
import pytest

from wire.form_rules import (
    MOST_SIGNATURE,
    Problem,
    draft_problems,
    is_answered,
    only_shown,
    problems,
    shown_fields,
)
from wire.forms import (
    MOST_FILES,
    Answers,
    FieldDraft,
    FieldKind,
    FormDraft,
    FormKind,
    OptionDraft,
    ShownIf,
    Signature,
)

WHEN_YES = ("yes",)


def field(key: str, kind: FieldKind = FieldKind.TEXT, **facts: Any) -> FieldDraft:
    return FieldDraft(key=key, kind=kind, label=key.title(), **facts)


def said(**values: Any) -> Answers:
    return Answers(values={key: (one,) if isinstance(one, str) else one for key, one in values.items()})


def shown_if(key: str, *answers: str) -> ShownIf:
    return ShownIf(field=key, answers=answers or WHEN_YES)


def options(*keys: str) -> tuple[OptionDraft, ...]:
    return tuple(OptionDraft(key=key, label=key.title()) for key in keys)


def draft(*fields: FieldDraft, title: str = "A trip") -> FormDraft:
    return FormDraft(kind=FormKind.OWN, title=title, fields=fields)


ALLERGY = (
    field("allergy", FieldKind.YES_NO, required=True),
    field("about", FieldKind.SECTION, shown_if=shown_if("allergy")),
    field("what", required=True),
    field("pen", FieldKind.YES_NO),
    field("where", shown_if=shown_if("pen"), required=True),
    field("end", FieldKind.SECTION),
    field("sign", FieldKind.SIGNATURE, required=True),
)
SIGNED = {"sign": Signature(name="Ayesha Khan")}


def test_a_section_that_is_not_shown_hides_its_fields_up_to_the_next() -> None:
    assert shown_fields(ALLERGY, said(allergy="no", pen="yes")) == {"allergy", "end", "sign"}
    assert "what" in shown_fields(ALLERGY, said(allergy="yes"))


def test_a_field_is_shown_only_if_the_one_that_it_depends_on_is() -> None:
    fields = (
        field("a", FieldKind.YES_NO),
        field("b", FieldKind.YES_NO, shown_if=shown_if("a")),
        field("c", shown_if=shown_if("b")),
    )
    assert shown_fields(fields, said(a="yes", b="yes")) == {"a", "b", "c"}
    assert shown_fields(fields, said(a="no", b="yes")) == {"a"}


def test_what_is_hidden_is_neither_missing_nor_may_be_answered() -> None:
    whole = Answers(values={"allergy": ("no",)}, signatures=SIGNED)
    assert problems(ALLERGY, whole) == {}
    hidden = msgspec.structs.replace(whole, values={"allergy": ("no",), "what": ("nuts",)})
    assert problems(ALLERGY, hidden) == {"what": Problem.NOT_ASKED}
    assert problems(ALLERGY, only_shown(ALLERGY, hidden)) == {}


def test_each_required_field_that_is_shown_must_be_answered() -> None:
    assert problems(ALLERGY, said(allergy="yes", pen="yes", what="  ")) == {
        "what": Problem.MISSING, "where": Problem.MISSING, "sign": Problem.MISSING,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        (FieldKind.YES_NO, ["yes", "no"], ["YES", "maybe", ("yes", "no")]),
        (FieldKind.CHOICE, ["bus", "walk"], ["car", ("bus", "walk")]),
        (FieldKind.CHOICES, ["bus", ("bus", "walk")], ["car", ("bus", "bus")]),
        (FieldKind.NUMBER, ["3", "2.5", "7.0"], ["", "1e1", "three", "٣", "2,5", " 3", "3\n", "NaN"]),
        (FieldKind.MONEY, ["0", "1250"], ["12.50", "-1", "£3"]),
        (FieldKind.DATE, ["2026-11-27", "2028-02-29"], ["2026-02-29", "27/11/2026", "20261127", "0001-01-01"]),
        (FieldKind.TIME, ["08:30", ("08:30", "12:00")], ["8:30", "24:00", ("08:30", "08:30")]),
        (FieldKind.TEXT, ["Nuts"], ["n" * 301, ("a", "b")]),
        (FieldKind.LONG_TEXT, ["n" * 4000], [("a", "b")]),
    ],
)  # fmt: skip
def test_every_kind_has_its_own_answers(kind: FieldKind, good: list[Any], bad: list[Any]) -> None:
    fields = (field("x", kind, options=options("bus", "walk"), required=True, least=0, most=7),)
    for one in good:
        assert problems(fields, said(x=one)) == {}, one
    for one in bad:
        assert problems(fields, said(x=one)), one


def test_a_number_stays_within_its_range() -> None:
    fields = (field("x", FieldKind.NUMBER, least=1, most=7),)
    assert problems(fields, said(x="0.5")) == {"x": Problem.TOO_SMALL}
    assert problems(fields, said(x="7.01")) == {"x": Problem.TOO_BIG}


def test_what_belongs_to_no_field_is_refused() -> None:
    assert problems((field("x"),), said(x="a", y="b")) == {"y": Problem.NOT_ASKED}
    assert problems((field("x"),), Answers(files={"x": (1,)})) == {"x": Problem.WRONG}
    assert problems((field("x"),), Answers(signatures={"x": Signature(name="A")})) == {"x": Problem.WRONG}
    section = (field("s", FieldKind.SECTION), field("x"))
    assert problems(section, said(s="a")) == {"s": Problem.WRONG}


def test_files_and_photos_of_a_field_count_together() -> None:
    fields = (field("x", FieldKind.FILE),)
    most = tuple(range(1, MOST_FILES + 1))
    assert problems(fields, Answers(files={"x": most})) == {}
    assert problems(fields, Answers(files={"x": most}, photos={"x": (9,)})) == {"x": Problem.TOO_MANY}
    assert problems(fields, Answers(photos={"x": (9, 9)})) == {"x": Problem.WRONG}
    assert is_answered(fields[0], Answers(photos={"x": (9,)}))


def test_a_signature_has_its_size() -> None:
    fields = (field("x", FieldKind.SIGNATURE),)
    line = tuple((n, 10) for n in range(400))

    def drawn(*strokes: Any) -> Answers:
        return Answers(signatures={"x": Signature(name="Ayesha", strokes=strokes)})

    assert problems(fields, drawn(*[line] * (MOST_SIGNATURE // 400))) == {}
    assert problems(fields, drawn(*[line] * 10, ((1, 1),))) == {"x": Problem.SIGNATURE_TOO_LARGE}
    assert problems(fields, drawn(((1, 334),))) == {"x": Problem.WRONG}
    assert problems(fields, Answers(signatures={"x": Signature(name=" ")})) == {}


def test_a_form_that_can_be_sent_has_no_problems() -> None:
    assert draft_problems(draft(*ALLERGY)) == {}


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ((), {"fields": Problem.NOTHING_ASKED}),
        ((field("s", FieldKind.SECTION),), {"fields": Problem.NOTHING_ASKED}),
        ((field("a"), field("a")), {"a": Problem.SAME_KEY}),
        ((field("title"),), {"title": Problem.KEPT_KEY}),
        ((FieldDraft(key="a", kind=FieldKind.TEXT, label=" "),), {"a": Problem.NO_WORDS}),
        ((field("a", FieldKind.CHOICE),), {"a": Problem.NO_OPTIONS}),
        ((field("a", FieldKind.CHOICES, options=options("x", "x")),), {"a": Problem.SAME_OPTION}),
        ((field("a", FieldKind.NUMBER, least=3, most=2),), {"a": Problem.BACKWARDS}),
        ((field("a", shown_if=shown_if("b")),), {"a": Problem.UNKNOWN}),
        ((field("a", shown_if=shown_if("b")), field("b", FieldKind.YES_NO)), {"a": Problem.LATER}),
        ((field("a", FieldKind.YES_NO, shown_if=shown_if("a")),), {"a": Problem.CIRCULAR}),
        ((field("b"), field("a", shown_if=shown_if("b"))), {"a": Problem.NEVER}),
        ((field("b", FieldKind.YES_NO), field("a", shown_if=shown_if("b", "perhaps"))), {"a": Problem.NEVER}),
    ],
)  # fmt: skip
def test_a_form_that_cannot_be_answered_is_not_sent(
    fields: tuple[FieldDraft, ...], found: dict[str, Problem]
) -> None:
    assert draft_problems(draft(*fields)) == found


def test_fields_that_wait_for_each_other_are_found() -> None:
    fields = (
        field("a", FieldKind.YES_NO, shown_if=shown_if("c")),
        field("b", FieldKind.YES_NO, shown_if=shown_if("a")),
        field("c", FieldKind.YES_NO, shown_if=shown_if("b")),
    )
    assert draft_problems(draft(*fields)) == dict.fromkeys("abc", Problem.CIRCULAR)


def test_a_form_needs_a_title() -> None:
    assert draft_problems(draft(field("a"), title=" ")) == {"title": Problem.NO_WORDS}
