"""Giving points and undoing a mistake: each one commit of rows, audit and events (spec 9.1, 9.3)."""

from collections.abc import Iterable, Sequence
from typing import Any, Final

import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell_each
from server.core.jobs import enqueue
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.guidance.actions import look_over
from server.notifications.actions import notify_each
from server.points import rules
from server.points.queries import zone_of
from server.points.tables import awards, points, skills
from server.school.rules import class_topic, pupil_topic
from server.school.tables import pupils
from server.translation.actions import take_back, want_for_readers, write_text
from wire.notifications import NoticeKind
from wire.points import UNDO_MS, NewAward

POINTS_NEWS: Final = "points_news"
"""The job that tells families of an award by e-mail, once its giver can undo it no more."""
NOTES_OVER: Final = "point_notes_over"
"""The job that keeps the notes of an award from families once its two weeks are over."""


def give_points(tx: Tx, viewer: Viewer, ask: NewAward) -> int:
    """Gives a point to each of these pupils; returns the award's id.

    Raises ``skill_gone``, or ``not_in_class`` if one of them is not in this class: then nobody gets one.
    """
    _check_may_give(viewer, ask.class_id)
    if not _is_offered(tx, ask.class_id, ask.skill_id):
        raise Refused("skill_gone", 409)
    if not _are_in_class(tx, ask.class_id, ask.pupils):
        raise Refused("not_in_class", 409)
    award_id = _add(tx, viewer, ask)
    want_for_readers(tx, _name_of(tx, ask.skill_id))
    told = sorted(ask.pupils)
    notes = _write_notes(tx, viewer, ask.note, told, award_id)
    rows = [
        {"award_id": award_id, "pupil_id": pupil_id, "at": tx.now, "text_id": notes.get(pupil_id)}
        for pupil_id in told
    ]
    tx.conn.execute(points.insert(), rows)
    audit.record(
        tx,
        viewer.person_id,
        "points:award:give",
        f"award:{award_id}",
        class_id=ask.class_id,
        skill=ask.skill_id,
        pupils=" ".join(map(str, told)),
    )
    _tell(tx, "points_given", award_id, told)
    # Not before it can be undone no more: nobody hears of a mistake by e-mail.
    enqueue(tx, POINTS_NEWS, {"award_id": award_id}, due=tx.now + UNDO_MS)
    return award_id


def undo_points(tx: Tx, viewer: Viewer, award_id: int) -> None:
    """Undoes what the viewer gave by mistake; twice changes nothing. Raises ``undo_over`` after ten minutes."""
    award = _award(tx, award_id)
    if award is None or not rules.may_see_class(viewer, award.class_id):
        raise not_found()
    if not rules.is_giver(viewer, award.giver_id) or not rules.may_give(viewer, award.class_id):
        raise Refused("not_allowed")
    if award.undone_at is not None:
        return
    if not rules.may_still_undo(award.at, tx.now):
        raise Refused("undo_over", 409)
    undone = {"undone_at": tx.now, "undone_by": viewer.person_id}
    tx.conn.execute(awards.update().where(awards.c.id == award_id).values(**undone))
    _hide_notes(tx, award_id, award.class_id)
    audit.record(tx, viewer.person_id, "points:award:undo", f"award:{award_id}", class_id=award.class_id)
    _tell(tx, "points_undone", award_id, [row.pupil_id for row in _points_of(tx, award_id)])


def points_news(tx: Tx, award_id: int) -> None:
    """Tells the families of an award that stands, each of its own child and once a day (spec 13.1)."""
    award = _award(tx, award_id)
    if award is None or award.undone_at is not None:
        return
    day = str(rules.day_of(award.at, zone_of(tx.conn)))
    news: list[tuple[str, dict[str, int | str]]]
    told = [row.pupil_id for row in _points_of(tx, award_id)]
    news = [(pupil_topic(one), {"pupil_id": one, "day": day}) for one in told]
    notify_each(tx, NoticeKind.POINTS, news, author_id=award.giver_id)


def notes_over(tx: Tx, award_id: int) -> None:
    """The two weeks of an award are over: nothing of its notes is told to families any more (spec 9.2)."""
    award = _award(tx, award_id)
    if award is not None:
        _hide_notes(tx, award_id, award.class_id)


def _check_may_give(viewer: Viewer, class_id: int) -> None:
    if not rules.may_give(viewer, class_id):
        raise Refused("not_allowed") if rules.may_see_class(viewer, class_id) else not_found()


def _is_offered(tx: Tx, class_id: int, skill_id: int) -> bool:
    this = sa.and_(skills.c.id == skill_id, skills.c.class_id == class_id, skills.c.retired_at.is_(None))
    return tx.conn.execute(sa.select(skills.c.id).where(this)).first() is not None


def _are_in_class(tx: Tx, class_id: int, asked: Iterable[int]) -> bool:
    here = sa.and_(pupils.c.class_id == class_id, pupils.c.left_at.is_(None))
    found = tx.conn.execute(sa.select(pupils.c.id).where(here)).scalars()
    return set(asked) <= set(found)


def _add(tx: Tx, viewer: Viewer, ask: NewAward) -> int:
    row = {
        "class_id": ask.class_id,
        "skill_id": ask.skill_id,
        "giver_id": viewer.person_id,
        "giver_role": viewer.role_on(class_topic(ask.class_id)),
        "at": tx.now,
    }
    return int(tx.conn.execute(awards.insert().values(row).returning(awards.c.id)).scalar_one())


def _write_notes(tx: Tx, viewer: Viewer, note: str, told: Iterable[int], award_id: int) -> dict[int, int]:
    """A text for each pupil: the audience of one common text would hear of the other children's points."""
    if not note.strip():
        return {}
    body = tidy(note, photos=0)
    due = rules.fortnight_ends(tx.now, zone_of(tx.conn))
    enqueue(tx, NOTES_OVER, {"award_id": award_id}, due=due)
    notes = {
        pupil_id: write_text(
            tx, topic=pupil_topic(pupil_id), body=body, lang=viewer.lang, author_id=viewer.person_id
        )
        for pupil_id in told
    }
    # The same words thirty times are one thing to look at.
    first = next(iter(notes.values()))
    look_over(
        tx, text_id=first, body=body, lang=viewer.lang, author_id=viewer.person_id, side="staff",
        about=f"note:{first}",
    )  # fmt: skip
    return notes


def _name_of(tx: Tx, skill_id: int) -> int:
    return int(tx.conn.execute(sa.select(skills.c.text_id).where(skills.c.id == skill_id)).scalar_one())


def _hide_notes(tx: Tx, award_id: int, class_id: int) -> None:
    notes = [row.text_id for row in _points_of(tx, award_id) if row.text_id is not None]
    if notes:
        take_back(tx, notes, f"team:{class_topic(class_id)}")


def _points_of(tx: Tx, award_id: int) -> Sequence[Any]:
    query = sa.select(points.c.pupil_id, points.c.text_id).where(points.c.award_id == award_id)
    return tx.conn.execute(query.order_by(points.c.pupil_id)).all()


def _award(tx: Tx, award_id: int) -> "sa.Row[Any] | None":
    # Until the commit nobody else changes it.
    return tx.conn.execute(sa.select(awards).where(awards.c.id == award_id).with_for_update()).first()


def _tell(tx: Tx, kind: str, award_id: int, told: Iterable[int]) -> None:
    """One event for each pupil, so that no family hears of another's child (spec 9.2)."""
    refs = ((pupil_id, {"award_id": award_id, "pupil_id": pupil_id}) for pupil_id in told)
    tell_each(tx, kind, [(pupil_topic(pupil_id), ref) for pupil_id, ref in refs])
