"""How far each person has got: never back, never too far, told to whom it may be told (spec 5.2)."""

import asyncio

import sqlalchemy as sa

from server.core.db import Tx
from server.messages.tables import readings
from server.school.tables import school as school_table
from tests.cast import Who
from tests.edges import MINUTE
from tests.paths.test_photo_story import following, next_of
from tests.school import School
from tests.server.messages.talk import got, listed, opened, say, view
from wire.events import (
    HearAboutChanged,
    MarksChanged,
    MessageChanged,
    MessageSent,
    MyMarks,
    ThreadOpened,
)
from wire.messages import (
    MOST_UNREAD,
    NO_ANSWER,
    REMOVE_MESSAGE,
    SET_HEAR_ABOUT,
    SET_MARKS,
    Mark,
    MessageRef,
    NoAnswer,
    SetHearAbout,
    SetMarks,
)
from wire.snapshot import GET_SNAPSHOT, SnapshotAsk


async def mark(school: School, who: Who, thread: int, read: int, delivered: int = 0) -> None:
    """Somebody's app says how far they have got."""
    await got(school, who, SET_MARKS, SetMarks(thread_id=thread, delivered=delivered, read=read))


def allow_parents(tx: Tx) -> None:
    """The school lets families see what staff have read."""
    tx.conn.execute(school_table.update().values(parents_see_read=True))


def read_by(school: School, who: Who) -> list[tuple[int, int]]:
    """Up to which message somebody read, and when, each time."""
    query = sa.select(readings.c.read, readings.c.at).where(readings.c.person_id == who.id)
    return school.context.db.read(
        lambda conn: [(row[0], row[1]) for row in conn.execute(query.order_by(readings.c.id))]
    )


async def test_marks_move_on_and_never_back_nor_too_far(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    first, second = [await say(school, cast.nadia, thread, body) for body in ("One", "Two")]
    await mark(school, cast.hart, thread, read=0, delivered=first.id)
    assert (await view(school, cast.sandhu, thread)).marks == (
        Mark(person_id=cast.hart.id, delivered=first.id, read=0),
    )
    began = school.clock.now()
    for read in (first.id, first.id, first.id - 1, 10**9, first.id):
        await mark(school, cast.hart, thread, read=read)
        school.clock.forward(MINUTE)
    assert (await view(school, cast.sandhu, thread)).marks == (
        Mark(person_id=cast.hart.id, delivered=second.id, read=second.id),
    )
    assert read_by(school, cast.hart) == [(first.id, began), (second.id, began + 3 * MINUTE)]
    assert (await listed(school, cast.hart, "staff")).unread == 0


async def test_families_see_what_staff_read_only_if_the_school_says_so(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    sent = await say(school, cast.nadia, thread, "One")
    await mark(school, cast.hart, thread, read=sent.id)
    await mark(school, cast.nadia, thread, read=sent.id)
    assert (await view(school, cast.nadia, thread)).marks == ()
    hart, nadia = [Mark(person_id=who.id, delivered=sent.id, read=sent.id) for who in (cast.hart, cast.nadia)]
    assert set((await view(school, cast.sandhu, thread)).marks) == {hart, nadia}
    school.context.db.write(allow_parents)
    assert (await view(school, cast.nadia, thread)).marks == (hart,)


async def test_each_mark_is_told_to_whom_it_may_be_told(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    sent = await say(school, cast.nadia, thread, "One")
    async with following(school, cast.nadia) as mother, following(school, cast.hart) as teacher:
        await mark(school, cast.nadia, thread, read=sent.id)
        told = MarksChanged(
            thread_id=thread, mark=Mark(person_id=cast.nadia.id, delivered=sent.id, read=sent.id)
        )
        assert await next_of(teacher, MarksChanged) == told
        assert await next_of(mother, MyMarks) == MyMarks(thread_id=thread, read=sent.id, unread=0)
        await mark(school, cast.hart, thread, read=0, delivered=sent.id)
        await next_of(teacher, MarksChanged)
        school.context.db.write(allow_parents)
        await mark(school, cast.hart, thread, read=sent.id)
        # The first of hers that she hears is the one after the school allowed it.
        told = MarksChanged(
            thread_id=thread, mark=Mark(person_id=cast.hart.id, delivered=sent.id, read=sent.id)
        )
        assert await next_of(mother, MarksChanged) == told


async def test_marks_of_two_devices_at_once_are_one_reading(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    sent = await say(school, cast.nadia, thread, "One")
    await asyncio.gather(*(mark(school, cast.hart, thread, read=sent.id) for _ in range(6)))
    assert len(read_by(school, cast.hart)) == 1


async def test_unread_stops_counting_somewhere(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    for _ in range(MOST_UNREAD + 2):
        last = await say(school, cast.nadia, thread, "Again")
    assert (await listed(school, cast.hart, "staff")).unread == MOST_UNREAD
    await mark(school, cast.hart, thread, read=last.id - 3)
    assert (await listed(school, cast.hart, "staff")).unread == 3


async def test_an_open_list_and_an_open_thread_stay_true_without_reload(school: School) -> None:
    cast = school.cast
    async with following(school, cast.hart) as teacher, following(school, cast.katarzyna) as other:
        thread = await opened(school, cast.nadia, cast.zara)
        sent = await say(school, cast.nadia, thread, "😀")
        told = await next_of(teacher, ThreadOpened)
        assert isinstance(told, ThreadOpened)
        assert (told.thread.id, told.thread.pupil_name) == (thread, "Zara")
        now = school.clock.now()
        assert await next_of(teacher, MessageSent) == MessageSent(message=sent, waiting_since=now)
        await got(school, cast.hart, NO_ANSWER, NoAnswer(thread_id=thread, seen=sent.id))
        assert await next_of(teacher, MessageChanged) == MessageChanged(message=sent, waiting_since=None)
        answer = await say(school, cast.hart, thread, "👍")
        assert await next_of(teacher, MessageSent) == MessageSent(message=answer, waiting_since=None)
        await got(school, cast.hart, REMOVE_MESSAGE, MessageRef(message_id=answer.id))
        changed = await next_of(teacher, MessageChanged)
        assert isinstance(changed, MessageChanged)
        assert changed.message.text.body == ""
        ask = SetHearAbout(pupil_id=cast.zara, topics=("lunch",))
        stands = await got(school, cast.nadia, SET_HEAR_ABOUT, ask)
        assert await next_of(teacher, HearAboutChanged) == HearAboutChanged(hear_about=stands)
        assert other.empty()


async def test_the_first_screen_has_the_threads_and_what_is_unread_on_both_sides(school: School) -> None:
    cast = school.cast
    mine, zara = await opened(school, cast.rahman, cast.ilyas), await opened(school, cast.rahman, cast.yusuf)
    await say(school, cast.hart, mine, "To the father")
    await say(school, cast.nadia, zara, "To the teacher")
    await say(school, cast.nadia, zara, "Again")
    for side, threads, unread, other in (("family", [mine], 1, 2), ("staff", [zara], 2, 1)):
        snapshot = await got(school, cast.rahman, GET_SNAPSHOT, SnapshotAsk(side=side))  # type: ignore[arg-type]
        assert [line.thread.id for line in snapshot.threads.threads] == threads
        assert (snapshot.threads.unread, snapshot.unread_other) == (unread, other)
