"""What this page knows of calls: my own wishes, and for the office the list of all."""

from __future__ import annotations

from typing import Literal

import msgspec

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.base import Text
from wire.calls import Call, CallPage, CallState, MyCalls
from wire.snapshot import Snapshot

Loading = Literal["none", "loading", "ready", "failed"]


class CallList(msgspec.Struct, frozen=True):
    """A part of the office's list as far as it was loaded."""

    calls: tuple[Call, ...] = ()
    next: int | None = None
    state: Loading = "none"


@observable
class CallsStore:
    """``mine``: my open wishes, the oldest first. ``waiting`` and ``closed``: the office's list."""

    def __init__(self) -> None:
        self.mine: tuple[Call, ...] = ()
        self.mine_state: Loading = "none"
        self.phone = ""
        """The number that I gave last."""
        self.waiting = CallList()
        self.closed = CallList()
        self.open = 0
        """How many wait in all."""

    def my_calls(self, answer: MyCalls) -> None:
        """Take my own wishes."""
        self.mine, self.phone, self.mine_state = answer.calls, answer.phone, "ready"

    def page(self, page: CallPage, *, closed: bool, first: bool) -> None:
        """Take a page of the office's list."""
        before = () if first else self._list(closed=closed).calls
        by_id = {call.id: call for call in (*before, *page.calls)}
        self._set(CallList(tuple(by_id.values()), page.next, "ready"), closed=closed)
        self.open = page.open

    def mark(self, state: Loading, *, closed: bool) -> None:
        """Say how loading the office's list goes."""
        self._set(msgspec.structs.replace(self._list(closed=closed), state=state), closed=closed)

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of calls: ``actions.catch_up`` loads again what is shown."""

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        match event:
            case events.CallChanged(call, office=True):
                self._for_the_office(call)
            case events.CallChanged(call, office=False):
                self._for_me(call)
            case events.TextTranslated(text):
                self._translated(text)
            case _:
                pass

    def clear(self) -> None:
        """Forget everything."""
        self.mine, self.mine_state, self.phone = (), "none", ""
        self.waiting, self.closed, self.open = CallList(), CallList(), 0

    def _list(self, *, closed: bool) -> CallList:
        return self.closed if closed else self.waiting

    def _set(self, calls: CallList, *, closed: bool) -> None:
        if closed:
            self.closed = calls
        else:
            self.waiting = calls

    def _for_me(self, call: Call) -> None:
        others = [one for one in self.mine if one.id != call.id]
        mine = [*others, call] if call.state is CallState.OPEN else others
        self.mine = tuple(sorted(mine, key=lambda one: one.id))

    def _for_the_office(self, call: Call) -> None:
        waiting = [one for one in self.waiting.calls if one.id != call.id]
        was_open = len(waiting) < len(self.waiting.calls)
        if call.state is CallState.OPEN:
            if self.waiting.next is None:
                waiting = sorted([*waiting, call], key=lambda one: one.id)
            self.open += 0 if was_open else 1
        else:
            self.open = max(0, self.open - 1)
            if self.closed.state == "ready":
                closed = (call, *(one for one in self.closed.calls if one.id != call.id))
                self.closed = msgspec.structs.replace(self.closed, calls=closed)
        self.waiting = msgspec.structs.replace(self.waiting, calls=tuple(waiting))

    def _translated(self, text: Text) -> None:
        self.waiting = _with_text(self.waiting, text)
        self.closed = _with_text(self.closed, text)


def _with_text(calls: CallList, text: Text) -> CallList:
    def told(call: Call) -> Call:
        if call.text is not None and call.text.id == text.id:
            return msgspec.structs.replace(call, text=text)
        if call.note is not None and call.note.id == text.id:
            return msgspec.structs.replace(call, note=text)
        return call

    changed = tuple(told(call) for call in calls.calls)
    return calls if changed == calls.calls else msgspec.structs.replace(calls, calls=changed)
