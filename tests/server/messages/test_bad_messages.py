"""Bad input to messages, through the whole server: a clear refusal each time, and nothing half-written."""

import asyncio
from typing import Any

import httpx
import pytest

from server.messages.queries import message_page
from tests import eg
from tests.cast import Who
from tests.school import School, new_key
from tests.server.messages.talk import bodies, opened, page, say
from tests.test_bad_input import refusal, rows
from tests.test_permissions import uploaded
from wire.base import TextState
from wire.messages import (
    EDIT_MESSAGE,
    GET_MESSAGES,
    MAX_LETTERS,
    OPEN_THREAD,
    SEARCH_MESSAGES,
    SEND_MESSAGE,
    SEND_TO_CLASS,
    SET_MARKS,
)

pytestmark = pytest.mark.sqlite


async def zara(school: School) -> int:
    """The thread that most of this is about."""
    return await opened(school, school.cast.nadia, school.cast.zara)


async def send(school: School, who: Who, thread: int, body: Any, **more: Any) -> httpx.Response:
    """Somebody writes, perhaps nonsense."""
    return await school.send(who, SEND_MESSAGE, {"thread_id": thread, "body": body, **more})


@pytest.mark.parametrize(
    "wrong",
    [
        {"body": 7},
        {"body": None},
        {"body": "a" * (MAX_LETTERS + 1)},
        {"body": "a" * 20_000},
        {"photos": [0]},
        {"photos": ["1"]},
        {"photos": list(range(1, 12))},
        {"lang": "xx"},
        {"lang": "<b>xx"},
    ],
    ids=lambda wrong: str(wrong)[:40],
)
async def test_a_wrong_type_is_malformed_and_leaves_nothing(school: School, wrong: dict[str, Any]) -> None:
    thread = await zara(school)
    before = rows(school)
    answer = await send(school, school.cast.nadia, thread, **{"body": "Hello.", **wrong})
    assert refusal(answer) == (422, "malformed")
    assert rows(school) == before


@pytest.mark.parametrize("body", ["", "   ", "\n\t", "\u200b\u200e", "\x00"], ids=repr)
async def test_a_message_without_words_and_photos_is_refused(school: School, body: str) -> None:
    thread = await zara(school)
    before = rows(school)
    assert refusal(await send(school, school.cast.nadia, thread, body)) == (422, "empty")
    assert rows(school) == before


async def test_the_longest_message_and_letters_that_nobody_sees_are_kept_whole(school: School) -> None:
    thread = await zara(school)
    await say(school, school.cast.nadia, thread, "x" * MAX_LETTERS)
    await say(school, school.cast.nadia, thread, "a\x00b\r\nc\u200f د <b>")
    assert await bodies(school, school.cast.hart, thread) == ["x" * MAX_LETTERS, "ab\nc\u200f د <b>"]


async def test_a_message_of_emoji_alone_needs_no_translation(school: School) -> None:
    thread = await zara(school)
    await say(school, school.cast.nadia, thread, eg.EMOJI_ONLY)
    school.do_jobs()
    (seen,) = (await page(school, school.cast.hart, thread)).messages
    assert (seen.text.body, seen.text.state) == (eg.EMOJI_ONLY, TextState.SAME)


async def test_somebody_elses_thread_and_one_that_is_not_there_look_the_same(school: School) -> None:
    thread = await zara(school)
    before = rows(school)
    answers = [
        await send(school, school.cast.katarzyna, number, "Hello.") for number in (thread, 999_999, 2**53 - 1)
    ]
    assert {(answer.status_code, answer.content) for answer in answers} == {(404, answers[0].content)}
    assert rows(school) == before


async def test_the_same_key_twice_is_one_message(school: School) -> None:
    thread, key = await zara(school), new_key()
    words = {"thread_id": thread, "body": "Once."}
    sending = (school.send(school.cast.nadia, SEND_MESSAGE, words, key=key) for _ in range(5))
    answers = await asyncio.gather(*sending)
    assert {(answer.status_code, answer.content) for answer in answers} == {(200, answers[0].content)}
    assert await bodies(school, school.cast.hart, thread) == ["Once."]
    other = await school.send(school.cast.nadia, SEND_MESSAGE, {**words, "body": "Twice."}, key=key)
    assert refusal(other) == (409, "key_reused")
    assert await bodies(school, school.cast.hart, thread) == ["Once."]


async def test_the_same_key_in_another_thread_is_refused(school: School) -> None:
    thread, key = await zara(school), new_key()
    yusuf = await opened(school, school.cast.nadia, school.cast.yusuf)
    for number, expected in ((thread, 200), (yusuf, 409)):
        words = {"thread_id": number, "body": "Once."}
        answer = await school.send(school.cast.nadia, SEND_MESSAGE, words, key=key)
        assert answer.status_code == expected


async def test_one_key_for_a_class_goes_to_it_once(school: School) -> None:
    cast, key = school.cast, new_key()
    words = {"class_id": cast.class_4a, "body": "Bring boots."}
    answers = [await school.send(cast.hart, SEND_TO_CLASS, words, key=key) for _ in range(2)]
    assert [answer.json() for answer in answers] == [{"threads": 3}] * 2
    assert await bodies(school, cast.nadia, await zara(school)) == ["Bring boots."]


async def test_a_right_that_ends_while_the_thread_is_open_ends_writing(school: School) -> None:
    thread = await zara(school)
    await say(school, school.cast.nadia, thread, "Before.")
    await school.end_rights(school.cast.nadia)
    before = rows(school)
    assert refusal(await send(school, school.cast.nadia, thread, "After.")) == (404, "not_found")
    assert refusal(await school.send(school.cast.nadia, GET_MESSAGES, {"thread_id": thread})) == (
        404,
        "not_found",
    )
    assert rows(school) == before


async def test_somebody_elses_picture_or_one_used_already_cannot_be_sent(school: School) -> None:
    cast, thread = school.cast, await zara(school)
    theirs, mine = await uploaded(school, cast.hart), await uploaded(school, cast.nadia)
    await say(school, cast.nadia, thread, "One", (mine,))
    before = rows(school)
    for photos, expected in (([theirs], (404, "not_found")), ([mine], (409, "media_not_ready"))):
        assert refusal(await send(school, cast.nadia, thread, "Two", photos=photos)) == expected
    assert refusal(await send(school, cast.nadia, thread, "Two", files=[mine])) == (404, "not_found")
    assert rows(school) == before


async def test_a_class_gets_all_of_a_message_or_nothing(school: School) -> None:
    cast = school.cast
    photo = await uploaded(school, cast.nadia)
    before = rows(school)
    words = {"class_id": cast.class_4a, "body": "Bring boots.", "photos": [photo]}
    assert refusal(await school.send(cast.hart, SEND_TO_CLASS, words)) == (404, "not_found")
    assert rows(school) == before


@pytest.mark.parametrize("wrong", [{"read": -5, "delivered": -5}, {"read": 2**62, "delivered": 2**62}])
async def test_marks_from_nowhere_change_nothing(school: School, wrong: dict[str, int]) -> None:
    thread = await zara(school)
    answer = await school.send(school.cast.nadia, SET_MARKS, {"thread_id": thread, **wrong})
    assert answer.status_code in {200, 422}


async def test_words_too_short_or_too_long_are_not_looked_for(school: School) -> None:
    for words in ("", "a", "a" * 101):
        answer = await school.send(school.cast.nadia, SEARCH_MESSAGES, {"words": words})
        assert refusal(answer) == (422, "malformed")


async def test_too_many_or_wrong_staff_open_nothing(school: School) -> None:
    cast = school.cast
    before = rows(school)
    for staff in ([1] * 7, ["1"], [0], [-1]):
        answer = await school.send(cast.nadia, OPEN_THREAD, {"pupil_id": cast.zara, "staff": staff})
        assert refusal(answer) == (422, "malformed")
    assert rows(school) == before


async def test_an_edit_to_nothing_is_refused(school: School) -> None:
    thread = await zara(school)
    sent = await say(school, school.cast.nadia, thread, "Hello")
    answer = await school.send(school.cast.nadia, EDIT_MESSAGE, {"message_id": sent.id, "body": "  "})
    assert refusal(answer) == (422, "empty")
    shown, _ = school.context.db.read(lambda conn: message_page(conn, thread, None, "en"))
    assert [message.edited_at for message in shown.messages] == [None]
