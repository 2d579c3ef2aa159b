"""Builds things of the library for tests."""

from typing import Any

import msgspec

from tests.client import eg
from tests.edges import THURSDAY_9_AM
from wire.library import (
    Folder,
    Item,
    ItemAudience,
    ItemAudiences,
    ItemKind,
    ItemPage,
    ItemView,
    Library,
    Shelf,
)
from wire.media import File, FileKind

POLICIES, MENUS = Folder(3, eg.text("Policies", 903)), Folder(4, eg.text("Menus", 904))
MENU = File(id=40, name="Lunch menu.pdf", kind=FileKind.PDF, size=2_100_000)
TO_HAND_IN = frozenset({ItemKind.NEWS, ItemKind.DOCUMENT})
WORK = frozenset({ItemKind.WORK})
AUDIENCES = ItemAudiences(
    (
        ItemAudience("school", "", hands_in=TO_HAND_IN),
        ItemAudience("class:4", "4A", publishes=WORK, hands_in=TO_HAND_IN),
        ItemAudience("pupil:1", "Zoya Malik", "4A", publishes=WORK, hands_in=frozenset({ItemKind.REPORT})),
    )
)
"""For whom the teacher of 4A may put something in."""


def item(number: int = 1, title: str = "Winter letter", **more: Any) -> Item:
    """News for class 4A; its place is ten times its number."""
    usual = Item(
        id=number, pos=number * 10, kind=ItemKind.NEWS, topic="class:4", audience="4A",
        title=eg.text(title, 100 + number), body=eg.text("Please wear a coat.", 200 + number),
        author=eg.HART, at=THURSDAY_9_AM, version_at=THURSDAY_9_AM,
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def document(number: int = 2, title: str = "Lunch menu", **more: Any) -> Item:
    """A document in the folder of menus, for the whole school."""
    usual = {
        "kind": ItemKind.DOCUMENT,
        "topic": "school",
        "audience": "",
        "folder_id": 4,
        "files": (MENU,),
        "body": None,
    }
    return item(number, title, **{**usual, **more})


def page(*items: Item, new: frozenset[int] = frozenset(), more_from: int | None = None) -> ItemPage:
    """One page; the items in the order given."""
    return ItemPage(items=items, new=new, next=more_from)


def view(one: Item, *, new: bool = False, **may: bool) -> ItemView:
    """One item, with what I may do."""
    return ItemView(item=one, new=new, **may)


def library(**more: Any) -> Library:
    """The front, with two folders of which one is empty for me."""
    usual = Library(
        shelves=(Shelf(POLICIES, 0, 0), Shelf(MENUS, 2, 1)), new={ItemKind.NEWS: 1, ItemKind.DOCUMENT: 1}
    )
    return msgspec.structs.replace(usual, **more)
