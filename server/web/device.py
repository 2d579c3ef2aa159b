"""What the app needs of the device it runs on, when that is a browser tab and the app itself runs here."""

import asyncio
import logging
import re
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import urlencode

import flet as ft
import httpx

from server.web.inside import Inside
from server.web.signin import DEVICE, SESSION, TICKET_SECONDS
from server.web.visit import VISIT, Visit, owner_of

LOG = logging.getLogger("bookbag.web")
COOKIE_SECONDS: Final = 10
BROWSERS: Final = (
    ("Edge", r"\bEdgA?/"),
    ("Opera", r"\bOPR/"),
    ("Samsung Internet", r"\bSamsungBrowser/"),
    ("Firefox", r"\b(Firefox|FxiOS)/"),
    ("Chrome", r"\b(Chrome|CriOS|HeadlessChrome|Chromium)/"),
    ("Safari", r"\bSafari/"),
)
SYSTEMS: Final = (
    ("Android", r"\bAndroid\b"),
    ("iPhone", r"\biPhone\b"),
    ("iPad", r"\biPad\b"),
    ("Windows", r"\bWindows\b"),
    ("ChromeOS", r"\bCrOS\b"),
    ("Mac", r"\bMac OS X\b"),
    ("Linux", r"\bLinux\b"),
)


class WebDevice:
    """One browser tab as the app sees it."""

    storage: Path | None = None
    """Nothing is kept on a browser's disk: others may use the same computer."""

    def __init__(self, page: ft.Page, visit: Visit) -> None:
        self._page = page
        self._visit = visit
        self._giving: set[asyncio.Task[None]] = set()
        self.base_url = visit.base_url
        self.transport: httpx.AsyncBaseTransport | None = Inside(
            visit.app, client=lambda: visit.link.client, is_closed=visit.link.dead.is_set
        )

    async def token(self) -> str | None:
        """The session of whoever is signed in here."""
        return self._visit.token

    async def keep_token(self, token: str) -> None:
        """Makes the browser remember the session, in a cookie that no script can read."""
        self._visit.token = token
        link = self._visit.link
        link.next_owner = owner_of(token)
        # Whoever calls it is no part of this page, and Flet asks the context which page it is.
        link.came_without = partial(copy_context().run, self._give_again, token)
        await self._give_session(token)

    async def _give_session(self, token: str) -> None:
        # If it does not fetch it, it is signed in nevertheless, until this tab is reloaded.
        if await self._give_cookie(token, SESSION):
            asyncio.get_running_loop().call_later(TICKET_SECONDS, self._visit.link.settle)

    def _give_again(self, token: str) -> None:
        """The answer with the cookie was lost on a line that broke just then."""
        if self._visit.token != token:
            return
        giving = asyncio.create_task(self._give_session(token))
        self._giving.add(giving)
        giving.add_done_callback(self._gave)

    def _gave(self, giving: "asyncio.Task[None]") -> None:
        self._giving.discard(giving)
        if not giving.cancelled() and giving.exception() is not None:
            LOG.warning("A browser did not take its cookie")

    async def _give_cookie(self, value: str, of: str) -> bool:
        ticket, used = self._visit.tickets.issue(value, of)
        await self.run("cookie", t=ticket)
        try:
            async with asyncio.timeout(COOKIE_SECONDS):
                await used.wait()
        except TimeoutError:
            LOG.warning("A browser did not fetch its cookie")
            return False
        return True

    async def school_secret(self) -> str | None:
        """What this browser shows as a device of the school's."""
        return self._visit.device

    async def keep_school_secret(self, secret: str) -> None:
        """Makes the browser a device of the school's, by a cookie that signing out leaves where it is."""
        self._visit.device = secret
        if not await self._give_cookie(secret, DEVICE):
            raise TimeoutError

    async def forget_token(self) -> None:
        """Takes the cookie back and starts the tab afresh."""
        self._visit.token = None
        await self.run("out")

    def upload_url(self, most: int) -> str:
        """An address for one picked file, to give to ``FilePicker.upload``."""
        return self._visit.uploads.promise(most)

    async def received(self, address: str) -> Path:
        """The file that was sent there; the caller deletes it. Raises ``NotTaken`` or ``TimeoutError``."""
        return await self._visit.uploads.received(address)

    def give_up(self, address: str) -> None:
        """The browser says that it could not send the file."""
        self._visit.uploads.give_up(address)

    def name(self) -> str:
        """What the list of devices calls this one, which says it in the reader's language: ``Chrome on Linux``."""
        return name_of(self._visit.user_agent)

    async def run(self, what: str, **query: str | float) -> None:
        """Asks the page itself to do something (``lang``, ``theme``, ``zoom``, ``ready``): see ``web.js``."""
        await ft.UrlLauncher().launch_url(f"/_do/{what}?{urlencode(query)}", web_only_window_name="_self")


def connect(page: ft.Page) -> WebDevice:
    """The device of the tab that Flet runs the app for at this moment."""
    return WebDevice(page, VISIT.get())


def name_of(user_agent: str) -> str:
    """A browser's name for people, as far as it can be known."""
    browser = next((name for name, sign in BROWSERS if re.search(sign, user_agent)), "Browser")
    system = next((name for name, sign in SYSTEMS if re.search(sign, user_agent)), "")
    return f"{browser} on {system}" if system else browser
