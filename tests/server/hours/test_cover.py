"""A teacher who is away opens their class's threads to the TA, and only so long; what may disturb whom."""

import asyncio
from collections.abc import Iterable

import msgspec

from server.hours.queries import disturb_from, may_be_disturbed, seen_from
from server.school.actions import add_to_class
from tests.cast import Who
from tests.edges import DAY, HOUR, MINUTE
from tests.school import School
from tests.server.hours.eg import at
from tests.server.messages.talk import opened, say
from wire.base import Nothing, Person, Refusal, Role
from wire.hours import (
    END_ABSENCE,
    GET_ABSENCES,
    MARK_ABSENT,
    TEACH,
    AbsenceRef,
    Absences,
    MarkAbsent,
    MyWork,
    Teach,
)
from wire.messages import SEND_MESSAGE, NewMessage
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk


async def writes(school: School, *people: Who) -> list[tuple[set[int], dict[int, int]]]:
    """In whose threads these may write, and for whom."""
    viewers = [await school.context.viewers.of(who.token) for who in people]
    return [(set(viewer.writes), dict(viewer.covers)) for viewer in viewers]


async def mark(
    school: School, by: Who, of: Who, start: int | None = None, end: int | None = None
) -> Absences:
    told = await school.ask(by, MARK_ABSENT, MarkAbsent(of.id, start, end))
    assert isinstance(told, Absences), told
    return told


async def absences_seen(school: School, who: Who) -> Absences:
    told = await school.ask(who, GET_ABSENCES, Nothing())
    assert isinstance(told, Absences)
    return told


async def test_a_ta_writes_only_while_the_teacher_is_away(school: School) -> None:
    cast = school.cast
    only_hart: list[tuple[set[int], dict[int, int]]] = [({cast.class_4a}, {}), (set(), {})]
    assert await writes(school, cast.hart, cast.sandhu) == only_hart
    told = await mark(school, cast.hart, cast.hart)
    assert await writes(school, cast.hart, cast.sandhu) == [
        ({cast.class_4a}, {}), ({cast.class_4a}, {cast.class_4a: cast.hart.id}),
    ]  # fmt: skip
    ended = await school.ask(cast.hart, END_ABSENCE, AbsenceRef(told.absences[0].id))
    assert isinstance(ended, Absences)
    assert ended.absences == ()
    assert await writes(school, cast.hart, cast.sandhu) == only_hart


async def test_what_the_ta_writes_meanwhile_says_for_whom_and_back_again_it_closes(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    ask = NewMessage(thread_id=thread, body="Miss Hart is away today. I am here.")
    assert await school.ask(cast.sandhu, SEND_MESSAGE, ask) == Refusal("not_covering")
    absence = (await mark(school, cast.dunne, cast.hart)).absences[0]
    written = await say(school, cast.sandhu, thread, ask.body)
    assert written.covers == Person(cast.hart.id, "Hart", Role.TEACHER)
    await school.ask(cast.hart, END_ABSENCE, AbsenceRef(absence.id))
    assert await school.ask(cast.sandhu, SEND_MESSAGE, ask) == Refusal("not_covering")


async def test_while_another_teacher_of_the_class_is_there_nobody_covers(school: School) -> None:
    cast = school.cast
    await school.context.db.awrite(lambda tx: add_to_class(tx, cast.okafor.id, cast.class_4a, Role.TEACHER))
    await mark(school, cast.dunne, cast.hart)
    assert await writes(school, cast.sandhu) == [(set(), {})]
    school.clock.forward(MINUTE)
    await mark(school, cast.dunne, cast.okafor)
    assert await writes(school, cast.sandhu) == [({cast.class_4a}, {cast.class_4a: cast.hart.id})]


async def test_a_dated_absence_begins_and_ends_by_itself_and_the_ta_is_told(school: School) -> None:
    cast, start = school.cast, school.clock.now() + HOUR
    await mark(school, cast.calloway, cast.hart, start, start + DAY)
    for wait, covering in ((0, False), (HOUR - 1, False), (1, True), (DAY - 1, True), (1, False)):
        school.clock.forward(wait)
        assert await writes(school, cast.sandhu) == (
            [({cast.class_4a}, {cast.class_4a: cast.hart.id})] if covering else [(set(), {})]
        )


async def test_open_apps_of_the_ta_start_over_at_a_dated_end(school: School) -> None:
    cast, now = school.cast, school.clock.now()
    await mark(school, cast.hart, cast.hart, None, now + DAY)
    await asyncio.to_thread(school.do_jobs)
    stream = school.context.hub.join(await school.context.viewers.of(cast.sandhu.token))
    school.clock.forward(DAY)
    await asyncio.to_thread(school.do_jobs)
    await asyncio.wait_for(stream.queue.get(), 5)
    assert stream.ended


async def test_the_tas_app_says_for_whom_they_answer(school: School) -> None:
    cast = school.cast
    await mark(school, cast.dunne, cast.hart)
    told = await school.ask(cast.sandhu, GET_SNAPSHOT, SnapshotAsk(side="staff"))
    assert isinstance(told, Snapshot)
    assert [(one.class_name, one.teacher.id) for one in told.hours.covers] == [("4A", cast.hart.id)]
    own = await school.ask(cast.hart, GET_SNAPSHOT, SnapshotAsk(side="staff"))
    assert isinstance(own, Snapshot)
    assert own.hours.work is not None
    assert own.hours.work.absence is not None
    assert own.hours.work.absence.starts_at == school.clock.now()


async def test_outside_hours_cover_counts_for_nothing(kept: School) -> None:
    cast = kept.cast
    await mark(kept, cast.dunne, cast.hart)
    kept.clock.forward(at("2026-11-12 17:00") - kept.clock.now())
    viewer = await kept.context.viewers.of(cast.sandhu.token, even_shut=True)
    assert (viewer.writes, viewer.covers) == (frozenset(), {})


async def test_a_teacher_marks_only_themself_and_the_office_everybody(school: School) -> None:
    cast = school.cast

    def named(told: Absences) -> list[str]:
        return [one.person.name for one in told.teachers]

    assert named(await absences_seen(school, cast.hart)) == ["Hart"]
    for who in (cast.dunne, cast.calloway):
        assert named(await absences_seen(school, who)) == ["Hart", "Okafor", "Rahman"]
    assert await school.ask(cast.okafor, MARK_ABSENT, MarkAbsent(cast.hart.id)) == Refusal("not_allowed")
    for nobody in (cast.sandhu.id, cast.nadia.id, 999):
        assert await school.ask(cast.dunne, MARK_ABSENT, MarkAbsent(nobody)) == Refusal("not_found")
    await mark(school, cast.dunne, cast.hart)
    absence = (await absences_seen(school, cast.dunne)).absences[0]
    assert (await absences_seen(school, cast.okafor)).absences == ()
    assert await school.ask(cast.okafor, END_ABSENCE, AbsenceRef(absence.id)) == Refusal("not_found")


async def test_absurd_absences_are_refused(school: School) -> None:
    cast, now = school.cast, school.clock.now()

    async def refused(start: int | None, end: int | None) -> str:
        told = await school.ask(cast.hart, MARK_ABSENT, MarkAbsent(cast.hart.id, start, end))
        assert isinstance(told, Refusal)
        return told.code

    assert await refused(now + DAY, now + HOUR) == "in_the_past"
    assert await refused(None, now) == "in_the_past"
    assert await refused(now + 400 * DAY, None) == "too_far_ahead"
    await mark(school, cast.hart, cast.hart, now + DAY, now + 2 * DAY)
    assert await refused(None, None) == "already_absent"
    assert await refused(now + DAY + HOUR, now + DAY + 2 * HOUR) == "already_absent"
    await mark(school, cast.hart, cast.hart, now + 2 * DAY, None)


async def test_who_will_not_be_away_after_all_never_was(school: School) -> None:
    cast, now = school.cast, school.clock.now()
    told = await mark(school, cast.hart, cast.hart, now + DAY, now + 3 * DAY)
    await school.ask(cast.hart, END_ABSENCE, AbsenceRef(told.absences[0].id))
    school.clock.forward(2 * DAY)
    assert await writes(school, cast.sandhu) == [(set(), {})]


async def free_from(school: School, people: Iterable[Who], moment: int) -> list[int | None]:
    return await school.context.db.aread(lambda conn: [disturb_from(conn, who.id, moment) for who in people])


async def test_lessons_are_the_class_teams_and_hours_everybodys(kept: School) -> None:
    cast = kept.cast
    staff = (cast.hart, cast.sandhu, cast.adeyemi, cast.dunne, cast.calloway)
    lesson, free = at("2026-11-12 09:30"), at("2026-11-12 12:00")
    assert await free_from(kept, staff, lesson) == [free, free, lesson, lesson, lesson]
    evening, morning = at("2026-11-12 18:00"), at("2026-11-13 08:30")
    assert await free_from(kept, staff, evening) == [morning] * 5
    assert await kept.context.db.aread(lambda conn: may_be_disturbed(conn, cast.dunne.id, lesson))
    assert not await kept.context.db.aread(lambda conn: may_be_disturbed(conn, cast.hart.id, lesson))
    assert await kept.context.db.aread(lambda conn: seen_from(conn, evening)) == morning


async def test_i_am_teaching_holds_until_its_moment_or_until_switched_off(school: School) -> None:
    cast, now = school.cast, school.clock.now()

    async def switch(on: bool, until: int | None = None) -> MyWork | Refusal:
        return await school.ask(cast.dunne, TEACH, Teach(on, until))

    assert await switch(True, now + HOUR) == MyWork(teaching_until=now + HOUR)
    assert await free_from(school, [cast.dunne], now) == [now + HOUR]
    assert await switch(True) == MyWork(teaching_until=at("2026-11-12 15:00"))
    assert await switch(False) == MyWork()
    assert await free_from(school, [cast.dunne], now) == [now]
    assert await switch(True, now) == Refusal("in_the_past")
    assert await switch(True, now + 13 * HOUR) == Refusal("switch_too_long")


async def test_the_switch_shows_on_all_of_ones_devices_and_on_nobody_elses(school: School) -> None:
    cast, now = school.cast, school.clock.now()
    mine = school.context.hub.join(await school.context.viewers.of(cast.hart.token))
    other = school.context.hub.join(await school.context.viewers.of(cast.okafor.token))
    await school.ask(cast.hart, TEACH, Teach(on=True, until=now + HOUR))
    _, frame = await asyncio.wait_for(mine.queue.get(), 5)
    event = msgspec.json.decode(frame.partition(b"data: ")[2])
    assert event == {
        "type": "MyWorkChanged", "work": {"teaching_until": now + HOUR, "absence": None},
    }  # fmt: skip
    assert other.queue.empty()
