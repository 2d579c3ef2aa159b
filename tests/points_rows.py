"""The rows of the permission test that are about points (spec 9)."""

from typing import Any

import sqlalchemy as sa

from server.core.db import Tx
from server.points.queries import skills_of
from server.points.skills import begin_skills
from server.points.tables import skills
from tests.cast import Who
from tests.school import School
from wire.points import GET_CLASS_POINTS, GET_POINTS, GIVE_POINTS, SET_SKILLS, UNDO_POINTS, revision_of

Fields = dict[str, Any]
EACH_THEIR_OWN = (UNDO_POINTS, SET_SKILLS)


async def first_skill(school: School, class_id: int) -> int:
    """The first skill of a class, which gets its first ones if it has none."""

    def begin(tx: Tx) -> int:
        begin_skills(tx, class_id)
        offered = sa.and_(skills.c.class_id == class_id, skills.c.retired_at.is_(None))
        first = sa.select(skills.c.id).where(offered).order_by(skills.c.place).limit(1)
        return int(tx.conn.execute(first).scalar_one())

    return await school.context.db.awrite(begin)


async def revision(school: School, class_id: int) -> str:
    """Of the skills of a class as they are now."""
    await first_skill(school, class_id)
    return revision_of(school.context.db.read(lambda conn: skills_of(conn, class_id, "en")))


async def to_zara(school: School, _: Who) -> Fields:
    """A point for Zara."""
    cast = school.cast
    skill = await first_skill(school, cast.class_4a)
    return {"class_id": cast.class_4a, "skill_id": skill, "pupils": [cast.zara], "note": "You shared."}


async def given_by_hart(school: School, who: Who) -> Fields:
    """A point that Hart has just given to Zara."""
    told = await school.send(school.cast.hart, GIVE_POINTS, await to_zara(school, who))
    return {"award_id": told.json()["id"]}


async def given_by(school: School, who: Who) -> Fields:
    """A point that somebody has given to Zara: Hart, where they may not."""
    told = await school.send(who, GIVE_POINTS, await to_zara(school, who))
    return {"award_id": told.json()["id"]} if told.status_code == 200 else await given_by_hart(school, who)


def rows(row: Any, everybody: frozenset[str]) -> list[Any]:
    """Everything that can be asked about the points of class 4A, and about Zara's."""

    async def zara(school: School, who: Who) -> Fields:
        await given_by_hart(school, who)
        return {"pupil_id": school.cast.zara}

    async def of_4a(school: School, who: Who) -> Fields:
        await given_by_hart(school, who)
        return {"class_id": school.cast.class_4a}

    async def new_skills(school: School, _: Who) -> Fields:
        return {
            "class_id": school.cast.class_4a,
            "skills": [{"name": "Tidying up", "icon": "leaf"}],
            "revision": await revision(school, school.cast.class_4a),
        }

    give, see = (
        frozenset({"hart", "sandhu", "calloway"}),
        frozenset({"hart", "sandhu", "calloway", "prescott"}),
    )
    hidden = everybody - see
    elsewhere = hidden - {"adeyemi", "dunne"}
    return [
        row(GET_POINTS, "Zara", zara, see | {"nadia"}, hidden - {"nadia"}),
        row(GET_CLASS_POINTS, "4A", of_4a, see, hidden),
        row(GIVE_POINTS, "Zara", to_zara, give, elsewhere),
        row(UNDO_POINTS, "of Hart's", given_by_hart, frozenset({"hart"}), elsewhere),
        row(UNDO_POINTS, "of one's own", given_by, give, elsewhere),
        row(SET_SKILLS, "4A", new_skills, frozenset({"hart", "calloway"}), elsewhere),
    ]
