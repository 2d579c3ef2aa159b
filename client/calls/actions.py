"""What a parent and the office can do about calls. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

from typing import Final

from client.calls.store import CallsStore
from client.core.account import Account
from client.core.failures import Offline, Refused
from wire.base import Nothing
from wire.calls import (
    ASK_CALL,
    FINISH_CALL,
    GET_CALLS,
    GET_MY_CALLS,
    TAKE_BACK_CALL,
    CallRef,
    CallsAsk,
    Day,
    DayTime,
    FinishCall,
    NewCall,
)
from wire.guidance import MatterKind

PLACE: Final = "call"
"""The draft with what else the parent has to say."""


def note_place(call_id: int) -> str:
    """The draft with what the office notes of a call."""
    return f"callnote:{call_id}"


async def load_mine(account: Account) -> None:
    """Load my wishes that are open. A failure stands in the store's own state."""
    store = account[CallsStore]
    store.mine_state = "loading"
    try:
        answer = await account.api.call(GET_MY_CALLS, Nothing())
    except (Offline, Refused):
        store.mine_state = "failed"
        return
    store.my_calls(answer)


async def catch_up(account: Account) -> None:
    """After a snapshot: load again what was shown."""
    store = account[CallsStore]
    if store.mine_state != "none":
        await load_mine(account)
    for closed, calls in ((False, store.waiting), (True, store.closed)):
        if calls.state != "none":
            await load_calls(account, closed)


async def ask_call(
    account: Account,
    *,
    lang: str,
    phone: str,
    days: frozenset[Day] = frozenset(),
    times: frozenset[DayTime] = frozenset(),
    pupil_id: int | None = None,
    kind: MatterKind | None = None,
) -> None:
    """Ask to be called, with what stands in the draft ``call``."""
    body = account.drafts.body(PLACE)
    ask = NewCall(
        lang=lang, phone=phone, days=days, times=times, pupil_id=pupil_id, kind=kind, body=body.strip()
    )
    await account.send(ASK_CALL, ask, about=PLACE, place=PLACE, words=body)


async def take_back_call(account: Account, call_id: int) -> None:
    """I do not need the call any more."""
    await account.send(TAKE_BACK_CALL, CallRef(call_id=call_id), about=f"call:{call_id}")


async def load_calls(account: Account, closed: bool) -> None:
    """Load the newest page of the office's list."""
    await _load_page(account, closed=closed, after=None)


async def load_more_calls(account: Account, closed: bool) -> None:
    """Load the page after what is there."""
    store = account[CallsStore]
    calls = store.closed if closed else store.waiting
    if calls.next is not None and calls.state != "loading":
        await _load_page(account, closed=closed, after=calls.next)


async def finish_call(account: Account, call_id: int) -> None:
    """The office has called; what stands in the draft is its note."""
    place = note_place(call_id)
    note = account.drafts.body(place)
    ask = FinishCall(call_id=call_id, note=note.strip())
    await account.send(FINISH_CALL, ask, about=f"call:{call_id}", place=place, words=note)


async def _load_page(account: Account, *, closed: bool, after: int | None) -> None:
    store = account[CallsStore]
    store.mark("loading", closed=closed)
    try:
        page = await account.api.call(GET_CALLS, CallsAsk(closed=closed, after=after))
    except (Offline, Refused):
        store.mark("failed", closed=closed)
        return
    store.page(page, closed=closed, first=after is None)
