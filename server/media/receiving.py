"""What uploads of every sort have in common: taking the bytes in, making them known once, knowing who looks."""

import hashlib
from collections.abc import Callable

import msgspec
import sqlalchemy as sa
from starlette.requests import Request
from starlette.responses import Response

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Handler, bearer_or_cookie, once, refusal
from server.core.refused import Refused
from server.core.viewer import Viewer
from server.core.whence import INSIDE, NOWHERE
from server.media.grants import session_in
from server.media.store import INCOMING, full_disk_refused, new_folder
from wire.base import Model

JSON_HEADERS = {"Cache-Control": "no-store", "X-Content-Type-Options": "nosniff"}


def new_incoming() -> str:
    """The name of a file for what is coming in."""
    return f"{INCOMING}/{new_folder().rpartition('/')[2]}"


def cutting_off(upload: Handler) -> Handler:
    """An upload that ends the connection when it is refused: whoever is still sending must stop."""

    async def handle(request: Request) -> Response:
        try:
            return await upload(request)
        except Refused as refused:
            answer = refusal(refused)
            answer.headers["Connection"] = "close"
            return answer

    return handle


async def received(context: Context, request: Request, incoming: str, limit: int) -> bytes:
    """Writes the body to a file as it comes, so that slow senders hold no memory. Returns what it is, as a hash."""
    if int(request.headers.get("content-length") or 0) > limit:
        raise Refused("too_large", 413, limit=limit)
    path, size, hashed = context.files.path(incoming), 0, hashlib.sha256()
    path.parent.mkdir(parents=True, exist_ok=True)
    with full_disk_refused(), path.open("wb") as file:
        async for part in request.stream():
            size += len(part)
            if size > limit:
                raise Refused("too_large", 413, limit=limit)
            hashed.update(part)
            file.write(part)
    return request.url.path.encode() + hashed.digest()


async def make_known(
    context: Context,
    viewer: Viewer,
    key: str,
    asked: bytes,
    add: Callable[[Tx], Model],
    undo: Callable[[], None],
) -> bytes:
    """Writes the row, once per key; ``undo`` removes the files of an upload that came to nothing."""
    made: list[bytes] = []

    def write(tx: Tx) -> bytes:
        made.clear()
        return once(tx, viewer, key, asked, lambda: encoded(tx))

    def encoded(tx: Tx) -> bytes:
        made.append(msgspec.json.encode(add(tx)))
        return made[0]

    try:
        try:
            answer = await context.db.awrite(write)
        except sa.exc.IntegrityError:
            # The same key at the same moment on another connection: its answer stands now.
            answer = await context.db.awrite(write)
    except Exception:
        undo()
        raise
    if not made:
        undo()
    return answer


async def who_looks(context: Context, request: Request) -> Viewer:
    """By header or cookie; else by the pass in the address, which ends with the session it was made for."""
    grant = request.query_params.get("k", "")
    if token := bearer_or_cookie(request):
        try:
            return await context.viewers.of(token, context.gatehouse.whence_of(request))
        except Refused:
            if not grant:
                raise
    held = session_in(context.secret, grant, context.clock.now())
    if held is None:
        raise Refused("not_signed_in", 401)
    # An image control sends no header that names its device: the pass says from where it was asked for.
    session_id, inside = held
    return await context.viewers.of_session(session_id, INSIDE if inside else NOWHERE)
