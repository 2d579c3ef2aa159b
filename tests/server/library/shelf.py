"""Doing things in the library in tests: handing in, publishing, reading what somebody has."""

from typing import Any

from tests.cast import Who
from tests.library_rows import folder, made, place_of, sent_file
from tests.school import School, headers_of
from wire.base import Refusal
from wire.library import (
    GET_ITEM,
    GET_ITEMS,
    GET_LIBRARY,
    POST_ITEM,
    SEARCH_ITEMS,
    Item,
    ItemPage,
    ItemRef,
    ItemsAsk,
    ItemView,
    Library,
    LibraryAsk,
    NewItem,
    SearchItems,
    Side,
)

__all__ = [
    "code",
    "download",
    "folder",
    "found",
    "front",
    "made",
    "page",
    "place_of",
    "post",
    "sent_file",
    "view",
]


def code(answer: object) -> str:
    """The code of a no."""
    return answer.code if isinstance(answer, Refusal) else repr(answer)


async def post(school: School, by: Who, **fields: Any) -> Item:
    """Something new in the library."""
    item = await school.ask(by, POST_ITEM, NewItem(**fields))
    assert isinstance(item, Item), item
    return item


async def page(school: School, who: Who, side: Side = "family", **narrowed: Any) -> ItemPage:
    """What somebody has in the library."""
    found = await school.ask(who, GET_ITEMS, ItemsAsk(side=side, **narrowed))
    assert isinstance(found, ItemPage), found
    return found


async def ids(school: School, who: Who, side: Side = "family", **narrowed: Any) -> list[int]:
    """The same, by their ids."""
    return [item.id for item in (await page(school, who, side, **narrowed)).items]


async def view(school: School, who: Who, item_id: int) -> ItemView:
    """One item as somebody sees it."""
    seen = await school.ask(who, GET_ITEM, ItemRef(item_id=item_id))
    assert isinstance(seen, ItemView), seen
    return seen


async def front(school: School, who: Who, side: Side = "family") -> Library:
    """The front of somebody's library."""
    seen = await school.ask(who, GET_LIBRARY, LibraryAsk(side=side))
    assert isinstance(seen, Library), seen
    return seen


async def found(school: School, who: Who, words: str, side: Side = "family", **more: Any) -> list[int]:
    """The ids of what somebody finds."""
    answer = await school.ask(who, SEARCH_ITEMS, SearchItems(words=words, side=side, **more))
    assert isinstance(answer, ItemPage), answer
    return [item.id for item in answer.items]


async def download(school: School, who: Who, file_id: int) -> int:
    """The status that somebody gets who asks for a file."""
    return (await school.http.get(f"/files/{file_id}", headers=headers_of(who))).status_code
