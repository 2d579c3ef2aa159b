"""What people do with the library: each one commit of rows, audit, event and jobs."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.guidance.actions import look_over
from server.library import rules
from server.library.audiences import is_there
from server.library.folders import is_offered
from server.library.queries import files_in, may_see, photos_in, row_of
from server.library.standing import (
    change,
    changeable,
    check_time,
    go_live,
    move_up,
    publish_later,
    put_by,
    put_in,
    queue,
    seen,
    tell_changed,
    topic_now,
    withdraw,
)
from server.library.tables import items, openings
from server.library.terms import index_item
from server.notifications.actions import notify
from server.school.rules import at_work
from server.translation.actions import take_back, write_text
from server.translation.tables import texts
from wire.library import (
    EditItem,
    HandIn,
    ItemKind,
    ItemState,
    NewItem,
    NewVersion,
    OpenItem,
    PublishItem,
    ReturnItem,
)
from wire.notifications import NoticeKind

OPENED = "item_opened"
_WORDS = ("title", "body")


def post_item(tx: Tx, viewer: Viewer, ask: NewItem) -> int:
    """Publishes something, schedules it, or hands it in; returns its id (spec 8.1, 8.3 to 8.5)."""
    _check_may_post(tx, viewer, ask)
    check_time(tx, ask.publish_at)
    said = _words_of(ask.kind, ask, things=len(ask.files) + len(ask.photos))
    place, _, number = ask.topic.partition(":")
    lang, chosen = ask.lang or viewer.lang, ask.lang is not None
    row = {
        "kind": ask.kind,
        "topic": ask.topic,
        "class_id": int(number) if place == "class" else None,
        "pupil_id": int(number) if place == "pupil" else None,
        "author_id": viewer.person_id,
        "author_role": viewer.role_on(ask.topic),
        "at": tx.now,
        # Until it is live nobody else may know of it, not even through a translation.
        **_written(tx, viewer, f"team:{ask.topic}", said, lang, chosen=chosen),
        **_details(tx, ask.kind, ask),
        "files": "[]",
        "photos": "[]",
        "version": 1,
        "version_at": tx.now,
        "state": ItemState.QUEUED,
    }
    item_id = int(tx.conn.execute(items.insert().values(**row).returning(items.c.id)).scalar_one())
    put_in(tx, viewer, seen(tx, viewer, item_id), 1, ask.files, ask.photos)
    _look_over(tx, viewer, item_id, row, ask.lang)
    facts = {"kind": ask.kind.value, "topic": ask.topic}
    audit.record(tx, viewer.person_id, "library:item:post", f"item:{item_id}", **facts)
    if ask.hand_in:
        queue(tx, item_id, ask.publish_at)
    else:
        _publish(tx, item_id, ask.publish_at)
    return item_id


def edit_item(tx: Tx, viewer: Viewer, ask: EditItem) -> None:
    """Gives an item other words; the earlier ones stay on record."""
    row = changeable(tx, viewer, ask.item_id)
    kind = ItemKind(row.kind)
    said = _words_of(kind, ask, things=len(files_in(row.files)) + len(photos_in(row.photos)))
    new = {**_details(tx, kind, ask), **_new_words(tx, viewer, row, said)}
    earlier = {f"was_{name}_id": getattr(row, f"{name}_id") for name in _WORDS if f"{name}_id" in new}
    if earlier and row.state == ItemState.LIVE:
        new["edited_at"] = tx.now
    change(tx, row.id, **new)
    _look_over(tx, viewer, row.id, new)
    index_item(tx, row.id)
    kept = {name: was for name, was in earlier.items() if was is not None}
    audit.record(tx, viewer.person_id, "library:item:edit", f"item:{row.id}", **kept)
    tell_changed(tx, row)


def add_version(tx: Tx, viewer: Viewer, ask: NewVersion) -> None:
    """Puts in other files; those until now stay as the version before (spec 8.3)."""
    row = changeable(tx, viewer, ask.item_id)
    if not ask.files and not ask.photos:
        raise Refused("file_needed", 422)
    put_by(tx, row)
    put_in(tx, viewer, row, row.version + 1, ask.files, ask.photos)
    change(tx, row.id)
    number = row.version + 1
    audit.record(tx, viewer.person_id, "library:item:version", f"item:{row.id}", version=number)
    if row.state == ItemState.LIVE:
        move_up(tx, row.id)
    else:
        tell_changed(tx, row)


def hand_in(tx: Tx, viewer: Viewer, ask: HandIn) -> None:
    """A returned item goes to the queue once more (spec 8.5)."""
    row = seen(tx, viewer, ask.item_id)
    if not rules.is_own(viewer, ItemKind(row.kind), row.topic, row.author_id):
        raise Refused("not_allowed")
    if row.state != ItemState.RETURNED:
        raise Refused("item_moved_on", 409)
    check_time(tx, ask.publish_at)
    audit.record(tx, viewer.person_id, "library:item:hand_in", f"item:{row.id}")
    queue(tx, row.id, ask.publish_at)


def publish_item(tx: Tx, viewer: Viewer, ask: PublishItem) -> None:
    """What was handed in or scheduled appears, now or at a time (spec 8.5)."""
    row = _for_publisher(tx, viewer, ask.item_id, (ItemState.QUEUED, ItemState.SCHEDULED))
    check_time(tx, ask.publish_at)
    audit.record(tx, viewer.person_id, "library:item:publish", f"item:{row.id}")
    _publish(tx, row.id, ask.publish_at)


def return_item(tx: Tx, viewer: Viewer, ask: ReturnItem) -> None:
    """What was handed in goes back to its author, who is told why (spec 8.5)."""
    row = _for_publisher(tx, viewer, ask.item_id, (ItemState.QUEUED,))
    reason = tidy(ask.reason, photos=0)
    text_id = write_text(
        tx, topic=f"person:{row.author_id}", body=reason, lang=viewer.lang, author_id=viewer.person_id
    )
    change(tx, row.id, state=ItemState.RETURNED, place=None, reason_id=text_id)
    audit.record(tx, viewer.person_id, "library:item:return", f"item:{row.id}", reason_id=text_id)
    tell_changed(tx, row)
    news = {"item_id": row.id, "reason_id": text_id}
    notify(tx, NoticeKind.HANDED_BACK, at_work(row.author_id), news, author_id=viewer.person_id)


def withdraw_item(tx: Tx, viewer: Viewer, item_id: int) -> None:
    """Takes an item back: it leaves every screen, and every link to its files is dead at once."""
    withdraw(tx, viewer, changeable(tx, viewer, item_id))


def open_item(tx: Tx, viewer: Viewer, ask: OpenItem) -> None:
    """Notes that somebody has opened a live item; an earlier version than they have seen changes nothing."""
    row = row_of(tx.conn, ask.item_id)
    if row.state != ItemState.LIVE or not may_see(viewer, row):
        raise not_found()
    version = min(ask.version, row.version)
    dialect = postgresql if tx.conn.dialect.name == "postgresql" else sqlite
    mine = {"person_id": viewer.person_id, "item_id": row.id, "version": version, "at": tx.now}
    insert = dialect.insert(openings).values(**mine)
    newer = insert.on_conflict_do_update(
        index_elements=["person_id", "item_id"],
        set_={"version": version, "at": tx.now},
        where=openings.c.version < version,
    )
    if tx.conn.execute(newer.returning(openings.c.item_id)).first():
        tell(tx, f"person:{viewer.person_id}", OPENED, {"item_id": row.id, "version": version})


def _check_may_post(tx: Tx, viewer: Viewer, ask: NewItem) -> None:
    if not rules.can_be_for(ask.kind, ask.topic):
        raise Refused("malformed", 422, where="topic")
    may = rules.may_hand_in if ask.hand_in else rules.may_publish
    if not may(viewer, ask.kind, ask.topic):
        known = viewer.may_read(ask.topic) or rules.keeps(viewer, ask.kind)
        raise Refused("not_allowed") if known else not_found()
    if not is_there(tx.conn, ask.topic):
        raise not_found()
    if ask.kind is ItemKind.DOCUMENT and not ask.files and not ask.photos:
        raise Refused("file_needed", 422)


def _publish(tx: Tx, item_id: int, publish_at: int | None) -> None:
    if publish_at is None:
        go_live(tx, item_id)
    else:
        publish_later(tx, item_id, publish_at)


def _for_publisher(tx: Tx, viewer: Viewer, item_id: int, states: tuple[ItemState, ...]) -> Any:
    row = seen(tx, viewer, item_id)
    if not rules.may_publish(viewer, ItemKind(row.kind), row.topic):
        raise Refused("not_allowed")
    if row.state not in states:
        raise Refused("item_moved_on", 409)
    return row


def _details(tx: Tx, kind: ItemKind, ask: NewItem | EditItem) -> dict[str, object]:
    """The folder of a document, and the day of work; nothing else has them."""
    if kind is not ItemKind.DOCUMENT:
        return {"folder_id": None, "due": ask.due if kind is ItemKind.WORK else None}
    if ask.folder_id is None or not is_offered(tx, ask.folder_id):
        raise Refused("folder_gone", 409)
    return {"folder_id": ask.folder_id, "due": None}


def _words_of(kind: ItemKind, ask: NewItem | EditItem, *, things: int) -> dict[str, str]:
    """What it says, made fit to keep. Raises ``empty`` without a title, or with nothing but a title."""
    said = {"title": " ".join(tidy(ask.title, photos=0).split())}
    has_enough = things or kind is ItemKind.DOCUMENT
    return {**said, "body": tidy(ask.body, photos=1 if has_enough else 0)}


def _written(
    tx: Tx, viewer: Viewer, topic: str, said: dict[str, str], lang: str, *, chosen: bool
) -> dict[str, int | None]:
    """The ids of its texts, by the column in which each stands. ``chosen``: the writer said which language it is."""

    def write(body: str) -> int:
        return write_text(tx, topic=topic, body=body, lang=lang, author_id=viewer.person_id, chosen=chosen)

    return {f"{name}_id": write(body) if body else None for name, body in said.items()}


def _look_over(
    tx: Tx, viewer: Viewer, item_id: int, written: Mapping[str, Any], lang: str | None = None
) -> None:
    """What was just written is looked over like a story, each text once (spec 11.2)."""
    new = [written[f"{name}_id"] for name in _WORDS if written.get(f"{name}_id") is not None]
    for row in tx.conn.execute(sa.select(texts).where(texts.c.id.in_(new)).order_by(texts.c.id)).all():
        look_over(
            tx, text_id=row.id, body=row.body, lang=lang or row.lang, author_id=viewer.person_id,
            side="staff", about=f"item:{item_id}",
        )  # fmt: skip


def _new_words(tx: Tx, viewer: Viewer, row: Any, said: dict[str, str]) -> dict[str, object]:
    """The texts that differ from those until now, which nobody is told any more."""
    ids = {name: getattr(row, f"{name}_id") for name in _WORDS}
    asked = [text_id for text_id in ids.values() if text_id is not None]
    known: dict[int, Any] = {r.id: r for r in tx.conn.execute(sa.select(texts).where(texts.c.id.in_(asked)))}
    before = {name: known[text_id] for name, text_id in ids.items() if text_id is not None}
    changed = {n: body for n, body in said.items() if body != (before[n].body if n in before else "")}
    gone = [text.id for name, text in before.items() if name in changed]
    if gone:
        take_back(tx, gone, f"record:{row.topic}")
    # What is corrected is as a rule in the language of the words before, whoever corrects it.
    return dict(_written(tx, viewer, topic_now(row), changed, before["title"].lang, chosen=False))
