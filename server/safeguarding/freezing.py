"""What was there when somebody reported it: a copy that later edits do not change (spec 11.2)."""

import hashlib
from typing import Final

import msgspec
import sqlalchemy as sa

from server.core.files import Files
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.library.rules import may_see as may_see_item
from server.media.queries import picture_for
from server.media.store import ORIGINALS
from server.media.tables import media
from server.messages.tables import messages, threads
from server.safeguarding.standing import Row, row_of
from server.safeguarding.transcript import attached_files, fingerprint, folders_of, shown_of
from server.school.queries import people_of
from server.stories.rules import may_see_comment, may_see_story
from server.translation.tables import texts
from wire.base import Model, Person, Role
from wire.library import ItemKind
from wire.media import Photo
from wire.messages import MessageState
from wire.modules import Module
from wire.safeguarding import Attachment, FrozenPhoto, Reportable, Shown
from wire.stories import StoryState

MODULES: Final = {
    Reportable.NOTE: Module.POINTS,
    Reportable.OCCASION: Module.CALENDAR,
    Reportable.ITEM: Module.LIBRARY,
}
"""What is seen while the school uses that part of Bookbag."""
ALSO: Final = {Reportable.OCCASION: ("venue_id", "details_id"), Reportable.ITEM: ("body_id",)}
"""Where further words of a thing stand, than the title by which it goes."""
WITH_FILES: Final = (Reportable.MESSAGE, Reportable.ITEM)
_photos = msgspec.json.Decoder(tuple[Photo, ...])


class FrozenWords(Model):
    """Further words of a thing, with their translations, as they were."""

    text_id: int
    body: str
    lang: str
    shown: tuple[Shown, ...] = ()


class Frozen(Model):
    """What somebody wrote, with its translations, pictures and files as they were."""

    author: Person
    at: int
    place: str
    text_id: int
    body: str
    lang: str
    shown: tuple[Shown, ...] = ()
    photos: tuple[FrozenPhoto, ...] = ()
    files: tuple[Attachment, ...] = ()
    thread_id: int | None = None
    story_id: int | None = None
    also: tuple[FrozenWords, ...] = ()


def freeze(conn: sa.Connection, files: Files, viewer: Viewer, what: Reportable, ref_id: int) -> Frozen:
    """A copy of what the viewer sees. Raises ``not_found`` for what they do not."""
    only = None
    if what is Reportable.PHOTO:
        what, ref_id, only = _where_it_stands(conn, viewer, ref_id)
    row = row_of(conn, what, ref_id)
    if row is None or not _may_see(viewer, what, row):
        raise not_found()
    sent = [photo.id for photo in _photos.decode(row.photos)] if only is None else [only]
    folders = folders_of(conn, sent)
    photos = tuple(FrozenPhoto(id=id_, sha256=_hash(files, folders.get(id_))) for id_ in sent)
    frozen = as_it_is(conn, row, what, row.text_id)
    along = attached_files(conn, files, row) if what in WITH_FILES and only is None else ()
    return msgspec.structs.replace(frozen, photos=photos, files=along)


def as_it_is(conn: sa.Connection, row: Row, what: Reportable, text_id: int) -> Frozen:
    """A copy with the words of one text, which never change, and no more. It asks for no rights."""
    text = conn.execute(sa.select(texts).where(texts.c.id == text_id)).one()
    author = people_of(conn, [row.author_id])[row.author_id]
    return Frozen(
        author=Person(id=author.id, name=author.name, role=Role(row.author_role)),
        at=row.at,
        place=row.place,
        text_id=text.id,
        body=text.body,
        lang=text.lang,
        shown=shown_of(conn, [text.id]).get(text.id, ()),
        also=also_in(conn, row, what) if text_id == row.text_id else (),
        thread_id=row.thread_id if what is Reportable.MESSAGE else None,
        story_id=row.story_id if what is Reportable.COMMENT else row.id if what is Reportable.STORY else None,
    )


def also_in(conn: sa.Connection, row: Row, what: Reportable) -> tuple[FrozenWords, ...]:
    """The place and the details of something in the calendar; what stands under a title in the library."""
    ids = [id_ for name in ALSO.get(what, ()) if (id_ := getattr(row, name)) is not None]
    told = shown_of(conn, ids)
    found = {text.id: text for text in conn.execute(sa.select(texts).where(texts.c.id.in_(ids)))}
    return tuple(
        FrozenWords(text_id=id_, body=found[id_].body, lang=found[id_].lang, shown=told.get(id_, ()))
        for id_ in ids
    )


def _may_see(viewer: Viewer, what: Reportable, row: Row) -> bool:
    if (module := MODULES.get(what)) is not None and module in viewer.off:
        return False
    if what is Reportable.ITEM:
        return may_see_item(viewer, ItemKind(row.kind), row.topic, row.state, row.author_id)
    if what in MODULES:
        return viewer.may_read(row.topic)
    if what is Reportable.MESSAGE:
        return row.state == MessageState.SENT and viewer.may_read(row.topic)
    if what is Reportable.CALL:
        return False
    if what is Reportable.STORY:
        return may_see_story(viewer, row.topic, row.state, row.author_id)
    is_live = row.story_state == StoryState.LIVE
    return is_live and may_see_comment(viewer, row.topic, row.state, row.author_id)


def encoded(frozen: Frozen) -> tuple[str, str]:
    """As it is kept, and what the audit record keeps of it: its SHA-256."""
    said = msgspec.json.encode(frozen)
    return said.decode(), hashlib.sha256(said).hexdigest()


def frozen_in(said: str) -> Frozen:
    """What was kept."""
    return msgspec.json.decode(said, type=Frozen)


def _where_it_stands(conn: sa.Connection, viewer: Viewer, media_id: int) -> tuple[Reportable, int, int]:
    """The message, comment or story in which this person sees a picture."""
    used_by = conn.execute(sa.select(media.c.used_by).where(media.c.id == media_id)).scalar()
    kind, _, number = (used_by or "").partition(":")
    if picture_for(conn, viewer, media_id) is None:
        raise not_found()
    if kind == "broadcast":
        return Reportable.MESSAGE, _copy_for(conn, viewer, int(number)), media_id
    if kind not in {"message", "comment", "story", "item"}:
        raise not_found()
    # A picture of the library is part of one version of a thing, as ``item:12:3``.
    return Reportable(kind), int(number.partition(":")[0]), media_id


def _copy_for(conn: sa.Connection, viewer: Viewer, broadcast_id: int) -> int:
    """The copy that this person has of what went to a whole class."""
    copies = conn.execute(
        sa.select(messages.c.id, threads.c.topic)
        .join(threads, threads.c.id == messages.c.thread_id)
        .where(messages.c.broadcast_id == broadcast_id)
        .order_by(messages.c.id)
    )
    mine = next((copy.id for copy in copies if viewer.may_read(copy.topic)), None)
    if mine is None:
        raise not_found()
    return int(mine)


def _hash(files: Files, folder: str | None) -> str:
    return fingerprint(files, f"{ORIGINALS}/{folder}")[0] if folder else ""
