"""The endpoints of the notifications, and the page that ends all e-mails to somebody."""

from typing import Any

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from server.accounts.tables import people
from server.core.db import Tx
from server.core.http import Bound, body_of, guarded, read, write, write_again
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.notifications import actions, queries
from server.notifications.envelope import is_true, person_in
from server.notifications.post import OFF_PATH, Post
from server.notifications.rules import usual_choices
from server.notifications.way_out import asked_page, done_page
from server.school.queries import school_card
from server.school.viewing import viewer_of_person
from wire.base import Nothing, Role
from wire.notifications import (
    CHOOSE_NOTIFICATIONS,
    GET_BOUNCES,
    GET_NOTIFICATIONS,
    RETRY_BOUNCE,
    SEE,
    BounceRef,
    Bounces,
    NoticeChoices,
    Notifications,
    Seen,
)

LARGEST_FORM = 2_000


def routes(post: Post) -> list[Bound]:
    """What the endpoint table serves of this feature."""

    def get(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> Notifications:
        return queries.notifications_of(conn, viewer, mail_on=post.mail_on)

    def choose(tx: Tx, viewer: Viewer, ask: NoticeChoices) -> Notifications:
        actions.choose(tx, viewer, ask)
        return queries.notifications_of(tx.conn, viewer, mail_on=post.mail_on)

    def get_bounces(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> Bounces:
        return queries.bounces(conn, mail_on=post.mail_on)

    def retry(tx: Tx, viewer: Viewer, ask: BounceRef) -> Bounces:
        actions.retry_bounce(tx, viewer, ask.bounce_id)
        return queries.bounces(tx.conn, mail_on=post.mail_on)

    return [
        read(GET_NOTIFICATIONS, get),
        write(CHOOSE_NOTIFICATIONS, choose),
        write_again(SEE, _see),
        read(GET_BOUNCES, get_bounces),
        write(RETRY_BOUNCE, retry),
    ]


def raw_routes(post: Post) -> list[Route]:
    """``/unsubscribe/…``: looking changes nothing, because scanners of e-mails look; a POST does it (RFC 8058)."""
    db, secret = post.context.db, post.context.secret

    def owner(conn: sa.Connection, token: str) -> Any:
        person_id = person_in(token)
        found = conn.execute(
            sa.select(people.c.id, people.c.email, people.c.lang).where(people.c.id == person_id)
        ).first()
        if found is None or not is_true(secret, token, found.id, found.email):
            raise not_found()
        return found

    def switch_off(tx: Tx, token: str) -> str:
        person = owner(tx.conn, token)
        viewer = viewer_of_person(tx.conn, person.id, tx.now)
        is_parent = viewer is not None and Role.PARENT in viewer.roles
        actions.switch_off(tx, person.id, usual_choices("family" if is_parent else "staff"))
        return done_page(school_card(tx.conn), person.lang)

    def look(conn: sa.Connection, token: str) -> str:
        return asked_page(school_card(conn), owner(conn, token).lang)

    async def asked(request: Request) -> Response:
        return _page(await db.aread(lambda conn: look(conn, request.path_params["token"])))

    async def done(request: Request) -> Response:
        await body_of(request, LARGEST_FORM)
        return _page(await db.awrite(lambda tx: switch_off(tx, request.path_params["token"])))

    path = OFF_PATH + "{token}"
    return [Route(path, guarded(asked), methods=["GET"]), Route(path, guarded(done), methods=["POST"])]


def _page(html: str) -> Response:
    headers = {
        "Cache-Control": "no-store",
        "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'",
        "Referrer-Policy": "no-referrer",
        "X-Content-Type-Options": "nosniff",
    }
    return HTMLResponse(html, headers=headers)


def _see(tx: Tx, viewer: Viewer, ask: Seen) -> Nothing:
    actions.see(tx, viewer, ask.path)
    return Nothing()
