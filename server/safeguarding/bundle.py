"""A conversation as one ZIP: PDF, JSON, attachments, and the SHA-256 of each for ``sha256sum -c`` (spec 5.6)."""

import hashlib
import os
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

PDF: Final = "conversation.pdf"
JSON: Final = "conversation.json"
MANIFEST: Final = "MANIFEST.sha256"
AT_ONCE: Final = 1 << 20


def pack(path: Path, made: Mapping[str, bytes], files: Mapping[str, Path]) -> tuple[str, int]:
    """Writes the ZIP to ``path``, where nothing is yet; returns its own SHA-256 and size.

    ``made``: name in the ZIP → bytes; ``files``: name in the ZIP → file, taken as it is.
    """
    hashes = {name: hashlib.sha256(data).hexdigest() for name, data in made.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as out:
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in made.items():
                archive.writestr(name, data)
            for name, file in files.items():
                hashes[name] = _put(archive, name, file)
            archive.writestr(
                MANIFEST, "".join(f"{hashed}  {name}\n" for name, hashed in sorted(hashes.items()))
            )
        out.flush()
        os.fsync(out.fileno())
    with path.open("rb") as written:
        return hashlib.file_digest(written, "sha256").hexdigest(), path.stat().st_size


def _put(archive: zipfile.ZipFile, name: str, file: Path) -> str:
    """Pictures are compressed already: they are stored as they are, piece by piece."""
    hashed = hashlib.sha256()
    info = zipfile.ZipInfo(name)
    info.file_size = file.stat().st_size
    with file.open("rb") as source, archive.open(info, "w") as target:
        while piece := source.read(AT_ONCE):
            hashed.update(piece)
            target.write(piece)
    return hashed.hexdigest()
