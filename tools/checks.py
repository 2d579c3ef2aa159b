"""Runs every check and every test, says how each went and how long it took (``make test``)."""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
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
WAITING = Check("tests that wait in a browser", (*PYTEST, "tests/browser", "-m", "slow", "-n", "2"))
"""Lines that are cut for a minute: they need time and hardly a processor."""
ENV = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
"""Dozens of processes read the same code: it is compiled once."""
MEMORY = Path("/dev/shm")  # noqa: S108 - Linux's folder for files in memory
ENOUGH_MEMORY = 4 * 1024**3


def main() -> int:
    """Everything, even after a failure, so that one run tells all."""
    with temporary_folder() as shared, ThreadPoolExecutor(1) as beside:
        # All that open the demo school in a browser take a copy of the same one.
        env = {**ENV, "DEMO_SCHOOL": str(shared)}
        quiet = [beside.submit(run, check, env, quiet=True) for check in (*READING, WAITING)]
        outcomes = [run(check, env) for check in RUNNING]
        outcomes = [one.result() for one in quiet] + outcomes
    print()
    for outcome in outcomes:
        print(f"{'passed' if outcome.passed else 'FAILED'}  {outcome.name}  {outcome.seconds:.0f} s")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def run(check: Check, env: Mapping[str, str], *, quiet: bool = False) -> Outcome:
    """Does a check. It shows itself at work, or with ``quiet`` only what it says when it fails."""
    started = time.monotonic()
    with temporary_folder() as folder:
        told = subprocess.run(
            check.command,
            cwd=ROOT,
            env={**env, "TMPDIR": str(folder)},
            capture_output=quiet,
            text=True,
            check=False,
        )
    if quiet and told.returncode:
        print(f"{check.name}:\n{told.stdout}{told.stderr}", flush=True)
    return Outcome(check.name, told.returncode == 0, time.monotonic() - started)


@contextmanager
def temporary_folder() -> Iterator[Path]:
    """In memory where there is enough: of thousands of databases a disk would be the slowest part."""
    roomy = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free >= ENOUGH_MEMORY
    with tempfile.TemporaryDirectory(dir=MEMORY if roomy else None, prefix="bookbag-") as folder:
        # PostgreSQL may run as another user, who has to pass through.
        Path(folder).chmod(0o711)
        yield Path(folder)


if __name__ == "__main__":
    sys.exit(main())
