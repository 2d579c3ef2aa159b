"""The record is chained and never changed; threads opened with a reason, exports, reports and decisions."""

import sqlalchemy as sa
from alembic import op

from server.core.audit import BEGINNING, link

revision = "0007"
down_revision = "0006"

AT_ONCE = 5_000
SQLITE = (
    """CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit record is never changed'); END""",
    """CREATE TRIGGER audit_is_never_deleted BEFORE DELETE ON audit
    BEGIN SELECT RAISE(ABORT, 'the audit record is never changed'); END""",
    # INSERT OR REPLACE deletes without asking the trigger above.
    """CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
    WHEN NEW.id <= (SELECT max(id) FROM audit)
    BEGIN SELECT RAISE(ABORT, 'the audit record grows only at its end'); END""",
)
POSTGRESQL = (
    """CREATE FUNCTION audit_is_never_changed() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the audit record is never changed'; END $$""",
    """CREATE FUNCTION audit_only_grows() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
      IF NEW.id <= (SELECT max(id) FROM audit) THEN
        RAISE EXCEPTION 'the audit record grows only at its end';
      END IF;
      RETURN NEW;
    END $$""",
    """CREATE TRIGGER audit_is_never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_never_changed()""",
    """CREATE TRIGGER audit_only_grows BEFORE INSERT ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_only_grows()""",
)


def upgrade() -> None:
    """Binds the rows that are there to each other, then lets nobody change them any more."""
    conn = op.get_bind()
    op.add_column("audit", sa.Column("hash", sa.LargeBinary(), nullable=True))
    chain_what_is_there(conn)
    with op.batch_alter_table("audit") as batch:
        batch.alter_column("hash", existing_type=sa.LargeBinary(), nullable=False)
    for statement in SQLITE if conn.dialect.name == "sqlite" else POSTGRESQL:
        conn.exec_driver_sql(statement)
    make_tables()


def make_tables() -> None:
    """Openings, exports, reports and what was decided on them."""
    op.create_table(
        "decisions",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("case_id", sa.BigInteger(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by"],
            ["people.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("decisions_by_case", "decisions", ["source", "case_id"], unique=False)
    op.create_table(
        "reports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("ref_id", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False),
        sa.Column("reason_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column(
            "frozen", sa.Text(), nullable=False, comment="what safeguarding.freezing.Frozen says, as JSON"
        ),
        sa.ForeignKeyConstraint(
            ["by"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["reason_id"],
            ["texts.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("reports_by_time", "reports", ["at"], unique=False)
    op.create_table(
        "openings",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_openings_thread_id"), "openings", ["thread_id"], unique=False)
    op.create_table(
        "exports",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("thread_id", sa.BigInteger(), nullable=False),
        sa.Column("owner_id", sa.BigInteger(), nullable=False),
        sa.Column("opening_id", sa.BigInteger(), nullable=True),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("lang", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("of", sa.Integer(), server_default="0", nullable=False),
        sa.Column("file", sa.Text(), nullable=True),
        sa.Column("size", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("sha256", sa.Text(), server_default="", nullable=False),
        sa.ForeignKeyConstraint(
            ["opening_id"],
            ["openings.id"],
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"],
            ["people.id"],
        ),
        sa.ForeignKeyConstraint(
            ["thread_id"],
            ["threads.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index(op.f("ix_exports_owner_id"), "exports", ["owner_id"], unique=False)


def chain_what_is_there(conn: sa.Connection) -> None:
    """Rows from before there was a chain get their hashes in the order of their ids."""
    audit = sa.table("audit", *(sa.column(c) for c in "id at person_id what subject facts hash".split()))
    change = audit.update().where(audit.c.id == sa.bindparam("row")).values(hash=sa.bindparam("bound"))
    before, last = BEGINNING, 0
    while rows := conn.execute(
        sa.select(audit).where(audit.c.id > last).order_by(audit.c.id).limit(AT_ONCE)
    ).all():
        found = []
        for row in rows:
            before = link(before, row.id, row.at, row.person_id, row.what, row.subject, row.facts)
            found.append({"row": row.id, "bound": before})
        conn.execute(change, found)
        last = rows[-1].id
