"""What an uploaded file is, by its own first bytes, and whether it is built to wear the decoder out."""

import re

HEIC_BRANDS = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"))
MOST_SCANS = 64
"""A progressive JPEG of a camera has about ten scans; thousands, each nearly empty, cost minutes."""

_NEXT_MARKER = re.compile(rb"\xff+([^\x00\xd0-\xd7\xff])")
_START_OF_SCAN, _END_OF_IMAGE = 0xDA, 0xD9


def kind_of(data: bytes) -> str | None:
    """``JPEG``, ``PNG``, ``WEBP``, ``GIF`` or ``HEIC``; ``None`` for everything else."""
    if data.startswith(b"\xff\xd8\xff"):
        return "JPEG"
    if data.startswith(b"\x89PNG\r\n\x1a\n"):
        return "PNG"
    if data.startswith((b"GIF87a", b"GIF89a")):
        return "GIF"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP"
    if data[4:8] == b"ftyp" and data[8:12] in HEIC_BRANDS:
        return "HEIC"
    return None


def has_too_many_scans(data: bytes) -> bool:
    """Whether a JPEG makes the decoder go over the picture far more often than any camera asks for."""
    if data.count(b"\xff\xda") <= MOST_SCANS:
        return False  # enough for nearly every photo, and a hundred times quicker than what follows
    scans, at = 0, 2
    while found := _NEXT_MARKER.search(data, at):
        marker, at = found[1][0], found.end()
        if marker == _END_OF_IMAGE:
            return False
        scans += marker == _START_OF_SCAN
        if scans > MOST_SCANS:
            return True
        at += int.from_bytes(data[at : at + 2], "big")
    return False
