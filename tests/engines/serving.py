"""A JSON server on this machine whose answers a test decides, and that remembers what it was asked."""

import json
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Any, Self


@dataclass(frozen=True)
class Asked:
    """One request as it came in."""

    method: str
    path: str
    headers: dict[str, str]
    body: Any


@dataclass(frozen=True)
class Reply:
    """What to answer. ``hangs``: nothing, until the server stops. ``drips``: one byte now and then, for ever."""

    body: Any = None
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    hangs: bool = False
    drips: bool = False


class JsonServer:
    """Serves on a free port of this machine from ``with`` on."""

    def __init__(self, reply: Callable[[Asked], Reply], port: int = 0) -> None:
        self._reply = reply
        self.asked: list[Asked] = []
        self.stopping = threading.Event()
        self._server = _Server(("127.0.0.1", port), _Handler)
        self._server.owner = self
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stopping.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def posts(self) -> list[Asked]:
        """The requests that asked for a translation."""
        return [asked for asked in self.asked if asked.method == "POST"]

    def reply_to(self, asked: Asked) -> Reply:
        """Notes what was asked, and says what the test decided."""
        self.asked.append(asked)
        return self._reply(asked)


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    owner: JsonServer


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: _Server

    def do_GET(self) -> None:
        self._answer("GET")

    def do_POST(self) -> None:
        self._answer("POST")

    def log_message(self, *args: object) -> None:
        """Says nothing."""

    def _answer(self, method: str) -> None:
        raw = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        asked = Asked(method, self.path, dict(self.headers), json.loads(raw) if raw else None)
        reply = self.server.owner.reply_to(asked)
        if reply.hangs:
            self.server.owner.stopping.wait()
            self.close_connection = True
            return
        body = reply.body if isinstance(reply.body, bytes) else json.dumps(reply.body).encode()
        self.send_response(reply.status)
        for name, value in {"Content-Length": str(len(body)), **reply.headers}.items():
            self.send_header(name, value)
        self.end_headers()
        with suppress(OSError):
            self._write(body, drips=reply.drips)

    def _write(self, body: bytes, *, drips: bool) -> None:
        for part in (body[n : n + 1] for n in range(len(body))) if drips else (body,):
            self.wfile.write(part)
            if drips and self.server.owner.stopping.wait(0.05):
                return
