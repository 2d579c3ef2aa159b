"""What is known of people, their sessions and their drafts."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, cast

import sqlalchemy as sa

from server.accounts.rules import IDLE, is_session_alive
from server.accounts.tables import drafts, people, sessions
from server.core.refused import Refused
from server.core.viewer import Viewer
from wire.accounts import Device, Devices, Draft, Me, Preferences


@dataclass(frozen=True, slots=True)
class Session:
    """A live sign-in and the person whose it is."""

    id: int
    person_id: int
    name: str
    lang: str
    seen_at: int


@dataclass(frozen=True, slots=True)
class SignInRow:
    """What signing in needs to know of a person."""

    person_id: int
    password_hash: str | None
    closed_at: int | None


def session_of(conn: sa.Connection, token_hash: str, now: int) -> Session | None:
    """The live session with this token, if there is one."""
    return _session(conn, sessions.c.token_hash == token_hash, now)


def session_by_id(conn: sa.Connection, session_id: int, now: int) -> Session | None:
    """The live session with this number, if there is one."""
    return _session(conn, sessions.c.id == session_id, now)


def _session(conn: sa.Connection, which: sa.ColumnElement[bool], now: int) -> Session | None:
    row = conn.execute(
        sa.select(
            sessions.c.id,
            sessions.c.person_id,
            sessions.c.seen_at,
            sessions.c.ends_at,
            people.c.name,
            people.c.lang,
        )
        .join(people, people.c.id == sessions.c.person_id)
        .where(which, people.c.closed_at.is_(None))
    ).first()
    if row is None or not is_session_alive(now, row.seen_at, row.ends_at):
        return None
    return Session(row.id, row.person_id, row.name, row.lang, row.seen_at)


def sign_in_row(conn: sa.Connection, email: str) -> SignInRow | None:
    """The person with this e-mail address, in whatever letters it was typed."""
    return _sign_in_row(conn, people.c.email == email.strip().lower())


def sign_in_row_by_id(conn: sa.Connection, person_id: int) -> SignInRow | None:
    """The person with this number."""
    return _sign_in_row(conn, people.c.id == person_id)


def _sign_in_row(conn: sa.Connection, which: sa.ColumnElement[bool]) -> SignInRow | None:
    row = conn.execute(
        sa.select(people.c.id, people.c.password_hash, people.c.closed_at).where(which)
    ).first()
    return SignInRow(row.id, row.password_hash, row.closed_at) if row else None


def devices_of(conn: sa.Connection, viewer: Viewer, now: int) -> Devices:
    """Where the viewer is signed in, the newest first."""
    rows = conn.execute(
        sa.select(sessions.c.id, sessions.c.device, sessions.c.made_at, sessions.c.seen_at)
        .where(
            sessions.c.person_id == viewer.person_id,
            sessions.c.ends_at > now,
            sessions.c.seen_at > now - IDLE,
        )
        .order_by(sessions.c.made_at.desc(), sessions.c.id.desc())
    )
    return Devices(
        devices=tuple(
            Device(
                id=r.id, name=r.device, made_at=r.made_at, seen_at=r.seen_at, this=r.id == viewer.session_id
            )
            for r in rows
        )
    )


def me_of(conn: sa.Connection, viewer: Viewer) -> Me:
    """The viewer as their own app shows them."""
    row = conn.execute(
        sa.select(people.c.name, people.c.email, people.c.lang, people.c.theme, people.c.text_size).where(
            people.c.id == viewer.person_id
        )
    ).first()
    if row is None:
        raise Refused("not_signed_in", 401)
    return Me(
        id=viewer.person_id,
        name=row.name,
        email=row.email,
        roles=viewer.roles,
        preferences=Preferences(
            lang=row.lang,
            theme=cast(Literal["system", "light", "dark"], row.theme),
            text_size=cast(Literal[100, 125, 150, 200], row.text_size),
        ),
    )


def drafts_of(conn: sa.Connection, viewer: Viewer) -> tuple[Draft, ...]:
    """What the viewer has typed and not sent, the newest first."""
    rows = conn.execute(
        sa.select(drafts.c.place, drafts.c.body)
        .where(drafts.c.person_id == viewer.person_id)
        .order_by(drafts.c.at.desc(), drafts.c.place)
    )
    return tuple(Draft(place=r.place, body=r.body) for r in rows)


def names_of(conn: sa.Connection, ids: Iterable[int]) -> dict[int, str]:
    """The names of some people by their ids."""
    rows = conn.execute(sa.select(people.c.id, people.c.name).where(people.c.id.in_(set(ids))))
    return {r.id: r.name for r in rows}
