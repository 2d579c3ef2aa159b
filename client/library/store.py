"""What this page knows of the library: its front, lists as far as they were loaded, single items."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from client.core.badges import Badges
from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.base import Text
from wire.library import MOST_NEW, Item, ItemKind, ItemPage, ItemState, ItemView, Library, Shelf
from wire.snapshot import Snapshot

PLACE: Final = "/more/library"
"""Under this name the navigation counts what waits here."""
Loading = Literal["none", "loading", "ready", "failed"]


class Where(msgspec.Struct, frozen=True):
    """One list of the library: of which side, kind, folder and child."""

    side: Side
    kind: ItemKind
    folder_id: int | None = None
    child: int | None = None


class Listed(msgspec.Struct, frozen=True):
    """One list as far as it was loaded, the newest first. ``kept``: it is from an earlier time, with a line."""

    ids: tuple[int, ...] = ()
    next: int | None = None
    state: Loading = "none"
    kept: bool = False


@observable
class LibraryStore:
    """Items by id, lists by where they are, the front of each side, and what I may do with which item."""

    def __init__(self, badges: Badges | None = None) -> None:
        self._badges = badges or Badges()
        self.by_id: dict[int, Item] = {}
        self.lists: dict[Where, Listed] = {}
        self.fronts: dict[Side, Library] = {}
        self.views: dict[int, ItemView] = {}
        self.new_ids: frozenset[int] = frozenset()
        self._waits: dict[Side, int] = {}
        self._me = 0
        self._family: dict[int, frozenset[str]] = {}
        self._staff: frozenset[str] | None = frozenset()

    # questions

    def front(self, side: Side) -> Library:
        """How much is new, and the folders."""
        return self.fronts.get(side, Library())

    def shelf(self, side: Side, folder_id: int) -> Shelf | None:
        """One folder."""
        return next((one for one in self.front(side).shelves if one.folder.id == folder_id), None)

    def listed(self, where: Where) -> Listed:
        """How far a list is loaded."""
        return self.lists.get(where, Listed())

    def shown(self, where: Where) -> list[Item]:
        """The items of a list; of one child from what all children's list holds, until it is loaded."""
        listed = self.listed(where)
        if listed.ids or listed.state == "ready" or where.child is None:
            return [self.by_id[one] for one in listed.ids if one in self.by_id]
        every = msgspec.structs.replace(where, child=None)
        return [one for one in self.shown(every) if self._belongs(one, where)]

    def is_new(self, item_id: int) -> bool:
        """Whether I have not opened it, or not in this version."""
        return item_id in self.new_ids

    def _reaches(self, topic: str, side: Side, child: int | None = None, *, kind: ItemKind) -> bool:
        if side == "staff":
            # Who keeps the library has to do with all of it, but the office with no school report.
            keeps = self.front("staff").keeps and kind is not ItemKind.REPORT
            return keeps or self._staff is None or topic in self._staff
        if child is not None:
            return topic in self._family.get(child, frozenset())
        return any(topic in topics for topics in self._family.values())

    def _belongs(self, item: Item, where: Where) -> bool:
        return (
            item.state is ItemState.LIVE
            and item.kind is where.kind
            and where.folder_id in {None, item.folder_id}
            and self._reaches(item.topic, where.side, where.child, kind=item.kind)
        )

    # changes that come from the server

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Start afresh: what I may see may be different now. ``actions.catch_up`` loads again what is shown."""
        self._me = snapshot.me.id
        self._family = {child.id: child.topics for child in snapshot.children}
        self._staff = None if snapshot.staff_topics is None else frozenset(snapshot.staff_topics)
        self.by_id, self.lists, self.views, self.new_ids = {}, {}, {}, frozenset()
        self.fronts, self._waits = {side: snapshot.library}, {}
        self._count(side)

    def show_front(self, side: Side, front: Library) -> None:
        """Take the front as the server has it now."""
        self.fronts[side] = front
        self._count(side)

    def begin(self, where: Where) -> None:
        """A page of a list is being loaded."""
        self.lists[where] = msgspec.structs.replace(self.listed(where), state="loading")

    def fail(self, where: Where) -> None:
        """It could not be loaded; what is here stays."""
        self.lists[where] = msgspec.structs.replace(self.listed(where), state="failed")

    def page(self, where: Where, page: ItemPage, *, first: bool, kept: bool = False) -> None:
        """Take one page: the newest, or the one after what is there. ``kept``: from an earlier time."""
        self.know(page.items, page.new)
        old = () if first else self.listed(where).ids
        ids = dict.fromkeys((*old, *(item.id for item in page.items)))
        self.lists[where] = Listed(tuple(ids), None if kept else page.next, "ready", kept)

    def know(self, items: Iterable[Item], new: frozenset[int]) -> None:
        """Take items as they are now, and which of them are new to me."""
        fresh = {item.id: item for item in items}
        for item in fresh.values():
            self._put(item)
        self.new_ids = (self.new_ids - fresh.keys()) | new

    def _put(self, item: Item) -> None:
        known = self.by_id.get(item.id)
        if known is None or known.revision <= item.revision:
            self.by_id[item.id] = item
            if item.id in self.views:
                self.views[item.id] = msgspec.structs.replace(self.views[item.id], item=item)

    def one(self, view: ItemView) -> None:
        """Take one item, asked for by its id."""
        self._put(view.item)
        self.views[view.item.id] = view
        self.new_ids = self.new_ids | {view.item.id} if view.new else self.new_ids - {view.item.id}

    def opened(self, item_id: int) -> None:
        """I have opened it, here or on another of my devices."""
        if item_id not in self.new_ids:
            return
        self.new_ids = self.new_ids - {item_id}
        if item_id in self.by_id:
            self._counted(self.by_id[item_id], -1)

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        match event:
            case events.ItemChanged(item):
                self._changed(item)
            case events.ItemWithdrawn(item_id):
                self._gone(item_id)
            case events.ItemOpened(item_id, version):
                known = self.by_id.get(item_id)
                if known is not None and version >= known.version:
                    self.opened(item_id)
            case events.FoldersChanged(folders):
                for side, front in list(self.fronts.items()):
                    old = {shelf.folder.id: shelf for shelf in front.shelves}
                    shelves = tuple(_renamed(old, one.id, Shelf(one, 0, 0)) for one in folders)
                    self.fronts[side] = msgspec.structs.replace(front, shelves=shelves)
            case events.TextTranslated(text):
                self._translated(text)
            case _:
                pass

    def _changed(self, item: Item) -> None:
        known = self.by_id.get(item.id)
        if known is not None and known.revision > item.revision:
            return
        self._put(item)
        if item.state is not ItemState.LIVE:
            return
        appeared = known is None or known.state is not ItemState.LIVE
        if appeared and item.version == 1 and item.edited_at is None:
            self._counted(item, 0, items=1)
        if self._is_news(item, known) and item.id not in self.new_ids:
            self.new_ids = self.new_ids | {item.id}
            self._counted(item, 1)
        for where, listed in list(self.lists.items()):
            if listed.state == "none":
                continue
            left = tuple(one for one in listed.ids if one != item.id)
            if self._belongs(item, where):
                left = self._with(item, left, listed, appeared=appeared)
            self.lists[where] = msgspec.structs.replace(listed, ids=left)

    def _is_news(self, item: Item, known: Item | None) -> bool:
        """Whether this version is new to me: other words for an old one are not."""
        if item.author.id == self._me:
            return False
        if known is None or known.state is not ItemState.LIVE:
            return item.edited_at is None or item.edited_at <= item.version_at
        return item.version > known.version

    def _with(self, item: Item, ids: tuple[int, ...], listed: Listed, *, appeared: bool) -> tuple[int, ...]:
        """A list with an item in its place; not if it lies beyond what is loaded."""
        older = next(
            (at for at, one in enumerate(ids) if one in self.by_id and self.by_id[one].pos < item.pos),
            len(ids),
        )
        beyond = older == len(ids) and listed.next is not None
        return ids if beyond and appeared else (*ids[:older], item.id, *ids[older:])

    def _gone(self, item_id: int) -> None:
        self.opened(item_id)
        if item_id in self.by_id and self.by_id[item_id].state is ItemState.LIVE:
            self._counted(self.by_id[item_id], 0, items=-1)
        for where, listed in list(self.lists.items()):
            if item_id in listed.ids:
                left = tuple(one for one in listed.ids if one != item_id)
                self.lists[where] = msgspec.structs.replace(listed, ids=left)
        self.by_id.pop(item_id, None)
        self.views.pop(item_id, None)

    def _counted(self, item: Item, by: int, *, items: int = 0) -> None:
        """So many more or less are new, or are there, on each side that it reaches."""
        for side, front in list(self.fronts.items()):
            if not self._reaches(item.topic, side, kind=item.kind):
                continue
            count = min(MOST_NEW, max(0, front.new.get(item.kind, 0) + by))
            shelves = tuple(
                _counting(one, by, items) if one.folder.id == item.folder_id else one for one in front.shelves
            )
            self.fronts[side] = msgspec.structs.replace(
                front, new={**front.new, item.kind: count}, shelves=shelves
            )
            self._count(side)

    def _count(self, side: Side) -> None:
        """Tell the navigation how much waits here: for who works here that is work, not reading."""
        front = self.front(side)
        new = sum(count for kind, count in front.new.items() if kind is not ItemKind.DOCUMENT)
        self._waits[side] = front.waiting + front.returned if side == "staff" else new
        self._badges.show(PLACE, sum(self._waits.values()))

    def _translated(self, text: Text) -> None:
        for item in list(self.by_id.values()):
            parts = {"title": item.title, "body": item.body, "reason": item.reason}
            same = [name for name, part in parts.items() if part is not None and part.id == text.id]
            if same:
                self._put(msgspec.structs.replace(item, **{same[0]: text}))
        for side, front in list(self.fronts.items()):
            if any(shelf.folder.name.id == text.id for shelf in front.shelves):
                shelves = tuple(
                    msgspec.structs.replace(one, folder=msgspec.structs.replace(one.folder, name=text))
                    if one.folder.name.id == text.id
                    else one
                    for one in front.shelves
                )
                self.fronts[side] = msgspec.structs.replace(front, shelves=shelves)

    def clear(self) -> None:
        """Forget everything."""
        self.by_id, self.lists, self.fronts, self.views = {}, {}, {}, {}
        self.new_ids = frozenset()
        self._me, self._family, self._staff = 0, {}, frozenset()
        self._waits = {}
        self._badges.show(PLACE, 0)


def _counting(shelf: Shelf, new: int, items: int) -> Shelf:
    return msgspec.structs.replace(shelf, new=max(0, shelf.new + new), items=max(0, shelf.items + items))


def _renamed(old: dict[int, Shelf], folder_id: int, new: Shelf) -> Shelf:
    known = old.get(folder_id)
    return new if known is None else msgspec.structs.replace(known, folder=new.folder)
