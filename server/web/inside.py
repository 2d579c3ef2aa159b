"""Lets the app, which runs in the server's own process, speak HTTP to the API with no network, streams included."""

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Sequence
from typing import cast

import httpx
from starlette.types import ASGIApp, Message, Scope

LOG = logging.getLogger("bookbag.web")


class Inside(httpx.AsyncBaseTransport):
    """An httpx transport that calls an ASGI app and hands its body on piece by piece, as it is sent.

    ``is_closed``: the page is gone. It hears nothing more, but its last words still get through.
    ``client``: the address for which it asks, looked at with each request: a laptop may have been carried home.
    """

    def __init__(
        self,
        app: ASGIApp,
        *,
        client: Callable[[], Sequence[object] | None] = lambda: None,
        is_closed: Callable[[], bool] = lambda: False,
    ) -> None:
        self._app = app
        self._is_closed = is_closed
        self._client = client

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """Answers as soon as the app has sent its status and headers."""
        if request.method == "GET" and self._is_closed():
            raise httpx.ConnectError("The page is gone", request=request)
        call = _Call(self._app, self._scope(request), request)
        timeout = request.extensions.get("timeout", {}).get("read")
        try:
            # Not wait_for: in Python 3.11 whoever is told to stop just as the answer comes would not hear it.
            async with asyncio.timeout(timeout):
                start = await call.next()
        except TimeoutError as late:
            await call.aclose()
            raise httpx.ReadTimeout("No answer in time", request=request) from late
        except BaseException:
            await call.aclose()
            raise
        if start is None:
            raise httpx.RemoteProtocolError("No answer", request=request)
        return httpx.Response(start["status"], headers=start.get("headers", []), stream=call)

    def _scope(self, request: httpx.Request) -> Scope:
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": request.method,
            "scheme": request.url.scheme,
            "path": request.url.path,
            "raw_path": request.url.raw_path.split(b"?")[0],
            "query_string": request.url.query,
            "root_path": "",
            "headers": [(name.lower(), value) for name, value in request.headers.raw],
            "server": (request.url.host, request.url.port),
            "client": tuple(self._client() or ("127.0.0.1", 0)),
        }


class _Call(httpx.AsyncByteStream):
    """One request on its way through the app; also the body of its answer."""

    def __init__(self, app: ASGIApp, scope: Scope, request: httpx.Request) -> None:
        self._body = aiter(cast("httpx.AsyncByteStream", request.stream))
        self._heard_all = False
        self._gone = asyncio.Event()
        # One piece at a time: an app that sends faster than it is read has to wait, as on a real line.
        self._said: asyncio.Queue[Message | None] = asyncio.Queue(maxsize=1)
        self._task = asyncio.create_task(self._run(app, scope))

    async def _run(self, app: ASGIApp, scope: Scope) -> None:
        try:
            await app(scope, self._receive, self._said.put)
        except Exception:
            # The server has already answered 500; what went wrong belongs in the log, not in the app.
            LOG.exception("The request %s %s failed", scope["method"], scope["path"])
        await self._said.put(None)

    async def _receive(self) -> Message:
        async for piece in self._body:
            return {"type": "http.request", "body": piece, "more_body": True}
        if not self._heard_all:
            self._heard_all = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def next(self) -> Message | None:
        """The next thing that the app sends; nothing when it is done."""
        return await self._said.get()

    async def __aiter__(self) -> AsyncIterator[bytes]:
        more = True
        while more:
            message = await self.next()
            if message is None:
                return
            if message["type"] == "http.response.body":
                more = message.get("more_body", False)
                if message.get("body"):
                    yield message["body"]

    async def aclose(self) -> None:
        """The reader has gone: tells the app, and stops it if it does not stop by itself."""
        self._gone.set()
        self._task.cancel()
        # Not awaiting it: its end must not look like ours, nor ours like its.
        await asyncio.wait({self._task})
