"""What this page knows of looking for words in messages."""

from __future__ import annotations

import msgspec

from client.core.me import Side
from client.core.observe import observable
from client.messages.store import Loading, in_new_words
from wire import events
from wire.base import Text
from wire.messages import Found, FoundMessage
from wire.snapshot import Snapshot


@observable
class FoundStore:
    """The words that were looked for, and what was found, the newest first."""

    def __init__(self) -> None:
        self.words = ""
        self.found: tuple[FoundMessage, ...] = ()
        self.next: int | None = None
        self.state: Loading = "none"

    def searching(self, words: str) -> None:
        """Somebody looks for these words."""
        if self.words != words:
            self.clear()
        self.words, self.state = words, "loading"

    def take_page(self, words: str, answer: Found, *, first: bool) -> None:
        """Take one page of what was found; nothing if something else is looked for by now."""
        if self.words == words:
            self.found = (*(() if first else self.found), *answer.found)
            self.next, self.state = answer.next, "ready"

    def failed(self, words: str) -> None:
        """It could not be looked for."""
        if self.words == words:
            self.state = "failed"

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """What was found before may not be mine to see any more."""
        self.clear()

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        match event:
            case events.MessageChanged(message):
                self.found = tuple(
                    msgspec.structs.replace(one, message=message) if one.message.id == message.id else one
                    for one in self.found
                )
            case events.TextTranslated(text):
                self._translated(text)
            case _:
                pass

    def _translated(self, text: Text) -> None:
        if any(one.message.text.id == text.id for one in self.found):
            self.found = tuple(
                msgspec.structs.replace(one, message=in_new_words(one.message, text)) for one in self.found
            )

    def clear(self) -> None:
        """Forget everything."""
        self.words, self.found, self.next, self.state = "", (), None, "none"
