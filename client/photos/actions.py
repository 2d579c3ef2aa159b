"""What a person can do with pictures and files before their words are sent. Run by ``account.do(verb, …)``."""

from __future__ import annotations

import asyncio
from uuid import uuid4

import msgspec

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.photos import Picked


async def add_photo(account: Account, place: str, picked: Picked) -> None:
    """Send a picked photo or file ahead of its words; its state says how far it is, and how it went.

    Without a connection it waits and goes with them.
    """
    account.photos.put(place, picked)
    try:
        done = await _sent(account, place, picked)
    except Offline:
        done = msgspec.structs.replace(picked, state="waiting")
    except Refused as error:
        why = account.words.refusal(error.code, error.facts)
        done = msgspec.structs.replace(picked, state="refused", why=why)
    if account.photos.has(place, picked.key):
        account.photos.put(place, done)


async def _sent(account: Account, place: str, picked: Picked) -> Picked:
    def told(share: float) -> None:
        # Each change is drawn: a hundred of them are enough, and in a browser the way here was the long one.
        known = next((one for one in account.photos.at(place) if one.key == picked.key), None)
        if known and account.device.transport is None and share - (known.sent or 0) >= 0.01:
            account.photos.put(place, msgspec.structs.replace(known, sent=share))

    data, key = await asyncio.to_thread(picked.read), picked.key
    if picked.kind == "file":
        file = await account.api.upload_file(data, key=key, name=picked.name, told=told)
        return msgspec.structs.replace(picked, state="ready", file=file, data=None)
    photo = await account.api.upload(data, key=key, told=told)
    return msgspec.structs.replace(picked, state="ready", photo=photo, data=None)


def new_key() -> str:
    """A name for one picked photo or file."""
    return uuid4().hex
