"""What is new for whom, the e-mails that say so, and how each person wants to hear of it."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Makes the tables of the notifications."""
    op.create_table(
        "mails",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("code", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_mails_person_id"), "mails", ["person_id"], unique=False)
    op.create_index("mails_by_state", "mails", ["state", "at"], unique=False)
    op.create_table(
        "notice_choices",
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("emails", sa.Boolean(), nullable=False),
        sa.Column("kinds", sa.Text(), nullable=False, comment="kind and how, as JSON"),
        sa.Column("words", sa.Boolean(), nullable=False),
        sa.Column("quiet_starts", sa.Integer(), nullable=True),
        sa.Column("quiet_ends", sa.Integer(), nullable=True),
        sa.Column("digest_at", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("person_id"),
    )
    op.create_table(
        "notices",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column(
            "ref", sa.Text(), nullable=False, comment="what the kind's source needs to find it, as JSON"
        ),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("path", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.BigInteger(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("mail_id", sa.BigInteger(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("person_id", "kind", "ref", name="notices_once"),
    )
    op.create_index(op.f("ix_notices_mail_id"), "notices", ["mail_id"], unique=False)
    op.create_index("notices_waiting", "notices", ["person_id", "state", "due"], unique=False)
