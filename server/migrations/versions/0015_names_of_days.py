"""The names of terms and closed days become texts, so that everybody reads them in their own language."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Writes each name as a text, and puts its number in the place of the name."""
    for table in ("terms", "closures"):
        op.add_column(table, sa.Column("text_id", sa.BigInteger(), nullable=True))
        _write_names(table)
        with op.batch_alter_table(table) as batch:
            batch.alter_column("text_id", existing_type=sa.BigInteger(), nullable=False)
            batch.create_foreign_key(f"{table}_text_id_fkey", "texts", ["text_id"], ["id"])
            batch.drop_column("name")


def _write_names(table: str) -> None:
    """The office wrote them in the language of its school, which was English until now."""
    conn = op.get_bind()
    days = sa.table(table, *(sa.column(name) for name in ("id", "name", "text_id")))
    texts = sa.table(
        "texts", *(sa.column(name) for name in ("id", "topic", "body", "lang", "author_id", "at"))
    )
    for row in conn.execute(sa.select(days.c.id, days.c.name).order_by(days.c.id)).all():
        text = {"topic": "school", "body": row.name, "lang": "en", "author_id": 0, "at": 0}
        text_id = conn.execute(texts.insert().values(text).returning(texts.c.id)).scalar_one()
        conn.execute(days.update().where(days.c.id == row.id).values(text_id=text_id))
