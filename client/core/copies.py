"""Files that were kept on this device, to be read without a connection; in a browser none can be.

They lie in the app's own folder, as safe as ``client.core.native`` says, and go when their person signs out.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path, PurePath
from typing import Final

import msgspec

from client.core import log
from client.core.observe import observable

FOLDER: Final = "documents"
LONGEST_NAME: Final = 100


class Copy(msgspec.Struct, frozen=True):
    """One kept file. ``key`` and ``version``: of what it is a copy; ``name``: as another program will see it.

    ``about``: what the feature wants to know of it without a connection, in its own words.
    """

    key: int
    version: int
    name: str
    about: bytes = b""


class _Index(msgspec.Struct, frozen=True):
    owner: str
    copies: tuple[Copy, ...]


@observable
class CopyStore:
    """What is kept here, by key, and how far each that is being fetched has come (0 to 1)."""

    def __init__(self) -> None:
        self.kept: dict[int, Copy] = {}
        self.coming: dict[int, float] = {}
        self._folder: Path | None = None
        self._owner = ""

    @property
    def possible(self) -> bool:
        """Whether files can be kept here at all."""
        return self._folder is not None

    def has(self, key: int, version: int) -> bool:
        """Whether this version of it is here."""
        return key in self.kept and self.kept[key].version == version

    def open(self, storage: Path | None, owner: str) -> None:
        """Know what ``owner`` kept here; what somebody else left is deleted."""
        self._folder, self._owner = (storage / FOLDER if storage else None), owner
        self.kept, self.coming = {}, {}
        if self._folder is None:
            return
        try:
            index = _read(self._folder)
            if index is None or index.owner != owner:
                shutil.rmtree(self._folder, ignore_errors=True)
                return
        except OSError as error:
            log.bug(error, "opening kept files")
            return
        self.kept = {one.key: one for one in index.copies if self._file(one).exists()}

    def path(self, key: int) -> Path | None:
        """Where a kept file is."""
        return self._file(self.kept[key]) if key in self.kept else None

    def put(self, copy: Copy, write: Callable[[Path], None]) -> None:
        """Keep a file that ``write`` puts into place, instead of an older version. Raises ``OSError``."""
        place = self._file(copy)
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        write(place)
        place.chmod(0o600)
        old = self.kept.get(copy.key)
        self.kept[copy.key] = copy
        self._write()
        if old is not None and self._file(old).parent != place.parent:
            shutil.rmtree(self._file(old).parent, ignore_errors=True)

    def tell(self, key: int, about: bytes) -> None:
        """Something else is known of a kept file now; the file stays."""
        if key in self.kept and self.kept[key].about != about:
            self.kept[key] = msgspec.structs.replace(self.kept[key], about=about)
            self._write()

    def drop(self, key: int) -> None:
        """Keep it no more."""
        copy = self.kept.pop(key, None)
        if copy is not None:
            self._write()
            shutil.rmtree(self._file(copy).parent, ignore_errors=True)

    def forget(self) -> None:
        """Its person signs out: nothing stays."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self.clear()

    def clear(self) -> None:
        """Know nothing; the files stay for the same person's next start."""
        self.kept, self.coming = {}, {}
        self._folder, self._owner = None, ""

    @property
    def _here(self) -> Path:
        if self._folder is None:
            raise OSError("no folder")
        return self._folder

    def _file(self, copy: Copy) -> Path:
        return self._here / f"{copy.key}-{copy.version}" / _safe(copy.name)

    def _write(self) -> None:
        half = self._here / "index.half"
        half.write_bytes(msgspec.json.encode(_Index(self._owner, tuple(self.kept.values()))))
        half.chmod(0o600)
        half.replace(self._here / "index.json")


def _read(folder: Path) -> _Index | None:
    try:
        return msgspec.json.decode((folder / "index.json").read_bytes(), type=_Index)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as error:
        log.bug(error, "reading the list of kept files")
        return None


def _safe(name: str) -> str:
    """A file name that every system takes, with its ending."""
    plain = re.sub(r'[\x00-\x1f<>:"/\\|?*]', " ", name).strip(" .") or "document"
    stem, ending = PurePath(plain).stem, PurePath(plain).suffix[:10]
    return stem[:LONGEST_NAME] + ending
