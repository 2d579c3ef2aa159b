"""Two weeks of points as a family has them, and giving points as a class team does."""

from typing import Any

import flet as ft
import msgspec
import pytest

from client.core.clock import Clock
from client.points.shaping import merged
from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.client.views.test_names import nameless
from tests.edges import DAY, MINUTE
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Refusal, Role, TextState
from wire.guidance import CHECK_WORDS, Guidance, GuidanceWay, Hint, MatterKind
from wire.points import (
    GET_CLASS_POINTS,
    GET_POINTS,
    GIVE_POINTS,
    SET_SKILLS,
    UNDO_POINTS,
    Award,
    ClassName,
    ClassPoints,
    ClassPupil,
    Point,
    PointsNow,
    PupilPoints,
    Skill,
    SkillIcon,
    SkillLine,
    Skills,
    revision_of,
)
from wire.safeguarding import REPORT, Reported

NOW = Clock().now()
TEAMWORK = Skill(id=1, name=eg.text("Teamwork", text_id=901), icon=SkillIcon.TEAM)
KINDNESS = Skill(id=2, name=eg.text("Kindness", text_id=902), icon=SkillIcon.HEART)
PUPILS = (ClassPupil(1, "Zoya Malik"), ClassPupil(2, "Ilyas Malik"), ClassPupil(3, "Sam Reed"))


def point(award_id: int, at: int = NOW - MINUTE, **more: Any) -> Point:
    return msgspec.structs.replace(Point(award_id=award_id, at=at, skill_id=1, giver=eg.HART), **more)


def had(pupil_id: int, *points: Point) -> PupilPoints:
    return PupilPoints(pupil_id=pupil_id, points=points, skills=(TEAMWORK, KINDNESS) if points else ())


def of_4a(*awards: Award, **more: Any) -> ClassPoints:
    usual = ClassPoints(
        class_id=4, name="4A", pupils=PUPILS, skills=(TEAMWORK, KINDNESS), awards=awards, leads=True
    )
    return msgspec.structs.replace(usual, **more)


def award(award_id: int, *pupils: int, at: int = NOW - MINUTE) -> Award:
    return Award(id=award_id, at=at, skill_id=1, giver_id=20, pupils=pupils)


def teacher(*awards: Award, **more: Any) -> Any:
    points = PointsNow(classes=(ClassName(4, "4A"),), sheets=(of_4a(*awards, **more),))
    return eg.teacher_snapshot(points=points)


def labels(screen: Any) -> list[str]:
    return [one.label for one in screen.all(ft.Semantics) if one.label]


def asked(school: FakeSchool, path: str) -> list[Any]:
    return [heard.json for heard in school.done if heard.path == path]


@pytest.fixture(autouse=True)
def drafts(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("points:4", ""))


async def test_a_family_sees_two_weeks_as_a_picture_and_a_list(show: Show, school: FakeSchool) -> None:
    note = eg.text("Good work.", text_id=77)
    old = point(3, NOW - 15 * DAY)
    child = had(1, point(2, skill_id=2, note=note), point(1), old)
    points = PointsNow(children=(child, had(2)))
    screen = await show(eg.snapshot(me=eg.me(7, "en"), points=points), "/points")
    # What is older is not shown, whatever this device has kept.
    assert [screen.sees(said) for said in ("2 points in the last two weeks", "Good work.")] == [True, True]
    assert screen.sees("No points in the last two weeks")
    said = [one for one in labels(screen) if one.startswith("Points by day.")]
    assert [one.endswith(": 2. No points on the other days.") for one in said] == [True]
    assert {"Teamwork: 1 point", "Kindness: 1 point"} <= set(labels(screen))
    assert list(nameless(screen)) == []

    new = events.PointsGiven(pupil_id=1, class_id=4, point=point(9, NOW), skill=TEAMWORK)
    for number in (101, 102):  # the same point twice is one point
        school.tell(number, new)
    await screen.until(lambda: screen.sees("3 points in the last two weeks"))
    other = events.PointsGiven(pupil_id=5, class_id=4, point=point(10, NOW), skill=TEAMWORK)
    school.tell(103, other)
    school.tell(104, events.PointsUndone(pupil_id=1, class_id=4, award_id=9))
    await screen.until(lambda: screen.sees("2 points in the last two weeks"))
    translated = eg.text("Teamwork", text_id=901, lang="pl", state=TextState.DONE, shown="Working together")
    school.tell(105, events.TextTranslated(text=translated))
    await screen.until(lambda: screen.sees("Working together"))
    # One child at a time: nothing of one stands under the other.
    await screen.tap("Ilyas Malik")
    await screen.until(lambda: not screen.sees("2 points in the last two weeks"))
    assert screen.sees("No points in the last two weeks")


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_two_taps_give_a_point_and_one_undoes_it(show: Show, school: FakeSchool, width: int) -> None:
    screen = await show(teacher(award(1, 2, at=NOW - DAY)), "/points", width)
    await screen.until(lambda: screen.sees("No points yet: 2"))
    assert list(nameless(screen)) == []
    school.answers(GIVE_POINTS, award(5, 1))
    await screen.tap("Zoya Malik")
    await screen.until(lambda: screen.sees("Points for Zoya Malik"))
    assert list(nameless(screen)) == []
    await screen.type("A note for the family. You may leave it empty.", "Well done.")
    await screen.tap("Teamwork")
    await screen.until(lambda: asked(school, "/v1/points") != [])
    assert asked(school, "/v1/points") == [
        {"class_id": 4, "skill_id": 1, "pupils": [1], "note": "Well done."}
    ]
    given = events.PointsGiven(pupil_id=1, class_id=4, point=point(5), skill=TEAMWORK)
    school.tell(101, given)
    await screen.until(lambda: screen.sees("Undo"))
    assert screen.sees("No points yet: 1")
    school.answers(UNDO_POINTS, award(5, 1), award_id=5)
    await screen.tap("Undo")
    await screen.until(lambda: "/v1/points/5/undo" in school.paths())
    school.tell(102, events.PointsUndone(pupil_id=1, class_id=4, award_id=5))
    await screen.until(lambda: screen.sees("No points yet: 2"))
    assert not screen.sees("Undo")


async def test_the_whole_class_takes_two_taps_and_who_had_none_can_be_looked_at(
    show: Show, school: FakeSchool
) -> None:
    screen = await show(teacher(award(1, 2, 3, at=NOW - DAY), award(2, 1, at=NOW - 15 * DAY)), "/points")
    await screen.tap("No points yet: 1")
    await screen.until(lambda: not screen.sees("Sam Reed"))
    assert screen.sees("Zoya Malik")
    school.answers(GIVE_POINTS, award(5, 1, 2, 3))
    await screen.tap("Whole class")
    await screen.until(lambda: screen.sees("Points for the whole class"))
    await screen.tap("Kindness")
    await screen.until(lambda: asked(school, "/v1/points") != [])
    assert [sorted(one["pupils"]) for one in asked(school, "/v1/points")] == [[1, 2, 3]]


async def test_without_a_connection_points_wait(show: Show, school: FakeSchool) -> None:
    screen = await show(teacher(), "/points")
    school.go_down()
    await screen.tap("Sam Reed")
    await screen.until(lambda: screen.sees("Points for Sam Reed"))
    await screen.tap("Teamwork")
    await screen.until(
        lambda: screen.sees("Points are on their way. They go out when there is a connection.")
    )


async def test_a_teacher_shapes_the_skills_of_the_class(show: Show, school: FakeSchool) -> None:
    screen = await show(teacher(), "/points/skills/4")
    await screen.until(lambda: len(screen.all(ft.TextField)) == 2)
    assert list(nameless(screen)) == []
    await screen.tap("Move Kindness up")
    await screen.tap("Add a skill")
    await screen.until(lambda: len(screen.all(ft.TextField)) == 3)
    fields = screen.all(ft.TextField)
    assert [one.value for one in fields] == ["Kindness", "Teamwork", ""]
    screen.session.apply_patch(fields[2]._i, {"value": "Tidying up"})
    await screen.fire(fields[2], "change", "Tidying up")
    await screen.tap("Take Teamwork out")
    school.answers(SET_SKILLS, Skills(class_id=4, skills=(KINDNESS,)), class_id=4)
    await screen.tap("Save")
    await screen.until(lambda: screen.page.route == "/points")
    assert asked(school, "/v1/points/classes/4/skills") == [
        {
            "skills": [
                {"name": "Kindness", "icon": "heart", "skill_id": 2},
                {"name": "Tidying up", "icon": "star", "skill_id": None},
            ],
            "revision": revision_of((TEAMWORK, KINDNESS)),
        }
    ]


async def test_who_saves_second_sees_what_changed_and_keeps_what_they_did(
    show: Show, school: FakeSchool
) -> None:
    screen = await show(teacher(), "/points/skills/4")
    await screen.until(lambda: len(screen.all(ft.TextField)) == 2)
    field = screen.all(ft.TextField)[0]
    screen.session.apply_patch(field._i, {"value": "Team spirit"})
    await screen.fire(field, "change", "Team spirit")
    renamed = Skill(id=2, name=eg.text("Being kind", text_id=904), icon=SkillIcon.HEART)
    music = Skill(id=3, name=eg.text("Music", text_id=903), icon=SkillIcon.MUSIC)
    school.answers(SET_SKILLS, Refusal("skills_changed"), class_id=4)
    school.answers(GET_CLASS_POINTS, of_4a(skills=(TEAMWORK, renamed, music)), class_id=4)
    await screen.tap("Save")
    await screen.until(lambda: any("New or renamed: Being kind and Music." in one for one in screen.words()))
    assert any("Nothing was saved" in one for one in screen.words())
    assert [one.value for one in screen.all(ft.TextField)] == ["Team spirit", "Kindness"]
    await screen.tap("Add these changes to mine")
    await screen.until(lambda: len(screen.all(ft.TextField)) == 3)
    assert [one.value for one in screen.all(ft.TextField)] == ["Team spirit", "Being kind", "Music"]
    school.answers(SET_SKILLS, Skills(class_id=4, skills=(music,)), class_id=4)
    await screen.tap("Save")
    await screen.until(lambda: screen.page.route == "/points")
    (sent,) = asked(school, "/v1/points/classes/4/skills")
    assert sent["revision"] == revision_of((TEAMWORK, renamed, music))
    assert [one["name"] for one in sent["skills"]] == ["Team spirit", "Being kind", "Music"]


def test_what_they_took_out_and_i_changed_is_mine_and_new() -> None:
    mine = [SkillLine("Teamwork", SkillIcon.STAR, 1), SkillLine("Kindness", SkillIcon.HEART, 2)]
    assert merged(mine, (TEAMWORK, KINDNESS), ()) == [SkillLine("Teamwork", SkillIcon.STAR)]


async def test_a_note_is_looked_over_while_it_is_written(show: Show, school: FakeSchool) -> None:
    hint = Hint(kind=MatterKind.FIRST_AID, way=GuidanceWay.CALL_FAMILY)
    school.answers(CHECK_WORDS, Guidance(hints=(hint,)))
    screen = await show(teacher(), "/points")
    await screen.tap("Zoya Malik")
    await screen.until(lambda: len(screen.all(ft.TextField)) == 1)
    await screen.type("A note for the family. You may leave it empty.", "She fell and cut her knee.")
    await screen.until(lambda: len(screen.all(ft.Semantics, live_region=True)) > 0)
    checked = next(heard.json for heard in school.heard if heard.path == CHECK_WORDS.path)
    assert (checked["side"], checked["pupil_id"]) == ("staff", 1)


async def test_a_family_reports_a_note_and_not_a_point_without_one(show: Show, school: FakeSchool) -> None:
    noted = point(2, note=eg.text("You talk too much.", text_id=77))
    family = eg.snapshot(me=eg.me(7, "en"), points=PointsNow(children=(had(1, noted, point(1)),)))
    school.answers(REPORT, Reported(at=1))
    screen = await show(family, "/points")
    await screen.until(lambda: screen.sees("You talk too much."))
    await screen.tap("Report this note")
    await screen.until(lambda: screen.sees("Send the report"))
    await screen.type("What is wrong with it?", "It is not kind.")
    await screen.tap("Send the report")
    await screen.until(lambda: asked(school, REPORT.path) != [])
    assert asked(school, REPORT.path) == [{"what": "note", "ref_id": 77, "reason": "It is not kind."}]


async def test_the_class_team_looks_at_one_pupil(show: Show, school: FakeSchool) -> None:
    school.answers(GET_POINTS, had(1, point(1)), pupil_id=1)
    screen = await show(teacher(), "/points")
    await screen.tap("Points of Zoya Malik")
    await screen.until(lambda: screen.sees("1 point in the last two weeks"))
    assert screen.sees("Zoya Malik")


async def test_the_office_has_no_place_for_points(show: Show) -> None:
    office = eg.me(30, "en", frozenset({Role.OFFICE}))
    screen = await show(eg.snapshot(me=office, children=()), "/points")
    assert not screen.sees("Points")
    assert screen.sees("There is nothing here")
