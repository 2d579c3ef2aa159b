"""A small Flet app in the real web shell, to try the shell with: `python -m tests.browser.shell.tiny PORT`."""

import asyncio
import gc
import hashlib
import os
import secrets
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import flet as ft
import uvicorn
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from server.web.device import connect
from server.web.resume import Links
from server.web.shell import Shell
from server.web.visit import Main


class Accounts:
    """Sessions in a file, so that they outlive the server."""

    def __init__(self, folder: str) -> None:
        self.folder = folder

    def open(self) -> str:
        token = secrets.token_urlsafe(32)
        self._path(token).write_text("Amina")
        return token

    def who(self, token: str) -> str:
        path = self._path(token)
        return path.read_text() if path.exists() else ""

    def end(self, token: str) -> None:
        self._path(token).unlink(missing_ok=True)

    def _path(self, token: str) -> Path:
        return Path(self.folder) / hashlib.sha256(token.encode()).hexdigest()


def make_main(accounts: Accounts) -> Main:
    async def main(page: ft.Page) -> None:
        device = connect(page)
        token = await device.token()
        who = accounts.who(token) if token else ""
        page.title = "Tiny"
        ticks = ft.Text("Tick 0")
        heard = ft.Text("Heard nothing", key="heard")
        state = {"count": 0, "clicks": 0}
        clicks = ft.Text("Clicks 0")

        async def tick() -> None:
            while True:
                await asyncio.sleep(1)
                state["count"] += 1
                ticks.value = f"Tick {state['count']}"
                page.update()

        async def sign_in(e: ft.Event[ft.Button]) -> None:
            await device.keep_token(accounts.open())
            name.value = "Signed in as Amina"
            page.update()

        async def sign_out(e: ft.Event[ft.Button]) -> None:
            await device.forget_token()

        def clicked(e: ft.Event[ft.Button]) -> None:
            state["clicks"] += 1
            clicks.value = f"Clicks {state['clicks']}"
            page.update()

        def typed(e: ft.Event[ft.TextField]) -> None:
            heard.value = f"Heard {e.control.value}"
            page.update()

        async def speak_urdu(e: ft.Event[ft.Button]) -> None:
            await device.run("lang", l="ur", d="rtl")

        # As a real app does: it speaks to the page before it has anything to show, and is slow.
        await device.run("theme", t="light")
        await asyncio.sleep(float(os.environ.get("SLOW", "0")))
        name = ft.Text(f"Signed in as {who}" if who else "Signed in as nobody")
        page.add(
            ft.Text("Hello", theme_style=ft.TextThemeStyle.HEADLINE_MEDIUM),
            name,
            ft.Text(f"On {device.name()}"),
            ticks,
            clicks,
            heard,
            ft.TextField(label="Comment", on_change=typed),
            ft.Row(
                [
                    ft.Button("Count", on_click=clicked),
                    ft.Button("Sign in", on_click=sign_in),
                    ft.Button("Sign out", on_click=sign_out),
                    ft.Button("Urdu", on_click=speak_urdu),
                ],
                wrap=True,
            ),
        )
        task = asyncio.create_task(tick())
        page.on_disconnect = lambda e: task.cancel()
        page.on_close = lambda e: task.cancel()

    return main


def make_app(folder: str) -> Starlette:
    accounts = Accounts(folder)
    shell = Shell(
        make_main(accounts),
        links=Links(hold=float(os.environ.get("HOLD", "120"))),
        renderer=os.environ.get("RENDERER", "auto"),
    )

    async def sign_out(request: Request) -> Response:
        accounts.end(request.headers["authorization"].removeprefix("Bearer "))
        return JSONResponse({})

    async def healthz(request: Request) -> Response:
        gc.collect()
        pages = sum(isinstance(thing, ft.Page) for thing in gc.get_objects())
        return JSONResponse({"links": len(shell.links), "pages": pages})

    @asynccontextmanager
    async def lifespan(app: Starlette) -> AsyncIterator[None]:
        async with shell.running():
            yield

    routes = [Route("/v1/sign-out", sign_out, methods=["POST"]), Route("/healthz", healthz), *shell.routes()]
    return Starlette(routes=routes, lifespan=lifespan)


if __name__ == "__main__":
    uvicorn.run(
        make_app(sys.argv[2]),
        host="127.0.0.1",
        port=int(sys.argv[1]),
        log_level="warning",
        timeout_graceful_shutdown=3,
    )
