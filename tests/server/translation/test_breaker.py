"""An engine that keeps failing is left in peace, for its language or altogether."""

import pytest

from server.translation.breaker import FAILURES, REST_MS, Breaker
from server.translation.engines.base import EngineFailed, FailedBy
from tests.edges import FixedClock

BROKEN, TIMEOUT = EngineFailed(FailedBy.BROKEN), EngineFailed(FailedBy.TIMEOUT)


@pytest.fixture
def breaker(clock: FixedClock) -> Breaker:
    return Breaker(clock)


def rests(breaker: Breaker, lang: str) -> float:
    """For how many more seconds the engine is left in peace."""
    try:
        breaker.check("e", lang)
    except EngineFailed as error:
        return error.retry_after if error.by is FailedBy.RESTING else -1
    return 0


def test_rests_after_failures_for_that_language_only(breaker: Breaker) -> None:
    for _ in range(FAILURES):
        assert rests(breaker, "ur") == 0
        breaker.failed("e", "ur", BROKEN)
    assert (rests(breaker, "ur"), rests(breaker, "pl")) == (REST_MS / 1000, 0)


def test_rests_for_all_languages_when_nobody_answers(breaker: Breaker) -> None:
    for lang in ("ur", "pl", "so"):
        breaker.failed("e", lang, TIMEOUT)
    assert rests(breaker, "ar") == REST_MS / 1000


def test_one_may_try_after_the_rest(breaker: Breaker, clock: FixedClock) -> None:
    for _ in range(FAILURES):
        breaker.failed("e", "ur", BROKEN)
    clock.forward(REST_MS)
    assert rests(breaker, "ur") == 0
    assert rests(breaker, "ur") > 0
    breaker.worked("e", "ur")
    assert rests(breaker, "ur") == 0


def test_an_answer_in_between_forgives(breaker: Breaker) -> None:
    for _ in range(FAILURES - 1):
        breaker.failed("e", "ur", BROKEN)
    breaker.worked("e", "ur")
    breaker.failed("e", "ur", BROKEN)
    assert rests(breaker, "ur") == 0


def test_waits_as_long_as_the_engine_says(breaker: Breaker, clock: FixedClock) -> None:
    breaker.failed("e", "ur", EngineFailed(FailedBy.SLOW_DOWN, retry_after=90))
    assert rests(breaker, "ur") == 90
    clock.forward(90_000)
    assert rests(breaker, "ur") == 0
