"""What somebody who works here can do in the library. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

from contextlib import suppress
from typing import Final

import msgspec

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.me import Side
from client.library.desk import DeskStore, Part
from client.library.store import LibraryStore
from wire.base import Nothing
from wire.hours import Day
from wire.library import (
    ADD_VERSION,
    EDIT_ITEM,
    GET_DESK,
    GET_ITEM,
    GET_ITEM_AUDIENCES,
    GET_LIBRARY,
    GET_OPENERS,
    GET_VERSIONS,
    HAND_IN_ITEM,
    POST_ITEM,
    PUBLISH_ITEM,
    RETURN_ITEM,
    SET_FOLDERS,
    WITHDRAW_ITEM,
    DeskAsk,
    EditItem,
    FolderLine,
    HandIn,
    Item,
    ItemKind,
    ItemRef,
    ItemState,
    LibraryAsk,
    NewItem,
    NewVersion,
    OpenersAsk,
    PublishItem,
    ReturnItem,
    SetFolders,
    VersionsAsk,
)

TITLE: Final = "itemtitle"
BODY: Final = "item"
CHOICES: Final = "itemchoices"
"""The draft of what is chosen in the form for a new item, so that it too survives a closed app."""


class Choices(msgspec.Struct, frozen=True):
    """What is chosen in the form for a new item; the words are drafts of their own."""

    kind: ItemKind = ItemKind.NEWS
    topic: str = ""
    folder_id: int | None = None
    due: Day | None = None
    publish_at: int | None = None


def choices_kept(account: Account) -> Choices:
    """What was chosen when the form was left."""
    try:
        return msgspec.json.decode(account.drafts.draft(CHOICES) or "{}", type=Choices)
    except msgspec.MsgspecError:
        return Choices()


def keep_choices(account: Account, choices: Choices) -> None:
    """Keep what is chosen with the words."""
    account.type(CHOICES, msgspec.json.encode(choices).decode())


async def load_front(account: Account, side: Side) -> None:
    """Load how much is new, and the folders. Without a connection what is here stays."""
    try:
        front = await account.api.call(GET_LIBRARY, LibraryAsk(side=side))
    except (Offline, Refused):
        return
    account[LibraryStore].show_front(side, front)


async def load_audiences(account: Account) -> None:
    """Find out for whom I may put something in. Raises ``Offline`` or ``Refused``."""
    if account[DeskStore].audiences is None:
        account[DeskStore].may(await account.api.call(GET_ITEM_AUDIENCES, Nothing()))


async def load_part(account: Account, part: Part, *, more: bool = False) -> None:
    """Load a part of the desk. A failure stands in the part's own state."""
    store = account[DeskStore]
    before = store.part(part).next if more else None
    store.mark(part, "loading")
    try:
        page = await account.api.call(GET_DESK, DeskAsk(what=part, before=before))
    except (Offline, Refused):
        store.mark(part, "failed")
        return
    account[LibraryStore].know(page.items, page.new)
    store.page(part, page, first=before is None)


async def look_up_again(account: Account, item: Item) -> None:
    """An item got further: what waits is different now."""
    store, front = account[DeskStore], account[LibraryStore].front("staff")
    if item.state is ItemState.LIVE and not (front.waiting or front.returned):
        return
    for part in [part for part, waiting in store.parts.items() if waiting.state == "ready"]:
        await load_part(account, part)
    await load_front(account, "staff")


async def catch_up(account: Account) -> None:
    """After a snapshot: load again what is shown."""
    store = account[DeskStore]
    for part in [part for part, waiting in store.parts.items() if waiting.state == "loading"]:
        await load_part(account, part)


async def when_live(account: Account) -> None:
    """The line stands again: load what could not be loaded without it."""
    store = account[DeskStore]
    for part in [part for part, waiting in store.parts.items() if waiting.state == "failed"]:
        await load_part(account, part)


async def post_item(account: Account, choices: Choices, *, hand_in: bool) -> None:
    """Put in what stands in the drafts, with its files; the title stays there until it has arrived."""
    title, body = account.drafts.body(TITLE), account.drafts.body(BODY)
    document, work = choices.kind is ItemKind.DOCUMENT, choices.kind is ItemKind.WORK
    ask = NewItem(
        kind=choices.kind,
        topic=choices.topic,
        title=title.strip(),
        body=body,
        folder_id=choices.folder_id if document else None,
        due=choices.due if work else None,
        publish_at=choices.publish_at,
        hand_in=hand_in,
    )
    sent = await account.send(POST_ITEM, ask, about="item", place=BODY, words=body)
    account.after(sent, _arrived, title)


async def _arrived(account: Account, title: str) -> None:
    """Empty the form, unless something else is being written in it by now."""
    if account.drafts.body(TITLE) == title:
        for place in (TITLE, CHOICES):
            account.drafts.take(place)
            account.type(place, "")
    await load_front(account, account.me.side)


def edit_places(item_id: int) -> tuple[str, str]:
    """The drafts of an item's new title and words."""
    return f"{TITLE}:{item_id}", f"{BODY}:{item_id}"


async def edit_item(account: Account, item_id: int, folder_id: int | None, due: Day | None) -> None:
    """Give an item the words that stand in its drafts."""
    title, body = edit_places(item_id)
    said = account.drafts.body(body)
    ask = EditItem(
        item_id=item_id,
        title=account.drafts.body(title).strip(),
        body=said,
        folder_id=folder_id,
        due=due,
    )
    sent = await account.send(EDIT_ITEM, ask, about=f"item:{item_id}", place=body, words=said)
    account.after(sent, _forget_title, item_id)


async def _forget_title(account: Account, item_id: int) -> None:
    title, _ = edit_places(item_id)
    account.drafts.take(title)
    account.type(title, "")


def version_place(item_id: int) -> str:
    """Where the files of a new version are picked."""
    return f"itemversion:{item_id}"


async def add_version(account: Account, item_id: int) -> None:
    """Put in the files that were picked, in place of those until now."""
    ask = NewVersion(item_id=item_id)
    sent = await account.send(ADD_VERSION, ask, about=f"item:{item_id}", place=version_place(item_id))
    account.after(sent, see_again, item_id)


async def see_again(account: Account, item_id: int) -> None:
    """What I may do with an item may be different now."""
    with suppress(Offline, Refused):
        account[LibraryStore].one(await account.api.call(GET_ITEM, ItemRef(item_id=item_id)))


async def publish(account: Account, item_id: int, publish_at: int | None) -> None:
    """Let an item go live, now or at a time."""
    ask = PublishItem(item_id=item_id, publish_at=publish_at)
    account.after(await account.send(PUBLISH_ITEM, ask, about=f"item:{item_id}"), see_again, item_id)


def reason_place(item_id: int) -> str:
    """The draft of why an item is handed back."""
    return f"itemreason:{item_id}"


async def hand_back(account: Account, item_id: int) -> None:
    """Give an item back to its author, with the reason that stands in its draft."""
    place = reason_place(item_id)
    reason = account.drafts.body(place)
    ask = ReturnItem(item_id=item_id, reason=reason.strip())
    sent = await account.send(RETURN_ITEM, ask, about=f"item:{item_id}", place=place, words=reason)
    account.after(sent, see_again, item_id)


async def hand_in_again(account: Account, item_id: int, publish_at: int | None) -> None:
    """A returned item of mine goes to the queue once more."""
    ask = HandIn(item_id=item_id, publish_at=publish_at)
    account.after(await account.send(HAND_IN_ITEM, ask, about=f"item:{item_id}"), see_again, item_id)


async def withdraw(account: Account, item_id: int) -> None:
    """Take an item back."""
    sent = await account.send(WITHDRAW_ITEM, ItemRef(item_id=item_id), about=f"item:{item_id}")
    account.after(sent, load_front, account.me.side)


async def set_folders(account: Account, folders: tuple[FolderLine, ...]) -> None:
    """Name, add and order the folders. Raises ``Offline`` or ``Refused``."""
    await account.api.call(SET_FOLDERS, SetFolders(folders=folders))
    await load_front(account, account.me.side)


async def load_readers(account: Account, item_id: int, *, missing: bool, more: bool = False) -> None:
    """Load who has opened an item. A failure stands in the store's own state."""
    store = account[DeskStore]
    known = store.of_readers(item_id, missing=missing).page
    before = known.next if more and known else None
    store.mark_readers(item_id, "loading", missing=missing)
    try:
        page = await account.api.call(
            GET_OPENERS, OpenersAsk(item_id=item_id, missing=missing, before=before)
        )
    except (Offline, Refused):
        store.mark_readers(item_id, "failed", missing=missing)
        return
    store.take_readers(item_id, page, missing=missing, first=before is None)


async def load_versions(account: Account, item_id: int, *, more: bool = False) -> None:
    """Load the versions of an item. A failure stands in the store's own state."""
    store = account[DeskStore]
    known = store.of_versions(item_id).page
    before = known.next if more and known else None
    store.mark_versions(item_id, "loading")
    try:
        page = await account.api.call(GET_VERSIONS, VersionsAsk(item_id=item_id, before=before))
    except (Offline, Refused):
        store.mark_versions(item_id, "failed")
        return
    store.take_versions(item_id, page, first=before is None)
