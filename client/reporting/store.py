"""What somebody is about to report."""

from __future__ import annotations

import msgspec

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.safeguarding import Reportable
from wire.snapshot import Snapshot


class Subject(msgspec.Struct, frozen=True):
    """The thing that the dialog is about."""

    what: Reportable
    id: int

    @property
    def place(self) -> str:
        """The draft in which the reason stands."""
        return f"report{self.what.value}:{self.id}"


@observable
class ReportingStore:
    """Which thing the dialog is about; none while it is closed."""

    def __init__(self) -> None:
        self.about: Subject | None = None
        self.too_short = False
        """Somebody tapped Send without having written why."""

    def ask(self, what: Reportable, id_: int) -> None:
        """Open the dialog about a thing."""
        self.too_short = False
        self.about = Subject(what, id_)

    def close(self) -> None:
        """Close it; what was written stays."""
        self.about = None
        self.too_short = False

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of it."""

    def take(self, event: events.Event) -> None:
        """No event says anything of it."""

    def clear(self) -> None:
        """Forget everything."""
        self.close()
