"""What this page knows of looking for words in messages."""

from __future__ import annotations

import msgspec

from client.core.finding import Finder
from client.core.observe import observable
from client.messages.store import in_new_words
from wire import events
from wire.base import Text
from wire.messages import FoundMessage


@observable
class FoundStore(Finder[FoundMessage]):
    """The messages that were found."""

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
