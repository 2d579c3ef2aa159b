"""What this page knows of the calendar: the days that were looked at, and my link."""

from __future__ import annotations

from datetime import date
from typing import Literal

import msgspec

from client.calendar.agenda import Entry, entries
from client.core.me import Side
from client.core.observe import observable
from client.translation.shown import renamed
from wire import events
from wire.base import Text, TextState
from wire.calendar import CalendarLink, Dates, Occasion
from wire.hours import Closure, Term
from wire.snapshot import Snapshot

Loading = Literal["none", "loading", "ready", "failed"]


class Kept(msgspec.Struct, frozen=True):
    """Days of the calendar as they were last seen, at the moment ``at``."""

    first: date
    last: date
    dates: Dates
    at: int


@observable
class CalendarStore:
    """Occasions by id, and from which day to which they are known; all for one side of a person."""

    def __init__(self) -> None:
        self.by_id: dict[int, Occasion] = {}
        self.terms: tuple[Term, ...] = ()
        self.closures: tuple[Closure, ...] = ()
        self.known: tuple[date, date] | None = None
        self.side: Side = "family"
        self.state: Loading = "none"
        self.as_of: int | None = None
        """When this was so, while it is shown from what the device kept; none while it is from the server."""
        self._meanwhile: tuple[events.Event, ...] = ()
        self.link: CalendarLink | None = None
        self.secret = ""
        """The secret of the link that was made on this page, to show it once."""
        self._family: dict[int, frozenset[str]] = {}
        self._staff: frozenset[str] | None = frozenset()

    # questions

    def shown(self, first: date, last: date, child: int | None = None) -> list[Entry]:
        """What touches some days, for one child or all, the earliest first."""
        mine = [one for one in self.by_id.values() if child is None or self._is_for(one.topic, child)]
        return entries(mine, self.terms, self.closures, first, last)

    def knows(self, side: Side, first: date, last: date) -> bool:
        """Whether these days are here."""
        return (
            self.known is not None and self.side == side and self.known[0] <= first and last <= self.known[1]
        )

    def is_complete_with(self, text_id: int) -> bool:
        """Whether a text that has come stands in the days that are here, and no other is being translated still."""
        texts = self._texts()
        return text_id in {text.id for text in texts} and all(
            text.state is not TextState.PENDING for text in texts
        )

    def _texts(self) -> list[Text]:
        names = [one.name for one in self.terms] + [one.name for one in self.closures]
        said = (part for one in self.by_id.values() for part in (one.title, one.venue, one.details))
        return names + [text for text in said if text is not None]

    def _is_for(self, topic: str, child: int) -> bool:
        return self.side == "staff" or topic in self._family.get(child, frozenset())

    # changes

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Start afresh: what I may see may be different now. ``actions.catch_up`` loads again what is shown."""
        self._family = {child.id: child.topics for child in snapshot.children}
        self._staff = None if snapshot.staff_topics is None else frozenset(snapshot.staff_topics)
        self.by_id, self.link, self.as_of = {}, None, None
        if self.state != "none":
            self.state = "loading"

    def begin(self) -> None:
        """Some days are being loaded."""
        self.state = "loading"

    def fail(self) -> None:
        """They could not be loaded; what is here stays."""
        self.state = "failed"

    def days(self, side: Side, first: date, last: date, answer: Dates) -> None:
        """Take what the server says of some days."""
        self._show(side, first, last, answer)
        self.state, self.as_of = "ready", None
        # What happened while the days were on their way may not be in them; twice changes nothing.
        meanwhile, self._meanwhile = self._meanwhile, ()
        for event in meanwhile:
            self._apply(event)

    def _show(self, side: Side, first: date, last: date, dates: Dates) -> None:
        self.by_id = {one.id: one for one in dates.occasions}
        self.terms, self.closures = dates.terms, dates.closures
        self.side, self.known = side, (first, last)

    def kept(self, at: int) -> Kept | None:
        """What is to be shown when there is no connection; none while nothing was loaded from the server."""
        if self.known is None or self.state != "ready":
            return None
        dates = Dates(occasions=tuple(self.by_id.values()), terms=self.terms, closures=self.closures)
        return Kept(*self.known, dates=dates, at=at)

    def show_kept(self, side: Side, kept: Kept) -> None:
        """There is no connection: show what was last seen."""
        self._show(side, kept.first, kept.last, kept.dates)
        self.as_of = kept.at

    def one(self, occasion: Occasion) -> None:
        """Take one occasion, unless a newer state of it is here."""
        known = self.by_id.get(occasion.id)
        if known is None or known.revision <= occasion.revision:
            self.by_id[occasion.id] = occasion

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        if self.state == "loading":
            self._meanwhile = (*self._meanwhile, event)
        self._apply(event)

    def _apply(self, event: events.Event) -> None:
        match event:
            case events.CalendarChanged(occasion):
                if self.state != "none" and self._reaches(occasion.topic):
                    self.one(occasion)
            case events.DaysChanged(terms, closures):
                self.terms, self.closures = terms, closures
            case events.TextTranslated(text):
                self._translated(text)
            case _:
                pass

    def _reaches(self, topic: str) -> bool:
        if self.side == "staff":
            return self._staff is None or topic in self._staff
        return any(topic in topics for topics in self._family.values())

    def _translated(self, text: Text) -> None:
        for one in list(self.by_id.values()):
            parts = {"title": one.title, "venue": one.venue, "details": one.details}
            same = [name for name, part in parts.items() if part is not None and part.id == text.id]
            if same:
                self.by_id[one.id] = msgspec.structs.replace(one, **{same[0]: text})
        self.terms, self.closures = renamed(self.terms, text), renamed(self.closures, text)

    def linked(self, link: CalendarLink, secret: str = "") -> None:
        """Take what the server says of my link."""
        self.link, self.secret = link, secret

    def clear(self) -> None:
        """Forget everything."""
        self.by_id, self.terms, self.closures, self.known = {}, (), (), None
        self.side, self.state, self.link, self.secret = "family", "none", None, ""
        self._family, self._staff = {}, frozenset()
        self.as_of, self._meanwhile = None, ()
