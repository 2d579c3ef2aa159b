"""The table of answers: who stands in it, who sees what of it, what is on record of a look (spec 7.5)."""

from typing import Any

from server.core.db import Tx
from server.school.actions import add_class, add_right, move_pupil
from tests.cast import Who
from tests.edges import DAY, MINUTE
from tests.school import School
from tests.server.forms.filling import answered, begun, saved, send, sent
from tests.server.forms.filling import trip as short_trip
from tests.server.forms.gathering import (
    COMING,
    STAYING,
    dietary,
    is_missing,
    out,
    passed,
    recorded,
    table,
    told,
    trip,
)
from wire.forms import GET_COLLATION, CollationAsk, Due, FormKind, Sort


async def test_children_who_have_not_answered_stand_in_it_too(school: School) -> None:
    card = await trip(school)
    found = await table(school, school.cast.dunne, card.id)
    assert told(found) == {"Ilyas": [("no",)], "Lena": [], "Zara": [("yes",)]}
    assert [row.due for row in found.rows] == [Due.DONE, Due.OPEN, Due.DONE]
    assert (found.total, found.differ, found.next) == (3, 0, None)
    zara = found.rows[2].answers[0]
    assert (zara.signer.name, zara.lang, zara.version) == ("Nadia", "ur", 1)
    assert zara.words["contact_name"].body == "Nadia Qureshi"


async def test_it_is_filtered_and_sorted(school: School) -> None:
    card = await trip(school, "school")
    cast = school.cast
    school.clock.forward(MINUTE)
    await answered(school, cast.daniel, card.id, cast.rosie, STAYING)

    async def names(**asked: Any) -> list[str]:
        return [row.name for row in (await table(school, cast.dunne, card.id, **asked)).rows]

    assert await names() == ["Ilyas", "Lena", "Rosie", "Yusuf", "Zara"]
    assert await names(down=True) == ["Zara", "Yusuf", "Rosie", "Lena", "Ilyas"]
    assert await names(sort=Sort.CLASS) == ["Rosie", "Yusuf", "Ilyas", "Lena", "Zara"]
    assert await names(sort=Sort.TIME, down=True) == ["Rosie", "Ilyas", "Zara", "Yusuf", "Lena"]
    assert await names(class_id=cast.class_3b) == ["Rosie", "Yusuf"]
    assert await names(q="ZÁRA") == ["Zara"]
    assert await names(field="comes", value="no") == ["Ilyas", "Rosie"]
    assert await names(field="comes") == ["Ilyas", "Rosie", "Zara"]
    assert await names(field="else", value="Dogs") == ["Zara"]
    assert await names(field="else", value="cats") == []
    assert await names(before=3) == ["Yusuf", "Zara"]


async def test_two_adults_who_answer_differently_are_both_kept_and_told(school: School) -> None:
    card = await out(school, FormKind.TRIP)
    cast = school.cast
    since = school.clock.now() - DAY
    await school.context.db.awrite(
        lambda tx: add_right(tx, cast.daniel.id, cast.zara, "parent", starts_at=since)
    )
    await answered(school, cast.nadia, card.id, cast.zara, COMING)
    await answered(school, cast.daniel, card.id, cast.zara, STAYING)
    found = await table(school, cast.dunne, card.id, q="zara")
    assert told(found) == {"Zara": [("no",), ("yes",)]}
    assert (found.rows[0].differs, found.differ) == (True, 1)
    await answered(school, cast.daniel, card.id, cast.zara, COMING)
    found = await table(school, cast.dunne, card.id, q="zara")
    assert told(found) == {"Zara": [("yes",), ("yes",)]}
    assert found.differ == 0


async def test_a_class_team_sees_its_own_children_alone(school: School) -> None:
    card = await trip(school, "school")
    cast = school.cast
    for who in (cast.hart, cast.sandhu):
        assert set(told(await table(school, who, card.id))) == {"Ilyas", "Lena", "Zara"}
    assert set(told(await table(school, cast.okafor, card.id))) == {"Rosie", "Yusuf"}
    # His own child's answer, which he signed as a father, is none of his business as a teacher of 3B.
    assert set(told(await table(school, cast.rahman, card.id))) == {"Rosie", "Yusuf"}
    asked = CollationAsk(form_id=card.id)
    assert is_missing(await school.ask(cast.adeyemi, GET_COLLATION, asked))


async def test_of_a_private_form_the_class_team_sees_what_was_passed_on(school: School) -> None:
    card = await dietary(school)
    cast = school.cast

    async def said(who: Who) -> dict[str, int]:
        found = await table(school, who, card.id)
        return {row.name: len(row.answers) for row in found.rows}

    assert await said(cast.dunne) == {"Ilyas": 1, "Lena": 1, "Rosie": 0, "Yusuf": 1, "Zara": 1}
    assert await said(cast.hart) == {"Ilyas": 0, "Lena": 0, "Zara": 0}
    # Nor may they find out by looking for it.
    found = await table(school, cast.hart, card.id, field="severity", value="severe")
    assert (found.rows, found.total) == ((), 0)
    await passed(school, card.id, cast.zara)
    assert await said(cast.hart) == {"Ilyas": 0, "Lena": 0, "Zara": 1}
    assert await said(cast.okafor) == {"Rosie": 0, "Yusuf": 0}


async def test_each_look_at_a_private_form_is_on_record_and_none_at_others(school: School) -> None:
    cast = school.cast
    await table(school, cast.dunne, (await trip(school)).id)
    card = await dietary(school)
    await table(school, cast.hart, card.id)
    assert recorded(school, "forms:answers:open") == []
    await table(school, cast.dunne, card.id, class_id=cast.class_4a)
    await passed(school, card.id, cast.zara)
    await table(school, cast.hart, card.id)
    here = sorted((cast.zara, cast.lena, cast.ilyas))
    assert recorded(school, "forms:answers:open") == [
        (cast.dunne.id, f"form:{card.id}", f'{{"pupils":"{",".join(map(str, here))}"}}'),
        (cast.hart.id, f"form:{card.id}", f'{{"pupils":"{cast.zara}"}}'),
    ]


async def test_what_changed_is_to_be_answered_again_and_the_old_answer_stands(school: School) -> None:
    view = await begun(school, short_trip())
    card = await send(school, view)
    school.do_jobs()
    cast = school.cast
    await answered(school, cast.nadia, card.id, cast.zara)
    await send(school, await saved(school, view, short_trip(title="A trip to another farm")))
    row = next(row for row in (await table(school, cast.dunne, card.id)).rows if row.name == "Zara")
    assert (row.due, [one.version for one in row.answers]) == (Due.AGAIN, [1])


async def test_a_child_that_changed_its_class_is_still_there_for_the_office(school: School) -> None:
    card = await trip(school)
    cast = school.cast

    def move(tx: Tx) -> None:
        move_pupil(tx, cast.zara, add_class(tx, "6C", 6))

    await school.context.db.awrite(move)
    assert set(told(await table(school, cast.dunne, card.id))) == {"Ilyas", "Lena", "Zara"}
    assert set(told(await table(school, cast.hart, card.id))) == {"Ilyas", "Lena"}


async def test_a_draft_has_no_table(school: School) -> None:
    view = await begun(school, short_trip())
    assert is_missing(await school.ask(school.cast.dunne, GET_COLLATION, CollationAsk(form_id=view.form_id)))


async def test_a_form_for_one_child_is_not_told_to_the_teams_of_others(school: School) -> None:
    card = await sent(school, short_trip(), f"pupil:{school.cast.yusuf}")
    assert set(told(await table(school, school.cast.okafor, card.id))) == {"Yusuf"}
    assert is_missing(await school.ask(school.cast.hart, GET_COLLATION, CollationAsk(form_id=card.id)))
