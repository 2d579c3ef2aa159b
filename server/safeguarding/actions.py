"""Opening a thread with a reason, asking for an export, reporting, deciding: each in one commit with its record."""

from collections.abc import Mapping

import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.files import Files
from server.core.jobs import enqueue
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.core.words import tidy
from server.messages.tables import threads
from server.safeguarding import rules
from server.safeguarding.cases import is_case
from server.safeguarding.freezing import encoded, freeze
from server.safeguarding.queries import export_in, opening_of
from server.safeguarding.searching import check_search, thread_card
from server.safeguarding.tables import decisions, exports, openings, reports
from server.safeguarding.transcript import count
from server.school.queries import languages_of
from server.translation.actions import want, write_text
from wire.messages import Side
from wire.safeguarding import (
    FEWEST_LETTERS,
    DecideCase,
    Export,
    ExportState,
    FindThreads,
    LookInto,
    NewReport,
    Opening,
    Reported,
)

MAKE_EXPORT = "make_export"


def note_search(tx: Tx, viewer: Viewer, ask: FindThreads) -> None:
    """Puts on record that somebody looks for threads, and what they look for."""
    check_search(ask)
    asked = {"child": ask.child, "adult": ask.adult, "since": ask.since, "until": ask.until}
    facts: dict[str, str | int | None] = {name: value for name, value in asked.items() if value is not None}
    if words := ask.words.strip():
        facts["words"] = words
    audit.record(tx, viewer.person_id, "safeguarding:threads:find", "", **facts)


def look_into(tx: Tx, viewer: Viewer, ask: LookInto) -> Opening:
    """Opens a thread as it is now. Raises ``reason_needed`` for less than a reason (spec 1.4)."""
    card = thread_card(tx.conn, ask.thread_id, tx.now)
    reason = tidy(ask.reason, photos=1)
    if not rules.is_reason(reason):
        raise Refused("reason_needed", 422, letters=FEWEST_LETTERS)
    until = tx.now + rules.OPEN_FOR
    row = {"thread_id": ask.thread_id, "person_id": viewer.person_id, "reason": reason}
    opening_id = _insert(tx, openings, {**row, "at": tx.now, "until": until})
    audit.record(
        tx,
        viewer.person_id,
        "safeguarding:thread:open",
        f"thread:{ask.thread_id}",
        opening=opening_id,
        reason=reason,
    )
    return Opening(id=opening_id, thread=card, reason=reason, at=tx.now, until=until)


def export_opened(tx: Tx, viewer: Viewer, opening_id: int) -> Export:
    """Asks for everything that is on record of an opened thread, as it was when it was opened (spec 11.1)."""
    opening = opening_of(tx.conn, viewer, opening_id, tx.now)
    return _ask_export(tx, viewer, opening.thread_id, "staff", opening.at, opening_id)


def export_mine(tx: Tx, viewer: Viewer, thread_id: int) -> Export:
    """Asks for a thread of one's own, as one sees it (spec 5.6). Raises ``not_found`` for any other."""
    topic = tx.conn.execute(sa.select(threads.c.topic).where(threads.c.id == thread_id)).scalar()
    if topic is None or not viewer.may_read(topic):
        raise not_found()
    side: Side = "family" if viewer.talks_as_family(topic) else "staff"
    return _ask_export(tx, viewer, thread_id, side, tx.now, None)


def report(tx: Tx, viewer: Viewer, ask: NewReport, files: Files) -> Reported:
    """Freezes what somebody can see and puts it into the queue of the DSL and SMT (spec 11.2)."""
    frozen = freeze(tx.conn, files, viewer, ask.what, ask.ref_id)
    reason = tidy(ask.reason, photos=0)
    today = sa.and_(reports.c.by == viewer.person_id, reports.c.at > tx.now - rules.DAY)
    if tx.conn.execute(sa.select(sa.func.count()).where(today)).scalar_one() >= rules.MOST_REPORTS:
        raise Refused("slow_down", 429, seconds=rules.HOUR // 1000)
    reason_id = write_text(tx, topic=rules.TOPIC, body=reason, lang=viewer.lang, author_id=viewer.person_id)
    for lang in languages_of(tx.conn, rules.TOPIC, tx.now):
        want(tx, [frozen.text_id, *(one.text_id for one in frozen.also)], lang)
    said, fingerprint = encoded(frozen)
    row = {"what": ask.what, "ref_id": ask.ref_id, "by": viewer.person_id, "reason_id": reason_id}
    report_id = _insert(tx, reports, {**row, "at": tx.now, "frozen": said})
    audit.record(
        tx,
        viewer.person_id,
        "safeguarding:report:make",
        f"report:{report_id}",
        about=f"{ask.what}:{ask.ref_id}",
        frozen=fingerprint,
    )
    _tell_case(tx, "report", report_id)
    return Reported(at=tx.now)


def decide(tx: Tx, viewer: Viewer, ask: DecideCase) -> None:
    """Decides on a case, or once more; what was decided before stays on record (spec 11.2)."""
    if not is_case(tx.conn, ask.source, ask.case_id):
        raise not_found()
    note = tidy(ask.note, photos=1)
    row = {"source": ask.source, "case_id": ask.case_id, "outcome": ask.outcome, "note": note}
    decision_id = _insert(tx, decisions, {**row, "by": viewer.person_id, "at": tx.now})
    audit.record(
        tx,
        viewer.person_id,
        "safeguarding:case:decide",
        f"{ask.source}:{ask.case_id}",
        outcome=ask.outcome,
        decision=decision_id,
    )
    _tell_case(tx, ask.source, ask.case_id)


def _ask_export(
    tx: Tx, viewer: Viewer, thread_id: int, side: Side, as_of: int, opening_id: int | None
) -> Export:
    row = {
        "thread_id": thread_id,
        "owner_id": viewer.person_id,
        "opening_id": opening_id,
        "side": side,
        "lang": viewer.lang,
        "at": as_of,
        "state": ExportState.WAITING,
        "of": count(tx.conn, thread_id, as_of),
    }
    export_id = _insert(tx, exports, row)
    facts = {"export": export_id} | ({"opening": opening_id} if opening_id else {})
    audit.record(tx, viewer.person_id, "safeguarding:export:ask", f"thread:{thread_id}", **facts)
    enqueue(tx, MAKE_EXPORT, {"export_id": export_id}, key=f"{MAKE_EXPORT}:{export_id}")
    return export_in(tx.conn, export_id)


def _tell_case(tx: Tx, source: str, case_id: int) -> None:
    tell(tx, rules.TOPIC, "case_changed", {"source": source, "case_id": case_id})


def _insert(tx: Tx, table: sa.Table, row: Mapping[str, object]) -> int:
    return int(tx.conn.execute(table.insert().values(**row).returning(table.c.id)).scalar_one())
