"""What stands in the calendar is looked over and can be reported like everything else; long lists come in pages."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from server.calendar.queries import PAGE
from server.calendar.tables import occasions
from server.core.db import Tx
from server.guidance.tables import flags
from tests.school import School
from tests.server.calendar.test_calendar import DAY, code, new, posted
from tests.server.calendar.test_feed import linked, read
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    GET_DATES,
    Dates,
    DatesAsk,
    EditOccasion,
    OccasionRef,
)
from wire.safeguarding import GET_CASES, REPORT, CasePage, CasesAsk, NewReport, Reportable, Reported

UNKIND = "You are a stupid idiot."


def flagged(school: School) -> list[tuple[str, int, str]]:
    rows = sa.select(flags.c.what, flags.c.ref_id, flags.c.kind).order_by(flags.c.id)
    return [tuple(row) for row in school.context.db.read(lambda conn: conn.execute(rows).all())]


async def test_unkind_words_are_flagged_once_each_time_they_are_written(school: School) -> None:
    cast = school.cast
    one = await posted(school, cast.hart, new(f"class:{cast.class_4a}", details=UNKIND))
    assert flagged(school) == [("occasion", one.id, "unkind")]
    same = EditOccasion(one.id, one.kind, "Tea", one.when, details=UNKIND)
    await school.ask(cast.hart, EDIT_OCCASION, same)
    assert len(flagged(school)) == 1
    await school.ask(cast.hart, EDIT_OCCASION, EditOccasion(one.id, one.kind, UNKIND, one.when))
    assert len(flagged(school)) == 2


async def test_a_report_keeps_the_words_as_they_were_with_place_and_details(school: School) -> None:
    cast = school.cast
    one = await posted(school, cast.hart, new(f"class:{cast.class_4a}", venue="Hall", details="Not for you."))
    ask = NewReport(Reportable.OCCASION, one.id, "This is not kind at all.")
    assert code(await school.ask(cast.daniel, REPORT, ask)) == "not_found"
    assert isinstance(await school.ask(cast.katarzyna, REPORT, ask), Reported)
    await school.ask(cast.hart, EDIT_OCCASION, EditOccasion(one.id, one.kind, "Other words", one.when))
    await school.ask(cast.hart, CANCEL_OCCASION, OccasionRef(one.id))
    page = await school.ask(cast.prescott, GET_CASES, CasesAsk())
    assert isinstance(page, CasePage)
    (case,) = page.cases
    assert (case.what, case.text.body, case.place) == (Reportable.OCCASION, "Coffee morning", "4A")
    assert [text.body for text in case.also] == ["Hall", "Not for you."]


@pytest.mark.sqlite
async def test_two_thousand_events_come_in_pages_and_all_in_the_link(school: School) -> None:
    cast, many = school.cast, 2_000
    one = await posted(school, cast.hart, new(f"class:{cast.class_4a}"))

    def fill(tx: Tx) -> None:
        row = dict(tx.conn.execute(sa.select(occasions).where(occasions.c.id == one.id)).one()._mapping)
        tx.conn.execute(occasions.insert(), [{**row, "id": one.id + n} for n in range(1, many)])

    await school.context.db.awrite(fill)
    found: list[int] = []
    skip: int | None = 0
    while skip is not None:
        answer = await school.ask(
            cast.katarzyna, GET_DATES, DatesAsk(DAY, DAY + timedelta(days=1), skip=skip)
        )
        assert isinstance(answer, Dates)
        assert len(answer.occasions) <= PAGE
        found += [occasion.id for occasion in answer.occasions]
        skip = answer.next
    assert found == list(range(one.id, one.id + many))
    link = await read(school, await linked(school, cast.katarzyna))
    assert link.content.count(b"BEGIN:VEVENT") == many
