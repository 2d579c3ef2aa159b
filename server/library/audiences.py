"""For whom somebody may put something into the library (spec 8.1): the office for everybody, others where they work."""

import sqlalchemy as sa

from server.core.viewer import Viewer
from server.library import rules
from server.school.rules import SCHOOL, class_topic, pupil_topic, year_topic
from server.school.scope import number_in
from server.school.tables import classes, pupils
from wire.library import ItemAudience, ItemAudiences, ItemKind


def item_audiences(conn: sa.Connection, viewer: Viewer) -> ItemAudiences:
    """All of them with what may be published or handed in there, in the order in which they are offered."""
    offered = (_offered(viewer, *one) for one in _everybody(conn))
    return ItemAudiences(audiences=tuple(one for one in offered if one.publishes or one.hands_in))


def is_there(conn: sa.Connection, topic: str) -> bool:
    """Whether there is such an audience: a class that is not archived, a pupil who has not left."""
    kind, number = topic.partition(":")[0], number_in(topic)
    known = sa.select(classes.c.id).where(classes.c.archived_at.is_(None))
    if kind == "year":
        return conn.execute(known.where(classes.c.year == number).limit(1)).first() is not None
    if kind == "class":
        return conn.execute(known.where(classes.c.id == number)).first() is not None
    if kind == "pupil":
        here = sa.select(pupils.c.id).where(pupils.c.id == number, pupils.c.left_at.is_(None))
        return conn.execute(here).first() is not None
    return topic == SCHOOL


def _everybody(conn: sa.Connection) -> list[tuple[str, str, str]]:
    """Every audience of the school: its topic, name and class."""
    taught = (
        sa.select(classes).where(classes.c.archived_at.is_(None)).order_by(classes.c.year, classes.c.name)
    )
    rooms = conn.execute(taught).all()
    children = conn.execute(
        sa.select(pupils.c.id, pupils.c.name, classes.c.name.label("class_name"))
        .join(classes, classes.c.id == pupils.c.class_id)
        .where(pupils.c.left_at.is_(None), classes.c.archived_at.is_(None))
        .order_by(classes.c.year, classes.c.name, pupils.c.name, pupils.c.id)
    ).all()
    return [
        (SCHOOL, "", ""),
        *((year_topic(year), "", "") for year in sorted({room.year for room in rooms})),
        *((class_topic(room.id), room.name, "") for room in rooms),
        *((pupil_topic(child.id), child.name, child.class_name) for child in children),
    ]


def _offered(viewer: Viewer, topic: str, name: str, class_name: str) -> ItemAudience:
    return ItemAudience(
        topic=topic,
        name=name,
        class_name=class_name,
        publishes=frozenset(kind for kind in ItemKind if rules.may_publish(viewer, kind, topic)),
        hands_in=frozenset(
            kind
            for kind in ItemKind
            if rules.may_hand_in(viewer, kind, topic) and not rules.may_publish(viewer, kind, topic)
        ),
    )
