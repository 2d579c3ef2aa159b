"""How soon a story is on the screens of its class."""

import json
import sys
import time
from collections.abc import Iterator

from bench.figures import Figure
from bench.follow import Ask, follow
from bench.rounds import get, other_process, post, quantile
from bench.schools import Kind, Schools
from bench.seed import TEACHER, School, parents_of, token_of
from bench.served import free_port, running, served
from bench.words import WORDS

CLASS = 1
POSTS = 120
PAUSE = 0.15
FEW = 10_000


def seen(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """From the teacher's request until the last of sixty parents who read thirteen languages has the story."""
    school = schools.fresh(FEW, kind)
    with other_process() as process:
        with served(school.data, database=school.database) as server:
            took = process.submit(follow, _ask(school, server.port)).result()
        port = free_port()
        place = school.database or str(school.data / "floor.db")
        with running([sys.executable, "-m", "bench.bare_stream", str(port), place], port):
            bare = process.submit(follow, _ask(school, port)).result()
    for name, part in (("p99", 0.99), ("p50", 0.5)):
        yield Figure(
            f"story_seen_last_of_60_{name}_ms{ending}",
            1000 * quantile(took, part),
            "ms",
            1000 * quantile(bare, part),
        )


def _ask(school: School, port: int) -> Ask:
    events = f"/v1/events?after={school.posts}"
    begun = time.time_ns()
    stories = ({"topic": f"class:{CLASS}", "body": f"{WORDS[n % len(WORDS)][0]} ({n})"} for n in range(POSTS))
    return Ask(
        port,
        listeners=tuple(get(events, token_of(parent)) for parent in parents_of(CLASS)),
        posts=tuple(
            post("/v1/stories", token_of(TEACHER + CLASS), f"bench-{begun}-{n}", json.dumps(story))
            for n, story in enumerate(stories)
        ),
        pause=PAUSE,
    )
