"""Runs every check and every test, says how each went and how long it took (``make test``)."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
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
    Check("tests", (*PYTEST, "tests", "--ignore=tests/browser", "-n", "3")),
    # Three files at a time, never two tests of one file; and with the machine to themselves: a browser that gets no
    # time shows what no person would see.
    Check(
        "tests in a browser",
        (
            *PYTEST,
            "tests/browser",
            "-m",
            "not slow",
            "-n",
            "3",
            "--dist",
            "loadfile",
            "--no-loadscope-reorder",
        ),
    ),
)
WAITING = Check("tests that wait in a browser", (*PYTEST, "tests/browser", "-m", "slow"))
"""Lines that are cut for a minute: they need time and hardly a processor."""
ENV = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
"""Dozens of processes read the same code: it is compiled once."""
MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's folder for files in memory
ENOUGH_MEMORY = 4 * 1024**3


def main() -> int:
    """Everything, even after a failure, so that one run tells all."""
    with ThreadPoolExecutor(1) as beside:
        quiet = [beside.submit(read, check) for check in (*READING, WAITING)]
        outcomes = [watch(check) for check in RUNNING]
        outcomes = [one.result() for one in quiet] + outcomes
    print()
    for outcome in outcomes:
        print(f"{'passed' if outcome.passed else 'FAILED'}  {outcome.name}  {outcome.seconds:.0f} s")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def read(check: Check) -> Outcome:
    """A check that is quiet when it passes."""
    started = time.monotonic()
    with files_in_memory() as env:
        told = subprocess.run(
            check.command, cwd=ROOT, env={**ENV, **env}, capture_output=True, text=True, check=False
        )
    if told.returncode:
        print(f"{check.name}:\n{told.stdout}{told.stderr}", flush=True)
    return Outcome(check.name, told.returncode == 0, time.monotonic() - started)


def watch(check: Check) -> Outcome:
    """A check that shows itself at work."""
    started = time.monotonic()
    with files_in_memory() as env:
        told = subprocess.run(check.command, cwd=ROOT, env={**ENV, **env}, check=False)
    return Outcome(check.name, told.returncode == 0, time.monotonic() - started)


@contextmanager
def files_in_memory() -> Iterator[dict[str, str]]:
    """Where tests put their files: thousands of databases, of which a disk would be the slowest part."""
    if not MEMORY.is_dir() or shutil.disk_usage(MEMORY).free < ENOUGH_MEMORY:
        yield {}
        return
    with tempfile.TemporaryDirectory(dir=MEMORY, prefix="bookbag-") as folder:
        # PostgreSQL may run as another user, who has to pass through.
        Path(folder).chmod(0o711)
        yield {"TMPDIR": folder}


if __name__ == "__main__":
    sys.exit(main())
