"""Reminding those who have not answered: by hand, and some days before the last day (spec 7.2)."""

from collections.abc import Mapping
from typing import Any, Final

import sqlalchemy as sa

from server.core import audit
from server.core.clock import Clock
from server.core.db import Tx
from server.core.jobs import enqueue
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.answering import locked
from server.forms.asking import asked_pupils, audience_names, signers_of
from server.forms.missing import missing_pupils
from server.forms.queries import row_of, words_in
from server.forms.tables import form_reminders
from server.notifications.actions import notify
from server.notifications.sources import Ref, Said, Source
from server.school.queries import school_card
from server.school.rules import forms_topic
from wire.forms import FormState, SendForm
from wire.notifications import NoticeKind

REMIND: Final = "remind_form"
AGAIN_AFTER: Final = rules.DAY // 2
"""Nobody is reminded of a form twice within so long (ms), however often somebody taps."""


def plan_reminder(tx: Tx, form_id: int, version: int, ask: SendForm) -> None:
    """Leaves the job that reminds before the last day."""
    if ask.deadline is None or not ask.remind_days:
        return
    due = ask.deadline - ask.remind_days * rules.DAY
    if due > tx.now:
        ref = {"form_id": form_id, "version": version}
        enqueue(tx, REMIND, ref, due=due, key=f"{REMIND}:{form_id}:{version}")


def remind_due(tx: Tx, form_id: int, version: int) -> None:
    """The job: reminds if that version is still what is out."""
    row = locked(tx, form_id)
    if row.version == version:
        remind(tx, row, row.author_id, None)


def remind_by_hand(tx: Tx, viewer: Viewer, form_id: int) -> int:
    """Reminds now; says of how many children an adult was reminded."""
    row = locked(tx, form_id)
    if not rules.may_make(viewer) or row.topic is None:
        raise not_found()
    if row.state != FormState.LIVE:
        raise Refused("form_closed", 409, phone=school_card(tx.conn).phone)
    return remind(tx, row, viewer.person_id, viewer.person_id)


def remind(tx: Tx, row: Any, author_id: int, by: int | None) -> int:
    """Tells the adults of the children for whom nobody answered."""
    if row.state != FormState.LIVE:
        return 0
    since = tx.now - AGAIN_AFTER
    told = set(
        tx.conn.execute(
            sa.select(form_reminders.c.pupil_id).where(
                form_reminders.c.form_id == row.id, form_reminders.c.at > since
            )
        ).scalars()
    )
    waiting = [one.id for one, _ in missing_pupils(tx.conn, row, tx.now) if one.id not in told]
    if not waiting:
        return 0
    rows = [{"form_id": row.id, "pupil_id": pupil, "at": tx.now} for pupil in waiting]
    tx.conn.execute(form_reminders.insert(), rows)
    ref = {"form_id": row.id, "version": row.version, "at": tx.now}
    notify(tx, NoticeKind.FORM, forms_topic(row.topic), ref, author_id=author_id)
    audit.record(tx, by, "forms:form:remind", f"form:{row.id}", count=len(waiting))
    return len({one.pupil_id for one in signers_of(tx.conn, waiting, tx.now) if one.on_app})


def sources(clock: Clock) -> Mapping[str, Source]:
    """What is said of a form that is new, or that somebody is reminded of: to adults who have not answered alone."""

    def whom(conn: sa.Connection, ref: Ref) -> frozenset[int]:
        return _waited_for(conn, ref, clock.now())

    def has_answered(conn: sa.Connection, ref: Ref, person_id: int) -> bool:
        return person_id not in whom(conn, ref)

    return {NoticeKind.FORM: Source(_said, whom=whom, has_read=has_answered)}


def _waited_for(conn: sa.Connection, ref: Ref, now: int) -> frozenset[int]:
    row = _out(conn, ref)
    if row is None:
        return frozenset()
    waiting = {one.id for one, _ in missing_pupils(conn, row, now)}
    if row.repeats and "at" not in ref:
        waiting = {one.id for one in asked_pupils(conn, row.topic)}
    if "at" in ref:
        reminded = sa.select(form_reminders.c.pupil_id).where(
            form_reminders.c.form_id == row.id, form_reminders.c.at == ref["at"]
        )
        waiting &= set(conn.execute(reminded).scalars())
    return frozenset(one.person_id for one in signers_of(conn, waiting, now))


def _said(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    row = _out(conn, ref)
    if row is None:
        return None
    title = words_in(conn, [row.title_id], lang).texts[row.title_id]
    place = audience_names(conn, [row.topic]).get(row.topic, "")
    return Said(row.author_name, place, title, f"/forms/{row.id}")


def _out(conn: sa.Connection, ref: Ref) -> Any:
    """The form while that version of it is out."""
    try:
        row = row_of(conn, ref["form_id"])
    except Refused:
        return None
    return row if row.state == FormState.LIVE and row.version == ref["version"] else None
