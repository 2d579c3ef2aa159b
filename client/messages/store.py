"""What this page knows of messages: threads, what was said in them, and how far each person has read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal

import msgspec

from client.core.badges import Badges
from client.core.me import Side
from client.core.observe import observable
from client.messages.marks import Standing, standing
from wire import events
from wire.base import Text
from wire.messages import (
    MOST_UNREAD,
    HearAbout,
    Mark,
    Message,
    MessagePage,
    Partners,
    Thread,
    ThreadLine,
    ThreadPage,
    ThreadView,
)  # fmt: skip
from wire.snapshot import Snapshot

Key = tuple[Side, int | None, bool]
"""Which list: the side, one child or none for all, and whether only those that wait for an answer."""
PLACE: Final = "/messages"
"""The app's place for messages; its number on the navigation is what is unread on all of my sides."""
Loading = Literal["none", "loading", "ready", "failed"]


class Listing(msgspec.Struct, frozen=True):
    """One list of threads as far as it was loaded."""

    ids: tuple[int, ...] = ()
    next: int | None = None
    state: Loading = "none"


class Talk(msgspec.Struct, frozen=True):
    """The messages of one thread as far as they were loaded, oldest first."""

    messages: tuple[Message, ...] = ()
    next: int | None = None
    """Where the page with older ones starts; none at the beginning."""
    state: Loading = "none"


@observable
class MessagesStore:
    """Threads by id, lists by side, messages by thread, marks, and what waits for an answer."""

    def __init__(self, badges: Badges | None = None) -> None:
        self._badges = badges or Badges()
        self.lines: dict[int, ThreadLine] = {}
        self.lists: dict[Key, Listing] = {}
        self.talks: dict[int, Talk] = {}
        self.views: dict[int, ThreadView] = {}
        self.gone: frozenset[int] = frozenset()
        """Threads that are not mine to see."""
        self.unread: dict[Side, int] = {}
        self.partners: dict[Side, Partners] = {}
        self.hears: dict[int, HearAbout] = {}
        self.quick: dict[Side, tuple[str, ...]] = {}
        self._me = 0
        self._children: frozenset[int] = frozenset()
        self._read: dict[int, int] = {}
        self._got: dict[int, int] = {}
        self._reopen: tuple[int, ...] = ()
        self._meanwhile: tuple[events.Event, ...] = ()

    # questions

    def listing(self, key: Key) -> Listing:
        """How far a list is loaded."""
        return self.lists.get(key, Listing())

    def knows(self, thread_id: int) -> bool:
        """Whether a thread stands in some list, or was opened."""
        return thread_id in self.lines

    def shown(self, key: Key) -> list[ThreadLine]:
        """The threads of a list in their order; one child's from all children's list, until theirs is loaded."""
        side, child, waiting = key
        listing = self.listing(key)
        if child is not None and not waiting and not listing.ids and listing.state != "ready":
            return [line for line in self.shown((side, None, False)) if line.thread.pupil_id == child]
        return [self.lines[one] for one in listing.ids if one in self.lines]

    def line(self, thread_id: int) -> ThreadLine | None:
        """A thread as it stands in a list, if it is known here."""
        return self.lines.get(thread_id)

    def view(self, thread_id: int) -> ThreadView | None:
        """What a thread's screen shows besides the messages."""
        return self.views.get(thread_id)

    def talk(self, thread_id: int) -> Talk:
        """How far a thread's messages are loaded."""
        return self.talks.get(thread_id, Talk())

    def message(self, message_id: int) -> Message | None:
        """One message of those that are loaded."""
        everything = (message for talk in self.talks.values() for message in talk.messages)
        return next((message for message in everything if message.id == message_id), None)

    def read_up_to(self, thread_id: int) -> int:
        """The newest message that I have read, as far as this page knows."""
        return self._read.get(thread_id, 0)

    def standing(self, message: Message) -> Standing:
        """How far a message of mine has got with the other side; a colleague who reads it does not count."""
        view = self.view(message.thread_id)
        if view is None:
            return "sent"
        thread = view.line.thread
        others = {person.id for person in (thread.family if message.side == "staff" else thread.staff)}
        return standing((mark for mark in view.marks if mark.person_id in others), message.id)

    def unread_on(self, sides: Iterable[Side]) -> int:
        """How many messages wait to be read on these sides."""
        return sum(self.unread.get(side, 0) for side in sides)

    def sides_of(self, thread: Thread) -> tuple[Side, ...]:
        """On which of my sides a thread stands; both for who teaches their own child."""
        mine: tuple[Side, ...] = ("family",) if thread.pupil_id in self._children else ()
        works_there = any(person.id == self._me for person in thread.staff)
        return (*mine, "staff") if works_there or not mine else mine

    # changes that come from the server

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Start afresh; what stood on the screen is loaded again (``take_reopened``)."""
        reopen = tuple(thread_id for thread_id, talk in self.talks.items() if talk.state != "none")
        self.clear()
        self._me = snapshot.me.id
        self._children = frozenset(child.id for child in snapshot.children)
        self._reopen = reopen
        self.page((side, None, False), snapshot.threads, first=True)
        other: Side = "family" if side == "staff" else "staff"
        self._count(other, snapshot.unread_other)

    def take_reopened(self) -> tuple[int, ...]:
        """The threads that were open before the last snapshot; asked once."""
        reopened, self._reopen = self._reopen, ()
        return reopened

    def page(self, key: Key, page: ThreadPage, *, first: bool) -> None:
        """Take one page of a list: the newest one, or the one after what is there."""
        for line in page.threads:
            self._know(line)
        old = () if first else self.listing(key).ids
        ids = dict.fromkeys((*old, *(line.thread.id for line in page.threads)))
        self.lists[key] = Listing(tuple(ids), page.next, "ready")
        self._count(key[0], page.unread)
        self._take_again()

    def mark_list(self, key: Key, state: Loading) -> None:
        """Say how loading a list goes."""
        self.lists[key] = msgspec.structs.replace(self.listing(key), state=state)
        self._forget_meanwhile()

    def opened(self, view: ThreadView) -> None:
        """Take a thread with all that its screen shows."""
        thread = view.line.thread
        self.views[thread.id] = view
        self.gone = self.gone - {thread.id}
        self._know(view.line)
        if view.line.last is not None:
            self._place(thread)
        if view.hear_about is not None:
            self.hears[thread.pupil_id] = view.hear_about

    def one_more(self, thread_id: int) -> None:
        """A message came to a thread that was not known until now: it is new, if it is not mine."""
        line = self.line(thread_id)
        if line is not None and line.unread:
            for side in self.sides_of(line.thread):
                self._count(side, self.unread.get(side, 0) + 1)

    def lost(self, thread_id: int) -> None:
        """The server does not let me see this thread."""
        self.gone = self.gone | {thread_id}
        for known in (self.views, self.lines, self.talks):
            known.pop(thread_id, None)

    def message_page(self, thread_id: int, page: MessagePage, *, first: bool) -> None:
        """Take one page of messages: the newest one, or the one before what is there."""
        newer = () if first else self.talk(thread_id).messages
        by_id = {message.id: message for message in (*page.messages, *newer)}
        self.talks[thread_id] = Talk(tuple(by_id.values()), page.next, "ready")
        self._take_again()

    def mark_talk(self, thread_id: int, state: Loading) -> None:
        """Say how loading messages goes."""
        self.talks[thread_id] = msgspec.structs.replace(self.talk(thread_id), state=state)
        self._forget_meanwhile()

    def arrived(self, message: Message) -> None:
        """A message is with the server: one of mine, or an earlier one in new words."""
        self._said(message)

    def have_got(self, thread_id: int, message_id: int) -> bool:
        """A message came to this device; whether that is news to the server."""
        is_news = message_id > max(self._got.get(thread_id, 0), self.read_up_to(thread_id))
        if is_news:
            self._got[thread_id] = message_id
        return is_news

    def have_read(self, thread_id: int, message_id: int) -> None:
        """I have read a thread to its end, on this screen."""
        if message_id > self.read_up_to(thread_id):
            self._i_read(thread_id, message_id, 0)

    def offered(self, side: Side, partners: Partners) -> None:
        """Take with whom I can begin a thread."""
        self.partners[side] = partners

    def heard(self, about: HearAbout) -> None:
        """What a family would like to hear about, as it stands now."""
        self.hears[about.pupil_id] = about

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        if self._is_loading():
            self._meanwhile = (*self._meanwhile, event)
        self._apply(event)

    def _apply(self, event: events.Event) -> None:
        match event:
            case events.ThreadOpened(thread):
                self._know(self.line(thread.id) or ThreadLine(thread=thread, last=None, unread=0))
            case events.MessageSent(message, waiting_since):
                self._sent(message, waiting_since)
            case events.MessageChanged(message, waiting_since):
                self._said(message)
                self._wait(message.thread_id, waiting_since)
            case events.MarksChanged(thread_id, mark):
                self._mark_moved(thread_id, mark)
            case events.MyMarks(thread_id, read, unread):
                self._i_read(thread_id, read, unread)
            case events.HearAboutChanged(about):
                self.hears[about.pupil_id] = about
            case events.TextTranslated(text):
                self._translated(text)
            case _:
                pass

    def clear(self) -> None:
        """Forget everything."""
        self.lines, self.lists, self.talks, self.views = {}, {}, {}, {}
        self.unread, self.partners, self.hears, self.quick = {}, {}, {}, {}
        self.gone = frozenset()
        self._me, self._children, self._read, self._got = 0, frozenset(), {}, {}
        self._reopen, self._meanwhile = (), ()
        self._badges.show(PLACE, 0)

    # how

    def _count(self, side: Side, unread: int) -> None:
        self.unread[side] = max(0, unread)
        self._badges.show(PLACE, sum(self.unread.values()))

    def _is_loading(self) -> bool:
        parts: tuple[Listing | Talk, ...] = (*self.lists.values(), *self.talks.values())
        return any(part.state == "loading" for part in parts)

    def _take_again(self) -> None:
        """What happened while a page was on its way is newer than the page may be."""
        for event in self._meanwhile:
            self._apply(event)
        self._forget_meanwhile()

    def _forget_meanwhile(self) -> None:
        if self._meanwhile and not self._is_loading():
            self._meanwhile = ()

    def _know(self, line: ThreadLine) -> None:
        if self.lines.get(line.thread.id) != line:
            self.lines[line.thread.id] = line

    def _i_read(self, thread_id: int, read: int, unread: int) -> None:
        self._read[thread_id] = max(read, self.read_up_to(thread_id))
        line = self.line(thread_id)
        if line is None or line.unread == unread:
            return
        for side in self.sides_of(line.thread):
            self._count(side, self.unread.get(side, 0) - (line.unread - unread))
        self.lines[thread_id] = msgspec.structs.replace(line, unread=unread)

    def _sent(self, message: Message, waiting_since: int | None) -> None:
        line = self.line(message.thread_id)
        if line is None:
            return  # its thread is asked for (``actions.hear``), and brings it along
        is_newest = line.last is None or message.id > line.last.id
        if is_newest and message.author.id != self._me and message.id > self.read_up_to(line.thread.id):
            unread = min(line.unread + 1, MOST_UNREAD)
            for side in self.sides_of(line.thread):
                self._count(side, self.unread.get(side, 0) + unread - line.unread)
            self._know(msgspec.structs.replace(line, unread=unread))
        self._said(message)
        self._wait(message.thread_id, waiting_since)

    def _wait(self, thread_id: int, since: int | None) -> None:
        """Since when a thread waits for an answer; and to its place in each list."""
        line = self.line(thread_id)
        if line is not None:
            thread = msgspec.structs.replace(line.thread, waiting_since=since)
            self._know(msgspec.structs.replace(line, thread=thread))
            self._place(thread)

    def _place(self, thread: Thread) -> None:
        """Put a thread where it stands now in each list that is loaded."""
        for key, listing in list(self.lists.items()):
            if listing.state == "none":
                continue
            side, child, waiting = key
            belongs = side in self.sides_of(thread) and child in {None, thread.pupil_id}
            others = [one for one in listing.ids if one != thread.id and one in self.lines]
            if belongs and (not waiting or thread.waiting_since is not None):
                others = self._inserted(others, thread.id, listing, waiting=waiting)
            if tuple(others) != listing.ids:
                self.lists[key] = msgspec.structs.replace(listing, ids=tuple(others))

    def _inserted(self, others: list[int], thread_id: int, listing: Listing, *, waiting: bool) -> list[int]:
        def rank(one: int) -> int:
            """Smaller stands higher: who waits longest, or who wrote last."""
            line = self.lines[one]
            return (line.thread.waiting_since or 0) if waiting else -(line.last.id if line.last else 0)

        mine = rank(thread_id)
        at = next((at for at, one in enumerate(others) if rank(one) > mine), len(others))
        if at == len(others) and listing.next is not None:
            return others  # it lies beyond what is loaded, and comes with its page
        return [*others[:at], thread_id, *others[at:]]

    def _said(self, message: Message) -> None:
        line = self.line(message.thread_id)
        if line is not None and (line.last is None or message.id >= line.last.id) and line.last != message:
            self.lines[message.thread_id] = msgspec.structs.replace(line, last=message)
        talk = self.talk(message.thread_id)
        if talk.state == "none":
            return
        by_id = {one.id: one for one in talk.messages}
        if message.id not in by_id and talk.messages and talk.next and message.id < talk.messages[0].id:
            return  # it comes with its page
        by_id[message.id] = message
        ordered = tuple(by_id[message_id] for message_id in sorted(by_id))
        self.talks[message.thread_id] = msgspec.structs.replace(talk, messages=ordered)

    def _mark_moved(self, thread_id: int, mark: Mark) -> None:
        view = self.view(thread_id)
        if view is None or mark.person_id == self._me:
            return
        others = tuple(one for one in view.marks if one.person_id != mark.person_id)
        self.views[thread_id] = msgspec.structs.replace(view, marks=(*others, mark))

    def _translated(self, text: Text) -> None:
        for thread_id, talk in list(self.talks.items()):
            if any(one.text.id == text.id for one in talk.messages):
                messages = tuple(in_new_words(one, text) for one in talk.messages)
                self.talks[thread_id] = msgspec.structs.replace(talk, messages=messages)
        for thread_id, line in list(self.lines.items()):
            if line.last is not None and line.last.text.id == text.id:
                self.lines[thread_id] = msgspec.structs.replace(line, last=in_new_words(line.last, text))
        for pupil_id, about in list(self.hears.items()):
            if about.text is not None and about.text.id == text.id:
                self.hears[pupil_id] = msgspec.structs.replace(about, text=text)


def in_new_words(message: Message, text: Text) -> Message:
    """A message after its words were translated."""
    return msgspec.structs.replace(message, text=text) if message.text.id == text.id else message
