"""A real Chromium for the tests of this folder, and servers for it to open."""

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.demo import DemoSchool, make_demo_data
from tests.browser.line import Line
from tests.browser.served import Served
from tests.browser.tab import Tab

FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
QUICK = "--js-flags=--liftoff-only"
"""Code that runs for seconds is not worth optimising: that was a sixth of all work of these tests."""
HERE = Path(__file__).parent


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Iterator[None]:
    """Everything here needs a browser. The longest files begin first: nobody waits for them at the end."""
    here = [item for item in items if HERE in item.path.parents]
    for item in here:
        item.add_marker(pytest.mark.browser)
        # The first of a run makes the demo school, and the others wait for it.
        item.add_marker(pytest.mark.timeout(600))
    longest = sorted({item.path for item in here}, key=lambda path: path.stat().st_size, reverse=True)
    # While the first makes the demo school, there is something to do for those who need none.
    turns = [*longest[:1], *sorted(longest[1:], key=lambda path: path.parent == HERE)]
    yield
    # After all others had their say: the tests were shuffled.
    items.sort(key=lambda item: turns.index(item.path) if item.path in turns else -1)


class Serve(Protocol):
    """Starts a server, e.g. ``serve("-m", "my.server", "PORT")``."""

    def __call__(self, *argv: str, env: Mapping[str, str] | None = None) -> Served: ...


class OpenTab(Protocol):
    """Opens a tab of a fresh browser profile (or of another tab's profile: ``beside``) and waits for the app.

    ``token``: whoever has this session is signed in already.
    """

    def __call__(
        self,
        url: str,
        path: str = "/",
        *,
        lang: str = "en-GB",
        width: int = 1000,
        height: int = 800,
        dark: bool = False,
        beside: Tab | None = None,
        token: str = "",
    ) -> Tab: ...


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """One browser process for a module: Playwright's plain API must not live beside the tests of an event loop."""
    path = shutil.which(os.environ.get("CHROMIUM", "chromium")) or shutil.which("chromium-browser")
    if path is None:
        missing = "Chromium is not installed (on Debian or Ubuntu: apt install chromium)."
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=[*FLAGS, QUICK])
        yield browser
        browser.close()


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Servers that end with the test."""
    running: list[Served] = []

    def start(*argv: str, env: Mapping[str, str] | None = None) -> Served:
        running.append(Served(argv, tmp_path / f"server{len(running)}.log", env))
        return running[-1]

    yield start
    for server in running:
        server.kill()


@pytest.fixture(scope="session")
def demo_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data of a fresh demo school: to copy, not to use.

    Made once for all processes of a run, and for all runs that have the same folder ``DEMO_SCHOOL``.
    """
    if (shared := os.environ.get("DEMO_SCHOOL")) is not None:
        place = Path(shared)
    elif "PYTEST_XDIST_WORKER" in os.environ:
        place = tmp_path_factory.getbasetemp().parent
    else:
        return make_demo_data(tmp_path_factory.mktemp("demo"))
    with (place / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (made := place / "demo" / "data").exists():
            half = place / "half"
            shutil.rmtree(half, ignore_errors=True)
            half.mkdir()
            make_demo_data(half)
            half.rename(made.parent)
    return made


@pytest.fixture(scope="module")
def demo(demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoSchool]:
    """The demo school, running for one module; what one of its tests does stays for the next."""
    started = DemoSchool(demo_data, tmp_path_factory.mktemp("school"))
    yield started
    started.close()


@pytest.fixture
def open_tab(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[OpenTab]:
    """Tabs that end with the test. None of them may ever have asked another host for anything.

    Screens glide in only in tests marked ``motion``: to draw that takes a machine without a graphics card long.
    """
    tabs: list[Tab] = []
    moves = request.node.get_closest_marker("motion") is not None

    def opened(
        url: str,
        path: str = "/",
        *,
        lang: str = "en-GB",
        width: int = 1000,
        height: int = 800,
        dark: bool = False,
        beside: Tab | None = None,
        token: str = "",
    ) -> Tab:
        context = (
            beside.context
            if beside
            else chromium.new_context(
                locale=lang,
                viewport={"width": width, "height": height},
                color_scheme="dark" if dark else "light",
                reduced_motion="no-preference" if moves else "reduce",
                timezone_id="Europe/London",
            )
        )
        if token:
            context.add_cookies([{"name": "bookbag", "value": token, "url": url, "httpOnly": True}])
        tabs.append(Tab(context, url))
        return tabs[-1].open(path)

    yield opened
    strangers = [address for tab in tabs for address in tab.strangers()]
    for context in {tab.context for tab in tabs}:
        context.close()
    assert strangers == []


@pytest.fixture
def line() -> Iterator[Callable[[Served], Line]]:
    """Wires that can be cut: ``line(server).url`` is the server's address through one."""
    lines: list[Line] = []

    def lay(server: Served) -> Line:
        lines.append(Line(server.port))
        return lines[-1]

    yield lay
    for laid in lines:
        laid.close()
