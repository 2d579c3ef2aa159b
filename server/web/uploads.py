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
from wire.base import Refusal
from wire.media import MAX_BYTES, NotTaken

WAIT_SECONDS: Final = 300


class Uploads:
    """Addresses that were promised to the app, each good for one file.

    ``wait``: so many seconds a picture may take; what may be larger has longer.
    """

    def __init__(self, *, wait: float = WAIT_SECONDS) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="bookbag-uploads-"))
        self._expected: dict[str, asyncio.Future[Path]] = {}
        self._most: dict[str, int] = {}
        self._wait = wait

    def routes(self) -> list[Route]:
        """``PUT /up/…``: where the browser sends a picked file."""
        return [Route("/up/{key}", self._take, methods=["PUT", "POST"])]

    def promise(self, most: int) -> str:
        """An address for one file of at most ``most`` bytes; it is forgotten when nothing comes."""
        key = secrets.token_urlsafe(24)
        loop = asyncio.get_running_loop()
        arrival = self._expected[key] = loop.create_future()
        self._most[key] = most
        # Whoever waited may be gone, and then nobody minds.
        arrival.add_done_callback(asyncio.Future.exception)
        loop.call_later(self._wait * max(1.0, most / MAX_BYTES), self._forget, key)
        return f"/up/{key}"

    async def received(self, address: str) -> Path:
        """The file that came to ``address``, to be read and deleted.

        Raises ``NotTaken`` when it was refused, ``TimeoutError`` when it does not come, or did not come whole.
        """
        arrival = self._expected.get(_key(address))
        if arrival is None:
            raise TimeoutError
        return await asyncio.shield(arrival)

    def give_up(self, address: str) -> None:
        """The browser says that the file will not come."""
        arrival = self._expected.get(_key(address))
        if arrival is not None and not arrival.done():
            arrival.set_exception(TimeoutError())

    def close(self) -> None:
        """Deletes what nobody fetched."""
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _take(self, request: Request) -> Response:
        key = request.path_params["key"]
        arrival = self._expected.get(key)
        if arrival is None or arrival.done() or not is_same_origin(request.headers):
            return Response(status_code=404, headers=NO_STORE)
        path = self._folder / secrets.token_hex(16)
        status, failure = await _store(request, path, self._most[key])
        if arrival.done() or failure is not None:
            path.unlink(missing_ok=True)
        if not arrival.done():
            if failure is None:
                arrival.set_result(path)
            else:
                arrival.set_exception(failure)
        return Response(status_code=status, headers=NO_STORE)

    def _forget(self, key: str) -> None:
        arrival = self._expected.pop(key)
        self._most.pop(key)
        if not arrival.done():
            arrival.set_exception(TimeoutError())
        elif arrival.exception() is None:
            arrival.result().unlink(missing_ok=True)


def _key(address: str) -> str:
    return address.rpartition("/")[2]


async def _store(request: Request, path: Path, most: int) -> tuple[int, Exception | None]:
    """The status to answer, and what to tell the app if it is not 204."""
    size = 0
    try:
        with path.open("wb") as file:
            async for piece in request.stream():
                size += len(piece)
                if size > most:
                    return 413, NotTaken(Refusal(code="too_large", facts={"limit": most}))
                file.write(piece)
    except ClientDisconnect:
        return 400, TimeoutError()
    except OSError:
        return 507, NotTaken(Refusal(code="disk_full"))
    return 204, None
