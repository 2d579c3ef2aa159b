"""One tab of a real Chromium, seen as a screen reader sees it."""

import re
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from playwright.sync_api import BrowserContext, ConsoleMessage, Error, Locator, Page, Request
from playwright.sync_api import TimeoutError as TookTooLong

OF_THE_MACHINE = re.compile(r"^\[\.WebGL|was preloaded using link preload but not used within a few seconds")
"""No concern of ours: what a machine without a graphics card says, and one that is too busy to be quick."""

RESTS = 2
"""For how many times as long as it was asked something a page is left in peace."""


class Tab:
    """Waits for the app by itself; everything it asked for and complained about is written down."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.requests: list[str] = []
        self.complaints: list[str] = []
        self.page: Page = context.new_page()
        self.page.on("request", self._asked)
        self.page.on("console", self._said)
        self.page.on("pageerror", lambda error: self.complaints.append(error.stack or str(error)))

    def open(self, path: str = "/") -> "Tab":
        """Goes to ``path`` and waits until the app's own words are on the screen."""
        self.page.goto(self.url + path)
        return self.ready()

    def go(self, path: str) -> "Tab":
        """Goes to another screen inside the app, as the browser's own buttons do: sooner than loading it anew."""
        before = self.tree()
        self.page.evaluate(
            "path => { history.pushState({}, '', path); dispatchEvent(new PopStateEvent('popstate', {state: {}})) }",
            path,
        )
        self.until(lambda: self.tree() != before, 15, f"the screen of {path}")
        return self

    def reload(self) -> "Tab":
        """As a person does with F5."""
        self.page.reload()
        return self.ready()

    def ready(self, seconds: float = 30) -> "Tab":
        """Waits until the app is drawn."""
        self.until(lambda: not self.is_covered(), seconds, "the cover to go")
        return self

    def is_covered(self) -> bool:
        """Whether our own cover lies over the app."""
        return bool(self.page.evaluate("!document.getElementById('cover')?.hidden"))

    def tree(self) -> str:
        """What a screen reader has to read out, as text.

        A page that is drawn anew just while it is read out can keep the reader waiting for what is gone by then:
        it is asked again.
        """
        for _ in range(3):
            with suppress(TookTooLong):
                return self.page.locator("body").aria_snapshot(timeout=8_000)
        return self.page.locator("body").aria_snapshot()

    def sees(self, words: str, seconds: float = 15) -> None:
        """Waits until ``words`` can be read."""
        self.until(lambda: words in self.tree(), seconds, f"“{words}”")

    def sees_not(self, words: str, seconds: float = 15) -> None:
        """Waits until ``words`` can be read no more."""
        self.until(lambda: words not in self.tree(), seconds, f"“{words}” to go")

    def button(self, name: str) -> Locator:
        """The button of this very name."""
        return self.page.get_by_role("button", name=name, exact=True).first

    def tap(self, name: str) -> None:
        """Taps a button, a tab or a link by its name."""
        self.button(name).click()

    def field(self, label: str) -> Locator:
        """The text field of this label."""
        return self.page.get_by_label(label, exact=True).first

    def write(self, label: str, words: str, pause: float = 20) -> None:
        """Types into a field, letter by letter, after what is there."""
        field = self.field(label)
        field.click()
        self.until(lambda: bool(field.evaluate("one => one === document.activeElement")), 15, "the cursor")
        # Flutter takes the field over a moment after the browser has; nobody types that fast.
        self.page.wait_for_timeout(300)
        self.page.keyboard.type(words, delay=pause)

    def bar(self) -> str:
        """The notice of a lost connection; empty when there is none."""
        return str(
            self.page.evaluate("(b => b && !b.hidden ? b.textContent : '')(document.getElementById('lost'))")
        )

    def shot(self, path: Path) -> Path:
        """A picture of the screen."""
        self.page.screenshot(path=path)
        return path

    def until(self, question: Callable[[], bool], seconds: float, what: str) -> None:
        """Asks until the answer is yes. (Our strict policy forbids the page what Playwright's own waits need.)"""
        asked = time.monotonic()
        ends = asked + seconds
        while not self._answer(question):
            answered = time.monotonic()
            if answered > ends:
                raise AssertionError(f"Waited {seconds} s for {what}. On the screen:\n{self.tree()}")
            # Being asked keeps a page from its work: it has most of the time for itself.
            self.page.wait_for_timeout(max(50, RESTS * 1000 * (answered - asked)))
            asked = time.monotonic()

    def _answer(self, question: Callable[[], bool]) -> bool:
        try:
            return question()
        except Error as error:
            # Asked just when the page was loading itself anew.
            if "context was destroyed" not in str(error):
                raise
            return False

    def strangers(self) -> list[str]:
        """What was asked of any other host."""
        ours = (self.url + "/", "data:", f"blob:{self.url}/", self.url.replace("http", "ws", 1) + "/")
        return [address for address in self.requests if not address.startswith(ours)]

    def _asked(self, request: Request) -> None:
        self.requests.append(request.url)

    def _said(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"} and not OF_THE_MACHINE.search(message.text):
            self.complaints.append(message.text)
