"""The first job after anything new: finds who hears of it, and writes a row for each (spec 13.1)."""

from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter
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

Args = dict[str, Any]
Reader = tuple[int, Side]
AT_ONCE = 50
"""People in one commit: nobody's message waits behind a whole school."""


def spread(post: Post, many: Sequence[Args]) -> None:
    """Does these jobs. Twice is as good as once: a person has one row for a thing."""
    db = post.context.db
    wanted = [args for args in many if post.mail_on or KINDS[NoticeKind(args["kind"])].banner]
    if not wanted:
        return
    told = db.read_as_one(lambda conn: _who_hears(conn, post, wanted))
    for start in range(0, len(told), AT_ONCE):
        some = told[start : start + AT_ONCE]
        db.write(lambda tx, some=some: _write(tx, post, some))  # type: ignore[misc]


def _who_hears(conn: sa.Connection, post: Post, many: Sequence[Args]) -> list[tuple[Args, Reader]]:
    """Each thing with each of its readers but the author. Who reads a topic is found once for all of them."""
    known: dict[tuple[str, bool, frozenset[int] | None], dict[int, Side]] = {}
    told: list[tuple[Args, Reader]] = []
    for args in many:
        source, few = post.sources[args["kind"]], KINDS[NoticeKind(args["kind"])].banner
        whom = source.whom(conn, msgspec.json.decode(args["ref"])) if source.whom else None
        asked = args["topic"], few, whom
        if asked not in known:
            known[asked] = _readers(conn, *asked, post.context.clock.now())
        told += [(args, reader) for reader in known[asked].items() if reader[0] != args["author_id"]]
    return told


def _readers(
    conn: sa.Connection, topic: str, few: bool, whom: frozenset[int] | None, now: int
) -> dict[int, Side]:
    once: dict[int, Side] = {}
    for person_id, side in readers_of(conn, topic, now, whom):
        if few and not _may_read(conn, (person_id, side), topic, now):
            continue
        # Who is there as a parent and at work hears of it once, as a parent: "family" comes first.
        once.setdefault(person_id, side)
    return once


def _may_read(conn: sa.Connection, reader: Reader, topic: str, now: int) -> bool:
    viewer = viewer_of_person(conn, reader[0], now)
    return viewer is not None and reads_as(viewer, topic, reader[1])


def _write(tx: Tx, post: Post, told: Sequence[tuple[Args, Reader]]) -> None:
    zone = school_card(tx.conn).time_zone
    choices = many_choices(tx.conn, {reader for _, reader in told})
    shown_to = {reader for args, reader in told if KINDS[NoticeKind(args["kind"])].banner}
    free = {reader for reader in shown_to if _may_disturb(tx, post, *reader)}
    for args, readers in groupby(told, key=itemgetter(0)):
        said = post.sources[args["kind"]].said(tx.conn, msgspec.json.decode(args["ref"]), "en")
        if said is None:
            continue
        kind, soon = NoticeKind(args["kind"]), _is_soon(tx, post, args)
        for _, reader in readers:
            due = due_at(tx.now, choices[reader], kind, reader[1], zone, soon=soon) if post.mail_on else None
            notice_id = _insert(tx, args, reader, said.path, due)
            if notice_id is None:
                continue
            if due is not None:
                gather_at(tx, *reader, due)
            if KINDS[kind].banner and reader in free:
                tell(tx, f"person:{reader[0]}", "noticed", {"notice_id": notice_id})


def _is_soon(tx: Tx, post: Post, args: Args) -> bool:
    soon = post.sources[args["kind"]].soon
    return soon is not None and soon(tx.conn, msgspec.json.decode(args["ref"]), tx.now)


def _may_disturb(tx: Tx, post: Post, person_id: int, side: Side) -> bool:
    return side == "family" or post.disturb_from(tx.conn, person_id, tx.now) == tx.now


def _insert(tx: Tx, args: Args, reader: Reader, path: str, due: int | None) -> int | None:
    """The new row's id; nothing if the person has one for this already."""
    row = {
        "person_id": reader[0],
        "side": reader[1],
        "kind": args["kind"],
        "ref": args["ref"],
        "topic": args["topic"],
        "path": path,
        "at": tx.now,
        "due": due,
        "state": "told" if due is None else "waiting",
    }
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
