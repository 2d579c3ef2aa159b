"""Threads with something in them to find: messages in two languages, edited, taken back, with a photo, read."""

from dataclasses import dataclass

import msgspec
import sqlalchemy as sa

from server.core.db import Tx
from server.messages.tables import message_revisions, messages, readings, thread_staff, threads
from server.translation.actions import write_text
from server.translation.tables import texts, translations
from tests.cast import Who
from tests.edges import MINUTE
from tests.school import School
from tests.test_permissions import uploaded
from wire.base import Role, TextState

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
    photo = await uploaded(school, cast.nadia)
    other_photo = await uploaded(school, cast.katarzyna)
    write = school.context.db.awrite
    thread = await write(lambda tx: new_thread(tx, cast.zara, class_id=cast.class_4a))
    other = await write(lambda tx: new_thread(tx, cast.lena, class_id=cast.class_4a))

    async def say(thread_id: int, who: Who, side: str, body: str, **more: object) -> int:
        school.clock.forward(MINUTE)
        return await write(lambda tx: new_message(tx, thread_id, who, side, body, **more))  # type: ignore[arg-type]

    first = await say(thread, cast.nadia, "family", URDU, shown={"en": ENGLISH})
    edited = await say(thread, cast.hart, "staff", "Thank you. See you on Friday.")
    removed = await say(
        thread, cast.nadia, "family", "Words that Nadia took back", shown={"ur": "واپس لیے گئے الفاظ"}
    )
    with_photo = await say(thread, cast.nadia, "family", "The form", photos=(photo,))
    other_message = await say(other, cast.katarzyna, "family", SECRET, photos=(other_photo,))
    school.clock.forward(MINUTE)
    await write(lambda tx: edit(tx, edited, cast.hart, "Thank you. See you on Monday."))
    await write(lambda tx: remove(tx, removed, cast.nadia))
    await write(lambda tx: read_to(tx, thread, cast.hart, first))
    school.clock.forward(MINUTE)
    await write(lambda tx: read_to(tx, thread, cast.hart, with_photo))
    await write(lambda tx: read_to(tx, thread, cast.nadia, with_photo))
    school.clock.forward(MINUTE)
    return Talk(thread, other, first, edited, removed, with_photo, photo, other_message)


def new_thread(tx: Tx, pupil: int, *, class_id: int | None = None, staff: tuple[int, ...] = ()) -> int:
    """A thread about a pupil with a class team, or with named staff."""
    whom = f"class:{class_id}" if class_id else f"with:{','.join(map(str, sorted(staff)))}"
    row = {"topic": f"talk:{pupil}:{whom}", "kind": "class" if class_id else "named", "pupil_id": pupil}
    thread_id = _insert(tx, threads, class_id=class_id, made_at=tx.now, **row)
    for person_id in staff:
        tx.conn.execute(thread_staff.insert(), {"thread_id": thread_id, "person_id": person_id})
    return thread_id


def new_message(
    tx: Tx,
    thread_id: int,
    who: Who,
    side: str,
    body: str,
    *,
    photos: tuple[int, ...] = (),
    shown: dict[str, str] | None = None,
) -> int:
    """A message with its translations as readers see them."""
    topic = tx.conn.execute(sa.select(threads.c.topic).where(threads.c.id == thread_id)).scalar_one()
    text_id = write_text(tx, topic=topic, body=body, lang=who.lang, author_id=who.id)
    for lang, words in (shown or {}).items():
        mine = sa.and_(translations.c.text_id == text_id, translations.c.lang == lang)
        tx.conn.execute(translations.delete().where(mine))
        row = {"text_id": text_id, "lang": lang, "state": TextState.DONE, "body": words, "engine": "pretend"}
        tx.conn.execute(translations.insert(), {**row, "at": tx.now})
    role = Role.PARENT if side == "family" else Role.TEACHER
    message_id = _insert(
        tx, messages, thread_id=thread_id, author_id=who.id, author_role=role, side=side, at=tx.now,
        text_id=text_id, photos=_photos(tx, photos, topic), files="[]", state="sent",
    )  # fmt: skip
    for photo in photos:
        tx.conn.execute(
            sa.text("UPDATE media SET used_by = :used WHERE id = :id"),
            {"used": f"message:{message_id}", "id": photo},
        )
    return message_id


def edit(tx: Tx, message_id: int, who: Who, body: str) -> None:
    """New words; the old ones stay on record."""
    _revise(tx, message_id, who, "edited")
    before = tx.conn.execute(sa.select(messages.c.text_id).where(messages.c.id == message_id)).scalar_one()
    topic = tx.conn.execute(sa.select(texts.c.topic).where(texts.c.id == before)).scalar_one()
    text_id = write_text(tx, topic=topic, body=body, lang=who.lang, author_id=who.id)
    tx.conn.execute(
        messages.update().where(messages.c.id == message_id).values(text_id=text_id, edited_at=tx.now)
    )


def remove(tx: Tx, message_id: int, who: Who) -> None:
    """Takes a message back."""
    _revise(tx, message_id, who, "removed")
    tx.conn.execute(messages.update().where(messages.c.id == message_id).values(state="removed"))


def read_to(tx: Tx, thread_id: int, who: Who, message_id: int) -> None:
    """Somebody read on."""
    _insert(tx, readings, thread_id=thread_id, person_id=who.id, read=message_id, at=tx.now)


def _revise(tx: Tx, message_id: int, who: Who, what: str) -> None:
    text_id = tx.conn.execute(sa.select(messages.c.text_id).where(messages.c.id == message_id)).scalar_one()
    row = {"message_id": message_id, "what": what, "text_id": text_id}
    _insert(tx, message_revisions, at=tx.now, person_id=who.id, **row)


def _photos(tx: Tx, ids: tuple[int, ...], topic: str) -> str:
    for photo in ids:
        tx.conn.execute(
            sa.text("UPDATE media SET topic = :topic WHERE id = :id"), {"topic": topic, "id": photo}
        )
    photos = [{"id": id_, "width": 64, "height": 48, "colour": "#2f6f5e"} for id_ in ids]
    return msgspec.json.encode(photos).decode()


def _insert(tx: Tx, table: sa.Table, **row: object) -> int:
    return int(tx.conn.execute(table.insert().values(**row).returning(table.c.id)).scalar_one())
