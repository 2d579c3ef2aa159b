"""The app on a phone or a desktop: its private folder, its token, and the schools it knows."""

from __future__ import annotations

import hashlib
import os
import platform
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from client.core import log

if TYPE_CHECKING:
    import httpx

FOLDER: Final = "FLET_APP_STORAGE_DATA"
"""Flet's name for the folder that belongs to this app alone."""


class NativeDevice:
    """One school on this device: its address, and a folder with its token, outbox and last-seen content.

    What protects the token: on a phone the system's sandbox, which no other app can read, and the phone's own
    encryption; on a desktop the file's mode (0600), so other users of the machine cannot read it, and the disk's
    encryption if there is one. It is not protected from a program that runs as the same user. The server keeps only a
    hash of it, and signing this device out from another one makes it worthless.
    """

    transport: httpx.AsyncBaseTransport | None = None

    def __init__(self, folder: Path, base_url: str) -> None:
        self.base_url = base_url.rstrip("/")
        self.storage: Path | None = folder
        self._token = folder / "token"
        self._secret = folder / "device"

    async def token(self) -> str | None:
        return _read_private(self._token)

    async def keep_token(self, token: str) -> None:
        _write_private(self._token, token.encode())

    async def forget_token(self) -> None:
        self._token.unlink(missing_ok=True)

    async def school_secret(self) -> str | None:
        return _read_private(self._secret)

    async def keep_school_secret(self, secret: str) -> None:
        _write_private(self._secret, secret.encode())

    def name(self) -> str:
        system = {"Darwin": "macOS"}.get(platform.system(), platform.system())
        return f"Bookbag on {system}" if system else "Bookbag"

    async def run(self, what: str, **query: str | float) -> None:
        """There is no page around the app that could do more than the app itself."""


class KnownSchool(msgspec.Struct, frozen=True):
    """A school that this device has been to (spec 1.5)."""

    address: str
    name: str = ""
    colour: str = ""


class _List(msgspec.Struct, frozen=True):
    current: str
    known: tuple[KnownSchool, ...]


class Schools:
    """The schools of this device, each with its own server and its own folder; nothing is shared between two."""

    def __init__(self, folder: Path, first: str) -> None:
        """``first``: the address of the school that the app was made for, when no other is chosen."""
        self._folder = folder
        self._file = folder / "schools.json"
        start = KnownSchool(_plain(first))
        self._list = _read(self._file) or _List(start.address, (start,))

    @property
    def known(self) -> tuple[KnownSchool, ...]:
        """All of them, in the order in which they were added."""
        return self._list.known

    @property
    def current(self) -> KnownSchool:
        """The one that is shown."""
        return next(school for school in self._list.known if school.address == self._list.current)

    def device(self) -> NativeDevice:
        """What an account needs to be at the current school."""
        address = self._list.current
        place = hashlib.sha256(address.encode()).hexdigest()[:16]
        return NativeDevice(self._folder / place, address)

    def add(self, address: str, name: str = "", colour: str = "") -> None:
        """Get to know a school, or its new name and colour."""
        school = KnownSchool(_plain(address), name, colour)
        if any(one.address == school.address for one in self.known):
            known = tuple(school if one.address == school.address else one for one in self.known)
        else:
            known = (*self.known, school)
        self._write(_List(self._list.current, known))

    def choose(self, address: str) -> None:
        """Show another school that is known."""
        if _plain(address) in {school.address for school in self.known}:
            self._write(_List(_plain(address), self.known))

    def forget(self, address: str) -> None:
        """Know a school no more; the current one stays."""
        gone = _plain(address)
        if gone != self._list.current:
            self._write(_List(self._list.current, tuple(one for one in self.known if one.address != gone)))

    def _write(self, schools: _List) -> None:
        _write_private(self._file, msgspec.json.encode(schools))
        self._list = schools


def schools_here(first: str) -> Schools:
    """The schools of this device, from the folder that the system gave to the app."""
    given = os.environ.get(FOLDER)
    return Schools(Path(given) if given else Path.home() / ".bookbag", first)


def _plain(address: str) -> str:
    return address.strip().rstrip("/")


def _read(file: Path) -> _List | None:
    try:
        found = msgspec.json.decode(file.read_bytes(), type=_List)
    except FileNotFoundError:
        return None
    except msgspec.MsgspecError as error:
        log.bug(error, "reading the list of schools")
        return None
    return found if found.current in {school.address for school in found.known} else None


def _read_private(file: Path) -> str | None:
    try:
        return file.read_text("utf-8").strip() or None
    except FileNotFoundError:
        return None


def _write_private(file: Path, data: bytes) -> None:
    """Write so that no other user may read it, and so that a crash leaves the old file or the new one."""
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.half")
    half.unlink(missing_ok=True)
    handle = os.open(half, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(data)
        out.flush()
        os.fsync(out.fileno())
    half.replace(file)
