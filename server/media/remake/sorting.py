"""What an uploaded file claims to be, by its own first bytes."""

from pathlib import Path
from typing import Literal

from server.core.refused import Refused

Sort = Literal["pdf", "zip", "video"]
VIDEO_BRANDS = frozenset(
    (
        b"isom",
        b"iso2",
        b"iso4",
        b"iso5",
        b"iso6",
        b"mp41",
        b"mp42",
        b"avc1",
        b"M4V ",
        b"qt  ",
        b"3gp4",
        b"3gp5",
    )
)
MATROSKA = b"\x1aE\xdf\xa3"


def sort_of(source: Path) -> Sort:
    """Raises ``Refused("not_a_file_we_take")`` for everything that is neither PDF nor Office file nor video."""
    with source.open("rb") as file:
        head = file.read(16)
    if head.startswith(b"%PDF-"):
        return "pdf"
    if head.startswith(b"PK\x03\x04"):
        return "zip"
    if (head[4:8] == b"ftyp" and head[8:12] in VIDEO_BRANDS) or head.startswith(MATROSKA):
        return "video"
    raise Refused("not_a_file_we_take", 422)
