"""How the news of a translation reads, as things stand when it is delivered."""

from typing import Any

import sqlalchemy as sa

from server.core.feed import Renderer
from server.translation.queries import text_in
from wire.events import TextTranslated


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {"text_translated": _text_translated}


def _text_translated(conn: sa.Connection, ref: dict[str, Any], lang: str) -> TextTranslated | None:
    # Told to other readers than it has now: it was taken back, or what made it theirs tells them.
    text = text_in(conn, ref["text_id"], lang, topic=ref["topic"])
    return TextTranslated(text=text) if text else None
