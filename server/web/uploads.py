"""Takes in the files that somebody picks in the browser, for the app that runs here; the socket is not for them."""

import asyncio
import secrets
import shutil
import tempfile
from pathlib import Path
from typing import Final

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from server.web.signin import NO_STORE, is_same_origin
from wire.media import MAX_BYTES

WAIT_SECONDS: Final = 300


class Uploads:
    """Addresses that were promised to the app, each good for one file."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="bookbag-uploads-"))
        self._expected: dict[str, asyncio.Future[Path]] = {}

    def routes(self) -> list[Route]:
        """``PUT /up/…``: where the browser sends a picked file."""
        return [Route("/up/{key}", self._take, methods=["PUT", "POST"])]

    def promise(self) -> str:
        """An address for one file; it is forgotten when nothing comes."""
        key = secrets.token_urlsafe(24)
        loop = asyncio.get_running_loop()
        self._expected[key] = loop.create_future()
        loop.call_later(WAIT_SECONDS, self._forget, key)
        return f"/up/{key}"

    async def received(self, address: str) -> Path:
        """The file that came to ``address``, to be read and deleted; ``TimeoutError`` when it does not come."""
        arrival = self._expected[address.rsplit("/", 1)[1]]
        async with asyncio.timeout(WAIT_SECONDS):
            return await asyncio.shield(arrival)

    def close(self) -> None:
        """Deletes what nobody fetched."""
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _take(self, request: Request) -> Response:
        key = request.path_params["key"]
        arrival = self._expected.get(key)
        if arrival is None or arrival.done() or not is_same_origin(request.headers):
            return Response(status_code=404, headers=NO_STORE)
        path = self._folder / secrets.token_hex(16)
        status = await _store(request, path)
        if status == 204 and not arrival.done():
            arrival.set_result(path)
        else:
            path.unlink(missing_ok=True)
        return Response(status_code=status, headers=NO_STORE)

    def _forget(self, key: str) -> None:
        arrival = self._expected.pop(key)
        if arrival.done() and not arrival.cancelled():
            arrival.result().unlink(missing_ok=True)
        else:
            arrival.cancel()


async def _store(request: Request, path: Path) -> int:
    size = 0
    try:
        with path.open("wb") as file:
            async for piece in request.stream():
                size += len(piece)
                if size > MAX_BYTES:
                    return 413
                file.write(piece)
    except ClientDisconnect:
        return 400
    except OSError:
        return 507
    return 204
