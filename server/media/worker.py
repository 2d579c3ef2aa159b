"""The one thread in which pictures are decoded, so that no other request waits for one."""

import asyncio
from concurrent.futures import ThreadPoolExecutor
from typing import Final

from server.core.files import Files
from server.core.refused import Refused
from server.media.store import Stored, store_picture

MOST_WAITING: Final = 50
"""About half a minute of work."""


class Pictures:
    """Cleans and stores pictures one at a time: one takes up to a second and 250 MB."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="pictures")
        self._waiting = 0

    def refuse_if_busy(self) -> None:
        """Raises ``busy`` when so many wait that another would wait too long."""
        if self._waiting >= MOST_WAITING:
            raise Refused("busy", 503)

    async def store(self, incoming: str) -> Stored:
        """Cleans and stores the file of that name. Raises ``Refused``."""
        self.refuse_if_busy()
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(
                self._thread, lambda: store_picture(self._files, self._files.read(incoming))
            )
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Lets the thread go."""
        self._thread.shutdown(cancel_futures=True)
