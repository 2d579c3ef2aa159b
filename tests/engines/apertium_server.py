"""A LibreTranslate-compatible server over Debian's Apertium: a small engine that really translates.

By hand: ``python -m tests.engines.apertium_server 5055``, then ``make demo ENGINE=http://127.0.0.1:5055``.
"""

import html
import re
import shutil
import subprocess
import sys
import threading
from pathlib import Path
from typing import Final

from tests.engines.serving import Asked, JsonServer, Reply

MODES: Final = Path("/usr/share/apertium/modes")
ROUTES: Final = {
    ("en", "es"): ("eng-spa",),
    ("en", "ca"): ("eng-cat",),
    ("en", "pt"): ("eng-spa", "es-pt"),
    ("ru", "uk"): ("rus-ukr",),
    ("uk", "ru"): ("ukr-rus",),
    ("hi", "ur"): ("hin-urd",),
    ("ur", "hi"): ("urd-hin",),
}
"""Pair of languages → the modes to go through, one after the other."""
_SPECIAL: Final = re.compile(r"([\^$@\\/<>{}\[\]])")
_ESCAPED: Final = re.compile(r"\\(.)")
_END: Final = "[][\n]"
"""What Apertium passes on untouched; it makes the last word of a sentence be seen as the last."""
_SPAN: Final = re.compile(r'<span translate="no"[^>]*>(\{\d+\})</span>')
_SLOT: Final = re.compile(r"\{\d+\}")


def is_installed() -> bool:
    """Whether Debian's packages of all these modes are there."""
    modes = {mode for route in ROUTES.values() for mode in route}
    return shutil.which("apertium") is not None and all((MODES / f"{mode}.mode").exists() for mode in modes)


class Pipe:
    """The processes of one mode, kept running: starting them anew would take 0.2 s for each sentence."""

    def __init__(self, mode: str) -> None:
        self._lock = threading.Lock()
        self._process = subprocess.Popen(  # the commands come from Debian's own file
            ["/bin/sh", "-c", _resident((MODES / f"{mode}.mode").read_text())],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )

    def translate(self, text: str) -> str:
        """One sentence."""
        into, out = self._process.stdin, self._process.stdout
        if into is None or out is None:
            raise RuntimeError("the mode did not start")
        with self._lock:
            into.write((_SPECIAL.sub(r"\\\1", text) + _END).encode() + b"\0")
            into.flush()
            answer = bytearray()
            while (byte := out.read(1)) not in (b"\0", b""):
                answer += byte
        plain = answer.decode().replace(_END, "").replace("[]", "")
        return _ESCAPED.sub(r"\1", plain).strip()

    def stop(self) -> None:
        """Ends the processes: each one ends when its input does."""
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()
        self._process.wait()


class ApertiumServer(JsonServer):
    """Starts the processes of a mode when it is first needed."""

    def __init__(self, port: int = 0) -> None:
        super().__init__(self._answer, port)
        self._pipes: dict[str, Pipe] = {}
        self._lock = threading.Lock()

    def __exit__(self, *error: object) -> None:
        super().__exit__(None, None, None)
        for pipe in self._pipes.values():
            pipe.stop()

    def _answer(self, asked: Asked) -> Reply:
        if asked.path == "/languages":
            sources = dict.fromkeys(source for source, _ in ROUTES)
            return Reply(
                [{"code": s, "name": s, "targets": [t for from_, t in ROUTES if from_ == s]} for s in sources]
            )
        route = ROUTES.get((asked.body["source"], asked.body["target"]))
        if route is None:
            return Reply({"error": f"{asked.body['target']} is not supported"}, 400)
        return Reply({"translatedText": [self._through(route, text) for text in asked.body["q"]]})

    def _through(self, route: tuple[str, ...], text: str) -> str:
        plain = html.unescape(_SPAN.sub(r"\1", text))
        for mode in route:
            plain = self._pipe(mode).translate(plain)
        return _SLOT.sub(r'<span translate="no">\g<0></span>', html.escape(plain, quote=False))

    def _pipe(self, mode: str) -> Pipe:
        with self._lock:
            if mode not in self._pipes:
                self._pipes[mode] = Pipe(mode)
            return self._pipes[mode]


def _resident(line: str) -> str:
    """A mode's commands, told to answer after every NUL; $1 and $2 are its places for options."""
    parts = [part.strip().replace("$1", "-n").replace("$2", "") for part in line.strip().split("|")]
    named = [part.partition(" ") for part in parts]
    return " | ".join(f"{program} -z {rest}" for program, _, rest in named)


if __name__ == "__main__":
    with ApertiumServer(int(sys.argv[1])) as running:
        sys.stdout.write(f"{running.url}\n")
        threading.Event().wait()
