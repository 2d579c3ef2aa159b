"""Makes exports in the background and clears old ones away: the file first, then its row with the record (spec 5.6)."""

import hashlib
import logging
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from server.accounts.queries import names_of
from server.core import audit
from server.core.context import Context
from server.core.db import Tx
from server.core.feed import tell
from server.core.files import Files
from server.core.jobs import Handler, enqueue
from server.core.typeset import CannotPrint
from server.media.files import ENDINGS
from server.media.kinds import kind_of
from server.media.store import ORIGINALS, copy_name, new_folder
from server.safeguarding.actions import MAKE_EXPORT
from server.safeguarding.bundle import JSON, PDF, pack
from server.safeguarding.layout import About, paper_of, picture_name
from server.safeguarding.paper import render
from server.safeguarding.rules import DAY, EXPORT_KEPT
from server.safeguarding.searching import thread_card
from server.safeguarding.seen import as_seen
from server.safeguarding.tables import exports, openings
from server.safeguarding.transcript import entries, folders_of, paths_of
from server.school.queries import parents_see_read, school_card
from wire.base import Model
from wire.safeguarding import Attachment, Entry, ExportState, FoundThread

log = logging.getLogger(__name__)

SWEEP: Final = "sweep_exports"
FOLDER: Final = "exports"
AT_ONCE: Final = 200
LEFT_ALONE: Final = 60 * 60
"""Seconds: a file this young may belong to an export whose row is still to come."""
Row = sa.Row[Any]


class Record(Model):
    """What stands in the JSON of an export. Times in ms since 1970 in UTC."""

    school: str
    thread: FoundThread
    as_of: int
    made_at: int
    made_for: str
    reason: str | None
    everything: bool
    """Whether earlier words and removals are in it, or only what its owner sees."""
    messages: tuple[Entry, ...]
    files: dict[str, str]
    """Which attachment of which message, as ``12-1`` → its name in the ZIP."""


def handlers(context: Context) -> dict[str, Handler]:
    """The jobs of exports."""

    def make(args: dict[str, Any]) -> None:
        make_export(context, args["export_id"])

    def tidy_up(args: dict[str, Any]) -> None:
        context.db.write(_let_go)
        sweep(context)
        context.db.write(lambda tx: plan_sweep(tx, tx.now + DAY))

    return {MAKE_EXPORT: make, SWEEP: tidy_up}


def plan_sweep(tx: Tx, due: int) -> None:
    """Plans a sweep, once for each day. To be called when the server starts; each sweep plans the next."""
    enqueue(tx, SWEEP, {}, due=due, key=f"{SWEEP}:{due // DAY}")


def sweep(context: Context, older_than: float = LEFT_ALONE) -> None:
    """Deletes the files, more than ``older_than`` seconds old, that no export stands for."""
    root, before = context.files.root, time.time() - older_than
    found = {path.relative_to(root).as_posix(): path for path in root.glob(f"{FOLDER}/*/*.zip")}
    known = context.db.read(
        lambda conn: set(conn.execute(sa.select(exports.c.file).where(exports.c.file.is_not(None))).scalars())
    )
    for name, path in found.items():
        if name not in known and path.stat().st_mtime <= before:
            path.unlink(missing_ok=True)


def make_export(context: Context, export_id: int) -> None:
    """Makes the file of an export, unless it is there already."""
    row = context.db.read(lambda conn: _row(conn, export_id))
    if row.state not in (ExportState.WAITING, ExportState.MAKING):
        return
    messages = _gather(context, row)
    try:
        made = _bundle(context, row, messages)
    except CannotPrint:
        log.exception("export %s cannot be printed", export_id)
        context.db.write(partial(_set_state, export_id=export_id, state=ExportState.FAILED))
        return
    _hand_over(context, row, made)


@dataclass(frozen=True, slots=True)
class _Made:
    """A file that is on the disk, and that no row stands for yet."""

    name: str
    sha256: str
    size: int


def _hand_over(context: Context, row: Row, made: _Made) -> None:
    """The export and its record in one commit; a file that came to nothing goes."""
    kept = False
    try:
        kept = context.db.write(partial(_ready, row=row, made=made))
    finally:
        if not kept:
            context.files.delete(made.name)


def _ready(tx: Tx, row: Row, made: _Made) -> bool:
    """Of two who made it at once the first hands it over."""
    done = tx.conn.execute(
        exports.update()
        .where(exports.c.id == row.id, exports.c.state.in_((ExportState.WAITING, ExportState.MAKING)))
        .values(
            state=ExportState.READY, file=made.name, sha256=made.sha256, size=made.size, done=exports.c.of
        )
    )
    if not done.rowcount:
        return False
    audit.record(
        tx,
        row.owner_id,
        "safeguarding:export:make",
        f"thread:{row.thread_id}",
        export=row.id,
        sha256=made.sha256,
        size=made.size,
    )
    tell(tx, f"person:{row.owner_id}", "export_changed", {"export_id": row.id})
    return True


def _gather(context: Context, row: Row) -> list[Entry]:
    """All messages as its owner may have them, some at a time, saying how far it is."""
    found: list[Entry] = []
    with_reading = row.side == "staff" or context.db.read(parents_see_read)
    while True:
        some = context.db.read(partial(_some, context=context, row=row, after=found[-1].id if found else 0))
        if row.opening_id is None:
            some = [_own(context, row, entry, with_reading=with_reading) for entry in some]
        found += some
        context.db.write(partial(_set_state, export_id=row.id, state=ExportState.MAKING, done=len(found)))
        if len(some) < AT_ONCE:
            return found


def _some(conn: sa.Connection, *, context: Context, row: Row, after: int) -> list[Entry]:
    return entries(conn, context.files, row.thread_id, row.at, after=after, limit=AT_ONCE)


def _own(context: Context, row: Row, entry: Entry, *, with_reading: bool) -> Entry:
    """What is on the screen of its owner, with the hashes of the pictures as they are on the screen."""
    seen = as_seen(entry, row.lang, with_reading=with_reading)
    folders = context.db.read(
        lambda conn: folders_of(conn, [one.id for one in seen.attachments if one.kind is None])
    )
    clean = [
        _clean_hash(context, one, folders.get(one.id)) if one.kind is None else one
        for one in seen.attachments
    ]
    return msgspec.structs.replace(seen, attachments=tuple(clean))


def _clean_hash(context: Context, photo: Attachment, folder: str | None) -> Attachment:
    path = context.files.path(copy_name(folder, 1600)) if folder else None
    data = path.read_bytes() if path and path.exists() else b""
    hashed = hashlib.sha256(data).hexdigest() if data else ""
    return msgspec.structs.replace(photo, sha256=hashed, size=len(data))


def _bundle(context: Context, row: Row, messages: Sequence[Entry]) -> _Made:
    attached = [one for entry in messages for one in entry.attachments]
    folders = context.db.read(lambda conn: folders_of(conn, [one.id for one in attached if one.kind is None]))
    paths = context.db.read(lambda conn: _paths(conn, context.files, row, attached, folders))
    sent = _named(messages, paths)
    small = {media_id: context.files.path(copy_name(folder, 400)) for media_id, folder in folders.items()}
    printed = {media_id: path for media_id, path in small.items() if path.exists()}
    names = {f"{entry_id}-{n}": name for entry_id, n, name, _ in sent}
    record = context.db.read(lambda conn: _record(conn, context, row, messages, names))
    about = context.db.read(lambda conn: _about(conn, record))
    paper = paper_of(about, messages, frozenset(printed), row.lang)
    pdf = render(paper, {picture_name(media_id): path for media_id, path in printed.items()})
    made = {PDF: pdf, JSON: msgspec.json.format(msgspec.json.encode(record))}
    name = f"{FOLDER}/{new_folder()}.zip"
    hashed, size = pack(context.files.path(name), made, {name: path for _, _, name, path in sent})
    return _Made(name, hashed, size)


def _paths(
    conn: sa.Connection, files: Files, row: Row, attached: Sequence[Attachment], folders: Mapping[int, str]
) -> dict[tuple[bool, int], Path]:
    """(whether it is a picture, its id) → its file: a picture as it was sent for evidence, else as it is seen."""
    clean = row.opening_id is None
    found = {
        (True, media_id): files.path(copy_name(folder, 1600) if clean else f"{ORIGINALS}/{folder}")
        for media_id, folder in folders.items()
    }
    others = [one for one in attached if one.kind is not None]
    for one, path in zip(others, paths_of(conn, others), strict=True):
        if path:
            found[False, one.id] = files.path(path)
    return found


def _named(
    messages: Sequence[Entry], paths: Mapping[tuple[bool, int], Path]
) -> list[tuple[int, int, str, Path]]:
    """Message, which of its attachments, its name in the ZIP, its file."""
    found = []
    for entry in messages:
        for n, one in enumerate(entry.attachments, 1):
            path = paths.get((one.kind is None, one.id))
            if path is not None and path.exists():
                ending = _ending(path) if one.kind is None else ENDINGS[one.kind]
                found.append((entry.id, n, f"attachments/message-{entry.id}-{n}{ending}", path))
    return found


def _ending(path: Path) -> str:
    """What a picture's file is called at the end, by its content."""
    with path.open("rb") as file:
        kind = kind_of(file.read(32))
    return f".{kind.lower()}" if kind else ".bin"


def _record(
    conn: sa.Connection, context: Context, row: Row, messages: Sequence[Entry], files: dict[str, str]
) -> Record:
    opening = conn.execute(sa.select(openings).where(openings.c.id == row.opening_id)).first()
    return Record(
        school=school_card(conn).name,
        thread=thread_card(conn, row.thread_id, row.at),
        as_of=row.at,
        made_at=context.clock.now(),
        made_for=names_of(conn, [row.owner_id])[row.owner_id],
        reason=opening.reason if opening else None,
        everything=opening is not None,
        messages=tuple(messages),
        files=files,
    )


def _about(conn: sa.Connection, record: Record) -> About:
    school = school_card(conn)
    return About(
        thread=record.thread,
        school=school.name,
        colour=school.colour,
        zone=school.time_zone,
        owner=record.made_for,
        made_at=record.made_at,
        as_of=record.as_of,
        reason=record.reason,
    )


def _row(conn: sa.Connection, export_id: int) -> Row:
    return conn.execute(sa.select(exports).where(exports.c.id == export_id)).one()


def _set_state(tx: Tx, *, export_id: int, state: ExportState, done: int | None = None) -> None:
    change = {"state": state} | ({"done": done} if done is not None else {})
    under_way = exports.c.state.in_((ExportState.WAITING, ExportState.MAKING))
    owner = tx.conn.execute(
        exports.update()
        .where(exports.c.id == export_id, under_way)
        .values(**change)
        .returning(exports.c.owner_id)
    ).scalar()
    if owner is not None:
        tell(tx, f"person:{owner}", "export_changed", {"export_id": export_id})


def _let_go(tx: Tx) -> None:
    """What was kept long enough; its file goes with the sweep."""
    old = sa.and_(exports.c.at < tx.now - EXPORT_KEPT, exports.c.state == ExportState.READY)
    tx.conn.execute(exports.update().where(old).values(state=ExportState.GONE, file=None))
