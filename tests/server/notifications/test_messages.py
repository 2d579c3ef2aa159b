"""A message is told to those in its thread who have not read it, whatever else they may read."""

import sqlalchemy as sa

from server.core.db import Tx
from server.core.tables import events
from server.messages.tables import marks, messages, threads
from server.notifications.actions import notify
from server.translation.actions import take_back, write_text
from tests.cast import Who
from tests.edges import MINUTE
from tests.mailbox import Mailbox, body_of
from tests.school import School
from tests.server.notifications.doing import choose, wait
from wire.notifications import NoticeKind


async def sent(school: School, author: Who, body: str = "Zara forgot her coat.") -> int:
    """A message about Zara in the thread with the team of 4A; its id."""
    topic = f"talk:{school.cast.zara}:class:{school.cast.class_4a}"

    def write(tx: Tx) -> int:
        row = {"topic": topic, "kind": "class", "pupil_id": school.cast.zara, "made_at": tx.now}
        found = tx.conn.execute(sa.select(threads.c.id).where(threads.c.topic == topic)).scalar()
        thread = found or tx.conn.execute(threads.insert().values(**row).returning(threads.c.id)).scalar_one()
        text = write_text(tx, topic=topic, body=body, lang="en", author_id=author.id, chosen=True)
        new = {"thread_id": thread, "author_id": author.id, "author_role": "teacher", "side": "staff", "at": tx.now,
               "text_id": text, "photos": "[]", "files": "[]", "state": "sent"}  # fmt: skip
        message = int(tx.conn.execute(messages.insert().values(**new).returning(messages.c.id)).scalar_one())
        notify(tx, NoticeKind.MESSAGE, topic, {"message_id": message}, author_id=author.id)
        return message

    return await school.context.db.awrite(write)


async def test_a_message_comes_after_two_minutes_unread_to_its_thread_alone(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await sent(school, cast.hart)
    wait(school, 2 * MINUTE - 1)
    assert mailbox.mails == []
    wait(school, 1)
    assert sorted(mailbox.recipients) == [cast.nadia.email, cast.sandhu.email]
    (mail,) = mailbox.to(cast.nadia.email)
    assert "Zara" not in mail["subject"] + body_of(mail) + body_of(mail, "html")


async def test_with_words_it_says_from_whom_and_about_which_child(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    await choose(school, cast.sandhu, words=True)
    await sent(school, cast.hart)
    wait(school)
    (mail,) = mailbox.to(cast.sandhu.email)
    assert mail["subject"] == "New message from Hart about Zara"
    assert "Zara forgot her coat." in body_of(mail).splitlines()


async def test_a_message_that_was_read_is_not_told(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    message = await sent(school, cast.hart)
    row = {"thread_id": 1, "person_id": cast.nadia.id, "delivered": message, "read": message}
    await school.context.db.awrite(lambda tx: tx.conn.execute(marks.insert().values(**row)))
    wait(school)
    assert mailbox.recipients == [cast.sandhu.email]


async def test_a_message_that_was_taken_back_is_not_told(school: School, mailbox: Mailbox) -> None:
    cast = school.cast
    message = await sent(school, cast.hart)

    def remove(tx: Tx) -> None:
        row = tx.conn.execute(sa.select(messages).where(messages.c.id == message)).one()
        tx.conn.execute(messages.update().where(messages.c.id == message).values(state="removed"))
        take_back(tx, [row.text_id], "staff:nobody")

    school.do_jobs()
    await school.context.db.awrite(remove)
    wait(school)
    assert mailbox.mails == []


async def test_the_open_apps_of_a_thread_are_told_and_the_writers_is_not(school: School) -> None:
    cast = school.cast
    await sent(school, cast.nadia)
    school.do_jobs()
    topics = sa.select(events.c.topic).where(events.c.kind == "noticed").order_by(events.c.topic)
    told = school.context.db.read(lambda conn: conn.execute(topics).scalars().all())
    assert told == [f"person:{cast.hart.id}", f"person:{cast.sandhu.id}"]


async def test_nothing_of_a_thread_goes_out_after_the_right_to_messages_ended(
    school: School, mailbox: Mailbox
) -> None:
    cast = school.cast
    await sent(school, cast.hart)
    school.do_jobs()
    await school.end_rights(cast.nadia)
    wait(school)
    assert mailbox.recipients == [cast.sandhu.email]
