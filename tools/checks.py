"""Runs every check and every test, says how each went and how long it took (``make test``)."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent


class Check(NamedTuple):
    """One command of ours that says yes or no."""

    name: str
    command: tuple[str, ...]


class Outcome(NamedTuple):
    """How a check went."""

    name: str
    passed: bool
    seconds: float


READING = (
    Check("types (mypy --strict)", (str(BIN / "mypy"), "--no-error-summary")),
    Check("rules (ruff check)", (str(BIN / "ruff"), "check", "--quiet", ".")),
    Check("layout (ruff format)", (str(BIN / "ruff"), "format", "--check", "--quiet", ".")),
    Check("import contracts", (str(BIN / "lint-imports"), "--no-cache")),
    Check("catalogs", (sys.executable, "-m", "tools.catalogs", "check")),
)
PYTEST = (sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider")
RUNNING = (
    Check("tests", (*PYTEST, "-m", "not browser", "-n", "2")),
    # Two files at a time, never two tests of one file, in the order that tests/browser/conftest.py gives them; and
    # with the machine to themselves: a browser that gets no time shows what no person would see.
    Check(
        "tests in a browser",
        (*PYTEST, "-m", "browser", "-n", "2", "--dist", "loadfile", "--no-loadscope-reorder"),
    ),
)
QUIET = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}


def main() -> int:
    """Everything, even after a failure, so that one run tells all."""
    with ThreadPoolExecutor(2) as pool:
        outcomes = list(pool.map(read, READING))
    outcomes += [watch(check) for check in RUNNING]
    print()
    for outcome in outcomes:
        print(f"{'passed' if outcome.passed else 'FAILED'}  {outcome.name}  {outcome.seconds:.0f} s")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def read(check: Check) -> Outcome:
    """A check that is quiet when it passes."""
    started = time.monotonic()
    told = subprocess.run(check.command, cwd=ROOT, env=QUIET, capture_output=True, text=True, check=False)
    if told.returncode:
        print(f"{check.name}:\n{told.stdout}{told.stderr}", flush=True)
    return Outcome(check.name, told.returncode == 0, time.monotonic() - started)


def watch(check: Check) -> Outcome:
    """A check that shows itself at work."""
    started = time.monotonic()
    told = subprocess.run(check.command, cwd=ROOT, env=QUIET, check=False)
    return Outcome(check.name, told.returncode == 0, time.monotonic() - started)


if __name__ == "__main__":
    sys.exit(main())
