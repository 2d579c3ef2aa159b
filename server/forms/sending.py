"""Sending a form to those whom it asks, and closing it (spec 7.2, 7.3)."""

from typing import Any

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.answering import locked
from server.forms.asking import asked_pupils
from server.forms.bodies import Body, body_of
from server.forms.drafting import columns, drafted
from server.forms.freezing import end_stale_freezes
from server.forms.queries import draft_in
from server.forms.reminding import plan_reminder
from server.forms.tables import form_versions, forms
from server.notifications.actions import notify
from server.school.rules import forms_topic
from server.translation.actions import move_texts
from wire.form_rules import draft_problems
from wire.forms import FormState, SendForm
from wire.notifications import NoticeKind

CHANGED = "form_changed"


def send_form(tx: Tx, viewer: Viewer, ask: SendForm) -> None:
    """Sends what comes next. From then on everybody is asked, those too who answered what was out before."""
    row = drafted(tx, viewer, ask.form_id, ask.revision)
    if row.draft_words is None:
        raise Refused("already_sent", 409)
    for field, problem in draft_problems(draft_in(row)).items():
        raise Refused("draft_not_ready", 422, field=field, problem=problem.value)
    _check_audience(tx, row, ask)
    body, version = body_of(row.draft_words), row.version + 1
    sent = {
        "form_id": row.id,
        "version": version,
        "body": row.draft_words,
        "by": viewer.person_id,
        "at": tx.now,
    }
    tx.conn.execute(form_versions.insert(), sent)
    change = {
        "state": FormState.LIVE.value, "version": version, "topic": ask.topic, "at": tx.now,
        "deadline": ask.deadline, "remind_days": ask.remind_days, "draft_words": None, **columns(body),
    }  # fmt: skip
    tx.conn.execute(forms.update().where(forms.c.id == row.id).values(**change))
    _publish(tx, viewer, row, body, ask, version)
    audit.record(tx, viewer.person_id, "forms:form:send", f"form:{row.id}", version=version, topic=ask.topic)


def close_form(tx: Tx, viewer: Viewer, form_id: int) -> None:
    """From now on no answer is taken; doing it twice changes nothing."""
    row = locked(tx, form_id)
    if not rules.may_make(viewer) or row.topic is None:
        raise not_found()
    if row.state == FormState.CLOSED:
        return
    tx.conn.execute(forms.update().where(forms.c.id == form_id).values(state=FormState.CLOSED.value))
    audit.record(tx, viewer.person_id, "forms:form:close", f"form:{form_id}")
    tell(tx, forms_topic(row.topic), CHANGED, {"form_id": form_id})


def _check_audience(tx: Tx, row: Any, ask: SendForm) -> None:
    if row.topic is not None and row.topic != ask.topic:
        raise Refused("malformed", 422, where="topic")
    if ask.topic.startswith("person:") or not asked_pupils(tx.conn, ask.topic):
        raise not_found()
    if ask.deadline is not None and ask.deadline <= tx.now:
        raise Refused("deadline_past", 422)


def _publish(tx: Tx, viewer: Viewer, row: Any, body: Body, ask: SendForm, version: int) -> None:
    topic = forms_topic(ask.topic)
    move_texts(tx, body.text_ids(), topic)
    end_stale_freezes(tx, row.id, body)
    tell(tx, topic, CHANGED, {"form_id": row.id})
    notify(tx, NoticeKind.FORM, topic, {"form_id": row.id, "version": version}, author_id=viewer.person_id)
    plan_reminder(tx, row.id, version, ask)
