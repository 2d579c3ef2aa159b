"""The endpoints of the calendar."""

import sqlalchemy as sa

from server.calendar import actions, queries
from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, read, write
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.translation.actions import want
from wire.base import Nothing
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    END_LINK,
    GET_DATES,
    GET_LINK,
    GET_OCCASION,
    MAKE_LINK,
    POST_OCCASION,
    CalendarLink,
    Dates,
    DatesAsk,
    EditOccasion,
    MakeLink,
    NewOccasion,
    Occasion,
    OccasionRef,
)


def routes(context: Context) -> list[Bound]:
    """What the app may ask about the calendar."""

    def get_dates(conn: sa.Connection, viewer: Viewer, ask: DatesAsk) -> Dates:
        found, missing = queries.dates(conn, viewer, ask)
        if missing:
            context.db.write_soon(lambda tx: want(tx, missing, viewer.lang))
        return found

    return [
        read(GET_DATES, get_dates),
        read(GET_OCCASION, _get_occasion),
        write(POST_OCCASION, _post_occasion, still=_still_posts),
        write(EDIT_OCCASION, _edit_occasion, still=_still_posts),
        write(CANCEL_OCCASION, _cancel_occasion, still=_still_posts),
        read(GET_LINK, _get_link),
        write(MAKE_LINK, _make_link),
        write(END_LINK, _end_link),
    ]


def _still_posts(conn: sa.Connection, viewer: Viewer, ask: NewOccasion | EditOccasion | OccasionRef) -> None:
    topic = ask.topic if isinstance(ask, NewOccasion) else queries.topic_of(conn, ask.occasion_id)
    if not viewer.may_post(topic):
        raise not_found()


def _get_occasion(conn: sa.Connection, viewer: Viewer, ask: OccasionRef) -> Occasion:
    return queries.occasion_view(conn, viewer, ask.occasion_id)


def _post_occasion(tx: Tx, viewer: Viewer, ask: NewOccasion) -> Occasion:
    return queries.occasion_in(tx.conn, actions.post_occasion(tx, viewer, ask), viewer.lang)


def _edit_occasion(tx: Tx, viewer: Viewer, ask: EditOccasion) -> Occasion:
    actions.edit_occasion(tx, viewer, ask)
    return queries.occasion_in(tx.conn, ask.occasion_id, viewer.lang)


def _cancel_occasion(tx: Tx, viewer: Viewer, ask: OccasionRef) -> Occasion:
    actions.cancel_occasion(tx, viewer, ask.occasion_id)
    return queries.occasion_in(tx.conn, ask.occasion_id, viewer.lang)


def _get_link(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> CalendarLink:
    return queries.link_of(conn, viewer)


def _make_link(tx: Tx, viewer: Viewer, ask: MakeLink) -> CalendarLink:
    actions.make_link(tx, viewer, ask.secret)
    return queries.link_of(tx.conn, viewer)


def _end_link(tx: Tx, viewer: Viewer, ask: Nothing) -> CalendarLink:
    actions.end_link(tx, viewer)
    return queries.link_of(tx.conn, viewer)
