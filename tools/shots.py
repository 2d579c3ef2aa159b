"""Takes the pictures of the README from a fresh demo school: ``make shots`` writes docs/pictures/."""

import re
import shutil
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parent.parent
PICTURES = ROOT / "docs" / "pictures"
PORT = 8598
ADDRESS = f"http://127.0.0.1:{PORT}"
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run")


class Shot(NamedTuple):
    """One picture: whom to be, on what screen, and what to do before it is taken."""

    name: str
    person: str
    lang: str
    width: int
    height: int
    dark: bool = False
    act: Callable[[Page], None] | None = None


def write_a_story(page: Page) -> None:
    """Open the page for a new story and begin one."""
    page.get_by_role("button", name=re.compile("Write|New story|Post")).first.click()
    page.get_by_role("textbox").first.wait_for()
    page.get_by_role("textbox").first.click()
    page.keyboard.type("We planted sunflower seeds today. Please send a small pot on Friday.", delay=5)


SHOTS = (
    Shot("feed-urdu-phone", "Nadia Qureshi", "ur-PK", 390, 844),
    Shot("feed-english-wide", "Daniel Whitlock", "en-GB", 1280, 844),
    Shot("compose", "Miss Hart", "en-GB", 1280, 844, act=write_a_story),
)


def main() -> int:
    """Start a demo, take every picture (or the named ones), stop it."""
    wanted = [shot for shot in SHOTS if not sys.argv[1:] or shot.name in sys.argv[1:]]
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        print("Pictures need Chromium (on Debian: apt install chromium).", file=sys.stderr)
        return 1
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        words = ["bookbag.py", "demo", "--no-open", "--port", str(PORT), "--data", f"{data}/demo"]
        server = subprocess.Popen([sys.executable, *words], cwd=ROOT, stdout=subprocess.DEVNULL)
        try:
            wait_for_it()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
                for shot in wanted:
                    take(browser, shot)
                browser.close()
        finally:
            server.terminate()
            server.wait(timeout=30)
    return 0


def wait_for_it(seconds: float = 300) -> None:
    """Until the demo answers."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with suppress(urllib.error.URLError, OSError):
            urllib.request.urlopen(f"{ADDRESS}/healthz", timeout=2).close()  # noqa: S310 - our own
            return
        time.sleep(0.5)
    raise TimeoutError(ADDRESS)


def take(browser: Browser, shot: Shot) -> None:
    """One picture, twice as sharp as the screen is large."""
    context = browser.new_context(
        locale=shot.lang,
        viewport={"width": shot.width, "height": shot.height},
        device_scale_factor=2 if shot.width < 800 else 1,
        color_scheme="dark" if shot.dark else "light",
        timezone_id="Europe/London",
    )
    page = context.new_page()
    page.goto(ADDRESS)
    page.get_by_role("button", name=shot.person).click()
    page.get_by_role("button", name=shot.person).wait_for(state="detached")
    page.wait_for_timeout(4_000)
    if shot.act:
        shot.act(page)
        page.wait_for_timeout(1_500)
    page.screenshot(path=PICTURES / f"{shot.name}.png")
    print(f"docs/pictures/{shot.name}.png", flush=True)
    context.close()


if __name__ == "__main__":
    sys.exit(main())
