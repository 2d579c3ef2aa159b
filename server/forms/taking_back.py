"""Taking back what was passed on: from the team of each child's class, or from one professional (spec 7.5)."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell_each
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.answering import locked, pass_topic
from server.forms.passing import chosen_children, teams_of, users_of_files
from server.forms.reading import answers_in
from server.forms.seeing import passes_of
from server.forms.tables import form_answer_pupils, form_passes
from server.media.sharing import unshare_with
from wire.forms import PassOn

TAKEN_BACK = "answers_taken_back"


def take_back(tx: Tx, viewer: Viewer, ask: PassOn) -> int:
    """Ends what was passed on for these children, also for what is answered later; returns for how many it ended.

    Raises ``not_found`` as passing on does, but not for somebody who is no professional any more.
    """
    row = locked(tx, ask.form_id)
    if row.topic is None or not rules.may_make(viewer):
        raise not_found()
    before = passes_of(tx.conn, [row.id], ask.pupils)
    gone = [
        one
        for one in chosen_children(tx.conn, row, ask.pupils)
        if ask.to in before.get((row.id, one.id), frozenset())
    ]
    if not gone:
        return 0
    pupils = [one.id for one in gone]
    passed = form_passes.c
    to = passed.to_id.is_(None) if ask.to is None else passed.to_id == ask.to
    tx.conn.execute(form_passes.delete().where(passed.form_id == row.id, passed.pupil_id.in_(pupils), to))
    _hide_files(tx, row, pupils, ask.to)
    audit.record(
        tx, viewer.person_id, "forms:answers:take_back", f"form:{row.id}",
        pupils=",".join(map(str, pupils)), to=ask.to,
    )  # fmt: skip
    told = [ask.to] if ask.to is not None else teams_of(tx.conn, {one.class_id for one in gone})
    tell_each(tx, TAKEN_BACK, [(f"person:{person_id}", {"form_id": row.id}) for person_id in told])
    return len(gone)


def _hide_files(tx: Tx, row: Any, pupils: Sequence[int], to: int | None) -> None:
    """Of every answer for these children, also of earlier ones. What the team sees anyhow, it goes on seeing."""
    if to is None and not row.private:
        return
    link = form_answer_pupils.c
    theirs = sa.select(link.answer_id).where(link.form_id == row.id, link.pupil_id.in_(pupils)).distinct()
    answers = answers_in(tx.conn, tx.conn.execute(theirs).scalars(), "en")
    still = {pupil for (_, pupil), passed in passes_of(tx.conn, [row.id]).items() if to in passed}
    for answer in answers.values():
        ended = [one for one in answer.pupils if one in pupils]
        # One answer for several children stays with whoever it was passed on to for another of them.
        if to is not None and still.intersection(answer.pupils):
            continue
        topics = sorted({pass_topic(pupil, to) for pupil in ended})
        for user in users_of_files(tx.conn, answer):
            unshare_with(tx, user, topics)
