"""The school as the app shows it: its card, a family's children, whom a story reaches."""

from wire.accounts import LangTag
from wire.base import ANYONE, STAFF, Endpoint, Id, Model, Nothing, Person, Role, Topic


class DemoCard(Model):
    """Somebody of the demo school whom a newcomer can be with one tap."""

    person_id: Id
    name: str
    role: Role
    lang: LangTag
    children: tuple[str, ...] = ()
    """Names of their children with their classes, or of a teacher's classes."""


class School(Model):
    """What anybody may know of a school before signing in (spec 2.1)."""

    name: str
    code: str
    colour: str
    """The school's own colour as ``#rrggbb``."""
    phone: str
    email: str
    time_zone: str
    demo: tuple[DemoCard, ...] = ()


class Child(Model):
    """A pupil as their adult sees them. ``topics`` are what reaches the family because of this child."""

    id: Id
    name: str
    class_name: str
    topics: frozenset[str]


class Audience(Model):
    """Whom I may post to. ``name`` is a class's or a child's name, empty for a year or the whole school."""

    topic: Topic
    name: str
    class_name: str = ""
    """For one pupil: their class."""
    leads: bool = False
    """Whether I may also change what others posted there."""


class Reach(Model):
    """Whom a post to an audience would reach (spec 3.5)."""

    families: int
    languages: tuple[tuple[str, int], ...]
    """Language tag and how many families read it, the most first."""
    not_on_app: tuple[str, ...]
    """Names of the pupils of whom nobody at home is on the app."""


class ReachAsk(Model):
    """An audience that I may post to."""

    topic: Topic


class People(Model):
    """Some people."""

    people: tuple[Person, ...]


GET_SCHOOL = Endpoint("GET", "/v1/school", Nothing, School, may=ANYONE)
GET_REACH = Endpoint("GET", "/v1/reach", ReachAsk, Reach, may=STAFF)

ENDPOINTS = (GET_SCHOOL, GET_REACH)
