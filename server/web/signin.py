"""Turns a session that the app opened into the browser's cookie, by a ticket that works once and for half a minute."""

import asyncio
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import httpx
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from server.core.whence import DEVICE_COOKIE
from server.web.inside import Inside
from wire.accounts import SIGN_OUT

TICKET_SECONDS: Final = 30
A_YEAR: Final = 365 * 24 * 3600
SESSION: Final = "bookbag"
DEVICE: Final = DEVICE_COOKIE
NO_STORE: Final = {"Cache-Control": "no-store"}


def cookie_name(name: str = SESSION, *, secure: bool) -> str:
    """``__Host-`` binds the cookie to this very host, which browsers allow only over https."""
    return f"__Host-{name}" if secure else name


def is_same_origin(headers: Headers) -> bool:
    """Whether a page of this very host sent the request. Browsers always say, and pages can't lie about it."""
    origin = headers.get("origin", "")
    return origin.startswith(("http://", "https://")) and origin.split("://", 1)[1] == headers.get("host", "")


@dataclass(frozen=True, slots=True)
class Ticket:
    """A promise of one cookie, with the name ``of`` what it holds: a session, or a device of the school's."""

    token: str
    of: str
    ends: float
    used: asyncio.Event


class Tickets:
    """Tickets that were handed out and not yet used."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tickets: dict[str, Ticket] = {}

    def __len__(self) -> int:
        return len(self._tickets)

    def issue(self, token: str, of: str = SESSION) -> tuple[str, asyncio.Event]:
        """A ticket for the cookie of ``token``, and what is set when it was used."""
        now = self._clock()
        self._tickets = {key: ticket for key, ticket in self._tickets.items() if ticket.ends > now}
        key = secrets.token_urlsafe(24)
        used = asyncio.Event()
        self._tickets[key] = Ticket(token, of, now + TICKET_SECONDS, used)
        return key, used

    def redeem(self, key: str) -> Ticket | None:
        """The ticket, once."""
        ticket = self._tickets.pop(key, None)
        if ticket is None or ticket.ends <= self._clock():
            return None
        ticket.used.set()
        return ticket


def routes(tickets: Tickets) -> list[Route]:
    """``POST /auth/cookie`` and ``POST /auth/out``."""

    async def give_cookie(request: Request) -> Response:
        ticket = (
            tickets.redeem(request.headers.get("x-ticket", "")) if is_same_origin(request.headers) else None
        )
        if ticket is None:
            return Response(status_code=403, headers=NO_STORE)
        response = Response(status_code=204, headers=NO_STORE)
        secure = request.url.scheme == "https"
        name = cookie_name(ticket.of, secure=secure)
        response.set_cookie(
            name, ticket.token, A_YEAR, path="/", secure=secure, httponly=True, samesite="lax"
        )
        return response

    return [
        Route("/auth/cookie", give_cookie, methods=["POST"]),
        Route("/auth/out", _take_cookie, methods=["POST"]),
    ]


async def _take_cookie(request: Request) -> Response:
    if not is_same_origin(request.headers):
        return Response(status_code=403, headers=NO_STORE)
    secure = request.url.scheme == "https"
    name = cookie_name(secure=secure)
    if token := request.cookies.get(name):
        await _end_session(request, token)
    response = Response(status_code=204, headers=NO_STORE)
    response.delete_cookie(name, path="/", secure=secure, httponly=True, samesite="lax")
    return response


async def _end_session(request: Request, token: str) -> None:
    """A cookie that was copied must be worth nothing after its owner signed out here."""
    inside = Inside(request.app, client=lambda: request.client)
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": secrets.token_urlsafe(16)}
    async with httpx.AsyncClient(transport=inside, base_url=str(request.base_url)) as api:
        await api.request(SIGN_OUT.method, SIGN_OUT.path, headers=headers, json={})
