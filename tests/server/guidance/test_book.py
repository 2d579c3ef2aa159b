"""The guidance files that come with Bookbag, a school's own, and odd texts."""

import time
from pathlib import Path

import pytest

from server.guidance.book import FOLDER, Guide, open_guide
from server.guidance.phrases import read_file
from server.guidance.rules import KINDS, UNKIND, ways_for
from wire.guidance import GuidanceWay as W
from wire.guidance import MatterKind as K
from wire.languages import LANGUAGES

GUIDE = Guide()

SAID = {
    "en": {
        "absence": "Zara is poorly so she won't be coming in",
        "lateness": "running about 15 mins late, sorry!",
        "appointment": "She has a dentist appointment at 10:30",
        "first_aid": "He came home with a big bump on his head",
        "behaviour": "Another boy keeps hitting my son",
        "concern": "I'm worried about her reading",
        "complaint": "I want to make a complaint",
        "disclosure": "My husband hits her",
        "unkind": "You are an idiot",
        "": "Thank you for the lovely photos! He is never late.",
    },
    "ur": {
        "absence": "زارا بیمار ہے، سکول نہیں آ سکے گی",
        "lateness": "ہم دس منٹ دیر سے پہنچیں گے",
        "appointment": "کل ڈینٹسٹ کی اپائنٹمنٹ ہے",
        "concern": "wo roz subah rota hai school jane se pehle",
        "disclosure": "میرے شوہر بچوں کو مارتے ہیں",
        "": "شکریہ، بہت اچھی تصویریں ہیں",
    },
    "pl": {
        "absence": "Lena jest chora i nie przyjdzie do szkoly",
        "lateness": "Spóźnimy się, stoimy w korku",
        "behaviour": "Jeden chłopiec ciągle go bije",
        "disclosure": "Mówi, że chce umrzeć",
        "": "Dziękuję za piękne zdjęcia!",
    },
    "ar": {
        "absence": "ابنتي مريضة ولن تحضر",
        "appointment": "لديها موعد عند طبيب الأسنان غدا",
        "complaint": "أريد تقديم شكوى",
        "disclosure": "زوجي يضرب الأولاد",
        "": "حفظ جدول الضرب",
    },
    "ro": {
        "absence": "Are febră, rămâne acasă",
        "lateness": "Intarziem 15 minute",
        "disclosure": "Tatăl lui îl bate cu cureaua",
        "": "Mulțumim pentru poze!",
    },
    "bn": {
        "absence": "আমার মেয়ে অসুস্থ, আজ স্কুলে আসতে পারবে না",
        "concern": "আমি তার পড়াশোনা নিয়ে চিন্তিত",
        "disclosure": "আমার স্বামী বাচ্চাদের মারে",
        "": "ছবির জন্য ধন্যবাদ",
    },
}


@pytest.mark.parametrize(
    ("lang", "kind", "said"),
    [(lang, kind, said) for lang, all_ in SAID.items() for kind, said in all_.items()],
)
def test_what_families_say_is_recognised(lang: str, kind: str, said: str) -> None:
    found = {one.kind for one in GUIDE.find(said, [lang])}
    family = {one.value for one, _ in ways_for(found, "family")} | ({UNKIND} & found)
    assert (kind in family) if kind else (family == set())


def test_every_language_has_a_file_that_is_understood() -> None:
    assert {path.stem for path in FOLDER.glob("*.txt")} == set(LANGUAGES)
    for lang in LANGUAGES:
        file = read_file((FOLDER / f"{lang}.txt").read_text("utf-8"), KINDS)
        assert set(file.phrases) == KINDS - ({"injury_or_incident"} if lang not in SAID else set()), lang


def test_english_is_understood_in_every_language() -> None:
    assert [one.kind for one in GUIDE.find("running late, sorry", ["th"])] == ["lateness"]


def test_who_writes_in_another_language_than_they_said_is_understood() -> None:
    said = "Lena jest dzisiaj chora i niestety nie przyjdzie do szkoły"
    assert GUIDE.languages_for(said, "en") == ["en", "pl"]


@pytest.mark.parametrize(
    "odd",
    [
        "",
        "a" * 200_000,
        "\x00\x01\x1b[31m" * 500,
        "é" * 50_000,
        "\u202e\u200b" * 300,
        "(" * 9_000,
        "🎉" * 999,
    ],
)
def test_odd_texts_are_looked_at_quickly_and_say_nothing(odd: str) -> None:
    begun = time.perf_counter()
    assert GUIDE.find(odd, ["ur", "ar"]) == []
    assert time.perf_counter() - begun < 1.0


def test_ways_are_shown_once_and_a_disclosure_alone() -> None:
    assert ways_for(["absence", "appointment", "complaint"], "family") == [
        (K.COMPLAINT, W.COMPLAINT_PROCEDURE),
        (K.APPOINTMENT, W.CALL_OFFICE),
    ]
    assert ways_for(["absence", "disclosure"], "family") == [(K.DISCLOSURE, W.CALL_DSL)]
    assert ways_for(["absence", "first_aid", "behaviour"], "staff") == [(K.INJURY_OR_INCIDENT, W.CALL_FAMILY)]
    assert ways_for(["unkind"], "staff") == []


def test_a_damaged_file_of_a_school_is_left_out_in_one_sentence(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    own = tmp_path / "guidance"
    own.mkdir()
    (own / "en.txt").write_text("[absence]\nbeaming up to the ship\n")
    (own / "ur.txt").write_text("[absense]\nبیمار\n")
    (own / "pl.txt").write_bytes(b"\xff\xfe\x00")
    (own / "klingon.txt").write_text("[absence]\nqo\n")
    guide = open_guide(tmp_path)
    assert [record.getMessage() for record in caplog.records] == [
        (
            "klingon.txt in the school's guidance folder is left out: "
            "its name must be a language of Bookbag and .txt, as ur.txt."
        ),
        "The school's own guidance file pl.txt is left out (it cannot be read as UTF-8 text).",
        "The school's own guidance file ur.txt is left out (line 1: there is no part called [absense]).",
    ]
    assert [one.kind for one in guide.find("We are beaming up to the ship", ["ur"])] == ["absence"]
    assert [one.kind for one in guide.find(SAID["ur"]["absence"], ["ur"])] == ["absence"]
