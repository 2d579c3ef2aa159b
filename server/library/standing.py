"""Where an item stands: for whom its words and files are at each step, and who is told."""

from typing import Any, Final

import msgspec
import sqlalchemy as sa

from server.core import audit, jobs
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.library import rules
from server.library.tables import items, versions
from server.library.terms import index_item
from server.media.actions import attach, retopic
from server.media.files import attach_files, retopic_files
from server.media.sharing import share, unshare
from server.notifications.actions import notify
from server.translation.actions import move_text, take_back
from wire.base import Role
from wire.library import MAX_ITEM_BYTES, ItemKind, ItemState
from wire.media import File, Photo
from wire.notifications import NoticeKind

CHANGED: Final = "item_changed"
WITHDRAWN: Final = "item_withdrawn"
PUBLISH: Final = "publish_item"
LONGEST_WAIT: Final = 370 * 86_400_000
"""How far ahead an item may be scheduled, in ms."""
_OFFICE, _SMT = f"role:{Role.OFFICE}", f"role:{Role.SMT}"


def locked(tx: Tx, item_id: int) -> Any:
    """An item's row, which nobody else changes until the commit. Raises ``not_found``."""
    row = tx.conn.execute(sa.select(items).where(items.c.id == item_id).with_for_update()).first()
    if row is None:
        raise not_found()
    return row


def seen(tx: Tx, viewer: Viewer, item_id: int) -> Any:
    """The same, of one that this person may see, or that was taken back from those who saw it."""
    row = locked(tx, item_id)
    kind = ItemKind(row.kind)
    if row.state == ItemState.WITHDRAWN:
        # Who could have changed it hears that it is gone; for everybody else it never was.
        if rules.may_change(viewer, kind, row.topic, ItemState.QUEUED, row.author_id):
            raise Refused("item_withdrawn", 409)
        raise not_found()
    if not rules.may_see(viewer, kind, row.topic, row.state, row.author_id):
        raise not_found()
    return row


def changeable(tx: Tx, viewer: Viewer, item_id: int) -> Any:
    """The same, of one that this person may change. Raises ``not_allowed`` too."""
    row = seen(tx, viewer, item_id)
    if not rules.may_change(viewer, ItemKind(row.kind), row.topic, row.state, row.author_id):
        raise Refused("not_allowed")
    return row


def topic_now(row: Any) -> str:
    """For whom its words and newest files are."""
    return str(row.topic) if row.state == ItemState.LIVE else f"team:{row.topic}"


def change(tx: Tx, item_id: int, **values: object) -> None:
    """Changes an item's row."""
    changed = {**values, "revision": items.c.revision + 1}
    tx.conn.execute(items.update().where(items.c.id == item_id).values(**changed))


def put_in(
    tx: Tx, viewer: Viewer, row: Any, number: int, file_ids: tuple[int, ...], photo_ids: tuple[int, ...]
) -> None:
    """Makes files and pictures the version ``number`` of an item. Raises ``too_large`` and as ``attach`` does."""
    used_by, topic = _used_by(row.id, number), topic_now(row)
    found: tuple[File, ...] = attach_files(tx, viewer, file_ids, topic, used_by)
    if sum(file.size for file in found) > MAX_ITEM_BYTES:
        raise Refused("too_large", 413, limit=MAX_ITEM_BYTES)
    photos: tuple[Photo, ...] = attach(tx, viewer, photo_ids, topic, used_by) if photo_ids else ()
    said = {"files": msgspec.json.encode(found).decode(), "photos": msgspec.json.encode(photos).decode()}
    one = {"item_id": row.id, "number": number, "at": tx.now, "person_id": viewer.person_id, **said}
    tx.conn.execute(versions.insert(), one)
    tx.conn.execute(
        items.update().where(items.c.id == row.id).values(version=number, version_at=tx.now, **said)
    )
    _show_files(tx, row, number, topic)


def put_by(tx: Tx, row: Any) -> None:
    """The files of its newest version are now an earlier one's: for the staff who look after it."""
    _show_files(tx, row, row.version, f"team:{row.topic}")


def go_live(tx: Tx, item_id: int) -> None:
    """Shows an item to those whom it is for, and tells them."""
    row = locked(tx, item_id)
    for text_id in _texts_of(row):
        move_text(tx, text_id, row.topic)
    _show_files(tx, row, row.version, row.topic)
    values = {
        "state": ItemState.LIVE,
        "at": tx.now,
        "version_at": tx.now,
        "publish_at": None,
        "reason_id": None,
    }
    change(tx, item_id, **values)
    move_up(tx, item_id)


def move_up(tx: Tx, item_id: int) -> None:
    """A live item is as it is now for the first time: it comes first, and those whom it is for hear of it."""
    row = locked(tx, item_id)
    index_item(tx, item_id)
    number = tell_changed(tx, row)
    tx.conn.execute(items.update().where(items.c.id == item_id).values(place=number))
    ref = {"item_id": item_id, "version": row.version}
    notify(tx, NoticeKind(row.kind), row.topic, ref, author_id=row.author_id)


def publish_later(tx: Tx, item_id: int, at: int) -> None:
    """An item waits for its time."""
    change(tx, item_id, state=ItemState.SCHEDULED, publish_at=at, reason_id=None)
    jobs.enqueue(tx, PUBLISH, {"item_id": item_id}, due=at)
    tell_changed(tx, locked(tx, item_id))


def queue(tx: Tx, item_id: int, publish_at: int | None) -> None:
    """An item waits for the office, or for SMT."""
    values = {"state": ItemState.QUEUED, "at": tx.now, "publish_at": publish_at, "reason_id": None}
    change(tx, item_id, **values)
    number = tell_changed(tx, locked(tx, item_id))
    tx.conn.execute(items.update().where(items.c.id == item_id).values(place=number))


def publish_due(tx: Tx, item_id: int) -> None:
    """Shows a scheduled item, if it is still scheduled and its time has come."""
    row = locked(tx, item_id)
    if row.state == ItemState.SCHEDULED and row.publish_at <= tx.now:
        go_live(tx, item_id)


def withdraw(tx: Tx, viewer: Viewer, row: Any) -> None:
    """Takes an item off every screen, and every link to its files dies; it stays on record."""
    take_back(tx, _texts_of(row), f"record:{row.topic}")
    numbers = sa.select(versions.c.number).where(versions.c.item_id == row.id)
    for number in tx.conn.execute(numbers).scalars().all():
        used_by = _used_by(row.id, number)
        retopic(tx, used_by, f"record:{row.topic}")
        retopic_files(tx, used_by, f"record:{row.topic}")
        unshare(tx, used_by)
    change(tx, row.id, state=ItemState.WITHDRAWN, place=None, publish_at=None)
    index_item(tx, row.id)
    audit.record(tx, viewer.person_id, "library:item:withdraw", f"item:{row.id}")
    for topic in _told(row):
        tell(tx, topic, WITHDRAWN, {"item_id": row.id})


def tell_changed(tx: Tx, row: Any) -> int:
    """Tells those who may see an item that it is otherwise. Returns the number of the last event."""
    ref = {"item_id": row.id}
    return [tell(tx, topic, CHANGED, ref) for topic in _told(row)][-1]


def check_time(tx: Tx, publish_at: int | None) -> None:
    """Raises ``in_the_past`` or ``too_far_ahead``."""
    if publish_at is not None and not tx.now < publish_at < tx.now + LONGEST_WAIT:
        raise Refused("in_the_past" if publish_at <= tx.now else "too_far_ahead", 422)


def _told(row: Any) -> tuple[str, ...]:
    """Who hears of it: those whom it is for and its keepers; while it is on its way, these and its author."""
    office = () if row.kind == ItemKind.REPORT else (_OFFICE,)
    if row.state == ItemState.LIVE:
        return (*office, row.topic)
    return (*office, _SMT, f"person:{row.author_id}")


def _show_files(tx: Tx, row: Any, number: int, topic: str) -> None:
    used_by = _used_by(row.id, number)
    retopic(tx, used_by, topic)
    retopic_files(tx, used_by, topic)
    unshare(tx, used_by)
    office = [] if row.kind == ItemKind.REPORT else [_OFFICE]
    author = [f"person:{row.author_id}"] if topic.startswith("team:") else []
    share(tx, used_by, [*office, *author])


def _used_by(item_id: int, number: int) -> str:
    return f"item:{item_id}:{number}"


def _texts_of(row: Any) -> list[int]:
    return [text_id for text_id in (row.title_id, row.body_id) if text_id is not None]
