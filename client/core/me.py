"""Who is signed in here, their school, their children, and whom they may post to."""

from typing import Literal

from client.core.observe import observable
from wire.accounts import Me, Preferences
from wire.base import STAFF, Role
from wire.hours import HoursNow
from wire.modules import Module, module_at
from wire.school import Audience, Child, School
from wire.snapshot import Snapshot

State = Literal["opening", "signed_out", "loading", "signed_in"]
Side = Literal["family", "staff"]


@observable
class MeStore:
    """The person of this page. ``child`` and ``side`` are what they are looking at."""

    def __init__(self) -> None:
        self.state: State = "opening"
        """``loading``: signed in, but nothing to show yet; ``signed_in``: there is content, fresh or last seen."""
        self.me: Me | None = None
        self.school: School | None = None
        self.children: tuple[Child, ...] = ()
        self.audiences: tuple[Audience, ...] = ()
        self.grant = ""
        """A short-lived pass for addresses of pictures, renewed in time; empty where a cookie does the same."""
        self.lang = "en"
        self.works_here = False
        """Whether this person is staff, also while they have nothing of it (spec 6.1)."""
        self.hours = HoursNow()
        """When staff are at work and teach, as everybody may know it."""
        self.off: frozenset[str] = frozenset()
        """The parts of Bookbag that the school has switched off (spec 14.5)."""
        self.child: int | None = None
        """The child whose stories are shown; none for all children."""
        self.side: Side = "family"

    def load(self, snapshot: Snapshot) -> None:
        """Take what the server knows."""
        first = self.me is None or self.me.id != snapshot.me.id
        self.me, self.school = snapshot.me, snapshot.school
        self.children, self.audiences = snapshot.children, snapshot.audiences
        self.lang = snapshot.me.preferences.lang
        self.hours = snapshot.hours
        self.off = frozenset(snapshot.modules_off)
        self.works_here = bool(snapshot.hours.shut or snapshot.me.roles & STAFF)
        if self.child not in {child.id for child in snapshot.children}:
            self.child = None
        if first or self.side not in self.sides:
            self.side = self.sides[0]
        self.state = "signed_in"

    def changed(self, me: Me) -> None:
        """I chose something else for myself."""
        self.me = me
        self.lang = me.preferences.lang

    @property
    def preferences(self) -> Preferences:
        """What I have chosen, or what everybody starts with."""
        return self.me.preferences if self.me else Preferences(lang=self.lang)

    @property
    def sides(self) -> tuple[Side, ...]:
        """The feeds that this person has: two for a teacher who is also a parent, never mixed (spec 1.1)."""
        roles = self.me.roles if self.me else frozenset[Role]()
        mine: tuple[Side, ...] = ()
        if Role.PARENT in roles:
            mine += ("family",)
        if roles & STAFF:
            mine += ("staff",)
        return mine or ("family",)

    @property
    def has_points(self) -> bool:
        """Whether this person has to do with points: families, class teams, SMT (spec 1.3, 9.2)."""
        giving = {Role.PARENT, Role.TEACHER, Role.TA, Role.SMT}
        return self.has(Module.POINTS) and self.me is not None and not self.me.roles.isdisjoint(giving)

    def has(self, module: Module) -> bool:
        """Whether the school uses this part of Bookbag."""
        return module not in self.off

    def is_off(self, path: str) -> bool:
        """Whether an address lies in a part that is switched off."""
        return module_at(path) in self.off

    @property
    def may_post(self) -> bool:
        """Whether there is anybody whom I may post to."""
        return bool(self.audiences)

    def look_at(self, child: int | None) -> None:
        """Switch to one child, or to all of them."""
        self.child = child

    def clear(self) -> None:
        """Forget the person; the school stays, because anybody may know it."""
        self.me, self.children, self.audiences, self.grant = None, (), (), ""
        self.child, self.side, self.works_here, self.hours = None, "family", False, HoursNow()
        self.off = frozenset()
        self.state = "signed_out"
