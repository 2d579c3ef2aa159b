"""How soon a family's calendar with 500 events is read by its link."""

import hashlib
import time
from collections.abc import Iterator
from datetime import date, timedelta

import msgspec
import sqlalchemy as sa

from bench.figures import Figure
from bench.load import Ask, Round, ask
from bench.rounds import get, in_turn, other_process, p99
from bench.schools import Kind, Schools
from bench.seed import TEACHER, School, translated_reader
from bench.served import served
from bench.words import WORDS
from server.calendar.tables import calendar_links, occasions
from server.translation.tables import texts, translations
from wire.calendar import When, feed_path

EVENTS = 500
LINKS = 24
FEW = 1_000
AT_ONCE = 1
ROUNDS, SECONDS = 9, 1.5


def feed(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """Parents who read Urdu, each by a link of their own, one after the other."""
    school = schools.fresh(FEW, kind)
    with served(school.data, database=school.database) as server, other_process() as process:
        _seed(school)
        requests = tuple(get(feed_path(_secret(number)), "nobody") for number in range(LINKS))

        def run() -> Round:
            return process.submit(ask, Ask(server.port, requests, AT_ONCE, SECONDS)).result()

        found = in_turn({"feed": run}, ROUNDS)["feed"]
    yield Figure(f"calendar_feed_p99_ms{ending}", 1000 * p99(found), "ms")


def _secret(number: int) -> str:
    return f"bench-link-{number}".ljust(43, "x")


def _seed(school: School) -> None:
    """Adds the events, for the whole school and with a translation each, and the links."""
    now = time.time_ns() // 1_000_000
    engine = sa.create_engine(school.url)
    with engine.begin() as conn:
        first = conn.execute(sa.select(sa.func.max(texts.c.id))).scalar() or 0
        rows = [_event(number, first + 3 * number, now) for number in range(1, EVENTS + 1)]
        said = [
            {"id": text_id, "topic": "school", "body": WORDS[text_id % len(WORDS)][0], "lang": "en",
             "author_id": TEACHER + 1, "at": now}
            for text_id in range(first + 3, first + 3 * EVENTS + 3)
        ]  # fmt: skip
        conn.execute(texts.insert(), said)
        conn.execute(translations.insert(), [
            {"text_id": one["id"], "lang": "ur", "state": "done", "engine": "phrasebook", "at": now,
             "body": WORDS[int(str(one["id"])) % len(WORDS)][1]}
            for one in said
        ])  # fmt: skip
        conn.execute(occasions.insert(), rows)
        conn.execute(calendar_links.insert(), [
            {"person_id": translated_reader(n), "made_at": now,
             "secret_hash": hashlib.sha256(_secret(n).encode()).hexdigest()}
            for n in range(LINKS)
        ])  # fmt: skip
    engine.dispose()


def _event(number: int, text_id: int, now: int) -> dict[str, object]:
    day = date.fromtimestamp(now / 1000) + timedelta(days=number % 300)  # noqa: DTZ012 - any day will do
    when = When(day, day, 540, 600)
    return {
        "id": number, "topic": "school", "author_id": TEACHER + 1, "author_role": "teacher", "kind": "other",
        "title_id": text_id, "venue_id": text_id + 1, "details_id": text_id + 2,
        "when": msgspec.json.encode(when).decode(), "first": day, "over": day, "at": now, "changed_at": now,
        "revision": 0, "state": "live",
    }  # fmt: skip
