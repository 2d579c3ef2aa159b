"""Pictures and files that were made anew and stored, whose they are and whom they are for."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

media = sa.Table(
    "media",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("owner_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("folder", sa.Text, nullable=False, unique=True),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("topic", sa.Text),
    sa.Column("used_by", sa.Text, index=True),
    sa.Column("width", sa.Integer, nullable=False),
    sa.Column("height", sa.Integer, nullable=False),
    sa.Column("colour", sa.Text, nullable=False),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Index(
        "media_unused",
        "owner_id",
        "made_at",
        sqlite_where=sa.text("used_by IS NULL"),
        postgresql_where=sa.text("used_by IS NULL"),
    ),
)
"""``used_by`` and ``topic`` come together, when a picture becomes part of a story or a comment.

``state``: ``ready``, or ``held`` while a consent that it needs is missing (spec 4.2).
"""

files = sa.Table(
    "files",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("owner_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("folder", sa.Text, nullable=False, unique=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("size", sa.BigInteger, nullable=False),
    sa.Column("sha256", sa.Text, nullable=False),
    sa.Column("topic", sa.Text),
    sa.Column("used_by", sa.Text, index=True),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Index("files_of_owner", "owner_id", "made_at"),
)
"""PDF, Office files, videos. ``kind``: a ``wire.media.FileKind``; ``size`` and ``sha256`` are of what is served."""

shared_topics = sa.Table(
    "shared_topics",
    metadata,
    sa.Column("used_by", sa.Text, primary_key=True),
    sa.Column("topic", sa.Text, primary_key=True),
)
"""For whom else the pictures and files of a thing are: what went to thirty families at once is in thirty threads."""
