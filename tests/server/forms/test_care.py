"""What must be known of children: for whom it was passed on to, emergencies first, each look on record (spec 7.5)."""

from collections.abc import Mapping

import msgspec

from server.core.db import Tx
from server.school.actions import add_class, add_to_class, move_pupil, remove_from_class
from tests.cast import Who
from tests.school import School, headers_of
from tests.server.forms.filling import answered
from tests.server.forms.gathering import (
    EATS_EVERYTHING,
    SIGN,
    care,
    dietary,
    fetched,
    is_missing,
    out,
    passed,
    recorded,
    table,
)
from wire.base import Role
from wire.forms import (
    GET_ANSWER,
    GET_CARE,
    GET_COLLATION,
    AnswerRef,
    Answers,
    CareAsk,
    FormKind,
    answers_path,
)

SECRET = "Swollen lips and a rash"
"""Words of Zara's form that must reach nobody by accident."""
PLAN = Answers(
    values={
        "name": ("Inhaler",), "reason": ("Asthma",), "prescribed": ("yes",), "dose": ("2 puffs",),
        "times": ("12:00",), "way": ("inhaler",), "starts": ("2026-09-01",), "expires": ("2027-08-31",),
        "had_before": ("yes",), "stored": ("classroom",), "alone": ("no",),
        "emergency_phone": ("07700 900456",), "agree_give": ("no",), "agree_label": ("yes",),
        "agree_tell": ("yes",),
    },
    signatures=SIGN,
)  # fmt: skip


def here(school: School) -> str:
    return f"class:{school.cast.class_4a}"


async def test_emergencies_come_first_then_names_and_nothing_that_is_nothing(school: School) -> None:
    await dietary(school)
    found = await care(school, school.cast.dunne, "school")
    assert [(one.name, one.emergency) for one in found.notes] == [("Zara", True), ("Lena", False)]
    assert found.withheld == 0
    lines = dict(found.notes[0].lines)
    assert [label for label, _ in found.notes[0].lines][:4] == [
        "What is your child allergic to?",
        "How bad is it?",
        "What are the first signs?",
        "What must we do then?",
    ]
    assert lines["Expiry date on the pen"] == "Tuesday 31 August 2027"
    assert "Your signature" not in lines
    assert "Will you tell the school in writing if anything changes?" not in lines


async def test_an_agreement_that_was_refused_is_told(school: School) -> None:
    card = await out(school, FormKind.MEDICATION)
    await answered(school, school.cast.katarzyna, card.id, school.cast.lena, PLAN)
    note = (await care(school, school.cast.dunne, here(school))).notes[0]
    lines = dict(note.lines)
    assert lines["Do you agree that staff give this medicine to your child as you wrote it here?"] == "No"
    assert list(note.lines)[:3] == [
        ("Name of the medicine", "Inhaler"),
        ("How much is given each time?", "2 puffs"),
        ("At what times is it given?", "12:00"),
    ]
    assert not note.emergency


async def test_it_reaches_those_to_whom_it_was_passed_on_and_at_once(school: School) -> None:
    card, cast = await dietary(school), school.cast
    before = await care(school, cast.hart, here(school))
    assert ([one.name for one in before.notes], before.withheld) == ([], 2)
    assert await passed(school, card.id, cast.zara) == 1
    after = await care(school, cast.hart, here(school))
    assert ([one.name for one in after.notes], after.withheld) == (["Zara"], 1)
    assert await passed(school, card.id, cast.zara, cast.lena) == 1
    assert await passed(school, card.id, cast.lena, to=cast.adeyemi) == 1
    assert [one.name for one in (await care(school, cast.adeyemi, here(school))).notes] == ["Lena"]
    assert [one.name for one in (await care(school, cast.sandhu, here(school))).notes] == ["Zara", "Lena"]


async def test_what_a_family_says_later_reaches_them_too(school: School) -> None:
    card, cast = await dietary(school), school.cast
    await passed(school, card.id, cast.zara)
    await answered(school, cast.nadia, card.id, cast.zara, EATS_EVERYTHING)
    assert (await care(school, cast.hart, here(school))).notes == ()


async def test_it_follows_the_child_to_its_new_class_and_leaves_the_old_one(school: School) -> None:
    card, cast = await dietary(school), school.cast
    await passed(school, card.id, cast.zara)
    await school.context.db.awrite(lambda tx: move_pupil(tx, cast.zara, cast.class_3b))
    assert (await care(school, cast.hart, here(school))).notes == ()
    assert [one.name for one in (await care(school, cast.okafor, f"class:{cast.class_3b}")).notes] == ["Zara"]


async def test_whoever_leaves_the_class_team_sees_nothing_from_then_on(school: School) -> None:
    card, cast = await dietary(school), school.cast
    await passed(school, card.id, cast.zara)
    assert len((await care(school, cast.hart, here(school))).notes) == 1

    def leave(tx: Tx) -> None:
        remove_from_class(tx, cast.hart.id, cast.class_4a)
        add_to_class(tx, cast.hart.id, add_class(tx, "6C", 6), Role.TEACHER)

    await school.context.db.awrite(leave)
    assert is_missing(await school.ask(cast.hart, GET_CARE, CareAsk(topic=here(school))))


async def test_each_look_is_on_record_with_the_forms_and_the_children(school: School) -> None:
    card, cast = await dietary(school), school.cast
    await care(school, cast.hart, here(school))
    assert recorded(school, "forms:answers:open") == []
    await passed(school, card.id, cast.zara)
    await care(school, cast.hart, here(school))
    await care(school, cast.hart, f"pupil:{cast.zara}")
    seen = (cast.hart.id, f"form:{card.id}", f'{{"pupils":"{cast.zara}"}}')
    assert recorded(school, "forms:answers:open") == [seen, seen]


async def test_nobody_else_finds_a_word_of_it_anywhere(school: School) -> None:
    """Everything that any of them can ask for, after it was passed on to the class team of another child."""
    card, cast = await dietary(school), school.cast
    await passed(school, card.id, cast.lena, cast.yusuf)
    await passed(school, card.id, cast.lena, to=cast.adeyemi)
    zara = next(one for one in (await table(school, cast.dunne, card.id)).rows if one.name == "Zara").answers[
        0
    ]
    assert SECRET in msgspec.json.encode(zara).decode()
    for name, who in cast.people().items():
        said = await everything(school, who, card.id, zara.id)
        lets = {where for where, body in said.items() if SECRET in body}
        assert lets == LET.get(name, set()), name


LET: Mapping[str, set[str]] = {
    "dunne": {"table", "care", "answer", "csv"},
    "calloway": {"table", "care", "answer", "csv"},
    "prescott": {"table", "care", "answer", "csv"},
    "nadia": {"answer"},
}
"""Where the words are for those who may read them; Zara's mother reads what she signed."""


async def everything(school: School, who: Who, form_id: int, answer_id: int) -> dict[str, str]:
    """What somebody is told wherever those words could be."""
    asks = {
        "table": (GET_COLLATION, {"form_id": form_id}),
        "filtered": (GET_COLLATION, {"form_id": form_id, "field": "signs", "value": "zzz"}),
        "care": (GET_CARE, {"topic": "school"}),
        "answer": (GET_ANSWER, msgspec.to_builtins(AnswerRef(answer_id=answer_id))),
    }
    said = {name: (await school.send(who, *ask)).text for name, ask in asks.items()}  # type: ignore[arg-type]
    said["csv"] = (await fetched(school, who, answers_path(form_id, "csv")))[1].decode()
    said["feed"] = (await school.http.get("/v1/snapshot", headers=headers_of(who))).text
    return said
