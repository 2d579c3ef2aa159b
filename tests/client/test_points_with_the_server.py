"""Points at the real server: given on one screen, at once on the family's, and kept for a start without a line."""

from pathlib import Path

import pytest

from client.core.account import Account
from client.points import actions
from client.points.store import PointsStore
from tests.browser.line import Line
from tests.client.at_school import OpenAt, cutting
from tests.client.edge import until
from tests.points_rows import first_skill
from tests.school import School

pytestmark = pytest.mark.sqlite


def had(account: Account, pupil: int) -> list[str]:
    """For what a pupil has points, as a family's app knows it."""
    known = account[PointsStore].pupils[pupil]
    names = {skill.id: skill.name.body for skill in known.skills}
    return [names[point.skill_id] for point in known.points]


def given(account: Account, class_id: int) -> list[tuple[int, ...]]:
    """Who was given points together, as the class team's app knows it."""
    return [award.pupils for award in account[PointsStore].sheets[class_id].awards]


async def test_points_arrive_at_once_and_only_where_they_belong(school: School, at_school: OpenAt) -> None:
    cast = school.cast
    skill = await first_skill(school, cast.class_4a)
    people = (cast.hart, cast.sandhu, cast.nadia, cast.katarzyna, cast.rahman)
    hart, sandhu, nadia, katarzyna, rahman = [await at_school(who) for who in people]
    assert await hart.do(actions.give, cast.class_4a, skill, [cast.zara, cast.ilyas])
    await until(lambda: had(nadia, cast.zara) == had(rahman, cast.ilyas) == ["Helping others"])
    both = [tuple(sorted((cast.zara, cast.ilyas)))]
    await until(lambda: given(hart, cast.class_4a) == given(sandhu, cast.class_4a) == both)
    assert (had(katarzyna, cast.lena), set(katarzyna[PointsStore].pupils)) == ([], {cast.lena})
    # A teacher of 3B who is a parent in 4A knows nothing of the class of their child.
    assert set(rahman[PointsStore].sheets) == {cast.class_3b}
    award = hart[PointsStore].sheets[cast.class_4a].awards[0]
    assert await hart.do(actions.undo, award.id)
    await until(lambda: had(nadia, cast.zara) == had(rahman, cast.ilyas) == [])
    await until(lambda: given(sandhu, cast.class_4a) == [])


async def test_points_go_once_over_a_bad_line_and_are_there_without_one(
    school: School, at_school: OpenAt, line: Line, tmp_path: Path
) -> None:
    cast = school.cast
    skill = await first_skill(school, cast.class_4a)
    hart = await at_school(cast.hart, url=line.url)
    nadia = await at_school(cast.nadia, tmp_path, line.url)
    async with cutting(line, 4):
        for _ in range(3):
            assert await hart.do(actions.give, cast.class_4a, skill, [cast.zara])
    await until(lambda: hart.waiting.items == () and len(had(nadia, cast.zara)) == 3, 20)
    await nadia.close()
    line.cut()
    again = await at_school(None, tmp_path, line.url)
    again.device.kept = cast.nadia.token  # type: ignore[attr-defined]
    await again.open()
    assert (again.link.state, had(again, cast.zara)) == ("connecting", ["Helping others"] * 3)
