"""Topics and rights as conditions on the tables, for every query that needs them."""

import sqlalchemy as sa

from server.school.rules import FORMS, SCHOOL
from server.school.tables import classes, contact_rights, pupils


def number_in(topic: str) -> int:
    """The number in a topic: 12 in ``class:12`` and in ``forms:class:12``, 0 in ``school``."""
    return int(topic.removeprefix(FORMS).partition(":")[2] or 0)


def pupils_under(topic: str) -> sa.ColumnElement[bool]:
    """Which pupils a topic is about, as a condition on ``pupils`` joined to ``classes``."""
    topic = topic.removeprefix(FORMS)
    kind, number = topic.partition(":")[0], number_in(topic)
    if kind == "pupil":
        return pupils.c.id == number
    if kind == "class":
        return pupils.c.class_id == number
    if kind == "year":
        return classes.c.year == number
    return sa.true() if topic == SCHOOL else sa.false()


def right_for(topic: str) -> sa.ColumnElement[bool]:
    """The contact right that lets an adult read a topic, as a condition on ``contact_rights``."""
    right = contact_rights.c
    if topic.startswith(FORMS):
        return right.forms.is_(True)
    return right.portfolio.is_(True) if topic.startswith("pupil:") else right.stories.is_(True)


def classes_under(topic: str) -> sa.ColumnElement[bool]:
    """Which classes a topic is about, as a condition on ``classes``."""
    topic = topic.removeprefix(FORMS)
    kind, number = topic.partition(":")[0], number_in(topic)
    if kind == "pupil":
        return classes.c.id.in_(sa.select(pupils.c.class_id).where(pupils.c.id == number))
    if kind == "class":
        return classes.c.id == number
    if kind == "year":
        return classes.c.year == number
    return sa.true() if topic == SCHOOL else sa.false()


def is_current(now: int) -> sa.ColumnElement[bool]:
    """Which contact rights are in force, from their first moment to their last, as a condition."""
    right = contact_rights.c
    return sa.and_(right.starts_at <= now, sa.or_(right.ends_at.is_(None), right.ends_at > now))
