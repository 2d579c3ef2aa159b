"""Uploading a file or a video, and handing one out, over HTTP."""

from urllib.parse import quote, unquote

import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from server.core.context import Context
from server.core.http import answer_before, bearer, guarded, key_of, number_in_path
from server.core.refused import Refused, not_found
from server.media.files import Served, add_file, delete_file, file_for, unused_files_today
from server.media.receiving import JSON_HEADERS, cutting_off, make_known, new_incoming, received, who_looks
from server.media.remaking import Remaking
from server.media.rules import HOUR, MOST_UNUSED
from server.media.watching import Note, Watches, note_of
from wire.media import FILES_PATH, MAX_FILE_BYTES, NAME_HEADER, FileKind

TYPES = {
    FileKind.PDF: "application/pdf",
    FileKind.DOCUMENT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    FileKind.SHEET: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    FileKind.SLIDES: "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    FileKind.VIDEO: "video/mp4",
}
FILE_HEADERS = {
    "Cache-Control": "private, max-age=900",
    # Nothing in a file runs as a page of ours, whatever a browser makes of it.
    "Content-Security-Policy": "default-src 'none'; media-src 'self'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Vary": "Cookie, Authorization",
    "X-Content-Type-Options": "nosniff",
}


def file_routes(context: Context, remaking: Remaking, watches: Watches) -> list[Route]:
    """``POST /v1/files`` takes a file's bytes; ``GET /files/12`` hands it to whom it is for."""

    async def upload(request: Request) -> Response:
        return await _upload(context, remaking, request)

    async def hand_out(request: Request) -> Response:
        return await _hand_out(context, watches, request)

    return [
        Route(FILES_PATH, guarded(cutting_off(upload)), methods=["POST"]),
        Route("/files/{file_id}", guarded(hand_out), methods=["GET"]),
    ]


async def _upload(context: Context, remaking: Remaking, request: Request) -> Response:
    viewer = await context.viewers.of(bearer(request), context.gatehouse.whence_of(request))
    key, name, incoming = key_of(request), _name(request), new_incoming()
    remaking.refuse_if_busy()
    if (
        await context.db.aread(lambda conn: unused_files_today(conn, viewer, context.clock.now()))
        >= MOST_UNUSED
    ):
        raise Refused("slow_down", 429, seconds=HOUR // 1000)
    try:
        asked = await received(context, request, incoming, MAX_FILE_BYTES) + name.encode()
        answer = await context.db.aread(lambda conn: answer_before(conn, viewer, key, asked))
        if answer is None:
            stored = await remaking.store(incoming)
            answer = await make_known(
                context, viewer, key, asked,
                lambda tx: add_file(tx, viewer.person_id, stored, name),
                lambda: delete_file(context.files, stored.folder),
            )  # fmt: skip
    finally:
        context.files.delete(incoming)
    return Response(answer, headers=JSON_HEADERS, media_type="application/json")


def _name(request: Request) -> str:
    try:
        return unquote(request.headers.get(NAME_HEADER, ""), errors="strict")[:1_000]
    except UnicodeDecodeError:
        raise Refused("malformed", 422, where="name") from None


async def _hand_out(context: Context, watches: Watches, request: Request) -> Response:
    file_id = number_in_path(request, "file_id")
    viewer = await who_looks(context, request)

    def found(conn: sa.Connection) -> tuple[Served, Note | None]:
        served = file_for(conn, viewer, file_id)
        if served is None or not context.files.path(served.path).exists():
            raise not_found()
        return served, note_of(watches, conn, viewer, served.used_by, f"file:{file_id}")

    served, note = await context.db.aread(found)
    etag = f'"{served.sha256}"'
    # An app that keeps a copy asks whether it may go on doing so, and gets no byte of it again.
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers={**FILE_HEADERS, "ETag": etag})
    # A video is watched where it stands; everything else is saved, and opened by a program for it.
    way = "inline" if served.kind is FileKind.VIDEO else "attachment"
    headers = {
        **FILE_HEADERS,
        "Content-Disposition": f"{way}; filename*=UTF-8''{quote(served.name, safe='')}",
        "ETag": etag,
    }
    if note is not None:
        # Nobody's browser keeps it: the next look would be on no record.
        headers["Cache-Control"] = "no-store"
        await context.db.awrite(note)
    return FileResponse(context.files.path(served.path), headers=headers, media_type=TYPES[served.kind])
