"""Threads, their messages, and how far each person has read. Words stand in ``texts``, pictures in ``media``."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

threads = sa.Table(
    "threads",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("topic", sa.Text, nullable=False, unique=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id"), nullable=False, index=True),
    sa.Column("class_id", sa.BigInteger, sa.ForeignKey("classes.id"), index=True),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Column("last_id", sa.BigInteger),
    sa.Column("waiting_id", sa.BigInteger),
    sa.Column("waiting_since", sa.BigInteger),
)
"""``topic``: whom it is for, as ``core.viewer`` reads it; it says who is in the thread, so there is one for each.

``last_id``: its newest message; none while nobody has written. ``waiting_id``: the first message of the family that
the staff have not answered, and when it was written.
"""

thread_staff = sa.Table(
    "thread_staff",
    metadata,
    sa.Column("thread_id", sa.BigInteger, sa.ForeignKey("threads.id"), primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True, index=True),
)
"""The staff whom a thread names; none for a class thread, whose staff are the class team of the day."""

messages = sa.Table(
    "messages",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("thread_id", sa.BigInteger, sa.ForeignKey("threads.id"), nullable=False),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("author_role", sa.Text, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("covers_id", sa.BigInteger),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("edited_at", sa.BigInteger),
    sa.Column("text_id", sa.BigInteger, nullable=False),
    sa.Column("photos", sa.Text, nullable=False, comment="what wire.media.Photo says, as JSON"),
    sa.Column("files", sa.Text, nullable=False, comment="what wire.media.File says, as JSON"),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("broadcast_id", sa.BigInteger),
    sa.Index("messages_by_thread", "thread_id", "id"),
    sa.Index(
        "messages_by_broadcast",
        "broadcast_id",
        sqlite_where=sa.text("broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("broadcast_id IS NOT NULL"),
    ),
)
"""``covers_id``: the absent teacher for whom a TA answers. ``broadcast_id``: written to a whole class."""

message_revisions = sa.Table(
    "message_revisions",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("message_id", sa.BigInteger, sa.ForeignKey("messages.id"), nullable=False, index=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("text_id", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
)
"""What was done to a message (``edited``, ``removed``), with the words until then (spec 5.4)."""

broadcasts = sa.Table(
    "broadcasts",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("class_id", sa.BigInteger, sa.ForeignKey("classes.id"), nullable=False),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)

marks = sa.Table(
    "marks",
    metadata,
    sa.Column("thread_id", sa.BigInteger, sa.ForeignKey("threads.id"), primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("delivered", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("read", sa.BigInteger, nullable=False, server_default="0"),
)
"""The newest message that reached somebody, and that they read."""

readings = sa.Table(
    "readings",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("thread_id", sa.BigInteger, sa.ForeignKey("threads.id"), nullable=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
    sa.Column("read", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("readings_by_thread", "thread_id", "person_id", "read"),
)
"""Each time that somebody read on: up to which message, and when. A transcript takes its read times from here."""

hear_about = sa.Table(
    "hear_about",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id"), nullable=False, index=True),
    sa.Column("topics", sa.Text, nullable=False),
    sa.Column("text_id", sa.BigInteger),
    sa.Column("by", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("agreed_by", sa.BigInteger),
    sa.Column("agreed_at", sa.BigInteger),
)
"""What a family would like to hear about (spec 5.7). The newest row of a pupil counts."""
