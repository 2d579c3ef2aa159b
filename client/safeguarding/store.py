"""What the page of a DSL or SMT knows of safeguarding."""

from __future__ import annotations

from typing import Literal

import msgspec

from client.core.badges import Badges
from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.safeguarding import (
    Case,
    CasePage,
    Entry,
    FindThreads,
    FoundThread,
    Opening,
    PeopleFound,
    Source,
    ThreadsFound,
    TranscriptPage,
)
from wire.snapshot import Snapshot

Loading = Literal["none", "loading", "ready", "failed"]
Key = tuple[Source, int]


class Listed(msgspec.Struct, frozen=True):
    """One part of the queue as far as it was loaded, the newest first."""

    keys: tuple[Key, ...] = ()
    next: int | None = None
    state: Loading = "none"


class Search(msgspec.Struct, frozen=True):
    """A search and what it found so far."""

    ask: FindThreads = FindThreads()
    threads: tuple[FoundThread, ...] = ()
    next: int | None = None
    state: Loading = "none"


class Transcript(msgspec.Struct, frozen=True):
    """An opened conversation as far as it was loaded, the oldest first."""

    opening: Opening
    entries: tuple[Entry, ...] = ()
    next: int | None = None
    state: Loading = "none"


@observable
class SafeguardingStore:
    """Cases by source and number, the two parts of the queue, the search, and what is opened.

    How many cases wait stands on the way to them, under More.
    """

    def __init__(self, badges: Badges) -> None:
        self._badges = badges
        self.cases: dict[Key, Case] = {}
        self.parts: dict[bool, Listed] = {}
        """Decided or not → that part of the queue."""
        self.open = 0
        """How many wait for a decision."""
        self.search = Search()
        self.people: PeopleFound | None = None
        self.opened: dict[int, Transcript] = {}

    # questions

    def part(self, *, decided: bool) -> Listed:
        """How far a part of the queue is loaded."""
        return self.parts.get(decided, Listed())

    def listed(self, *, decided: bool) -> list[Case]:
        """The cases of a part, the newest first."""
        return [self.cases[key] for key in self.part(decided=decided).keys if key in self.cases]

    # changes

    def page(self, page: CasePage, *, decided: bool, first: bool) -> None:
        """Take a page of the queue."""
        for case in page.cases:
            self.cases[case.source, case.id] = case
        before = () if first else self.part(decided=decided).keys
        keys = dict.fromkeys((*before, *((case.source, case.id) for case in page.cases)))
        self.parts[decided] = Listed(tuple(keys), page.next, "ready")
        self._waits(page.open)

    def mark(self, state: Loading, *, decided: bool) -> None:
        """Say how loading goes."""
        self.parts[decided] = msgspec.structs.replace(self.part(decided=decided), state=state)

    def case(self, case: Case, waiting: int | None = None) -> None:
        """Take one case, new or decided on."""
        key = (case.source, case.id)
        self.cases[key] = case
        if waiting is not None:
            self._waits(waiting)
        for decided in (False, True):
            part = self.parts.get(decided)
            if part is None:
                continue
            rest = tuple(one for one in part.keys if one != key)
            belongs = bool(case.decisions) == decided
            if belongs and key in part.keys:
                continue
            self.parts[decided] = msgspec.structs.replace(part, keys=(key, *rest) if belongs else rest)

    def _waits(self, count: int) -> None:
        self.open = count
        self._badges.show("/more", count)

    def found(self, ask: FindThreads, found: ThreadsFound) -> None:
        """Take a page of what a search found."""
        first = ask.before is None
        threads = found.threads if first else (*self.search.threads, *found.threads)
        shown = self.search.ask if not first else ask
        self.search = Search(shown, threads, found.next, "ready")

    def transcript(self, opening_id: int, page: TranscriptPage) -> None:
        """Take the next page of an opened conversation."""
        known = self.opened[opening_id]
        entries = {entry.id: entry for entry in (*known.entries, *page.entries)}
        self.opened[opening_id] = msgspec.structs.replace(
            known, entries=tuple(entries.values()), next=page.next, state="ready"
        )

    def mark_opened(self, opening_id: int, state: Loading) -> None:
        """Say how loading an opened conversation goes."""
        self.opened[opening_id] = msgspec.structs.replace(self.opened[opening_id], state=state)

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of the queue: what is known may be old."""
        for decided, part in list(self.parts.items()):
            self.parts[decided] = msgspec.structs.replace(part, state="none")

    def take(self, event: events.Event) -> None:
        """Something came into the queue, or was decided on."""
        if isinstance(event, events.CaseChanged):
            self.case(event.case, event.open)

    def clear(self) -> None:
        """Forget everything."""
        self.cases, self.parts = {}, {}
        self._waits(0)
        self.search, self.people, self.opened = Search(), None, {}
