"""Fakes for the edges of the system: the clock. They refuse what was not prepared."""

from server.core.clock import Clock

THURSDAY_9_AM = 1_794_474_000_000
"""Thursday 12 November 2026, 9:00 in London, in ms."""
SECOND, MINUTE, HOUR, DAY = 1_000, 60_000, 3_600_000, 86_400_000


class FixedClock(Clock):
    """A clock that moves only when a test moves it, and never back unless told to."""

    def __init__(self, now: int = THURSDAY_9_AM) -> None:
        self._now = now

    def now(self) -> int:
        """The moment that the test chose."""
        return self._now

    def forward(self, ms: int) -> None:
        """Later by ``ms``."""
        if ms < 0:
            raise AssertionError("Use put_back to make a clock wrong on purpose.")
        self._now += ms

    def put_back(self, ms: int) -> None:
        """A clock that is wrong: earlier by ``ms``."""
        self._now -= ms
