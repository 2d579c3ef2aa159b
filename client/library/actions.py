"""What a reader can do with the library. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

import msgspec

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.library import desk_actions
from client.library.copying import check_copies
from client.library.desk_actions import load_front
from client.library.found import FoundItemsStore
from client.library.store import LibraryStore, Where
from wire import events
from wire.library import (
    GET_ITEM,
    GET_ITEMS,
    OPEN_ITEM,
    SEARCH_ITEMS,
    Item,
    ItemPage,
    ItemRef,
    ItemsAsk,
    ItemState,
    OpenItem,
    SearchItems,
)


async def look(account: Account, where: Where) -> None:
    """Show a list: load it the first time."""
    if account[LibraryStore].listed(where).state in {"none", "failed"}:
        await look_again(account, where)


async def look_again(account: Account, where: Where) -> None:
    """Load a list's newest page. A failure stands in the list's own state."""
    await _load_page(account, where, None)


async def load_more(account: Account, where: Where) -> None:
    """Load the page after what is there; nothing at the end or while one is loading."""
    listed = account[LibraryStore].listed(where)
    if listed.next is not None and listed.state != "loading":
        await _load_page(account, where, listed.next)


async def load_again(account: Account, where: Where) -> None:
    """Try once more what failed: the page after what is there if there is one, else the newest."""
    again = load_more if account[LibraryStore].listed(where).next is not None else look_again
    await again(account, where)


async def _load_page(account: Account, where: Where, before: int | None) -> None:
    store = account[LibraryStore]
    store.begin(where)
    ask = ItemsAsk(
        side=where.side, kind=where.kind, folder_id=where.folder_id, child=where.child, before=before
    )
    try:
        page = await account.api.call(GET_ITEMS, ask)
    except Offline:
        if before is not None or store.listed(where).ids or not _show_last(account, where):
            store.fail(where)
        return
    except Refused:
        store.fail(where)
        return
    store.page(where, page, first=before is None)
    if before is None:
        account.keep_part(_name(where), msgspec.json.encode(page))


def _name(where: Where) -> str:
    """Under which name a list is kept on the device."""
    return f"library {where.side} {where.kind} {where.folder_id} {where.child}"


def _show_last(account: Account, where: Where) -> bool:
    """Show a list as it was seen last, if it is kept here."""
    body = account.part(_name(where))
    try:
        page = msgspec.json.decode(body, type=ItemPage) if body else None
    except msgspec.MsgspecError:
        return False
    if page is None:
        return False
    account[LibraryStore].page(where, page, first=True, kept=True)
    return True


async def open_item(account: Account, item_id: int) -> None:
    """Show one item: find out what I may do with it, and say that I have opened it.

    Raises ``Refused`` if it is not mine to see, ``Offline`` if it is not known here.
    """
    store = account[LibraryStore]
    try:
        store.one(await account.api.call(GET_ITEM, ItemRef(item_id=item_id)))
    except Offline:
        if item_id not in store.by_id and not _from_copy(account, item_id):
            raise
    await say_opened(account, item_id)


def _from_copy(account: Account, item_id: int) -> bool:
    copy = account.copies.kept.get(item_id)
    if copy is None:
        return False
    account[LibraryStore].know((msgspec.json.decode(copy.about, type=Item),), frozenset())
    return True


async def say_opened(account: Account, item_id: int) -> None:
    """I have it before me: it is not new any more, here at once and for the school as soon as there is a line."""
    store = account[LibraryStore]
    item = store.by_id.get(item_id)
    if item is None or item.state is not ItemState.LIVE or not store.is_new(item_id):
        return
    store.opened(item_id)
    await account.send(
        OPEN_ITEM, OpenItem(item_id=item_id, version=item.version), about=f"itemopened:{item_id}"
    )


async def search(account: Account, words: str, *, more: bool = False) -> None:
    """Look for words. A failure stands in the store's own state."""
    store, library = account[FoundItemsStore], account[LibraryStore]
    before = store.next if more else None
    store.searching(words)
    try:
        page = await account.api.call(
            SEARCH_ITEMS, SearchItems(words=words, side=account.me.side, before=before)
        )
    except (Offline, Refused):
        store.failed(words)
        return
    library.know(page.items, page.new)
    store.take_page(words, page.items, page.next, first=before is None)


async def catch_up(account: Account) -> None:
    """After a snapshot: load again what the screen showed, and delete copies that are not for me any more."""
    await check_copies(account)
    await desk_actions.catch_up(account)


async def when_live(account: Account) -> None:
    """The line stands again: load what could not be loaded without it."""
    store = account[LibraryStore]
    for where, listed in list(store.lists.items()):
        if listed.state == "failed" or listed.kept:
            await (look_again if listed.kept else load_again)(account, where)
    await desk_actions.when_live(account)


def hear(account: Account, event: events.Event) -> None:
    """Something has just happened: what an event does not say itself is asked for."""
    match event:
        case events.ItemChanged(item):
            if item.id in account.copies.kept:
                account.do(check_copies)
            if account.me.works_here:
                account.do(desk_actions.look_up_again, item)
        case events.ItemWithdrawn(item_id):
            account.copies.drop(item_id)
        case events.ItemOpened(item_id, _) if item_id not in account[LibraryStore].by_id:
            account.do(load_front, account.me.side)
        case _:
            pass
