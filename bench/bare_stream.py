"""The floor under a story that is seen: a server that commits one row and writes one frame to each listener.

``python -m bench.bare_stream PORT PLACE``: ``PLACE`` is a SQLite file or a PostgreSQL address.
"""

import asyncio
import sqlite3
import sys
from collections.abc import Callable
from typing import Any

import psycopg

from bench.follow import NEWS
from bench.load import fast_loop
from server.core.engines import PRAGMAS

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n\r\n:\n\n"
YES = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
FRAME = b"id: 1\ndata: {" + NEWS + b":" + b"x" * 900 + b"}\n\n"


class Connection(asyncio.Protocol):
    """Answers at once, whoever asks."""

    def __init__(self, listeners: list[Any], keep: Callable[[], object]) -> None:
        self._listeners = listeners
        self._keep = keep

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport: Any = transport

    def data_received(self, data: bytes) -> None:
        if data.startswith(b"GET /v1/events"):
            self._listeners.append(self._transport)
            self._transport.write(HEAD)
            return
        if data.startswith(b"POST"):
            self._keep()
            for listener in self._listeners:
                listener.write(FRAME)
        self._transport.write(YES)


def keeper(place: str) -> Callable[[], object]:
    """Commits one row each time it is called."""
    if place.startswith("postgresql"):
        postgres = psycopg.connect(place.replace("+psycopg", ""), autocommit=True)
        postgres.execute("CREATE TABLE IF NOT EXISTS bench_floor (body TEXT)")
        return lambda: postgres.execute("INSERT INTO bench_floor VALUES (%s)", ["x" * 300])
    sqlite = sqlite3.connect(place, isolation_level=None)
    for pragma in PRAGMAS:
        sqlite.execute(f"PRAGMA {pragma}")
    sqlite.execute("CREATE TABLE IF NOT EXISTS bench_floor (body TEXT)")
    return lambda: sqlite.execute("INSERT INTO bench_floor VALUES (?)", ["x" * 300])


async def serve(port: int, place: str) -> None:
    """Serves until it is stopped."""
    listeners: list[Any] = []
    keep = keeper(place)
    server = await asyncio.get_running_loop().create_server(
        lambda: Connection(listeners, keep), "127.0.0.1", port
    )
    await server.serve_forever()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=fast_loop) as runner:
        runner.run(serve(int(sys.argv[1]), sys.argv[2]))
