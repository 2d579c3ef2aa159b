"""What a DSL or SMT can do. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

import msgspec

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.safeguarding.store import SafeguardingStore, Search, Transcript
from wire.safeguarding import (
    DECIDE_CASE,
    DESK,
    FIND_PEOPLE,
    FIND_THREADS,
    GET_CASES,
    GET_TRANSCRIPT,
    LOOK_INTO,
    CasesAsk,
    DecideCase,
    FindPeople,
    FindThreads,
    LookInto,
    Opening,
    Outcome,
    Source,
    TranscriptAsk,
)


def is_desk(account: Account) -> bool:
    """Whether the person of this page looks after safeguarding."""
    me = account.me.me
    return me is not None and not me.roles.isdisjoint(DESK)


async def catch_up(account: Account) -> None:
    """After each snapshot: what waits in the queue, for those who look after it."""
    if is_desk(account):
        await load_cases(account, decided=False)


async def load_cases(account: Account, *, decided: bool, more: bool = False) -> None:
    """Load the newest page of a part of the queue, or the one after what is there."""
    store = account[SafeguardingStore]
    part = store.part(decided=decided)
    if more and part.next is None:
        return
    store.mark("loading", decided=decided)
    skip = part.next if more and part.next else 0
    try:
        page = await account.api.call(GET_CASES, CasesAsk(decided=decided, skip=skip))
    except (Offline, Refused):
        store.mark("failed", decided=decided)
        return
    store.page(page, decided=decided, first=not more)


async def decide(account: Account, source: Source, case_id: int, outcome: Outcome) -> None:
    """Decide on a case, with the note that stands in its field."""
    place = note_place(source, case_id)
    note = account.drafts.body(place).strip()
    ask = DecideCase(case_id=case_id, source=source, outcome=outcome, note=note)
    await account.send(DECIDE_CASE, ask, about=place, place=place, words=note)


def note_place(source: Source, case_id: int) -> str:
    """The draft in which the note on a case stands."""
    return f"note{source}:{case_id}"


async def find_people(account: Account, name: str) -> None:
    """Look for pupils and adults by a part of their name."""
    account[SafeguardingStore].people = await account.api.call(FIND_PEOPLE, FindPeople(name=name.strip()))


async def find_threads(account: Account, ask: FindThreads) -> None:
    """Look for conversations. The server puts on record what was looked for."""
    store = account[SafeguardingStore]
    store.search = Search(ask, state="loading")
    try:
        found = await account.api.call(FIND_THREADS, ask)
    except (Offline, Refused):
        store.search = Search(ask, state="failed")
        raise
    store.found(ask, found)


async def find_more(account: Account) -> None:
    """The next page of what was found."""
    store = account[SafeguardingStore]
    if store.search.next is not None:
        ask = msgspec.structs.replace(store.search.ask, before=store.search.next)
        store.found(ask, await account.api.call(FIND_THREADS, ask))


async def look_into(account: Account, thread_id: int, reason: str) -> Opening:
    """Open a conversation with a reason. Raises ``Refused`` (``reason_needed``)."""
    opening = await account.api.call(LOOK_INTO, LookInto(thread_id=thread_id, reason=reason))
    account[SafeguardingStore].opened[opening.id] = Transcript(opening)
    return opening


async def read_on(account: Account, opening_id: int) -> None:
    """Load the next page of an opened conversation. A failure stands in the store's own state."""
    store = account[SafeguardingStore]
    known = store.opened.get(opening_id)
    if known is None or known.state == "loading" or (known.state == "ready" and known.next is None):
        return
    store.mark_opened(opening_id, "loading")
    try:
        page = await account.api.call(GET_TRANSCRIPT, TranscriptAsk(opening_id=opening_id, after=known.next))
    except (Offline, Refused):
        store.mark_opened(opening_id, "failed")
        raise
    store.transcript(opening_id, page)
