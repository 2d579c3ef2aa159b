"""A small Flet app in the real web shell, to try the shell with: `python -m tests.browser.shell.tiny PORT`."""

import asyncio
import gc
import hashlib
import itertools
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
from wire.media import MAX_BYTES


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


class Screen:
    """Everything that the tests of the shell need to see and to tap."""

    def __init__(self, page: ft.Page, accounts: Accounts) -> None:
        self.page = page
        self.accounts = accounts
        self.device = connect(page)
        self.who = ft.Text()
        self.ticks = ft.Text("Tick 0")
        self.clicks = ft.Text("Clicks 0")
        self.heard = ft.Text("Heard nothing")
        self.picked = ft.Text("Picked nothing")
        self.picker = ft.FilePicker()
        self.count = 0

    async def show(self) -> None:
        token = await self.device.token()
        self.who.value = f"Signed in as {(self.accounts.who(token) if token else '') or 'nobody'}"
        # As a real app does: it speaks to the page before it has anything to show, and is slow.
        await self.device.run("theme", t="light")
        await asyncio.sleep(float(os.environ.get("SLOW", "0")))
        buttons: list[ft.Control] = [
            ft.Button("Count", on_click=self.counted),
            ft.Button("Sign in", on_click=self.sign_in),
            ft.Button("Sign out", on_click=self.sign_out),
            ft.Button("Urdu", on_click=self.speak_urdu),
            ft.Button("Pick", on_click=self.pick),
        ]
        self.page.title = "Tiny"
        self.page.add(
            ft.Text("Hello", theme_style=ft.TextThemeStyle.HEADLINE_MEDIUM),
            self.who,
            ft.Text(f"On {self.device.name()}"),
            self.ticks,
            self.clicks,
            self.heard,
            self.picked,
            ft.TextField(label="Comment", on_change=self.typed),
            ft.Row(buttons, wrap=True),
        )

    async def tick(self) -> None:
        for second in itertools.count(1):
            await asyncio.sleep(1)
            self.ticks.value = f"Tick {second}"
            self.page.update()

    def counted(self, e: ft.Event[ft.Button]) -> None:
        self.count += 1
        self.clicks.value = f"Clicks {self.count}"

    def typed(self, e: ft.Event[ft.TextField]) -> None:
        self.heard.value = f"Heard {e.control.value}"

    async def sign_in(self, e: ft.Event[ft.Button]) -> None:
        await self.device.keep_token(self.accounts.open())
        self.who.value = "Signed in as Amina"

    async def sign_out(self, e: ft.Event[ft.Button]) -> None:
        await self.device.forget_token()

    async def speak_urdu(self, e: ft.Event[ft.Button]) -> None:
        await self.device.run("lang", l="ur", d="rtl")

    async def pick(self, e: ft.Event[ft.Button]) -> None:
        for file in await self.picker.pick_files():
            address = self.device.upload_url(MAX_BYTES)
            await self.picker.upload(
                [ft.FilePickerUploadFile(upload_url=address, method="PUT", id=file.id, name=file.name)]
            )
            path = await self.device.received(address)
            self.picked.value = f"Picked {file.name}, {len(path.read_bytes())} bytes"
            path.unlink()


def make_main(accounts: Accounts) -> Main:
    async def main(page: ft.Page) -> None:
        screen = Screen(page, accounts)
        await screen.show()
        ticking = asyncio.create_task(screen.tick())
        page.on_disconnect = page.on_close = lambda e: ticking.cancel()

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
