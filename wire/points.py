"""Points: given for skills to pupils of a class, seen by their own families for two weeks (spec 9.1 to 9.4)."""

import hashlib
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta

from wire.base import STAFF, Endpoint, Id, Model, Moment, Person, Role, Text

DAYS: Final = 14
"""A fortnight: so many days by the school's clock, with today. Families see no more (spec 9.2)."""
UNDO_MS: Final = 10 * 60_000
"""So long may who gave a point undo it (spec 9.3)."""
MOST_PUPILS: Final = 60
MOST_SKILLS: Final = 20

Note = Annotated[str, Meta(max_length=200)]
SkillName = Annotated[str, Meta(max_length=40)]


class SkillIcon(StrEnum):
    """The picture of a skill."""

    HAND = "hand"
    TEAM = "team"
    HEART = "heart"
    EFFORT = "effort"
    BOOK = "book"
    BULB = "bulb"
    EAR = "ear"
    STAR = "star"
    PENCIL = "pencil"
    NUMBERS = "numbers"
    MUSIC = "music"
    BALL = "ball"
    LEAF = "leaf"
    BRUSH = "brush"
    SPEECH = "speech"
    FLAG = "flag"


class Skill(Model):
    """What points are given for in one class."""

    id: Id
    name: Text
    icon: SkillIcon


class Point(Model):
    """A point that one pupil has. ``award_id``: what it was given with, together with the points of others."""

    award_id: Id
    at: Moment
    skill_id: Id
    giver: Person
    note: Text | None = None


class PupilPoints(Model):
    """One pupil's points of the last two weeks, the newest first, and the skills that these are for."""

    pupil_id: Id
    points: tuple[Point, ...]
    skills: tuple[Skill, ...]


class Award(Model):
    """One gift to some pupils of a class, each of whom has a point by it."""

    id: Id
    at: Moment
    skill_id: Id
    giver_id: Id
    pupils: tuple[Id, ...]


class ClassPupil(Model):
    """A pupil of the class."""

    id: Id
    name: str


class ClassPoints(Model):
    """A class as its team sees it. ``skills`` in the class's own order; ``awards`` of two weeks, the newest first."""

    class_id: Id
    name: str
    pupils: tuple[ClassPupil, ...]
    skills: tuple[Skill, ...]
    awards: tuple[Award, ...]
    leads: bool = False
    """Whether I may change its skills."""


class ClassName(Model):
    """A class in which I may give points."""

    id: Id
    name: str


class PointsNow(Model):
    """What an app needs to show points at once, also without a connection: my children's, and my own classes."""

    children: tuple[PupilPoints, ...] = ()
    classes: tuple[ClassName, ...] = ()
    sheets: tuple[ClassPoints, ...] = ()
    """Of the classes on whose team I am; SMT fetch a class when they look at it."""


class PupilRef(Model):
    """A pupil by their id."""

    pupil_id: Id


class ClassRef(Model):
    """A class by its id."""

    class_id: Id


class AwardRef(Model):
    """An award by its id."""

    award_id: Id


class NewAward(Model):
    """A point for each of these pupils of one class."""

    class_id: Id
    skill_id: Id
    pupils: Annotated[frozenset[Id], Meta(min_length=1, max_length=MOST_PUPILS)]
    note: Note = ""


def revision_of(skills: Iterable[Skill]) -> str:
    """Tells one state of a class's skills from another: names, pictures and order."""
    said = "|".join(f"{skill.id}:{skill.name.id}:{skill.icon}" for skill in skills)
    return hashlib.sha256(said.encode()).hexdigest()[:16]


class SkillLine(Model):
    """A skill as it should be; a new one has no id."""

    name: SkillName
    icon: SkillIcon
    skill_id: Id | None = None


class SetSkills(Model):
    """All skills of a class in their order. What is left out is offered no more; points for it stay.

    ``revision``: of the skills from which this was made (``revision_of``). If they are others now, it is refused.
    """

    class_id: Id
    skills: Annotated[tuple[SkillLine, ...], Meta(min_length=1, max_length=MOST_SKILLS)]
    revision: Annotated[str, Meta(max_length=64)]


class Skills(Model):
    """The skills of a class, in their order."""

    class_id: Id
    skills: tuple[Skill, ...]


_GIVERS: Final = frozenset({Role.TEACHER, Role.TA, Role.SMT})

GET_POINTS = Endpoint("GET", "/v1/points/pupils/{pupil_id}", PupilRef, PupilPoints)
GET_CLASS_POINTS = Endpoint("GET", "/v1/points/classes/{class_id}", ClassRef, ClassPoints, may=STAFF)
GIVE_POINTS = Endpoint("POST", "/v1/points", NewAward, Award, may=_GIVERS)
UNDO_POINTS = Endpoint("POST", "/v1/points/{award_id}/undo", AwardRef, Award, may=_GIVERS)
SET_SKILLS = Endpoint("POST", "/v1/points/classes/{class_id}/skills", SetSkills, Skills, may=_GIVERS)

ENDPOINTS = (GET_POINTS, GET_CLASS_POINTS, GIVE_POINTS, UNDO_POINTS, SET_SKILLS)
