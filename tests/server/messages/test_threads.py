"""Whose a thread is, who is in it, and what stands in somebody's list."""

import asyncio

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.core.db import Tx
from server.messages.tables import thread_staff, threads
from server.school.actions import add_right, add_to_class, let_leave, move_pupil, remove_from_class
from server.school.tables import classes, contact_rights
from tests.edges import MINUTE
from tests.school import School
from tests.server.messages.talk import bodies, code, got, listed, opened, page, say, view
from wire.base import Person, Role
from wire.messages import (
    GET_PARTNERS,
    GET_THREAD,
    GET_THREADS,
    NO_ANSWER,
    OPEN_THREAD,
    PAGE,
    SEND_MESSAGE,
    NewMessage,
    NoAnswer,
    OpenThread,
    Partner,
    Partners,
    PartnersAsk,
    Side,
    ThreadKind,
    ThreadRef,
    ThreadsAsk,
)


async def test_a_family_and_its_class_team_find_the_same_thread(school: School) -> None:
    cast = school.cast
    mine = await opened(school, cast.nadia, cast.zara)
    assert {await opened(school, who, cast.zara) for who in (cast.nadia, cast.hart, cast.sandhu)} == {mine}
    assert await opened(school, cast.katarzyna, cast.lena) != mine
    seen = (await view(school, cast.nadia, mine)).line.thread
    assert (seen.kind, seen.pupil_name, seen.class_name) == (ThreadKind.CLASS, "Zara", "4A")
    assert [(one.name, one.role) for one in seen.staff] == [("Hart", Role.TEACHER), ("Sandhu", Role.TA)]
    assert [(one.name, one.role) for one in seen.family] == [("Nadia", Role.PARENT)]


async def test_named_staff_are_in_their_thread_and_nobody_else_of_the_school(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara, cast.adeyemi, cast.calloway)
    assert await opened(school, cast.nadia, cast.zara, cast.calloway, cast.adeyemi) == thread
    assert await opened(school, cast.nadia, cast.zara, cast.calloway) != thread
    await say(school, cast.nadia, thread, "Hello")
    seen = (await view(school, cast.adeyemi, thread)).line.thread
    assert (seen.kind, {one.name for one in seen.staff}) == (ThreadKind.NAMED, {"Adeyemi", "Calloway"})
    for who in (cast.hart, cast.sandhu, cast.prescott, cast.dunne, cast.katarzyna, cast.okafor):
        assert code(await school.ask(who, GET_THREAD, ThreadRef(thread_id=thread))) == "not_found"
    assert await bodies(school, cast.calloway, thread) == ["Hello"]


async def test_two_who_open_the_same_thread_at_once_get_the_same(school: School) -> None:
    cast = school.cast
    asked = [
        *(opened(school, who, cast.zara) for who in (cast.nadia, cast.hart, cast.sandhu) * 3),
        *(opened(school, cast.nadia, cast.zara, cast.hart) for _ in range(4)),
    ]
    found = await asyncio.gather(*asked)
    assert (len(set(found[:9])), len(set(found[9:]))) == (1, 1)
    counted = school.context.db.read(
        lambda conn: (
            conn.execute(sa.select(sa.func.count()).select_from(threads)).scalar(),
            conn.execute(sa.select(thread_staff.c.person_id)).scalars().all(),
        )
    )
    assert counted == (2, [cast.hart.id])


async def test_whom_a_family_may_not_name(school: School) -> None:
    cast = school.cast
    for who in (cast.okafor, cast.dunne, cast.prescott, cast.sandhu, cast.katarzyna, cast.nadia):
        ask = OpenThread(pupil_id=cast.zara, staff=(who.id,))
        assert code(await school.ask(cast.nadia, OPEN_THREAD, ask)) == "not_found"
    assert code(await school.ask(cast.nadia, OPEN_THREAD, OpenThread(pupil_id=cast.lena))) == "not_found"
    assert code(await school.ask(cast.nadia, OPEN_THREAD, OpenThread(pupil_id=99_999))) == "not_found"


async def test_about_whom_staff_may_open_a_thread(school: School) -> None:
    cast = school.cast
    asks = {
        "the team": OpenThread(pupil_id=cast.zara),
        "hart": OpenThread(pupil_id=cast.zara, staff=(cast.hart.id,)),
    }
    expected = {
        "hart": ("ok", "ok"),
        "sandhu": ("ok", "not_covering"),
        "adeyemi": ("not_allowed", "ok"),
        "calloway": ("not_allowed", "ok"),
        "okafor": ("not_found", "not_found"),
        "prescott": ("not_found", "not_found"),
        "dunne": ("not_found", "not_found"),
        "daniel": ("not_found", "not_found"),
    }
    found = {}
    for name in expected:
        answers = [
            await school.send(cast.people()[name], OPEN_THREAD, msgspec.to_builtins(ask))
            for ask in asks.values()
        ]
        found[name] = tuple(answer.json().get("code", "ok") for answer in answers)
    assert found == expected


async def test_with_whom_a_family_can_begin(school: School) -> None:
    cast = school.cast
    found = await got(school, cast.katarzyna, GET_PARTNERS, PartnersAsk())

    def partner(*staff: Person) -> Partner:
        return Partner(pupil_id=cast.lena, pupil_name="Lena", class_name="4A", staff=staff)

    assert found == Partners(
        partners=(
            partner(),
            partner(Person(id=cast.hart.id, name="Hart", role=Role.TEACHER)),
            partner(Person(id=cast.adeyemi.id, name="Adeyemi", role=Role.PROFESSIONAL)),
            partner(Person(id=cast.calloway.id, name="Calloway", role=Role.SMT)),
        )
    )
    for one in found.partners:
        ask = OpenThread(pupil_id=one.pupil_id, staff=tuple(person.id for person in one.staff))
        await got(school, cast.katarzyna, OPEN_THREAD, ask)
    about_another = await got(school, cast.katarzyna, GET_PARTNERS, PartnersAsk(pupil_id=cast.zara))
    assert about_another == Partners(partners=())


async def test_about_whom_staff_can_begin(school: School) -> None:
    cast = school.cast
    ask = PartnersAsk(side="staff")
    hart, adeyemi, calloway, rahman, sandhu, dunne = [
        await got(school, who, GET_PARTNERS, ask)
        for who in (cast.hart, cast.adeyemi, cast.calloway, cast.rahman, cast.sandhu, cast.dunne)
    ]
    assert [(one.pupil_name, one.staff) for one in hart.partners] == [
        ("Ilyas", ()),
        ("Lena", ()),
        ("Zara", ()),
    ]
    assert hart.classes == ((cast.class_4a, "4A", 3),)
    me = Person(id=cast.adeyemi.id, name="Adeyemi", role=Role.PROFESSIONAL)
    assert {one.staff for one in adeyemi.partners} == {(me,)}
    assert (len(adeyemi.partners), adeyemi.classes) == (3, ())
    assert (len(calloway.partners), calloway.classes) == (5, ())
    assert [one.pupil_name for one in rahman.partners] == ["Rosie", "Yusuf"]
    assert (sandhu, dunne) == (Partners(partners=()), Partners(partners=()))


async def test_the_list_is_newest_first_and_names_what_is_unread(school: School) -> None:
    cast = school.cast
    zara, lena = await opened(school, cast.nadia, cast.zara), await opened(school, cast.katarzyna, cast.lena)
    await opened(school, cast.nadia, cast.yusuf)
    await say(school, cast.nadia, zara, "One")
    await say(school, cast.katarzyna, lena, "Two")
    await say(school, cast.nadia, zara, "Three")
    staff = await listed(school, cast.hart, "staff")
    assert [(line.thread.id, line.unread, line.last and line.last.text.body) for line in staff.threads] == [
        (zara, 2, "Three"),
        (lena, 1, "Two"),
    ]
    assert (staff.unread, staff.next) == (3, None)
    assert (await listed(school, cast.hart, "family")).threads == ()
    mine = await listed(school, cast.nadia)
    assert [(line.thread.id, line.unread) for line in mine.threads] == [(zara, 0)]
    child = await got(school, cast.nadia, GET_THREADS, ThreadsAsk(child=cast.yusuf))
    assert (child.threads, child.unread) == ((), 0)


async def test_about_their_own_child_a_teacher_is_family(school: School) -> None:
    cast = school.cast
    school.context.db.write(lambda tx: add_to_class(tx, cast.rahman.id, cast.class_4a, Role.TEACHER))
    thread = await opened(school, cast.rahman, cast.ilyas)
    said = await say(school, cast.rahman, thread, "I write as his father")
    assert (said.side, said.author.role) == ("family", Role.PARENT)
    assert [line.thread.id for line in (await listed(school, cast.rahman)).threads] == [thread]
    assert (await listed(school, cast.rahman, "staff")).threads == ()
    zara = await opened(school, cast.rahman, cast.zara)
    said = await say(school, cast.rahman, zara, "I write as her teacher")
    assert (said.side, said.author.role) == ("staff", Role.TEACHER)


async def test_a_pupil_who_moves_gets_a_new_thread_and_the_old_one_is_read_only(school: School) -> None:
    cast = school.cast
    old = await opened(school, cast.katarzyna, cast.lena)
    await say(school, cast.katarzyna, old, "Goodbye")
    school.context.db.write(lambda tx: move_pupil(tx, cast.lena, cast.class_3b))
    new = await opened(school, cast.katarzyna, cast.lena)
    assert new != old
    for who in (cast.katarzyna, cast.hart):
        seen = await view(school, who, old)
        assert (seen.may_write, seen.why_not, seen.line.thread.class_name) == (False, "class_over", "4A")
        assert await bodies(school, who, old) == ["Goodbye"]
        assert code(await school.ask(who, SEND_MESSAGE, NewMessage(thread_id=old, body="x"))) == "class_over"
    assert code(await school.ask(cast.okafor, GET_THREAD, ThreadRef(thread_id=old))) == "not_found"
    assert code(await school.ask(cast.hart, GET_THREAD, ThreadRef(thread_id=new))) == "not_found"
    assert (await view(school, cast.okafor, new)).may_write
    assert (await listed(school, cast.hart, "staff", waiting=True)).threads == ()


async def test_in_an_archived_class_nobody_writes(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.katarzyna, cast.lena)

    def archive(tx: Tx) -> None:
        tx.conn.execute(classes.update().where(classes.c.id == cast.class_4a).values(archived_at=tx.now))
        tx.after(tx.db.rights_changed)

    school.context.db.write(archive)
    assert (await view(school, cast.katarzyna, thread)).why_not == "class_over"
    assert code(await school.ask(cast.katarzyna, OPEN_THREAD, OpenThread(pupil_id=cast.lena))) == "class_over"
    assert code(await school.ask(cast.hart, GET_THREAD, ThreadRef(thread_id=thread))) == "not_found"


async def test_named_staff_who_no_longer_work_with_the_class_read_and_are_not_written_to(
    school: School,
) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara, cast.adeyemi)
    await say(school, cast.nadia, thread, "Hello")
    school.context.db.write(lambda tx: remove_from_class(tx, cast.adeyemi.id, cast.class_4a))
    school.context.db.write(lambda tx: add_to_class(tx, cast.adeyemi.id, cast.class_3b, Role.PROFESSIONAL))
    assert (await view(school, cast.adeyemi, thread)).why_not == "right_ended"
    assert (await view(school, cast.nadia, thread)).why_not == "staff_gone"
    assert await bodies(school, cast.adeyemi, thread) == ["Hello"]
    with_head = await opened(school, cast.nadia, cast.zara, cast.calloway)
    assert (await view(school, cast.nadia, with_head)).may_write


async def test_a_right_without_messages_shows_nothing_of_threads(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    await say(school, cast.nadia, thread, "Hello")

    def without_messages(tx: Tx) -> None:
        tx.conn.execute(
            contact_rights.update().where(contact_rights.c.person_id == cast.nadia.id).values(messages=False)
        )
        tx.after(tx.db.rights_changed)

    school.context.db.write(without_messages)
    assert (await listed(school, cast.nadia)).threads == ()
    assert code(await school.ask(cast.nadia, GET_THREAD, ThreadRef(thread_id=thread))) == "not_found"
    assert code(await school.ask(cast.nadia, OPEN_THREAD, OpenThread(pupil_id=cast.zara))) == "not_found"
    assert (await view(school, cast.hart, thread)).line.thread.family == ()


async def test_a_new_adult_reads_the_whole_thread_and_is_in_it(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.katarzyna, cast.lena)
    await say(school, cast.katarzyna, thread, "Before")
    school.context.db.write(lambda tx: add_right(tx, cast.daniel.id, cast.lena, "father"))
    assert await bodies(school, cast.daniel, thread) == ["Before"]
    names = [one.name for one in (await view(school, cast.hart, thread)).line.thread.family]
    assert names == ["Daniel", "Katarzyna"]


async def test_a_closed_account_is_no_longer_in_a_thread(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara, cast.adeyemi)
    school.context.db.write(
        lambda tx: tx.conn.execute(people.update().where(people.c.id == cast.adeyemi.id).values(closed_at=1))
    )
    assert (await view(school, cast.nadia, thread)).why_not == "staff_gone"


async def test_who_waits_longest_comes_first_and_an_answer_ends_it(school: School) -> None:
    cast = school.cast
    lena, zara = await opened(school, cast.katarzyna, cast.lena), await opened(school, cast.nadia, cast.zara)
    first = school.clock.now()
    await say(school, cast.katarzyna, lena, "One")
    school.clock.forward(MINUTE)
    await say(school, cast.nadia, zara, "Two")
    await say(school, cast.katarzyna, lena, "Three")
    waits = await listed(school, cast.hart, "staff", waiting=True)
    assert [(line.thread.id, line.thread.waiting_since) for line in waits.threads] == [
        (lena, first),
        (zara, first + MINUTE),
    ]
    await say(school, cast.hart, lena, "Answer")
    waits = await listed(school, cast.hart, "staff", waiting=True)
    assert [line.thread.id for line in waits.threads] == [zara]
    await say(school, cast.katarzyna, lena, "And another thing")
    waits = await listed(school, cast.hart, "staff", waiting=True)
    assert [line.thread.id for line in waits.threads] == [zara, lena]


async def test_what_needs_no_answer_waits_no_longer_unless_more_was_said(school: School) -> None:
    cast = school.cast
    zara = await opened(school, cast.nadia, cast.zara)
    await say(school, cast.hart, zara, "The coat is here.")
    thanks = await say(school, cast.nadia, zara, "Thank you.")
    done = NoAnswer(thread_id=zara, seen=thanks.id)
    more = await say(school, cast.nadia, zara, "And her hat?")
    assert code(await school.ask(cast.hart, NO_ANSWER, done)) == "said_more"
    assert len((await listed(school, cast.hart, "staff", waiting=True)).threads) == 1
    await got(school, cast.hart, NO_ANSWER, NoAnswer(thread_id=zara, seen=more.id))
    assert (await listed(school, cast.hart, "staff", waiting=True)).threads == ()
    await say(school, cast.nadia, zara, "And her shoes?")
    assert len((await listed(school, cast.hart, "staff", waiting=True)).threads) == 1


async def test_long_lists_and_threads_come_in_pages(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    for n in range(PAGE + 3):
        await say(school, cast.nadia, thread, f"{n}")
    newest = await page(school, cast.hart, thread)
    older = await page(school, cast.hart, thread, newest.next)
    said = [message.text.body for message in (*older.messages, *newest.messages)]
    assert (said, len(newest.messages), older.next) == ([f"{n}" for n in range(PAGE + 3)], PAGE, None)


async def in_pages(school: School, *, side: Side, waiting: bool) -> list[int]:
    """The threads of Hart's list, page by page."""
    found: list[int] = []
    before = None
    while True:
        ask = ThreadsAsk(side=side, waiting=waiting, before=before)
        answer = await got(school, school.cast.hart, GET_THREADS, ask)
        found += [line.thread.id for line in answer.threads]
        before = answer.next
        if before is None:
            return found


async def test_no_thread_is_lost_between_two_pages_of_the_list(school: School) -> None:
    cast = school.cast

    def many(tx: Tx) -> list[int]:
        from server.school.actions import add_pupil

        made = [add_pupil(tx, f"Pupil {n}", cast.class_4a) for n in range(PAGE + 5)]
        for pupil in made:
            add_right(tx, cast.katarzyna.id, pupil, "mother")
        return made

    about = [await opened(school, cast.katarzyna, pupil) for pupil in school.context.db.write(many)]
    for thread in about:
        await say(school, cast.katarzyna, thread, "Hello")
    assert await in_pages(school, side="staff", waiting=False) == about[::-1]
    assert await in_pages(school, side="staff", waiting=True) == about


async def test_a_leaver_takes_the_threads_along(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.katarzyna, cast.lena)
    await say(school, cast.katarzyna, thread, "Hello")
    school.context.db.write(lambda tx: let_leave(tx, cast.lena))
    assert code(await school.ask(cast.katarzyna, GET_THREAD, ThreadRef(thread_id=thread))) == "not_found"
    assert (await view(school, cast.hart, thread)).why_not == "class_over"
    assert (await listed(school, cast.hart, "staff", waiting=True)).threads == ()
