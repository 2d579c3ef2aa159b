"""How often an engine is asked for one post."""

import json
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from http.client import HTTPConnection
from pathlib import Path

from bench.figures import Figure
from bench.schools import Schools
from bench.seed import TEACHER, token_of
from bench.served import Served, served
from bench.words import LANGUAGES
from tests.engines.pseudo import pseudo_server

NAMES = ("engine_requests_per_post", "engine_requests_same_text")
FEW = 1_000
CLASS = 1
LONGEST = 60
BODY = (
    "A parcel of 24 acorns came from the forest school in Aberdeen. We shall plant half of them behind the shed!\n"
    "Who can lend us a wheelbarrow until Friday, 13:30?"
)


def requests(schools: Schools) -> Iterator[Figure]:
    """Requests for a post of three sentences to a class that reads twelve other languages; then for the same again."""
    school = schools.fresh(FEW)
    counts = []
    with pseudo_server() as engine, served(school.data, engine=engine.url) as server:
        for key in ("bench-first", "bench-again"):
            before = len(engine.posts())
            _post(server, key)
            _wait_until_translated(school.data / "bookbag.db")
            counts.append(len(engine.posts()) - before)
    yield Figure(NAMES[0], counts[0], "requests", len(LANGUAGES))
    yield Figure(NAMES[1], counts[1], "requests")


def _post(server: Served, key: str) -> None:
    headers = {"Authorization": f"Bearer {token_of(TEACHER + CLASS)}", "Idempotency-Key": key}
    with closing(HTTPConnection("127.0.0.1", server.port, timeout=LONGEST)) as asker:
        asker.request("POST", "/v1/stories", json.dumps({"topic": f"class:{CLASS}", "body": BODY}), headers)
        if (answer := asker.getresponse()).status != 200:
            raise RuntimeError(answer.read().decode())


def _wait_until_translated(path: Path) -> None:
    until = time.monotonic() + LONGEST
    with closing(sqlite3.connect(path)) as database:
        while _states(database) != {"done": len(LANGUAGES)}:
            if time.monotonic() > until:
                raise RuntimeError(f"After {LONGEST} s the translations of the post are {_states(database)}.")
            time.sleep(0.05)


def _states(database: sqlite3.Connection) -> dict[str, int]:
    newest = "SELECT max(id) FROM texts"
    return dict(
        database.execute(
            f"SELECT state, count(*) FROM translations WHERE text_id = ({newest}) GROUP BY state"
        )
    )
