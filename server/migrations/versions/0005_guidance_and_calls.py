"""What was noticed in texts after they were sent, wishes to be called, and a telephone number for each person."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Makes the tables of guidance and of calls."""
    op.add_column("people", sa.Column("phone", sa.Text(), nullable=True))
    op.create_table(
        "flags",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False, comment="disclosure or unkind"),
        sa.Column("what", sa.Text(), nullable=False, comment="message, comment, story, call"),
        sa.Column("ref_id", sa.BigInteger(), nullable=False),
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False, comment="language and phrase of the guidance file"),
        sa.Column("translated", sa.Boolean(), nullable=False, comment="seen in the English translation"),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"],
            ["texts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("text_id", "kind", name="one_flag_of_a_kind"),
    )
    op.create_index("flags_by_time", "flags", ["at"], unique=False)
    op.create_table(
        "calls",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("pupil_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=True),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.Column("days", sa.Text(), nullable=False, comment="names of days with spaces between; empty: any"),
        sa.Column("times", sa.Text(), nullable=False, comment="as days"),
        sa.Column("text_id", sa.BigInteger(), nullable=True),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("closed_at", sa.BigInteger(), nullable=True),
        sa.Column("closed_by", sa.BigInteger(), nullable=True),
        sa.Column("note_id", sa.BigInteger(), nullable=True, comment="the office's note, a text"),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["pupil_id"],
            ["pupils.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("calls_by_person", "calls", ["person_id", "state"], unique=False)
    op.create_index("calls_by_state", "calls", ["state", "id"], unique=False)
    # ### end Alembic commands ###
