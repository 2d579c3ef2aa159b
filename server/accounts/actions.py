"""Adding people, signing them in and out, and keeping what they chose and typed."""

import secrets

import sqlalchemy as sa

from server.accounts.queries import Session, devices_of, me_of
from server.accounts.rules import IDLE, LONGEST, is_worth_noting
from server.accounts.tables import drafts, people, sessions
from server.core.audit import record
from server.core.context import token_hash
from server.core.db import Tx
from server.core.feed import tell_rights_changed
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from wire.accounts import Devices, Draft, Me, Preferences, SignedIn
from wire.languages import LANGUAGES

MOST_DRAFTS = 200


def add_person(tx: Tx, *, name: str, email: str, lang: str = "en", password_hash: str | None = None) -> int:
    """Adds somebody; without ``password_hash`` they are on record but cannot sign in yet. Returns their id."""
    return int(
        tx.conn.execute(
            people.insert()
            .values(
                name=name,
                email=email.strip().lower(),
                lang=_known(lang),
                password_hash=password_hash,
                made_at=tx.now,
            )
            .returning(people.c.id)
        ).scalar_one()
    )


def set_phone(tx: Tx, person_id: int, phone: str | None, *, by: int | None = None) -> None:
    """Writes somebody's telephone number, or that there is none. Only staff who may write to them see it (spec 6.7)."""
    tx.conn.execute(
        people.update().where(people.c.id == person_id).values(phone=(phone or "").strip() or None)
    )
    record(tx, by, "accounts:person:phone", f"person:{person_id}")


def open_session(tx: Tx, person_id: int, device: str) -> SignedIn:
    """Signs somebody in on a device. The token in the answer is nowhere stored as it is."""
    token = secrets.token_urlsafe(32)
    session_id = tx.conn.execute(
        sessions.insert()
        .values(
            person_id=person_id,
            token_hash=token_hash(token),
            device=device,
            made_at=tx.now,
            seen_at=tx.now,
            ends_at=tx.now + LONGEST,
        )
        .returning(sessions.c.id)
    ).scalar_one()
    tx.conn.execute(people.update().where(people.c.id == person_id).values(seen_at=tx.now))
    record(tx, person_id, "accounts:session:open", f"session:{session_id}")
    return SignedIn(token=token, person_id=person_id)


def note_refused_sign_in(tx: Tx, person_id: int | None) -> None:
    """Puts a wrong sign-in on record, without what was typed."""
    record(tx, person_id, "accounts:session:refuse")


def note_seen(tx: Tx, session: Session) -> None:
    """Writes that a session is in use, unless that was written minutes ago."""
    if not is_worth_noting(tx.now, session.seen_at):
        return
    tx.conn.execute(
        sessions.update()
        .where(sessions.c.id == session.id, sessions.c.seen_at < tx.now)
        .values(seen_at=tx.now)
    )
    tx.conn.execute(people.update().where(people.c.id == session.person_id).values(seen_at=tx.now))


def replace_hash(tx: Tx, person_id: int, old: str, new: str) -> None:
    """Stores the same password hashed with today's settings, unless it was changed meanwhile."""
    tx.conn.execute(
        people.update()
        .where(people.c.id == person_id, people.c.password_hash == old)
        .values(password_hash=new)
    )


def sign_out(tx: Tx, viewer: Viewer) -> None:
    """Ends the viewer's own session, its open streams included."""
    _end_session(tx, viewer, viewer.session_id)


def sign_out_device(tx: Tx, viewer: Viewer, device_id: int) -> Devices:
    """Ends one of the viewer's sessions. Raises ``not_found`` for anybody else's."""
    if not _end_session(tx, viewer, device_id):
        raise not_found()
    return devices_of(tx.conn, viewer, tx.now)


def choose(tx: Tx, viewer: Viewer, chosen: Preferences) -> Me:
    """Keeps what the viewer chose. Another language makes their open apps start over in it."""
    tx.conn.execute(
        people.update()
        .where(people.c.id == viewer.person_id)
        .values(lang=_known(chosen.lang), theme=chosen.theme, text_size=chosen.text_size)
    )
    if chosen.lang != viewer.lang:
        tell_rights_changed(tx, viewer.person_id)
    return me_of(tx.conn, viewer)


def keep_draft(tx: Tx, viewer: Viewer, draft: Draft) -> Draft:
    """Keeps what the viewer has typed in one place; an empty body forgets it."""
    mine = drafts.c.person_id == viewer.person_id
    tx.conn.execute(drafts.delete().where(mine, drafts.c.place == draft.place))
    if draft.body:
        tx.conn.execute(
            drafts.insert(),
            {"person_id": viewer.person_id, "place": draft.place, "body": draft.body, "at": tx.now},
        )
        newest = sa.select(drafts.c.place).where(mine).order_by(drafts.c.at.desc(), drafts.c.place)
        tx.conn.execute(
            drafts.delete().where(mine, drafts.c.place.in_(newest.offset(MOST_DRAFTS).limit(1000)))
        )
    return draft


def forget_ended_sessions(tx: Tx) -> None:
    """Removes the rows of sessions that open nothing any more."""
    tx.conn.execute(
        sessions.delete().where(sa.or_(sessions.c.ends_at <= tx.now, sessions.c.seen_at <= tx.now - IDLE))
    )


def _end_session(tx: Tx, viewer: Viewer, session_id: int) -> bool:
    gone = tx.conn.execute(
        sessions.delete().where(sessions.c.id == session_id, sessions.c.person_id == viewer.person_id)
    )
    if gone.rowcount:
        record(tx, viewer.person_id, "accounts:session:end", f"session:{session_id}")
        tell_rights_changed(tx, viewer.person_id, session_id)
    return bool(gone.rowcount)


def _known(lang: str) -> str:
    if lang not in LANGUAGES:
        raise Refused("malformed", 422, where="lang")
    return lang
