"""A text is cut into sentences and put together again without losing anything."""

from hypothesis import given
from hypothesis import strategies as st

from server.translation.masks import Masks
from server.translation.sentences import joined_lines, sentences

MASKS = Masks(["Amira Khan"])


def cut(text: str, lang: str = "en") -> list[list[str]]:
    return [[sentence.masked.text for sentence in line] for line in sentences(text, lang, MASKS)]


def test_lines_first_then_sentences() -> None:
    assert cut("Hello Amira. We start at 9.30 a.m. today.\n\n- Bring a coat! 🎉\n• Bye") == [
        ["Hello {1}.", "We start at {1} today."],
        [],
        ["Bring a coat!", ""],
        ["Bye"],
    ]


def test_urdu_hindi_and_chinese_sentences() -> None:
    assert cut("یہ اچھا ہے۔ کیا آپ آئیں گے؟", "ur") == [["یہ اچھا ہے۔", "کیا آپ آئیں گے؟"]]
    assert cut("वह बीमार है। धन्यवाद।", "hi") == [["वह बीमार है।", "धन्यवाद।"]]
    assert cut("你好。好吗？", "zh-Hans") == [["你好。", "好吗？"]]


def test_a_link_with_full_stops_and_question_marks_is_not_cut() -> None:
    assert cut("See https://a.org/x?id=1. Then call Mrs. Nobody.") == [["See {1}.", "Then call {1}."]]


@given(st.text(alphabet="aB .!?\n🎉\u200d-•{}1Amira Khan۔", max_size=120))
def test_joining_gives_the_text_again(text: str) -> None:
    lines = sentences(text, "en", MASKS)
    parts = [[s.lead + s.masked.restored(s.masked.text) + s.trail for s in line] for line in lines]
    assert joined_lines(parts) == text
