"""What this page knows of signing in and of the places where I am signed in."""

from __future__ import annotations

from typing import Literal

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.accounts import Device
from wire.snapshot import Snapshot

Loading = Literal["none", "loading", "ready", "failed"]


@observable
class DevicesStore:
    """The list of my devices, loaded when somebody looks at it."""

    def __init__(self) -> None:
        self.devices: tuple[Device, ...] = ()
        self.state: Loading = "none"

    def show(self, devices: tuple[Device, ...]) -> None:
        """Take the list as the server has it now."""
        self.devices = devices
        self.state = "ready"

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """A snapshot says nothing of devices."""

    def take(self, event: events.Event) -> None:
        """No event says anything of devices."""

    def clear(self) -> None:
        """Forget everything."""
        self.devices = ()
        self.state = "none"
