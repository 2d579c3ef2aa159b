"""What must survive a translation is hidden from engines, and comes back exactly."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.translation.masks import SLOT, Masks, _folded, masked

MASKS = Masks(
    [
        "Amira Khan",
        "Will Turner",
        "Sarah O'Brien",
        "May Rose",
        "Miss Sana Malik",
        "Noor Al-Masri",
        "Łucja Żak",
    ],
    ["Oak", "3B"],
)


def hide(text: str) -> tuple[str, tuple[str, ...]]:
    hidden = masked(text, MASKS.spans(text))
    return hidden.text, hidden.shown


@pytest.mark.parametrize(
    ("text", "hidden", "shown"),
    [
        ("Amira is here", "{1} is here", ("Amira",)),
        ("Is Amira Khan here?", "Is {1} here?", ("Amira Khan",)),
        ("Khan Amira won", "{1} won", ("Khan Amira",)),
        ("Amira and Will", "{1} and {2}", ("Amira", "Will")),
        ("Amira's coat", "{1}'s coat", ("Amira",)),
        ("Sarah O’Brien’s hat", "{1}’s hat", ("Sarah O’Brien",)),
        ("Ask Miss Khan, or Mr. Nobody", "Ask {1}, or {2}", ("Miss Khan", "Mr. Nobody")),
        ("Dear Miss Sana Malik", "Dear {1}", ("Miss Sana Malik",)),
        ("Noor Al-Masri and Łucja", "{1} and {2}", ("Noor Al-Masri", "Łucja")),
        ("amira amirana Amiras", "{1} amirana Amiras", ("amira",)),
        ("Will you come?", "Will you come?", ()),
        ("Yes. Will you come?", "Yes. Will you come?", ()),
        ("Will Turner can", "{1} can", ("Will Turner",)),
        ("I think Will can", "I think {1} can", ("Will",)),
        ("On 9 May", "On {1} May", ("9",)),
        ("with May", "with {1}", ("May",)),
        ("meet in Oak, not 3B", "meet in {1}, not {2}", ("Oak", "3B")),
        ("at 9:30 or 10 a.m. or 3:30pm", "at {1} or {2} or {3}", ("9:30", "10 a.m.", "3:30pm")),
        ("9th June and 1st of July", "{1} June and {2} of July", ("9", "1")),
        ("the 3rd place", "the {1} place", ("3rd",)),
        ("12/06/2026, 2026-06-12", "{1}, {2}", ("12/06/2026", "2026-06-12")),
        ("£5.50, 50p, 20 zł, 1,200 EUR", "{1}, {2}, {3}, {4}", ("£5.50", "50p", "20 zł", "1,200 EUR")),
        ("2-3 pens, 20% off, A4", "{1}-{2} pens, {3} off, {4}", ("2", "3", "20%", "A4")),
        ("Year 4 and Class 2B", "{1} and {2}", ("Year 4", "Class 2B")),
        ("call 01632 960001 or +44 1632 960 001", "call {1} or {2}", ("01632 960001", "+44 1632 960 001")),
        (
            "(01632) 960001, (+44)1632-960001 (01632 960001)",
            "{1}, {2} ({3})",
            ("(01632) 960001", "(+44)1632-960001", "01632 960001"),
        ),
        ("see https://a.org/x?id=1.", "see {1}.", ("https://a.org/x?id=1",)),
        ("write to a.b@c.org!", "write to {1}!", ("a.b@c.org",)),
        ("well 🎉🎉 done", "well {1} done", ("🎉🎉",)),
        ("a {1} of ours", "a {1} of ours", ("{1}",)),
        ("½ a pie, 5²", "{1} a pie, {2}{3}", ("½", "5", "²")),
        ("ساعت ۹ آئیں", "ساعت {1} آئیں", ("۹",)),
        ("我们有3个苹果", "我们有{1}个苹果", ("3",)),
    ],
)
def test_hides(text: str, hidden: str, shown: tuple[str, ...]) -> None:
    assert hide(text) == (hidden, shown)


WORDS = Masks(
    ["Lily Moss", "Rose Hart", "Grace Best", "May Price", "Will Young", "Can Yilmaz", "İrem Do", "jo ray"]
)


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Lily made a card.", "{1} made a card."),
        ("Rose had a wonderful day", "{1} had a wonderful day"),
        ("Thanks. Grace, please bring a coat", "Thanks. {1}, please bring a coat"),
        ("- Will and May won", "- {1} and {2} won"),
        ("Will's coat is here. May's too.", "{1}'s coat is here. {2}'s too."),
        ("May Price", "{1}"),
        ("LILY is here. Well done HART, hart!", "{1} is here. Well done {2}, {3}!"),
        ("We planted a rose and a lily.", "We planted a rose and a lily."),
        (
            "Will you come? May we ask? Can your family help?",
            "Will you come? May we ask? Can your family help?",
        ),
        ("We gave May the prize, and Will your book", "We gave {1} the prize, and {2} your book"),
        ("May 12, 12 May, 3rd of May, in May 2026", "May {1}, {2} May, {3} of May, in May {4}"),
        ("We gave May 3 stars. It is May 3", "We gave {1} {2} stars. It is May {3}"),
        ("Group 2 Lily and Rose", "Group {1} {2} and {3}"),
        ("Best wishes, from your best school", "Best wishes, from your best school"),
        ("irem, İREM, IREM and Irem", "{1}, {2}, {3} and {4}"),
        ("so do it. Jo and jo. Ask Do.", "so do it. {1} and {2}. Ask {3}."),
    ],
)
def test_in_doubt_a_word_that_is_a_child_is_the_child(text: str, hidden: str) -> None:
    assert masked(text, WORDS.spans(text)).text == hidden


def test_names_have_endings_in_other_languages_than_english() -> None:
    masks = Masks(["Lena Nowak", "Oskar Lis", "Ola Lis"])

    def shown(text: str, lang: str) -> tuple[str, ...]:
        return masked(text, masks.spans(text, lang)).shown

    assert shown("Dla Leny i Oskarowi, z Lenką Nowak. Leniwy Olek.", "pl") == (
        "Leny",
        "Oskarowi",
        "Lenką Nowak",
    )
    assert shown("Leny, Lenten and Oskars", "en") == ()


words = st.sampled_from(
    ["Amira", "Khan", "Will", "May", "Oak", "Mr", "9:30", "£3", "12", "🎉", "{1}", "{", "}", "a@b.org", "+44 1632",
     "https://a.org", "مرحبا", "3rd", "June", "'s", ".", "\u200d", "é", "-", "0163 2960"]
)  # fmt: skip
texts = st.one_of(
    st.text(max_size=80), st.lists(words, max_size=12).map(" ".join), st.lists(words).map("".join)
)


@given(texts)
def test_what_is_hidden_comes_back_exactly(text: str) -> None:
    spans = MASKS.spans(text)
    hidden = masked(text, spans)
    assert [int(slot) for slot in SLOT.findall(hidden.text)] == list(range(1, len(spans) + 1))
    raw = tuple(text[span.start : span.end] for span in spans)
    assert SLOT.sub(lambda slot: raw[int(slot[1]) - 1], hidden.text) == text


@given(texts)
def test_no_figure_reaches_an_engine(text: str) -> None:
    hidden = masked(text, MASKS.spans(text))
    assert [c for c in SLOT.sub("", hidden.text) if c.isdecimal()] == []


@pytest.mark.parametrize("piece", ["a", "1", " ", "0 (", "Will", "@.", "https://", "é@", "🎉 "])
def test_long_texts_of_one_kind_do_not_take_long(piece: str, soon: float) -> None:
    text = piece * (20_000 // len(piece))
    hidden = masked(text, MASKS.spans(text))
    assert hidden.text != ""


@given(st.text())
def test_small_letters_stand_where_the_large_ones_stood(text: str) -> None:
    assert len(_folded(text)) == len(text)


@pytest.mark.parametrize(
    "said",
    ["01632 960001", "01632-960001", "(01632) 960001", "12-11-2026", "3:30 pm", "£5", "https://a.org/x"],
)
def test_what_could_turn_round_keeps_its_order_between_letters_from_right_to_left(said: str) -> None:
    text = f"call {said} at 9"
    hidden = masked(text, MASKS.spans(text))
    assert hidden.shown == (said, "9")
    assert hidden.restored("فون {1} پر {2}", rtl=True) == f"فون \u2068{said}\u2069 پر 9"
    assert hidden.restored("{1} {2}") == f"{said} 9"


def test_a_class_whose_name_has_a_figure_keeps_its_order_too() -> None:
    masks = Masks(["Amira Khan"], ["3 Kestrel"])
    hidden = masked("Amira Khan is in 3 Kestrel", masks.spans("Amira Khan is in 3 Kestrel"))
    assert hidden.restored("{1} {2}", rtl=True) == "Amira Khan \u20683 Kestrel\u2069"
