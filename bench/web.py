"""What a browser has to fetch, and how soon it shows the first card: the first time, and every other time."""

import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from playwright.sync_api import BrowserContext, Playwright, sync_playwright

from bench.figures import Figure
from bench.relay import Relay
from bench.schools import Schools
from bench.served import ROOT, served
from wire.words import Words

NAMES = ("web_cold_transfer_mb", "web_warm_transfer_kb", "web_first_card_s", "web_first_card_warm_s")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-sync"
).split()
TIMES = 3
QUIET = 1.5
"""After so many seconds without a byte everything is there."""
LONGEST_MS = 90_000
ENGINE = ("main.dart.wasm.br", "canvaskit/skwasm.wasm.br")
"""Without these two no Flet app shows anything."""


@dataclass(frozen=True)
class Visit:
    """One opening of the page: bytes to the browser in all, and seconds to the first card."""

    bytes: int
    seconds: float


def page_loads(schools: Schools) -> Iterator[Figure]:
    """The demo school's mother who reads Urdu opens her feed on a phone, with nothing in the cache; then once more."""
    with (
        served(schools.folder / "demo", command="demo", more=["--no-open"]) as server,
        Relay(server.port) as relay,
        sync_playwright() as playwright,
    ):
        visits = [_cold_and_warm(playwright, relay, schools.folder) for _ in range(TIMES)]
    cold, warm = zip(*visits, strict=True)
    yield Figure(
        NAMES[0], statistics.median(visit.bytes for visit in cold) / 1e6, "MB", _engine_bytes() / 1e6
    )
    yield Figure(NAMES[1], statistics.median(visit.bytes for visit in warm) / 1e3, "kB")
    yield Figure(NAMES[2], statistics.median(visit.seconds for visit in cold), "s")
    yield Figure(NAMES[3], statistics.median(visit.seconds for visit in warm), "s")


def _cold_and_warm(playwright: Playwright, relay: Relay, folder: Path) -> tuple[Visit, Visit]:
    address = f"http://127.0.0.1:{relay.port}"
    with tempfile.TemporaryDirectory(dir=folder, prefix="profile-") as profile:
        context = playwright.chromium.launch_persistent_context(
            profile,
            executable_path=shutil.which("chromium"),
            args=FLAGS,
            viewport={"width": 400, "height": 800},
            locale="ur",
        )
        cookie: Any = {
            "name": "bookbag",
            "value": _token(address),
            "url": address,
            "httpOnly": True,
            "sameSite": "Lax",
        }
        context.add_cookies([cookie])
        visits = _visit(context, relay, address), _visit(context, relay, address)
        context.close()
    return visits


def _visit(context: BrowserContext, relay: Relay, address: str) -> Visit:
    before, began = relay.bytes, time.monotonic()
    page = context.new_page()
    page.goto(address, wait_until="commit")
    page.get_by_role("button", name=Words("ur")._("Show original")).first.wait_for(timeout=LONGEST_MS)
    seconds = time.monotonic() - began
    while relay.quiet_for() < QUIET:
        time.sleep(0.1)
    page.close()
    return Visit(relay.bytes - before, seconds)


def _token(address: str) -> str:
    with urlopen(f"{address}/v1/school") as answer:
        people = json.load(answer)["demo"]
    mother = next(person for person in people if person["lang"] == "ur" and person["role"] == "parent")
    body = json.dumps({"person_id": mother["person_id"], "device": "Phone"}).encode()
    with urlopen(Request(f"{address}/v1/demo-sign-in", body, {"Content-Type": "application/json"})) as answer:
        return str(json.load(answer)["token"])


def _engine_bytes() -> int:
    build = ROOT / "build" / "web"
    folder = build / (build / "current").read_text(encoding="ascii").strip()
    return sum((folder / name).stat().st_size for name in ENGINE)
