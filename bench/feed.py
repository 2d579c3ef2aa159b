"""How fast a parent's feed is, beside the floor under it, on SQLite and on PostgreSQL."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from functools import partial

from bench.bare import bare, replay, statements_of
from bench.figures import Figure
from bench.load import Ask, Round, ask
from bench.rounds import get, in_turn, other_process, p99, rate
from bench.schools import Kind, Schools
from bench.seed import School, plain_reader, token_of, translated_reader
from bench.served import served

PAGE = "/v1/stories?side=family"
AT_ONCE = 16
READERS = 48
ROUNDS = 9
SECONDS = 1.5
BARE_SECONDS = 0.5
FEW, USUAL, MANY = 10_000, 100_000, 1_000_000

Sides = dict[str, Callable[[], Round]]


def page_rate(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """Pages a second for sixteen who ask at once, over what the bare statements give."""
    with ExitStack() as stack:
        found = in_turn(_sides(stack, schools.of(USUAL, kind), "", translated_reader), ROUNDS)
    yield Figure(f"feed_page_rps_16{ending}", rate(found["http"]), "1/s", rate(found["bare"]))
    yield Figure(f"feed_page_p99_ms{ending}", 1000 * p99(found["http"]), "ms", 1000 * p99(found["bare"]))


def growth(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """The slow pages of a huge school over those of a small one."""
    with ExitStack() as stack:
        sides = _sides(stack, schools.of(FEW, kind), "few ", translated_reader)
        sides |= _sides(stack, schools.of(MANY, kind), "many ", translated_reader)
        found = {name: p99(rounds) for name, rounds in in_turn(sides, ROUNDS).items()}
    floor = found["many bare"] / found["few bare"]
    yield Figure(f"feed_growth_p99{ending}", found["many http"] / found["few http"], "x", floor)


def translated(schools: Schools, kind: Kind, ending: str = "") -> Iterator[Figure]:
    """The time of a translated page over that of the same page for a parent who reads it as it was written."""
    with ExitStack() as stack:
        sides = _sides(stack, schools.of(USUAL, kind), "translated ", translated_reader)
        sides |= _sides(stack, schools.of(USUAL, kind), "plain ", plain_reader)
        found = {name: rate(rounds) for name, rounds in in_turn(sides, ROUNDS).items()}
    floor = found["plain bare"] / found["translated bare"]
    yield Figure(
        f"feed_translated_over_plain{ending}", found["plain http"] / found["translated http"], "x", floor
    )


def _sides(stack: ExitStack, school: School, name: str, reader: Callable[[int], int]) -> Sides:
    """A server and the bare statements on the same school."""
    tokens = [token_of(reader(number)) for number in range(READERS)]
    statements = statements_of(school, PAGE, tokens)
    run = stack.enter_context(bare(school))
    server = stack.enter_context(served(school.data, database=school.database))
    asker = stack.enter_context(other_process())
    requests = tuple(get(PAGE, token) for token in tokens)
    return {
        f"{name}http": partial(_ask, asker, server.port, requests),
        f"{name}bare": partial(replay, run, statements, BARE_SECONDS),
    }


def _ask(asker: ProcessPoolExecutor, port: int, requests: Sequence[str]) -> Round:
    return asker.submit(ask, Ask(port, tuple(requests), AT_ONCE, SECONDS)).result()
