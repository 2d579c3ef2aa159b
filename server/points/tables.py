"""Skills of classes, and the points that were given for them. Words stand in ``texts``.

The database itself refuses a point that is worth nothing or less, and an undoing by anybody but the giver or
after ten minutes (spec 9.3).
"""

import sqlalchemy as sa

from server.core.tables import Key, metadata

skills = sa.Table(
    "skills",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("class_id", sa.BigInteger, sa.ForeignKey("classes.id"), nullable=False),
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), nullable=False),
    sa.Column("icon", sa.Text, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("retired_at", sa.BigInteger),
    sa.Index("skills_by_class", "class_id", "place"),
)
"""``place``: its place in the class's own order. A retired one is offered no more; points for it stay."""

awards = sa.Table(
    "awards",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("class_id", sa.BigInteger, sa.ForeignKey("classes.id"), nullable=False),
    sa.Column("skill_id", sa.BigInteger, sa.ForeignKey("skills.id"), nullable=False),
    sa.Column("giver_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False),
    sa.Column("giver_role", sa.Text, nullable=False),
    sa.Column("at", sa.BigInteger, nullable=False),
    sa.Column("undone_at", sa.BigInteger),
    sa.Column("undone_by", sa.BigInteger),
    sa.CheckConstraint("undone_by = giver_id", name="undone_by_its_giver"),
    sa.CheckConstraint("undone_at BETWEEN at AND at + 600000", name="undone_within_ten_minutes"),
    sa.CheckConstraint("(undone_at IS NULL) = (undone_by IS NULL)", name="undone_by_somebody"),
)
"""What was given with one tap, to one pupil or to many."""

points = sa.Table(
    "points",
    metadata,
    sa.Column("award_id", sa.BigInteger, sa.ForeignKey("awards.id"), primary_key=True),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id"), primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False, comment="its award's"),
    sa.Column("amount", sa.Integer, nullable=False, server_default="1"),
    sa.Column("text_id", sa.BigInteger, comment="the note, for this pupil's own adults and class team"),
    sa.CheckConstraint("amount = 1", name="never_negative"),
    sa.Index("points_by_pupil", "pupil_id", "at"),
    sa.Index("points_by_note", "text_id"),
)
"""One for each pupil of an award. ``amount``: there are no other points than one."""
