"""Who asks: what every query takes in place of a bare id."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from server.core.refused import Refused
from wire.base import STAFF, Role
from wire.modules import Module

Side = Literal["family", "staff"]
EVERYBODY: Final = "everybody"
AT_WORK: Final = "staff:person:"
"""What the topic of one person at their work begins with."""


@dataclass(frozen=True, slots=True)
class Shut:
    """Why somebody who works here has only their family's side now, if they have one (spec 6.1, 6.4).

    ``code`` is the refusal's: ``closed`` outside staff hours, with the moment (ms) when they next begin if that
    is known; ``not_from_here`` away from the school's networks and devices.
    """

    code: Literal["closed", "not_from_here"]
    opens_at: int | None = None

    def refused(self) -> Refused:
        """The answer to whatever they ask as staff."""
        facts = {} if self.opens_at is None else {"opens_at": self.opens_at}
        return Refused(self.code, 403, **facts)


@dataclass(frozen=True, slots=True)
class Viewer:
    """A signed-in person and what reaches them, worked out once from their roles and contact rights.

    ``family``: pupil id → the topics that this person reads as that child's adult (spec 1.2).
    ``staff``: the topics read as staff; ``all_topics`` says that it is every topic (SMT, DSL: spec 1.4).
    ``posts``: the topics that this person may post to, and whose comments they decide on; ``leads``: those of
    the classes where they are the teacher (spec 1.3).
    ``talks``: the pupils about whom they exchange messages as that child's adult; ``teams``: the classes on
    whose team they are, as teacher or TA (spec 1.4).
    ``signs``: pupil id → the places whose forms this person answers as that child's adult (spec 7.2); ``gathers``:
    the places whose forms they see as a class team.
    ``writes``: the classes in whose threads they may write now; ``covers``: of these, class → the absent teacher
    for whom they do (spec 5.5).
    ``shut``: why nothing of their work is here now; ``exception``: they are here outside staff hours, as SMT
    or DSL may, in the closed period that began at this moment, and it is not on record yet (spec 6.1).
    ``off``: the parts of Bookbag that their school has switched off (spec 14.5).
    ``changes_at``: when any of this will be different by the clock alone, in ms.
    """

    person_id: int
    session_id: int
    name: str
    lang: str
    roles: frozenset[Role]
    family: Mapping[int, frozenset[str]]
    staff: frozenset[str]
    all_topics: bool
    posts: frozenset[str]
    leads: frozenset[str] = frozenset()
    talks: frozenset[int] = frozenset()
    teams: frozenset[int] = frozenset()
    signs: Mapping[int, frozenset[str]] = field(default_factory=dict)
    gathers: frozenset[str] = frozenset()
    writes: frozenset[int] = frozenset()
    covers: Mapping[int, int] = field(default_factory=dict)
    shut: Shut | None = None
    exception: int | None = None
    off: frozenset[str] = frozenset()
    changes_at: int | None = None
    _family_topics: frozenset[str] = field(init=False, repr=False, compare=False, default=frozenset())

    def __post_init__(self) -> None:
        object.__setattr__(self, "_family_topics", frozenset[str]().union(*self.family.values()))

    def family_only(self, shut: Shut, changes_at: int | None) -> "Viewer":
        """The same person with nothing of their work: whatever is not named here is left behind."""
        return Viewer(
            person_id=self.person_id,
            session_id=self.session_id,
            name=self.name,
            lang=self.lang,
            roles=self.roles & {Role.PARENT},
            family=self.family,
            staff=frozenset(),
            all_topics=False,
            posts=frozenset(),
            talks=self.talks,
            signs=self.signs,
            shut=shut,
            off=self.off,
            changes_at=changes_at,
        )

    def is_outdated(self, now: int) -> bool:
        """Whether the clock alone has changed what this person may do since this was worked out."""
        return self.changes_at is not None and self.changes_at <= now

    def topics(self, side: Side, child: int | None = None) -> frozenset[str] | None:
        """The topics of one side, of one child if given; ``None`` means every topic.

        A child who is not theirs has no topics.
        """
        if side == "staff":
            return None if self.all_topics else self.staff
        if child is not None:
            return self.family.get(child, frozenset())
        return self._family_topics

    def may_read(self, topic: str) -> bool:
        """Whether things of this topic are for this person, on either side.

        ``team:class:3`` is for those who may post to ``class:3``; ``person:7`` for nobody but person 7;
        ``role:office`` for the office alone; ``staff:person:7`` for person 7 while they are at work here;
        ``talk:55:class:12`` for pupil 55's adults and the team of class 12, ``talk:55:with:7,9`` for pupil 55's
        adults and the staff 7 and 9; ``staff:talk:…`` for the staff of these alone. Nobody reads threads by rank:
        SMT and DSL open one with a reason (spec 1.4). ``record:talk:…`` is for nobody: what users took back.
        ``forms:class:12`` is for the adults with the right to forms of the children there, and for the class teams
        there, the office, SMT and DSL; ``signed:55:7`` is what person 7 signed for pupil 55, for them alone, while
        they have that right.
        ``everybody`` is for whoever is signed in.
        """
        if topic.startswith("person:"):
            return topic == f"person:{self.person_id}"
        if topic.startswith("role:"):
            return topic.removeprefix("role:") in self.roles
        if topic.startswith(AT_WORK):
            return topic == f"{AT_WORK}{self.person_id}" and bool(self.roles & STAFF)
        if topic == EVERYBODY:
            return True
        if topic.startswith(("talk:", "staff:", "record:")):
            return Module.MESSAGES not in self.off and self._may_read_in_thread(topic)
        if topic.startswith(("forms:", "signed:")):
            return Module.FORMS not in self.off and self._reads_forms(topic)
        if topic.startswith("team:"):
            return self.all_topics or self.may_post(topic.removeprefix("team:"))
        return (
            self.all_topics
            or topic in self.staff
            or topic in self.posts
            or any(topic in topics for topics in self.family.values())
        )

    def _may_read_in_thread(self, topic: str) -> bool:
        if topic.startswith("talk:"):
            return self.talks_as_family(topic) or self.talks_as_staff(topic)
        return topic.startswith("staff:") and self.talks_as_staff(topic.removeprefix("staff:"))

    def talks_as_family(self, topic: str) -> bool:
        """Whether a thread's topic is about a child of theirs, with the right to messages."""
        return int(topic.split(":")[1]) in self.talks

    def talks_as_staff(self, topic: str) -> bool:
        """Whether they are on the class team that a thread's topic names, or one of the staff that it names."""
        _, _, kind, whom = topic.split(":")
        if kind == "class":
            return int(whom) in self.teams
        return bool(self.roles & STAFF) and str(self.person_id) in whom.split(",")

    def signs_for(self, topic: str) -> bool:
        """Whether the forms of ``forms:…`` are for a child of theirs, with the right to forms."""
        place = topic.removeprefix("forms:")
        return any(place in places for places in self.signs.values())

    def _reads_forms(self, topic: str) -> bool:
        if topic.startswith("forms:"):
            return self.signs_for(topic) or self.gathers_from(topic)
        _, pupil, person = topic.split(":")
        return int(person) == self.person_id and int(pupil) in self.signs

    def gathers_from(self, topic: str) -> bool:
        """Whether they see the forms of ``forms:…`` as staff, and who has answered them."""
        return self.all_topics or Role.OFFICE in self.roles or topic.removeprefix("forms:") in self.gathers

    def may_post(self, topic: str) -> bool:
        """Whether this person may post to this topic."""
        return topic in self.posts

    def leads_on(self, topic: str) -> bool:
        """Whether this person may change what others posted to this topic: its teacher, and SMT (spec 1.3)."""
        return self.may_post(topic) and (Role.SMT in self.roles or topic in self.leads)

    def role_on(self, topic: str) -> Role:
        """The role in which this person writes to a topic: staff where they are its staff, else parent."""
        if self.may_post(topic) or self.all_topics or topic in self.staff:
            for role in (Role.TEACHER, Role.TA, Role.PROFESSIONAL, Role.SMT, Role.OFFICE, Role.DSL):
                if role in self.roles:
                    return role
        return Role.PARENT if Role.PARENT in self.roles else next(iter(self.roles & STAFF), Role.PARENT)
