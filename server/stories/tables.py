"""Rows of stories, their likes and their comments. Words stand in ``texts``, pictures in ``media``."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

stories = sa.Table(
    "stories",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("pos", sa.BigInteger, comment="its event's number; null while it is not live"),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("class_id", sa.BigInteger),
    sa.Column("pupil_id", sa.BigInteger),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("author_role", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("edited_at", sa.BigInteger),
    sa.Column("text_id", sa.BigInteger, nullable=False),
    sa.Column("photos", sa.Text, nullable=False, comment="what wire.media.Photo says, as JSON"),
    sa.Column("likes", sa.Integer, nullable=False, server_default="0"),
    sa.Column("comments", sa.Integer, nullable=False, server_default="0"),
    sa.Column("comments_open", sa.Boolean, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("publish_at", sa.BigInteger),
    sa.Index("stories_by_topic", "topic", "pos"),
    sa.Index("stories_by_pos", "pos"),
    sa.Index("stories_by_state", "state", "publish_at"),
)

story_revisions = sa.Table(
    "story_revisions",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("story_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("text_id", sa.BigInteger, nullable=False, comment="the words until then"),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
)

likes = sa.Table(
    "likes",
    metadata,
    sa.Column("story_id", sa.BigInteger, primary_key=True),
    sa.Column("person_id", sa.BigInteger, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
)

comments = sa.Table(
    "comments",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("story_id", sa.BigInteger, nullable=False),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("author_role", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("text_id", sa.BigInteger, nullable=False),
    sa.Column("photos", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Index("comments_by_story", "story_id", "id"),
)
