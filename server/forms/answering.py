"""Answering a form: what was filled in and signed is added to what there is, and nothing is written over (spec 7.3)."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.forms import rules
from server.forms.asking import signers_of, stand_of
from server.forms.queries import form_in, row_of
from server.forms.rendering import keep_rendering, rendered
from server.forms.tables import form_answer_pupils, form_answers, form_passes, forms
from server.media.actions import attach
from server.media.files import attach_files
from server.media.sharing import share
from server.media.tables import files
from server.school.queries import school_card
from server.school.rules import forms_topic, pupil_topic
from server.translation.actions import write_text
from wire.form_rules import Problem, only_shown, problems
from wire.forms import Answers, FieldKind, Form, NewAnswer, Per

ANSWERED = "form_answered"
ANSWER = "form_answer"
"""What the files of answers are part of."""
_WRITTEN = (FieldKind.TEXT, FieldKind.LONG_TEXT)
_OFFICE = "role:office"
_ABOVE = ("role:smt", "role:dsl")


@dataclass(frozen=True, slots=True)
class Signed:
    """Who signed an answer for whom, and before which words.

    ``by``: who sends it, and whose uploads its files are. ``entered_by``, ``signed_on``: of what came on paper.
    """

    by: Viewer
    signer_id: int
    pupils: Sequence[int]
    lang: str
    rendering_id: int | None
    device: str = ""
    entered_by: int | None = None
    signed_on: date | None = None


def post_answer(tx: Tx, viewer: Viewer, ask: NewAnswer) -> int:
    """Keeps what an adult filled in and signed for a child, or for all of theirs; returns the answer's id."""
    row = locked(tx, ask.form_id)
    if row.topic is None or not rules.may_sign(viewer, row.topic, ask.pupil_id):
        raise not_found()
    if not rules.may_answer(stand_of(row), tx.now):
        raise Refused("form_closed", 409, phone=school_card(tx.conn).phone)
    form, _ = form_in(tx.conn, row.id, viewer.lang)
    if ask.version != row.version or ask.seen != rendered(form, viewer.lang).seen:
        raise Refused("form_changed", 409)
    pupils = rules.signed_pupils(viewer, row.topic) if form.per is Per.FAMILY else (ask.pupil_id,)
    rendering_id = keep_rendering(tx, form, viewer.lang)
    signed = Signed(viewer, viewer.person_id, pupils, viewer.lang, rendering_id, ask.device)
    answer_id = keep_answer(tx, row, form, ask.answers, signed)
    audit.record(
        tx, viewer.person_id, "forms:answer:post", f"answer:{answer_id}",
        form=row.id, version=row.version, pupils=",".join(map(str, pupils)),
    )  # fmt: skip
    return answer_id


def locked(tx: Tx, form_id: int) -> Any:
    """A form's row, which nobody changes until this is done: an answer and a new version never cross."""
    tx.conn.execute(sa.select(forms.c.id).where(forms.c.id == form_id).with_for_update()).first()
    return row_of(tx.conn, form_id)


def keep_answer(tx: Tx, row: Any, form: Form, answers: Answers, signed: Signed) -> int:
    """Adds an answer in place of the signer's earlier one, and tells of it. It asks for no rights, and records nothing.

    Raises ``form_incomplete`` with the first field that is not answered as it must be.
    """
    check_answers(form, answers)
    whole = _tidied(form, answers)
    values = {
        "form_id": row.id, "version": row.version, "rendering_id": signed.rendering_id,
        "signer_id": signed.signer_id, "lang": signed.lang, "at": tx.now, "device": signed.device,
        "body": _json(whole), "words": "{}", "digest": digest_of(tx.conn, form, whole),
        "entered_by": signed.entered_by, "signed_on": signed.signed_on,
    }  # fmt: skip
    answer_id = int(
        tx.conn.execute(form_answers.insert().values(**values).returning(form_answers.c.id)).scalar_one()
    )
    written = _write_words(tx, form, whole, signed)
    tx.conn.execute(form_answers.update().where(form_answers.c.id == answer_id).values(words=_json(written)))
    _attach(tx, row, whole, answer_id, signed)
    _replace(tx, row, answer_id, signed)
    _tell(tx, row, signed.pupils)
    return answer_id


def check_answers(form: Form, answers: Answers) -> None:
    """Raises ``signature_too_large`` or ``form_incomplete`` for what is not whole."""
    for field, problem in problems(form.fields, answers).items():
        if problem is Problem.SIGNATURE_TOO_LARGE:
            raise Refused("signature_too_large", 413, field=field)
        raise Refused("form_incomplete", 422, field=field, problem=problem.value)


def digest_of(conn: sa.Connection, form: Form, answers: Answers) -> str:
    """Equal for equal answers, whoever signed and however they write: capitals and spaces say nothing."""
    said = {
        key: sorted(" ".join(one.split()).casefold() for one in every)
        for key, every in answers.values.items()
    }
    asked = [file_id for ids in answers.files.values() for file_id in ids]
    rows = conn.execute(sa.select(files.c.id, files.c.sha256).where(files.c.id.in_(asked)))
    sums = {row.id: row.sha256 for row in rows}
    sent = {key: sorted(sums.get(file_id, "") for file_id in ids) for key, ids in answers.files.items()}
    shown = {key: sorted(ids) for key, ids in answers.photos.items()}
    order = [field.key for field in form.fields]
    body = msgspec.json.encode([[key, said.get(key), sent.get(key), shown.get(key)] for key in order])
    return hashlib.sha256(body).hexdigest()


def used_by(answer_id: int) -> str:
    """What the files of an answer are part of."""
    return f"{ANSWER}:{answer_id}"


def _tidied(form: Form, answers: Answers) -> Answers:
    written = {field.key for field in form.fields if field.kind in _WRITTEN}
    whole = only_shown(form.fields, answers)
    values = {
        key: tuple(tidy(one, photos=0) for one in said) if key in written else said
        for key, said in whole.values.items()
    }
    return msgspec.structs.replace(whole, values=values)


def _write_words(tx: Tx, form: Form, answers: Answers, signed: Signed) -> dict[str, int]:
    return {
        field.key: write_text(
            tx,
            topic=_OFFICE,
            body=answers.values[field.key][0],
            lang=signed.lang,
            author_id=signed.signer_id,
        )
        for field in form.fields
        if field.kind in _WRITTEN and field.key in answers.values
    }


def _attach(tx: Tx, row: Any, answers: Answers, answer_id: int, signed: Signed) -> None:
    """The uploads become part of the answer: seen by whom may see it, and by nobody else.

    What an earlier answer to this form brought stays that one's, and goes on being seen by the same people.
    """
    files_before, photos_before = _brought_before(tx.conn, row.id, signed.signer_id, answer_id)
    sent = [one for ids in answers.files.values() for one in ids if one not in files_before]
    shown = [one for ids in answers.photos.values() for one in ids if one not in photos_before]
    if not sent and not shown:
        return
    mine, *others = (f"signed:{pupil}:{signed.signer_id}" for pupil in signed.pupils)
    attach_files(tx, signed.by, sent, mine, used_by(answer_id))
    attach(tx, signed.by, shown, mine, used_by(answer_id))
    team = _team_topics(tx.conn, row, signed.pupils)
    share(tx, used_by(answer_id), sorted({_OFFICE, *_ABOVE, *others, *team}))


def _team_topics(conn: sa.Connection, row: Any, pupils: Sequence[int]) -> set[str]:
    """Of a private form only what was passed on (spec 7.5)."""
    if not row.private:
        return {f"team:{pupil_topic(pupil)}" for pupil in pupils}
    passes = sa.select(form_passes.c.pupil_id, form_passes.c.to_id).where(
        form_passes.c.form_id == row.id, form_passes.c.pupil_id.in_(pupils)
    )
    return {pass_topic(pupil, to) for pupil, to in conn.execute(passes)}


def pass_topic(pupil_id: int, to: int | None) -> str:
    """For whom the files of an answer are once it was passed on: the child's class team, or one professional."""
    return f"team:{pupil_topic(pupil_id)}" if to is None else f"person:{to}"


def _brought_before(
    conn: sa.Connection, form_id: int, signer_id: int, answer_id: int
) -> tuple[set[int], set[int]]:
    mine = sa.select(form_answers.c.body).where(
        form_answers.c.form_id == form_id,
        form_answers.c.signer_id == signer_id,
        form_answers.c.id < answer_id,
    )
    before = [msgspec.json.decode(body, type=Answers) for body in conn.execute(mine).scalars()]
    return (
        {one for answers in before for ids in answers.files.values() for one in ids},
        {one for answers in before for ids in answers.photos.values() for one in ids},
    )


def _replace(tx: Tx, row: Any, answer_id: int, signed: Signed) -> None:
    pupils = signed.pupils
    if not row.repeats:
        link = form_answer_pupils.c
        own = sa.select(form_answers.c.id).where(
            form_answers.c.form_id == row.id, form_answers.c.signer_id == signed.signer_id
        )
        earlier = sa.and_(link.form_id == row.id, link.pupil_id.in_(pupils), link.answer_id.in_(own))
        tx.conn.execute(form_answer_pupils.update().where(earlier).values(current=False))
    links = [
        {"answer_id": answer_id, "pupil_id": pupil, "form_id": row.id, "current": True} for pupil in pupils
    ]
    tx.conn.execute(form_answer_pupils.insert(), links)


def _tell(tx: Tx, row: Any, pupils: Sequence[int]) -> None:
    """That there is an answer, not what it says; of a private form only to the office and the child's adults."""
    for pupil in pupils:
        ref = {"form_id": row.id, "pupil_id": pupil}
        if not row.private:
            tell(tx, forms_topic(pupil_topic(pupil)), ANSWERED, ref)
            continue
        tell(tx, _OFFICE, ANSWERED, ref)
        for adult in sorted({one.person_id for one in signers_of(tx.conn, [pupil], tx.now)}):
            tell(tx, f"person:{adult}", ANSWERED, ref)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()
