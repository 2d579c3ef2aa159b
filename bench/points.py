"""How soon the points of a whole class are on the screens of its families."""

import json
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

import sqlalchemy as sa

from bench.figures import Figure
from bench.follow import NEWS as FLOOR_NEWS
from bench.follow import Ask, follow
from bench.rounds import get, other_process, post, quantile
from bench.schools import Kind, Schools
from bench.seed import CHILDREN, TEACHER, School, class_of, parents_of, token_of
from bench.served import free_port, running, served
from server.points.tables import skills
from server.translation.tables import texts

CLASS = 1
AWARDS = 120
PAUSE = 0.15
FEW = 10_000
NEWS = b'"PointsGiven"'


def seen(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """From the tap for all thirty until the last of their sixty parents has the point of their own child.

    The floor commits one row and writes one frame to each: here it is thirty rows and thirty events in two languages.
    """
    school = schools.fresh(FEW, kind)
    skill = _add_skill(school)
    with other_process() as process:
        with served(school.data, database=school.database) as server:
            took = process.submit(follow, _ask(school, server.port, skill)).result()
        port = free_port()
        place = school.database or str(school.data / "floor.db")
        with running([sys.executable, "-m", "bench.bare_stream", str(port), place], port):
            floor = replace(_ask(school, port, skill), news=FLOOR_NEWS)
            bare = process.submit(follow, floor).result()
    for name, part in (("p99", 0.99), ("p50", 0.5)):
        yield Figure(
            f"points_award_class_30_seen_{name}_ms{ending}",
            1000 * quantile(took, part),
            "ms",
            1000 * quantile(bare, part),
        )


def _add_skill(school: School) -> int:
    engine = sa.create_engine(school.url)
    with engine.begin() as conn:
        words = {"topic": f"class:{CLASS}", "body": "Teamwork", "lang": "en", "author_id": TEACHER + CLASS}
        text_id = conn.execute(texts.insert().values(**words, at=0).returning(texts.c.id)).scalar_one()
        row = {"class_id": CLASS, "text_id": text_id, "icon": "team", "place": 0}
        skill = conn.execute(skills.insert().values(row).returning(skills.c.id)).scalar_one()
    engine.dispose()
    return int(skill)


def _ask(school: School, port: int, skill: int) -> Ask:
    begun = time.time_ns()
    pupils = [child for child in range(1, CHILDREN + 1) if class_of(child) == CLASS]
    award = json.dumps({"class_id": CLASS, "skill_id": skill, "pupils": pupils})
    events = f"/v1/events?after={school.posts}"
    return Ask(
        port,
        listeners=tuple(get(events, token_of(parent)) for parent in parents_of(CLASS)),
        posts=tuple(
            post("/v1/points", token_of(TEACHER + CLASS), f"bench-{begun}-{n}", award) for n in range(AWARDS)
        ),
        pause=PAUSE,
        news=NEWS,
    )
