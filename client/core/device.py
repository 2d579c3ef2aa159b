"""What the app needs from the place where it runs: where the server is, and somewhere safe for the token."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Protocol, runtime_checkable

if TYPE_CHECKING:
    import httpx


class Device(Protocol):
    """A phone, a desktop, or one tab of a browser. The web shell brings its own, of the same shape."""

    @property
    def base_url(self) -> str:
        """The school's server, as ``https://school.example``."""

    @property
    def transport(self) -> httpx.AsyncBaseTransport | None:
        """The way there if it is not the network: the web shell runs beside the server."""

    @property
    def storage(self) -> Path | None:
        """A private folder for last-seen content and the outbox; none on the web: kept in memory."""

    async def token(self) -> str | None:
        """Who is signed in here, as the server knows it."""

    async def keep_token(self, token: str) -> None:
        """Stay signed in after a reload or a restart."""

    async def forget_token(self) -> None:
        """Be signed out after a reload or a restart."""

    def name(self) -> str:
        """What the list of my devices will call this one."""

    async def run(self, what: str, **query: str | float) -> None:
        """Ask the shell to do something that only it can: ``lang``, ``zoom``. Nothing on native."""


@runtime_checkable
class CanBeTheSchools(Protocol):
    """A device that can be one of the school's, on which staff are let in from everywhere (spec 6.4)."""

    async def school_secret(self) -> str | None:
        """What proves it; none if it is not the school's, as far as it knows."""

    async def keep_school_secret(self, secret: str) -> None:
        """Keep what proves it, whoever signs in or out here. Raises ``OSError`` or ``TimeoutError`` if it cannot."""


@runtime_checkable
class TakesUploads(Protocol):
    """A device whose picked files come in beside the app's own line: a browser."""

    def upload_url(self, most: int) -> str:
        """Where the browser is to send one picked file of at most ``most`` bytes."""

    async def received(self, address: str) -> Path:
        """The file that was sent there; the caller deletes it.

        Raises ``wire.media.NotTaken`` when it was refused, ``TimeoutError`` when it does not come.
        """

    def give_up(self, address: str) -> None:
        """The browser says that it could not send the file: nobody need wait for it."""
