"""The endpoints of collating: the table, passing on, answers on paper, what must be known of children."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from server.core import audit
from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, look, read, write
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.forms import care, collating, entering, passing, rules, taking_back
from server.forms.queries import row_of
from server.forms.seeing import is_private
from server.translation.actions import want
from wire.base import Nothing
from wire.forms import (
    GET_CARE,
    GET_COLLATION,
    GET_PROFESSIONALS,
    PASS_ON,
    POST_PAPER,
    TAKE_BACK,
    Answer,
    Care,
    CareAsk,
    CareNote,
    Collation,
    CollationAsk,
    Gone,
    PaperAnswer,
    PassOn,
)
from wire.school import People

Note = Callable[[Tx], None]


def routes(context: Context) -> list[Bound]:
    """What staff may ask about answers."""

    def get_collation(conn: sa.Connection, viewer: Viewer, ask: CollationAsk) -> Collation:
        found, missing = collating.collation(conn, viewer, ask, context.clock.now())
        _want(context, missing, viewer.lang)
        return found

    def get_care(conn: sa.Connection, viewer: Viewer, ask: CareAsk) -> Care:
        found, missing = care.care_of(conn, viewer, ask.topic)
        _want(context, missing, viewer.lang)
        return found

    return [
        look(GET_COLLATION, get_collation, shown=_note_table),
        read(GET_PROFESSIONALS, _get_professionals),
        write(PASS_ON, _pass_on, still=_still_passes),
        write(TAKE_BACK, _take_back, still=_still_passes),
        write(POST_PAPER, _post_paper, still=entering.still_enters),
        look(GET_CARE, get_care, shown=_note_care),
    ]


def note_opened(tx: Tx, viewer: Viewer, form_id: int, pupils: Sequence[int], what: str = "open") -> None:
    """Puts it on record that somebody looked at what is answered on a form for these children (spec 7.5)."""
    said = ",".join(map(str, pupils))
    audit.record(tx, viewer.person_id, f"forms:answers:{what}", f"form:{form_id}", pupils=said)


def note_notes(tx: Tx, viewer: Viewer, notes: Sequence[CareNote], what: str = "open") -> None:
    """The same for what was shown of several forms: a row for each."""
    for form_id, pupils in care.forms_shown(tx.conn, notes).items():
        note_opened(tx, viewer, form_id, pupils, what)


def _note_table(viewer: Viewer, told: Collation) -> Note | None:
    """Of private forms, and only if there was something to see."""
    pupils = collating.shown_pupils(told.rows)
    if not pupils or not is_private(told.form.kind, told.form.private):
        return None
    return lambda tx: note_opened(tx, viewer, told.form.id, pupils)


def _note_care(viewer: Viewer, told: Care) -> Note | None:
    return (lambda tx: note_notes(tx, viewer, told.notes)) if told.notes else None


def _want(context: Context, missing: Sequence[int], lang: str) -> None:
    if missing:
        context.db.write_soon(lambda tx: want(tx, missing, lang))


def _get_professionals(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> People:
    return passing.professionals(conn)


def _pass_on(tx: Tx, viewer: Viewer, ask: PassOn) -> Gone:
    return Gone(count=passing.pass_on(tx, viewer, ask))


def _take_back(tx: Tx, viewer: Viewer, ask: PassOn) -> Gone:
    return Gone(count=taking_back.take_back(tx, viewer, ask))


def _still_passes(conn: sa.Connection, viewer: Viewer, ask: PassOn) -> None:
    if not rules.may_make(viewer) or row_of(conn, ask.form_id).topic is None:
        raise not_found()


def _post_paper(tx: Tx, viewer: Viewer, ask: PaperAnswer) -> Answer:
    return entering.enter_paper(tx, viewer, ask)
