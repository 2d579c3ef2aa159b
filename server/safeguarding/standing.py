"""Where what people report or what was noticed stands: its row, of whichever feature it is."""

from typing import Any

import sqlalchemy as sa

from server.calendar.tables import occasions
from server.calls.tables import calls
from server.library.tables import items
from server.messages.tables import messages, threads
from server.points.tables import awards, points
from server.school.tables import classes, pupils
from server.stories.tables import comments, stories
from server.translation.tables import texts
from wire.base import Role
from wire.safeguarding import Reportable

Row = sa.Row[Any]


def row_of(conn: sa.Connection, what: Reportable, ref_id: int) -> Row | None:
    """What was reported or noticed, with the name of its class or child. It asks for no rights."""
    if what is Reportable.MESSAGE:
        found = (
            sa.select(messages, threads.c.topic, pupils.c.name.label("place"))
            .join(threads, threads.c.id == messages.c.thread_id)
            .join(pupils, pupils.c.id == threads.c.pupil_id)
            .where(messages.c.id == ref_id)
        )
    elif what is Reportable.COMMENT:
        found = (
            _placed(comments, stories.c.topic, stories.c.state.label("story_state"))
            .join(stories, stories.c.id == comments.c.story_id)
            .where(comments.c.id == ref_id)
        )
    elif what is Reportable.CALL:
        found = _call(ref_id)
    elif what is Reportable.NOTE:
        found = _note(ref_id)
    elif what is Reportable.OCCASION:
        found = _occasion(ref_id)
    elif what is Reportable.ITEM:
        found = _item(ref_id)
    else:
        found = _placed(stories).where(stories.c.id == ref_id)
    return conn.execute(found).first()


def _call(call_id: int) -> "sa.Select[Any]":
    """A wish for a call, with the columns of the others."""
    return (
        sa.select(
            calls.c.id,
            calls.c.at,
            calls.c.text_id,
            calls.c.person_id.label("author_id"),
            sa.literal(Role.PARENT.value).label("author_role"),
            sa.func.coalesce(pupils.c.name, "").label("place"),
        )
        .outerjoin(pupils, pupils.c.id == calls.c.pupil_id)
        .where(calls.c.id == call_id)
    )


def _placed(table: sa.Table, *more: "sa.ColumnElement[Any]") -> "sa.Select[Any]":
    """Rows of stories, or of comments joined to them, with the name of the class or the child."""
    place = sa.func.coalesce(
        sa.select(classes.c.name).where(classes.c.id == stories.c.class_id).scalar_subquery(),
        sa.select(pupils.c.name).where(pupils.c.id == stories.c.pupil_id).scalar_subquery(),
        "",
    )
    return sa.select(table, place.label("place"), *more)


def _note(text_id: int) -> "sa.Select[Any]":
    """The note with a point, with the columns of the others. ``topic``: whoever is still told of it."""
    return (
        sa.select(
            points.c.text_id.label("id"),
            points.c.at,
            points.c.text_id,
            awards.c.giver_id.label("author_id"),
            awards.c.giver_role.label("author_role"),
            pupils.c.name.label("place"),
            texts.c.topic,
            sa.literal("[]").label("photos"),
        )
        .join(awards, awards.c.id == points.c.award_id)
        .join(pupils, pupils.c.id == points.c.pupil_id)
        .join(texts, texts.c.id == points.c.text_id)
        .where(points.c.text_id == text_id)
    )


def _item(item_id: int) -> "sa.Select[Any]":
    return (
        sa.select(
            # Its own ``place`` is that in a list.
            *(column for column in items.c if column is not items.c.place),
            items.c.title_id.label("text_id"),
            sa.func.coalesce(classes.c.name, pupils.c.name, "").label("place"),
        )
        .outerjoin(classes, classes.c.id == items.c.class_id)
        .outerjoin(pupils, pupils.c.id == items.c.pupil_id)
        .where(items.c.id == item_id)
    )


def _occasion(occasion_id: int) -> "sa.Select[Any]":
    return (
        sa.select(
            occasions,
            occasions.c.title_id.label("text_id"),
            sa.func.coalesce(classes.c.name, pupils.c.name, "").label("place"),
            sa.literal("[]").label("photos"),
        )
        .outerjoin(classes, classes.c.id == occasions.c.class_id)
        .outerjoin(pupils, pupils.c.id == occasions.c.pupil_id)
        .where(occasions.c.id == occasion_id)
    )
