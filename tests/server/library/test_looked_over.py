"""What stands in the library is looked over and can be reported like everything else (spec 6.6, 11.2)."""

import pytest

from tests.cast import Who
from tests.school import School
from tests.server.calendar.test_looked_over import UNKIND, flagged
from tests.server.forms.test_files import picture
from tests.server.library.shelf import code, post, sent_file
from wire.library import EDIT_ITEM, WITHDRAW_ITEM, EditItem, Item, ItemKind, ItemRef
from wire.modules import SWITCH_MODULE, Module, SwitchModule
from wire.safeguarding import (
    GET_CASES,
    REPORT,
    Case,
    CaseKind,
    CasePage,
    CasesAsk,
    NewReport,
    Reportable,
    Reported,
)


async def news(school: School, by: Who, **fields: object) -> Item:
    """News for class 4A."""
    usual = {
        "kind": ItemKind.NEWS,
        "topic": f"class:{school.cast.class_4a}",
        "title": "Cake sale",
        "body": "On Monday.",
    }
    return await post(school, by, **{**usual, **fields})


async def cases(school: School) -> tuple[Case, ...]:
    """The queue of the DSL."""
    page = await school.ask(school.cast.prescott, GET_CASES, CasesAsk())
    assert isinstance(page, CasePage)
    return page.cases


async def test_words_are_flagged_once_each_time_they_are_written(school: School) -> None:
    cast = school.cast
    one = await news(school, cast.hart, body=UNKIND, hand_in=True)
    assert flagged(school) == [("item", one.id, "unkind")]
    await school.ask(cast.hart, EDIT_ITEM, EditItem(item_id=one.id, title="Tea", body=UNKIND))
    assert len(flagged(school)) == 1
    edited = EditItem(item_id=one.id, title=UNKIND, body="On Monday.")
    assert isinstance(await school.ask(cast.dunne, EDIT_ITEM, edited), Item)
    assert len(flagged(school)) == 2
    assert [(one.kind, one.what, one.place) for one in await cases(school)] == [
        (CaseKind.UNKIND, Reportable.ITEM, "4A")
    ] * 2


async def test_a_report_keeps_words_pictures_and_files_as_they_were(school: School) -> None:
    cast = school.cast
    file, photo = (await sent_file(school, cast.dunne))["id"], await picture(school, cast.dunne)
    one = await news(school, cast.dunne, files=(file,), photos=(photo,))
    ask = NewReport(Reportable.ITEM, one.id, "This is not kind at all.")
    assert code(await school.ask(cast.daniel, REPORT, ask)) == "not_found"
    assert isinstance(await school.ask(cast.katarzyna, REPORT, ask), Reported)
    of_photo = NewReport(Reportable.PHOTO, photo, "My child is in it.")
    assert code(await school.ask(cast.daniel, REPORT, of_photo)) == "not_found"
    assert isinstance(await school.ask(cast.nadia, REPORT, of_photo), Reported)
    await school.ask(cast.dunne, EDIT_ITEM, EditItem(item_id=one.id, title="Other words", body="Other"))
    await school.ask(cast.dunne, WITHDRAW_ITEM, ItemRef(item_id=one.id))
    assert code(await school.ask(cast.katarzyna, REPORT, ask)) == "not_found"
    found = {case.what: case for case in await cases(school)}
    case = found[Reportable.ITEM]
    assert (case.text.body, [text.body for text in case.also], case.place) == (
        "Cake sale",
        ["On Monday."],
        "4A",
    )
    assert [one.id for one in case.photos] == [photo] == [one.id for one in found[Reportable.PHOTO].photos]
    assert [(one.id, len(one.sha256)) for one in case.files] == [(file, 64)]


@pytest.mark.sqlite
async def test_what_waits_for_the_office_is_reported_by_nobody_who_does_not_see_it(school: School) -> None:
    cast = school.cast
    one = await news(school, cast.hart, hand_in=True)
    ask = NewReport(Reportable.ITEM, one.id, "This is not kind at all.")
    assert code(await school.ask(cast.katarzyna, REPORT, ask)) == "not_found"
    assert isinstance(await school.ask(cast.dunne, REPORT, ask), Reported)
    await school.ask(cast.dunne, SWITCH_MODULE, SwitchModule(module=Module.LIBRARY, on=False))
    assert code(await school.ask(cast.dunne, REPORT, ask)) == "not_found"
