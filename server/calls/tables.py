"""Wishes to be called. Words stand in ``texts``."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

calls = sa.Table(
    "calls",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id")),
    sa.Column("kind", sa.Text),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("days", sa.Text, nullable=False, comment="names of days with spaces between; empty: any"),
    sa.Column("times", sa.Text, nullable=False, comment="as days"),
    sa.Column("text_id", sa.BigInteger),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("closed_at", sa.BigInteger),
    sa.Column("closed_by", sa.BigInteger),
    sa.Column("note_id", sa.BigInteger, comment="the office's note, a text"),
    sa.Index("calls_by_state", "state", "id"),
    sa.Index("calls_by_person", "person_id", "state"),
)
