"""What time it is, in one place, so that a test can say it."""

import time
from typing import Protocol


class Tells(Protocol):
    """Whatever tells the time."""

    def now(self) -> int:
        """Milliseconds since 1970 in UTC."""


class Clock:
    """The clock of the device."""

    def now(self) -> int:
        """Milliseconds since 1970 in UTC."""
        return time.time_ns() // 1_000_000
