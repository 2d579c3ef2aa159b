"""What an engine answered once is not asked again, and nobody can read it without the school's secret."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from server.core.db import Database
from server.translation.ask import Ask
from server.translation.engines.libretranslate import LibreTranslate
from server.translation.masks import Masked
from server.translation.memory import Memory
from server.translation.phrasebook import Phrasebook
from server.translation.pipeline import Pipeline
from tests.engines.pseudo import pseudo_reply
from tests.engines.serving import Asked, JsonServer, Reply

SECRET = b"s" * 32


def test_only_the_newest_are_at_hand_and_all_are_kept(database: Database) -> None:
    memory = Memory(database, SECRET, most=2)
    keys = [memory.key("en", word) for word in ("one", "two", "three")]
    memory.keep(dict(zip(keys, ("ek", "do", "teen"), strict=True)))
    assert memory.at_hand(keys) == {keys[1]: "do", keys[2]: "teen"}
    assert memory.find(keys) == dict(zip(keys, ("ek", "do", "teen"), strict=True))
    memory.keep({keys[0]: "aik"})
    assert Memory(database, SECRET).find(keys[:1]) == {keys[0]: "aik"}


def test_another_school_has_other_keys(database: Database) -> None:
    ours, theirs = Memory(database, SECRET), Memory(database, b"t" * 32)
    assert ours.key("en", "ur", "Hello") == Memory(database, SECRET).key("en", "ur", "Hello")
    assert ours.key("en", "ur", "Hello") != theirs.key("en", "ur", "Hello")
    assert ours.key("en", "ur", "Hello") != ours.key("en", "urHello")


def test_a_correction_is_found_again_by_every_later_version(database: Database) -> None:
    pipeline = Pipeline(database, Memory(database, SECRET), Phrasebook(), [])
    key = pipeline.sentence_key(Masked("Well done {1}!", ("Amira",), ("name",)), "en")
    assert key.hex() == "821164d8b8aa8e7c1765ad5bba94ef7b"


@pytest.mark.sqlite
def test_the_same_sentence_wanted_eight_times_at_once_is_asked_once(database: Database) -> None:
    go = threading.Event()

    def slow(asked: Asked) -> Reply:
        if asked.method == "POST":
            go.wait(5)
        return pseudo_reply(asked)

    with JsonServer(slow) as server, ThreadPoolExecutor(8) as threads:
        ask, engine = Ask(Memory(database, SECRET), database.clock), LibreTranslate(server.url)
        texts = ("Hello all of you.", "Bring a coat.")
        wanted = {text: Masked(text) for text in texts}
        waiting = [threads.submit(ask.engine, engine, wanted, {}, "en", "ur") for _ in range(8)]
        go.set()
        answers = [one.result(10) for one in waiting]
        assert answers == [({text: f"ur·{text}" for text in texts}, [])] * 8
        assert len(server.posts()) == 1


@pytest.mark.sqlite
def test_when_the_one_who_asks_fails_all_know(database: Database) -> None:
    with JsonServer(
        lambda asked: pseudo_reply(asked) if asked.method == "GET" else Reply(status=500)
    ) as server:
        ask, engine = Ask(Memory(database, SECRET), database.clock), LibreTranslate(server.url)
        with ThreadPoolExecutor(4) as threads:
            wanted = {"Hello all": Masked("Hello all")}
            waiting = [threads.submit(ask.engine, engine, wanted, {}, "en", "ur") for _ in range(4)]
            results = [one.result(10) for one in waiting]
        assert [answers for answers, _ in results] == [{}] * 4
        assert [bool(troubles) for _, troubles in results] == [True] * 4
