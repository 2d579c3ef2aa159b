"""Where a page is: here at once, in the browser's address a moment later."""

import asyncio
from collections.abc import Callable

import flet as ft


class Way:
    """One page's way through the app. ``show(route)`` draws the screens of an address.

    The app does not wait for the browser to say where it is: on a bad line that word can get lost,
    and a form that was sent would stay on the screen.
    """

    def __init__(self, page: ft.Page, show: Callable[[str], None]) -> None:
        self._page, self._show = page, show
        self.route = page.route or "/"
        self._told: list[str] = []
        self._telling: set[asyncio.Task[None]] = set()

    def go(self, route: str) -> None:
        """Show ``route`` and let the browser know."""
        self._told.append(route)
        self._be_at(route)
        task = asyncio.create_task(self._tell(route))
        self._telling.add(task)
        task.add_done_callback(self._telling.discard)

    async def _tell(self, route: str) -> None:
        try:
            await self._page.push_route(route)
        finally:
            if route in self._told:
                self._told.remove(route)

    def heard(self, route: str) -> None:
        """The browser is at ``route``: its own Back and Forward count, an echo of ours does not."""
        if route in self._told:
            del self._told[: self._told.index(route) + 1]
        else:
            self._be_at(route)

    def _be_at(self, route: str) -> None:
        self.route = route
        self._show(route)
