"""The endpoints of the stories."""

from collections.abc import Iterable
from typing import Any

import sqlalchemy as sa

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, read, write
from server.core.jobs import Handler
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.stories import actions, queries
from server.translation.actions import want
from wire.base import Nothing
from wire.stories import (
    DECIDE_COMMENT,
    EDIT_STORY,
    GET_COMMENTS,
    GET_FEED,
    GET_SCHEDULED,
    GET_STORY,
    LIKE_STORY,
    POST_COMMENT,
    POST_STORY,
    REMOVE_COMMENT,
    WITHDRAW_STORY,
    Comment,
    CommentPage,
    CommentRef,
    CommentsAsk,
    DecideComment,
    EditStory,
    FeedAsk,
    FeedPage,
    Likes,
    LikeStory,
    NewComment,
    NewStory,
    Scheduled,
    Story,
    StoryRef,
    StoryView,
)


def feed_with_wants(context: Context, conn: sa.Connection, viewer: Viewer, ask: FeedAsk) -> FeedPage:
    """A page of the feed; what nobody has translated for this reader yet is asked for."""
    page, missing = queries.feed_page(conn, viewer, ask)
    _want(context, missing, viewer.lang)
    return page


def routes(context: Context) -> list[Bound]:
    """What the app may ask about stories."""

    def get_feed(conn: sa.Connection, viewer: Viewer, ask: FeedAsk) -> FeedPage:
        return feed_with_wants(context, conn, viewer, ask)

    def get_comments(conn: sa.Connection, viewer: Viewer, ask: CommentsAsk) -> CommentPage:
        page, missing = queries.comment_page(conn, viewer, ask)
        _want(context, missing, viewer.lang)
        return page

    return [
        # Everybody's newest page is what the database has in memory anyway; older ones may have to come from the disk.
        read(GET_FEED, get_feed, quick=lambda ask: ask.before is None),
        read(GET_SCHEDULED, _get_scheduled),
        read(GET_STORY, _get_story),
        read(GET_COMMENTS, get_comments),
        write(POST_STORY, _post_story, still=_still_posts),
        write(EDIT_STORY, _edit_story, still=_still_posts),
        write(WITHDRAW_STORY, _withdraw_story, still=_still_posts),
        write(LIKE_STORY, _like_story, still=_still_reads),
        write(POST_COMMENT, _post_comment, still=_still_reads),
        write(DECIDE_COMMENT, _decide_comment, still=_still_posts),
        write(REMOVE_COMMENT, _remove_comment, still=_still_reads),
    ]


def job_handlers(context: Context) -> dict[str, Handler]:
    """What the stories leave for later."""

    def publish(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: actions.publish_due(tx, args["story_id"]))

    return {actions.PUBLISH: publish}


def _want(context: Context, missing: Iterable[int], lang: str) -> None:
    if ids := list(missing):
        context.db.write_soon(lambda tx: want(tx, ids, lang))


def _still_posts(
    conn: sa.Connection, viewer: Viewer, ask: NewStory | EditStory | StoryRef | DecideComment
) -> None:
    if not viewer.may_post(_topic_of(conn, ask)):
        raise not_found()


def _still_reads(conn: sa.Connection, viewer: Viewer, ask: LikeStory | NewComment | CommentRef) -> None:
    if not viewer.may_read(_topic_of(conn, ask)):
        raise not_found()


def _topic_of(
    conn: sa.Connection,
    ask: NewStory | EditStory | StoryRef | LikeStory | NewComment | DecideComment | CommentRef,
) -> str:
    if isinstance(ask, NewStory):
        return ask.topic
    if isinstance(ask, DecideComment | CommentRef):
        return queries.topic_of_comment(conn, ask.comment_id)
    return queries.topic_of(conn, ask.story_id)


def _get_scheduled(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> Scheduled:
    return queries.scheduled(conn, viewer)


def _get_story(conn: sa.Connection, viewer: Viewer, ask: StoryRef) -> StoryView:
    return queries.story_view(conn, viewer, ask.story_id)


def _post_story(tx: Tx, viewer: Viewer, ask: NewStory) -> Story:
    return queries.story_in(tx.conn, actions.post_story(tx, viewer, ask), viewer.lang)


def _edit_story(tx: Tx, viewer: Viewer, ask: EditStory) -> Story:
    actions.edit_story(tx, viewer, ask)
    return queries.story_in(tx.conn, ask.story_id, viewer.lang)


def _withdraw_story(tx: Tx, viewer: Viewer, ask: StoryRef) -> Story:
    actions.withdraw_story(tx, viewer, ask.story_id)
    return queries.story_in(tx.conn, ask.story_id, viewer.lang)


def _like_story(tx: Tx, viewer: Viewer, ask: LikeStory) -> Likes:
    actions.like_story(tx, viewer, ask)
    story = queries.story_in(tx.conn, ask.story_id, viewer.lang)
    return Likes(story_id=ask.story_id, likes=story.likes, liked=ask.on)


def _post_comment(tx: Tx, viewer: Viewer, ask: NewComment) -> Comment:
    return queries.comment_in(tx.conn, actions.post_comment(tx, viewer, ask), viewer.lang)


def _decide_comment(tx: Tx, viewer: Viewer, ask: DecideComment) -> Comment:
    actions.decide_comment(tx, viewer, ask)
    return queries.comment_in(tx.conn, ask.comment_id, viewer.lang)


def _remove_comment(tx: Tx, viewer: Viewer, ask: CommentRef) -> Comment:
    actions.remove_comment(tx, viewer, ask.comment_id)
    return queries.comment_in(tx.conn, ask.comment_id, viewer.lang)
