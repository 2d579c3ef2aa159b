"""What the page of somebody who works here knows of what is not live yet, and of who has opened what."""

from __future__ import annotations

from typing import Literal

import msgspec

from client.core.me import Side
from client.core.observe import observable
from client.library.store import Loading
from wire import events
from wire.library import Item, ItemAudience, ItemAudiences, ItemKind, ItemPage, ItemState, Openers, Versions
from wire.snapshot import Snapshot

Part = Literal["queue", "scheduled", "mine"]
STATES: dict[Part, frozenset[ItemState]] = {
    "queue": frozenset({ItemState.QUEUED}),
    "scheduled": frozenset({ItemState.SCHEDULED}),
    "mine": frozenset({ItemState.QUEUED, ItemState.RETURNED, ItemState.SCHEDULED}),
}


class Waiting(msgspec.Struct, frozen=True):
    """One part of the desk as far as it was loaded."""

    items: tuple[Item, ...] = ()
    next: int | None = None
    state: Loading = "none"


class Readers(msgspec.Struct, frozen=True):
    """Who has opened an item, as far as it was loaded."""

    page: Openers | None = None
    state: Loading = "none"


class Earlier(msgspec.Struct, frozen=True):
    """The versions of an item, as far as they were loaded."""

    page: Versions | None = None
    state: Loading = "none"


@observable
class DeskStore:
    """The parts of the desk, for whom I may put something in, who has opened an item and its versions."""

    def __init__(self) -> None:
        self.parts: dict[Part, Waiting] = {}
        self.audiences: tuple[ItemAudience, ...] | None = None
        self.readers: dict[tuple[int, bool], Readers] = {}
        self.versions: dict[int, Earlier] = {}

    # questions

    def part(self, part: Part) -> Waiting:
        """How far a part is loaded."""
        return self.parts.get(part, Waiting())

    def for_kind(self, kind: ItemKind) -> tuple[ItemAudience, ...]:
        """For whom I may publish or hand in one kind."""
        return tuple(one for one in self.audiences or () if kind in one.publishes | one.hands_in)

    @property
    def kinds(self) -> tuple[ItemKind, ...]:
        """What I may put in at all."""
        return tuple(kind for kind in ItemKind if self.for_kind(kind))

    def publishes(self, kind: ItemKind, topic: str) -> bool:
        """Whether I may publish it there myself."""
        return any(one.topic == topic and kind in one.publishes for one in self.audiences or ())

    def of_readers(self, item_id: int, *, missing: bool) -> Readers:
        """Who has opened an item, or at whose home nobody has."""
        return self.readers.get((item_id, missing), Readers())

    def of_versions(self, item_id: int) -> Earlier:
        """The versions of an item."""
        return self.versions.get(item_id, Earlier())

    # changes

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of these: ``actions.catch_up`` loads again what is shown."""
        self.parts = {part: msgspec.structs.replace(one, state="loading") for part, one in self.parts.items()}
        self.audiences, self.readers, self.versions = None, {}, {}

    def mark(self, part: Part, state: Loading) -> None:
        """Say how loading a part goes."""
        self.parts[part] = msgspec.structs.replace(self.part(part), state=state)

    def page(self, part: Part, page: ItemPage, *, first: bool) -> None:
        """Take one page of a part."""
        old = () if first else self.part(part).items
        items = {one.id: one for one in (*old, *page.items)}
        self.parts[part] = Waiting(tuple(items.values()), page.next, "ready")

    def may(self, audiences: ItemAudiences) -> None:
        """Take for whom I may put something in."""
        self.audiences = audiences.audiences

    def mark_readers(self, item_id: int, state: Loading, *, missing: bool) -> None:
        """Say how loading who has opened an item goes."""
        known = self.of_readers(item_id, missing=missing)
        self.readers[item_id, missing] = msgspec.structs.replace(known, state=state)

    def take_readers(self, item_id: int, page: Openers, *, missing: bool, first: bool) -> None:
        """Take one page of who has opened an item."""
        known = self.of_readers(item_id, missing=missing).page
        old = known.lines if known and not first else ()
        whole = msgspec.structs.replace(page, lines=(*old, *page.lines))
        self.readers[item_id, missing] = Readers(whole, "ready")

    def mark_versions(self, item_id: int, state: Loading) -> None:
        """Say how loading the versions of an item goes."""
        self.versions[item_id] = msgspec.structs.replace(self.of_versions(item_id), state=state)

    def take_versions(self, item_id: int, page: Versions, *, first: bool) -> None:
        """Take one page of an item's versions."""
        known = self.of_versions(item_id).page
        old = known.versions if known and not first else ()
        whole = msgspec.structs.replace(page, versions=(*old, *page.versions))
        self.versions[item_id] = Earlier(whole, "ready")

    def take(self, event: events.Event) -> None:
        """Change with what happened; what has come is loaded by ``actions.hear``."""
        match event:
            case events.ItemChanged(item):
                self._changed(item)
            case events.ItemWithdrawn(item_id):
                self._without(item_id)
            case _:
                pass

    def _changed(self, item: Item) -> None:
        self.versions.pop(item.id, None)
        for part, waiting in list(self.parts.items()):
            if any(one.id == item.id for one in waiting.items):
                still = item.state in STATES[part]
                items = tuple(
                    item if one.id == item.id else one for one in waiting.items if still or one.id != item.id
                )
                self.parts[part] = msgspec.structs.replace(waiting, items=items)

    def _without(self, item_id: int) -> None:
        for part, waiting in list(self.parts.items()):
            items = tuple(one for one in waiting.items if one.id != item_id)
            if items != waiting.items:
                self.parts[part] = msgspec.structs.replace(waiting, items=items)

    def clear(self) -> None:
        """Forget everything."""
        self.parts, self.audiences, self.readers, self.versions = {}, None, {}, {}
