"""How fast messages are sent and seen, and how a thread opens, beside the floor under each."""

import asyncio
import json
import resource
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial
from itertools import count

import sqlalchemy as sa

from bench.bare import bare, replay, statements_of
from bench.bare_talk import bare_sender, one_after_another, settle
from bench.figures import Figure
from bench.follow import Ask as Follow
from bench.follow import Listener, follow
from bench.load import Ask, Round, ask
from bench.rounds import get, in_turn, other_process, p99, post, quantile, rate
from bench.schools import Kind, Schools
from bench.seed import ADULTS, TEACHER, School, class_of, parents_of, token_of
from bench.served import free_port, running, served
from bench.talk_seed import children, writer_about

AT_ONCE = 16
ROUNDS = 7
SECONDS = 1.5
BARE_SECONDS = 1.0
ENOUGH = 9_000
"""Messages that are ready to be sent in one round: nobody may come to the end of them."""
FEW, MANY = 10_000, 1_000_000
WORDS = "She is tired today and did not sleep well."
CONNECTED, LISTENING = 100, 1_000
SENT, PAUSE = 120, 0.1


def send_rate(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """Messages a second by sixteen parents, each in their own thread, over the bare driver with the same rows.

    Everybody reads English here: translating comes after the sending, and has figures of its own.
    """
    school = schools.talking(FEW, kind, fresh=True)
    _all_read_english(school)
    numbers = count(1)
    with ExitStack() as stack:
        keep = stack.enter_context(bare_sender(school, AT_ONCE, WORDS))
        server = stack.enter_context(served(school.data, database=school.database))
        asker = stack.enter_context(other_process())
        sides: dict[str, Callable[[], Round]] = {
            "http": lambda: _send(asker, server.port, next(numbers), school),
            "bare": partial(one_after_another, keep, BARE_SECONDS),
        }
        found = in_turn(sides, ROUNDS)
    yield Figure(f"message_send_rps_16{ending}", rate(found["http"]), "1/s", rate(found["bare"]))
    yield Figure(f"message_send_p99_ms{ending}", 1000 * p99(found["http"]), "ms", 1000 * p99(found["bare"]))


def opening(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """The slow openings of a thread in a school of a million messages, and over those in a small one."""
    with ExitStack() as stack:
        sides: dict[str, Callable[[], Round]] = {}
        for name, messages in (("few", FEW), ("many", MANY)):
            school = schools.talking(messages, kind)
            requests = [
                (path, token_of(writer_about(child)))
                for thread, child in enumerate(children()[:48], 1)
                for path in (f"/v1/threads/{thread}/messages", f"/v1/threads/{thread}")
            ]
            server = stack.enter_context(served(school.data, database=school.database))
            asker = stack.enter_context(other_process())
            asked = Ask(server.port, tuple(get(path, token) for path, token in requests), 4, SECONDS)
            sides[f"{name} http"] = partial(_ask, asker, asked)
            run = stack.enter_context(bare(school))
            statements = [statements_of(school, path, [token])[0] for path, token in requests[:16]]
            sides[f"{name} bare"] = partial(replay, run, statements, BARE_SECONDS / 2)
        found = {name: p99(rounds) for name, rounds in in_turn(sides, ROUNDS).items()}
    many, few = found["many http"], found["few http"]
    yield Figure(f"thread_open_p99_ms{ending}", 1000 * many, "ms", 1000 * found["many bare"])
    yield Figure(f"thread_open_growth_p99{ending}", many / few, "x", found["many bare"] / found["few bare"])


def seen(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """From a parent's request until the last other of the thread has the message, with a hundred people connected."""
    school = schools.talking(FEW, kind, fresh=True)
    with other_process() as process:
        with served(school.data, database=school.database) as server:
            took = process.submit(follow, _following(school, server.port, b'"MessageSent"')).result()
        port = free_port()
        place = school.database or str(school.data / "floor.db")
        with running([sys.executable, "-m", "bench.bare_stream", str(port), place], port):
            floor = process.submit(follow, _following(school, port)).result()
    yield Figure(
        f"message_seen_p99_ms{ending}", 1000 * quantile(took, 0.99), "ms", 1000 * quantile(floor, 0.99)
    )


def connected(schools: Schools) -> Iterator[Figure]:
    """Memory of the server with a thousand people listening, over the same server with nobody."""
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(most, 8 * LISTENING), most))
    school = schools.talking(FEW)
    with served(school.data) as server:
        before, after = asyncio.run(_listen(server.port, school.posts, server.memory_kb))
    yield Figure("connected_1000_mb", (after - before) / 1024, "MB")


async def _listen(port: int, after: int, memory_kb: Callable[[], int]) -> tuple[int, int]:
    loop = asyncio.get_running_loop()
    open_now: list[asyncio.BaseTransport] = []

    async def join(person: int) -> None:
        listener = Listener(get(f"/v1/events?after={after}", token_of(person)))
        transport, _ = await loop.create_connection(lambda: listener, "127.0.0.1", port)
        open_now.append(transport)
        await listener.has(0)

    # What everybody shares is made for the first ones.
    for person in range(1, 21):
        await join(person)
    before = memory_kb()
    for person in range(21, LISTENING + 21):
        await join(person)
    await asyncio.sleep(2)
    found = before, memory_kb()
    for transport in open_now:
        transport.close()
    await asyncio.sleep(0.5)
    return found


def _all_read_english(school: School) -> None:
    engine = sa.create_engine(school.url)
    with engine.begin() as conn:
        conn.exec_driver_sql("UPDATE people SET lang = 'en'")
    engine.dispose()


def _send(asker: ProcessPoolExecutor, port: int, number: int, school: School) -> Round:
    """One round: each of sixteen sends one message after another, each under a key of its own."""
    body = json.dumps({"body": WORDS})
    senders = [(thread, token_of(writer_about(child))) for thread, child in enumerate(children()[:32:2], 0)]
    requests = [
        post(f"/v1/threads/{2 * thread + 1}/messages", token, f"bench-{number}-{thread}-{n}", body).decode()
        for thread, token in senders
        for n in range(ENOUGH // AT_ONCE)
    ]
    found = _ask(asker, Ask(port, tuple(requests), AT_ONCE, SECONDS))
    if len(found.took) >= len(requests) * 0.9:
        raise RuntimeError("There were too few messages to send: some were sent twice.")
    settle(school)
    return found


def _ask(asker: ProcessPoolExecutor, what: Ask) -> Round:
    return asker.submit(ask, what).result()


def _following(school: School, port: int, news: bytes = b"") -> Follow:
    """A hundred people connected: the other parent and the teacher of the thread, and parents of other children."""
    child = children()[0]
    writer, teacher = writer_about(child), TEACHER + class_of(child)
    events = f"/v1/events?after={school.posts}"
    in_thread = (writer + 1, teacher)
    others = [
        person for person in (*parents_of(class_of(child)), *range(1, ADULTS)) if person not in in_thread
    ]
    begun = time.time_ns()
    return Follow(
        port,
        listeners=tuple(get(events, token_of(person)) for person in in_thread),
        posts=tuple(
            post(
                "/v1/threads/1/messages",
                token_of(writer),
                f"bench-{begun}-{n}",
                json.dumps({"body": f"{WORDS} {n}"}),
            )
            for n in range(SENT)
        ),
        pause=PAUSE,
        idle=tuple(get(events, token_of(person)) for person in others[: CONNECTED - len(in_thread)]),
        **({"news": news} if news else {}),
    )
