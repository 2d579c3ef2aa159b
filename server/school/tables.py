"""The school, its classes and pupils, and the ties of adults to them."""

import sqlalchemy as sa

from server.core.tables import Key, metadata

school = sa.Table(
    "school",
    metadata,
    sa.Column("id", Key, sa.CheckConstraint("id = 1"), primary_key=True, autoincrement=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("code", sa.Text, nullable=False),
    sa.Column("colour", sa.Text, nullable=False),
    sa.Column("phone", sa.Text, nullable=False),
    sa.Column("email", sa.Text, nullable=False),
    sa.Column("time_zone", sa.Text, nullable=False),
    sa.Column("parents_see_read", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""One database, one school, one row. ``parents_see_read``: whether families see what staff have read (spec 5.2)."""

modules_off = sa.Table(
    "modules_off",
    metadata,
    sa.Column("module", sa.Text, primary_key=True),
    sa.Column("at", sa.BigInteger, nullable=False),
)
"""The parts of Bookbag that the school has switched off, and since when (spec 14.5)."""

classes = sa.Table(
    "classes",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("year", sa.Integer, nullable=False),
    sa.Column("archived_at", sa.BigInteger),
)
"""``year``: 0 is Reception."""

pupils = sa.Table(
    "pupils",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("class_id", sa.BigInteger, sa.ForeignKey("classes.id"), nullable=False, index=True),
    sa.Column("left_at", sa.BigInteger),
)

class_staff = sa.Table(
    "class_staff",
    metadata,
    sa.Column("class_id", sa.BigInteger, sa.ForeignKey("classes.id"), primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True, index=True),
    sa.Column("role", sa.Text, nullable=False),
)
"""``role``: teacher, ta or professional, in this class."""

contact_rights = sa.Table(
    "contact_rights",
    metadata,
    sa.Column("id", Key, primary_key=True),
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), nullable=False, index=True),
    sa.Column("pupil_id", sa.BigInteger, sa.ForeignKey("pupils.id"), nullable=False, index=True),
    sa.Column("relationship", sa.Text, nullable=False),
    sa.Column("starts_at", sa.BigInteger, nullable=False),
    sa.Column("ends_at", sa.BigInteger),
    sa.Column("stories", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("messages", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("forms", sa.Boolean, nullable=False, server_default=sa.true()),
    sa.Column("portfolio", sa.Boolean, nullable=False, server_default=sa.true()),
)
"""What one adult may have of one pupil, from when to when (spec 1.2)."""

staff_roles = sa.Table(
    "staff_roles",
    metadata,
    sa.Column("person_id", sa.BigInteger, sa.ForeignKey("people.id"), primary_key=True),
    sa.Column("role", sa.Text, primary_key=True),
    sa.Column("may_post_school", sa.Boolean, nullable=False, server_default=sa.false()),
)
"""Roles for the whole school: smt, dsl, office, professional."""
