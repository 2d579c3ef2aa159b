"""Keeping files of the library on this device, for times without a connection (spec 8.3)."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import msgspec

from client.core.account import Account
from client.core.copies import Copy
from client.core.failures import Offline, Refused
from client.ui.opening import open_file
from wire.library import CHECK_COPIES, MOST_COPIES, CopiesAsk, Item
from wire.media import SIZES, address, file_address


def files_of(item: Item) -> dict[str, str]:
    """The names under which an item's files and pictures are kept."""
    pictures = {f"p{photo.id}": f"{n}.webp" for n, photo in enumerate(item.photos, 1)}
    return {f"f{file.id}": file.name for file in item.files} | pictures


async def keep_copy(account: Account, item: Item) -> None:
    """Fetch an item's files and keep them here. Raises ``Refused`` or ``Offline``."""
    store = account.copies
    if not store.possible or item.id in store.coming:
        return
    if item.id not in store.kept and len(store.kept) >= MOST_COPIES:
        raise Refused("too_many_copies", facts={"limit": MOST_COPIES})
    about = msgspec.json.encode(item)
    copy = Copy(key=item.id, version=item.version, files=files_of(item), about=about)
    store.coming[item.id] = 0.0
    try:
        await _fetch(account, item, store.room(copy))
        store.put(copy)
    except OSError as error:
        raise Refused("device_full") from error
    finally:
        store.coming.pop(item.id, None)


async def _fetch(account: Account, item: Item, places: dict[str, Path]) -> None:
    done = 0.0
    for file, place in places.items():

        def told(share: float, before: float = done) -> None:
            # Each change is drawn: a hundred of them are enough.
            so_far = (before + share) / len(places)
            if so_far - account.copies.coming.get(item.id, 0.0) >= 0.01:
                account.copies.coming[item.id] = so_far

        await account.api.download(_path(file), place, told)
        done += 1


def _path(file: str) -> str:
    number = int(file[1:])
    return file_address(number) if file.startswith("f") else address(number, SIZES[-1])


async def drop_copy(account: Account, item_id: int) -> None:
    """Keep an item here no more."""
    account.copies.drop(item_id)


async def open_copy(account: Account, item_id: int, file: str) -> None:
    """Show a kept file by a program of the device. Raises ``Refused`` if it is not here any more."""
    path = account.copies.path(item_id, file)
    if path is None or not path.exists():
        raise Refused("copy_missing")
    await open_file(path)


async def check_copies(account: Account) -> None:
    """Delete what is not for me any more, and fetch newer versions; without a connection later."""
    store = account.copies
    if not store.kept:
        return
    with suppress(Offline, Refused):
        answer = await account.api.call(CHECK_COPIES, CopiesAsk(items=tuple(store.kept)[:MOST_COPIES]))
        still = {item.id: item for item in answer.items}
        for key in [key for key in store.kept if key not in still]:
            store.drop(key)
        for item in answer.items:
            if not store.has(item.id, item.version):
                await keep_copy(account, item)
            else:
                store.tell(item.id, msgspec.json.encode(item))
