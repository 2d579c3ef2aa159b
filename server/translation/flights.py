"""Lets one thread fetch what several want at the same time."""

import threading
from collections.abc import Iterable

LONGEST_WAIT = 90
"""Seconds: longer than any engine may take."""


class Flights:
    """What is being fetched just now."""

    def __init__(self) -> None:
        self._under_way: dict[bytes, threading.Event] = {}
        self._lock = threading.Lock()

    def claim(self, keys: Iterable[bytes]) -> tuple[set[bytes], list[threading.Event]]:
        """Which of ``keys`` are now the caller's to fetch and then to ``land``, and what to wait for of the others.

        Whoever claimed must fetch and land before it waits, so that no two wait for each other.
        """
        mine: set[bytes] = set()
        others: list[threading.Event] = []
        with self._lock:
            for key in keys:
                if key in self._under_way:
                    others.append(self._under_way[key])
                else:
                    self._under_way[key] = threading.Event()
                    mine.add(key)
        return mine, others

    def land(self, keys: Iterable[bytes]) -> None:
        """These were fetched, or failed: whoever waits may look."""
        with self._lock:
            for key in keys:
                self._under_way.pop(key).set()
