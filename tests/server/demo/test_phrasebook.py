"""The phrasebook holds all that the demo school says, in all its languages, with nothing lost."""

import pytest
from babel.messages.catalog import Catalog

from server.demo.people import CLASSES
from server.translation.masks import SLOT
from server.translation.phrasebook import Phrasebook, msgids
from tools.phrasebook import HOME, NAMES, SPOKEN, faults, path_of, read, told, updated, written, wrong_in


@pytest.fixture(scope="module")
def phrasebook() -> Phrasebook:
    """The files as they are shipped."""
    return Phrasebook()


@pytest.mark.parametrize("lang", [HOME, *SPOKEN])
def test_whoever_reads_it_reads_every_sentence_of_the_demo(lang: str, phrasebook: Phrasebook) -> None:
    asked = [
        (source, sentence)
        for source, text in told()
        if source != lang
        for sentence in msgids(text, NAMES, CLASSES, source)
    ]
    assert len(asked) > 10
    found = {(source, sentence): phrasebook.find(sentence, source, lang) for source, sentence in asked}
    assert [entry for entry, wording in found.items() if not wording] == []
    assert [
        (sentence, wording)
        for (_, sentence), wording in found.items()
        if sorted(SLOT.findall(sentence)) != sorted(SLOT.findall(wording or ""))
    ] == []


@pytest.mark.parametrize("lang", [HOME, *SPOKEN])
def test_a_file_is_complete_and_has_no_fault(lang: str) -> None:
    assert list(faults(lang)) == []


def test_a_lost_slot_a_figure_a_stray_space_are_faults() -> None:
    assert list(wrong_in("Bring {1} to {2}.", "Prosimy przynieść {2} do {1}.")) == []
    assert list(wrong_in("Bring {1}.", "Prosimy przynieść.")) == ["its slots are not those of the sentence"]
    assert list(wrong_in("Bring two.", "Prosimy przynieść 2.")) == ["it has a figure of its own"]
    assert list(wrong_in("Bring two.", "Prosimy  przynieść dwa.")) == ["it has stray spaces or signs"]
    assert list(wrong_in("Thank you!", "Dzie\u0328kujemy!")) == [
        "its letters are not in their usual form (NFC)"
    ]


def test_names_dates_money_and_links_are_never_part_of_a_sentence() -> None:
    said = [sentence for source, text in told() for sentence in msgids(text, NAMES, CLASSES, source)]
    assert [s for s in said if any(c.isdigit() for c in SLOT.sub("", s))] == []
    assert [s for s in said if any(mark in s for mark in ("£", "http", "@", "Hart", "Qureshi"))] == []


@pytest.mark.parametrize("lang", [HOME, *SPOKEN])
def test_collecting_again_changes_nothing(lang: str) -> None:
    assert written(updated(lang, read(lang))) == path_of(lang).read_bytes()


def test_collecting_keeps_what_the_demo_does_not_say_and_asks_for_what_is_new() -> None:
    before = Catalog(locale="pl")
    before.add("The hall is being painted.", "Malujemy aulę.")
    after = updated("pl", before)
    assert after["The hall is being painted."].string == "Malujemy aulę."
    assert after["Thank you!"].string == ""
