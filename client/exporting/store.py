"""The exports of conversations that I asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.safeguarding import Export
from wire.snapshot import Snapshot

Loading = Literal["none", "loading", "ready", "failed"]


@observable
class ExportsStore:
    """Exports by id, loaded when somebody looks at them; events say how far each is."""

    def __init__(self) -> None:
        self.by_id: dict[int, Export] = {}
        self.state: Loading = "none"

    def of(self, thread_id: int, *, as_evidence: bool = False) -> Export | None:
        """The newest export of a thread."""
        mine = [
            one
            for one in self.by_id.values()
            if one.thread_id == thread_id and one.as_evidence == as_evidence
        ]
        return max(mine, key=lambda one: one.id, default=None)

    def show(self, exports: Iterable[Export]) -> None:
        """Take what the server has now."""
        for one in exports:
            self.by_id[one.id] = one

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of exports: what is known may be old."""
        self.state = "none"

    def take(self, event: events.Event) -> None:
        """An export got further."""
        if isinstance(event, events.ExportChanged):
            self.by_id[event.export.id] = event.export

    def clear(self) -> None:
        """Forget everything."""
        self.by_id = {}
        self.state = "none"
