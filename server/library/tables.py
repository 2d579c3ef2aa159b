"""Rows of the library. Words stand in ``texts``, what they are found by in ``library_terms``."""

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

from server.core.tables import Key, metadata

Term = sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql")
"""In the order of its letters' numbers on every database: a beginning is then a range."""

items = sa.Table(
    "library_items",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column(
        "place", sa.BigInteger, comment="an event's number: of its newest version, or of handing it in"
    ),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("topic", sa.Text, nullable=False),
    sa.Column("class_id", sa.BigInteger),
    sa.Column("pupil_id", sa.BigInteger),
    sa.Column("folder_id", sa.BigInteger, index=True),
    sa.Column("author_id", sa.BigInteger, nullable=False),
    sa.Column("author_role", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("edited_at", sa.BigInteger),
    sa.Column("title_id", sa.BigInteger, nullable=False, index=True),
    sa.Column("body_id", sa.BigInteger, index=True),
    sa.Column("reason_id", sa.BigInteger),
    sa.Column("due", sa.Date),
    sa.Column("files", sa.Text, nullable=False, comment="what wire.media.File says, as JSON"),
    sa.Column("photos", sa.Text, nullable=False, comment="what wire.media.Photo says, as JSON"),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("version_at", sa.BigInteger, nullable=False),
    sa.Column("revision", sa.Integer, nullable=False, server_default="0"),
    sa.Column("state", sa.Text, nullable=False),
    sa.Column("publish_at", sa.BigInteger),
    sa.Index("library_items_by_place", "state", "place"),
    sa.Index("library_items_by_topic", "topic", "state", "place"),
    sa.Index("library_items_by_author", "author_id", "state"),
)

versions = sa.Table(
    "library_versions",
    metadata,
    sa.Column("item_id", sa.BigInteger, sa.ForeignKey("library_items.id"), primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("person_id", sa.BigInteger, nullable=False),
    sa.Column("files", sa.Text, nullable=False),
    sa.Column("photos", sa.Text, nullable=False),
)
"""What was put in for an item, and when. Rows never change."""

openings = sa.Table(
    "library_openings",
    metadata,
    sa.Column("person_id", sa.BigInteger, primary_key=True),
    sa.Column("item_id", sa.BigInteger, primary_key=True, index=True),
    sa.Column("version", sa.Integer, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
"""The newest version that somebody has opened, and when they first did."""

folders = sa.Table(
    "library_folders",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("text_id", sa.BigInteger, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("retired_at", sa.BigInteger),
)

terms = sa.Table(
    "library_terms",
    metadata,
    sa.Column("lang", sa.Text, primary_key=True),
    sa.Column("term", Term, primary_key=True),
    sa.Column("item_id", sa.BigInteger, primary_key=True, index=True),
    sqlite_with_rowid=False,
)
"""By which words what is live is found: as it was written, with ``lang`` empty, and as translated into ``lang``."""
