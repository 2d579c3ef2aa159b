"""What people type, made fit to keep."""

import unicodedata

from server.core.refused import Refused


def tidy(body: str, *, photos: int) -> str:
    """Words as they are kept: NFC, plain line ends, no control characters, no space around.

    Raises ``Refused("empty")`` if there is neither a word nor a picture.
    """
    lines = unicodedata.normalize("NFC", body).replace("\r\n", "\n").replace("\r", "\n")
    kept = "".join(c for c in lines if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cs"))
    kept = kept.strip()
    if not kept and not photos:
        raise Refused("empty", 422)
    return kept
