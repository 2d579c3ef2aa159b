"""The little language of guidance files, and how texts are made comparable."""

import pytest

from server.guidance.folding import Folding, plain, sentences
from server.guidance.matching import Matcher
from server.guidance.phrases import NotUnderstood, read_file

KINDS = frozenset(("absence", "concern", "disclosure", "unkind"))


def kinds(file: str, text: str) -> list[str]:
    """The kinds that a file finds in a text."""
    return [found.kind for found in Matcher(read_file(file, KINDS)).find(plain(text))]


@pytest.mark.parametrize(
    ("phrase", "text", "found"),
    [
        ("off school", "She is off school.", True),
        ("off school", "Off to school we go.", False),
        ("won't come", "He WON’T come", True),
        ("won't come", "he wont come", True),
        ("ill* & school", "No school today, as she has an illness", True),
        ("ill* & school", "She is ill. School was nice.", False),
        ("can't ... school", "She can't make it to school", True),
        ("can't ... school", "She can't stay with us until late because of school", False),
        ("very? ill", "She is ill", True),
        ("is very? ill", "She is very ill", True),
        ("won't|will_not come", "She will not come", True),
        ("late by % minutes", "late by 15 minutes", True),
        ("at % & doctor", "doctor at 10:30", True),
        ("chorą", "CHORA", True),
        ("*itis", "tonsillitis", True),
        ("*ache*", "my headaches", True),
        ("appointment", "an apointment", True),
        ("appointment", "an appiontment", True),
        ("appointment", "what a disappointment", False),
        ("上学", "他今天不能上学了", True),
        ("今天|明天 ... 上学", "他明天不能上学", True),
    ],
)
def test_a_phrase_finds_what_it_means(phrase: str, text: str, found: bool) -> None:
    assert kinds(f"[absence]\n{phrase}\n", text) == (["absence"] if found else [])


def test_a_line_with_a_minus_cancels_its_kind_in_its_sentence() -> None:
    file = "[absence]\nlate\n- never late\n[concern]\nlate"
    assert kinds(file, "He is never late.") == ["concern"]
    assert kinds(file, "He is never late. Today he is late.") == ["concern", "absence"]


def test_what_cancels_all_spares_a_disclosure() -> None:
    file = "[any]\n- a story about\n[absence]\nill\n[disclosure]\nhits me"
    assert kinds(file, "a story about somebody who is ill and hits me") == ["disclosure"]


def test_lists_name_words_once() -> None:
    file = "[lists]\nkid = son|daughter|@baby\nbaby = baby|twins\n[absence]\n@kid is ill"
    assert kinds(file, "My twins is ill") == ["absence"]


def test_arabic_prefixes_and_variants_of_letters_make_no_difference() -> None:
    file = "[language]\nprefixes = و ال وال\n[absence]\nمدرسة"
    assert kinds(file, "والمدرسه") == ["absence"]


def test_words_by_ear() -> None:
    file = "[language]\nspelling = by ear\n[absence]\nbimar nahi"
    assert kinds(file, "woh beemaar nahi") == ["absence"]


def test_a_french_apostrophe_parts_two_words() -> None:
    assert kinds("[language]\napostrophe = parts\n[absence]\nà école", "à l'école, à école") == ["absence"]


def test_titles_end_no_sentence_and_short_will_is_not_ill() -> None:
    assert sentences(Folding().tokens(plain("Mrs. Hart is here. I'll come"))) == [
        ["mrs", "hart", "is", "here"],
        ["i", "ll", "come"],
    ]


@pytest.mark.parametrize(
    ("file", "why"),
    [
        ("ill", "line 1: a phrase stands before the first part in square brackets"),
        ("[absences]", "line 1: there is no part called [absences]"),
        ("[absence]\n@kid ill", "line 2: there is no list called @kid"),
        ("[absence]\nill &", "line 2: ill & has a side without a word"),
        ("[absence]\n...", "line 2: ... has a side without a word"),
        ("[absence]\n\n!!", "line 3: !! is not one word"),
        ("[absence]\na*", "line 2: a* is too short for a star"),
        ("[language]\nspelling = wild", "line 2: spelling = wild is no setting"),
        (f"[absence]\n{' '.join(['a_b|c_d'] * 12)}", "line 2: there are too many choices in one line"),
    ],
)
def test_a_line_that_means_nothing_is_named(file: str, why: str) -> None:
    with pytest.raises(NotUnderstood) as raised:
        read_file(file, KINDS)
    assert str(raised.value) == why


def test_a_school_adds_and_switches_off() -> None:
    ours = read_file("[absence]\nill\nsick", KINDS)
    own = read_file("[absence]\noff: ill\npoorly", KINDS, ours.folding)
    matcher = Matcher(ours.with_own(own))
    assert [bool(matcher.find(word)) for word in ("ill", "sick", "poorly")] == [False, True, True]
