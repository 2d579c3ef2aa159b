"""Whatever an engine does: no reader sees a wrong figure or name, nobody waits, and in the end all is translated."""

import re
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.core.db import Database
from server.translation.phrasebook import Phrasebook
from tests.edges import DAY, HOUR, MINUTE, SECOND, FixedClock
from tests.engines.chaos_server import ChaosServer, Mood
from tests.engines.pseudo import pseudo_server
from tests.server.translation.words import Words
from wire.base import TextState

pytestmark = pytest.mark.sqlite

BODIES = (
    "Amira and Zain bring 2 pens and 1 book at 9:30 on 12/06/2026.",
    "We painted with our hands today.",
    "Please pay £3.50 by 4 July, or call 01632 960001.",
    "Zain won!",
    "Bring a coat.\n- Amira: 3 apples\n- Zain: 5 pears",
)
FIGURES = re.compile(r"£?\d[\d.:/]*\d|\d")
NAMES = re.compile(r"Amira|Zain")
AS_IT_IS = "es·Our hall is open from 10:00 to Amira.\nes·Our hall is open from 9:00 to 10:00."
ILL = [mood for mood in Mood if mood is not Mood.HEALTHY]
PASSES_BY_ITSELF = {
    Mood.HANGS, Mood.DRIPS, Mood.SLOW_DOWN, Mood.BROKEN, Mood.SHORT, Mood.NO_JSON,
}  # fmt: skip


@pytest.fixture
def chaos() -> Iterator[ChaosServer]:
    with ChaosServer() as server:
        yield server


@pytest.fixture
def book(tmp_path: Path) -> Phrasebook:
    return Phrasebook(tmp_path)


@pytest.fixture
def words(database: Database, clock: FixedClock, chaos: ChaosServer, book: Phrasebook) -> Words:
    return Words(database, clock, ("en", "es", "ur"), chaos.url, book=book, haste=0.25)


def assert_nothing_wrong(words: Words, texts: list[int]) -> list[TextState]:
    """Figures are the original's, in its order, and so are names; says how far each text is."""
    states = []
    for text_id in texts:
        for lang in ("es", "ur"):
            seen = words.read(text_id, lang)
            states.append(seen.state)
            if seen.shown is not None:
                for sure in (FIGURES, NAMES):
                    assert sure.findall(seen.shown) == sure.findall(seen.body)
    return states


@pytest.mark.parametrize("mood", ILL, ids=lambda mood: mood.name)
def test_an_ill_engine_and_its_recovery(words: Words, chaos: ChaosServer, mood: Mood) -> None:
    chaos.mood = mood
    texts = [words.write(body) for body in BODIES]
    words.work()
    words.work_for(3 * SECOND, SECOND)
    states = assert_nothing_wrong(words, texts)
    if mood in PASSES_BY_ITSELF:
        assert set(states) == {TextState.PENDING}
    chaos.mood = Mood.HEALTHY
    words.work_for(30 * MINUTE, MINUTE)
    assert set(assert_nothing_wrong(words, texts)) == {TextState.DONE}
    assert words.waiting() == 0


@pytest.mark.parametrize(
    "mood", [Mood.LOST, Mood.DOUBLED, Mood.SWAPPED, Mood.MARKUP, Mood.INVENTS, Mood.ECHO]
)
def test_an_unsafe_answer_is_not_shown_but_the_original_with_an_honest_word(
    words: Words, chaos: ChaosServer, mood: Mood
) -> None:
    chaos.mood = mood
    text_id = words.write(BODIES[0])
    words.work()
    seen = words.read(text_id, "es")
    # Around the slots only words are sent: an engine that loses or turns slots round finds none there.
    expected = TextState.DONE if mood is Mood.LOST and seen.shown else TextState.NONE
    assert (seen.state, seen.shown is None) == (expected, expected is TextState.NONE)


def test_what_two_kinds_may_do_is_not_remembered_for_two_times(words: Words, chaos: ChaosServer) -> None:
    chaos.mood = Mood.SWAPPED
    allowed = words.write("Our hall is open from Amira to 10:00.")
    words.work()
    assert words.read(allowed, "es").shown == "es·Our hall is open from 10:00 to Amira."
    both = words.write("Our hall is open from Amira to 10:00.\nOur hall is open from 9:00 to 10:00.")
    words.work()
    assert words.read(both, "es").shown in (None, AS_IT_IS)
    chaos.mood = Mood.HEALTHY
    words.work_for(30 * MINUTE, MINUTE)
    assert words.read(both, "es").shown == AS_IT_IS


def test_after_an_hour_without_an_engine_the_reader_is_told(words: Words, chaos: ChaosServer) -> None:
    chaos.mood = Mood.BROKEN
    text_id = words.write("We painted with our hands today.")
    words.work_for(HOUR + 10 * MINUTE, MINUTE)
    assert words.read(text_id, "es").state is TextState.NONE
    words.work_for(2 * DAY, HOUR)
    chaos.mood = Mood.HEALTHY
    words.work_for(15 * MINUTE, MINUTE)
    assert words.read(text_id, "es").state is TextState.DONE
    assert [told for told in words.told() if told[1] == "es"] == [("class:1", "es", "text_translated")] * 2


def test_a_language_that_no_engine_knows_is_none_at_once(
    database: Database, clock: FixedClock, book: Phrasebook
) -> None:
    words = Words(database, clock, ("en", "ur"), book=book)
    text_id = words.write("We painted with our hands today.")
    words.work()
    assert (words.read(text_id, "ur").state, words.waiting()) == (TextState.NONE, 0)


def test_the_next_engine_helps_out(
    database: Database, clock: FixedClock, chaos: ChaosServer, book: Phrasebook
) -> None:
    with pseudo_server() as second:
        words = Words(database, clock, ("en", "es"), chaos.url, second.url, book=book, haste=0.25)
        for mood in (Mood.HANGS, Mood.ECHO, Mood.REFUSES):
            chaos.mood = mood
            text_id = words.write(f"We painted with our {mood.value} today.")
            words.work()
            assert words.read(text_id, "es").state is TextState.DONE


def test_an_ill_engine_is_left_in_peace(words: Words, chaos: ChaosServer) -> None:
    chaos.mood = Mood.HANGS
    for number in range(20):
        words.write(f"We painted with {'x' * number} hands today.")
    words.work()
    assert len(chaos.posts()) <= 3


def test_nobody_waits_for_a_hanging_engine(words: Words, chaos: ChaosServer) -> None:
    chaos.mood = Mood.HANGS
    words.runner.start()
    try:
        slowest = 0.0
        for number in range(20):
            start = time.monotonic()
            text_id = words.write(f"We painted with {'x' * number} hands today.")
            assert words.read(text_id, "es").shown is None
            slowest = max(slowest, time.monotonic() - start)
        assert slowest < 0.5
    finally:
        words.runner.stop()
