"""The first job after something new: finds who hears of it, and writes a row for each (spec 13.1)."""

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Tx
from server.core.feed import tell
from server.core.viewer import Side
from server.notifications.actions import gather_at
from server.notifications.kinds import KINDS
from server.notifications.post import Post
from server.notifications.queries import many_choices
from server.notifications.rules import due_at, reads_as
from server.notifications.sources import Ref, Sources
from server.notifications.tables import notices
from server.school.queries import school_card
from server.school.readers import children_under, readers_of
from server.school.viewing import viewer_of_person
from wire.events import Noticed
from wire.notifications import NoticeKind

AT_ONCE = 50
"""People in one commit: nobody's message waits behind a whole school."""
Reader = tuple[int, Side]


def spread(post: Post, args: dict[str, Any]) -> None:
    """Does the job. Twice is as good as once: a person has one row for a thing."""
    db = post.context.db
    readers = db.read_as_one(lambda conn: _readers(conn, post, args))
    if not readers or not (post.mail_on or KINDS[NoticeKind(args["kind"])].banner):
        return
    for start in range(0, len(readers), AT_ONCE):
        some = readers[start : start + AT_ONCE]
        db.write(lambda tx, some=some: _write(tx, post, args, some))  # type: ignore[misc]


def _readers(conn: sa.Connection, post: Post, args: dict[str, Any]) -> list[Reader]:
    source, now = post.sources[args["kind"]], post.context.clock.now()
    whom = source.whom(conn, msgspec.json.decode(args["ref"])) if source.whom else None
    few = KINDS[NoticeKind(args["kind"])].banner
    once: dict[int, Side] = {}
    for person_id, side in readers_of(conn, args["topic"], now, whom):
        if few and not _may_read(conn, (person_id, side), args["topic"], now):
            continue
        # Who is there as a parent and at work hears of it once, as a parent: "family" comes first.
        once.setdefault(person_id, side)
    once.pop(args["author_id"], None)
    return list(once.items())


def _may_read(conn: sa.Connection, reader: Reader, topic: str, now: int) -> bool:
    viewer = viewer_of_person(conn, reader[0], now)
    return viewer is not None and reads_as(viewer, topic, reader[1])


def _write(tx: Tx, post: Post, args: dict[str, Any], readers: Iterable[Reader]) -> None:
    said = post.sources[args["kind"]].said(tx.conn, msgspec.json.decode(args["ref"]), "en")
    if said is None:
        return
    kind = NoticeKind(args["kind"])
    zone = school_card(tx.conn).time_zone
    for (person_id, side), choices in many_choices(tx.conn, readers).items():
        due = due_at(tx.now, choices, kind, side, zone) if post.mail_on else None
        row = {
            "person_id": person_id,
            "side": side,
            "kind": kind,
            "ref": args["ref"],
            "topic": args["topic"],
            "path": said.path,
            "at": tx.now,
            "due": due,
            "state": "told" if due is None else "waiting",
        }
        notice_id = _insert(tx, row)
        if notice_id is None:
            continue
        if due is not None:
            gather_at(tx, person_id, side, due)
        if KINDS[kind].banner and _may_disturb(tx, post, person_id, side):
            tell(tx, f"person:{person_id}", "noticed", {"notice_id": notice_id})


def _may_disturb(tx: Tx, post: Post, person_id: int, side: Side) -> bool:
    return side == "family" or post.disturb_from(tx.conn, person_id, tx.now) == tx.now


def _insert(tx: Tx, row: dict[str, Any]) -> int | None:
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    once = dialect.insert(notices).values(**row).on_conflict_do_nothing().returning(notices.c.id)
    found = tx.conn.execute(once).scalar()
    return None if found is None else int(found)


def noticed(conn: sa.Connection, sources: Sources, ref: Ref, lang: str) -> Noticed | None:
    """How the news of it reads on somebody's open screen; nothing once it was taken back or read."""
    row = conn.execute(sa.select(notices).where(notices.c.id == ref["notice_id"])).first()
    if row is None or row.state == "read":
        return None
    source, thing = sources[row.kind], msgspec.json.decode(row.ref)
    said = source.said(conn, thing, lang)
    if said is None or source.is_read(conn, thing, row.person_id):
        return None
    is_family = row.side == "family"
    about = children_under(conn, row.person_id, row.topic, row.at) if is_family else ()
    return Noticed(
        kind=NoticeKind(row.kind),
        author=said.author,
        path=said.path,
        about=about[0] if len(about) == 1 else "",
    )
