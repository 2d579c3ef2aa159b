"""HTTP with no network, between the app and the server that runs it."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from server.web.inside import Inside


class Beat:
    """An endless stream that notices when nobody listens."""

    def __init__(self) -> None:
        self.go = asyncio.Event()
        self.left = asyncio.Event()

    async def answer(self, request: Request) -> Response:
        async def beats() -> AsyncIterator[bytes]:
            try:
                yield b"one"
                await self.go.wait()
                yield b"two"
                await asyncio.sleep(60)
            finally:
                self.left.set()

        return StreamingResponse(beats())


async def echo(request: Request) -> Response:
    body = await request.body()
    client = request.client
    return JSONResponse(
        {
            "method": request.method,
            "url": str(request.url),
            "body": body.decode(),
            "bearer": request.headers.get("authorization"),
            "client": client.host if client else None,
        },
        status_code=201,
        headers={"X-Two": "2"},
    )


async def fails(request: Request) -> Response:
    raise ValueError("on purpose")


async def sleeps(request: Request) -> Response:
    await asyncio.sleep(60)
    return Response()


def client_of(beat: Beat | None = None) -> httpx.AsyncClient:
    routes = [
        Route("/echo", echo, methods=["GET", "POST"]),
        Route("/fails", fails),
        Route("/sleeps", sleeps),
        Route("/beat", (beat or Beat()).answer),
    ]
    inside = Inside(Starlette(routes=routes), client=lambda: ("192.0.2.7", 1234))
    return httpx.AsyncClient(transport=inside, base_url="http://school.example")


async def test_a_request_and_its_answer_cross_unchanged() -> None:
    async with client_of() as api:
        answer = await api.post("/echo?a=1&b=%C3%A9", content="Grüße", headers={"Authorization": "Bearer x"})
    assert answer.status_code == 201
    assert answer.headers["x-two"] == "2"
    assert answer.json() == {
        "method": "POST",
        "url": "http://school.example/echo?a=1&b=%C3%A9",
        "body": "Grüße",
        "bearer": "Bearer x",
        "client": "192.0.2.7",
    }


async def test_a_stream_arrives_piece_by_piece_and_ends_when_nobody_listens() -> None:
    beat = Beat()
    async with client_of(beat) as api, api.stream("GET", "/beat") as answer:
        pieces = answer.aiter_bytes()
        assert await anext(pieces) == b"one"
        beat.go.set()
        assert await anext(pieces) == b"two"
    await asyncio.wait_for(beat.left.wait(), 2)


async def test_a_failure_inside_is_an_answer_of_500() -> None:
    async with client_of() as api:
        assert (await api.get("/fails")).status_code == 500


async def test_an_answer_that_does_not_come_is_a_timeout() -> None:
    async with client_of() as api:
        with pytest.raises(httpx.ReadTimeout):
            await api.get("/sleeps", timeout=0.05)


async def test_a_page_that_is_gone_hears_nothing_more_but_its_last_words_get_through() -> None:
    inside = Inside(Starlette(routes=[Route("/echo", echo, methods=["GET", "POST"])]), is_closed=lambda: True)
    async with httpx.AsyncClient(transport=inside, base_url="http://school.example") as api:
        with pytest.raises(httpx.ConnectError):
            await api.get("/echo")
        assert (await api.post("/echo", content="Half a sen")).json()["body"] == "Half a sen"


async def test_large_bodies_cross_whole() -> None:
    body = "x" * 3_000_000
    async with client_of() as api:
        answer = await api.post("/echo", content=body)
    assert answer.json()["body"] == body


@pytest.mark.parametrize("steps", range(40))
async def test_who_is_told_to_stop_stops_wherever_the_answer_is(steps: int) -> None:
    async def ask_again_and_again() -> None:
        async with client_of() as api:
            for _ in range(200):
                await api.post("/echo", content=b"again", timeout=60)

    task = asyncio.create_task(ask_again_and_again())
    for _ in range(steps):
        await asyncio.sleep(0)
    task.cancel()
    await asyncio.wait({task})
    assert task.cancelled()
