"""Rows of what was noticed in a text after it was sent; the DSL and SMT decide on each (spec 6.6, 11.2)."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

flags = sa.Table(
    "flags",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False, comment="disclosure or unkind"),
    sa.Column("what", sa.Text, nullable=False, comment="message, comment, story, call"),
    sa.Column("ref_id", sa.BigInteger, nullable=False),
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), nullable=False),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("side", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False, comment="language and phrase of the guidance file"),
    sa.Column("translated", sa.Boolean, nullable=False, comment="seen in the English translation"),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.UniqueConstraint("text_id", "kind", name="one_flag_of_a_kind"),
    sa.Index("flags_by_time", "at"),
)
"""``what`` is a ``wire.safeguarding.Reportable``."""
