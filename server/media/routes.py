"""Uploading a picture, and looking at one, over HTTP."""

import hashlib

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.core.context import Context
from server.core.db import Tx
from server.core.http import (
    answer_before,
    bearer,
    bearer_or_cookie,
    guarded,
    key_of,
    number_in_path,
    once,
    refusal,
)
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.media.actions import add_picture
from server.media.grants import session_in
from server.media.queries import folder_of, unused_today
from server.media.rules import HOUR, MOST_UNUSED
from server.media.store import INCOMING, Stored, copy_name, delete_picture, full_disk_refused, new_folder
from server.media.worker import Pictures
from server.school.queries import viewer_of_session
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
JSON_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def raw_routes(context: Context, pictures: Pictures) -> list[Route]:
    """``POST /v1/media`` takes a file's bytes; ``GET /media/12/800.webp`` shows a copy to whom it is for."""

    async def upload(request: Request) -> Response:
        try:
            return await _upload(context, pictures, request)
        except Refused as refused:
            answer = refusal(refused)
            # Whoever is still sending must stop: the rest is not read.
            answer.headers["Connection"] = "close"
            return answer

    async def show(request: Request) -> Response:
        return await _show(context, request)

    return [
        Route(UPLOAD_PATH, guarded(upload), methods=["POST"]),
        Route("/media/{media_id}/{size}.webp", guarded(show), methods=["GET"]),
    ]


async def _upload(context: Context, pictures: Pictures, request: Request) -> Response:
    viewer = await context.viewers.of(bearer(request))
    key = key_of(request)
    pictures.refuse_if_busy()
    if await context.db.aread(lambda conn: unused_today(conn, viewer, context.clock.now())) >= MOST_UNUSED:
        raise Refused("slow_down", 429, seconds=HOUR // 1000)
    incoming = f"{INCOMING}/{new_folder().rpartition('/')[2]}"
    try:
        asked = await _received(context, request, incoming)
        answer = await context.db.aread(lambda conn: answer_before(conn, viewer, key, asked))
        if answer is None:
            stored = await pictures.store(incoming)
            answer = await _make_known(context, viewer, key, asked, stored)
    finally:
        context.files.delete(incoming)
    return Response(answer, headers=JSON_HEADERS, media_type="application/json")


async def _received(context: Context, request: Request, incoming: str) -> bytes:
    """Writes the body to a file as it comes, so that slow senders hold no memory. Returns what it is, as a hash."""
    if int(request.headers.get("content-length") or 0) > MAX_BYTES:
        raise Refused("too_large", 413, limit=MAX_BYTES)
    path, size, hashed = context.files.path(incoming), 0, hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with full_disk_refused(), path.open("wb") as file:
        async for part in request.stream():
            size += len(part)
            if size > MAX_BYTES:
                raise Refused("too_large", 413, limit=MAX_BYTES)
            hashed.update(part)
            file.write(part)
    return UPLOAD_PATH.encode() + hashed.digest()


async def _make_known(context: Context, viewer: Viewer, key: str, asked: bytes, stored: Stored) -> bytes:
    """Writes the row, once per key; the files of an upload that came to nothing go."""
    made: list[bytes] = []

    def write(tx: Tx) -> bytes:
        made.clear()
        return once(tx, viewer, key, asked, lambda: add(tx))

    def add(tx: Tx) -> bytes:
        made.append(msgspec.json.encode(add_picture(tx, viewer.person_id, stored)))
        return made[0]

    try:
        try:
            answer = await context.db.awrite(write)
        except sa.exc.IntegrityError:
            # The same key at the same moment on another connection: its answer stands now.
            answer = await context.db.awrite(write)
    except Exception:
        delete_picture(context.files, stored.folder)
        raise
    if not made:
        delete_picture(context.files, stored.folder)
    return answer


async def _show(context: Context, request: Request) -> Response:
    media_id, size = number_in_path(request, "media_id"), number_in_path(request, "size")
    if size not in SIZES:
        raise not_found()
    viewer = await _viewer(context, request)
    etag = f'"{media_id}-{size}"'

    def copy(conn: sa.Connection) -> bytes:
        folder = folder_of(conn, viewer, media_id)
        if folder is None:
            raise not_found()
        if request.headers.get("if-none-match") == etag:
            return b""
        try:
            return context.files.read(copy_name(folder, size))
        except FileNotFoundError:
            raise not_found() from None

    data = await context.db.aread(copy)
    headers = {**PICTURE_HEADERS, "ETag": etag}
    return Response(data, 200 if data else 304, headers, "image/webp" if data else None)


async def _viewer(context: Context, request: Request) -> Viewer:
    """By header or cookie; else by the pass in the address, which ends with the session it was made for."""
    grant = request.query_params.get("k", "")
    if token := bearer_or_cookie(request):
        try:
            return await context.viewers.of(token)
        except Refused:
            if not grant:
                raise
    session_id = session_in(context.secret, grant, context.clock.now())
    if session_id is None:
        raise Refused("not_signed_in", 401)
    viewer = await context.db.aread(lambda conn: viewer_of_session(conn, session_id, context.clock.now()))
    if viewer is None:
        raise Refused("not_signed_in", 401)
    return viewer
