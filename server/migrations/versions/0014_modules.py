"""The parts of Bookbag that a school has switched off; notes of points by their text; first skills for every class."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Makes the table."""
    op.create_table(
        "modules_off",
        sa.Column("module", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("module"),
    )
    op.create_index("points_by_note", "points", ["text_id"], unique=False)
    _begin_skills()


FIRST_SKILLS = (
    ("Helping others", "hand"),
    ("Teamwork", "team"),
    ("Kindness", "heart"),
    ("Trying hard", "effort"),
    ("Reading", "book"),
    ("Curiosity", "bulb"),
    ("Good listening", "ear"),
    ("Sharing ideas", "speech"),
)


def _begin_skills() -> None:
    """Classes that nobody has looked at have none yet: from now on they come with the class."""
    conn = op.get_bind()
    classes = sa.table("classes", sa.column("id"))
    skills = sa.table("skills", *(sa.column(name) for name in ("class_id", "text_id", "icon", "place")))
    texts = sa.table(
        "texts", *(sa.column(name) for name in ("id", "topic", "body", "lang", "author_id", "at"))
    )
    bare = sa.select(classes.c.id).where(~sa.exists().where(skills.c.class_id == classes.c.id))
    for class_id in conn.execute(bare).scalars().all():
        for place, (body, icon) in enumerate(FIRST_SKILLS):
            row = {"topic": f"class:{class_id}", "body": body, "lang": "en", "author_id": 0, "at": 0}
            text_id = conn.execute(texts.insert().values(row).returning(texts.c.id)).scalar_one()
            conn.execute(
                skills.insert(), {"class_id": class_id, "text_id": text_id, "icon": icon, "place": place}
            )
