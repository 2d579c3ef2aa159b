"""The door of the web shell's socket: who may come in, as whom, and with which Flet session (always a new one)."""

import asyncio
from http.cookies import CookieError, SimpleCookie

import msgspec
from flet_web.fastapi.flet_app import FletApp
from flet_web.fastapi.flet_app_manager import app_manager
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket

from server.web.resume import Link, Links
from server.web.signin import DEVICE, SESSION, Tickets, cookie_name, is_same_origin
from server.web.uploads import Uploads
from server.web.visit import VISIT, Main, Visit, owner_of

REGISTER_CLIENT = 1


class Door:
    """The ASGI app behind ``/ws``."""

    def __init__(self, main: Main, links: Links, tickets: Tickets, uploads: Uploads) -> None:
        self.main = main
        self.links = links
        self.tickets = tickets
        self.uploads = uploads

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        await receive()
        if not is_same_origin(headers):
            # Closing before accepting is answered with 403.
            await send({"type": "websocket.close", "code": 1008})
            return
        await send({"type": "websocket.accept"})
        token = token_of(scope)
        await self.links.serve(
            scope, receive, send, owner=owner_of(token), app=lambda link: self._app(link, token)
        )

    def _app(self, link: Link, token: str | None) -> ASGIApp:
        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            headers = Headers(scope=scope)
            secure = scope["scheme"] == "wss"
            VISIT.set(
                Visit(
                    app=scope["app"],
                    link=link,
                    tickets=self.tickets,
                    uploads=self.uploads,
                    token=token,
                    base_url=f"{'https' if secure else 'http'}://{headers['host']}",
                    device=cookie_in(scope, DEVICE),
                    user_agent=headers.get("user-agent", ""),
                )
            )
            await _flet(self.main).handle(WebSocket(scope, guarded(receive, link), send))

        return app


def token_of(scope: Scope) -> str | None:
    """The session token in the handshake's cookie."""
    return cookie_in(scope, SESSION)


def cookie_in(scope: Scope, name: str) -> str | None:
    """One of our cookies in the handshake."""
    try:
        jar = SimpleCookie(Headers(scope=scope).get("cookie", ""))
    except CookieError:
        return None
    morsel = jar.get(cookie_name(name, secure=scope["scheme"] in {"wss", "https"}))
    return (morsel.value or None) if morsel else None


def guarded(receive: Receive, link: Link) -> Receive:
    """Lets a browser register once, and never into a Flet session of its own choice.

    Flet would hand any waiting session to whoever knows its id; who one is comes from the cookie alone.
    """
    registered = False

    async def guard() -> Message:
        nonlocal registered
        message = await receive()
        frame = message.get("bytes") or b""
        if frame[:1] != b"\x00":
            return message
        try:
            action, body = msgspec.msgpack.decode(frame[1:])
        except (ValueError, TypeError):
            action, body = None, None
        is_register = action == REGISTER_CLIENT and isinstance(body, dict)
        if is_register == registered or action is None:
            link.kill()
            return {"type": "websocket.disconnect", "code": 1008}
        if is_register:
            registered = True
            body["session_id"] = ""
            return {"type": "websocket.receive", "bytes": b"\x00" + msgspec.msgpack.encode([action, body])}
        return message

    return guard


def _flet(main: Main) -> FletApp:
    return FletApp(
        loop=asyncio.get_running_loop(),
        executor=app_manager.executor,
        main=main,
        before_main=None,
        # A session is never taken up again by Flet: our links do that. So it may go as soon as its link is gone.
        session_timeout_seconds=1,
        upload_endpoint_path=None,
        secret_key=None,
    )
