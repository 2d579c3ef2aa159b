"""A thread with everything that is on record of it, as it stood at one moment. It asks for no rights."""

import hashlib
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
import sqlalchemy as sa

from server.core.files import Files
from server.media.files import FOLDER
from server.media.store import ORIGINALS
from server.media.tables import files as stored
from server.media.tables import media
from server.messages.tables import message_revisions, messages, readings
from server.school.queries import people_of
from server.translation.queries import SHOWN
from server.translation.tables import earlier_translations, texts, translations
from wire.base import Person, Role, TextState
from wire.media import File, Photo
from wire.safeguarding import Attachment, Entry, ReadBy, Shown, Wording

Row = sa.Row[Any]
_photos = msgspec.json.Decoder(tuple[Photo, ...])
_files = msgspec.json.Decoder(tuple[File, ...])


def entries(
    conn: sa.Connection, files: Files, thread_id: int, as_of: int, *, after: int = 0, limit: int
) -> list[Entry]:
    """The messages after ``after``, the oldest first, with what had happened to them at ``as_of`` (ms)."""
    rows = conn.execute(
        sa.select(messages)
        .where(messages.c.thread_id == thread_id, messages.c.id > after, messages.c.at <= as_of)
        .order_by(messages.c.id)
        .limit(limit)
    ).all()
    if not rows:
        return []
    changes = _changes(conn, [row.id for row in rows])
    said = _wordings(conn, rows, changes, as_of)
    read = _reads(conn, thread_id, rows[0].id, as_of)
    people = _people(conn, rows, changes, read)
    return [_entry(conn, files, row, changes[row.id], said, read, people, as_of) for row in rows]


def count(conn: sa.Connection, thread_id: int, as_of: int) -> int:
    """How many messages there were at ``as_of``."""
    mine = sa.and_(messages.c.thread_id == thread_id, messages.c.at <= as_of)
    return conn.execute(sa.select(sa.func.count()).select_from(messages).where(mine)).scalar_one()


def folders_of(conn: sa.Connection, media_ids: Iterable[int]) -> dict[int, str]:
    """Where the files of pictures are."""
    asked = sa.select(media.c.id, media.c.folder).where(media.c.id.in_(list(media_ids)))
    return {row.id: row.folder for row in conn.execute(asked)}


def paths_of(conn: sa.Connection, sent: Sequence[File | Attachment]) -> list[str]:
    """Where files that are no pictures are, in their order; empty for one that is not known any more."""
    asked = sa.select(stored.c.id, stored.c.folder).where(stored.c.id.in_([one.id for one in sent]))
    folders = {row.id: f"{FOLDER}/{row.folder}" for row in conn.execute(asked)}
    return [folders.get(one.id, "") for one in sent]


def fingerprint(files: Files, path: str) -> tuple[str, int]:
    """SHA-256 and size of a file; nothing and 0 if it is not there any more."""
    try:
        with files.path(path).open("rb") as file:
            hashed = hashlib.file_digest(file, "sha256").hexdigest()
            return hashed, file.tell()
    except FileNotFoundError:
        return "", 0


def _entry(
    conn: sa.Connection,
    files: Files,
    row: Row,
    changes: Sequence[Row],
    said: Mapping[int, Wording],
    read: Mapping[int, Sequence[tuple[int, int]]],
    people: Mapping[int, Person],
    as_of: int,
) -> Entry:
    removed = next((one for one in changes if one.what == "removed" and one.at <= as_of), None)
    return Entry(
        id=row.id,
        author=Person(id=row.author_id, name=people[row.author_id].name, role=Role(row.author_role)),
        side=row.side,
        at=row.at,
        wordings=tuple(
            msgspec.structs.replace(said[text_id], at=at)
            for text_id, at in wordings_at(row, changes)
            if at <= as_of
        ),
        attachments=_attachments(conn, files, row),
        read_by=_read_by(row, read, people),
        covers=people[row.covers_id] if row.covers_id else None,
        to_class=row.broadcast_id is not None,
        removed_at=removed.at if removed else None,
        removed_by=people[removed.person_id] if removed else None,
    )


def wordings_at(row: Row, changes: Sequence[Row]) -> list[tuple[int, int]]:
    """Each text of a message with the moment from which it stood, the oldest first."""
    edits = [one for one in changes if one.what == "edited"]
    removed = next((one for one in changes if one.what == "removed"), None)
    ids = [*(one.text_id for one in edits), removed.text_id if removed else row.text_id]
    return list(zip(ids, [row.at, *(one.at for one in edits)], strict=True))


def _changes(conn: sa.Connection, message_ids: Sequence[int]) -> dict[int, list[Row]]:
    found: dict[int, list[Row]] = defaultdict(list)
    asked = sa.select(message_revisions).where(message_revisions.c.message_id.in_(message_ids))
    for row in conn.execute(asked.order_by(message_revisions.c.id)):
        found[row.message_id].append(row)
    return found


def _wordings(
    conn: sa.Connection, rows: Sequence[Row], changes: Mapping[int, Sequence[Row]], as_of: int
) -> dict[int, Wording]:
    ids = {text_id for row in rows for text_id, _ in wordings_at(row, changes.get(row.id, ()))}
    shown = _shown_until(conn, ids, as_of)
    return {
        row.id: Wording(at=row.at, text_id=row.id, body=row.body, lang=row.lang, shown=shown[row.id])
        for row in conn.execute(sa.select(texts).where(texts.c.id.in_(ids)))
    }


def shown_of(conn: sa.Connection, text_ids: Iterable[int]) -> dict[int, tuple[Shown, ...]]:
    """The translations of texts that readers see, by language."""
    found: dict[int, tuple[Shown, ...]] = {}
    asked = sa.select(translations).where(
        translations.c.text_id.in_(list(text_ids)), translations.c.state.in_(SHOWN)
    )
    for row in conn.execute(asked.order_by(translations.c.text_id, translations.c.lang)):
        found[row.text_id] = (*found.get(row.text_id, ()), _shown(row, until=None))
    return found


def _shown_until(conn: sa.Connection, text_ids: set[int], as_of: int) -> dict[int, tuple[Shown, ...]]:
    """The same with those that readers saw before, as it all stood at ``as_of``.

    Where there was none yet, one that was made since then helps to understand what was written.
    """
    found: dict[int, list[Shown]] = {text_id: [] for text_id in text_ids}
    asked = sa.select(earlier_translations).where(
        earlier_translations.c.text_id.in_(text_ids), earlier_translations.c.at <= as_of
    )
    for row in conn.execute(asked.order_by(earlier_translations.c.id)):
        found[row.text_id].append(_shown(row, until=row.until if row.until <= as_of else None))
    for text_id, some in shown_of(conn, text_ids).items():
        stood = {one.lang for one in found[text_id] if one.until is None}
        found[text_id] += [one for one in some if one.lang not in stood]
    return {text_id: tuple(sorted(some, key=lambda one: one.lang)) for text_id, some in found.items()}


def _shown(row: Row, *, until: int | None) -> Shown:
    return Shown(
        lang=row.lang, state=TextState(row.state), body=row.body, engine=row.engine, at=row.at, until=until
    )


def _reads(conn: sa.Connection, thread_id: int, first: int, as_of: int) -> dict[int, list[tuple[int, int]]]:
    """How far each person had read, and when, in the order in which they read on."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    asked = sa.select(readings.c.person_id, readings.c.read, readings.c.at).where(
        readings.c.thread_id == thread_id, readings.c.read >= first, readings.c.at <= as_of
    )
    for row in conn.execute(asked.order_by(readings.c.read, readings.c.at)):
        found[row.person_id].append((row.read, row.at))
    return found


def _read_by(
    row: Row, read: Mapping[int, Sequence[tuple[int, int]]], people: Mapping[int, Person]
) -> tuple[ReadBy, ...]:
    found = []
    for person_id, marks in read.items():
        first = bisect_left(marks, (row.id, 0))
        if person_id != row.author_id and first < len(marks):
            found.append(ReadBy(person=people[person_id], at=marks[first][1]))
    return tuple(sorted(found, key=lambda one: (one.at, one.person.id)))


def _people(
    conn: sa.Connection, rows: Sequence[Row], changes: Mapping[int, Sequence[Row]], read: Iterable[int]
) -> dict[int, Person]:
    ids = {row.author_id for row in rows} | {row.covers_id for row in rows if row.covers_id} | set(read)
    ids |= {one.person_id for some in changes.values() for one in some}
    return people_of(conn, ids)


def _attachments(conn: sa.Connection, files: Files, row: Row) -> tuple[Attachment, ...]:
    if (row.photos, row.files) == ("[]", "[]"):
        return ()
    photos = _photos.decode(row.photos)
    folders = folders_of(conn, [photo.id for photo in photos])
    pictures = (_photo(files, photo.id, folders.get(photo.id)) for photo in photos)
    return (*pictures, *attached_files(conn, files, row))


def attached_files(conn: sa.Connection, files: Files, row: Row) -> tuple[Attachment, ...]:
    """What else than pictures went along with a message, with its hashes."""
    sent = _files.decode(row.files)
    if not sent:
        return ()
    return tuple(_file(files, file, path) for file, path in zip(sent, paths_of(conn, sent), strict=True))


def _photo(files: Files, photo_id: int, folder: str | None) -> Attachment:
    hashed, size = fingerprint(files, f"{ORIGINALS}/{folder}") if folder else ("", 0)
    return Attachment(id=photo_id, kind=None, name="", sha256=hashed, size=size)


def _file(files: Files, file: File, path: str) -> Attachment:
    hashed, size = fingerprint(files, path) if path else ("", 0)
    return Attachment(id=file.id, kind=file.kind, name=file.name, sha256=hashed, size=size)
