"""Leaves an engine in peace for a while when it keeps failing, for one language or for all."""

import threading
from typing import Final

from server.core.clock import Clock
from server.translation.engines.base import EngineFailed, FailedBy

FAILURES: Final = 3
REST_MS: Final = 30_000
_ALL: Final = ""
_OF_THE_WHOLE: Final = (FailedBy.UNREACHABLE, FailedBy.TIMEOUT)
"""What says something about the engine and not about one of its languages."""


class Breaker:
    """Counts failures of each engine and language. After a rest one call may try; if it fails, the rest goes on."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._failures: dict[tuple[str, str], int] = {}
        self._rests_until: dict[tuple[str, str], int] = {}
        self._lock = threading.Lock()

    def check(self, engine: str, lang: str) -> None:
        """Raises ``EngineFailed`` while this engine rests; lets one call through after it."""
        now = self._clock.now()
        with self._lock:
            keys = [(engine, _ALL), (engine, lang)]
            until = max(self._rests_until.get(key, 0) for key in keys)
            if now < until:
                raise EngineFailed(FailedBy.RESTING, retry_after=(until - now) / 1000)
            for key in keys:
                if key in self._rests_until:
                    self._rests_until[key] = now + REST_MS

    def worked(self, engine: str, lang: str) -> None:
        """The engine answered."""
        with self._lock:
            for key in ((engine, _ALL), (engine, lang)):
                self._failures.pop(key, None)
                self._rests_until.pop(key, None)

    def failed(self, engine: str, lang: str, error: EngineFailed) -> None:
        """The engine did not answer, or said that it was asked too much."""
        with self._lock:
            for key in [(engine, lang), *([(engine, _ALL)] if error.by in _OF_THE_WHOLE else [])]:
                self._failures[key] = self._failures.get(key, 0) + 1
                if error.retry_after or self._failures[key] >= FAILURES:
                    wait = max(REST_MS, int(error.retry_after * 1000))
                    self._rests_until[key] = self._clock.now() + wait
