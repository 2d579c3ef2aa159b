"""Putting in what a family answered on paper: by the team of the child's class, SMT, the office (spec 7.5)."""

from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec
import sqlalchemy as sa

from server.accounts.queries import names_of
from server.core import audit
from server.core.db import Tx
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.answering import Signed, keep_answer, locked
from server.forms.asking import Signer, asked_pupils, signers_of, stand_of
from server.forms.queries import form_in, row_of
from server.forms.reading import answers_in
from server.forms.rendering import keep_rendering
from server.school.queries import school_card
from server.school.tables import pupils
from wire.form_rules import shown_fields
from wire.forms import Answer, Answers, FieldKind, Form, FormState, PaperAnswer, Per, Signature


def may_enter(viewer: Viewer, class_id: int) -> bool:
    """The team of the child's class, SMT, the office."""
    return class_id in viewer.teams or rules.may_make(viewer)


def still_enters(conn: sa.Connection, viewer: Viewer, ask: PaperAnswer) -> None:
    """Raises ``not_found`` for who may put in nothing for this child."""
    class_id = conn.execute(
        sa.select(pupils.c.class_id).where(pupils.c.id == ask.pupil_id, pupils.c.left_at.is_(None))
    ).scalar()
    if class_id is None or not may_enter(viewer, class_id) or row_of(conn, ask.form_id).topic is None:
        raise not_found()


def enter_paper(tx: Tx, viewer: Viewer, ask: PaperAnswer) -> Answer:
    """Keeps an answer from paper as its signer's, read in the language that the form is written in.

    Raises ``not_found`` if the child is not asked, or ``signed_by`` is no adult who answers forms for it;
    ``form_changed`` if another version is out; ``form_closed`` for a form that is closed, or a paper that was
    signed after the last day. After the last day a paper that was signed in time is still put in.
    """
    still_enters(tx.conn, viewer, ask)
    row = locked(tx, ask.form_id)
    asked = {one.id for one in asked_pupils(tx.conn, row.topic)}
    signers = [one for one in signers_of(tx.conn, asked, tx.now) if one.person_id == ask.signed_by]
    if ask.pupil_id not in {one.pupil_id for one in signers}:
        raise not_found()
    _check_day(tx, row, ask)
    if ask.version != row.version:
        raise Refused("form_changed", 409)
    form = _as_written(tx.conn, row.id)
    lang = form.title.lang
    signed = Signed(
        by=viewer,
        signer_id=ask.signed_by,
        pupils=_children(form, ask, signers),
        lang=lang,
        rendering_id=keep_rendering(tx, form, lang),
        entered_by=viewer.person_id,
        signed_on=ask.signed_on,
    )
    answer_id = keep_answer(tx, row, form, _with_name(tx.conn, form, ask), signed)
    audit.record(
        tx, viewer.person_id, "forms:answer:enter", f"answer:{answer_id}",
        form=row.id, version=row.version, pupils=",".join(map(str, signed.pupils)), signer=ask.signed_by,
    )  # fmt: skip
    kept = answers_in(tx.conn, [answer_id], viewer.lang)[answer_id]
    return msgspec.structs.replace(kept, pupils=(ask.pupil_id,))


def _as_written(conn: sa.Connection, form_id: int) -> Form:
    """The form in its own language: a school prints what it wrote."""
    form, _ = form_in(conn, form_id, "en")
    return form if form.title.lang == "en" else form_in(conn, form_id, form.title.lang)[0]


def _check_day(tx: Tx, row: "sa.Row[tuple[object, ...]]", ask: PaperAnswer) -> None:
    zone = ZoneInfo(school_card(tx.conn).time_zone)
    today = datetime.fromtimestamp(tx.now / 1000, zone).date()
    if ask.signed_on > today:
        raise Refused("malformed", 422, where="signed_on")
    form = stand_of(row)
    if rules.may_answer(form, tx.now):
        return
    last = None if form.deadline is None else datetime.fromtimestamp(form.deadline / 1000, zone).date()
    if form.state != FormState.LIVE or last is None or ask.signed_on > last:
        raise Refused("form_closed", 409, phone=school_card(tx.conn).phone)


def _children(form: Form, ask: PaperAnswer, signers: list[Signer]) -> tuple[int, ...]:
    """A family answers once, for all children of whom this adult signs."""
    if form.per is Per.CHILD:
        return (ask.pupil_id,)
    return tuple(sorted({one.pupil_id for one in signers}))


def _with_name(conn: sa.Connection, form: Form, ask: PaperAnswer) -> Answers:
    """On paper they signed by hand: their name stands where the form wants a signature."""
    name = names_of(conn, [ask.signed_by])[ask.signed_by]
    shown = shown_fields(form.fields, ask.answers)
    wanted = [field.key for field in form.fields if field.kind is FieldKind.SIGNATURE and field.key in shown]
    signatures = {key: Signature(name=name) for key in wanted} | ask.answers.signatures
    return msgspec.structs.replace(ask.answers, signatures=signatures)
