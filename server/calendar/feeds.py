"""The calendar over HTTP for calendar programs: a family's link, and one occasion as a file."""

import hashlib
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.calendar import ics, queries
from server.calendar.ics import Reader
from server.core.context import Context, token_hash
from server.core.http import guarded, number_in_path
from server.core.viewer import Viewer
from server.hours.queries import calendar, calendar_changed_at, calendar_of
from server.hours.rules import local
from server.media.receiving import who_looks
from server.school.queries import school_card
from server.translation.actions import want
from wire.calendar import feed_path, occasion_path

KEPT: Final = timedelta(days=370)
"""So long what is over stays in a family's calendar."""
TYPE: Final = "text/calendar; charset=utf-8"
HEADERS: Final = {
    # Nobody between the school and the family keeps it, and whoever has it asks each time whether it is still so.
    "Cache-Control": "private, no-cache",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex",
}


def raw_routes(context: Context) -> list[Route]:
    """``GET /calendar-link/….ics``, whose address is all the proof there is, and ``GET /occasions/12.ics``."""

    async def subscribed(request: Request) -> Response:
        return await _subscribed(context, request)

    async def one(request: Request) -> Response:
        return await _one(context, request)

    return [
        Route(feed_path("{secret}"), guarded(subscribed), methods=["GET"]),
        Route(occasion_path(0).replace("0", "{occasion_id}"), guarded(one), methods=["GET"]),
    ]


async def _subscribed(context: Context, request: Request) -> Response:
    hashed = token_hash(request.path_params["secret"])
    now = context.clock.now()

    def look(conn: sa.Connection) -> tuple[Viewer, bytes, list[int]]:
        viewer = queries.holder_of(conn, hashed, now)
        return viewer, *family_calendar(context, conn, viewer)

    viewer, body, missing = await context.db.aread_as_one(look)
    _want(context, missing, viewer.lang)
    return _answer(request, body, {})


async def _one(context: Context, request: Request) -> Response:
    occasion_id = number_in_path(request, "occasion_id")
    viewer = await who_looks(context, request)

    def look(conn: sa.Connection) -> bytes:
        found = queries.occasion_view(conn, viewer, occasion_id)
        reader = _reader(context, conn, viewer)
        years = ics.years_of([found], local(calendar_of(conn), context.clock.now()).date())
        return ics.calendar_file(reader, [ics.occasion_part(reader, found)], years, named=False)

    name = f"event-{occasion_id}.ics"
    body = await context.db.aread(look)
    return _answer(request, body, {"Content-Disposition": f'attachment; filename="{name}"'})


def family_calendar(context: Context, conn: sa.Connection, viewer: Viewer) -> tuple[bytes, list[int]]:
    """Everything that is for somebody as a parent, and the texts that nobody translated for them yet."""
    today = local(calendar_of(conn), context.clock.now()).date()
    found, missing = queries.of_family(conn, viewer, today - KEPT)
    reader = _reader(context, conn, viewer)
    parts = [ics.occasion_part(reader, one) for one in found]
    if viewer.family:
        (known, unnamed), changed_at = calendar(conn, viewer.lang), calendar_changed_at(conn)
        missing += unnamed
        parts += [ics.term_parts(reader, term, changed_at) for term in known.terms]
        parts += [ics.closure_part(reader, one, changed_at) for one in known.closures]
    return ics.calendar_file(reader, parts, ics.years_of(found, today), named=True), missing


def _reader(context: Context, conn: sa.Connection, viewer: Viewer) -> Reader:
    card = school_card(conn)
    mark = hashlib.sha256(b"calendar" + context.secret).hexdigest()[:12]
    return Reader(viewer.lang, card.time_zone, card.name, mark)


def _answer(request: Request, body: bytes, more: dict[str, str]) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    headers = {**HEADERS, **more, "ETag": tag}
    asked = [one.strip().removeprefix("W/") for one in request.headers.get("if-none-match", "").split(",")]
    if tag in asked:
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=TYPE)


def _want(context: Context, missing: Iterable[int], lang: str) -> None:
    if ids := list(missing):
        context.db.write_soon(lambda tx: want(tx, ids, lang))
