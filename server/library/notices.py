"""What is said of news, documents, work and reports to those whom they are for (spec 13.1)."""

from collections.abc import Mapping

import sqlalchemy as sa

from server.core.refused import Refused
from server.library.queries import item_in
from server.library.tables import openings
from server.notifications.sources import Ref, Said, Source
from wire.library import ItemKind, ItemState
from wire.notifications import NoticeKind


def sources() -> Mapping[str, Source]:
    """The kinds that the library knows."""
    return {NoticeKind(kind): Source(_item, has_read=_has_opened) for kind in ItemKind}


def _item(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    try:
        item = item_in(conn, ref["item_id"], lang)
    except Refused:
        return None
    if item.state is not ItemState.LIVE or item.version != ref["version"]:
        return None
    return Said(item.author.name, item.audience, item.title, f"/library/{item.id}", len(item.photos))


def _has_opened(conn: sa.Connection, ref: Ref, person_id: int) -> bool:
    mine = sa.select(openings.c.version).where(
        openings.c.item_id == ref["item_id"], openings.c.person_id == person_id
    )
    return (conn.execute(mine).scalar() or 0) >= int(ref["version"])
