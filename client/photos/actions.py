"""What a person can do with pictures and files before their words are sent. Run by ``account.do(verb, …)``."""

from __future__ import annotations

from uuid import uuid4

from client.core.account import Account
from client.core.photos import Picked


async def add_photo(account: Account, place: str, picked: Picked) -> None:
    """Send a picked photo or file ahead of the words. Without a connection it waits and goes with them."""
    account.photos.put(place, picked)
    await account.send_photo(place, picked)


def new_key() -> str:
    """A name for one picked photo or file."""
    return uuid4().hex
