"""Asking for a call, taking it back, having called: each one commit of row, audit and event."""

import sqlalchemy as sa

from server.calls import rules
from server.calls.tables import calls
from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.guidance.actions import look_over
from server.translation.actions import write_text
from wire.calls import CallState, FinishCall, NewCall
from wire.languages import LANGUAGES


def ask_call(tx: Tx, viewer: Viewer, ask: NewCall) -> int:
    """Puts a wish on the office's list; returns its id."""
    if not rules.may_ask_about(viewer, ask.pupil_id):
        raise not_found()
    if ask.lang not in LANGUAGES:
        raise Refused("malformed", 422, where="lang")
    if not rules.may_ask_more(_open_of(tx, viewer.person_id)):
        raise Refused("too_many_calls", 409)
    text_id = _words(tx, viewer, ask.body)
    call_id = int(
        tx.conn.execute(
            calls.insert()
            .values(
                person_id=viewer.person_id,
                pupil_id=ask.pupil_id,
                kind=ask.kind,
                lang=ask.lang,
                phone=ask.phone.strip(),
                days=" ".join(sorted(ask.days)),
                times=" ".join(sorted(ask.times)),
                text_id=text_id,
                at=tx.now,
                state=CallState.OPEN,
            )
            .returning(calls.c.id)
        ).scalar_one()
    )
    audit.record(tx, viewer.person_id, "calls:call:ask", f"call:{call_id}", lang=ask.lang, pupil=ask.pupil_id)
    if text_id is not None:
        _look_over(tx, viewer, text_id, ask.body, call_id)
    _tell(tx, call_id, viewer.person_id)
    return call_id


def take_back_call(tx: Tx, viewer: Viewer, call_id: int) -> None:
    """The parent does not need it any more; doing it twice changes nothing. Raises ``call_done`` once it was done."""
    call = _call(tx, call_id)
    if not rules.may_take_back(viewer, call.person_id):
        raise not_found()
    if call.state == CallState.DONE:
        raise Refused("call_done", 409)
    if call.state == CallState.OPEN:
        _close(tx, call_id, CallState.TAKEN_BACK, viewer)
        audit.record(tx, viewer.person_id, "calls:call:take_back", f"call:{call_id}")
        _tell(tx, call_id, call.person_id)


def finish_call(tx: Tx, viewer: Viewer, ask: FinishCall) -> None:
    """The office has called. Raises ``call_taken_back`` if nobody waits for it any more."""
    call = _call(tx, ask.call_id)
    if not rules.may_see_list(viewer):
        raise not_found()
    if call.state == CallState.TAKEN_BACK:
        raise Refused("call_taken_back", 409)
    if call.state == CallState.OPEN:
        _close(tx, ask.call_id, CallState.DONE, viewer, note_id=_words(tx, viewer, ask.note))
        audit.record(tx, viewer.person_id, "calls:call:finish", f"call:{ask.call_id}")
        _tell(tx, ask.call_id, call.person_id)


def _words(tx: Tx, viewer: Viewer, body: str) -> int | None:
    """Words for the office, in its languages."""
    said = body.strip()
    if not said:
        return None
    return write_text(tx, topic=rules.OFFICE, body=said, lang=viewer.lang, author_id=viewer.person_id)


def _look_over(tx: Tx, viewer: Viewer, text_id: int, body: str, call_id: int) -> None:
    look_over(
        tx,
        text_id=text_id,
        body=body,
        lang=viewer.lang,
        author_id=viewer.person_id,
        side="family",
        about=f"call:{call_id}",
    )


def _open_of(tx: Tx, person_id: int) -> int:
    mine = sa.and_(calls.c.person_id == person_id, calls.c.state == CallState.OPEN)
    return int(tx.conn.execute(sa.select(sa.func.count()).select_from(calls).where(mine)).scalar_one())


def _call(tx: Tx, call_id: int) -> "sa.Row[tuple[object, ...]]":
    # Until the commit nobody else changes it: one takes it back while another has called.
    call = tx.conn.execute(sa.select(calls).where(calls.c.id == call_id).with_for_update()).first()
    if call is None:
        raise not_found()
    return call


def _close(tx: Tx, call_id: int, state: CallState, viewer: Viewer, **more: object) -> None:
    change = {"state": state, "closed_at": tx.now, "closed_by": viewer.person_id, **more}
    tx.conn.execute(calls.update().where(calls.c.id == call_id).values(**change))


def _tell(tx: Tx, call_id: int, person_id: int) -> None:
    """The office and the parent: what the office noted is not for the parent."""
    tell(tx, rules.OFFICE, "call_changed", {"call_id": call_id, "office": 1})
    tell(tx, f"person:{person_id}", "call_changed", {"call_id": call_id, "office": 0})
