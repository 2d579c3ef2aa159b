"""Short-lived passes for pictures, for apps that can send neither header nor cookie with an image."""

import hashlib
import hmac
import re
from typing import Final

PERIOD: Final = 15 * 60 * 1000
"""A pass stays the same for so long (ms), so that the pictures' addresses do too; it dies within twice that."""

_GRANT = re.compile(r"(\d{1,15})-(\d{1,15})-([01])-([0-9a-f]{64})")


def grant_for(secret: bytes, session_id: int, now: int, *, inside: bool = True) -> str:
    """A pass that shows what the session's owner may see, while the session lives.

    ``inside``: it was asked for from where staff are let in (spec 6.4).
    """
    ends = (now // PERIOD + 2) * PERIOD
    return f"{session_id}-{ends}-{inside:d}-{_signature(secret, session_id, ends, inside)}"


def session_in(secret: bytes, grant: str, now: int) -> tuple[int, bool] | None:
    """The session that a pass was made for, and whether from inside; ``None`` if it is too old or not ours."""
    found = _GRANT.fullmatch(grant)
    if found is None:
        return None
    session_id, ends, inside = int(found[1]), int(found[2]), found[3] == "1"
    ours = hmac.compare_digest(found[4], _signature(secret, session_id, ends, inside))
    return (session_id, inside) if ours and now < ends else None


def _signature(secret: bytes, session_id: int, ends: int, inside: bool) -> str:
    said = f"media grant {session_id} {ends} {inside:d}"
    return hmac.new(secret, said.encode(), hashlib.sha256).hexdigest()
