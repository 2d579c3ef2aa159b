"""Uploading a picture, and looking at one, over HTTP."""

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.core.context import Context
from server.core.http import answer_before, bearer, guarded, key_of, number_in_path
from server.core.refused import Refused, not_found
from server.media.actions import add_picture
from server.media.queries import picture_for, unused_today
from server.media.receiving import JSON_HEADERS, cutting_off, make_known, new_incoming, received, who_looks
from server.media.rules import HOUR, MOST_UNUSED
from server.media.store import copy_name, delete_picture
from server.media.watching import Note, Watches, note_of
from server.media.worker import Pictures
from wire.media import MAX_BYTES, SIZES, UPLOAD_PATH

PICTURE_HEADERS = {
    "Cache-Control": "private, max-age=900",
    "Content-Disposition": "inline",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    # Who signs in next in the same browser gets nothing that it keeps for somebody else.
    "Vary": "Cookie, Authorization",
    "X-Content-Type-Options": "nosniff",
}


def raw_routes(context: Context, pictures: Pictures, watches: Watches) -> list[Route]:
    """``POST /v1/media`` takes a file's bytes; ``GET /media/12/800.webp`` shows a copy to whom it is for."""

    async def upload(request: Request) -> Response:
        return await _upload(context, pictures, request)

    async def show(request: Request) -> Response:
        return await _show(context, watches, request)

    return [
        Route(UPLOAD_PATH, guarded(cutting_off(upload)), methods=["POST"]),
        Route("/media/{media_id}/{size}.webp", guarded(show), methods=["GET"]),
    ]


async def _upload(context: Context, pictures: Pictures, request: Request) -> Response:
    viewer = await context.viewers.of(bearer(request), context.gatehouse.whence_of(request))
    key, incoming = key_of(request), new_incoming()
    pictures.refuse_if_busy()
    if await context.db.aread(lambda conn: unused_today(conn, viewer, context.clock.now())) >= MOST_UNUSED:
        raise Refused("slow_down", 429, seconds=HOUR // 1000)
    try:
        asked = await received(context, request, incoming, MAX_BYTES)
        answer = await context.db.aread(lambda conn: answer_before(conn, viewer, key, asked))
        if answer is None:
            stored = await pictures.store(incoming)
            answer = await make_known(
                context, viewer, key, asked,
                lambda tx: add_picture(tx, viewer.person_id, stored),
                lambda: delete_picture(context.files, stored.folder),
            )  # fmt: skip
    finally:
        context.files.delete(incoming)
    return Response(answer, headers=JSON_HEADERS, media_type="application/json")


async def _show(context: Context, watches: Watches, request: Request) -> Response:
    media_id, size = number_in_path(request, "media_id"), number_in_path(request, "size")
    if size not in SIZES:
        raise not_found()
    viewer = await who_looks(context, request)
    etag = f'"{media_id}-{size}"'

    def copy(conn: sa.Connection) -> tuple[bytes, Note | None]:
        shown = picture_for(conn, viewer, media_id)
        if shown is None:
            raise not_found()
        if request.headers.get("if-none-match") == etag:
            return b"", None
        try:
            data = context.files.read(copy_name(shown.folder, size))
        except FileNotFoundError:
            raise not_found() from None
        return data, note_of(watches, conn, viewer, shown.used_by, f"photo:{media_id}")

    data, note = await context.db.aread(copy)
    headers = {**PICTURE_HEADERS, "ETag": etag}
    if note is not None:
        # Nobody's browser keeps it: the next look would be on no record.
        headers["Cache-Control"] = "no-store"
        await context.db.awrite(note)
    return Response(data, 200 if data else 304, headers, "image/webp" if data else None)
