"""The demo school for browser tests: made once, copied for each module, with a way in for everybody."""

import shutil
from pathlib import Path
from uuid import uuid4

import httpx
import msgspec

from server.demo.people import PASSWORD, mail_of
from tests.browser.served import Served
from wire.accounts import SIGN_IN, SignedIn, SignIn
from wire.base import Answer, Ask, Endpoint


def make_demo_data(folder: Path) -> Path:
    """A fresh demo school in ``folder``, with no server running."""
    server = _start(folder, patience=400)
    server.stop()
    return folder / "data"


class DemoSchool:
    """A running copy of the demo school."""

    def __init__(self, made: Path, folder: Path) -> None:
        shutil.copytree(made, folder / "data")
        self.server = _start(folder)
        self.url = self.server.url
        self._tokens: dict[str, str] = {}

    def token_of(self, name: str) -> str:
        """The session of somebody, signed in once without a browser."""
        if name not in self._tokens:
            ask = SignIn(email=mail_of(name), password=PASSWORD, device="A test")
            told = httpx.post(self.url + SIGN_IN.path, content=msgspec.json.encode(ask))
            self._tokens[name] = msgspec.json.decode(told.raise_for_status().content, type=SignedIn).token
        return self._tokens[name]

    def ask(self, name: str, endpoint: Endpoint[Ask, Answer], ask: Ask) -> Answer:
        """Asks the server something as somebody, as another device of theirs would."""
        fields = msgspec.to_builtins(ask)
        path = endpoint.path.format(**fields)
        headers = {
            "authorization": f"Bearer {self.token_of(name)}",
            "idempotency-key": uuid4().hex,
        }
        if endpoint.method == "GET":
            told = httpx.get(
                self.url + path, params={k: v for k, v in fields.items() if v is not None}, headers=headers
            )
        else:
            told = httpx.post(self.url + path, content=msgspec.json.encode(ask), headers=headers)
        return msgspec.json.decode(told.raise_for_status().content, type=endpoint.answer)

    def close(self) -> None:
        """Ends it. What went wrong inside without a word on the screen is in its log."""
        self.server.kill()
        log = self.server.log.read_text()
        assert "Traceback" not in log, log


def _start(folder: Path, patience: float = 60) -> Served:
    words = ("bookbag.py", "demo", "--no-open", "--port", "PORT", "--data", str(folder / "data"))
    return Served(words, folder / "server.log", patience=patience)
