"""Files that people send along: stored, made part of a message, found again (spec 4.5, 5.1)."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from server.core.audit import record
from server.core.db import Tx
from server.core.files import Files
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.media.rules import DAY, KEPT_UNUSED, is_off, may_see
from server.media.sharing import is_shared_with
from server.media.store import full_disk_refused, new_folder
from server.media.tables import files
from wire.media import File, FileKind

FOLDER = "files"
LONGEST_NAME = 120
UNUSED = files.c.used_by.is_(None)
ENDINGS = {
    FileKind.PDF: ".pdf",
    FileKind.DOCUMENT: ".docx",
    FileKind.SHEET: ".xlsx",
    FileKind.SLIDES: ".pptx",
    FileKind.VIDEO: ".mp4",
}
"""What a file is called at the end, whatever its sender called it."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file on the disk that was made anew, not yet known to the database."""

    folder: str
    kind: FileKind
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Served:
    """What handing a file out needs."""

    path: str
    name: str
    kind: FileKind
    sha256: str
    used_by: str | None


def store_file(store: Files, remade: Path, kind: FileKind) -> StoredFile:
    """Puts a file that was made anew in its place. Raises ``disk_full``."""
    folder, data = new_folder(), remade.read_bytes()
    with full_disk_refused():
        store.put(f"{FOLDER}/{folder}", data)
    return StoredFile(folder, kind, len(data), hashlib.sha256(data).hexdigest())


def delete_file(store: Files, folder: str) -> None:
    """Removes a stored file, if it is there."""
    store.delete(f"{FOLDER}/{folder}")


def add_file(tx: Tx, owner_id: int, stored: StoredFile, name: str) -> File:
    """Makes a stored file known. Until something uses it, only its owner sees it."""
    named = tidy_name(name, stored.kind)
    values = {"owner_id": owner_id, "folder": stored.folder, "name": named, "kind": stored.kind.value}
    values |= {"size": stored.size, "sha256": stored.sha256, "made_at": tx.now}
    file_id = tx.conn.execute(files.insert().values(**values).returning(files.c.id)).scalar_one()
    record(tx, owner_id, "media:file:add", f"file:{file_id}", kind=stored.kind.value)
    return File(id=file_id, name=named, kind=stored.kind, size=stored.size)


def attach_files(tx: Tx, viewer: Viewer, ids: Sequence[int], topic: str, used_by: str) -> tuple[File, ...]:
    """Makes the viewer's own files part of a thing such as ``message:12``, for the readers of ``topic``.

    Raises ``not_found`` for a file that is not theirs, ``media_not_ready`` for one that is used already.
    """
    if not ids:
        return ()
    if len(set(ids)) != len(ids):
        raise Refused("malformed", 422, where="files")
    mine = sa.and_(files.c.id.in_(ids), files.c.owner_id == viewer.person_id)
    if len(tx.conn.execute(sa.select(files.c.id).where(mine)).all()) != len(ids):
        raise not_found()
    taken = tx.conn.execute(files.update().where(mine, UNUSED).values(topic=topic, used_by=used_by))
    if taken.rowcount != len(ids):
        raise Refused("media_not_ready", 409)
    return files_of(tx.conn, ids)


def retopic_files(tx: Tx, used_by: str, topic: str) -> None:
    """From now on the files of a thing are for the readers of another topic, and for nobody else."""
    tx.conn.execute(files.update().where(files.c.used_by == used_by).values(topic=topic))


def forget_unused_files(tx: Tx) -> None:
    """Removes the rows of files that nothing used for a week; the files go with the next sweep."""
    tx.conn.execute(files.delete().where(UNUSED, files.c.made_at < tx.now - KEPT_UNUSED))


def files_of(conn: sa.Connection, ids: Sequence[int]) -> tuple[File, ...]:
    """Files in the order of ``ids``; what does not exist is left out."""
    rows = conn.execute(sa.select(files).where(files.c.id.in_(set(ids))))
    found = {r.id: File(id=r.id, name=r.name, kind=FileKind(r.kind), size=r.size) for r in rows}
    return tuple(found[id_] for id_ in ids if id_ in found)


def file_for(conn: sa.Connection, viewer: Viewer, file_id: int) -> Served | None:
    """A file, if it exists and is for this viewer."""
    row = conn.execute(sa.select(files).where(files.c.id == file_id)).first()
    if row is None or is_off(viewer, row.used_by):
        return None
    if not (may_see(viewer, row.owner_id, row.topic) or is_shared_with(conn, viewer, row.used_by)):
        return None
    return Served(f"{FOLDER}/{row.folder}", row.name, FileKind(row.kind), row.sha256, row.used_by)


def unused_files_today(conn: sa.Connection, viewer: Viewer, now: int) -> int:
    """How many files the viewer uploaded in the last day without using them."""
    unused = sa.and_(files.c.owner_id == viewer.person_id, UNUSED, files.c.made_at > now - DAY)
    return conn.execute(sa.select(sa.func.count()).where(unused)).scalar_one()


def known_files(conn: sa.Connection, folders: Iterable[str]) -> set[str]:
    """Which of these names on the disk a row stands for."""
    asked, known = sorted(folders), set[str]()
    for start in range(0, len(asked), 500):
        some = asked[start : start + 500]
        known |= set(conn.execute(sa.select(files.c.folder).where(files.c.folder.in_(some))).scalars())
    return known


def tidy_name(name: str, kind: FileKind) -> str:
    """A name that is safe on every disk and says what the file is, in the letters that its sender used."""
    plain = unicodedata.normalize("NFC", name).replace("\\", "/").rpartition("/")[2]
    kept = "".join(
        c for c in plain if unicodedata.category(c) not in ("Cc", "Cf", "Cs", "Co") and c not in '<>:"|?*;'
    )
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", kept.strip()).strip(". ")[:LONGEST_NAME]
    return (stem or "file") + ENDINGS[kind]
