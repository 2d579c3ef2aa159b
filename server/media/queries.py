"""What is known of stored pictures."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import sqlalchemy as sa

from server.core.viewer import Viewer
from server.media.rules import DAY, is_off, may_see
from server.media.sharing import is_shared_with
from server.media.tables import media
from wire.media import Photo


class Shown(NamedTuple):
    """Where the copies of a picture are, and what it is part of."""

    folder: str
    used_by: str | None


def photos_of(conn: sa.Connection, ids: Sequence[int]) -> tuple[Photo, ...]:
    """Pictures in the order of ``ids``; what does not exist is left out."""
    rows = conn.execute(
        sa.select(media.c.id, media.c.width, media.c.height, media.c.colour).where(media.c.id.in_(set(ids)))
    )
    found = {r.id: Photo(id=r.id, width=r.width, height=r.height, colour=r.colour) for r in rows}
    return tuple(found[id_] for id_ in ids if id_ in found)


def picture_for(conn: sa.Connection, viewer: Viewer, media_id: int) -> Shown | None:
    """A picture, if it exists and is for this viewer."""
    row = conn.execute(
        sa.select(media.c.owner_id, media.c.topic, media.c.used_by, media.c.folder).where(
            media.c.id == media_id
        )
    ).first()
    if row is None or is_off(viewer, row.used_by):
        return None
    if may_see(viewer, row.owner_id, row.topic) or is_shared_with(conn, viewer, row.used_by):
        return Shown(row.folder, row.used_by)
    return None


def unused_today(conn: sa.Connection, viewer: Viewer, now: int) -> int:
    """How many pictures the viewer uploaded in the last day without using them."""
    unused = sa.and_(
        media.c.owner_id == viewer.person_id, media.c.used_by.is_(None), media.c.made_at > now - DAY
    )
    return conn.execute(sa.select(sa.func.count()).where(unused)).scalar_one()


def known_folders(conn: sa.Connection, folders: Iterable[str]) -> set[str]:
    """Which of these folders a row stands for."""
    asked, known = sorted(folders), set[str]()
    for start in range(0, len(asked), 500):
        some = asked[start : start + 500]
        known |= set(conn.execute(sa.select(media.c.folder).where(media.c.folder.in_(some))).scalars())
    return known
