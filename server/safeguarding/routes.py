"""The endpoints of safeguarding."""

import sqlalchemy as sa

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, look, read, write
from server.core.viewer import Viewer
from server.safeguarding import actions, queries
from server.safeguarding.cases import case_in, case_page
from server.safeguarding.searching import people_found, threads_found
from wire.base import Nothing
from wire.messages import ThreadRef
from wire.safeguarding import (
    DECIDE_CASE,
    EXPORT_MINE,
    EXPORT_OPENED,
    FIND_PEOPLE,
    FIND_THREADS,
    GET_CASES,
    GET_EXPORTS,
    GET_TRANSCRIPT,
    LOOK_INTO,
    REPORT,
    Case,
    CasePage,
    CasesAsk,
    DecideCase,
    Export,
    Exports,
    FindPeople,
    FindThreads,
    NewReport,
    OpeningRef,
    PeopleFound,
    Reported,
    ThreadsFound,
    TranscriptAsk,
    TranscriptPage,
)


def routes(context: Context) -> list[Bound]:
    """What the app may ask about safeguarding."""

    def find_threads(conn: sa.Connection, viewer: Viewer, ask: FindThreads) -> ThreadsFound:
        return threads_found(conn, ask, context.clock.now())

    def get_transcript(conn: sa.Connection, viewer: Viewer, ask: TranscriptAsk) -> TranscriptPage:
        return queries.transcript_page(conn, context.files, viewer, ask, context.clock.now())

    def report(tx: Tx, viewer: Viewer, ask: NewReport) -> Reported:
        return actions.report(tx, viewer, ask, context.files)

    return [
        look(FIND_PEOPLE, _find_people),
        look(FIND_THREADS, find_threads, note=actions.note_search),
        write(LOOK_INTO, actions.look_into),
        read(GET_TRANSCRIPT, get_transcript),
        write(EXPORT_OPENED, _export_opened),
        write(EXPORT_MINE, _export_mine),
        read(GET_EXPORTS, _get_exports),
        write(REPORT, report),
        read(GET_CASES, _get_cases),
        write(DECIDE_CASE, _decide_case),
    ]


def _find_people(conn: sa.Connection, viewer: Viewer, ask: FindPeople) -> PeopleFound:
    return people_found(conn, ask)


def _export_opened(tx: Tx, viewer: Viewer, ask: OpeningRef) -> Export:
    return actions.export_opened(tx, viewer, ask.opening_id)


def _export_mine(tx: Tx, viewer: Viewer, ask: ThreadRef) -> Export:
    return actions.export_mine(tx, viewer, ask.thread_id)


def _get_exports(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> Exports:
    return queries.exports_of(conn, viewer)


def _get_cases(conn: sa.Connection, viewer: Viewer, ask: CasesAsk) -> CasePage:
    return case_page(conn, ask, viewer.lang)


def _decide_case(tx: Tx, viewer: Viewer, ask: DecideCase) -> Case:
    actions.decide(tx, viewer, ask)
    return case_in(tx.conn, ask.source, ask.case_id, viewer.lang)
