"""From what somebody writes to what each reader sees, with an engine in good health."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.core.db import Database
from server.core.refused import Refused
from server.translation.actions import move_text, want, write_text
from server.translation.events import renderers
from server.translation.phrasebook import Phrasebook
from server.translation.tables import phrases, segments, uses
from tests.edges import DAY, FixedClock
from tests.engines.pseudo import pseudo_server
from tests.engines.serving import JsonServer
from tests.server.translation.test_phrasebook import write as write_book
from tests.server.translation.words import TEACHER, TOPIC, Words
from wire.base import Text, TextState
from wire.events import TextTranslated

TWELVE = ("ar", "bn", "es", "fa", "hi", "pl", "pt", "ro", "so", "ta", "uk", "ur")


@pytest.fixture
def engine() -> Iterator[JsonServer]:
    with pseudo_server() as server:
        yield server


@pytest.fixture
def book(tmp_path: Path) -> Phrasebook:
    write_book(tmp_path, "ur", 'msgid "Well done {1}!"\nmsgstr "شاباش {1}!"')
    write_book(tmp_path, "pl", 'msgctxt "term"\nmsgid "PE kit"\nmsgstr "strój na WF"')
    return Phrasebook(tmp_path)


@pytest.fixture
def words(database: Database, clock: FixedClock, engine: JsonServer, book: Phrasebook) -> Words:
    return Words(database, clock, ("en", "ur", "pl"), engine.url, book=book)


def test_each_reader_gets_their_own_language(words: Words) -> None:
    text_id = words.write("Well done Amira! 🎉 We start at 9:30 on Monday.\n\n- Bring £3")
    assert words.read(text_id, "ur").state is TextState.PENDING
    words.work()
    original = words.read(text_id, "en")
    assert original.state is TextState.SAME
    assert words.read(text_id, "ur") == like(
        original,
        TextState.DONE,
        "شاباش Amira! 🎉 ur·We start at \u20689:30\u2069 on Monday.\n\n- ur·Bring \u2068£3\u2069",
    )
    assert words.read(text_id, "pl") == like(
        original, TextState.DONE, "pl·Well done Amira! 🎉 We start at 9:30 on Monday.\n\n- pl·Bring £3"
    )
    assert words.told() == [(TOPIC, "pl", "text_translated"), (TOPIC, "ur", "text_translated")]
    assert words.waiting() == 0


def like(original: Text, state: TextState, shown: str, engine: str = "libretranslate") -> Text:
    return Text(id=original.id, body=original.body, lang="en", state=state, shown=shown, engine=engine)


def test_the_event_carries_the_text_in_the_readers_language(words: Words) -> None:
    text_id = words.write("Well done Amira!")
    words.work()

    def told(text_id: int, topic: str) -> object:
        ref = {"text_id": text_id, "topic": topic}
        return words.db.read(lambda conn: renderers()["text_translated"](conn, ref, "ur"))

    assert told(text_id, TOPIC) == TextTranslated(text=words.read(text_id, "ur"))
    assert (told(text_id + 1, TOPIC), told(text_id, "class:2")) == (None, None)


def test_what_people_worded_needs_no_engine_and_is_marked_as_checked(
    words: Words, engine: JsonServer
) -> None:
    text_id = words.write("Well done Zain!")
    words.work()
    seen = words.read(text_id, "ur")
    assert (seen.state, seen.shown, seen.engine) == (TextState.CHECKED, "شاباش Zain!", "phrasebook")
    assert [asked.body["target"] for asked in engine.posts()] == ["pl"]


def test_what_people_worded_can_be_there_in_the_commit_that_needs_it(
    words: Words, engine: JsonServer
) -> None:
    known, other = words.write("Well done Zain!"), words.write("We sowed beans.")
    words.db.write(lambda tx: words.translator.translate_now(tx, [known, other], "ur"))
    assert words.read(known, "ur").shown == "شاباش Zain!"
    assert (words.read(other, "ur").state, engine.posts()) == (TextState.PENDING, [])
    words.work()
    assert words.read(other, "ur").shown == "ur·We sowed beans."
    assert words.read(known, "ur").shown == "شاباش Zain!"


def test_no_name_ever_reaches_an_engine_or_the_memory(words: Words, engine: JsonServer) -> None:
    words.write("Amira Khan and Zain's mother met Miss Khan in Oak. AMIRA and zain had 12 stars.")
    words.work()
    kept = words.db.read(lambda conn: conn.execute(sa.select(segments.c.wording)).scalars().all())
    said = [repr(asked.body) for asked in engine.posts()] + list(kept)
    assert len(said) == 2 + 4
    assert [
        text for text in said if any(n in text.casefold() for n in ("amira", "khan", "zain", "oak", "12"))
    ] == []


def test_twelve_languages_are_twelve_requests_and_the_same_again_none(
    database: Database, clock: FixedClock, engine: JsonServer, book: Phrasebook
) -> None:
    words = Words(database, clock, ("en", *TWELVE), engine.url, book=book)
    words.write(
        "We painted with our hands today. Amira made a very large tree.\nPlease send a coat on Monday."
    )
    words.work()
    assert sorted(asked.body["target"] for asked in engine.posts()) == sorted(TWELVE)
    words.write(
        "We painted with our hands today. Zain made a very large tree.\nPlease send a coat on Monday."
    )
    words.work()
    assert len(engine.posts()) == 12


def test_the_memory_outlives_the_process(words: Words, engine: JsonServer, book: Phrasebook) -> None:
    words.write("We painted with our hands today.")
    words.work()
    assert len(engine.posts()) == 2
    later = Words.__new__(Words)
    later.__dict__ |= vars(words)
    later.translator = type(words.translator)(
        words.db, b"secret" * 8, words.engines, lambda _: [], phrasebook=book
    )
    later.runner = type(words.runner)(words.db, later.translator.job_handlers())
    text_id = later.write("We painted with our hands today.")
    later.work()
    assert later.read(text_id, "pl").shown == "pl·We painted with our hands today."
    assert len(engine.posts()) == 2


def test_words_of_the_school_are_said_as_the_school_says_them(words: Words, engine: JsonServer) -> None:
    text_id = words.write("Amira needs her PE kit on 9 June.")
    words.work()
    assert words.read(text_id, "pl").shown == "pl·Amira needs her strój na WF on 9 June."
    (polish,) = [asked.body["q"][0] for asked in engine.posts() if asked.body["target"] == "pl"]
    assert "PE kit" not in polish


@pytest.mark.parametrize("body", ["😀", "12:30", "...", "👍👍 9"])
def test_a_text_without_letters_is_the_same_for_everybody(
    words: Words, engine: JsonServer, body: str
) -> None:
    text_id = words.write(body)
    assert words.waiting() == 0
    assert words.read(text_id, "ur").state is TextState.SAME


def test_a_text_of_names_and_links_alone_is_the_same_too(words: Words, engine: JsonServer) -> None:
    text_id = words.write("Amira https://school.example/trip 9am")
    words.work()
    assert words.read(text_id, "ur").state is TextState.SAME
    assert engine.asked == []


def test_the_text_itself_may_say_that_it_is_in_another_language(words: Words) -> None:
    body = "Dzień dobry, moja córka jest dzisiaj chora i nie przyjdzie do szkoły."
    written = words.db.write(lambda tx: write_text(tx, topic=TOPIC, body=body, lang="en", author_id=TEACHER))
    assert words.read(written, "pl").state is TextState.SAME
    words.work()
    assert words.read(written, "en").shown == "en·" + body


def test_a_language_that_nobody_read_before_is_made_on_demand(words: Words, engine: JsonServer) -> None:
    text_id = words.write("We painted with our hands today.")
    words.work()
    assert words.read(text_id, "so").state is TextState.PENDING
    for _ in range(2):
        words.db.write(lambda tx: want(tx, [text_id], "so"))
    assert words.waiting() == 1
    words.work()
    assert words.read(text_id, "so").shown == "so·We painted with our hands today."
    words.db.write(lambda tx: want(tx, [text_id], "so"))
    words.db.write(lambda tx: want(tx, [text_id], "en"))
    assert words.waiting() == 0


def test_a_moved_text_is_asked_for_in_the_languages_of_its_new_audience(words: Words) -> None:
    text_id = words.write("We painted with our hands today.", topic="team:class:1")
    assert words.waiting() == 0
    words.db.write(lambda tx: move_text(tx, text_id, TOPIC))
    words.work()
    assert words.read(text_id, "pl").shown == "pl·We painted with our hands today."
    assert {topic for topic, _, _ in words.told()} == {TOPIC}


def test_a_correction_reaches_every_text_with_that_sentence(words: Words, engine: JsonServer) -> None:
    first = words.write("Amira was kind today. See you soon at the gate.")
    second = words.write("Zain was kind today.")
    other = words.write("Nobody was sad today.")
    words.work()
    told, asked = len(words.told()), len(engine.posts())
    words.db.write(
        lambda tx: words.translator.correct(
            tx,
            text_id=first,
            lang="ur",
            sentence="Amira was kind today.",
            wording="Amira آج مہربان تھیں۔",
            by=TEACHER,
        )
    )
    words.work()
    assert words.read(first, "ur").shown == "Amira آج مہربان تھیں۔ ur·See you soon at the gate."
    seen = words.read(second, "ur")
    assert (seen.state, seen.shown, seen.engine) == (TextState.CHECKED, "Zain آج مہربان تھیں۔", "person")
    assert words.read(other, "ur").shown == "ur·Nobody was sad today."
    assert words.told()[told:] == [(TOPIC, "ur", "text_translated")] * 2
    third = words.write("Amira was kind today.")
    words.work()
    assert words.read(third, "ur").shown == "Amira آج مہربان تھیں۔"
    assert [a.body["target"] for a in engine.posts()[asked:] if "kind" in repr(a.body)] == []


@pytest.mark.parametrize(
    "wording", ["آج مہربان تھیں۔", "Amira Amira آج", "Amira 2 آج", "Amira", "Zain آج مہربان"], ids=range(5)
)
def test_a_correction_keeps_names_and_figures(words: Words, wording: str) -> None:
    text_id = words.write("Amira was kind today.")
    words.work()
    with pytest.raises(Refused) as caught:
        words.db.write(
            lambda tx: words.translator.correct(
                tx, text_id=text_id, lang="ur", sentence="Amira was kind today.", wording=wording, by=TEACHER
            )
        )
    assert caught.value.refusal.code == "malformed"
    assert words.db.read(lambda conn: conn.execute(sa.select(phrases)).all()) == []


def test_old_answers_are_forgotten(words: Words, clock: FixedClock, engine: JsonServer) -> None:
    words.write("We painted with our hands today.")
    words.work()
    clock.forward(91 * DAY)
    words.db.write(words.translator.begin)
    assert words.db.read(lambda conn: conn.execute(sa.select(segments)).all()) == []
    assert len(words.db.read(lambda conn: conn.execute(sa.select(uses)).all())) == 1
