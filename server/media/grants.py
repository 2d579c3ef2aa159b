"""Short-lived passes for pictures, for apps that can send neither header nor cookie with an image."""

import hashlib
import hmac
import re
from typing import Final

PERIOD: Final = 15 * 60 * 1000
"""A pass stays the same for so long (ms), so that the pictures' addresses do too; it dies within twice that."""

_GRANT = re.compile(r"(\d{1,15})-(\d{1,15})-([0-9a-f]{64})")


def grant_for(secret: bytes, session_id: int, now: int) -> str:
    """A pass that shows what the session's owner may see, while the session lives."""
    ends = (now // PERIOD + 2) * PERIOD
    return f"{session_id}-{ends}-{_signature(secret, session_id, ends)}"


def session_in(secret: bytes, grant: str, now: int) -> int | None:
    """The session that a pass was made for; ``None`` if it is too old or not ours."""
    found = _GRANT.fullmatch(grant)
    if found is None:
        return None
    session_id, ends = int(found[1]), int(found[2])
    ours = hmac.compare_digest(found[3], _signature(secret, session_id, ends))
    return session_id if ours and now < ends else None


def _signature(secret: bytes, session_id: int, ends: int) -> str:
    return hmac.new(secret, f"media grant {session_id} {ends}".encode(), hashlib.sha256).hexdigest()
