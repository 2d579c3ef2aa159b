"""What is in the library is found in the original and in the reader's language, by those whom it is for."""

import pytest

from server.library.terms import asked_for, kept_of
from tests.library_rows import folder, made, place_of, sent_file
from tests.school import School
from tests.server.library.shelf import found, post
from wire.library import EDIT_ITEM, SEARCH_ITEMS, WITHDRAW_ITEM, EditItem, ItemKind, ItemRef

LUNCH = "Please bring a packed lunch, a drink and a waterproof coat."
"""A sentence of the phrasebook: its translations need no engine."""


async def test_words_are_found_in_the_original_and_in_the_readers_language(school: School) -> None:
    cast = school.cast
    item = await post(school, cast.dunne, kind=ItemKind.NEWS, topic="school", title="Trip", body=LUNCH)
    school.do_jobs()
    assert await found(school, cast.nadia, "waterproof LUNCH") == [item.id]
    assert await found(school, cast.nadia, "لنچ") == []
    for words in WORDS_FOR_LUNCH["ur"]:
        assert await found(school, cast.nadia, words) == [item.id], words
    for words in WORDS_FOR_LUNCH["pl"]:
        assert await found(school, cast.katarzyna, words) == [item.id], words
        assert await found(school, cast.nadia, words) == [], words


WORDS_FOR_LUNCH = {
    "ur": ("کھانا", "كهانا پیک", "کوٹ واٹر"),
    "pl": ("sniadanie", "KURTKĘ prze", "picia drugie"),
}


async def test_a_search_finds_and_counts_nothing_of_others(school: School) -> None:
    cast = school.cast
    zara = await post(
        school, cast.calloway, kind=ItemKind.REPORT, topic=place_of(school, "Zara"), title="Progress",
        body="Zygote",
    )  # fmt: skip
    waits = await post(
        school, cast.hart, kind=ItemKind.NEWS, topic="school", title="Zygote", body="Zygote", hand_in=True
    )
    for name, who in cast.people().items():
        for side in ("family", "staff"):
            raw = await school.send(who, SEARCH_ITEMS, {"words": "zygote", "side": side})
            mine = side == "family" and name == "nadia"
            mine = mine or (side == "staff" and name in ("hart", "sandhu", "calloway", "prescott"))
            if mine:
                assert [item["id"] for item in raw.json()["items"]] == [zara.id], name
            else:
                assert raw.json() == {"items": [], "new": [], "next": None}, (name, side)
    assert waits.id not in await found(school, cast.dunne, "zygote", "staff")


async def test_file_names_are_found_and_what_was_said_before_is_not(school: School) -> None:
    cast = school.cast
    file = await sent_file(school, cast.dunne, "behaviour-policy_2026.pdf")
    document = await post(
        school, cast.dunne, kind=ItemKind.DOCUMENT, topic="school", title="How we treat each other",
        files=(file["id"],), folder_id=await folder(school),
    )  # fmt: skip
    news = await made(school, cast.dunne, "news", "school")
    assert await found(school, cast.nadia, "policy behav") == [document.id]
    assert await found(school, cast.nadia, "2026", kind=ItemKind.NEWS) == []
    assert await found(school, cast.nadia, "pumpkin") == [news]
    await school.ask(cast.dunne, EDIT_ITEM, EditItem(item_id=news, title="Harvest", body="Bring a marrow."))
    assert (await found(school, cast.nadia, "pumpkin"), await found(school, cast.nadia, "marrow")) == (
        [],
        [news],
    )
    await school.ask(cast.dunne, WITHDRAW_ITEM, ItemRef(item_id=news))
    assert await found(school, cast.dunne, "marrow", "staff") == []
    assert await found(school, cast.nadia, "?!") == []
    assert await found(school, cast.nadia, "100% _policy' OR 1=1") == []


@pytest.mark.parametrize(
    ("kept", "asked"),
    [
        ("Żółta łódź", "zolta lodz"),
        ("Die STRASSE", "Straße"),
        ("الْمَدْرَسَةُ الجديدة", "مدرسه جديده"),
        ("مدرسة أحمد", "مدرسة احمد"),
        ("اسکول کی چھٹیاں", "اسكول كى"),
        ("বিদ্যালয়ের ছুটি", "বিদ্যালয়"),
        ("विद्यालय", "विद्या"),
        ("学校のお知らせ", "お知らせ"),
        ("โรงเรียนปิด", "เรียน"),
        ("학교 소식", "학교"),
        ("Mother’s Day", "mother's"),
        ("Çocuk ŞARKISI", "sarkisi"),
        ("Việt Nam", "viet"),
        ("Ёлка", "елка"),
    ],
)
def test_words_are_told_apart_by_their_letters(kept: str, asked: str) -> None:
    words = kept_of(kept)
    assert asked_for(asked)
    assert all(any(word.startswith(part) for word in words) for part in asked_for(asked)), words


@pytest.mark.parametrize(
    ("kept", "asked"), [("কাল", "কলা"), ("बल", "बाल"), ("Polka", "Polak"), ("school", "hool")]
)
def test_other_words_are_other_words(kept: str, asked: str) -> None:
    words = kept_of(kept)
    assert not all(any(word.startswith(part) for word in words) for part in asked_for(asked))
