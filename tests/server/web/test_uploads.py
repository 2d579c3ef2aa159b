"""Where a browser sends what somebody picked: it arrives, or the app hears why not."""

import asyncio
from collections.abc import Iterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.types import Message

from server.web.uploads import Uploads
from wire.base import Refusal
from wire.media import NotTaken

HERE = {"Origin": "http://school.example"}
MOST = 1_000


@pytest.fixture
def uploads() -> Iterator[Uploads]:
    made = Uploads()
    yield made
    made.close()


async def put(uploads: Uploads, address: str, data: bytes, origin: str = HERE["Origin"]) -> int:
    """What a browser is answered that sends a file."""
    transport = httpx.ASGITransport(Starlette(routes=[*uploads.routes()]))
    async with httpx.AsyncClient(transport=transport, base_url="http://school.example") as browser:
        return (await browser.put(address, content=data, headers={"Origin": origin})).status_code


async def refused(uploads: Uploads, address: str) -> Refusal:
    with pytest.raises(NotTaken) as no:
        await asyncio.wait_for(uploads.received(address), 2)
    return no.value.refusal


async def lost(uploads: Uploads, address: str) -> None:
    # The outer one fails with the same error, but only after its time.
    waiting = asyncio.create_task(uploads.received(address))
    await asyncio.wait({waiting}, timeout=2)
    assert waiting.done()
    assert isinstance(waiting.exception(), TimeoutError)


async def test_a_file_arrives_once(uploads: Uploads) -> None:
    address = uploads.promise(MOST)
    waiting = asyncio.create_task(uploads.received(address))
    assert await put(uploads, address, b"x" * MOST) == 204
    assert (await waiting).read_bytes() == b"x" * MOST
    assert await put(uploads, address, b"y") == 404


async def test_what_is_too_large_is_refused_with_its_limit(uploads: Uploads) -> None:
    address = uploads.promise(MOST)
    assert await put(uploads, address, b"x" * (MOST + 1)) == 413
    assert await refused(uploads, address) == Refusal(code="too_large", facts={"limit": MOST})
    assert list(uploads._folder.iterdir()) == []


async def test_each_address_has_its_own_limit(uploads: Uploads) -> None:
    photo, file = uploads.promise(MOST), uploads.promise(2 * MOST)
    assert (await put(uploads, file, b"x" * 2 * MOST), await put(uploads, photo, b"x" * 2 * MOST)) == (
        204,
        413,
    )


async def test_no_room_is_said(uploads: Uploads) -> None:
    address = uploads.promise(MOST)
    uploads.close()
    assert await put(uploads, address, b"x") == 507
    assert await refused(uploads, address) == Refusal(code="disk_full")


async def test_what_breaks_off_did_not_arrive(uploads: Uploads) -> None:
    address = uploads.promise(MOST)
    said: list[Message] = [
        {"type": "http.request", "body": b"half", "more_body": True},
        {"type": "http.disconnect"},
    ]

    async def receive() -> Message:
        return said.pop(0)

    headers = [(b"origin", b"http://school.example"), (b"host", b"school.example")]
    path = {"key": address.rpartition("/")[2]}
    scope = {"type": "http", "method": "PUT", "headers": headers, "path_params": path}
    assert (await uploads._take(Request(scope, receive))).status_code == 400
    await lost(uploads, address)
    assert list(uploads._folder.iterdir()) == []


async def test_what_the_browser_gives_up_or_never_sends_did_not_arrive(uploads: Uploads) -> None:
    address = uploads.promise(MOST)
    uploads.give_up(address)
    await lost(uploads, address)
    assert await put(uploads, address, b"late") == 404
    await lost(uploads, "/up/unknown")
    hasty = Uploads(wait=0.01)
    waited_for = hasty.promise(MOST)
    await lost(hasty, waited_for)
    await lost(hasty, waited_for)
    hasty.close()


async def test_what_nobody_fetched_is_deleted() -> None:
    hasty = Uploads(wait=0.05)
    address = hasty.promise(MOST)
    assert await put(hasty, address, b"x") == 204
    arrived = await hasty.received(address)
    async with asyncio.timeout(2):
        while arrived.exists():  # noqa: ASYNC110 what is awaited is a timer, which tells nobody
            await asyncio.sleep(0.01)
    hasty.close()


async def test_another_site_sends_nothing(uploads: Uploads) -> None:
    address = uploads.promise(MOST)
    assert await put(uploads, address, b"x", origin="http://evil.example") == 404
    assert await put(uploads, address, b"x") == 204
