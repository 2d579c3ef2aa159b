"""All answers of a form as CSV or PDF, and a trip's list, over HTTP; no file leaves without a record of it."""

import asyncio
import logging
from collections.abc import Callable
from typing import Final, NamedTuple

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.core.context import Context
from server.core.db import Tx
from server.core.http import LONGEST_NUMBER, guarded, number_in_path
from server.core.refused import Refused, not_found
from server.core.typeset import CannotPrint
from server.core.viewer import Viewer
from server.forms.care import Known, known_of
from server.forms.collating import Table, shown_pupils, whole_table
from server.forms.collation_routes import note_notes, note_opened
from server.forms.paper import render_answers
from server.forms.saying import Saying
from server.forms.sheet import sheet
from server.forms.trip import is_trip, render_trip
from server.media.receiving import who_looks
from server.school.queries import school_card
from server.translation.actions import want
from wire.base import STAFF
from wire.school import School
from wire.words import Words

log = logging.getLogger(__name__)

CSV: Final = "text/csv; charset=utf-8"
PDF: Final = "application/pdf"
HEADERS: Final = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Gathered(NamedTuple):
    """What a download is made of."""

    table: Table
    school: School
    known: Known | None


def raw_routes(context: Context) -> list[Route]:
    """``GET /forms/12/answers.csv``, ``answers.pdf`` and ``trip-list.pdf``, of one class with ``?class=3``."""

    async def csv(request: Request) -> Response:
        viewer, found = await _gathered(context, request)
        data = await asyncio.to_thread(sheet, _saying(viewer, found), found.table.rows)
        return await _handed_over(context, viewer, found, data, "answers.csv", CSV)

    async def pdf(request: Request) -> Response:
        viewer, found = await _gathered(context, request)
        at = context.clock.now()
        data = await _printed(
            lambda: render_answers(_saying(viewer, found), found.table.rows, found.school, viewer.name, at)
        )
        return await _handed_over(context, viewer, found, data, "answers.pdf", PDF)

    async def trip(request: Request) -> Response:
        viewer, found = await _gathered(context, request, for_trip=True)
        at, known = context.clock.now(), found.known or Known()
        data = await _printed(
            lambda: render_trip(
                _saying(viewer, found), found.table.rows, known, found.school, viewer.name, at
            )
        )
        return await _handed_over(context, viewer, found, data, "trip-list.pdf", PDF)

    return [
        Route("/forms/{form_id}/answers.csv", guarded(csv), methods=["GET"]),
        Route("/forms/{form_id}/answers.pdf", guarded(pdf), methods=["GET"]),
        Route("/forms/{form_id}/trip-list.pdf", guarded(trip), methods=["GET"]),
    ]


async def _gathered(context: Context, request: Request, *, for_trip: bool = False) -> tuple[Viewer, Gathered]:
    form_id, class_id = number_in_path(request, "form_id"), _class_in(request)
    viewer = await who_looks(context, request)
    if not viewer.roles & STAFF:
        raise viewer.shut.refused() if viewer.shut else Refused("not_allowed", 403)
    now = context.clock.now()

    def look(conn: sa.Connection) -> Gathered:
        table = whole_table(conn, viewer, form_id, class_id, now)
        return Gathered(table, school_card(conn), _known(conn, viewer, table) if for_trip else None)

    found = await context.db.aread_as_one(look)
    missing = [*found.table.missing, *(found.known.missing if found.known else ())]
    if missing:
        context.db.write_soon(lambda tx: want(tx, missing, viewer.lang))
    return viewer, found


def _known(conn: sa.Connection, viewer: Viewer, table: Table) -> Known:
    """Of the children in the table alone."""
    if not is_trip(table.forms[max(table.forms)].kind):
        raise not_found()
    return known_of(conn, viewer, table.children)


def _class_in(request: Request) -> int | None:
    said = request.query_params.get("class")
    if said is None:
        return None
    if not (said.isascii() and said.isdecimal() and len(said) <= LONGEST_NUMBER):
        raise Refused("malformed", 422, where="class")
    return int(said)


def _saying(viewer: Viewer, found: Gathered) -> Saying:
    return Saying(Words(viewer.lang), found.school.time_zone, found.table.forms)


async def _printed(make: Callable[[], bytes]) -> bytes:
    try:
        return await asyncio.to_thread(make)
    except CannotPrint:
        log.exception("the answers of a form cannot be printed")
        raise Refused("cannot_print", 422) from None


async def _handed_over(
    context: Context, viewer: Viewer, found: Gathered, data: bytes, name: str, kind: str
) -> Response:
    """Before the first byte it is on record, whether the form is private or not: a file goes on by itself."""
    form = found.table.forms[max(found.table.forms)]

    def note(tx: Tx) -> None:
        note_opened(tx, viewer, form.id, shown_pupils(found.table.rows), name)
        if found.known is not None:
            note_notes(tx, viewer, found.known.notes, name)

    await context.db.awrite(note)
    ending = name.rpartition(".")[2]
    saved = f"{name.removesuffix(f'.{ending}')}-{form.id}.{ending}"
    headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{saved}"'}
    return Response(data, headers=headers, media_type=kind)
