"""A real engine in the end: figures and names come through Apertium unharmed, which damages them if it can."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.core.db import Database
from server.translation.actions import want
from server.translation.phrasebook import Phrasebook
from tests.edges import FixedClock
from tests.engines.apertium_server import ApertiumServer, is_installed
from tests.server.translation.words import Words
from wire.base import TextState

pytestmark = pytest.mark.skipif(
    not is_installed() and os.environ.get("CI") != "true",
    reason="Apertium is not installed: apt-get install apertium apertium-eng-spa apertium-eng-cat apertium-es-pt"
    " apertium-rus-ukr apertium-urd-hin",
)

ENGLISH = (
    "Well done Amira! Please write to office@example.org or see https://school.example/trip?x=1 before 12/06/2026.\n"
    "- We start at 3:30pm in Oak.\n- Bring £5.50 and 2 pencils 🎒"
)
KEPT = (
    "Amira",
    "office@example.org",
    "https://school.example/trip?x=1",
    "12/06/2026",
    "3:30pm",
    "Oak",
    "£5.50",
    "🎒",
)


@pytest.fixture
def engine() -> Iterator[ApertiumServer]:
    with ApertiumServer() as server:
        yield server


@pytest.fixture
def words(database: Database, clock: FixedClock, engine: ApertiumServer, tmp_path: Path) -> Words:
    langs = ("en", "es", "pt", "ru", "uk", "hi", "ur")
    return Words(database, clock, langs, engine.url, book=Phrasebook(tmp_path), haste=10)


@pytest.mark.sqlite
def test_english_reaches_spanish_catalan_and_portuguese_readers(words: Words) -> None:
    text_id = words.write(ENGLISH)
    words.db.write(lambda tx: want(tx, [text_id], "ca"))
    words.work()
    seen = {lang: words.read(text_id, lang) for lang in ("es", "ca", "pt", "ur")}
    assert [seen[lang].state for lang in seen] == [TextState.DONE] * 3 + [TextState.NONE]
    for lang in ("es", "ca", "pt"):
        shown = seen[lang].shown or ""
        assert [kept for kept in KEPT if shown.count(kept) != 1] == []
        assert [line[:2] for line in shown.split("\n")[1:]] == ["- ", "- "]
    assert (seen["es"].shown or "").startswith("Bien hecho Amira!")
    assert (seen["ca"].shown or "").startswith("Bé fet Amira!")
    assert (seen["pt"].shown or "").startswith("Bem facto Amira!")


@pytest.mark.sqlite
@pytest.mark.parametrize(
    ("body", "lang", "reader", "shown"),
    [
        ("Сегодня мы были в парке в 9:30.", "ru", "uk", "Сьогодні ми були у парку у 9:30."),
        ("मेरा बेटा घर में है।", "hi", "ur", "میرا بیٹا گھر ميں ہے۔"),
        ("میرا بیٹا گھر میں ہے۔", "ur", "hi", "मेरा बेटा घर मैं है।"),
    ],
)
def test_between_other_languages(words: Words, body: str, lang: str, reader: str, shown: str) -> None:
    text_id = words.write(body, lang)
    words.work()
    assert words.read(text_id, reader).shown == shown
