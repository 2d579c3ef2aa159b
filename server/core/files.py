"""A folder of files that are either wholly there or not at all."""

import os
import secrets
from contextlib import suppress
from pathlib import Path


class Files:
    """Stores bytes under names like ``media/12/800.webp``; names come from the server, never from people."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, name: str) -> Path:
        """Where a file is, whether or not it exists. A name that leaves the folder is a ``ValueError``."""
        path = (self.root / name).resolve()
        if not path.is_relative_to(self.root.resolve()):
            raise ValueError(name)
        return path

    def put(self, name: str, data: bytes, *, private: bool = False) -> None:
        """Stores a file: it is on the disk when this returns, and nobody ever sees half of it.

        ``private``: no other user of the machine may read it.
        """
        path = self.path(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        try:
            with fresh.open("xb") as file:
                if private:
                    fresh.chmod(0o600)
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink()
            raise
        _sync_folder(path.parent)

    def read(self, name: str) -> bytes:
        """The bytes of a file. Raises ``FileNotFoundError``."""
        return self.path(name).read_bytes()

    def delete(self, name: str) -> None:
        """Removes a file, if it is there."""
        self.path(name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
