"""What is said of a new story or comment to those whom it concerns (spec 13.1)."""

from collections.abc import Mapping
from typing import Final

import sqlalchemy as sa

from server.core.refused import Refused
from server.notifications.sources import Ref, Said, Source
from server.stories.queries import comment_in, story_in
from server.stories.tables import comments, likes, stories
from wire.notifications import NoticeKind
from wire.stories import CommentState, Story, StoryState


def sources() -> Mapping[str, Source]:
    """The kinds that the stories know."""
    return {
        NoticeKind.STORY: Source(_story, has_read=_answered),
        NoticeKind.COMMENT: Source(_comment, whom=_in_talk),
    }


_TOLD: Final = (CommentState.SHOWN, CommentState.WAITING)


def _live(conn: sa.Connection, story_id: int, lang: str) -> Story | None:
    try:
        story = story_in(conn, story_id, lang)
    except Refused:
        return None
    return story if story.state is StoryState.LIVE else None


def _story(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    story = _live(conn, ref["story_id"], lang)
    if story is None:
        return None
    return Said(story.author.name, story.place, story.text, f"/stories/{story.id}", len(story.photos))


def _comment(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    state = conn.execute(sa.select(comments.c.state).where(comments.c.id == ref["comment_id"])).scalar()
    if state not in _TOLD:
        return None
    comment = comment_in(conn, ref["comment_id"], lang)
    story = _live(conn, comment.story_id, lang)
    if story is None:
        return None
    return Said(comment.author.name, story.place, comment.text, f"/stories/{story.id}", len(comment.photos))


def _answered(conn: sa.Connection, ref: Ref, person_id: int) -> bool:
    """Who liked a story or answered it has read it."""
    mine = ((likes, likes.c.person_id), (comments, comments.c.author_id))
    return any(
        conn.execute(
            sa.select(sa.literal(1)).where(table.c.story_id == ref["story_id"], whose == person_id).limit(1)
        ).first()
        for table, whose in mine
    )


def _in_talk(conn: sa.Connection, ref: Ref) -> frozenset[int]:
    """Whose story it is, and who had commented on it before."""
    this = conn.execute(sa.select(comments).where(comments.c.id == ref["comment_id"])).first()
    if this is None:
        return frozenset()
    before = sa.select(comments.c.author_id).where(
        comments.c.story_id == this.story_id, comments.c.id < this.id, comments.c.state == CommentState.SHOWN
    )
    author = sa.select(stories.c.author_id).where(stories.c.id == this.story_id)
    return frozenset(conn.execute(sa.union(before, author)).scalars())
