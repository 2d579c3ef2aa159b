"""An export's file for its owner, and the pictures of an opened thread, over HTTP."""

from starlette.requests import Request
from starlette.responses import FileResponse, Response
from starlette.routing import Route

from server.core import audit
from server.core.context import Context
from server.core.db import Tx
from server.core.http import guarded, number_in_path
from server.core.refused import not_found
from server.media.receiving import who_looks
from server.media.routes import PICTURE_HEADERS
from server.media.store import copy_name
from server.safeguarding.queries import export_file, opened_folder
from wire.media import SIZES

FILE_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox",
    "Cross-Origin-Resource-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


def raw_routes(context: Context) -> list[Route]:
    """``GET /exports/12/conversation.zip`` and ``GET /openings/3/12/800.webp``."""

    async def download(request: Request) -> Response:
        return await _download(context, request)

    async def show(request: Request) -> Response:
        return await _show(context, request)

    return [
        Route("/exports/{export_id}/conversation.zip", guarded(download), methods=["GET"]),
        Route("/openings/{opening_id}/{media_id}/{size}.webp", guarded(show), methods=["GET"]),
    ]


async def _download(context: Context, request: Request) -> Response:
    export_id = number_in_path(request, "export_id")
    viewer = await who_looks(context, request)
    row = await context.db.aread(lambda conn: export_file(conn, viewer, export_id))
    path = context.files.path(row.file)
    if not path.exists():
        raise not_found()

    def note(tx: Tx) -> None:
        audit.record(
            tx, viewer.person_id, "safeguarding:export:download", f"thread:{row.thread_id}", export=export_id
        )

    # Before the first byte: no file leaves without a record of it.
    await context.db.awrite(note)
    name = f"conversation-{export_id}.zip"
    return FileResponse(path, headers=FILE_HEADERS, media_type="application/zip", filename=name)


async def _show(context: Context, request: Request) -> Response:
    opening_id, media_id = number_in_path(request, "opening_id"), number_in_path(request, "media_id")
    size = number_in_path(request, "size")
    if size not in SIZES:
        raise not_found()
    viewer = await who_looks(context, request)
    folder = await context.db.aread(
        lambda conn: opened_folder(conn, viewer, opening_id, media_id, context.clock.now())
    )
    path = context.files.path(copy_name(folder, size))
    if not path.exists():
        raise not_found()
    return FileResponse(
        path, headers={**PICTURE_HEADERS, "Cache-Control": "no-store"}, media_type="image/webp"
    )
