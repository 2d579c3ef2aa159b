"""The ticket and the cookie."""

import asyncio

import httpx
import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.web import signin
from server.web.signin import Tickets

HERE = {"Origin": "http://school.example"}


class Ended:
    """A sign-out endpoint that remembers who came."""

    def __init__(self) -> None:
        self.tokens: list[str] = []

    async def sign_out(self, request: Request) -> Response:
        self.tokens.append(request.headers["authorization"])
        return Response("{}")


def browser(tickets: Tickets, ended: Ended | None = None, scheme: str = "http") -> httpx.AsyncClient:
    sign_out = Route("/v1/sign-out", (ended or Ended()).sign_out, methods=["POST"])
    app = Starlette(routes=[sign_out, *signin.routes(tickets)])
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url=f"{scheme}://school.example")


async def test_a_ticket_is_good_for_one_cookie() -> None:
    tickets = Tickets()
    ticket, used = tickets.issue("secret")
    async with browser(tickets) as api:
        first = await api.post("/auth/cookie", headers={**HERE, "X-Ticket": ticket})
        second = await api.post("/auth/cookie", headers={**HERE, "X-Ticket": ticket})
    assert (first.status_code, second.status_code) == (204, 403)
    assert first.headers["set-cookie"] == ("bookbag=secret; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax")
    assert "set-cookie" not in second.headers
    assert used.is_set()
    assert first.headers["cache-control"] == "no-store"


async def test_a_device_of_the_schools_has_a_cookie_of_its_own_that_signing_out_leaves() -> None:
    tickets = Tickets()
    ticket, _ = tickets.issue("secret", signin.DEVICE)
    async with browser(tickets) as api:
        answer = await api.post("/auth/cookie", headers={**HERE, "X-Ticket": ticket})
        out = await api.post("/auth/out", headers=HERE)
    assert answer.headers["set-cookie"] == (
        "bookbag_device=secret; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax"
    )
    assert out.headers["set-cookie"].startswith('bookbag="";')


async def test_over_https_the_cookie_is_bound_to_this_host() -> None:
    tickets = Tickets()
    ticket, _ = tickets.issue("secret")
    async with browser(tickets, scheme="https") as api:
        answer = await api.post(
            "/auth/cookie", headers={"Origin": "https://school.example", "X-Ticket": ticket}
        )
    assert answer.headers["set-cookie"] == (
        "__Host-bookbag=secret; HttpOnly; Max-Age=31536000; Path=/; SameSite=lax; Secure"
    )


@pytest.mark.parametrize(
    "origin",
    ["", "null", "http://evil.example", "http://school.example.evil.example", "http://school.example:81"],
)
async def test_another_site_gets_nothing_and_spends_nothing(origin: str) -> None:
    tickets, ended = Tickets(), Ended()
    ticket, _ = tickets.issue("secret")
    async with browser(tickets, ended) as api:
        headers = {"X-Ticket": ticket, "Cookie": "bookbag=secret"} | ({"Origin": origin} if origin else {})
        assert (await api.post("/auth/cookie", headers=headers)).status_code == 403
        assert (await api.post("/auth/out", headers=headers)).status_code == 403
    assert len(tickets) == 1
    assert ended.tokens == []


async def test_a_ticket_is_good_for_half_a_minute() -> None:
    now = 0.0
    tickets = Tickets(clock=lambda: now)
    old, _ = tickets.issue("old")
    now = 29.9
    young, _ = tickets.issue("young")
    now = 30.0
    assert tickets.redeem(old) is None
    found = tickets.redeem(young)
    assert found is not None
    assert found.token == "young"


async def test_forgotten_tickets_do_not_pile_up() -> None:
    now = 0.0
    tickets = Tickets(clock=lambda: now)
    for number in range(5):
        tickets.issue(str(number))
    now = 31.0
    tickets.issue("new")
    assert len(tickets) == 1


async def test_signing_out_ends_the_session_and_the_cookie() -> None:
    ended = Ended()
    async with browser(Tickets(), ended) as api:
        answer = await api.post("/auth/out", headers={**HERE, "Cookie": "bookbag=secret"})
    assert answer.status_code == 204
    assert ended.tokens == ["Bearer secret"]
    assert answer.headers["set-cookie"].startswith('bookbag=""; expires=')


async def test_used_is_told_to_who_waits() -> None:
    tickets = Tickets()
    ticket, used = tickets.issue("secret")
    waiting = asyncio.create_task(used.wait())
    await asyncio.sleep(0)
    assert waiting.done() is False
    tickets.redeem(ticket)
    assert await asyncio.wait_for(waiting, 1) is True
