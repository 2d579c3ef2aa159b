"""The library: what is in it, its folders, who has opened what, and by which words it is found."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Makes the tables of the library."""
    op.create_table(
        "library_folders",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("retired_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "library_items",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column(
            "place",
            sa.BigInteger(),
            nullable=True,
            comment="an event's number: of its newest version, or of handing it in",
        ),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("class_id", sa.BigInteger(), nullable=True),
        sa.Column("pupil_id", sa.BigInteger(), nullable=True),
        sa.Column("folder_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("author_role", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.BigInteger(), nullable=True),
        sa.Column("title_id", sa.BigInteger(), nullable=False),
        sa.Column("body_id", sa.BigInteger(), nullable=True),
        sa.Column("reason_id", sa.BigInteger(), nullable=True),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("files", sa.Text(), nullable=False, comment="what wire.media.File says, as JSON"),
        sa.Column("photos", sa.Text(), nullable=False, comment="what wire.media.Photo says, as JSON"),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("version_at", sa.BigInteger(), nullable=False),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("publish_at", sa.BigInteger(), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_library_items_body_id"), "library_items", ["body_id"], unique=False)
    op.create_index(op.f("ix_library_items_folder_id"), "library_items", ["folder_id"], unique=False)
    op.create_index(op.f("ix_library_items_title_id"), "library_items", ["title_id"], unique=False)
    op.create_index("library_items_by_author", "library_items", ["author_id", "state"], unique=False)
    op.create_index("library_items_by_place", "library_items", ["state", "place"], unique=False)
    op.create_index("library_items_by_topic", "library_items", ["topic", "state", "place"], unique=False)
    op.create_table(
        "library_openings",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("person_id", "item_id"),
    )
    op.create_index(op.f("ix_library_openings_item_id"), "library_openings", ["item_id"], unique=False)
    op.create_table(
        "library_terms",
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column(
            "term", sa.Text().with_variant(postgresql.TEXT(collation="C"), "postgresql"), nullable=False
        ),
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("lang", "term", "item_id"),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_library_terms_item_id"), "library_terms", ["item_id"], unique=False)
    op.create_table(
        "library_versions",
        sa.Column("item_id", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("files", sa.Text(), nullable=False),
        sa.Column("photos", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["item_id"],
            ["library_items.id"],
        ),
        sa.PrimaryKeyConstraint("item_id", "number"),
    )
