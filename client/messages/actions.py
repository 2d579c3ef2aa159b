"""What a person can do with messages. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from contextlib import suppress

import msgspec

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.me import Side
from client.messages.found import FoundStore
from client.messages.store import Key, MessagesStore
from wire import events
from wire.messages import (
    AGREE_HEAR_ABOUT,
    EDIT_MESSAGE,
    GET_HEAR_ABOUT,
    GET_MESSAGES,
    GET_PARTNERS,
    GET_QUICK_ANSWERS,
    GET_THREAD,
    GET_THREADS,
    NO_ANSWER,
    OPEN_THREAD,
    REMOVE_MESSAGE,
    SEARCH_MESSAGES,
    SEND_MESSAGE,
    SEND_TO_CLASS,
    SET_HEAR_ABOUT,
    SET_MARKS,
    AgreeHearAbout,
    EditMessage,
    HearAbout,
    Message,
    MessageRef,
    MessagesAsk,
    NewClassMessage,
    NewMessage,
    NoAnswer,
    OpenThread,
    PartnersAsk,
    PupilRef,
    QuickAnswersAsk,
    SearchMessages,
    SetHearAbout,
    SetMarks,
    ThreadRef,
    ThreadsAsk,
)  # fmt: skip

GONE = frozenset({403, 404})

# lists


async def open_list(account: Account, key: Key) -> None:
    """Show a list of threads: load it the first time."""
    if account[MessagesStore].listing(key).state in {"none", "failed"}:
        await refresh(account, key)


async def look_at(account: Account, side: Side, child: int | None) -> None:
    """Switch to one side and to one child, or to all of them."""
    account.me.side, account.me.child = side, child
    await open_list(account, (side, child, False))


async def refresh(account: Account, key: Key) -> None:
    """Load a list's newest page. A failure stands in the list's own state, not in a notice."""
    await _load_page(account, key, None)


async def load_more(account: Account, key: Key) -> None:
    """Load the page after what is there; nothing at the end or while one is loading."""
    listing = account[MessagesStore].listing(key)
    if listing.next is not None and listing.state != "loading":
        await _load_page(account, key, listing.next)


async def _load_page(account: Account, key: Key, before: int | None) -> None:
    store = account[MessagesStore]
    store.mark_list(key, "loading")
    side, child, waiting = key
    try:
        page = await account.api.call(
            GET_THREADS, ThreadsAsk(side=side, child=child, waiting=waiting, before=before)
        )
    except (Offline, Refused):
        store.mark_list(key, "failed")
        return
    store.page(key, page, first=before is None)
    for line in page.threads:
        await _delivered(account, line.thread.id)


async def catch_up(account: Account) -> None:
    """After a snapshot: load again what the screen showed and the snapshot does not hold."""
    store = account[MessagesStore]
    reopened = store.take_reopened()
    for line in store.shown((account.me.side, None, False)):
        await _delivered(account, line.thread.id)
    shown: Key = (account.me.side, account.me.child, False)
    if store.listing(shown).state == "none":
        await refresh(account, shown)
    for thread_id in reopened:
        await open_thread(account, thread_id)


def hear(account: Account, event: events.Event) -> None:
    """A message came: tell its sender that it is here, and learn of its thread if that was not known."""
    if isinstance(event, events.MessageSent):
        known = account[MessagesStore].knows(event.message.thread_id)
        account.spawn(_reached(account, event.message.thread_id, is_new=not known))


async def _reached(account: Account, thread_id: int, *, is_new: bool) -> None:
    store = account[MessagesStore]
    if is_new:
        with suppress(Offline, Refused):
            store.opened(await account.api.call(GET_THREAD, ThreadRef(thread_id=thread_id)))
            store.one_more(thread_id)
    await _delivered(account, thread_id)


async def when_live(account: Account) -> None:
    """The line stands again: load what could not be loaded without it."""
    store = account[MessagesStore]
    for key, listing in list(store.lists.items()):
        if listing.state == "failed":
            await refresh(account, key)
    for thread_id, talk in list(store.talks.items()):
        if talk.state == "failed" and thread_id not in store.gone:
            await open_thread(account, thread_id)


# threads


async def open_thread(account: Account, thread_id: int) -> None:
    """Load a thread and its newest messages. A failure stands in the thread's own state."""
    store = account[MessagesStore]
    store.mark_talk(thread_id, "loading")
    try:
        view, page = await asyncio.gather(
            account.api.call(GET_THREAD, ThreadRef(thread_id=thread_id)),
            account.api.call(GET_MESSAGES, MessagesAsk(thread_id=thread_id)),
        )
    except Refused as error:
        store.mark_talk(thread_id, "failed")
        if error.status in GONE:
            store.lost(thread_id)
        return
    except Offline:
        store.mark_talk(thread_id, "failed")
        return
    store.opened(view)
    store.message_page(thread_id, page, first=True)


async def load_older(account: Account, thread_id: int) -> None:
    """Load the messages before what is there; nothing at the beginning or while some are loading."""
    store = account[MessagesStore]
    talk = store.talk(thread_id)
    if talk.next is None or talk.state == "loading":
        return
    store.mark_talk(thread_id, "loading")
    try:
        page = await account.api.call(GET_MESSAGES, MessagesAsk(thread_id=thread_id, before=talk.next))
    except (Offline, Refused):
        store.mark_talk(thread_id, "failed")
        return
    store.message_page(thread_id, page, first=False)


async def mark_read(account: Account, thread_id: int) -> None:
    """The newest message of a thread stands on an open, visible screen."""
    store = account[MessagesStore]
    messages = store.talk(thread_id).messages
    if not messages or messages[-1].id <= store.read_up_to(thread_id):
        return
    newest = messages[-1].id
    store.have_read(thread_id, newest)
    await _tell(account, SetMarks(thread_id=thread_id, delivered=newest, read=newest))


async def _delivered(account: Account, thread_id: int) -> None:
    """A message has come to this device."""
    store = account[MessagesStore]
    line, me = store.line(thread_id), account.me.me
    if line is None or line.last is None or not line.unread or me is None or line.last.author.id == me.id:
        return
    if store.have_got(thread_id, line.last.id):
        await _tell(account, SetMarks(thread_id=thread_id, delivered=line.last.id, read=0))


async def _tell(account: Account, marks: SetMarks) -> None:
    """A mark that does not get through is no loss: the next one says more."""
    with suppress(Offline, Refused):
        await account.api.call(SET_MARKS, marks)


# writing


def place_of(thread_id: int) -> str:
    """The draft of a message in a thread, and what the outbox calls it."""
    return f"message:{thread_id}"


async def send(account: Account, thread_id: int, *, lang: str | None = None) -> None:
    """Send what stands in the draft ``message:<thread>``, with its photos and files."""
    place = place_of(thread_id)
    body = account.drafts.body(place)
    ask = NewMessage(thread_id=thread_id, body=body, lang=lang)
    sent = await account.send(SEND_MESSAGE, ask, about=place, place=place, words=body)
    account.spawn(_take_answer(account, sent))


async def send_to_class(account: Account, class_id: int, *, lang: str | None = None) -> None:
    """Send what stands in the draft ``classmessage:<class>`` to every family of a class."""
    place = f"classmessage:{class_id}"
    body = account.drafts.body(place)
    ask = NewClassMessage(class_id=class_id, body=body, lang=lang)
    await account.send(SEND_TO_CLASS, ask, about=place, place=place, words=body)


async def edit(account: Account, message_id: int) -> None:
    """Give a message of mine the words that stand in the draft ``editmessage:<message>``."""
    place = f"editmessage:{message_id}"
    body = account.drafts.body(place)
    ask = EditMessage(message_id=message_id, body=body)
    sent = await account.send(EDIT_MESSAGE, ask, about=place, place=place, words=body)
    account.spawn(_take_answer(account, sent))


async def remove(account: Account, message_id: int) -> None:
    """Take a message of mine away; it stays on record."""
    ask = MessageRef(message_id=message_id)
    sent = await account.send(REMOVE_MESSAGE, ask, about=f"remove:{message_id}")
    account.spawn(_take_answer(account, sent))


async def _take_answer(account: Account, sent: asyncio.Future[bytes]) -> None:
    """Show a message as soon as the server has it: its event may be a moment behind."""
    try:
        answer = await sent
    except (Refused, asyncio.CancelledError):
        return  # told by the outbox
    account[MessagesStore].arrived(msgspec.json.decode(answer, type=Message))


# beginning, searching, what a family would like to hear about


async def load_partners(account: Account, side: Side) -> None:
    """Load with whom I can begin a thread. Raises ``Offline`` or ``Refused``."""
    account[MessagesStore].offered(side, await account.api.call(GET_PARTNERS, PartnersAsk(side=side)))


async def begin(
    account: Account, pupil_id: int, staff: tuple[int, ...], opened: Callable[[int], object]
) -> None:
    """Open the thread about a child with these members of staff, or with the class team."""
    view = await account.api.call(OPEN_THREAD, OpenThread(pupil_id=pupil_id, staff=staff))
    account[MessagesStore].opened(view)
    opened(view.line.thread.id)


async def load_quick_answers(account: Account, side: Side) -> None:
    """Load short answers, once; without them there is simply nothing to choose from."""
    store = account[MessagesStore]
    if side not in store.quick:
        with suppress(Offline, Refused):
            answer = await account.api.call(GET_QUICK_ANSWERS, QuickAnswersAsk(side=side))
            store.quick[side] = answer.sentences


async def search(account: Account, words: str, *, more: bool = False) -> None:
    """Look for words in my threads. A failure stands in the search's own state."""
    store = account[FoundStore]
    before = store.next if more else None
    store.searching(words)
    try:
        ask = SearchMessages(words=words, side=account.me.side, before=before)
        answer = await account.api.call(SEARCH_MESSAGES, ask)
    except (Offline, Refused):
        store.failed(words)
        return
    store.take_page(words, answer.found, answer.next, first=not more)


async def needs_no_answer(account: Account, thread_id: int, seen: int) -> None:
    """As staff: what the family wrote, up to the message ``seen``, needs no answer."""
    await account.api.call(NO_ANSWER, NoAnswer(thread_id=thread_id, seen=seen))


async def load_hear_about(account: Account, pupil_id: int) -> None:
    """Load what a family would like to hear about their child."""
    account[MessagesStore].heard(await account.api.call(GET_HEAR_ABOUT, PupilRef(pupil_id=pupil_id)))


async def set_hear_about(account: Account, pupil_id: int, topics: tuple[str, ...], body: str) -> None:
    """Say what my family would like to hear about."""
    ask = SetHearAbout(pupil_id=pupil_id, topics=topics, body=body)
    account[MessagesStore].heard(await account.api.call(SET_HEAR_ABOUT, ask))


async def agree_hear_about(account: Account, about: HearAbout) -> None:
    """As staff: agree to what a family would like to hear about, as it is on the screen."""
    ask = AgreeHearAbout(pupil_id=about.pupil_id, version=about.version)
    try:
        account[MessagesStore].heard(await account.api.call(AGREE_HEAR_ABOUT, ask))
    except Refused:
        with suppress(Offline, Refused):
            await load_hear_about(account, about.pupil_id)
        raise
