"""Stands between a browser and a server and counts all that goes to the browser, whoever in it asked."""

import asyncio
import threading
import time
from contextlib import suppress
from typing import Self


class Relay:
    """Passes everything on to ``port`` from ``with`` on."""

    def __init__(self, port: int) -> None:
        self.bytes = 0
        self.heard = time.monotonic()
        self.port = 0
        self._to = port
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(self, *error: object) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def quiet_for(self) -> float:
        """Seconds since the browser was last sent something."""
        return time.monotonic() - self.heard

    def _run(self) -> None:
        server = self._loop.run_until_complete(asyncio.start_server(self._carry, "127.0.0.1", 0))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        self._loop.run_forever()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self._to)
        await asyncio.gather(
            self._pipe(reader, there_writer), self._pipe(there_reader, writer, counting=True)
        )

    async def _pipe(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, *, counting: bool = False
    ) -> None:
        with suppress(OSError):
            while data := await reader.read(262_144):
                if counting:
                    self.bytes += len(data)
                    self.heard = time.monotonic()
                writer.write(data)
                await writer.drain()
        writer.close()
