"""Who opened which thread why, the exports, what was reported as it was then, and what was decided."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

openings = sa.Table(
    "openings",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("thread_id", sa.BigInteger, sa.ForeignKey("threads.id"), nullable=False, index=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
)
"""The reason stands in the audit record too, where nobody can change it."""

exports = sa.Table(
    "exports",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("thread_id", sa.BigInteger, sa.ForeignKey("threads.id"), nullable=False),
    sa.Column("owner_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("opening_id", sa.BigInteger, sa.ForeignKey("openings.id")),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("done", sa.Integer, nullable=False, server_default="0"),
    sa.Column("of", sa.Integer, nullable=False, server_default="0"),
    sa.Column("file", sa.Text),
    sa.Column("size", sa.BigInteger, nullable=False, server_default="0"),
    sa.Column("sha256", sa.Text, nullable=False, server_default=""),
)
"""With an ``opening_id`` it is everything that is on record; without, what its owner sees, on which ``side``."""

reports = sa.Table(
    "reports",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("what", sa.Text, nullable=False),
    sa.Column("ref_id", sa.BigInteger, nullable=False),
    sa.Column("by", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("reason_id", sa.BigInteger, sa.ForeignKey("texts.id"), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("frozen", sa.Text, nullable=False, comment="what safeguarding.freezing.Frozen says, as JSON"),
    sa.Index("reports_by_time", "at"),
)
"""Rows never change: what was decided stands in ``decisions``."""

decisions = sa.Table(
    "decisions",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("case_id", sa.BigInteger, nullable=False),
    sa.Column("outcome", sa.Text, nullable=False),
    sa.Column("note", sa.Text, nullable=False),
    sa.Column("by", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("decisions_by_case", "source", "case_id"),
)
"""``source``: ``report`` or ``flag``, and its number. A case with a decision is no longer open."""
