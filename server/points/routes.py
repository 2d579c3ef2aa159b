"""The endpoints of points."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, read, write
from server.core.jobs import Handler
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.points import actions, queries, rules
from server.points.skills import set_skills
from server.translation.actions import want
from wire.base import Text, TextState
from wire.points import (
    GET_CLASS_POINTS,
    GET_POINTS,
    GIVE_POINTS,
    SET_SKILLS,
    UNDO_POINTS,
    Award,
    AwardRef,
    ClassPoints,
    ClassRef,
    NewAward,
    PointsNow,
    PupilPoints,
    PupilRef,
    SetSkills,
    Skills,
)


def points_with_wants(context: Context, conn: sa.Connection, viewer: Viewer) -> PointsNow:
    """What an app shows at once; what nobody has translated for this reader yet is asked for."""
    now = queries.points_now(conn, viewer, context.clock.now())
    _want(context, queries.texts_in([*now.children, *now.sheets]), viewer.lang)
    return now


def routes(context: Context) -> list[Bound]:
    """What the app may ask about points."""

    def get_points(conn: sa.Connection, viewer: Viewer, ask: PupilRef) -> PupilPoints:
        found = queries.pupil_points(conn, viewer, ask.pupil_id, context.clock.now())
        _want(context, queries.texts_in([found]), viewer.lang)
        return found

    def get_class_points(conn: sa.Connection, viewer: Viewer, ask: ClassRef) -> ClassPoints:
        found = queries.class_points(conn, viewer, ask.class_id, context.clock.now())
        _want(context, queries.texts_in([found]), viewer.lang)
        return found

    return [
        read(GET_POINTS, get_points),
        read(GET_CLASS_POINTS, get_class_points),
        write(GIVE_POINTS, _give_points, still=_still_gives),
        write(UNDO_POINTS, _undo_points, still=_still_gives),
        write(SET_SKILLS, _set_skills, still=_still_gives),
    ]


def job_handlers(context: Context) -> dict[str, Handler]:
    """What points leave for later."""

    def notes_over(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: actions.notes_over(tx, args["award_id"]))

    def points_news(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: actions.points_news(tx, args["award_id"]))

    return {actions.NOTES_OVER: notes_over, actions.POINTS_NEWS: points_news}


def _want(context: Context, texts: Iterable[Text], lang: str) -> None:
    if ids := sorted({text.id for text in texts if text.state == TextState.PENDING}):
        context.db.write_soon(lambda tx: want(tx, ids, lang))


def _still_gives(conn: sa.Connection, viewer: Viewer, ask: NewAward | AwardRef | SetSkills) -> None:
    class_id = queries.class_of_award(conn, ask.award_id) if isinstance(ask, AwardRef) else ask.class_id
    if not rules.may_give(viewer, class_id):
        raise not_found()


def _give_points(tx: Tx, viewer: Viewer, ask: NewAward) -> Award:
    return queries.award_in(tx.conn, actions.give_points(tx, viewer, ask))


def _undo_points(tx: Tx, viewer: Viewer, ask: AwardRef) -> Award:
    actions.undo_points(tx, viewer, ask.award_id)
    return queries.award_in(tx.conn, ask.award_id)


def _set_skills(tx: Tx, viewer: Viewer, ask: SetSkills) -> Skills:
    set_skills(tx, viewer, ask)
    return Skills(class_id=ask.class_id, skills=queries.skills_of(tx.conn, ask.class_id, viewer.lang))
