"""How the news of a flag reads."""

from typing import Any

import sqlalchemy as sa

from server.core.feed import Renderer
from server.guidance.tables import flags
from wire.events import FlagRaised


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {"flag_raised": _flag_raised}


def _flag_raised(conn: sa.Connection, ref: dict[str, Any], lang: str) -> FlagRaised | None:
    row = conn.execute(sa.select(flags.c.id, flags.c.kind).where(flags.c.id == ref["flag_id"])).first()
    return FlagRaised(flag_id=row.id, kind=row.kind) if row else None
