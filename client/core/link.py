"""How the app stands with the server, for the thin line that says so."""

from typing import Literal

from client.core.observe import observable

State = Literal["connecting", "live", "offline"]


@observable
class LinkStore:
    """``state`` of the connection, and since when the content may be old."""

    state: State = "connecting"
    fresh_at: int | None = None
    """When the content was last known to be up to date; set when the connection is lost, none while it holds."""

    def went_live(self) -> None:
        self.state = "live"
        self.fresh_at = None

    def lost(self, fresh_at: int | None) -> None:
        """The connection is gone; what is shown is as of ``fresh_at``."""
        if self.state != "offline" or self.fresh_at is None:
            self.fresh_at = fresh_at
        self.state = "offline"

    def connecting(self) -> None:
        if self.state == "live":
            self.state = "connecting"

    def clear(self) -> None:
        self.state = "connecting"
        self.fresh_at = None
