"""Who may see and post what, as plain questions over plain values (spec 1.3, 1.4, 3.2)."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from server.core.viewer import AT_WORK
from wire.base import Role

SCHOOL: Final = "school"
FORMS: Final = "forms:"
"""Before a place in the topic of what is asked there: ``forms:class:12``."""
CLASS_TEAM: Final = frozenset((Role.TEACHER, Role.TA))


def year_topic(year: int) -> str:
    """The audience of a year group."""
    return f"year:{year}"


def class_topic(class_id: int) -> str:
    """The audience of a class."""
    return f"class:{class_id}"


def pupil_topic(pupil_id: int) -> str:
    """The audience of one child's portfolio."""
    return f"pupil:{pupil_id}"


def at_work(person_id: int) -> str:
    """The topic of one person as they work here: what is said there keeps their hours (spec 6.1)."""
    return f"{AT_WORK}{person_id}"


def forms_topic(place: str) -> str:
    """The audience of what is asked in a place, as ``class:12``."""
    return FORMS + place


@dataclass(frozen=True, slots=True)
class Tie:
    """A current contact right, with where its pupil is."""

    pupil_id: int
    class_id: int
    year: int
    stories: bool
    portfolio: bool
    messages: bool
    forms: bool


@dataclass(frozen=True, slots=True)
class Place:
    """A class that somebody works with, as what, and the pupils in it."""

    class_id: int
    year: int
    role: Role
    pupils: tuple[int, ...] = ()


def reads_everything(roles: frozenset[Role]) -> bool:
    """Senior managers and safeguarding leads may read every audience (spec 1.3, 1.4)."""
    return not roles.isdisjoint((Role.SMT, Role.DSL))


def may_post_school(roles: frozenset[Role], *, allowed: bool) -> bool:
    """The school story: senior managers and the office, and professionals whom the office allowed."""
    return not roles.isdisjoint((Role.SMT, Role.OFFICE)) or (Role.PROFESSIONAL in roles and allowed)


def may_post_years(roles: frozenset[Role]) -> bool:
    """To all classes of a year: senior managers and the office."""
    return not roles.isdisjoint((Role.SMT, Role.OFFICE))


def may_post_everywhere(roles: frozenset[Role]) -> bool:
    """Every class and every portfolio: senior managers."""
    return Role.SMT in roles


def family_topics(tie: Tie) -> frozenset[str]:
    """What reaches an adult because of one pupil."""
    topics = {SCHOOL, year_topic(tie.year), class_topic(tie.class_id)} if tie.stories else set()
    return frozenset(topics | ({pupil_topic(tie.pupil_id)} if tie.portfolio else set()))


def signed_places(tie: Tie) -> frozenset[str]:
    """The places whose forms an adult answers for one pupil."""
    if not tie.forms:
        return frozenset()
    return frozenset({SCHOOL, year_topic(tie.year), class_topic(tie.class_id), pupil_topic(tie.pupil_id)})


def gathered_places(places: Iterable[Place]) -> frozenset[str]:
    """The places whose forms somebody sees because they are on a class team."""
    found = set[str]()
    for place in places:
        if place.role in CLASS_TEAM:
            found |= {SCHOOL, year_topic(place.year)} | class_post_topics(place)
    return frozenset(found)


def staff_topics(roles: frozenset[Role], places: Iterable[Place], years: Iterable[int]) -> frozenset[str]:
    """What somebody reads because they work at the school: all of the school story, and what their classes get."""
    topics: set[str] = {SCHOOL} if roles - {Role.PARENT} else set()
    for place in places:
        topics |= {year_topic(place.year)} | class_post_topics(place)
    if may_post_years(roles):
        topics |= {year_topic(year) for year in years}
    return frozenset(topics)


def class_post_topics(place: Place) -> frozenset[str]:
    """Where somebody may post because of one class: a professional to the class, its team to each portfolio too."""
    own = {pupil_topic(pupil) for pupil in place.pupils} if place.role in CLASS_TEAM else set()
    return frozenset({class_topic(place.class_id)} | own)


def post_topics(
    roles: frozenset[Role], places: Iterable[Place], every: Iterable[Place], *, allowed_school: bool
) -> frozenset[str]:
    """Everything somebody may post to. ``every``: all classes of the school, needed only for the office and above."""
    topics: set[str] = {SCHOOL} if may_post_school(roles, allowed=allowed_school) else set()
    for place in places:
        topics |= class_post_topics(place)
    for place in every:
        if may_post_years(roles):
            topics.add(year_topic(place.year))
        if may_post_everywhere(roles):
            topics |= {class_topic(place.class_id)} | {pupil_topic(pupil) for pupil in place.pupils}
    return frozenset(topics)
