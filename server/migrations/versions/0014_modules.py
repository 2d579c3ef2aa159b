"""The parts of Bookbag that a school has switched off."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0011"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "modules_off",
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("module"),
    )
