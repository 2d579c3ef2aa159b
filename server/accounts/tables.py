"""People, the places where they are signed in, and the words that they have not sent yet."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

people = sa.Table(
    "people",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False, unique=True),
    sa.Column("password_hash", sa.Text),
    sa.Column("lang", sa.Text, nullable=False),
    sa.Column("theme", sa.Text, nullable=False, server_default="system"),
    sa.Column("text_size", sa.Integer, nullable=False, server_default="100"),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Column("seen_at", sa.BigInteger),
    sa.Column("closed_at", sa.BigInteger),
    sa.Column("phone", sa.Text),
)
"""``email`` is in small letters; without a ``password_hash`` the person never signed up."""

sessions = sa.Table(
    "sessions",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("token_hash", sa.Text, nullable=False, unique=True),
    sa.Column("device", sa.Text, nullable=False),
    sa.Column("made_at", sa.BigInteger, nullable=False),
    sa.Column("seen_at", sa.BigInteger, nullable=False),
    sa.Column("ends_at", sa.BigInteger, nullable=False),
)

drafts = sa.Table(
    "drafts",
    metadata,
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("place", sa.Text, primary_key=True),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
)
