"""Speaks JSON with an engine's server: in the body, never in the address, and never for long."""

import time
from collections.abc import Mapping
from typing import Any, Final

import msgspec
import requests
from requests.adapters import HTTPAdapter

from server.translation.engines.base import EngineFailed, FailedBy

MOST_BYTES: Final = 8_000_000
_CHUNK: Final = 65_536
_MOST_PATIENCE: Final = 30
_LONGEST_RETRY_AFTER: Final = 3_600


class Transport:
    """``connect`` and ``answer``: seconds for connecting and for the whole answer.

    ``patience``: seconds more for each 1,000 bytes that are sent: an engine on a small machine needs them.
    """

    def __init__(self, connect: float = 2, answer: float = 8, patience: float = 5) -> None:
        self._connect = connect
        self._answer = answer
        self._patience = patience
        self._session = requests.Session()
        # Neither a proxy nor a password of the machine's user is any business of an engine.
        self._session.trust_env = False
        for scheme in ("http://", "https://"):
            self._session.mount(scheme, HTTPAdapter(pool_maxsize=16))

    def get(self, url: str) -> Any:
        """What is at ``url``. Raises ``EngineFailed``."""
        return self._ask("GET", url, b"", {})

    def post(self, url: str, body: object, headers: Mapping[str, str] | None = None) -> Any:
        """The answer to ``body``. Raises ``EngineFailed``."""
        return self._ask("POST", url, msgspec.json.encode(body), dict(headers or {}))

    def close(self) -> None:
        """Closes the connections that were kept open."""
        self._session.close()

    def _ask(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> Any:
        headers = {"Content-Type": "application/json; charset=utf-8", "Accept": "application/json"} | headers
        answer = self._answer + min(self._patience * len(body) / 1_000, _MOST_PATIENCE)
        until = time.monotonic() + self._connect + answer
        try:
            with self._session.request(
                method,
                url,
                data=body,
                headers=headers,
                timeout=(self._connect, answer),
                allow_redirects=False,
                stream=True,
            ) as response:
                _refuse_failure(response)
                return msgspec.json.decode(_read(response, until))
        except requests.Timeout:
            raise EngineFailed(FailedBy.TIMEOUT) from None
        except requests.ConnectionError:
            raise EngineFailed(FailedBy.UNREACHABLE) from None
        except (requests.RequestException, OSError, msgspec.DecodeError, UnicodeDecodeError):
            raise EngineFailed(FailedBy.BROKEN) from None


def _refuse_failure(response: requests.Response) -> None:
    """Errors say only of what kind they are: engines like to repeat the key or the text in theirs."""
    status = response.status_code
    if status == 429:
        raise EngineFailed(FailedBy.SLOW_DOWN, _seconds(response.headers.get("Retry-After", "")))
    if status in (401, 403):
        raise EngineFailed(FailedBy.REFUSED)
    if status == 400:
        raise EngineFailed(FailedBy.UNSUPPORTED)
    if status == 503:
        raise EngineFailed(FailedBy.BROKEN, _seconds(response.headers.get("Retry-After", "")))
    if status != 200:
        raise EngineFailed(FailedBy.BROKEN)


def _read(response: requests.Response, until: float) -> bytes:
    """The body. A server that sends one byte a second would pass every timeout that counts from the last one."""
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > MOST_BYTES:
            raise EngineFailed(FailedBy.BROKEN)
        if time.monotonic() > until:
            raise EngineFailed(FailedBy.TIMEOUT)
    return bytes(body)


def _seconds(header: str) -> float:
    return float(min(int(header), _LONGEST_RETRY_AFTER)) if header.strip().isdigit() else 0
