"""Runs Bookbag's own server in a process of its own, as ``bookbag.py`` does it for a school."""

import http.client
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent
STARTING_SECONDS = 120
STOPPING_SECONDS = 20


class Served:
    """A server that is ready to answer."""

    def __init__(self, port: int, process: "subprocess.Popen[bytes]") -> None:
        self.port = port
        self.process = process
        self.url = f"http://127.0.0.1:{port}"

    def memory_kb(self) -> int:
        """What the process holds that it shares with nobody, plus its part of what it shares."""
        lines = Path(f"/proc/{self.process.pid}/smaps_rollup").read_text(encoding="ascii").splitlines()
        return next(int(line.split()[1]) for line in lines if line.startswith("Pss:"))


@contextmanager
def served(
    data: Path, *, database: str = "", engine: str = "", command: str = "serve", more: Sequence[str] = ()
) -> Iterator[Served]:
    """A server on the school in ``data``, stopped in the end."""
    port = free_port()
    words = [sys.executable, str(ROOT / "bookbag.py"), command, "--port", str(port), "--data", str(data)]
    words += ["--database", database] if database else []
    words += ["--engine", engine] if engine else []
    with running([*words, *more], port) as process:
        yield Served(port, process)


@contextmanager
def running(words: Sequence[str], port: int) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that answers on ``port``, stopped in the end."""
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, process)
        yield process
    finally:
        process.terminate()
        try:
            process.wait(STOPPING_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def free_port() -> int:
    """A port that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + STARTING_SECONDS
    while not _is_ready(port):
        if process.poll() is not None:
            raise RuntimeError(f"The server stopped while it started (exit code {process.returncode}).")
        if time.monotonic() > until:
            raise RuntimeError(f"The server was not ready after {STARTING_SECONDS} s.")
        time.sleep(0.05)


def _is_ready(port: int) -> bool:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        asked.request("GET", "/healthz")
        return asked.getresponse().status == http.client.OK
    except OSError:
        return False
    finally:
        asked.close()
