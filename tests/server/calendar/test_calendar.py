"""The calendar through the whole server: for whom, in which words, live, and what is refused (spec 8.1)."""

from datetime import date
from typing import Any

import msgspec

from server.core.db import Tx
from server.core.feed import cursor
from server.hours.actions import set_closure, set_term
from server.translation.tables import translations
from tests.cast import Who
from tests.school import School
from wire.base import Refusal
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    GET_DATES,
    GET_OCCASION,
    POST_OCCASION,
    Dates,
    DatesAsk,
    EditOccasion,
    NewOccasion,
    Occasion,
    OccasionKind,
    OccasionRef,
    OccasionState,
    Repeats,
    When,
)
from wire.events import CalendarChanged, DaysChanged
from wire.hours import SET_CLOSURE, ClosureKind, SetClosure, SetTerm

DAY = date(2026, 11, 20)
NOVEMBER = DatesAsk(first=date(2026, 11, 1), last=date(2026, 11, 30))
SNOW = SetClosure(ClosureKind.HOLIDAY, "Snow", date(2026, 11, 17), date(2026, 11, 18))


def new(topic: str, title: str = "Coffee morning", **more: Any) -> NewOccasion:
    fields = {"kind": OccasionKind.COFFEE_MORNING, "when": When(DAY, DAY, 540, 600), **more}
    return NewOccasion(topic=topic, title=title, **fields)


async def posted(school: School, who: Who, ask: NewOccasion) -> Occasion:
    answer = await school.ask(who, POST_OCCASION, ask)
    assert isinstance(answer, Occasion), answer
    return answer


async def seen(school: School, who: Who, **more: Any) -> list[str]:
    answer = await school.ask(who, GET_DATES, msgspec.structs.replace(NOVEMBER, **more))
    assert isinstance(answer, Dates)
    return [one.title.body for one in answer.occasions]


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else ""


async def test_everybody_sees_what_is_for_them_and_nothing_when_their_right_has_ended(school: School) -> None:
    cast = school.cast
    await posted(school, cast.calloway, new("school", "Review day"))
    await posted(school, cast.dunne, new("year:4", "Trip"))
    await posted(school, cast.hart, new(f"class:{cast.class_4a}", "Workshop"))
    await posted(school, cast.hart, new(f"pupil:{cast.zara}", "Zara's review"))
    await posted(school, cast.okafor, new(f"class:{cast.class_3b}", "Assembly"))
    assert {name: await seen(school, who) for name, who in cast.people().items()} == {
        "nadia": ["Review day", "Trip", "Workshop", "Zara's review", "Assembly"],
        "katarzyna": ["Review day", "Trip", "Workshop"],
        "daniel": ["Review day", "Assembly"],
        "rahman": ["Review day", "Trip", "Workshop"],
        **{name: [] for name in ("former", "hart", "okafor", "sandhu", "adeyemi", "calloway", "prescott", "dunne")},
    }  # fmt: skip
    assert await seen(school, cast.rahman, side="staff") == ["Review day", "Assembly"]
    assert await seen(school, cast.dunne, side="staff") == ["Review day", "Trip"]
    assert len(await seen(school, cast.prescott, side="staff")) == 5
    await school.end_rights(cast.nadia)
    assert await seen(school, cast.nadia) == []


async def test_a_change_is_live_marked_and_its_earlier_words_reach_nobody(school: School) -> None:
    cast = school.cast
    topic = f"class:{cast.class_4a}"
    one = await posted(school, cast.hart, new(topic, "Cofee  morning", venue="Hall", details="Bring a cup."))
    viewer = await school.context.viewers.of(cast.katarzyna.token)
    since = one.changed_at
    before = await school.context.db.aread(cursor)
    school.clock.forward(60_000)
    edit = EditOccasion(
        one.id, OccasionKind.MEETING, "Coffee morning", When(DAY, DAY, 600, 660), venue="Hall"
    )
    assert code(await school.ask(cast.sandhu, EDIT_OCCASION, edit)) == "not_allowed"
    changed = await school.ask(cast.hart, EDIT_OCCASION, edit)
    assert isinstance(changed, Occasion)
    assert (changed.title.body, changed.details, changed.when.starts) == ("Coffee morning", None, 600)
    assert changed.venue == one.venue
    assert (changed.revision, changed.changed_at) == (1, since + 60_000)
    cancelled = await school.ask(cast.calloway, CANCEL_OCCASION, OccasionRef(one.id))
    assert isinstance(cancelled, Occasion)
    assert cancelled.state is OccasionState.CANCELLED
    assert code(await school.ask(cast.hart, EDIT_OCCASION, edit)) == "event_cancelled"
    heard = await school.context.hub.catch_up(viewer, before)
    assert heard is not None
    news = [msgspec.json.decode(data.split(b"data: ")[1]) for _, data in heard]
    told = [n["occasion"] for n in news if n["type"] == CalendarChanged.__name__]
    assert [(n["title"]["body"], n["state"]) for n in told] == [("Coffee morning", "cancelled")] * 2
    with school.context.db.engine.connect() as conn:
        held = conn.exec_driver_sql("SELECT topic FROM texts WHERE body = 'Cofee morning'").scalar()
    assert held == f"team:{topic}"


async def test_terms_and_closed_days_are_those_that_hours_go_by(school: School) -> None:
    cast = school.cast

    def keep(tx: Tx) -> None:
        set_term(tx, SetTerm("Autumn term", date(2026, 9, 2), date(2026, 12, 18)))
        set_closure(tx, SetClosure(ClosureKind.TRAINING, "Training day", date(2027, 1, 4), date(2027, 1, 4)))

    await school.context.db.awrite(keep)
    before = await school.context.db.aread(cursor)
    await school.ask(cast.dunne, SET_CLOSURE, SNOW)
    answer = await school.ask(cast.nadia, GET_DATES, NOVEMBER)
    assert isinstance(answer, Dates)
    assert [one.name.body for one in answer.terms] == ["Autumn term"]
    assert [(one.name.body, one.first, one.last) for one in answer.closures] == [
        ("Snow", SNOW.first, SNOW.last)
    ]
    viewer = await school.context.viewers.of(cast.nadia.token)
    heard = await school.context.hub.catch_up(viewer, before)
    assert heard is not None
    last = msgspec.json.decode(heard[-1][1].split(b"data: ")[1], type=DaysChanged)
    assert [one.name.body for one in last.closures] == ["Snow", "Training day"]


async def test_what_cannot_be_is_refused_in_words(school: School) -> None:
    cast = school.cast
    topic = f"class:{cast.class_4a}"
    one = await posted(school, cast.hart, new(topic))
    backwards = When(DAY, DAY, 600, 540)
    asked: list[tuple[Any, Any, str]] = [
        (POST_OCCASION, new(topic, when=backwards), "ends_before"),
        (EDIT_OCCASION, EditOccasion(one.id, OccasionKind.TRIP, "Trip", backwards), "ends_before"),
        (POST_OCCASION, new(topic, "  \u200b "), "empty"),
        (POST_OCCASION, new(topic, when=When(DAY, DAY, repeats=Repeats.WEEKLY)), "malformed"),
        (POST_OCCASION, new(f"class:{cast.class_3b}"), "not_found"),
        (POST_OCCASION, new("school"), "not_allowed"),
        (CANCEL_OCCASION, OccasionRef(999), "not_found"),
        (GET_OCCASION, OccasionRef(999), "not_found"),
        (GET_DATES, DatesAsk(DAY, date(2026, 11, 1)), "days_backwards"),
        (GET_DATES, DatesAsk(DAY, date(2028, 11, 1)), "days_too_long"),
    ]
    assert [code(await school.ask(cast.hart, where, ask)) for where, ask, _ in asked] == [
        c for *_, c in asked
    ]
    assert await seen(school, cast.hart, side="staff") == ["Coffee morning"]


async def test_words_are_asked_for_in_the_languages_of_the_audience(school: School) -> None:
    cast = school.cast
    one = await posted(school, cast.hart, new(f"class:{cast.class_4a}", details="Tea and talk.", lang="en"))

    def asked(tx: Tx) -> set[tuple[int, str]]:
        return {(row.text_id, row.lang) for row in tx.conn.execute(translations.select())}

    ids = {one.title.id, one.details.id if one.details else 0}
    assert await school.context.db.awrite(asked) == {(i, lang) for i in ids for lang in ("pl", "ur")}
