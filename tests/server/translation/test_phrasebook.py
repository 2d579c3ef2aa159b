"""Sentences that people translated come from gettext files."""

from pathlib import Path

import pytest

from server.translation.phrasebook import FOLDER, Phrasebook, msgids


@pytest.fixture
def book(tmp_path: Path) -> Phrasebook:
    write(tmp_path, "ur", 'msgid "Well done {1}!"\nmsgstr "شاباش {1}!"')
    write(
        tmp_path,
        "pl",
        'msgid "{1} thanks {2}."\nmsgstr "{2}, {1} dziękuje."\n\n'
        'msgid "Lost {1}."\nmsgstr "Zgubione."\n\n'
        '#, fuzzy\nmsgid "Unsure."\nmsgstr "Niepewne."\n\n'
        'msgid "Empty."\nmsgstr ""\n\n'
        'msgctxt "term"\nmsgid "PE kit"\nmsgstr "strój na WF"',
    )
    write(tmp_path, "en", 'msgctxt "ur"\nmsgid "{1} کا شکریہ {2}۔"\nmsgstr "{2} thanks {1}."')
    return Phrasebook(tmp_path)


def write(folder: Path, lang: str, entries: str) -> None:
    file = folder / lang / "LC_MESSAGES" / "phrasebook.po"
    file.parent.mkdir(parents=True)
    head = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
    file.write_text(head + entries + "\n", encoding="utf-8")


def test_finds_a_sentence(book: Phrasebook) -> None:
    assert book.find("Well done {1}!", "en", "ur") == "شاباش {1}!"
    assert book.find("Well done {1}!", "en", "pl") is None
    assert book.find("Well done {1}!", "pl", "ur") is None
    assert book.find("Well done {1}!", "en", "so") is None


def test_what_is_unfinished_or_lost_a_slot_is_left_out(book: Phrasebook) -> None:
    assert [book.find(said, "en", "pl") for said in ("Lost {1}.", "Unsure.", "Empty.")] == [None, None, None]


def test_goes_through_english_and_keeps_the_slots_apart(book: Phrasebook) -> None:
    assert book.find("{1} کا شکریہ {2}۔", "ur", "en") == "{2} thanks {1}."
    assert book.find("{1} کا شکریہ {2}۔", "ur", "pl") == "{1}, {2} dziękuje."


def test_terms(book: Phrasebook) -> None:
    assert book.terms("pl") == {"PE kit": "strój na WF"}
    assert book.terms("ur") == {}
    assert book.languages() == {"en", "pl", "ur"}


def test_msgids_are_what_find_is_asked_for() -> None:
    text = "Well done Amira! 🎉 We meet in Oak at 9:30.\nWell done Amira!\n🎉 12:30"
    assert msgids(text, ["Amira Khan"], ["Oak"]) == ["Well done {1}!", "We meet in {1} at {2}."]


@pytest.mark.parametrize("lang", sorted(Phrasebook(FOLDER).languages()) or ["none"])
def test_our_own_files_can_be_read(lang: str) -> None:
    book = Phrasebook(FOLDER)
    assert book.find("This sentence is in no phrasebook.", "en", lang) is None
    assert "" not in book.terms(lang)
