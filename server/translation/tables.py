"""Texts that people wrote, their translations, and what was learnt while making them."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

texts = sa.Table(
    "texts",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
"""Words never change: an edit is a new row."""

translations = sa.Table(
    "translations",
    metadata,
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), primary_key=True),
    sa.Column("lang", sa.Text, primary_key=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("body", sa.Text),
    sa.Column("engine", sa.Text),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("held", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""``state``: a ``wire.base.TextState``. ``at``: since when it is in this state.

``held``: a person worded or froze this very text, and no engine and no correction of a sentence changes it.
"""

earlier_translations = sa.Table(
    "earlier_translations",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), nullable=False, index=True),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("engine", sa.Text),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("until", sa.BigInteger, nullable=False),
)
"""What readers saw from ``at`` until ``until``, when other words took its place. Rows never change."""

segments = sa.Table(
    "segments",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("wording", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
"""What engines answered before: masked, so without the name of any child, under a key that says nothing."""

phrases = sa.Table(
    "phrases",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("key", sa.LargeBinary, nullable=False),
    sa.Column("source", sa.Text, nullable=False),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("sentence", sa.Text, nullable=False),
    sa.Column("wording", sa.Text, nullable=False),
    sa.Column("by", sa.BigInteger, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Index("phrases_key", "key", "lang"),
)
"""Corrections by people, masked. The newest one of a sentence counts; earlier ones stay on record."""

uses = sa.Table(
    "sentence_uses",
    metadata,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), primary_key=True),
)
"""Which texts hold a sentence, so that a correction reaches all of them."""
