"""What this page knows of looking for something in the library."""

from __future__ import annotations

import msgspec

from client.core.finding import Finder
from client.core.observe import observable
from wire import events
from wire.library import Item


@observable
class FoundItemsStore(Finder[Item]):
    """The things of the library that were found."""

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        match event:
            case events.ItemChanged(item):
                self.found = tuple(item if one.id == item.id else one for one in self.found)
            case events.ItemWithdrawn(item_id):
                self.found = tuple(one for one in self.found if one.id != item_id)
            case events.TextTranslated(text) if any(text.id == one.title.id for one in self.found):
                self.found = tuple(
                    msgspec.structs.replace(one, title=text) if one.title.id == text.id else one
                    for one in self.found
                )
            case _:
                pass
