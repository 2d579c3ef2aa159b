"""Things with files that are kept on this device, to be read without a connection; in a browser none can be.

They lie in the app's own folder, as safe as ``client.core.native`` says, and go when their person signs out.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path, PurePath
from typing import Final

import msgspec

from client.core import log
from client.core.observe import observable

FOLDER: Final = "documents"
LONGEST_NAME: Final = 100


class Copy(msgspec.Struct, frozen=True):
    """One kept thing with all its files. ``key`` and ``version``: of what it is a copy.

    ``files``: by a name of the feature's own, as other programs will see them. ``about``: what the feature wants to
    know of it without a connection, in its own words.
    """

    key: int
    version: int
    files: dict[str, str]
    about: bytes = b""


class _Index(msgspec.Struct, frozen=True):
    owner: str
    copies: tuple[Copy, ...]


@observable
class CopyStore:
    """What is kept here, by key; ``coming``: how far each that is being fetched has come, 0 to 1."""

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
        self.kept = {one.key: one for one in index.copies if self._is_whole(one)}
        self._sweep()

    def _sweep(self) -> None:
        """What was being fetched when the app ended is half a thing."""
        whole = {self._folder_of(copy) for copy in self.kept.values()}
        for folder in self._here.iterdir():
            if folder.is_dir() and folder not in whole:
                shutil.rmtree(folder, ignore_errors=True)

    def path(self, key: int, file: str) -> Path | None:
        """Where a kept file is."""
        copy = self.kept.get(key)
        return self._file(copy, file) if copy is not None and file in copy.files else None

    def room(self, copy: Copy) -> dict[str, Path]:
        """Where the files of a new copy are to be put, before ``put``. Raises ``OSError``."""
        self._here.mkdir(mode=0o700, parents=True, exist_ok=True)
        places = {file: self._file(copy, file) for file in copy.files}
        for place in places.values():
            place.parent.mkdir(parents=True, exist_ok=True)
        return places

    def put(self, copy: Copy) -> None:
        """Its files are all in their places: keep it, instead of an older version. Raises ``OSError``."""
        old = self.kept.get(copy.key)
        self.kept[copy.key] = copy
        self._write()
        if old is not None and old.version != copy.version:
            shutil.rmtree(self._folder_of(old), ignore_errors=True)

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
            shutil.rmtree(self._folder_of(copy), ignore_errors=True)

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

    def _folder_of(self, copy: Copy) -> Path:
        return self._here / f"{copy.key}-{copy.version}"

    def _file(self, copy: Copy, file: str) -> Path:
        # Each in a folder of its own: two files of one thing may have the same name.
        return self._folder_of(copy) / file / _safe(copy.files[file])

    def _is_whole(self, copy: Copy) -> bool:
        return all(self._file(copy, file).exists() for file in copy.files)

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
