"""The office keeps the calendar: what is absurd is refused, what is changed is on record."""

from datetime import date
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

from server.core.tables import audit, jobs
from server.translation.tables import texts
from tests.cast import Who
from tests.school import School
from tests.server.hours.eg import HOURS, TERMS, at
from wire.accounts import CHOOSE, Preferences
from wire.base import Nothing, Refusal, Text, TextState
from wire.calendar import GET_DATES, Dates, DatesAsk
from wire.hours import (
    GET_CALENDAR,
    REMOVE_CLOSURE,
    REMOVE_TERM,
    SET_CLOSURE,
    SET_HOURS,
    SET_TERM,
    Calendar,
    ClosureKind,
    ClosureRef,
    Hours,
    Lesson,
    SetClosure,
    SetTerm,
    TermRef,
)

BAD_HOURS: list[tuple[dict[str, Any], str]] = [
    ({"opens": 960, "closes": 510}, "hours_backwards"),
    ({"opens": 510, "closes": 510}, "hours_backwards"),
    ({"opens": 0, "closes": 1440}, "hours_absurd"),
    ({"opens": 510, "closes": 520}, "hours_absurd"),
    ({"days": ()}, "no_days"),
    ({"teaching_until": 480}, "teaching_outside"),
    ({"teaching_until": 1000}, "teaching_outside"),
    ({"lessons": (Lesson(600, 540),)}, "hours_backwards"),
    ({"lessons": (Lesson(480, 540),)}, "lessons_overlap"),
    ({"lessons": (Lesson(540, 620), Lesson(600, 660))}, "lessons_overlap"),
    ({"lessons": (Lesson(900, 1000),)}, "lessons_overlap"),
]
BAD_TERMS = [
    (date(2027, 9, 2), date(2027, 9, 1), "days_backwards"),
    (date(2026, 12, 18), date(2026, 12, 22), "terms_overlap"),
    (date(2026, 8, 1), date(2027, 4, 1), "terms_overlap"),
    (date(2026, 10, 1), date(2026, 10, 2), "terms_overlap"),
    (date(2027, 8, 1), date(2028, 8, 1), "days_too_long"),
    (date(2036, 9, 1), date(2036, 12, 1), "days_too_far"),
    (date(1, 1, 1), date(1, 2, 1), "days_too_far"),
]


async def calendar(school: School) -> Calendar:
    told = await school.ask(school.cast.dunne, GET_CALENDAR, Nothing())
    assert isinstance(told, Calendar)
    return told


@pytest.mark.parametrize(("change", "code"), BAD_HOURS)
async def test_absurd_hours_are_refused_and_nothing_changes(
    kept: School, change: dict[str, Any], code: str
) -> None:
    before = await calendar(kept)
    told = await kept.ask(kept.cast.dunne, SET_HOURS, msgspec.structs.replace(HOURS, **change))
    assert told == Refusal(code)
    assert await calendar(kept) == before


@pytest.mark.parametrize("change", [{"opens": -1}, {"closes": 1441}, {"days": [0]}, {"days": [8]}])
async def test_what_no_clock_and_no_week_has_is_malformed(kept: School, change: dict[str, Any]) -> None:
    fields = {**msgspec.to_builtins(HOURS), **change}
    assert (await kept.send(kept.cast.dunne, SET_HOURS, fields)).status_code == 422


@pytest.mark.parametrize(("first", "last", "code"), BAD_TERMS)
async def test_absurd_terms_are_refused(kept: School, first: date, last: date, code: str) -> None:
    before = await calendar(kept)
    told = await kept.ask(kept.cast.dunne, SET_TERM, SetTerm("Extra", first, last))
    assert isinstance(told, Refusal)
    assert told.code == code
    assert await calendar(kept) == before


async def test_absurd_closures_are_refused(kept: School) -> None:
    for first, last, code in (
        (date(2027, 1, 5), date(2027, 1, 4), "days_backwards"),
        (date(2027, 1, 5), date(2027, 7, 4), "days_too_long"),
    ):
        told = await kept.ask(kept.cast.dunne, SET_CLOSURE, SetClosure(ClosureKind.HOLIDAY, "x", first, last))
        assert isinstance(told, Refusal)
        assert told.code == code
    told_day = await kept.send(
        kept.cast.dunne, SET_CLOSURE,
        {"kind": "holiday", "name": "x", "first": "2027-02-30", "last": "2027-02-30"},
    )  # fmt: skip
    assert told_day.status_code == 422


async def test_a_term_can_be_moved_over_itself_and_taken_out(kept: School) -> None:
    first = (await calendar(kept)).terms[0]
    moved = SetTerm("Autumn", date(2026, 9, 3), first.last, first.id)
    told = await kept.ask(kept.cast.dunne, SET_TERM, moved)
    assert isinstance(told, Calendar)
    assert (told.terms[0].name.body, told.terms[0].first) == ("Autumn", date(2026, 9, 3))
    gone = await kept.ask(kept.cast.dunne, REMOVE_TERM, TermRef(told.terms[1].id))
    assert isinstance(gone, Calendar)
    assert len(gone.terms) == len(TERMS) - 1
    again = await kept.send(kept.cast.dunne, REMOVE_TERM, {"term_id": told.terms[1].id})
    assert again.status_code == 404


async def test_a_closure_can_be_added_changed_and_taken_out(kept: School) -> None:
    day = date(2026, 12, 1)
    ask = SetClosure(ClosureKind.HOLIDAY, "Snow", day, day)
    told = await kept.ask(kept.cast.dunne, SET_CLOSURE, ask)
    assert isinstance(told, Calendar)
    snow = next(one for one in told.closures if one.name.body == "Snow")
    longer = msgspec.structs.replace(ask, last=date(2026, 12, 2), closure_id=snow.id)
    told = await kept.ask(kept.cast.dunne, SET_CLOSURE, longer)
    assert isinstance(told, Calendar)
    assert [one.last for one in told.closures if one.id == snow.id] == [date(2026, 12, 2)]
    told = await kept.ask(kept.cast.dunne, REMOVE_CLOSURE, ClosureRef(snow.id))
    assert isinstance(told, Calendar)
    assert snow.id not in {one.id for one in told.closures}


async def test_a_name_is_read_in_each_language_and_another_name_is_another_text(kept: School) -> None:
    cast, day = kept.cast, date(2026, 12, 1)
    ask = SetClosure(ClosureKind.TRAINING, "Training day", day, day)
    told = await kept.ask(cast.dunne, SET_CLOSURE, ask)
    assert isinstance(told, Calendar)
    (first,) = [one for one in told.closures if one.name.body == "Training day"]
    kept.do_jobs()

    async def reads(who: Who) -> Text:
        dates = await kept.ask(who, GET_DATES, DatesAsk(first=day, last=day))
        assert isinstance(dates, Dates)
        return dates.closures[0].name

    assert await reads(cast.daniel) == Text(first.name.id, "Training day", "en", TextState.SAME)
    urdu = await reads(cast.nadia)
    assert (urdu.state, urdu.shown) == (TextState.CHECKED, "اساتذہ کی تربیت کا دن")
    # Other days with the same name keep what was translated; another name is new words.
    longer = msgspec.structs.replace(ask, last=date(2026, 12, 2), closure_id=first.id)
    await kept.ask(cast.dunne, SET_CLOSURE, longer)
    assert await reads(cast.nadia) == urdu
    await kept.ask(cast.dunne, SET_CLOSURE, msgspec.structs.replace(longer, name="INSET day"))
    assert (await reads(cast.nadia)).state is TextState.PENDING
    kept.do_jobs()
    assert (await reads(cast.nadia)).shown == "اساتذہ کی تربیت کا دن (INSET)"
    await kept.ask(cast.dunne, REMOVE_CLOSURE, ClosureRef(first.id))
    mine = sa.select(texts.c.topic).where(texts.c.body.in_(("Training day", "INSET day")))
    held = kept.context.db.read(lambda conn: conn.execute(mine).scalars().all())
    assert held == ["team:school"] * 2


async def test_a_name_from_before_its_reader_came_is_translated_when_it_is_looked_at(kept: School) -> None:
    who = kept.cast.dunne
    assert (await calendar(kept)).terms[0].name.state is TextState.SAME
    await kept.ask(who, CHOOSE, Preferences(lang="so"))
    assert (await calendar(kept)).terms[0].name.state is TextState.PENDING
    kept.do_jobs()
    assert (await calendar(kept)).terms[0].name.state is not TextState.PENDING


async def test_hours_cannot_shut_everybody_out_for_ever(school: School) -> None:
    assert await school.ask(school.cast.dunne, SET_HOURS, HOURS) == Refusal("no_terms")
    term = SetTerm("Autumn", date(2026, 9, 2), date(2026, 12, 18))
    told = await school.ask(school.cast.dunne, SET_TERM, term)
    assert isinstance(told, Calendar)
    assert isinstance(await school.ask(school.cast.dunne, SET_HOURS, HOURS), Calendar)
    ref = TermRef(told.terms[0].id)
    assert await school.ask(school.cast.dunne, REMOVE_TERM, ref) == Refusal("no_terms")
    past = msgspec.structs.replace(term, last=date(2026, 10, 1), term_id=ref.term_id)
    assert await school.ask(school.cast.dunne, SET_TERM, past) == Refusal("no_terms")


async def test_every_change_is_on_record(kept: School) -> None:
    await kept.ask(kept.cast.dunne, SET_HOURS, Hours(on=False))
    query = (
        sa.select(audit.c.what, audit.c.person_id).where(audit.c.what.like("hours:%")).order_by(audit.c.id)
    )
    rows = kept.context.db.read(lambda conn: conn.execute(query.order_by(audit.c.id)).all())
    assert [(row.what, row.person_id) for row in rows] == [
        *[("hours:term:set", None)] * 3,
        *[("hours:closure:set", None)] * 3,
        ("hours:hours:set", None),
        ("hours:hours:set", kept.cast.dunne.id),
    ]


async def test_one_job_waits_for_the_next_change(kept: School) -> None:
    def waiting() -> list[int]:
        query = sa.select(jobs.c.due).where(jobs.c.kind == "hours_due", jobs.c.state == "ready")
        return kept.context.db.read(lambda conn: list(conn.execute(query.order_by(jobs.c.due)).scalars()))

    assert waiting() == [at("2026-11-12 16:00")]
    kept.clock.forward(at("2026-11-12 16:00") - kept.clock.now())
    kept.do_jobs()
    assert waiting() == [at("2026-11-13 08:30")]
