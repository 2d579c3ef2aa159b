"""Hears of what other servers of the same school committed (PostgreSQL LISTEN)."""

import logging
import threading
from collections.abc import Callable

import psycopg

from server.core.feed import CHANNEL

log = logging.getLogger(__name__)

RETRY_SECONDS = 2.0


class Wake:
    """A thread that calls ``on_news`` whenever any server on this database told an event."""

    def __init__(self, url: str, on_news: Callable[[], None]) -> None:
        self._url = url.replace("postgresql+psycopg://", "postgresql://")
        self._on_news = on_news
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="wake", daemon=True)

    def start(self) -> None:
        """Begins to listen."""
        self._thread.start()

    def stop(self) -> None:
        """Stops within about a second."""
        self._stopping.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._stopping.is_set():
            try:
                self._listen()
            except psycopg.Error as error:
                log.warning("listening for news failed: %s", type(error).__name__)
                self._stopping.wait(RETRY_SECONDS)

    def _listen(self) -> None:
        with psycopg.connect(self._url, autocommit=True) as conn:
            conn.execute(f"LISTEN {CHANNEL}")
            # Whatever was told while nobody listened.
            self._on_news()
            while not self._stopping.is_set():
                for _ in conn.notifies(timeout=1.0, stop_after=1):
                    self._on_news()
