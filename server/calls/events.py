"""How the news of a call reads, for the office and for who asked."""

from typing import Any

import sqlalchemy as sa

from server.calls.queries import call_in
from server.core.feed import Renderer
from wire.events import CallChanged


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {"call_changed": _call_changed}


def _call_changed(conn: sa.Connection, ref: dict[str, Any], lang: str) -> CallChanged:
    office = bool(ref["office"])
    return CallChanged(call=call_in(conn, ref["call_id"], lang, office=office), office=office)
