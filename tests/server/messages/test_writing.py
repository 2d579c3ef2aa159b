"""Writing, editing, taking back: what stands there afterwards, for whom, and what stays on record."""

import pytest
import sqlalchemy as sa

from server.core.feed import cursor
from server.core.viewer import Viewer
from server.messages.rules import Standing, role_in, side_of, why_not
from server.messages.tables import message_revisions, messages
from server.school.actions import add_right, move_pupil
from server.translation.tables import texts
from tests.cast import Who
from tests.edges import MINUTE
from tests.school import School, headers_of
from tests.server.media.test_files import fetched
from tests.server.media.test_files import sent as sent_file
from tests.server.messages.talk import bodies, code, got, listed, opened, page, say, view
from tests.test_permissions import uploaded
from wire.base import Person, Role, TextState
from wire.media import address
from wire.messages import (
    EDIT_MESSAGE,
    REMOVE_MESSAGE,
    SEARCH_MESSAGES,
    SEND_MESSAGE,
    SEND_TO_CLASS,
    ClassMessageSent,
    EditMessage,
    Message,
    MessageRef,
    MessageState,
    NewClassMessage,
    NewMessage,
    SearchMessages,
)

FIRST = "Zara was sad at lunch."


async def status_of(school: School, who: Who, photo: int) -> int:
    """What somebody's screen is answered when it asks for a picture."""
    return (await school.http.get(address(photo, 400), headers=headers_of(who))).status_code


async def caught_up(school: School, who: Who, after: int) -> bytes:
    """All that somebody's screen gets, which was away since event ``after``."""
    school.do_jobs()
    viewer = await school.context.viewers.of(who.token)
    missed = await school.context.hub.catch_up(viewer, after)
    assert missed is not None
    return b"".join(frame for _, frame in missed)


def on_record(school: School) -> list[tuple[str, str]]:
    """What was done to messages, with the words until then."""
    query = (
        sa.select(message_revisions.c.what, texts.c.body)
        .join(texts, texts.c.id == message_revisions.c.text_id)
        .order_by(message_revisions.c.id)
    )
    return school.context.db.read(lambda conn: [(row[0], row[1]) for row in conn.execute(query)])


async def test_what_is_sent_is_what_all_in_the_thread_read(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    sent = await say(school, cast.nadia, thread, "  کیا زارا ٹھیک ہے؟ ")
    assert sent == Message(
        id=sent.id,
        thread_id=thread,
        author=Person(id=cast.nadia.id, name="Nadia", role=Role.PARENT),
        side="family",
        at=school.clock.now(),
        text=sent.text,
    )
    assert (sent.text.body, sent.text.lang, sent.text.state) == ("کیا زارا ٹھیک ہے؟", "ur", TextState.SAME)
    assert (await page(school, cast.nadia, thread)).messages == (sent,)
    school.do_jobs()
    (seen,) = (await page(school, cast.hart, thread)).messages
    assert (seen.id, seen.text.body, seen.text.state) == (sent.id, sent.text.body, TextState.NONE)
    answer = await say(school, cast.hart, thread, "She is fine.")
    assert (answer.side, answer.author.role, answer.covers) == ("staff", Role.TEACHER, None)


async def test_an_edit_is_marked_and_the_earlier_words_reach_nobody_any_more(school: School) -> None:
    cast = school.cast
    before = school.context.db.read(cursor)
    thread = await opened(school, cast.nadia, cast.zara)
    sent = await say(school, cast.hart, thread, FIRST)
    assert FIRST.encode() in await caught_up(school, cast.nadia, before)
    school.clock.forward(MINUTE)
    change = EditMessage(message_id=sent.id, body="Zara had a good lunch.")
    edited = await got(school, cast.hart, EDIT_MESSAGE, change)
    assert (edited.text.body, edited.edited_at) == ("Zara had a good lunch.", school.clock.now())
    heard = await caught_up(school, cast.nadia, before)
    assert (FIRST.encode() in heard, b"Zara had a good lunch." in heard) == (False, True)
    assert await bodies(school, cast.nadia, thread) == ["Zara had a good lunch."]
    assert on_record(school) == [("edited", FIRST)]
    same = await got(school, cast.hart, EDIT_MESSAGE, change)
    assert (same, len(on_record(school))) == (edited, 1)


async def test_a_removed_message_shows_no_words_and_no_picture_to_anybody(school: School) -> None:
    cast = school.cast
    before = school.context.db.read(cursor)
    thread = await opened(school, cast.nadia, cast.zara)
    photo = await uploaded(school, cast.hart)
    sent = await say(school, cast.hart, thread, FIRST, (photo,))
    assert await status_of(school, cast.nadia, photo) == 200
    removed = await got(school, cast.hart, REMOVE_MESSAGE, MessageRef(message_id=sent.id))
    assert (removed.state, removed.text.body, removed.photos) == (MessageState.REMOVED, "", ())
    assert FIRST.encode() not in await caught_up(school, cast.nadia, before)
    for who in (cast.nadia, cast.hart, cast.sandhu):
        assert (await page(school, who, thread)).messages == (removed,)
    for who in school.cast.people().values():
        assert await status_of(school, who, photo) == 404
    assert on_record(school) == [("removed", FIRST)]
    again = await got(school, cast.hart, REMOVE_MESSAGE, MessageRef(message_id=sent.id))
    assert (again, len(on_record(school))) == (removed, 1)
    change = EditMessage(message_id=sent.id, body="x")
    assert code(await school.ask(cast.hart, EDIT_MESSAGE, change)) == "message_removed"
    lists = [await listed(school, cast.nadia), await listed(school, cast.sandhu, "staff")]
    assert [(page.unread, page.threads[0].unread) for page in lists] == [(0, 0), (0, 0)]


async def test_whose_right_ended_neither_edits_nor_removes(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.katarzyna, cast.lena)
    sent = await say(school, cast.katarzyna, thread, "Hello")
    school.context.db.write(lambda tx: move_pupil(tx, cast.lena, cast.class_3b))
    for endpoint, fields in ((EDIT_MESSAGE, {"body": "x"}), (REMOVE_MESSAGE, {})):
        answer = await school.send(cast.katarzyna, endpoint, {"message_id": sent.id, **fields})
        assert (answer.status_code, answer.json()["code"]) == (403, "class_over")
    await school.end_rights(cast.katarzyna)
    answer = await school.send(cast.katarzyna, REMOVE_MESSAGE, {"message_id": sent.id})
    assert answer.status_code == 404
    assert await bodies(school, cast.hart, thread) == ["Hello"]


async def test_a_family_that_takes_its_question_back_waits_no_more(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    first = await say(school, cast.nadia, thread, "One")
    second = await say(school, cast.nadia, thread, "Two")

    async def waits_with(message: Message | None) -> bool:
        waiting = (await listed(school, cast.hart, "staff", waiting=True)).threads
        ids = school.context.db.read(
            lambda conn: conn.exec_driver_sql("SELECT waiting_id FROM threads").scalars().all()
        )
        return ids == [message.id if message else None] and bool(waiting) == bool(message)

    assert await waits_with(first)
    await school.ask(cast.nadia, REMOVE_MESSAGE, MessageRef(message_id=first.id))
    assert await waits_with(second)
    await school.ask(cast.nadia, REMOVE_MESSAGE, MessageRef(message_id=second.id))
    assert await waits_with(None)


async def test_a_message_to_a_class_goes_to_each_family_alone(school: School) -> None:
    cast = school.cast
    await say(school, cast.katarzyna, await opened(school, cast.katarzyna, cast.lena), "I wait")
    photo = await uploaded(school, cast.hart)
    ask = NewClassMessage(class_id=cast.class_4a, body="Bring boots.", photos=(photo,))
    assert await school.ask(cast.hart, SEND_TO_CLASS, ask) == ClassMessageSent(threads=3)
    mine = await listed(school, cast.nadia)
    (line,) = mine.threads
    assert line.last is not None
    assert (line.last.text.body, line.last.to_class, line.unread) == ("Bring boots.", True, 1)
    seen = {name: await status_of(school, who, photo) for name, who in cast.people().items()}
    assert {name for name, status in seen.items() if status == 200} == {
        "nadia", "katarzyna", "rahman", "hart", "sandhu",
    }  # fmt: skip
    # It answers nobody, and each answer comes back privately.
    waits = await listed(school, cast.hart, "staff", waiting=True)
    assert [one.thread.pupil_name for one in waits.threads] == ["Lena"]
    before = school.context.db.read(cursor)
    await say(school, cast.nadia, line.thread.id, "Yes")
    assert [one.thread.pupil_name for one in (await listed(school, cast.katarzyna)).threads] == ["Lena"]
    heard = [await caught_up(school, who, before) for who in (cast.katarzyna, cast.hart)]
    assert [b"Yes" in frames for frames in heard] == [False, True]


async def test_a_message_to_a_class_changes_in_every_thread(school: School) -> None:
    cast = school.cast
    photo = await uploaded(school, cast.hart)
    ask = NewClassMessage(class_id=cast.class_4a, body=FIRST, photos=(photo,))
    await got(school, cast.hart, SEND_TO_CLASS, ask)
    threads = [
        (who, (await listed(school, who)).threads[0]) for who in (cast.nadia, cast.katarzyna, cast.rahman)
    ]
    one = threads[0][1].last
    assert one is not None
    school.context.db.write(lambda tx: move_pupil(tx, cast.lena, cast.class_3b))
    await got(school, cast.hart, EDIT_MESSAGE, EditMessage(message_id=one.id, body="Bring boots."))
    for who, line in threads:
        assert await bodies(school, who, line.thread.id) == ["Bring boots."]
        assert await status_of(school, who, photo) == 200
    assert on_record(school) == [("edited", FIRST)] * 3
    await got(school, cast.hart, REMOVE_MESSAGE, MessageRef(message_id=one.id))
    for who, line in threads:
        assert await bodies(school, who, line.thread.id) == [""]
        assert await status_of(school, who, photo) == 404
    for who in (cast.hart, cast.sandhu):
        assert await status_of(school, who, photo) == 404


async def test_a_file_goes_to_each_family_of_a_class_and_is_gone_with_its_message(school: School) -> None:
    cast = school.cast
    file = await sent_file(school, cast.hart, name="Boots.pdf")
    ask = NewClassMessage(class_id=cast.class_4a, body="", files=(file.id,))
    assert await school.ask(cast.hart, SEND_TO_CLASS, ask) == ClassMessageSent(threads=3)
    (line,) = (await listed(school, cast.nadia)).threads
    assert line.last is not None
    assert line.last.files == (file,)

    async def who_gets_it() -> set[str]:
        answers = {name: await fetched(school, who, file.id) for name, who in cast.people().items()}
        return {name for name, answer in answers.items() if answer.status_code == 200}

    assert await who_gets_it() == {"nadia", "katarzyna", "rahman", "hart", "sandhu"}
    await got(school, cast.hart, REMOVE_MESSAGE, MessageRef(message_id=line.last.id))
    assert await who_gets_it() == set()


async def test_a_file_in_a_thread_is_for_those_in_it(school: School) -> None:
    cast = school.cast
    thread, file = await opened(school, cast.nadia, cast.zara), await sent_file(school, cast.nadia)
    ask = NewMessage(thread_id=thread, body="", files=(file.id,))
    sent = await got(school, cast.nadia, SEND_MESSAGE, ask)
    assert sent.files == (file,)
    assert (await page(school, cast.hart, thread)).messages == (sent,)
    answers = {name: (await fetched(school, who, file.id)).status_code for name, who in cast.people().items()}
    assert {name for name, status in answers.items() if status == 200} == {"nadia", "hart", "sandhu"}


async def test_a_class_without_families_is_told_so(school: School) -> None:
    cast = school.cast
    for who in (cast.nadia, cast.daniel, cast.rahman):
        await school.end_rights(who)
    ask = NewClassMessage(class_id=cast.class_3b, body="Hello")
    assert code(await school.ask(cast.okafor, SEND_TO_CLASS, ask)) == "nobody_to_write_to"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("ZARA", ["Zara lost a 100% wool ŻÓŁTY hat_x"]),
        ("żółty", ["Zara lost a 100% wool ŻÓŁTY hat_x"]),
        ("0%", ["Zara lost a 100% wool ŻÓŁTY hat_x"]),
        ("t_x", ["Zara lost a 100% wool ŻÓŁTY hat_x"]),
        ("%%", []),
        ("__", []),
        ("سویٹر", ["اس کا سویٹر کہاں ہے؟"]),
        ("привіт", ["ПРИВІТ"]),
        ("secret", []),
        ("gone", []),
    ],
)
async def test_words_are_found_in_my_threads_alone(school: School, words: str, found: list[str]) -> None:
    cast = school.cast
    zara, lena = await opened(school, cast.nadia, cast.zara), await opened(school, cast.katarzyna, cast.lena)
    named = await opened(school, cast.nadia, cast.zara, cast.adeyemi)
    await say(school, cast.hart, zara, "Zara lost a 100% wool ŻÓŁTY hat_x")
    await say(school, cast.nadia, zara, "اس کا سویٹر کہاں ہے؟")
    await say(school, cast.nadia, named, "ПРИВІТ")
    await say(school, cast.katarzyna, lena, "A secret of Lena's")
    gone = await say(school, cast.nadia, zara, "This is gone")
    await got(school, cast.nadia, REMOVE_MESSAGE, MessageRef(message_id=gone.id))
    answer = await got(school, cast.nadia, SEARCH_MESSAGES, SearchMessages(words=words))
    assert [one.message.text.body for one in answer.found] == found
    assert {one.thread.pupil_name for one in answer.found} <= {"Zara"}
    staff = await got(school, cast.hart, SEARCH_MESSAGES, SearchMessages(words="привіт", side="staff"))
    assert staff.found == ()


async def test_words_are_found_in_my_own_language(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.katarzyna, cast.lena)
    await say(school, cast.hart, thread, "Thank you!")
    school.do_jobs()
    ask = SearchMessages(words="DZIĘKUJEMY")
    for who, expected in ((cast.katarzyna, ["Thank you!"]), (cast.hart, [])):
        side = "family" if who is cast.katarzyna else "staff"
        answer = await school.send(who, SEARCH_MESSAGES, {"words": ask.words, "side": side})
        assert [one["message"]["text"]["body"] for one in answer.json()["found"]] == expected


def standing(**change: object) -> Standing:
    given: dict[str, object] = {
        "kind": "class",
        "topic": "talk:5:class:2",
        "class_id": 2,
        "pupil_id": 5,
        "pupil_class": 2,
        "is_over": False,
        "staffed": True,
    }
    return Standing(**(given | change))  # type: ignore[arg-type]


def somebody(**change: object) -> Viewer:
    given: dict[str, object] = {
        "person_id": 7,
        "session_id": 1,
        "name": "Somebody",
        "lang": "en",
        "roles": frozenset({Role.TA}),
        "family": {},
        "staff": frozenset({"class:2"}),
        "all_topics": False,
        "posts": frozenset(),
        "teams": frozenset({2}),
    }
    return Viewer(**(given | change))  # type: ignore[arg-type]


def test_a_ta_writes_only_while_the_teacher_is_absent() -> None:
    ta, covering = somebody(), somebody(writes=frozenset({2}), covers={2: 40})
    assert (why_not(ta, standing()), why_not(covering, standing())) == ("not_covering", "")
    elsewhere = somebody(writes=frozenset({3}), covers={3: 40})
    assert why_not(elsewhere, standing()) == "not_covering"
    assert role_in(covering, "staff", 2) is Role.TA


def test_by_rank_nobody_is_in_a_thread() -> None:
    for role in (Role.SMT, Role.DSL, Role.OFFICE):
        boss = somebody(roles=frozenset({role}), all_topics=True, teams=frozenset(), staff=frozenset())
        assert side_of(boss, "talk:5:class:2") is None
        topics = ("talk:5:class:2", "staff:talk:5:class:2", "record:talk:5:class:2", "talk:5:with:8")
        assert [boss.may_read(topic) for topic in topics] == [False] * 4
        assert boss.may_read("talk:5:with:7")


async def test_two_adults_of_one_child_share_the_thread(school: School) -> None:
    cast = school.cast
    school.context.db.write(lambda tx: add_right(tx, cast.daniel.id, cast.lena, "father"))
    thread = await opened(school, cast.daniel, cast.lena)
    await say(school, cast.daniel, thread, "From me")
    mine = await listed(school, cast.katarzyna)
    assert [(line.thread.id, line.unread) for line in mine.threads] == [(thread, 1)]


async def test_what_a_ta_writes_for_the_absent_teacher_says_so(school: School) -> None:
    cast = school.cast
    from dataclasses import replace

    from server.messages.actions import send_message

    thread = await opened(school, cast.nadia, cast.zara)
    refused = await school.ask(cast.sandhu, SEND_MESSAGE, NewMessage(thread_id=thread, body="x"))
    assert code(refused) == "not_covering"
    assert (await view(school, cast.sandhu, thread)).why_not == "not_covering"
    viewer = await school.context.viewers.of(cast.sandhu.token)
    covering = replace(viewer, writes=frozenset({cast.class_4a}), covers={cast.class_4a: cast.hart.id})
    ask = NewMessage(thread_id=thread, body="Miss Hart is ill.")
    sent = school.context.db.write(lambda tx: send_message(tx, covering, ask))
    teacher = Person(id=cast.hart.id, name="Hart", role=Role.TEACHER)
    assert (sent.author.role, sent.covers) == (Role.TA, teacher)
    (seen,) = (await page(school, cast.nadia, thread)).messages
    assert (seen.author.name, seen.covers) == ("Sandhu", teacher)
    stored = school.context.db.read(
        lambda conn: conn.execute(sa.select(messages.c.covers_id)).scalars().all()
    )
    assert stored == [cast.hart.id]
