"""A Word, Excel or PowerPoint file put together anew from its own parts, if none of them acts by itself."""

import re
import zipfile
from pathlib import Path, PurePosixPath

from server.core.refused import Refused
from wire.media import FileKind

MOST_PARTS = 3_000
MOST_UNPACKED = 200_000_000
"""Bytes of all parts together. A small file that says more is built to fill the memory."""

MAIN_PARTS = {
    "word/document.xml": FileKind.DOCUMENT,
    "xl/workbook.xml": FileKind.SHEET,
    "ppt/presentation.xml": FileKind.SLIDES,
}
ACTING = re.compile(
    r"vbaProject|vbaData|activeX/|/ctrlProps/|embeddings/|externalLinks/|customUI", re.IGNORECASE
)
LOADS = re.compile(rb"<Relationship\b[^>]*>", re.IGNORECASE)
OUTSIDE = re.compile(rb"""TargetMode\s*=\s*["']External["']""", re.IGNORECASE)
LINK = re.compile(rb"""Type\s*=\s*["'][^"']*/hyperlink["']""", re.IGNORECASE)


def remade_office(source: Path, target: Path) -> FileKind:
    """Raises ``Refused``: ``file_with_macros``, ``file_damaged``, ``too_large``, ``not_a_file_we_take``."""
    try:
        with zipfile.ZipFile(source) as old:
            kind = _checked(old)
            with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
                for part in old.infolist():
                    if not part.is_dir():
                        new.writestr(part.filename, _part(old, part))
    except (zipfile.BadZipFile, NotImplementedError, EOFError, OSError, RuntimeError, ValueError):
        raise Refused("file_damaged", 422) from None
    return kind


def _checked(old: zipfile.ZipFile) -> FileKind:
    parts = old.infolist()
    names = {part.filename for part in parts}
    kinds = [kind for main, kind in MAIN_PARTS.items() if main in names]
    if len(kinds) != 1 or "[Content_Types].xml" not in names:
        raise Refused("not_a_file_we_take", 422)
    if len(parts) > MOST_PARTS or len(names) != len(parts) or sum(p.file_size for p in parts) > MOST_UNPACKED:
        raise Refused("too_large", 413, limit=MOST_UNPACKED)
    if any(_leaves(name) for name in names):
        raise Refused("file_damaged", 422)
    if any(ACTING.search(name) for name in names):
        raise Refused("file_with_macros", 422)
    return kinds[0]


def _leaves(name: str) -> bool:
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name


def _part(old: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """A part's bytes, no more than it said it has. Raises ``file_with_macros`` if it loads something from elsewhere."""
    with old.open(part) as file:
        data = file.read(part.file_size + 1)
    if len(data) > part.file_size:
        raise Refused("file_damaged", 422)
    if part.filename.endswith(".rels"):
        for found in LOADS.findall(data):
            if OUTSIDE.search(found) and not LINK.search(found):
                raise Refused("file_with_macros", 422)
    if part.filename == "[Content_Types].xml" and b"macroEnabled" in data:
        raise Refused("file_with_macros", 422)
    return data
