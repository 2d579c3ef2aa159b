"""The queue of the DSL and SMT: what people reported and what was noticed, as it was then (spec 11.2)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from server.core.refused import not_found
from server.guidance.tables import flags
from server.safeguarding.freezing import Frozen, FrozenWords, as_it_is, frozen_in
from server.safeguarding.rules import TOPIC
from server.safeguarding.standing import row_of
from server.safeguarding.tables import decisions, reports
from server.safeguarding.transcript import shown_of
from server.school.queries import people_of
from server.translation.queries import text_in, text_of
from wire.base import Person, Text, TextState
from wire.safeguarding import PAGE, Case, CaseKind, CasePage, CasesAsk, Decision, Outcome, Reportable, Source

Row = sa.Row[Any]


def is_case(conn: sa.Connection, source: Source, case_id: int) -> bool:
    """Whether there is such a case."""
    table = _tables()[source]
    return conn.execute(sa.select(table.c.id).where(table.c.id == case_id)).first() is not None


def case_in(conn: sa.Connection, source: Source, case_id: int, lang: str) -> Case:
    """A case as readers of ``lang`` see it. It asks for no rights."""
    return _cases(conn, [(source, case_id)], lang)[0]


def case_page(conn: sa.Connection, ask: CasesAsk, lang: str) -> CasePage:
    """A page of what waits for a decision, or has one."""
    listed = _listed(decided=ask.decided)
    rows = conn.execute(
        sa.select(listed)
        .order_by(listed.c.at.desc(), listed.c.source, listed.c.id.desc())
        .offset(ask.skip)
        .limit(PAGE + 1)
    ).all()
    page = rows[:PAGE]
    return CasePage(
        cases=tuple(_cases(conn, [(row.source, row.id) for row in page], lang)),
        next=ask.skip + PAGE if len(rows) > PAGE else None,
        open=open_cases(conn),
    )


def open_cases(conn: sa.Connection) -> int:
    """How many cases wait for a decision."""
    return conn.execute(sa.select(sa.func.count()).select_from(_listed(decided=False))).scalar_one()


def _tables() -> dict[Source, sa.Table]:
    return {"report": reports, "flag": flags}


def _listed(*, decided: bool) -> "sa.Subquery":
    found = []
    for source, table in _tables().items():
        decision = sa.exists().where(decisions.c.source == source, decisions.c.case_id == table.c.id)
        found.append(
            sa.select(sa.literal(source).label("source"), table.c.id, table.c.at).where(
                decision if decided else ~decision
            )
        )
    return sa.union_all(*found).subquery("listed")


def _cases(conn: sa.Connection, which: Sequence[tuple[Source, int]], lang: str) -> list[Case]:
    decided = _decisions(conn, which)
    made: dict[tuple[Source, int], Case] = {}
    for row in _rows(conn, reports, "report", which):
        made["report", row.id] = _report(conn, row, lang)
    for row in _rows(conn, flags, "flag", which):
        made["flag", row.id] = _flag(conn, row, lang)
    return [msgspec.structs.replace(made[key], decisions=decided.get(key, ())) for key in which]


def _rows(
    conn: sa.Connection, table: sa.Table, source: Source, which: Iterable[tuple[Source, int]]
) -> Sequence[Row]:
    ids = [id_ for kind, id_ in which if kind == source]
    return conn.execute(sa.select(table).where(table.c.id.in_(ids))).all()


def _decisions(
    conn: sa.Connection, which: Iterable[tuple[Source, int]]
) -> dict[tuple[Source, int], tuple[Decision, ...]]:
    ids = {id_ for _, id_ in which}
    rows = conn.execute(
        sa.select(decisions).where(decisions.c.case_id.in_(ids)).order_by(decisions.c.id)
    ).all()
    people = people_of(conn, {row.by for row in rows})
    found: dict[tuple[Source, int], tuple[Decision, ...]] = defaultdict(tuple)
    for row in rows:
        one = Decision(outcome=Outcome(row.outcome), note=row.note, by=people[row.by], at=row.at)
        found[row.source, row.case_id] += (one,)
    return found


def _report(conn: sa.Connection, row: Row, lang: str) -> Case:
    frozen = frozen_in(row.frozen)
    return Case(
        source="report",
        id=row.id,
        kind=CaseKind.REPORT,
        what=Reportable(row.what),
        ref_id=row.ref_id,
        at=row.at,
        by=_person(conn, row.by),
        reason=text_in(conn, row.reason_id, lang, topic=TOPIC),
        author=frozen.author,
        written_at=frozen.at,
        place=frozen.place,
        text=_text(conn, frozen, lang),
        photos=frozen.photos,
        files=frozen.files,
        thread_id=frozen.thread_id,
        also=tuple(_text(conn, one, lang) for one in frozen.also),
    )


def _flag(conn: sa.Connection, row: Row, lang: str) -> Case:
    """Words that were flagged never change, so they need no copy; where they stand may."""
    what = Reportable(row.what)
    where = row_of(conn, what, row.ref_id)
    if where is None:
        raise not_found()
    frozen = as_it_is(conn, where, what, row.text_id)
    return Case(
        source="flag",
        id=row.id,
        kind=CaseKind(row.kind),
        what=what,
        ref_id=row.ref_id,
        at=row.at,
        by=None,
        reason=None,
        author=frozen.author,
        written_at=frozen.at,
        place=frozen.place,
        text=_text(conn, frozen, lang),
        thread_id=frozen.thread_id,
        also=tuple(_text(conn, one, lang) for one in frozen.also),
    )


def _text(conn: sa.Connection, frozen: Frozen | FrozenWords, lang: str) -> Text:
    """The words as they were, in the translation that was shown then, or else in one that was made since."""
    shown = next((one for one in frozen.shown if one.lang == lang), None)
    if shown is None:
        shown = next(
            (one for one in shown_of(conn, [frozen.text_id]).get(frozen.text_id, ()) if one.lang == lang),
            None,
        )
    return text_of(
        id=frozen.text_id,
        body=frozen.body,
        lang=frozen.lang,
        state=shown.state if shown else TextState.NONE,
        shown=shown.body if shown else None,
        engine=shown.engine if shown else None,
        reader=lang,
    )


def _person(conn: sa.Connection, person_id: int) -> Person:
    return people_of(conn, [person_id])[person_id]
