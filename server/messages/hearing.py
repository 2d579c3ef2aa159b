"""What a family would like to hear about, and the teacher's yes to it (spec 5.7)."""

from typing import Any

import msgspec
import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.messages import rules
from server.messages.tables import hear_about
from server.school.queries import people_of
from server.school.tables import pupils
from server.translation.actions import take_back, write_text
from server.translation.queries import text_in
from server.translation.tables import texts
from wire.base import Person, Role, TextState
from wire.messages import HEAR_ABOUT_TOPICS, AgreeHearAbout, HearAbout, SetHearAbout

_topics = msgspec.json.Decoder(tuple[str, ...])


def hear_about_of(conn: sa.Connection, viewer: Viewer, pupil_id: int) -> HearAbout:
    """What the family of a pupil would like to hear about. Raises ``not_found``."""
    found = heard_about(conn, viewer, pupil_id, _class_of(conn, pupil_id))
    if found is None:
        raise not_found()
    return found


def heard_about(conn: sa.Connection, viewer: Viewer, pupil_id: int, class_id: int) -> HearAbout | None:
    """The same for who may know it, the pupil's adults and their class team; ``None`` for others."""
    topic = rules.with_class(pupil_id, class_id)
    return hear_about_in(conn, pupil_id, viewer.lang) if viewer.may_read(topic) else None


def hear_about_in(conn: sa.Connection, pupil_id: int, lang: str) -> HearAbout:
    """As readers of ``lang`` see it. Not for answering a person: it asks for no rights."""
    row = _newest(conn, pupil_id)
    if row is None:
        return HearAbout(pupil_id=pupil_id, topics=())
    known = people_of(conn, {number for number in (row.by, row.agreed_by) if number})
    text = text_in(conn, row.text_id, lang, topic=row.text_topic) if row.text_id else None
    return HearAbout(
        pupil_id=pupil_id,
        topics=_topics.decode(row.topics),
        text=text,
        by=_as(known.get(row.by), Role.PARENT),
        at=row.at,
        agreed_by=_as(known.get(row.agreed_by or 0), Role.TEACHER),
        agreed_at=row.agreed_at,
        version=row.id,
    )


def pending_in(hear_about: HearAbout | None) -> list[int]:
    """The text in it, if this reader must wait for its translation: a new class may read another language."""
    text = hear_about.text if hear_about else None
    return [text.id] if text and text.state == TextState.PENDING else []


def set_hear_about(tx: Tx, viewer: Viewer, ask: SetHearAbout) -> None:
    """Says what a family would like to hear about; whatever was agreed before must be agreed anew."""
    class_id = _class_of(tx.conn, ask.pupil_id)
    topic = rules.with_class(ask.pupil_id, class_id)
    if not rules.may_say_what_to_hear(viewer, ask.pupil_id):
        raise Refused("not_allowed") if viewer.may_read(topic) else not_found()
    if not set(ask.topics) <= set(HEAR_ABOUT_TOPICS):
        raise Refused("malformed", 422, where="topics")
    body = tidy(ask.body, photos=1)
    before = _newest(tx.conn, ask.pupil_id)
    if before is not None and before.text_id:
        take_back(tx, [before.text_id], rules.on_record(topic))
    written = (
        write_text(tx, topic=topic, body=body, lang=viewer.lang, author_id=viewer.person_id) if body else None
    )
    chosen = tuple(one for one in HEAR_ABOUT_TOPICS if one in ask.topics)
    tx.conn.execute(
        hear_about.insert(),
        {
            "pupil_id": ask.pupil_id,
            "topics": msgspec.json.encode(chosen).decode(),
            "text_id": written,
            "by": viewer.person_id,
            "at": tx.now,
        },
    )
    _tell(tx, viewer, ask.pupil_id, topic, "set")


def agree_hear_about(tx: Tx, viewer: Viewer, ask: AgreeHearAbout) -> None:
    """A teacher of the class agrees to what they read. Raises ``wish_changed`` if something else stands there now."""
    pupil_id = ask.pupil_id
    class_id = _class_of(tx.conn, pupil_id)
    topic = rules.with_class(pupil_id, class_id)
    if not rules.may_agree(viewer, pupil_id, class_id):
        raise Refused("not_allowed") if viewer.may_read(topic) else not_found()
    row = _newest(tx.conn, pupil_id)
    if row is None:
        raise Refused("nothing_to_agree", 409)
    if row.id != ask.version:
        raise Refused("wish_changed", 409)
    if row.agreed_by is None:
        agreed = {"agreed_by": viewer.person_id, "agreed_at": tx.now}
        tx.conn.execute(hear_about.update().where(hear_about.c.id == row.id).values(agreed))
        _tell(tx, viewer, pupil_id, topic, "agree")


def _tell(tx: Tx, viewer: Viewer, pupil_id: int, topic: str, what: str) -> None:
    audit.record(tx, viewer.person_id, f"messages:hear_about:{what}", f"pupil:{pupil_id}")
    tell(tx, topic, "hear_about_changed", {"pupil_id": pupil_id})


def _class_of(conn: sa.Connection, pupil_id: int) -> int:
    found = conn.execute(sa.select(pupils.c.class_id).where(pupils.c.id == pupil_id)).scalar()
    if found is None:
        raise not_found()
    return int(found)


def _newest(conn: sa.Connection, pupil_id: int) -> Any:
    return conn.execute(
        sa.select(hear_about, texts.c.topic.label("text_topic"))
        .outerjoin(texts, texts.c.id == hear_about.c.text_id)
        .where(hear_about.c.pupil_id == pupil_id)
        .order_by(hear_about.c.id.desc())
        .limit(1)
    ).first()


def _as(person: Person | None, role: Role) -> Person | None:
    return msgspec.structs.replace(person, role=role) if person else None
