"""Puts the web shell together: give it the app's ``main``, mount its routes last, run it with the server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from flet_web.fastapi.flet_app_manager import app_manager
from starlette.routing import BaseRoute, WebSocketRoute

from server.web import signin
from server.web.door import Door
from server.web.fonts import Fonts
from server.web.page import Look, Page
from server.web.resume import Links
from server.web.signin import Tickets
from server.web.static import Site
from server.web.uploads import Uploads
from server.web.visit import Main


class Shell:
    """The web app around ``main``."""

    def __init__(
        self,
        main: Main,
        *,
        site: Site | None = None,
        look: Look | None = None,
        links: Links | None = None,
        renderer: str = "auto",
    ) -> None:
        self._site = site or Site()
        self._fonts = Fonts(self._site)
        self._page = Page(self._site, look or Look(), renderer)
        self.links = Links() if links is None else links
        self.links.version = self._page.version
        self._tickets = Tickets()
        self._uploads = Uploads()
        self._door = Door(main, self.links, self._tickets, self._uploads)

    def routes(self) -> list[BaseRoute]:
        """All that a browser asks for; the last of them answers for every address that is left."""
        return [
            WebSocketRoute("/ws", self._door),
            *self._site.routes(),
            *self._fonts.routes(),
            *signin.routes(self._tickets),
            *self._uploads.routes(),
            *self._page.routes(),
        ]

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """For the server's lifespan: without it the sessions of closed tabs would never be let go."""
        await app_manager.start()
        try:
            yield
        finally:
            await self.links.close()
            self._uploads.close()
            await app_manager.shutdown()
