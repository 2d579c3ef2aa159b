"""Saying that something is new, reading it, and choosing how to hear of it."""

from collections.abc import Mapping, Sequence
from typing import Final

import msgspec
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core import audit
from server.core.db import Tx
from server.core.jobs import enqueue, enqueue_each
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.notifications.tables import mails, notice_choices, notices
from wire.notifications import NoticeChoices, NoticeKind

SPREAD: Final = "spread_notice"
GATHER: Final = "gather_mail"
SEND: Final = "send_mail"
LISTS: Final = {"/": NoticeKind.STORY, "/calendar": NoticeKind.OCCASION}
"""Places of the app that show all of a kind."""


def notify(tx: Tx, kind: NoticeKind, topic: str, ref: Mapping[str, int | str], *, author_id: int) -> None:
    """Says that something is new to all who read ``topic``, but for its author; to be called in the deed's commit.

    ``ref``: ids from which the kind's source finds it again. The same thing is told once, however often this is said.
    """
    notify_each(tx, kind, [(topic, ref)], author_id=author_id)


def notify_each(
    tx: Tx, kind: NoticeKind, news: Sequence[tuple[str, Mapping[str, int | str]]], *, author_id: int
) -> None:
    """The same to many audiences at once, each with its own ``ref``."""
    many = []
    for topic, ref in news:
        thing = msgspec.json.encode(ref).decode()
        args = {"kind": kind.value, "topic": topic, "ref": thing, "author_id": author_id}
        many.append((args, f"{SPREAD}:{kind.value}:{topic}:{thing}"))
    if len(many) == 1:
        enqueue(tx, SPREAD, many[0][0], key=many[0][1])
    else:
        enqueue_each(tx, SPREAD, many)


def see(tx: Tx, viewer: Viewer, path: str) -> None:
    """The viewer is at that place of the app: what stands there needs no e-mail any more.

    The feed shows the stories, a story's own screen its comments too; the calendar shows what is in it.
    """
    here = notices.c.kind == LISTS[path] if path in LISTS else notices.c.path == path
    waiting = sa.and_(notices.c.person_id == viewer.person_id, notices.c.state == "waiting")
    tx.conn.execute(notices.update().where(waiting, here).values(state="read"))


def choose(tx: Tx, viewer: Viewer, chosen: NoticeChoices) -> None:
    """Keeps how the viewer wants to hear of things. What waits for its e-mail goes by it too."""
    row = {
        "emails": chosen.emails,
        "kinds": msgspec.json.encode(chosen.kinds).decode(),
        "words": chosen.words,
        "quiet_starts": chosen.quiet.starts if chosen.quiet else None,
        "quiet_ends": chosen.quiet.ends if chosen.quiet else None,
        "digest_at": chosen.digest_at,
    }
    _keep(tx, viewer.person_id, row)
    audit.record(tx, viewer.person_id, "notifications:choices:change", f"person:{viewer.person_id}")


def switch_off(tx: Tx, person_id: int, usual: NoticeChoices) -> None:
    """Somebody asked in an e-mail for no more of them; all else that they chose stays.

    ``usual``: what held for them if they chose nothing.
    """
    done = tx.conn.execute(
        notice_choices.update().where(notice_choices.c.person_id == person_id).values(emails=False)
    )
    if not done.rowcount:
        kinds = msgspec.json.encode(usual.kinds).decode()
        row = {"emails": False, "kinds": kinds, "words": usual.words, "digest_at": usual.digest_at}
        _keep(tx, person_id, row)
    audit.record(tx, person_id, "notifications:choices:switch_off", f"person:{person_id}")


def retry_bounce(tx: Tx, viewer: Viewer, mail_id: int) -> None:
    """Sends an e-mail that came back once more, and to this person again from now on."""
    mail = tx.conn.execute(sa.select(mails).where(mails.c.id == mail_id).with_for_update()).first()
    if mail is None:
        raise not_found()
    if mail.state != "bounced":
        raise Refused("not_bounced", 409)
    theirs = sa.and_(mails.c.person_id == mail.person_id, mails.c.state == "bounced")
    tx.conn.execute(mails.update().where(theirs).values(state="dropped", at=tx.now))
    tx.conn.execute(
        mails.update().where(mails.c.id == mail_id).values(state="waiting", at=tx.now, made_at=tx.now, code=0)
    )
    send_at(tx, mail_id, mail.tries, tx.now)
    audit.record(tx, viewer.person_id, "notifications:bounce:retry", f"mail:{mail_id}", person=mail.person_id)


def send_at(tx: Tx, mail_id: int, tries: int, due: int) -> None:
    """Leaves the job that sends an e-mail, once for each try."""
    enqueue(tx, SEND, {"mail_id": mail_id}, due=due, key=f"{SEND}:{mail_id}:{tries}")


def gather_at(tx: Tx, person_id: int, side: str, due: int) -> None:
    """Leaves the job that puts what is due then for one person into one e-mail."""
    enqueue(
        tx, GATHER, {"person_id": person_id, "side": side}, due=due, key=f"{GATHER}:{person_id}:{side}:{due}"
    )


def _keep(tx: Tx, person_id: int, row: Mapping[str, object]) -> None:
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    tx.conn.execute(
        dialect.insert(notice_choices)
        .values(person_id=person_id, **row)
        .on_conflict_do_update(index_elements=["person_id"], set_=dict(row))
    )
