"""The points that the class teams of the demo school have given in the last three weeks."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Final

from server.core.db import Tx
from server.demo.enrol import Roll
from server.demo.people import CLASSES, PUPILS, SCHOOL, STAFF
from server.demo.stories import Act, moment
from server.points.actions import give_points
from server.points.queries import skills_of
from server.points.skills import FIRST_SKILLS, begin_skills
from server.school.scope import number_in
from wire.base import Role
from wire.points import NewAward

WEEKS_OF_SCHOOLDAYS: Final = 15
NOTES: Final = (
    "Your child worked very hard today.",
    "Your child was a good friend today.",
    "Your child tried something new today.",
)
TIMES: Final = ("09:25", "11:10", "14:20")


@dataclass(frozen=True, slots=True)
class Given:
    """Points for some pupils: who gave them, for which skill; ``back``: how many schooldays ago."""

    by: str
    to_class: str
    pupils: tuple[str, ...]
    skill: str
    back: int
    at: str
    note: str = ""


def all_given() -> Iterator[Given]:
    """The same each time: a few on each day, some for several pupils, and the whole class in the first week."""
    chance = random.Random("points")  # noqa: S311 - nothing secret
    for member in STAFF:
        if member.role not in (Role.TEACHER, Role.TA):
            continue
        for name in member.classes:
            here = [pupil.name for pupil in PUPILS if pupil.class_name == name]
            # Two of each class have had none lately, so that there is something to see (spec 9.4).
            lately = here[:-2]
            for back in range(WEEKS_OF_SCHOOLDAYS):
                yield from _on_a_day(chance, member.name, name, lately if back < 10 else here, back)
            yield Given(member.name, name, tuple(here), "Teamwork", 12, "15:05")


def _on_a_day(chance: random.Random, by: str, name: str, among: list[str], back: int) -> Iterator[Given]:
    for at in TIMES[: chance.choice((1, 2, 2, 3))]:
        skill = chance.choice(FIRST_SKILLS)[0]
        some = chance.sample(among, chance.choice((1, 1, 1, 2, 3)))
        note = chance.choice(NOTES) if len(some) == 1 and chance.random() < 0.15 else ""
        yield Given(by, name, tuple(some), skill, back, at, note)


def point_acts(tx: Tx, roll: Roll) -> Iterator[Act]:
    """Everything that was given, each with its moment; before it the skills of each class."""
    now, given = tx.now, list(all_given())
    first = min(moment(one, now, SCHOOL.time_zone) for one in given)
    for name in CLASSES:
        yield Act(first - 1, partial(begin_skills, tx, number_in(roll.topics[f"class {name}"])))
    for one in given:
        yield Act(min(moment(one, now, SCHOOL.time_zone), now), partial(_give, tx, roll, one))


def _class_of(roll: Roll, given: Given) -> int:
    return number_in(roll.topics[f"class {given.to_class}"])


def _give(tx: Tx, roll: Roll, given: Given) -> None:
    class_id = _class_of(roll, given)
    skill = next(one for one in skills_of(tx.conn, class_id, "en") if one.name.body == given.skill)
    pupils = frozenset(number_in(roll.topics[name]) for name in given.pupils)
    ask = NewAward(class_id=class_id, skill_id=skill.id, pupils=pupils, note=given.note)
    give_points(tx, roll.viewers[given.by], ask)
