"""The school's calendar, who is away or teaching, and the devices on which staff are let in.

The names of terms and closed days stand in ``texts``.
"""

import sqlalchemy as sa

from server.core.tables import Key, metadata

school_hours = sa.Table(
    "school_hours",
    metadata,
    sa.Column("id", Key, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    sa.Column("hours", sa.Text, nullable=False, comment="what wire.hours.Hours says, as JSON"),
    sa.Column("at", sa.BigInteger, nullable=False),
)
"""One row, once somebody has set them. ``at``: when hours or days were last changed.

Whoever changes the calendar locks it first.
"""

terms = sa.Table(
    "terms",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), nullable=False),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
)

closures = sa.Table(
    "closures",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("text_id", sa.BigInteger, sa.ForeignKey("texts.id"), nullable=False),
    sa.Column("first", sa.Date, nullable=False),
    sa.Column("last", sa.Date, nullable=False),
)
"""Days of a term on which the school is closed to children. ``kind``: holiday, training, bank_holiday."""

absences = sa.Table(
    "absences",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("starts_at", sa.BigInteger, nullable=False),
    sa.Column("ends_at", sa.BigInteger),
    sa.Column("marked_by", sa.BigInteger, nullable=False),
)

teaching = sa.Table(
    "teaching",
    metadata,
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True, autoincrement=False),
    sa.Column("until", sa.BigInteger, nullable=False),
)
"""The switch *I am teaching*: one row for each person who has ever used it."""

school_devices = sa.Table(
    "school_devices",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("secret_hash", sa.Text, nullable=False, unique=True),
    sa.Column("registered_by", sa.BigInteger, nullable=False),
    sa.Column("registered_at", sa.BigInteger, nullable=False),
    sa.Column("removed_at", sa.BigInteger),
)

hours_exceptions = sa.Table(
    "hours_exceptions",
    metadata,
    sa.Column("person_id", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("since", sa.BigInteger, primary_key=True, autoincrement=False),
)
"""Who was here in which closed period, by the moment when it began: each is on record once (spec 6.1)."""
