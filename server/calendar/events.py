"""How the news of the calendar reads, in one reader's language, as things stand when it is delivered."""

from typing import Any

import sqlalchemy as sa

from server.calendar.actions import CHANGED
from server.calendar.queries import occasion_in
from server.core.feed import Renderer
from wire.events import CalendarChanged


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {CHANGED: _calendar_changed}


def _calendar_changed(conn: sa.Connection, ref: dict[str, Any], lang: str) -> CalendarChanged:
    return CalendarChanged(occasion=occasion_in(conn, ref["occasion_id"], lang))
