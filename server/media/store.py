"""Where a picture's files are, and the order in which they come and go: files first, then the row."""

import errno
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from server.core.files import Files
from server.core.refused import Refused
from server.media.clean import Cleaned, clean

INCOMING: Final = "incoming"
ORIGINALS: Final = "originals"
COPIES: Final = "media"


@dataclass(frozen=True, slots=True)
class Stored:
    """A cleaned picture whose files are on the disk, not yet known to the database."""

    folder: str
    width: int
    height: int
    colour: str


def store_picture(files: Files, data: bytes) -> Stored:
    """Cleans an uploaded file and stores the original, which is never served, and the copies.

    Raises ``Refused`` as ``clean`` does, and ``disk_full``.
    """
    cleaned = clean(data)
    folder = new_folder()
    try:
        with full_disk_refused():
            _put_all(files, folder, data, cleaned)
    except BaseException:
        delete_picture(files, folder)
        raise
    return Stored(folder, cleaned.width, cleaned.height, cleaned.colour)


def _put_all(files: Files, folder: str, data: bytes, cleaned: Cleaned) -> None:
    files.put(f"{ORIGINALS}/{folder}", data)
    for size, copy in cleaned.copies.items():
        files.put(copy_name(folder, size), copy)


def new_folder() -> str:
    """A name that nobody can guess, in one of 256 folders."""
    name = secrets.token_hex(16)
    return f"{name[:2]}/{name}"


def copy_name(folder: str, size: int) -> str:
    """The file of one copy."""
    return f"{COPIES}/{folder}/{size}.webp"


def delete_picture(files: Files, folder: str) -> None:
    """Removes all files of a picture, as many as there are."""
    files.delete(f"{ORIGINALS}/{folder}")
    shutil.rmtree(files.path(f"{COPIES}/{folder}"), ignore_errors=True)


@contextmanager
def full_disk_refused() -> Iterator[None]:
    """A full disk is something that a person can do something about: say so."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise Refused("disk_full", 507) from error
        raise


def old_folders(files: Files, older_than: float) -> set[str]:
    """The folders of pictures whose files were written more than ``older_than`` seconds ago."""
    found = set()
    for kind in (ORIGINALS, COPIES):
        found |= {f"{path.parent.name}/{path.name}" for path in _old(files, f"{kind}/*/*", older_than)}
    return found


def old_files(files: Files, kind: str, older_than: float) -> set[str]:
    """The names below ``kind`` of files that were written more than ``older_than`` seconds ago."""
    return {f"{path.parent.name}/{path.name}" for path in _old(files, f"{kind}/*/*", older_than)}


def delete_old_incoming(files: Files, older_than: float) -> None:
    """Removes what is left of uploads that were cut off."""
    for path in _old(files, f"{INCOMING}/*", older_than):
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _old(files: Files, pattern: str, older_than: float) -> list[Path]:
    # Files carry the machine's own time, whatever the school's clock says.
    before = time.time() - older_than
    return [path for path in files.root.glob(pattern) if path.stat().st_mtime <= before]
