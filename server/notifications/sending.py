"""Puts what is due for one person into one e-mail, and sends it: at least once, under the same Message-ID each time."""

from dataclasses import dataclass
from email.message import EmailMessage
from typing import Any, Final

import sqlalchemy as sa

from server.accounts.tables import people
from server.core.db import Tx
from server.core.mail import Bounced, NotNow
from server.core.viewer import Side
from server.notifications.actions import gather_at, send_at
from server.notifications.envelope import BadAddress
from server.notifications.post import Addressee, Post, message_of
from server.notifications.queries import choices_of, has_bounced
from server.notifications.rules import ASK_AGAIN, PATIENCE, how, not_quiet
from server.notifications.tables import mails, notices
from server.school.queries import school_card
from wire.notifications import How

DAY: Final = 86_400_000
MINUTE: Final = 60_000
NO_ADDRESS: Final = 553
LONGEST_WAIT: Final = 60 * MINUTE
OTHER_SIDE: Final = DAY
"""So long the other side may put one e-mail off; then it counts as come back."""
OUR_SIDE: Final = 2 * DAY
"""So long an e-mail waits for the school's own mail server; then it is old news, and is left."""


@dataclass(frozen=True, slots=True)
class Later:
    """It may not go before this moment (ms)."""

    at: int


def gather(post: Post, args: dict[str, Any]) -> None:
    """The job at a due time: makes one e-mail of all that is due for one person, if they may be disturbed now."""
    person_id, side = args["person_id"], args["side"]
    post.context.db.write(lambda tx: _gather(tx, post, person_id, side))


def send(post: Post, args: dict[str, Any]) -> None:
    """The job of one e-mail. It is written now, from what may be said now, and kept nowhere."""
    db, mail_id = post.context.db, args["mail_id"]
    try:
        found = db.read_as_one(lambda conn: _ready(conn, post, mail_id))
    except BadAddress:
        db.write(lambda tx: _end(tx, mail_id, "bounced", NO_ADDRESS))
        return
    if isinstance(found, Later):
        db.write(lambda tx: _try_again(tx, mail_id, found.at))
    elif found is None:
        db.write(lambda tx: _end(tx, mail_id, "dropped"))
    else:
        _deliver(post, mail_id, *found)


def _deliver(post: Post, mail_id: int, message: EmailMessage, to: str) -> None:
    db = post.context.db
    try:
        post.deliver(message, to)
    except Bounced as error:
        code = error.code
        db.write(lambda tx: _end(tx, mail_id, "bounced", code, to))
    except NotNow as error:
        code = error.code
        db.write(lambda tx: _put_off(tx, mail_id, code, to))
    else:
        db.write(lambda tx: _end(tx, mail_id, "sent", 0, to))


def _gather(tx: Tx, post: Post, person_id: int, side: Side) -> None:
    mine = sa.and_(notices.c.person_id == person_id, notices.c.side == side, notices.c.state == "waiting")
    rows = tx.conn.execute(
        # What would follow within moments goes along: one e-mail instead of three.
        sa.select(notices).where(mine, notices.c.due <= tx.now + PATIENCE).with_for_update()
    ).all()
    if not any(row.due <= tx.now for row in rows):
        return
    choices = choices_of(tx.conn, person_id, side)
    wanted = [row.id for row in rows if how(choices, row.kind, side) is not How.NEVER]
    to = _addressee(tx.conn, person_id, side)
    if to is None or has_bounced(tx.conn, person_id, to.email):
        wanted = []
    left = [row.id for row in rows if row.id not in wanted]
    _set(tx, left, state="told")
    if not wanted:
        return
    later = _not_before(tx.conn, post, person_id, side)
    if later > tx.now:
        _set(tx, wanted, due=later)
        gather_at(tx, person_id, side, later)
        return
    mail = {"person_id": person_id, "side": side, "address": to.email if to else "", "made_at": tx.now}
    new = mails.insert().values(**mail, at=tx.now, state="waiting").returning(mails.c.id)
    mail_id = int(tx.conn.execute(new).scalar_one())
    _set(tx, wanted, state="mailed", mail_id=mail_id)
    send_at(tx, mail_id, 0, tx.now)


def _ready(conn: sa.Connection, post: Post, mail_id: int) -> tuple[EmailMessage, str] | Later | None:
    mail = conn.execute(sa.select(mails).where(mails.c.id == mail_id)).first()
    if mail is None or mail.state != "waiting":
        return None
    now = post.context.clock.now()
    if now - mail.made_at > OUR_SIDE:
        return None
    to = _addressee(conn, mail.person_id, mail.side)
    if to is None or has_bounced(conn, mail.person_id, to.email):
        return None
    if not choices_of(conn, mail.person_id, mail.side).emails:
        return None
    later = _not_before(conn, post, mail.person_id, mail.side)
    if later > now:
        return Later(later)
    message = message_of(conn, post, mail_id, to)
    return (message, to.email) if message else None


def _not_before(conn: sa.Connection, post: Post, person_id: int, side: Side) -> int:
    """Now, or when the person may be disturbed again (spec 6.1, 6.3)."""
    now = post.context.clock.now()
    if side == "staff":
        moment = post.disturb_from(conn, person_id, now)
        return now + ASK_AGAIN if moment is None else moment
    return not_quiet(now, choices_of(conn, person_id, side), side, school_card(conn).time_zone)


def _addressee(conn: sa.Connection, person_id: int, side: Side) -> Addressee | None:
    row = conn.execute(
        sa.select(people.c.name, people.c.email, people.c.lang).where(
            people.c.id == person_id, people.c.closed_at.is_(None)
        )
    ).first()
    return Addressee(person_id, side, row.name, row.email, row.lang) if row else None


def _put_off(tx: Tx, mail_id: int, code: int, to: str) -> None:
    mail = tx.conn.execute(sa.select(mails).where(mails.c.id == mail_id)).one()
    if code and tx.now - mail.made_at > OTHER_SIDE:
        _end(tx, mail_id, "bounced", code, to)
    else:
        wait = min(LONGEST_WAIT, MINUTE * 2 ** min(mail.tries, 10))
        _try_again(tx, mail_id, tx.now + wait, code)


def _try_again(tx: Tx, mail_id: int, at: int, code: int = 0) -> None:
    tries = tx.conn.execute(
        mails.update()
        .where(mails.c.id == mail_id, mails.c.state == "waiting")
        .values(tries=mails.c.tries + 1, code=code)
        .returning(mails.c.tries)
    ).scalar()
    if tries is not None:
        send_at(tx, mail_id, tries, at)


def _end(tx: Tx, mail_id: int, state: str, code: int = 0, to: str | None = None) -> None:
    change: dict[str, Any] = {"state": state, "at": tx.now, "code": code}
    if to is not None:
        change["address"] = to
    tx.conn.execute(mails.update().where(mails.c.id == mail_id, mails.c.state == "waiting").values(**change))


def _set(tx: Tx, ids: list[int], **change: Any) -> None:
    if ids:
        tx.conn.execute(notices.update().where(notices.c.id.in_(ids)).values(**change))
