"""What an e-mail still has to say when it goes out: only what its reader may read now and has not read."""

from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from server.core.viewer import Side
from server.notifications.rules import reads_as
from server.notifications.sources import Said, Sources
from server.notifications.tables import notices
from server.school.readers import children_under
from server.school.viewing import viewer_of_person
from wire.notifications import NoticeKind


@dataclass(frozen=True, slots=True)
class Item:
    """One new thing. ``about``: the reader's own children whom it is about; for staff the class or child."""

    kind: NoticeKind
    said: Said
    about: tuple[str, ...]


def items_in(
    conn: sa.Connection, sources: Sources, mail_id: int, person_id: int, side: Side, now: int
) -> list[Item]:
    """The things of one e-mail, by child and then the oldest first."""
    viewer = viewer_of_person(conn, person_id, now)
    if viewer is None:
        return []
    rows = conn.execute(
        sa.select(notices)
        .where(notices.c.mail_id == mail_id, notices.c.person_id == person_id, notices.c.state == "mailed")
        .order_by(notices.c.at, notices.c.id)
    ).all()
    found = [
        item
        for row in rows
        if reads_as(viewer, row.topic, side)
        and (item := _item(conn, sources, row, viewer.lang, side, now)) is not None
    ]
    return sorted(found, key=lambda item: item.about)


def _item(conn: sa.Connection, sources: Sources, row: Any, lang: str, side: Side, now: int) -> Item | None:
    source, ref = sources[row.kind], msgspec.json.decode(row.ref)
    if not source.concerns(conn, ref, row.person_id) or source.is_read(conn, ref, row.person_id):
        return None
    said = source.said(conn, ref, lang)
    if said is None:
        return None
    if side == "family":
        about = children_under(conn, row.person_id, row.topic, now)
    else:
        about = (said.place,) if said.place else ()
    return Item(NoticeKind(row.kind), said, about)
