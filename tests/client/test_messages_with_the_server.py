"""Two apps talk through the real server: live, each in their language, each message once and in order."""

from pathlib import Path

import pytest

from client.core.account import Account
from client.core.photos import Picked
from client.messages import actions
from client.messages.found import FoundStore
from client.messages.store import Key, MessagesStore
from client.photos import actions as photos
from tests.browser.line import Line
from tests.client.at_school import OpenAt, cutting
from tests.client.edge import until
from tests.files import pdf
from tests.school import School
from wire.media import FileKind, file_address
from wire.messages import GET_MESSAGES, MessagesAsk, MessageState

pytestmark = pytest.mark.sqlite

FAMILY: Key = ("family", None, False)
STAFF: Key = ("staff", None, False)
WAITING: Key = ("staff", None, True)


async def begin(account: Account, pupil_id: int) -> int:
    opened: list[int] = []
    assert await account.do(actions.begin, pupil_id, (), opened.append)
    assert await account.do(actions.open_thread, opened[0])
    return opened[0]


async def write(account: Account, thread_id: int, words: str) -> None:
    account.type(actions.place_of(thread_id), words)
    assert await account.do(actions.send, thread_id)


def said(account: Account, thread_id: int) -> list[str]:
    return [message.text.body for message in account[MessagesStore].talk(thread_id).messages]


async def test_a_parent_writes_and_the_teacher_answers(school: School, at_school: OpenAt) -> None:
    nadia, hart = [await at_school(who) for who in (school.cast.nadia, school.cast.hart)]
    thread = await begin(nadia, school.cast.zara)
    await write(nadia, thread, "السلام علیکم")
    store = hart[MessagesStore]
    await until(lambda: [line.unread for line in store.shown(STAFF)] == [1])
    await until(lambda: hart.badges.of("/messages") == 1)
    await until(lambda: store.shown(STAFF)[0].thread.waiting_since is not None)
    await hart.do(actions.open_thread, thread)
    await hart.do(actions.mark_read, thread)
    await write(hart, thread, "Good morning.")
    await until(lambda: said(nadia, thread) == said(hart, thread) == ["السلام علیکم", "Good morning."])
    await until(lambda: nadia.badges.of("/messages") == 1 and hart.badges.of("/messages") == 0)
    await until(lambda: store.shown(STAFF)[0].thread.waiting_since is None)


async def test_the_teacher_sees_how_far_a_message_has_got(school: School, at_school: OpenAt) -> None:
    hart, nadia = [await at_school(who) for who in (school.cast.hart, school.cast.nadia)]
    thread = await begin(hart, school.cast.zara)
    await write(hart, thread, "Zara did well today.")
    await until(lambda: len(said(hart, thread)) == 1)
    message = hart[MessagesStore].talk(thread).messages[0]
    await until(lambda: hart[MessagesStore].standing(message) == "delivered")
    await nadia.do(actions.open_thread, thread)
    await nadia.do(actions.mark_read, thread)
    await until(lambda: hart[MessagesStore].standing(message) == "read")


async def test_who_waits_is_listed_until_somebody_answers(school: School, at_school: OpenAt) -> None:
    nadia, hart = [await at_school(who) for who in (school.cast.nadia, school.cast.hart)]
    thread = await begin(nadia, school.cast.zara)
    await write(nadia, thread, "When is the trip?")
    await until(lambda: hart[MessagesStore].knows(thread))
    await hart.do(actions.open_list, WAITING)
    await until(lambda: [line.thread.id for line in hart[MessagesStore].shown(WAITING)] == [thread])
    await write(hart, thread, "On Friday.")
    await until(lambda: hart[MessagesStore].shown(WAITING) == [])


async def test_an_edit_and_a_removal_arrive(school: School, at_school: OpenAt) -> None:
    nadia, hart = [await at_school(who) for who in (school.cast.nadia, school.cast.hart)]
    thread = await begin(nadia, school.cast.zara)
    await write(nadia, thread, "Beens")
    await until(lambda: hart[MessagesStore].knows(thread))
    await hart.do(actions.open_thread, thread)
    await until(lambda: said(hart, thread) == ["Beens"])
    message = hart[MessagesStore].talk(thread).messages[0].id
    nadia.type(f"editmessage:{message}", "Beans")
    await nadia.do(actions.edit, message)
    await until(lambda: said(hart, thread) == ["Beans"])
    await nadia.do(actions.remove, message)
    await until(lambda: hart[MessagesStore].talk(thread).messages[0].state is MessageState.REMOVED)
    assert said(hart, thread) == [""]


async def test_one_message_to_a_class_stands_in_each_familys_own_thread(
    school: School, at_school: OpenAt
) -> None:
    hart, nadia, kasia = [
        await at_school(who) for who in (school.cast.hart, school.cast.nadia, school.cast.katarzyna)
    ]
    hart.type(f"classmessage:{school.cast.class_4a}", "No club today.")
    await hart.do(actions.send_to_class, school.cast.class_4a)
    for family in (nadia, kasia):
        await until(lambda at=family: len(at[MessagesStore].shown(FAMILY)) == 1, 10)  # type: ignore[misc]
    threads = [one[MessagesStore].shown(FAMILY)[0] for one in (nadia, kasia)]
    assert len({line.thread.id for line in threads}) == 2
    assert [line.last.text.body for line in threads if line.last] == ["No club today."] * 2
    await write(nadia, threads[0].thread.id, "Thank you")
    await until(lambda: hart.badges.of("/messages") == 1)
    assert kasia.badges.of("/messages") == 1


async def test_pages_go_up_without_a_gap(school: School, at_school: OpenAt) -> None:
    nadia = await at_school(school.cast.nadia)
    thread = await begin(nadia, school.cast.zara)
    words = [f"Message {n}" for n in range(40)]
    for one in words:
        await write(nadia, thread, one)
    await until(lambda: not nadia.waiting.items, 30)
    again = await at_school(school.cast.nadia)
    await again.do(actions.open_thread, thread)
    assert said(again, thread) == words[10:]
    await again.do(actions.load_older, thread)
    assert (said(again, thread), again[MessagesStore].talk(thread).next) == (words, None)


async def test_words_are_found_in_my_threads(school: School, at_school: OpenAt) -> None:
    nadia = await at_school(school.cast.nadia)
    thread = await begin(nadia, school.cast.zara)
    await write(nadia, thread, "Where is the blue jumper?")
    await until(lambda: not nadia.waiting.items)
    await nadia.do(actions.search, "jumper")
    found = [one.message.text.body for one in nadia[FoundStore].found]
    assert (found, nadia[FoundStore].state) == (["Where is the blue jumper?"], "ready")


async def test_nothing_is_shown_once_the_right_has_ended(school: School, at_school: OpenAt) -> None:
    nadia = await at_school(school.cast.nadia)
    thread = await begin(nadia, school.cast.zara)
    await write(nadia, thread, "Hello")
    await until(lambda: len(nadia[MessagesStore].shown(FAMILY)) == 1)
    await school.end_rights(school.cast.nadia)
    await until(lambda: nadia[MessagesStore].shown(FAMILY) == [] and said(nadia, thread) == [], 10)


async def test_messages_written_over_a_wire_that_keeps_breaking_arrive_once_and_in_order(
    school: School, at_school: OpenAt, line: Line, tmp_path: Path
) -> None:
    nadia = await at_school(school.cast.nadia, tmp_path, line.url)
    hart = await at_school(school.cast.hart)
    thread = await begin(nadia, school.cast.zara)
    words = [f"Message {n}" for n in range(15)]
    async with cutting(line, 8):
        for one in words:
            await write(nadia, thread, one)
            nadia.resume()
    nadia.resume()
    await until(lambda: not nadia.waiting.items, 20)
    page = await hart.api.call(GET_MESSAGES, MessagesAsk(thread_id=thread))
    assert [message.text.body for message in page.messages] == words
    await until(lambda: said(nadia, thread) == words, 10)


async def test_written_offline_and_closed_it_waits_for_the_next_start(
    school: School, at_school: OpenAt, line: Line, tmp_path: Path
) -> None:
    nadia = await at_school(school.cast.nadia, tmp_path, line.url)
    thread = await begin(nadia, school.cast.zara)
    line.cut()
    for one in ("First", "Second"):
        await write(nadia, thread, one)
    await nadia.close()
    line.mend()
    again = await at_school(school.cast.nadia, tmp_path, line.url)
    await until(lambda: not again.waiting.items, 20)
    page = await again.api.call(GET_MESSAGES, MessagesAsk(thread_id=thread))
    assert [message.text.body for message in page.messages] == ["First", "Second"]


async def test_a_letter_chosen_offline_arrives_once_and_can_be_opened_by_the_family_alone(
    school: School, at_school: OpenAt, line: Line, tmp_path: Path
) -> None:
    hart = await at_school(school.cast.hart, tmp_path, line.url)
    nadia, daniel = [await at_school(who) for who in (school.cast.nadia, school.cast.daniel)]
    thread = await begin(hart, school.cast.zara)
    line.cut()
    place = actions.place_of(thread)
    await hart.do(
        photos.add_photo, place, Picked(key="f" * 32, name="Trip, Zoë.pdf", data=pdf(), kind="file")
    )
    assert [one.state for one in hart.photos.at(place)] == ["waiting"]
    await write(hart, thread, "")
    line.mend()
    hart.resume()
    await until(lambda: not hart.waiting.items, 20)
    await nadia.do(actions.open_thread, thread)
    (message,) = nadia[MessagesStore].talk(thread).messages
    (file,) = message.files
    assert (file.name, file.kind, message.photos) == ("Trip, Zoë.pdf", FileKind.PDF, ())
    for account, status in ((nadia, 200), (daniel, 404)):
        got = await account.api._client.get(file_address(file.id), headers=account.api._identity())
        assert got.status_code == status


async def test_a_teacher_sends_one_letter_to_every_family_of_a_class(
    school: School, at_school: OpenAt
) -> None:
    hart, nadia, kasia = [
        await at_school(who) for who in (school.cast.hart, school.cast.nadia, school.cast.katarzyna)
    ]
    place = f"classmessage:{school.cast.class_4a}"
    await hart.do(photos.add_photo, place, Picked(key="f" * 32, name="Trip.pdf", data=pdf(), kind="file"))
    assert [one.state for one in hart.photos.at(place)] == ["ready"]
    hart.type(place, "Please read this.")
    await hart.do(actions.send_to_class, school.cast.class_4a)
    for family in (nadia, kasia):
        await until(lambda at=family: len(at[MessagesStore].shown(FAMILY)) == 1, 10)  # type: ignore[misc]
        last = family[MessagesStore].shown(FAMILY)[0].last
        assert last is not None
        assert [file.name for file in last.files] == ["Trip.pdf"]
        got = await family.api._client.get(file_address(last.files[0].id), headers=family.api._identity())
        assert got.status_code == 200


async def test_a_locked_letter_is_refused_in_words(school: School, at_school: OpenAt) -> None:
    nadia = await at_school(school.cast.nadia)
    locked = Picked(key="f" * 32, name="x.pdf", data=pdf(password="secret"), kind="file")
    await nadia.do(photos.add_photo, "message:1", locked)
    assert [(one.state, one.why) for one in nadia.photos.at("message:1")] == [
        ("refused", nadia.words.refusal("file_locked"))
    ]
