"""What is said to a child's own adults of the points of one day (spec 13.1)."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa

from server.notifications.sources import Ref, Said, Source
from server.points.queries import zone_of
from server.points.tables import awards, points, skills
from server.school.queries import people_of
from server.school.rules import class_topic
from server.school.tables import contact_rights, pupils
from server.translation.queries import text_in
from wire.base import Text, TextState
from wire.notifications import NoticeKind

PATH: Final = "/points"
READS: Final = (TextState.DONE, TextState.CHECKED)


def sources() -> Mapping[str, Source]:
    """The kind that points know. Staff are not told: they gave them."""
    return {NoticeKind.POINTS: Source(_said, whom=_adults)}


def _said(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    """The skills of that day, as far as nothing was undone: no numbers, and no note."""
    rows = _given(conn, ref)
    if not rows:
        return None
    named = {row.text_id: class_topic(row.class_id) for row in rows}
    found = (text_in(conn, text_id, lang, topic=topic) for text_id, topic in named.items())
    names = [name for name in found if name is not None]
    giver = people_of(conn, [rows[-1].giver_id])[rows[-1].giver_id]
    if not names:
        return None
    place = conn.execute(sa.select(pupils.c.name).where(pupils.c.id == ref["pupil_id"])).scalar_one()
    return Said(giver.name, place, _in_one(names), PATH)


def _given(conn: sa.Connection, ref: Ref) -> Sequence[Any]:
    zone = ZoneInfo(zone_of(conn))
    day = date.fromisoformat(ref["day"])
    first, after = (
        int(datetime.combine(one, time(), zone).timestamp() * 1000) for one in (day, day + timedelta(days=1))
    )
    that_day = sa.and_(points.c.pupil_id == ref["pupil_id"], points.c.at >= first, points.c.at < after)
    return conn.execute(
        sa.select(awards.c.giver_id, awards.c.class_id, skills.c.text_id)
        .join(awards, awards.c.id == points.c.award_id)
        .join(skills, skills.c.id == awards.c.skill_id)
        .where(that_day, awards.c.undone_at.is_(None))
        .order_by(points.c.at, points.c.award_id)
    ).all()


def _in_one(names: Sequence[Text]) -> Text:
    """Several names of skills as one text: in the reader's language only if all of them are."""
    first = names[0]
    body = ", ".join(name.body for name in names)
    unread = [name for name in names if name.state not in (*READS, TextState.SAME)]
    if unread:
        return msgspec.structs.replace(first, body=body, state=unread[0].state, shown=None)
    shown = ", ".join(name.shown or name.body for name in names)
    told = next((name for name in names if name.state in READS), first)
    return msgspec.structs.replace(told, body=body, shown=shown if told.state in READS else None)


def _adults(conn: sa.Connection, ref: Ref) -> frozenset[int]:
    """Whoever may see the child's portfolio as family; whether they still may is asked elsewhere."""
    theirs = sa.and_(contact_rights.c.pupil_id == ref["pupil_id"], contact_rights.c.portfolio.is_(True))
    return frozenset(conn.execute(sa.select(contact_rights.c.person_id).where(theirs)).scalars())
