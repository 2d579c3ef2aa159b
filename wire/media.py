"""Pictures, files and videos: what an upload answers, and the address of each.

An upload is ``POST /v1/media`` (a picture) or ``POST /v1/files`` (a PDF, an Office file, a video) with the file's
bytes as the body, a session and an ``Idempotency-Key``; a file's name comes percent-encoded in ``File-Name``.
"""

from enum import StrEnum
from typing import Final

from wire.base import Id, Model, Refusal

SIZES: Final = (400, 800, 1600)
"""Longest side of the copies that the server makes, in pixels."""
MAX_BYTES: Final = 25_000_000
MAX_PIXELS: Final = 60_000_000
UPLOAD_PATH: Final = "/v1/media"

MAX_FILE_BYTES: Final = 100_000_000
MAX_VIDEO_SECONDS: Final = 180
FILES_PATH: Final = "/v1/files"
NAME_HEADER: Final = "File-Name"


class Photo(Model):
    """A picture that was checked, cleaned and made anew by the server."""

    id: Id
    width: int
    height: int
    colour: str
    """Its mean colour as ``#rrggbb``: what is shown while it loads."""


class FileKind(StrEnum):
    """What a file is, by its content."""

    PDF = "pdf"
    DOCUMENT = "document"
    SHEET = "sheet"
    SLIDES = "slides"
    VIDEO = "video"


class File(Model):
    """A file that was checked by the server. ``name`` is what its sender called it; ``size`` in bytes."""

    id: Id
    name: str
    kind: FileKind
    size: int


class NotTaken(Exception):
    """The server did not take a file that somebody picked in a browser, where the app runs beside the server."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def address(photo_id: int, size: int, grant: str = "") -> str:
    """Where a picture's copy of ``size`` is. ``grant``: a short-lived pass, for apps that have no cookie."""
    return f"/media/{photo_id}/{size}.webp" + (f"?k={grant}" if grant else "")


def file_address(file_id: int, grant: str = "") -> str:
    """Where a file is; ``grant`` as for pictures."""
    return f"/files/{file_id}" + (f"?k={grant}" if grant else "")
