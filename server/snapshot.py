"""The first thing that an app asks for: everything to draw its first screen, as of one event."""

from typing import Any

import sqlalchemy as sa

from server.accounts.queries import drafts_of, me_of
from server.core.context import Context
from server.core.feed import cursor
from server.core.http import Bound, read_as_one
from server.core.viewer import Viewer
from server.hours.queries import hours_now
from server.library.routes import library_with_wants
from server.media.grants import grant_for
from server.messages.routes import threads_with_wants
from server.messages.threads import unread_of
from server.points.routes import points_with_wants
from server.school.queries import audiences_of, children_of, school_card
from server.stories.routes import feed_with_wants
from wire.messages import ThreadsAsk
from wire.modules import Module
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk
from wire.stories import FeedAsk


def routes(context: Context) -> list[Bound]:
    """``GET /v1/snapshot``."""

    def get_snapshot(conn: sa.Connection, viewer: Viewer, ask: SnapshotAsk) -> Snapshot:
        return Snapshot(
            cursor=cursor(conn),
            me=me_of(conn, viewer),
            school=school_card(conn),
            children=children_of(conn, viewer),
            audiences=audiences_of(conn, viewer),
            feed=feed_with_wants(context, conn, viewer, FeedAsk(side=ask.side)),
            drafts=drafts_of(conn, viewer),
            media_grant=_pass_for_pictures(context, viewer),
            hours=hours_now(conn, viewer, context.clock.now()),
            staff_topics=None if viewer.all_topics else tuple(sorted(viewer.staff)),
            **_of_modules(context, conn, viewer, ask),
            modules_off=tuple(sorted(viewer.off)),
        )

    return [read_as_one(GET_SNAPSHOT, get_snapshot)]


def _of_modules(context: Context, conn: sa.Connection, viewer: Viewer, ask: SnapshotAsk) -> dict[str, Any]:
    """What is there of the parts that the school has not switched off (spec 14.5)."""
    found: dict[str, Any] = {}
    if Module.MESSAGES not in viewer.off:
        found["threads"] = threads_with_wants(context, conn, viewer, ThreadsAsk(side=ask.side))
        found["unread_other"] = unread_of(conn, viewer, "family" if ask.side == "staff" else "staff")
    if Module.POINTS not in viewer.off:
        found["points"] = points_with_wants(context, conn, viewer)
    if Module.LIBRARY not in viewer.off:
        found["library"] = library_with_wants(context, conn, viewer, ask.side)
    return found


def _pass_for_pictures(context: Context, viewer: Viewer) -> str:
    inside = viewer.shut is None or viewer.shut.code != "not_from_here"
    return grant_for(context.secret, viewer.session_id, context.clock.now(), inside=inside)
