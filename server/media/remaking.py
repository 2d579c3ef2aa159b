"""The one place where uploaded files are made anew: one at a time, each in a process that may fail alone."""

import asyncio
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec

from server.core.files import Files
from server.core.refused import Refused
from server.media.files import StoredFile, store_file
from server.media.store import full_disk_refused
from wire.base import Refusal
from wire.media import FileKind

MOST_WAITING: Final = 10
"""A video of three minutes takes up to two of work."""
MOST_SECONDS: Final = 170
"""Less than an app waits for its upload."""
STATUS = {"too_large": 413, "video_too_long": 413, "picture_too_large": 413, "too_many_pages": 413}
ROOT = Path(__file__).parents[2]


class Remaking:
    """Makes files anew and stores them."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="files")
        self._waiting = 0

    def refuse_if_busy(self) -> None:
        """Raises ``busy`` when so many wait that another would wait too long."""
        if self._waiting >= MOST_WAITING:
            raise Refused("busy", 503)

    async def store(self, incoming: str) -> StoredFile:
        """Makes the file of that name anew and stores what came of it. Raises ``Refused``."""
        self.refuse_if_busy()
        self._waiting += 1
        try:
            loop = asyncio.get_running_loop()
            return await loop.run_in_executor(self._thread, self._remake, self._files.path(incoming))
        finally:
            self._waiting -= 1

    def close(self) -> None:
        """Lets the thread go."""
        self._thread.shutdown(cancel_futures=True)

    def _remake(self, source: Path) -> StoredFile:
        with tempfile.TemporaryDirectory(dir=source.parent, prefix="remade-") as folder:
            target = Path(folder) / "file"
            kind = remade(source, target)
            with full_disk_refused():
                return store_file(self._files, target, kind)


def remade(source: Path, target: Path) -> FileKind:
    """Runs ``server.media.remake`` on a file. Raises the ``Refused`` that it says, ``file_damaged`` if it dies."""
    command = [sys.executable, "-m", "server.media.remake", str(source), str(target)]
    try:
        told = subprocess.run(  # noqa: S603 - our own program
            command, capture_output=True, text=True, timeout=MOST_SECONDS, check=False, cwd=ROOT
        )
    except subprocess.TimeoutExpired:
        raise Refused("video_too_long", 413, limit=MOST_SECONDS) from None
    said = told.stdout.strip()
    if told.returncode == 0:
        return FileKind(said)
    try:
        refusal = msgspec.json.decode(said, type=Refusal)
    except msgspec.MsgspecError:
        raise Refused("file_damaged", 422) from None
    raise Refused(refusal.code, STATUS.get(refusal.code, 422), **refusal.facts)
