"""How each event of the stories reads, in one reader's language, as things stand when it is delivered."""

from typing import Any

import sqlalchemy as sa

from server.core.feed import Renderer
from server.stories.queries import comment_in, story_in
from server.stories.tables import stories
from wire.events import (
    CommentChanged,
    CommentPosted,
    MyLike,
    StoryChanged,
    StoryLiked,
    StoryPosted,
    StoryWithdrawn,
)
from wire.stories import StoryState

Ref = dict[str, Any]


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {
        "story_posted": _story_posted,
        "story_changed": _story_changed,
        "story_withdrawn": _story_withdrawn,
        "story_liked": _story_liked,
        "my_like": _my_like,
        "comment_posted": _comment_posted,
        "comment_changed": _comment_changed,
    }


def _story_posted(conn: sa.Connection, ref: Ref, lang: str) -> StoryPosted | None:
    story = story_in(conn, ref["story_id"], lang)
    return StoryPosted(story=story) if story.state == StoryState.LIVE else None


def _story_changed(conn: sa.Connection, ref: Ref, lang: str) -> StoryChanged | None:
    story = story_in(conn, ref["story_id"], lang)
    return StoryChanged(story=story) if story.state != StoryState.WITHDRAWN else None


def _story_withdrawn(conn: sa.Connection, ref: Ref, lang: str) -> StoryWithdrawn:
    return StoryWithdrawn(story_id=ref["story_id"])


def _my_like(conn: sa.Connection, ref: Ref, lang: str) -> MyLike:
    return MyLike(story_id=ref["story_id"], liked=bool(ref["liked"]))


def _story_liked(conn: sa.Connection, ref: Ref, lang: str) -> StoryLiked | None:
    likes = _live(conn, stories.c.likes, ref["story_id"])
    return None if likes is None else StoryLiked(story_id=ref["story_id"], likes=likes)


def _comment_posted(conn: sa.Connection, ref: Ref, lang: str) -> CommentPosted | None:
    comment = comment_in(conn, ref["comment_id"], lang)
    comments = _live(conn, stories.c.comments, comment.story_id)
    return None if comments is None else CommentPosted(comment=comment, comments=comments)


def _comment_changed(conn: sa.Connection, ref: Ref, lang: str) -> CommentChanged | None:
    comment = comment_in(conn, ref["comment_id"], lang)
    comments = _live(conn, stories.c.comments, comment.story_id)
    return None if comments is None else CommentChanged(comment=comment, comments=comments)


def _live(conn: sa.Connection, column: "sa.Column[int]", story_id: int) -> int | None:
    """A number of a story; ``None`` once the story was withdrawn, and all that was said below it with it."""
    this = sa.and_(stories.c.id == story_id, stories.c.state == StoryState.LIVE)
    return conn.execute(sa.select(column).where(this)).scalar()
