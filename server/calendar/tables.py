"""Rows of the calendar and of the links to it. Words stand in ``texts``; terms and closed days in ``hours``."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

occasions = sa.Table(
    "occasions",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("class_id", sa.BigInteger),
    sa.Column("pupil_id", sa.BigInteger),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("author_role", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("title_id", sa.BigInteger, nullable=False),
    sa.Column("venue_id", sa.BigInteger),
    sa.Column("details_id", sa.BigInteger),
    sa.Column("when", sa.Text, nullable=False, comment="what wire.calendar.When says, as JSON"),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("over", sa.Date, nullable=False, comment="the last day of its last time"),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("changed_at", sa.BigInteger, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", sa.Text, nullable=False),
    sa.Index("occasions_by_topic", "topic", "over"),
    sa.Index("occasions_by_day", "over"),
)

calendar_links = sa.Table(
    "calendar_links",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("secret_hash", sa.Text, nullable=False, unique=True),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Column("ended_at", sa.BigInteger),
)
"""The links of families; each has one at most that has not ended."""
