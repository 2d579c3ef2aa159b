"""A message is told to those in its thread who have not read it, whatever else they may read."""

import sqlalchemy as sa

from server.core.tables import events
from tests.cast import Who
from tests.edges import HOUR, MINUTE
from tests.mailbox import Mailbox, body_of
from tests.school import School
from tests.server.notifications.doing import choose, wait
from wire.messages import (
    OPEN_THREAD,
    REMOVE_MESSAGE,
    SEND_MESSAGE,
    SET_MARKS,
    Message,
    MessageRef,
    NewMessage,
    OpenThread,
    SetMarks,
    ThreadView,
)
from wire.modules import SWITCH_MODULE, Module, Modules, SwitchModule


async def sent(school: School, author: Who, body: str = "Zara forgot her coat.") -> Message:
    """A message about Zara in the thread with the team of 4A."""
    opened = await school.ask(author, OPEN_THREAD, OpenThread(pupil_id=school.cast.zara))
    assert isinstance(opened, ThreadView)
    message = await school.ask(author, SEND_MESSAGE, NewMessage(thread_id=opened.line.thread.id, body=body))
    assert isinstance(message, Message)
    return message


async def test_a_message_comes_after_two_minutes_unread_to_its_thread_alone(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await sent(school, cast.hart)
    wait(school, 2 * MINUTE - 1)
    assert mailbox.mails == []
    wait(school, 1)
    assert mailbox.recipients == [cast.nadia.email]
    (mail,) = mailbox.to(cast.nadia.email)
    assert "Zara" not in mail["subject"] + body_of(mail) + body_of(mail, "html")


async def test_with_words_it_says_from_whom_and_about_which_child(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.hart, words=True)
    await sent(school, cast.nadia)
    wait(school)
    (mail,) = mailbox.to(cast.hart.email)
    assert mail["subject"] == "New message from Nadia about Zara"
    assert "Zara forgot her coat." in body_of(mail).splitlines()


async def test_a_message_that_was_read_is_not_told(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    message = await sent(school, cast.hart)
    school.do_jobs()
    marks = SetMarks(thread_id=message.thread_id, delivered=message.id, read=message.id)
    await school.ask(cast.nadia, SET_MARKS, marks)
    wait(school)
    assert mailbox.mails == []


async def test_a_message_that_was_taken_back_is_not_told(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    message = await sent(school, cast.hart)
    school.do_jobs()
    await school.ask(cast.hart, REMOVE_MESSAGE, MessageRef(message_id=message.id))
    wait(school)
    assert mailbox.mails == []


async def test_the_open_apps_of_a_thread_are_told_and_the_writers_is_not(school: School) -> None:
    cast = school.cast
    await sent(school, cast.nadia)
    school.do_jobs()
    topics = sa.select(events.c.topic).where(events.c.kind == "noticed").order_by(events.c.topic)
    told = school.context.db.read(lambda conn: conn.execute(topics).scalars().all())
    # A TA who does not cover has nothing to answer (spec 5.5).
    assert told == [f"person:{cast.hart.id}"]


async def test_nothing_of_a_thread_goes_out_after_the_right_to_messages_ended(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await sent(school, cast.hart)
    school.do_jobs()
    await school.end_rights(cast.nadia)
    wait(school)
    assert mailbox.mails == []


async def test_nothing_goes_out_about_a_part_that_the_school_has_switched_off(
    school: School, mailbox: Mailbox
) -> None:
    """What came before is not told afterwards either: by then it is old news, and stands in the app."""
    await sent(school, school.cast.hart)
    school.do_jobs()
    for on in (False, True):
        switched = SwitchModule(Module.MESSAGES, on=on)
        assert isinstance(await school.ask(school.cast.dunne, SWITCH_MODULE, switched), Modules)
        wait(school, HOUR)
    assert mailbox.mails == []
