"""How long the app takes to import, beside what it is made with."""

import statistics
import subprocess
import sys
from collections.abc import Iterator

from bench.figures import Figure
from bench.schools import Schools
from bench.served import ROOT

NAMES = ("app_import_ms",)
TIMES = 9
FLOOR = "flet, httpx, msgspec, babel.core"


def app(_: Schools) -> Iterator[Figure]:
    """``import client.app`` in a fresh Python, beside only its libraries."""
    took: dict[str, list[float]] = {"client.app": [], FLOOR: []}
    for _again in range(TIMES):
        for modules, times in took.items():
            times.append(_import(modules))
    yield Figure("app_import_ms", statistics.median(took["client.app"]), "ms", statistics.median(took[FLOOR]))


def _import(modules: str) -> float:
    program = (
        f"import time; t = time.perf_counter(); import {modules}; print(1000 * (time.perf_counter() - t))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, check=True, capture_output=True)
    return float(done.stdout)
