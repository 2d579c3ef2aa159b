"""What a person with the web app open costs the server, and how soon a tap shows."""

import asyncio
import statistics
from collections.abc import Iterator
from contextlib import AsyncExitStack

from bench.figures import Figure
from bench.schools import Schools
from bench.seed import token_of, translated_reader
from bench.served import Served, served
from bench.tab import Tab, tab
from wire.stories import PAGE
from wire.words import Words

NAMES = ("session_memory_mb", "tap_to_patch_ms", "tap_to_patch_p99_ms")
FEW = 10_000
BEFORE = 6
"""The first tabs also make what all tabs share; they are not counted."""
TABS = 30
TAPPED = 6
SETTLED = 3.0


def sessions(schools: Schools) -> Iterator[Figure]:
    """Memory per session that shows twenty cards; taps on "Show original" while all of these are open."""
    with served(schools.of(FEW).data) as server:
        memory_kb, taps = asyncio.run(_sessions(server))
    yield Figure(NAMES[0], memory_kb / 1024, "MB")
    yield Figure(NAMES[1], 1000 * statistics.median(taps), "ms")
    yield Figure(NAMES[2], 1000 * statistics.quantiles(taps, n=100)[98], "ms")


async def _sessions(server: Served) -> tuple[float, list[float]]:
    words = Words("ur")
    original, translation = words._("Show original"), words._("Show translation")
    async with AsyncExitStack() as stack:
        await _open(stack, server, range(BEFORE), original)
        before = server.memory_kb()
        tabs = await _open(stack, server, range(BEFORE, BEFORE + TABS), original)
        memory_kb = (server.memory_kb() - before) / TABS
        taps = []
        for one in tabs[:TAPPED]:
            for button in one.named(original)[:PAGE]:
                taps.append(await one.tap(button, translation))
                await asyncio.sleep(0.01)
    return memory_kb, taps


async def _open(stack: AsyncExitStack, server: Served, numbers: range, original: str) -> list[Tab]:
    tabs = []
    for number in numbers:
        one = await stack.enter_async_context(tab(server.port, token_of(translated_reader(number))))
        await one.until_there_are(PAGE, original)
        tabs.append(one)
    await asyncio.sleep(SETTLED)
    return tabs
