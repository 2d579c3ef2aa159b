"""Rounds of measuring that take turns, so that a busy moment of the machine falls on all sides alike."""

import math
import multiprocessing
import statistics
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager

from bench.load import Round


@contextmanager
def other_process() -> Iterator[ProcessPoolExecutor]:
    """A process for whatever asks a server, so that it takes nothing from the server's core."""
    with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as process:
        yield process


def in_turn(sides: Mapping[str, Callable[[], Round]], rounds: int) -> dict[str, list[Round]]:
    """``rounds`` rounds of each side, in changing order; one more before that, which is not counted."""
    for measure in sides.values():
        measure()
    found: dict[str, list[Round]] = {name: [] for name in sides}
    for number in range(rounds):
        names = list(sides)[:: 1 if number % 2 else -1]
        for name in names:
            found[name].append(sides[name]())
    return found


def rate(rounds: Sequence[Round]) -> float:
    """Requests per second, of the round in the middle."""
    return statistics.median(one.per_second for one in rounds)


def p99(rounds: Sequence[Round]) -> float:
    """The time that one request in a hundred takes longer than (s), of the round in the middle."""
    return statistics.median(quantile(one.took, 0.99) for one in rounds)


def quantile(values: Sequence[float], part: float) -> float:
    """The smallest value that at least this part of the values does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(part * len(ordered)) - 1)]


def get(path: str, token: str) -> str:
    """A whole HTTP request by somebody who is signed in."""
    return f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\n\r\n"


def post(path: str, token: str, key: str, body: str) -> bytes:
    """A whole HTTP request by somebody who writes something; ``key`` makes it happen once."""
    data = body.encode()
    head = f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nIdempotency-Key: {key}\r\n"
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n".encode() + data
