"""Who is at the other end of one browser tab, as the door found out."""

import hashlib
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass

import flet as ft
from starlette.types import ASGIApp

from server.web.resume import Link
from server.web.signin import Tickets
from server.web.uploads import Uploads

Main = Callable[[ft.Page], Awaitable[None]]
"""What Flet runs for each tab."""


def owner_of(token: str | None) -> str:
    """What stands for a session where the token itself must not be kept; empty for nobody."""
    return hashlib.sha256(token.encode()).hexdigest() if token else ""


@dataclass(slots=True)
class Visit:
    """One tab. ``token`` changes when somebody signs in or out in it.

    ``device``: the secret of a device that the school has registered.
    """

    app: ASGIApp
    link: Link
    tickets: Tickets
    uploads: Uploads
    token: str | None
    base_url: str
    device: str | None
    user_agent: str


VISIT: ContextVar[Visit] = ContextVar("visit")
"""Set by the door; Flet carries it into the app's ``main`` and all that it starts."""
