"""The stream of events that an open screen follows (server-sent events)."""

from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route

from server.core.context import Context
from server.core.feed import frame
from server.core.http import bearer_or_cookie, guarded
from server.core.refused import Refused
from server.core.viewer import Viewer
from wire.events import EVENTS_PATH, StartOver


def live_routes(context: Context) -> list[Route]:
    """``GET /v1/events``: resumes after the event named by ``Last-Event-ID`` or ``after``."""

    async def follow(request: Request) -> Response:
        whence = context.gatehouse.whence_of(request)
        # Also for staff outside their hours: so their app hears when it opens.
        viewer = await context.viewers.of(bearer_or_cookie(request), whence, even_shut=True)
        after = _after(request)
        return StreamingResponse(
            _stream(context, viewer, after),
            media_type="text/event-stream",
            headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
        )

    return [Route(EVENTS_PATH, guarded(follow))]


def _after(request: Request) -> int:
    said = request.headers.get("last-event-id") or request.query_params.get("after", "0")
    if not said.isdecimal() or len(said) > 15:
        raise Refused("malformed", 422, where="after")
    return int(said)


async def _stream(context: Context, viewer: Viewer, after: int) -> AsyncIterator[bytes]:
    # Not before somebody reads: whoever has gone by then would stay among the listeners for ever.
    listener = context.hub.join(viewer)
    try:
        yield b"retry: 1000\n\n"
        missed = await context.hub.catch_up(viewer, after)
        if missed is None:
            yield frame(0, StartOver())
            return
        for number, data in missed:
            after = number
            yield data
        while True:
            number, data = await listener.queue.get()
            if number == 0 or number > after:
                yield data
            if listener.ended and listener.queue.empty():
                return
    finally:
        context.hub.leave(listener)
