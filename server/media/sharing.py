"""Pictures and files that went to many at once: one that all families of a class got is in thirty threads."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core.db import Tx
from server.core.viewer import Viewer
from server.media.tables import shared_topics


def share(tx: Tx, used_by: str, topics: Sequence[str]) -> None:
    """Shows the pictures and files of a thing to the readers of further topics too; saying it twice changes nothing."""
    if topics:
        dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
        rows = [{"used_by": used_by, "topic": topic} for topic in topics]
        tx.conn.execute(dialect.insert(shared_topics).on_conflict_do_nothing(), rows)


def unshare(tx: Tx, used_by: str) -> None:
    """Ends that."""
    tx.conn.execute(shared_topics.delete().where(shared_topics.c.used_by == used_by))


def unshare_with(tx: Tx, used_by: str, topics: Sequence[str]) -> None:
    """Ends it for the readers of some further topics."""
    those = sa.and_(shared_topics.c.used_by == used_by, shared_topics.c.topic.in_(topics))
    tx.conn.execute(shared_topics.delete().where(those))


def is_shared_with(conn: sa.Connection, viewer: Viewer, used_by: str | None) -> bool:
    """Whether the pictures and files of a thing are for this person by way of a further topic."""
    topics = sa.select(shared_topics.c.topic).where(shared_topics.c.used_by == used_by)
    return used_by is not None and any(viewer.may_read(topic) for topic in conn.execute(topics).scalars())
