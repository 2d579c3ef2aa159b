"""What people do with the calendar: each one commit of rows, audit and event."""

from collections.abc import Mapping
from typing import Any

import msgspec
import sqlalchemy as sa

from server.calendar import rules
from server.calendar.checks import checked, over
from server.calendar.tables import calendar_links, occasions
from server.core import audit
from server.core.context import token_hash
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.guidance.actions import look_over
from server.hours.queries import calendar_of
from server.hours.rules import local
from server.notifications.actions import notify
from server.translation.actions import take_back, write_text
from server.translation.tables import texts
from wire.calendar import EditOccasion, NewOccasion, OccasionState, When
from wire.notifications import NoticeKind

CHANGED = "calendar_changed"
_WORDS = ("title", "venue", "details")


def post_occasion(tx: Tx, viewer: Viewer, ask: NewOccasion) -> int:
    """Puts something into the calendar; returns its id. Who may post a story there may (spec 8.1)."""
    if not viewer.may_post(ask.topic):
        raise Refused("not_allowed") if viewer.may_read(ask.topic) else not_found()
    place, _, number = ask.topic.partition(":")
    row = {
        "topic": ask.topic,
        "class_id": int(number) if place == "class" else None,
        "pupil_id": int(number) if place == "pupil" else None,
        "author_id": viewer.person_id,
        "author_role": viewer.role_on(ask.topic),
        "kind": ask.kind,
        **_written(
            tx, viewer, ask.topic, _words_of(ask), ask.lang or viewer.lang, chosen=ask.lang is not None
        ),
        **_days(tx, ask.when),
        "at": tx.now,
        "changed_at": tx.now,
        "state": OccasionState.LIVE,
    }
    occasion_id = int(
        tx.conn.execute(occasions.insert().values(**row).returning(occasions.c.id)).scalar_one()
    )
    _look_over(tx, viewer, occasion_id, {name: row[f"{name}_id"] for name in _WORDS}, ask.lang)
    audit.record(tx, viewer.person_id, "calendar:occasion:post", f"occasion:{occasion_id}", topic=ask.topic)
    _tell(tx, viewer, occasion_id, ask.topic, 0)
    return occasion_id


def edit_occasion(tx: Tx, viewer: Viewer, ask: EditOccasion) -> None:
    """Gives an occasion other days or words; the earlier words stay on record."""
    row = _changeable(tx, viewer, ask.occasion_id)
    change = {"kind": ask.kind, **_days(tx, ask.when), **_new_words(tx, viewer, row, _words_of(ask))}
    earlier = {f"was_{name}": getattr(row, name) for name in change if name.endswith("_id")}
    _look_over(tx, viewer, row.id, {name: change.get(f"{name}_id") for name in _WORDS})
    _change(tx, viewer, row, **change)
    audit.record(
        tx, viewer.person_id, "calendar:occasion:edit", f"occasion:{row.id}",
        **{name: was for name, was in earlier.items() if was is not None},
    )  # fmt: skip


def cancel_occasion(tx: Tx, viewer: Viewer, occasion_id: int) -> None:
    """It will not take place: everybody who saw it goes on seeing it, marked as cancelled."""
    row = _changeable(tx, viewer, occasion_id)
    _change(tx, viewer, row, state=OccasionState.CANCELLED)
    audit.record(tx, viewer.person_id, "calendar:occasion:cancel", f"occasion:{occasion_id}")


def make_link(tx: Tx, viewer: Viewer, secret: str) -> None:
    """Gives a family a link to its calendar, in place of the one before. Its secret is stored as a hash."""
    hashed = token_hash(secret)
    if tx.conn.execute(sa.select(calendar_links.c.id).filter_by(secret_hash=hashed)).first():
        raise Refused("already_registered", 409)
    _end_links(tx, viewer)
    tx.conn.execute(
        calendar_links.insert(), {"person_id": viewer.person_id, "secret_hash": hashed, "made_at": tx.now}
    )
    audit.record(tx, viewer.person_id, "calendar:link:make", f"person:{viewer.person_id}")


def end_link(tx: Tx, viewer: Viewer) -> None:
    """Nobody reads a family's calendar by its link any more; doing it twice changes nothing."""
    if _end_links(tx, viewer):
        audit.record(tx, viewer.person_id, "calendar:link:end", f"person:{viewer.person_id}")


def _end_links(tx: Tx, viewer: Viewer) -> int:
    mine = sa.and_(calendar_links.c.person_id == viewer.person_id, calendar_links.c.ended_at.is_(None))
    return tx.conn.execute(calendar_links.update().where(mine).values(ended_at=tx.now)).rowcount


def _days(tx: Tx, when: When) -> dict[str, object]:
    known = calendar_of(tx.conn)
    kept = checked(when, local(known, tx.now).date(), known.zone)
    return {"when": msgspec.json.encode(kept).decode(), "first": kept.first, "over": over(kept)}


def _words_of(ask: NewOccasion | EditOccasion) -> dict[str, str]:
    """What it says, made fit to keep. Raises ``empty`` without a title."""
    said = {"title": " ".join(tidy(ask.title, photos=0).split())}
    for name in ("venue", "details"):
        body = getattr(ask, name)
        said[name] = tidy(body, photos=0) if body.strip() else ""
    return said


def _written(
    tx: Tx, viewer: Viewer, topic: str, said: dict[str, str], lang: str, *, chosen: bool
) -> dict[str, int | None]:
    """The ids of its texts, by the column in which each stands. ``chosen``: the writer said which language it is."""

    def write(body: str) -> int:
        return write_text(tx, topic=topic, body=body, lang=lang, author_id=viewer.person_id, chosen=chosen)

    return {f"{name}_id": write(body) if body else None for name, body in said.items()}


def _new_words(tx: Tx, viewer: Viewer, row: Any, said: dict[str, str]) -> dict[str, int | None]:
    """The texts that differ from those until now, which nobody is told any more."""
    ids = {name: getattr(row, f"{name}_id") for name in _WORDS}
    asked = [text_id for text_id in ids.values() if text_id is not None]
    known: dict[int, Any] = {r.id: r for r in tx.conn.execute(sa.select(texts).where(texts.c.id.in_(asked)))}
    before = {name: known[text_id] for name, text_id in ids.items() if text_id is not None}
    changed = {n: body for n, body in said.items() if body != (before[n].body if n in before else "")}
    gone = [text.id for name, text in before.items() if name in changed]
    if gone:
        take_back(tx, gone, f"team:{row.topic}")
    # What is corrected is as a rule in the language of the words before, whoever corrects it.
    return _written(tx, viewer, row.topic, changed, before["title"].lang, chosen=False)


def _look_over(
    tx: Tx, viewer: Viewer, occasion_id: int, written: Mapping[str, Any], lang: str | None = None
) -> None:
    """What was just written is looked over like a story, each text once (spec 11.2)."""
    new = [text_id for text_id in written.values() if text_id is not None]
    for row in tx.conn.execute(sa.select(texts).where(texts.c.id.in_(new)).order_by(texts.c.id)).all():
        look_over(
            tx, text_id=row.id, body=row.body, lang=lang or row.lang, author_id=viewer.person_id,
            side="staff", about=f"occasion:{occasion_id}",
        )  # fmt: skip


def _change(tx: Tx, viewer: Viewer, row: Any, **change: object) -> None:
    values = {**change, "changed_at": tx.now, "revision": row.revision + 1}
    tx.conn.execute(occasions.update().where(occasions.c.id == row.id).values(**values))
    _tell(tx, viewer, row.id, row.topic, row.revision + 1)


def _tell(tx: Tx, viewer: Viewer, occasion_id: int, topic: str, revision: int) -> None:
    """Open calendars hear of it at once, families in their e-mail (spec 13.1)."""
    tell(tx, topic, CHANGED, {"occasion_id": occasion_id})
    thing = {"occasion_id": occasion_id, "revision": revision}
    notify(tx, NoticeKind.OCCASION, topic, thing, author_id=viewer.person_id)


def _changeable(tx: Tx, viewer: Viewer, occasion_id: int) -> Any:
    row = tx.conn.execute(sa.select(occasions).where(occasions.c.id == occasion_id).with_for_update()).first()
    if row is None or not viewer.may_read(row.topic):
        raise not_found()
    if not rules.may_change(viewer, row.topic, row.author_id):
        raise Refused("not_allowed")
    if row.state == OccasionState.CANCELLED:
        raise Refused("event_cancelled", 409)
    return row
