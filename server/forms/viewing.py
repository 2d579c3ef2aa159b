"""One form, and one answer, for who may see it (spec 7.2, 7.3, 7.5)."""

from typing import Any, Final

import msgspec
import sqlalchemy as sa
from msgspec.structs import replace

from server.core import audit
from server.core.db import Tx
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import rules
from server.forms.asking import current_answers
from server.forms.listing import due_by_child
from server.forms.queries import as_form, audience_of, body_in, row_of, words_in
from server.forms.reading import answers_in
from server.forms.rendering import Rendering, rendered
from server.forms.seeing import NOBODY, passes_of, sees_answers
from server.forms.tables import form_answer_pupils, form_answers, form_renderings
from server.media.watching import Note
from server.school.tables import pupils
from wire.forms import Answer, Form, FormAsk, FormView
from wire.languages import LANGUAGES

_RENDERING: Final = msgspec.json.Decoder(Rendering)


def form_view(
    conn: sa.Connection, viewer: Viewer, ask: FormAsk, now: int
) -> tuple[FormView, tuple[int, ...], str]:
    """A form, its texts that nobody has begun to translate, and the language that it is shown in."""
    row = row_of(conn, ask.form_id)
    if ask.side == "family":
        return _for_family(conn, viewer, row, now)
    lang = ask.lang if ask.lang in LANGUAGES else viewer.lang
    if not rules.may_gather(viewer, row.topic) or (ask.next and not rules.may_make(viewer)):
        raise not_found()
    is_next = row.version == 0 or (ask.next and row.draft_words is not None)
    form, missing = _form(conn, row, lang, is_next=is_next)
    return FormView(form=form, seen=rendered(form, lang).seen), missing, lang


def _for_family(
    conn: sa.Connection, viewer: Viewer, row: Any, now: int
) -> tuple[FormView, tuple[int, ...], str]:
    children = rules.signed_pupils(viewer, row.topic) if row.topic else ()
    if not children:
        raise not_found()
    form, missing = _form(conn, row, viewer.lang)
    holds = current_answers(conn, [row.id], children).get(row.id, {})
    view = FormView(
        form=form,
        seen=rendered(form, viewer.lang).seen,
        due=due_by_child(conn, viewer, [row], now)[row.id],
        answers=_own(conn, viewer, row.id, children),
        others=frozenset(
            pupil
            for pupil, answers in holds.items()
            if any(one.signer_id != viewer.person_id and one.version == row.version for one in answers)
        ),
    )
    return view, missing, viewer.lang


def _form(conn: sa.Connection, row: Any, lang: str, *, is_next: bool = False) -> tuple[Form, tuple[int, ...]]:
    body = body_in(conn, row, 0 if is_next else None)
    words = words_in(conn, body.text_ids(), lang)
    version = row.version + 1 if is_next else row.version
    return as_form(row, body, words, version, audience_of(conn, row.topic)), words.missing


def _own(conn: sa.Connection, viewer: Viewer, form_id: int, children: tuple[int, ...]) -> tuple[Answer, ...]:
    """What this person signed for children who are still theirs; never what another adult said (spec 1.4)."""
    mine = (
        sa.select(form_answers.c.id)
        .join(form_answer_pupils, form_answer_pupils.c.answer_id == form_answers.c.id)
        .where(
            form_answers.c.form_id == form_id,
            form_answers.c.signer_id == viewer.person_id,
            form_answer_pupils.c.pupil_id.in_(children),
        )
    )
    found = answers_in(conn, conn.execute(mine).scalars(), viewer.lang)
    return tuple(_about(found[one], children) for one in sorted(found, reverse=True))


def answer_for(conn: sa.Connection, viewer: Viewer, answer_id: int) -> Answer:
    """One answer, if its signer asks, or staff who may see it: about those children alone."""
    answer = answers_in(conn, [answer_id], viewer.lang).get(answer_id)
    if answer is None:
        raise not_found()
    if answer.signer.id == viewer.person_id:
        about = [pupil for pupil in answer.pupils if pupil in viewer.signs]
        if about:
            return _about(answer, tuple(about))
    about = _seen_as_staff(conn, viewer, answer)
    if not about:
        raise not_found()
    return _about(answer, tuple(about))


def signed_form(conn: sa.Connection, viewer: Viewer, answer_id: int) -> Form:
    """The form with the words that the signer of an answer had on the screen."""
    answer = answer_for(conn, viewer, answer_id)
    row = row_of(conn, answer.form_id)
    body = body_in(conn, row, answer.version)
    form = as_form(
        row, body, words_in(conn, body.text_ids(), answer.lang), answer.version, audience_of(conn, row.topic)
    )
    kept = (
        sa.select(form_renderings.c.body)
        .join(form_answers, form_answers.c.rendering_id == form_renderings.c.id)
        .where(form_answers.c.id == answer_id)
    )
    was = conn.execute(kept).scalar()
    if was is None:
        return form
    shown = _RENDERING.decode(was)
    return replace(
        form,
        title=shown.title,
        intro=shown.intro,
        fields=shown.fields,
        checked=shown.checked,
        careful=frozenset(shown.careful),
    )


def note_opened(viewer: Viewer, answer: Answer) -> Note | None:
    """Puts it on record that somebody looked at an answer to a private form; families' own looks are not (spec 7.5)."""
    if _is_own(viewer, answer):
        return None

    def note(tx: Tx) -> None:
        if row_of(tx.conn, answer.form_id).private:
            _note(tx, viewer, "open", answer)

    return note


def note_handed_out(conn: sa.Connection, viewer: Viewer, answer_id: int, which: str) -> Note | None:
    """The same for a file or a picture of an answer: looking at the answer is not having what came with it."""
    answer = answer_for(conn, viewer, answer_id)
    if _is_own(viewer, answer) or not row_of(conn, answer.form_id).private:
        return None
    return lambda tx: _note(tx, viewer, "download", answer, which=which)


def _is_own(viewer: Viewer, answer: Answer) -> bool:
    return answer.signer.id == viewer.person_id and not viewer.signs.keys().isdisjoint(answer.pupils)


def _note(tx: Tx, viewer: Viewer, what: str, answer: Answer, **facts: str) -> None:
    about = ",".join(map(str, answer.pupils))
    audit.record(
        tx, viewer.person_id, f"forms:answer:{what}", f"answer:{answer.id}",
        form=answer.form_id, pupils=about, **facts,
    )  # fmt: skip


def _seen_as_staff(conn: sa.Connection, viewer: Viewer, answer: Answer) -> list[int]:
    row, passed = row_of(conn, answer.form_id), passes_of(conn, [answer.form_id], answer.pupils)
    where = sa.select(pupils.c.id, pupils.c.class_id).where(pupils.c.id.in_(answer.pupils))
    classes = {row.id: row.class_id for row in conn.execute(where)}
    return [
        pupil
        for pupil in answer.pupils
        if sees_answers(
            viewer,
            private=row.private,
            class_id=classes[pupil],
            passed=passed.get((row.id, pupil), NOBODY),
        )
    ]


def _about(answer: Answer, children: tuple[int, ...]) -> Answer:
    return replace(answer, pupils=tuple(pupil for pupil in answer.pupils if pupil in children))
