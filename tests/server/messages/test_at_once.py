"""Two people write at the same moment: ids grow in the order of the commits, and what happens once happens once."""

import asyncio

import sqlalchemy as sa

from server.messages.tables import message_revisions, threads
from tests.school import School
from tests.server.messages.talk import bodies, got, listed, opened, page, say
from wire.messages import (
    EDIT_MESSAGE,
    REMOVE_MESSAGE,
    SEND_TO_CLASS,
    NewClassMessage,
)


async def test_of_many_messages_at_once_none_is_lost_and_the_last_is_last(school: School) -> None:
    cast = school.cast
    thread = await opened(school, cast.nadia, cast.zara)
    said = await asyncio.gather(
        *(say(school, who, thread, f"{n}") for n in range(8) for who in (cast.nadia, cast.hart))
    )
    found = (await page(school, cast.sandhu, thread)).messages
    assert [message.id for message in found] == sorted(message.id for message in said)
    last = school.context.db.read(lambda conn: conn.execute(sa.select(threads.c.last_id)).scalar_one())
    assert last == found[-1].id


async def test_answers_while_something_goes_to_the_whole_class(school: School) -> None:
    cast = school.cast
    zara, lena = await opened(school, cast.nadia, cast.zara), await opened(school, cast.katarzyna, cast.lena)
    ask = NewClassMessage(class_id=cast.class_4a, body="Bring boots.")
    await asyncio.gather(
        *(got(school, cast.hart, SEND_TO_CLASS, ask) for _ in range(3)),
        *(say(school, cast.nadia, zara, f"{n}") for n in range(5)),
        *(say(school, cast.katarzyna, lena, f"{n}") for n in range(5)),
    )
    for who, thread in ((cast.nadia, zara), (cast.katarzyna, lena)):
        assert sorted(await bodies(school, who, thread)) == [*"01234", *["Bring boots."] * 3]


async def test_a_message_that_is_edited_and_removed_at_once_is_removed(school: School) -> None:
    cast = school.cast
    await got(school, cast.hart, SEND_TO_CLASS, NewClassMessage(class_id=cast.class_4a, body="Bring boots."))
    (line,) = (await listed(school, cast.nadia)).threads
    assert line.last is not None
    number = line.last.id
    removals = [school.send(cast.hart, REMOVE_MESSAGE, {"message_id": number}) for _ in range(3)]
    edits = [school.send(cast.hart, EDIT_MESSAGE, {"message_id": number, "body": f"{n}"}) for n in range(3)]
    await asyncio.gather(*removals, *edits)
    assert await bodies(school, cast.nadia, line.thread.id) == [""]
    removed = sa.select(sa.func.count()).where(message_revisions.c.what == "removed")
    assert school.context.db.read(lambda conn: conn.execute(removed).scalar_one()) == 3
