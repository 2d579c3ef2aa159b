"""A server of ours in its own process, to start, to stop and to start again on the same port."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


class Served:
    """``argv``: what follows ``python``; the word ``PORT`` in it becomes the port. ``log`` holds what it printed."""

    def __init__(
        self, argv: Sequence[str], log: Path, env: Mapping[str, str] | None = None, patience: float = 60
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.patience = patience
        self._argv = [sys.executable, *(str(self.port) if word == "PORT" else word for word in argv)]
        self._env = os.environ | (env or {}) | {"PORT": str(self.port), "PYTHONUNBUFFERED": "1"}
        self._process: subprocess.Popen[bytes] | None = None
        self.start()

    def start(self) -> None:
        """Starts it and waits until ``/healthz`` answers."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                self._argv, cwd=ROOT, env=self._env, stdout=log, stderr=subprocess.STDOUT
            )
        ends = time.monotonic() + self.patience
        while time.monotonic() < ends:
            if self._process.poll() is not None:
                break
            try:
                self.ask("/healthz")
            except OSError:
                time.sleep(0.1)
            else:
                return
        self.kill()
        raise RuntimeError(f"The server did not start:\n{self.log.read_text()}")

    def ask(self, path: str) -> Any:
        """The JSON at ``path``, or nothing where there is none."""
        with urllib.request.urlopen(self.url + path, timeout=5) as answer:
            body = answer.read()
        try:
            return json.loads(body)
        except ValueError:
            return None

    def stop(self, within: float = 10) -> float:
        """Asks it to stop, as an operating system does; how many seconds that took."""
        if self._process is None:
            return 0
        started = time.monotonic()
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(within)
        self._process = None
        return time.monotonic() - started

    def kill(self) -> None:
        """Ends it, however it is."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None


def free_port() -> int:
    """A port that nobody uses at the moment."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])
