"""Threads with something in them to find: messages in two languages, edited, taken back, with a photo, read."""

from dataclasses import dataclass

import sqlalchemy as sa

from server.core.db import Tx
from server.translation.build import build_translator
from server.translation.phrasebook import Phrasebook
from server.translation.tables import translations
from tests.edges import MINUTE
from tests.school import School
from tests.server.messages.talk import got, opened, page, say
from tests.test_permissions import uploaded
from wire.base import TextState
from wire.messages import EDIT_MESSAGE, REMOVE_MESSAGE, SET_MARKS, EditMessage, Message, MessageRef, SetMarks

SECRET = "Only for the family of Lena"
URDU = "زارا کل 12:30 پر جائے گی۔ میرا نمبر 01632 960000 ہے۔"
ENGLISH = "Zara will leave at 12:30 tomorrow. My number is 01632 960000."


@dataclass(frozen=True)
class Talk:
    """A thread of Zara's family with the team of 4A, and one of Lena's, in which nothing of the other stands."""

    thread: int
    other: int
    first: int
    edited: int
    removed: int
    with_photo: int
    photo: int
    other_message: int


async def talk(school: School) -> Talk:
    """Writes both, a minute between any two messages."""
    cast = school.cast
    photo, other_photo = await uploaded(school, cast.nadia), await uploaded(school, cast.katarzyna)
    thread = await opened(school, cast.nadia, cast.zara)
    other = await opened(school, cast.katarzyna, cast.lena)
    school.clock.forward(MINUTE)
    first = await say(school, cast.nadia, thread, URDU)
    school.clock.forward(MINUTE)
    edited = await say(school, cast.hart, thread, "Thank you. See you on Friday.")
    school.clock.forward(MINUTE)
    removed = await say(school, cast.nadia, thread, "Words that Nadia took back")
    school.clock.forward(MINUTE)
    with_photo = await say(school, cast.nadia, thread, "The form", photos=(photo,))
    school.clock.forward(MINUTE)
    await say(school, cast.katarzyna, other, SECRET, photos=(other_photo,))
    await shown(school, first, "en", ENGLISH)
    await shown(school, removed, "ur", "واپس لیے گئے الفاظ")
    school.clock.forward(MINUTE)
    await edit(school, edited.id, "Thank you. See you on Monday.")
    await remove(school, removed.id)
    await read_to(school, "hart", thread, first.id)
    school.clock.forward(MINUTE)
    await read_to(school, "hart", thread, with_photo.id)
    await read_to(school, "nadia", thread, with_photo.id)
    school.clock.forward(MINUTE)
    return Talk(
        thread, other, first.id, edited.id, removed.id, with_photo.id, photo, await _last(school, other)
    )


async def edit(school: School, message_id: int, body: str) -> None:
    """Hart gives a message new words."""
    await got(school, school.cast.hart, EDIT_MESSAGE, EditMessage(message_id=message_id, body=body))


async def remove(school: School, message_id: int) -> None:
    """Nadia takes a message back."""
    await got(school, school.cast.nadia, REMOVE_MESSAGE, MessageRef(message_id=message_id))


async def read_to(school: School, who: str, thread_id: int, message_id: int) -> None:
    """Somebody reads on."""
    ask = SetMarks(thread_id=thread_id, delivered=message_id, read=message_id)
    await got(school, getattr(school.cast, who), SET_MARKS, ask)


async def shown(school: School, message: Message, lang: str, words: str) -> None:
    """What an engine would have made of a message."""

    def put(tx: Tx) -> None:
        mine = sa.and_(translations.c.text_id == message.text.id, translations.c.lang == lang)
        tx.conn.execute(translations.delete().where(mine))
        row = {"text_id": message.text.id, "lang": lang, "state": TextState.DONE, "body": words}
        tx.conn.execute(translations.insert(), {**row, "engine": "pretend", "at": tx.now})

    await school.context.db.awrite(put)


async def worded_anew(school: School, message: Message, sentence: str, wording: str) -> None:
    """A person corrects how a sentence of a message reads in Urdu, and every text with it is put together anew."""
    translator = build_translator(school.context, Phrasebook())
    await school.context.db.awrite(
        lambda tx: translator.correct(
            tx, text_id=message.text.id, lang="ur", sentence=sentence, wording=wording, by=school.cast.hart.id
        )
    )
    school.do_jobs()


async def _last(school: School, thread: int) -> int:
    return (await page(school, school.cast.hart, thread)).messages[-1].id
