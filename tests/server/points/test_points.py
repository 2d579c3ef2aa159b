"""A class team gives points; each family sees its own child's, for two weeks by the school's clock."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import sqlalchemy as sa

from server.core.db import Tx
from server.core.feed import told_after
from server.core.tables import audit
from server.guidance.tables import flags
from server.points.events import renderers
from server.points.rules import fortnight_ends, fortnight_from
from server.points.skills import FIRST_SKILLS
from server.points.tables import awards, points, skills
from server.school.actions import add_class, let_leave, move_pupil
from server.translation.queries import text_in
from server.translation.tables import texts
from tests.cast import Who
from tests.edges import DAY, HOUR, MINUTE, SECOND
from tests.points_rows import first_skill
from tests.school import School
from wire.base import Refusal
from wire.points import (
    GET_CLASS_POINTS,
    GET_POINTS,
    GIVE_POINTS,
    SET_SKILLS,
    UNDO_POINTS,
    Award,
    AwardRef,
    ClassPoints,
    ClassRef,
    NewAward,
    PupilPoints,
    PupilRef,
    SetSkills,
    SkillIcon,
    SkillLine,
    Skills,
    revision_of,
)
from wire.safeguarding import (
    GET_CASES,
    REPORT,
    CasePage,
    CasesAsk,
    NewReport,
    Reportable,
    Reported,
)
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk


async def give(school: School, *pupils: int, by: Who | None = None, note: str = "") -> Award | Refusal:
    cast = school.cast
    skill = await first_skill(school, cast.class_4a)
    ask = NewAward(class_id=cast.class_4a, skill_id=skill, pupils=frozenset(pupils), note=note)
    return await school.ask(by or cast.hart, GIVE_POINTS, ask)


async def given(school: School, *pupils: int, **more: Any) -> Award:
    award = await give(school, *pupils, **more)
    assert isinstance(award, Award), award
    return award


async def seen(school: School, who: Who, pupil: int) -> list[int]:
    answer = await school.ask(who, GET_POINTS, PupilRef(pupil_id=pupil))
    assert isinstance(answer, PupilPoints), answer
    return [point.award_id for point in answer.points]


async def sheet(school: School, who: Who) -> ClassPoints:
    answer = await school.ask(who, GET_CLASS_POINTS, ClassRef(class_id=school.cast.class_4a))
    assert isinstance(answer, ClassPoints), answer
    return answer


def code(answer: object) -> str:
    return answer.code if isinstance(answer, Refusal) else repr(answer)


def note_of(school: School, award: Award, pupil: int) -> int:
    this = sa.and_(points.c.award_id == award.id, points.c.pupil_id == pupil)
    found = sa.select(points.c.text_id).where(this)
    return int(school.context.db.read(lambda conn: conn.execute(found).scalar_one()))


async def test_each_family_sees_and_hears_of_its_own_child_alone(school: School) -> None:
    cast = school.cast
    award = await given(school, cast.zara, cast.lena, note="You helped at lunch.")
    assert (await seen(school, cast.nadia, cast.zara)) == [award.id]
    assert (await seen(school, cast.katarzyna, cast.lena)) == [award.id]
    other = await school.ask(cast.katarzyna, GET_POINTS, PupilRef(pupil_id=cast.zara))
    assert code(other) == "not_found"
    snapshot = await school.ask(cast.nadia, GET_SNAPSHOT, SnapshotAsk())
    assert isinstance(snapshot, Snapshot)
    had = {child.pupil_id: len(child.points) for child in snapshot.points.children}
    assert (had, snapshot.points.sheets) == ({cast.zara: 1, cast.yusuf: 0}, ())
    told = school.context.db.read(lambda conn: told_after(conn, 0, 500))
    assert [one.topic for one in told if one.kind == "points_given"] == [
        f"pupil:{cast.zara}", f"pupil:{cast.lena}"
    ]  # fmt: skip
    notes = {note_of(school, award, pupil): f"pupil:{pupil}" for pupil in (cast.zara, cast.lena)}
    school.do_jobs()
    told = school.context.db.read(lambda conn: told_after(conn, 0, 500))
    translated = {(one.ref["text_id"], one.topic) for one in told if one.ref.get("text_id") in notes}
    assert translated <= set(notes.items())
    assert len(notes) == 2


async def test_the_class_team_sees_who_has_had_none(school: School) -> None:
    cast = school.cast
    await given(school, cast.zara, by=cast.sandhu)
    await school.context.db.awrite(lambda tx: move_pupil(tx, cast.rosie, cast.class_4a))
    found = await sheet(school, cast.hart)
    had = {pupil for award in found.awards for pupil in award.pupils}
    assert [one.name for one in found.pupils if one.id not in had] == ["Ilyas", "Lena", "Rosie"]
    assert ([one.name.body for one in found.skills][:2], found.leads) == (
        ["Helping others", "Teamwork"],
        True,
    )
    school.clock.forward(15 * DAY)
    assert (await sheet(school, cast.hart)).awards == ()


async def test_a_mistake_is_undone_by_its_giver_within_ten_minutes_and_recorded(school: School) -> None:
    cast = school.cast
    award = await given(school, cast.zara, cast.lena, note="You shared.")
    kept = await given(school, cast.zara)
    assert code(await school.ask(cast.sandhu, UNDO_POINTS, AwardRef(award_id=award.id))) == "not_allowed"
    school.clock.forward(10 * MINUTE)
    for _ in range(2):
        assert isinstance(await school.ask(cast.hart, UNDO_POINTS, AwardRef(award_id=award.id)), Award)
    assert (await seen(school, cast.nadia, cast.zara)) == [kept.id]
    school.clock.forward(SECOND)
    assert code(await school.ask(cast.hart, UNDO_POINTS, AwardRef(award_id=kept.id))) == "undo_over"
    whats = school.context.db.read(
        lambda conn: (
            conn.execute(sa.select(audit.c.what).where(audit.c.what.like("points:%")).order_by(audit.c.id))
            .scalars()
            .all()
        )
    )
    assert whats == ["points:award:give", "points:award:give", "points:award:undo"]
    told = school.context.db.read(lambda conn: told_after(conn, 0, 500))
    undone = [(one.topic, one.ref["award_id"]) for one in told if one.kind == "points_undone"]
    assert undone == [(f"pupil:{cast.zara}", award.id), (f"pupil:{cast.lena}", award.id)]


async def test_nothing_is_given_where_it_may_not_be(school: School) -> None:
    cast = school.cast
    first = await first_skill(school, cast.class_4a)
    assert code(await give(school, cast.zara, cast.rosie)) == "not_in_class"
    assert code(await give(school, cast.zara, 999_999)) == "not_in_class"
    await school.context.db.awrite(lambda tx: let_leave(tx, cast.lena))
    assert code(await give(school, cast.lena)) == "not_in_class"
    elsewhere = NewAward(class_id=cast.class_3b, skill_id=first, pupils=frozenset({cast.rosie}))
    assert code(await school.ask(cast.okafor, GIVE_POINTS, elsewhere)) == "skill_gone"
    wrongs: tuple[dict[str, Any], ...] = (
        {"pupils": []}, {"pupils": [-1]}, {"note": "a" * 201}, {"pupils": list(range(1, 62))}
    )  # fmt: skip
    for wrong in wrongs:
        fields = {"class_id": cast.class_4a, "skill_id": first, "pupils": [cast.zara], **wrong}
        answer = await school.send(cast.hart, GIVE_POINTS, fields)
        assert (answer.status_code, answer.json()["code"]) == (422, "malformed"), wrong
    assert (await sheet(school, cast.hart)).awards == ()
    award = await given(school, cast.zara)
    await school.end_rights(cast.nadia)
    ended = await school.ask(cast.nadia, GET_POINTS, PupilRef(pupil_id=cast.zara))
    assert (code(ended), await seen(school, cast.hart, cast.zara)) == ("not_found", [award.id])


@pytest.mark.parametrize("amount", [-1, 0])
async def test_the_database_itself_refuses_a_negative_point(school: School, amount: int) -> None:
    award = await given(school, school.cast.zara)

    def make_negative(tx: Tx) -> None:
        tx.conn.execute(points.update().values(amount=amount))

    def undo_late(tx: Tx) -> None:
        undone = {"undone_at": award.at + 11 * MINUTE, "undone_by": award.giver_id}
        tx.conn.execute(awards.update().values(**undone))

    for change in (make_negative, undo_late):
        with pytest.raises(sa.exc.IntegrityError):
            await school.context.db.awrite(change)


async def test_families_hear_nothing_of_what_is_older_than_two_weeks(school: School) -> None:
    cast, clock = school.cast, school.clock
    clock.forward(15 * HOUR - SECOND)  # a second before midnight in London
    award = await given(school, cast.zara, note="You were kind.")
    # A fortnight is that day and thirteen more: until the midnight at the end of the fourteenth.
    clock.forward(13 * DAY)
    assert (await seen(school, cast.nadia, cast.zara)) == [award.id]
    ref = {"award_id": award.id, "pupil_id": cast.zara}
    say = renderers(clock)["points_given"]
    assert school.context.db.read(lambda conn: say(conn, ref, "ur")) is not None
    clock.forward(SECOND)
    assert (await seen(school, cast.nadia, cast.zara)) == []
    snapshot = await school.ask(cast.nadia, GET_SNAPSHOT, SnapshotAsk())
    assert isinstance(snapshot, Snapshot)
    assert [child.points for child in snapshot.points.children] == [(), ()]
    assert school.context.db.read(lambda conn: say(conn, ref, "ur")) is None
    school.do_jobs()
    note = note_of(school, award, cast.zara)
    told = school.context.db.read(lambda conn: text_in(conn, note, "ur", topic=f"pupil:{cast.zara}"))
    assert told is None


@pytest.mark.parametrize(
    ("zone", "now", "first"),
    [
        ("Europe/London", "2026-11-12T00:00:00", "2026-10-30T00:00:00"),
        ("Europe/London", "2026-11-01T23:59:59", "2026-10-19T00:00:00"),  # across the end of summer time
        ("Europe/London", "2027-04-04T12:00:00", "2027-03-22T00:00:00"),  # across its beginning
        ("Pacific/Auckland", "2026-10-05T01:00:00", "2026-09-22T00:00:00"),
        ("America/New_York", "2026-11-12T20:00:00", "2026-10-30T00:00:00"),
        ("Asia/Beirut", "2026-04-05T09:00:00", "2026-03-23T00:00:00"),
    ],
)
def test_two_weeks_are_fourteen_days_by_the_school_s_clock(zone: str, now: str, first: str) -> None:
    tz = ZoneInfo(zone)

    def at(said: str) -> int:
        return int(datetime.fromisoformat(said).replace(tzinfo=tz).timestamp() * 1000)

    begins = fortnight_from(at(now), zone)
    assert begins == at(first)
    assert fortnight_from(fortnight_ends(begins, zone) - 1, zone) == begins
    assert fortnight_from(fortnight_ends(begins, zone), zone) > begins


async def test_the_teacher_shapes_the_skills_of_the_class(school: School) -> None:
    cast = school.cast
    award = await given(school, cast.zara)
    before = (await sheet(school, cast.hart)).skills
    lines = (
        SkillLine(name="Tidying up", icon=SkillIcon.LEAF),
        SkillLine(name=before[1].name.body, icon=SkillIcon.STAR, skill_id=before[1].id),
    )
    ask = SetSkills(class_id=cast.class_4a, skills=lines, revision=revision_of(before))
    after = await school.ask(cast.hart, SET_SKILLS, ask)
    assert isinstance(after, Skills)
    assert [(one.name.body, one.icon) for one in after.skills] == [
        ("Tidying up", SkillIcon.LEAF), ("Teamwork", SkillIcon.STAR)
    ]  # fmt: skip
    assert after.skills[1].id == before[1].id
    answer = await school.ask(cast.nadia, GET_POINTS, PupilRef(pupil_id=cast.zara))
    assert isinstance(answer, PupilPoints)
    # A point for a skill that is offered no more still says what it was for.
    assert ([one.name.body for one in answer.skills], answer.points[0].award_id) == (
        ["Helping others"],
        award.id,
    )
    gone = NewAward(class_id=cast.class_4a, skill_id=before[0].id, pupils=frozenset({cast.zara}))
    assert code(await school.ask(cast.hart, GIVE_POINTS, gone)) == "skill_gone"
    now = revision_of(after.skills)
    line = SkillLine(name="Old", icon=SkillIcon.STAR, skill_id=before[0].id)
    stale = SetSkills(class_id=cast.class_4a, skills=(line,), revision=now)
    assert code(await school.ask(cast.hart, SET_SKILLS, stale)) == "skill_gone"
    nameless = SkillLine(name=" \n", icon=SkillIcon.STAR)
    empty = SetSkills(class_id=cast.class_4a, skills=(nameless,), revision=now)
    assert code(await school.ask(cast.hart, SET_SKILLS, empty)) == "empty"


async def test_a_class_comes_with_its_first_skills_and_looking_writes_nothing(school: School) -> None:
    cast = school.cast
    before = rows_in(school)
    assert (await sheet(school, cast.hart)).skills == ()
    assert rows_in(school) == before
    new = await school.context.db.awrite(lambda tx: add_class(tx, "5K", 5))
    answer = await school.ask(cast.calloway, GET_CLASS_POINTS, ClassRef(class_id=new))
    assert isinstance(answer, ClassPoints)
    assert [one.name.body for one in answer.skills] == [name for name, _ in FIRST_SKILLS]


def rows_in(school: School) -> int:
    """How many skills and texts there are, once nothing is left to do."""
    school.do_jobs()
    many = [sa.select(sa.func.count()).select_from(table).scalar_subquery() for table in (skills, texts)]
    return sum(school.context.db.read(lambda conn: conn.execute(sa.select(*many)).one()))


async def test_the_second_of_two_who_change_the_skills_hears_so_and_nothing_is_lost(school: School) -> None:
    cast = school.cast
    await first_skill(school, cast.class_4a)
    seen_by_both = (await sheet(school, cast.hart)).skills
    kept = tuple(SkillLine(one.name.body, one.icon, one.id) for one in seen_by_both)
    one, other = (
        SetSkills(cast.class_4a, (*kept, SkillLine(name, SkillIcon.LEAF)), revision_of(seen_by_both))
        for name in ("Tidying up", "Gardening")
    )
    assert isinstance(await school.ask(cast.hart, SET_SKILLS, one), Skills)
    assert code(await school.ask(cast.calloway, SET_SKILLS, other)) == "skills_changed"
    now = (await sheet(school, cast.calloway)).skills
    assert [skill.name.body for skill in now][-1] == "Tidying up"
    again = SetSkills(other.class_id, other.skills, revision_of(now))
    assert isinstance(await school.ask(cast.calloway, SET_SKILLS, again), Skills)


async def test_unkind_words_in_a_note_are_flagged_once_for_a_whole_class(school: School) -> None:
    cast = school.cast
    await given(school, cast.zara, cast.lena, note="You are a stupid idiot.")
    await given(school, cast.zara, note="Well done.")
    rows = sa.select(flags.c.what, flags.c.kind, flags.c.author_id)
    found = [tuple(row) for row in school.context.db.read(lambda conn: conn.execute(rows).all())]
    assert found == [("note", "unkind", cast.hart.id)]


async def test_a_family_reports_a_note_and_another_family_cannot(school: School) -> None:
    cast = school.cast
    award = await given(school, cast.zara, note="You always talk too much.")
    ask = NewReport(Reportable.NOTE, note_of(school, award, cast.zara), "This is not kind at all.")
    assert code(await school.ask(cast.katarzyna, REPORT, ask)) == "not_found"
    assert isinstance(await school.ask(cast.nadia, REPORT, ask), Reported)
    page = await school.ask(cast.prescott, GET_CASES, CasesAsk())
    assert isinstance(page, CasePage)
    (case,) = page.cases
    assert (case.what, case.text.body, case.place) == (Reportable.NOTE, "You always talk too much.", "Zara")
    assert (case.author.id, case.by and case.by.id) == (cast.hart.id, cast.nadia.id)
    await school.ask(cast.hart, UNDO_POINTS, AwardRef(award_id=award.id))
    assert code(await school.ask(cast.nadia, REPORT, ask)) == "not_found"
