"""Forms, their versions and words, and the answers of families."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Makes the tables of forms, and lets a person's wording of a text be held."""
    op.add_column("translations", sa.Column("held", sa.Boolean(), server_default=sa.false(), nullable=False))
    op.create_table(
        "form_checks",
        sa.Column("text_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["text_id"], ["texts.id"]),
        sa.PrimaryKeyConstraint("text_id", "lang"),
    )
    op.create_table(
        "forms",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("per", sa.Text(), nullable=False),
        sa.Column("yearly", sa.Boolean(), nullable=False),
        sa.Column("repeats", sa.Boolean(), nullable=False),
        sa.Column("title_id", sa.BigInteger(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=True, comment="whom it is for; none before it was sent"),
        sa.Column("version", sa.Integer(), nullable=False, comment="of what is out; 0 before it was sent"),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("author_role", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False, comment="when it was sent last, or begun"),
        sa.Column("deadline", sa.BigInteger(), nullable=True),
        sa.Column("remind_days", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "draft", sa.Text(), nullable=True, comment="the next version, a wire.forms.FormDraft as JSON"
        ),
        sa.Column(
            "draft_words",
            sa.Text(),
            nullable=True,
            comment="the same with ids of texts, as form_versions.body",
        ),
        sa.Column("revision", sa.Integer(), server_default="0", nullable=False),
        sa.ForeignKeyConstraint(["author_id"], ["people.id"]),
        sa.ForeignKeyConstraint(["title_id"], ["texts.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("forms_by_topic", "forms", ["topic", "id"], unique=False)
    op.create_table(
        "form_freezes",
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.PrimaryKeyConstraint("form_id", "lang"),
    )
    op.create_table(
        "form_passes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column("pupil_id", sa.BigInteger(), nullable=False),
        sa.Column("to_id", sa.BigInteger(), nullable=True, comment="none: the team of the child's class"),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.id"]),
        sa.ForeignKeyConstraint(["to_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("form_passes_by_pupil", "form_passes", ["pupil_id", "form_id"], unique=False)
    op.create_table(
        "form_reminders",
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column("pupil_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.id"]),
        sa.PrimaryKeyConstraint("form_id", "pupil_id", "at"),
    )
    op.create_table(
        "form_renderings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("seen", sa.Text(), nullable=False, comment="SHA-256 of the body"),
        sa.Column("body", sa.Text(), nullable=False, comment="every word as it was on the screen, as JSON"),
        sa.Column("checked", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("form_id", "version", "lang", "seen"),
    )
    op.create_table(
        "form_versions",
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column(
            "body",
            sa.Text(),
            nullable=False,
            comment="its fields, with ids of texts in place of words, as JSON",
        ),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["people.id"]),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.PrimaryKeyConstraint("form_id", "version"),
    )
    op.create_table(
        "form_answers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("rendering_id", sa.BigInteger(), nullable=True),
        sa.Column("signer_id", sa.BigInteger(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("device", sa.Text(), server_default="", nullable=False),
        sa.Column("body", sa.Text(), nullable=False, comment="a wire.forms.Answers as JSON"),
        sa.Column(
            "words",
            sa.Text(),
            nullable=False,
            comment="field → id of the text with what was written, as JSON",
        ),
        sa.Column("digest", sa.Text(), nullable=False, comment="equal for equal answers, whoever signed"),
        sa.Column("entered_by", sa.BigInteger(), nullable=True, comment="who put in what came on paper"),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["entered_by"], ["people.id"]),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.ForeignKeyConstraint(["rendering_id"], ["form_renderings.id"]),
        sa.ForeignKeyConstraint(["signer_id"], ["people.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("form_answers_by_form", "form_answers", ["form_id", "id"], unique=False)
    op.create_index("form_answers_by_signer", "form_answers", ["signer_id", "form_id"], unique=False)
    op.create_table(
        "form_answer_pupils",
        sa.Column("answer_id", sa.BigInteger(), nullable=False),
        sa.Column("pupil_id", sa.BigInteger(), nullable=False),
        sa.Column("form_id", sa.BigInteger(), nullable=False),
        sa.Column(
            "current", sa.Boolean(), nullable=False, comment="false once the same signer answered anew"
        ),
        sa.ForeignKeyConstraint(["answer_id"], ["form_answers.id"]),
        sa.ForeignKeyConstraint(["form_id"], ["forms.id"]),
        sa.ForeignKeyConstraint(["pupil_id"], ["pupils.id"]),
        sa.PrimaryKeyConstraint("answer_id", "pupil_id"),
    )
    op.create_index("form_answer_pupils_by_form", "form_answer_pupils", ["form_id", "pupil_id"], unique=False)
    op.create_index(
        "form_answer_pupils_by_pupil", "form_answer_pupils", ["pupil_id", "form_id"], unique=False
    )
