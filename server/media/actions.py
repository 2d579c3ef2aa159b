"""Adding pictures, making them part of a story or a comment, and clearing away what nobody used."""

from collections.abc import Sequence

import sqlalchemy as sa

from server.core.audit import record
from server.core.db import Tx
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.media.queries import photos_of
from server.media.rules import KEPT_UNUSED, READY, may_publish
from server.media.store import Stored
from server.media.tables import media
from wire.media import Photo

UNUSED = media.c.used_by.is_(None)


def add_picture(tx: Tx, owner_id: int, stored: Stored) -> Photo:
    """Makes a stored picture known. Until something uses it, only its owner sees it."""
    media_id = tx.conn.execute(
        media.insert()
        .values(
            owner_id=owner_id,
            folder=stored.folder,
            state=READY,
            width=stored.width,
            height=stored.height,
            colour=stored.colour,
            made_at=tx.now,
        )
        .returning(media.c.id)
    ).scalar_one()
    record(tx, owner_id, "media:picture:add", f"media:{media_id}")
    return Photo(id=media_id, width=stored.width, height=stored.height, colour=stored.colour)


def attach(tx: Tx, viewer: Viewer, ids: Sequence[int], topic: str, used_by: str) -> tuple[Photo, ...]:
    """Makes the viewer's own pictures part of a thing such as ``story:12``, for the readers of ``topic``.

    Raises ``not_found`` for a picture that is not theirs, ``media_not_ready`` for one that is held
    back or used already. A picture may be given once.
    """
    if len(set(ids)) != len(ids):
        raise Refused("malformed", 422, where="photos")
    mine = sa.and_(media.c.id.in_(ids), media.c.owner_id == viewer.person_id)
    rows = tx.conn.execute(sa.select(media.c.state, media.c.used_by).where(mine)).all()
    if len(rows) != len(ids):
        raise not_found()
    if not all(may_publish(row.state) and row.used_by is None for row in rows):
        raise Refused("media_not_ready", 409)
    taken = tx.conn.execute(media.update().where(mine, UNUSED).values(topic=topic, used_by=used_by))
    if taken.rowcount != len(ids):
        raise Refused("media_not_ready", 409)
    return photos_of(tx.conn, ids)


def retopic(tx: Tx, used_by: str, topic: str) -> None:
    """From now on the pictures of a thing are for the readers of another topic, and for nobody else."""
    tx.conn.execute(media.update().where(media.c.used_by == used_by).values(topic=topic))


def forget_unused(tx: Tx) -> None:
    """Removes the rows of pictures that nothing used for a week; their files go with the next sweep."""
    tx.conn.execute(media.delete().where(UNUSED, media.c.made_at < tx.now - KEPT_UNUSED))
