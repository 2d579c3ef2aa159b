"""What is said of the library to those whom its things are for, and to whoever gets one back (spec 8.5, 13.1)."""

from collections.abc import Mapping

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.clock import Clock
from server.core.refused import Refused
from server.library import rules
from server.library.queries import item_in, row_of
from server.library.tables import openings
from server.notifications.sources import Ref, Said, Source
from server.school.viewing import viewer_of_person
from server.translation.tables import texts
from wire.library import ItemKind, ItemState
from wire.notifications import NoticeKind


def sources(clock: Clock) -> Mapping[str, Source]:
    """The kinds that the library knows."""

    def author(conn: sa.Connection, ref: Ref) -> frozenset[int]:
        return _author(conn, ref, clock.now())

    found: dict[str, Source] = {NoticeKind(kind): Source(_item, has_read=_has_opened) for kind in ItemKind}
    return {**found, NoticeKind.HANDED_BACK: Source(_handed_back, whom=author)}


def _item(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    try:
        item = item_in(conn, ref["item_id"], lang)
    except Refused:
        return None
    if item.state is not ItemState.LIVE or item.version != ref["version"]:
        return None
    return Said(item.author.name, item.audience, item.title, f"/library/{item.id}", len(item.photos))


def _handed_back(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    """Why it came back, while it lies with its author for this reason."""
    try:
        item = item_in(conn, ref["item_id"], lang)
    except Refused:
        return None
    if item.state is not ItemState.RETURNED or item.reason is None or item.reason.id != ref["reason_id"]:
        return None
    by = conn.execute(
        sa.select(people.c.name)
        .join(texts, texts.c.author_id == people.c.id)
        .where(texts.c.id == item.reason.id)
    ).scalar_one()
    return Said(by, item.audience, item.reason, f"/library/{item.id}")


def _author(conn: sa.Connection, ref: Ref, now: int) -> frozenset[int]:
    """Whoever handed it in, while they still work with those whom it is for."""
    row = row_of(conn, ref["item_id"])
    viewer = viewer_of_person(conn, row.author_id, now)
    if viewer is None or not rules.is_own(viewer, ItemKind(row.kind), row.topic, row.author_id):
        return frozenset()
    return frozenset({viewer.person_id})


def _has_opened(conn: sa.Connection, ref: Ref, person_id: int) -> bool:
    mine = sa.select(openings.c.version).where(
        openings.c.item_id == ref["item_id"], openings.c.person_id == person_id
    )
    return (conn.execute(mine).scalar() or 0) >= int(ref["version"])
