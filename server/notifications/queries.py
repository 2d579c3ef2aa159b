"""What each person has chosen, and which e-mails came back."""

from collections.abc import Iterable
from typing import Any

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.core.refused import Refused
from server.core.viewer import Side, Viewer
from server.notifications.rules import usual_choices
from server.notifications.tables import mails, notice_choices
from wire.base import Role
from wire.notifications import (
    Bounce,
    Bounces,
    BounceWhy,
    How,
    NoticeChoices,
    NoticeKind,
    Notifications,
    Quiet,
)

MOST_BOUNCES = 200
_kinds = msgspec.json.Decoder(dict[NoticeKind, How])


def choices_of(conn: sa.Connection, person_id: int, side: Side) -> NoticeChoices:
    """What somebody has chosen, or what holds for who chose nothing."""
    return many_choices(conn, [(person_id, side)])[person_id, side]


def many_choices(
    conn: sa.Connection, whose: Iterable[tuple[int, Side]]
) -> dict[tuple[int, Side], NoticeChoices]:
    """The same for several people."""
    asked = list(whose)
    ids = {person_id for person_id, _ in asked}
    rows = conn.execute(sa.select(notice_choices).where(notice_choices.c.person_id.in_(ids)))
    chosen = {row.person_id: _choices(row) for row in rows}
    return {key: _with_usual(chosen.get(key[0]), key[1]) for key in asked}


def _with_usual(chosen: NoticeChoices | None, side: Side) -> NoticeChoices:
    """What somebody chose, with the usual for kinds that are newer than their choice."""
    usual = usual_choices(side)
    return usual if chosen is None else msgspec.structs.replace(chosen, kinds={**usual.kinds, **chosen.kinds})


def notifications_of(conn: sa.Connection, viewer: Viewer, *, mail_on: bool) -> Notifications:
    """The viewer's choices and whether e-mails reach them."""
    email = conn.execute(sa.select(people.c.email).where(people.c.id == viewer.person_id)).scalar()
    if email is None:
        raise Refused("not_signed_in", 401)
    side: Side = "family" if Role.PARENT in viewer.roles else "staff"
    return Notifications(
        choices=choices_of(conn, viewer.person_id, side),
        mail_on=mail_on,
        email=email,
        bounced=has_bounced(conn, viewer.person_id, email),
    )


def has_bounced(conn: sa.Connection, person_id: int, email: str) -> bool:
    """Whether an e-mail to this address of theirs came back, and nobody said to try again."""
    which = sa.and_(mails.c.person_id == person_id, mails.c.state == "bounced", mails.c.address == email)
    return conn.execute(sa.select(mails.c.id).where(which).limit(1)).first() is not None


def bounces(conn: sa.Connection, *, mail_on: bool) -> Bounces:
    """The addresses that do not work, and how many e-mails the school's mail server keeps waiting."""
    rows = conn.execute(
        sa.select(mails, people.c.name)
        .join(people, people.c.id == mails.c.person_id)
        .where(mails.c.state == "bounced", people.c.email == mails.c.address, people.c.closed_at.is_(None))
        .order_by(mails.c.at.desc(), mails.c.id.desc())
        .limit(MOST_BOUNCES)
    )
    waiting = sa.and_(mails.c.state == "waiting", mails.c.tries > 0)
    stuck = conn.execute(sa.select(sa.func.count()).select_from(mails).where(waiting)).scalar()
    return Bounces(mail_on=mail_on, bounces=tuple(_bounce(row) for row in rows), stuck=stuck or 0)


def why(code: int) -> BounceWhy:
    """What a mail server's number means for people."""
    if 400 <= code < 500:
        return BounceWhy.TOO_LATE
    if code in (550, 551, 553):
        return BounceWhy.UNKNOWN
    return BounceWhy.FULL if code == 552 else BounceWhy.REFUSED


def _bounce(row: Any) -> Bounce:
    return Bounce(
        id=row.id,
        person_id=row.person_id,
        name=row.name,
        email=row.address,
        at=row.at,
        why=why(row.code),
        code=row.code,
    )


def _choices(row: Any) -> NoticeChoices:
    quiet = None if row.quiet_starts is None else Quiet(starts=row.quiet_starts, ends=row.quiet_ends)
    return NoticeChoices(
        emails=row.emails,
        kinds=_kinds.decode(row.kinds),
        words=row.words,
        quiet=quiet,
        digest_at=row.digest_at,
    )
