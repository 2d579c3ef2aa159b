"""Who waits for an answer, a picture in several threads, and what families see of what staff have read."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Adds what messages need beyond their own tables."""
    op.add_column("threads", sa.Column("waiting_id", sa.BigInteger(), nullable=True))
    op.add_column(
        "school",
        sa.Column("parents_see_read", sa.Boolean(), server_default=sa.false(), nullable=False),
    )
    op.create_index(
        "messages_by_broadcast",
        "messages",
        ["broadcast_id"],
        unique=False,
        sqlite_where=sa.text("broadcast_id IS NOT NULL"),
        postgresql_where=sa.text("broadcast_id IS NOT NULL"),
    )
    op.create_table(
        "shared_topics",
        sa.Column("used_by", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("used_by", "topic"),
    )
