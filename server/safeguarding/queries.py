"""Openings and exports, for whose they are."""

from typing import Any

import msgspec
import sqlalchemy as sa

from server.core.files import Files
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.messages.tables import messages, threads
from server.safeguarding import rules
from server.safeguarding.tables import exports, openings
from server.safeguarding.transcript import entries, folders_of
from server.school.tables import pupils
from wire.media import Photo
from wire.safeguarding import PAGE, Export, Exports, ExportState, TranscriptAsk, TranscriptPage

Row = sa.Row[Any]
_photos = msgspec.json.Decoder(tuple[Photo, ...])


def opening_of(conn: sa.Connection, viewer: Viewer, opening_id: int, now: int) -> Row:
    """An opening of the viewer's own. Raises ``not_found``, and ``opening_over`` when its hours are over."""
    row = conn.execute(sa.select(openings).where(openings.c.id == opening_id)).first()
    if row is None or row.person_id != viewer.person_id:
        raise not_found()
    if not rules.may_read_opened(viewer, row.person_id, row.until, now):
        raise Refused("opening_over", 403)
    return row


def transcript_page(
    conn: sa.Connection, files: Files, viewer: Viewer, ask: TranscriptAsk, now: int
) -> TranscriptPage:
    """A page of a thread as it was when the viewer opened it."""
    opening = opening_of(conn, viewer, ask.opening_id, now)
    found = entries(conn, files, opening.thread_id, opening.at, after=ask.after or 0, limit=PAGE + 1)
    page = found[:PAGE]
    return TranscriptPage(entries=tuple(page), next=page[-1].id if len(found) > PAGE else None)


def opened_folder(conn: sa.Connection, viewer: Viewer, opening_id: int, media_id: int, now: int) -> str:
    """Where the files of a picture of an opened thread are. Raises ``not_found``."""
    opening = opening_of(conn, viewer, opening_id, now)
    folder = folders_of(conn, [media_id]).get(media_id)
    if folder is None or not _is_sent_in(conn, media_id, opening):
        raise not_found()
    return folder


def _is_sent_in(conn: sa.Connection, media_id: int, opening: Row) -> bool:
    """Whether a message of the opened thread has this picture, taken back or not."""
    sent = conn.execute(
        sa.select(messages.c.photos).where(
            messages.c.thread_id == opening.thread_id,
            messages.c.at <= opening.at,
            messages.c.photos.like(f'%"id":{media_id},%'),
        )
    )
    return any(media_id in {photo.id for photo in _photos.decode(row.photos)} for row in sent)


def exports_of(conn: sa.Connection, viewer: Viewer) -> Exports:
    """The viewer's own exports, the newest first."""
    rows = conn.execute(
        _exports().where(exports.c.owner_id == viewer.person_id).order_by(exports.c.id.desc()).limit(PAGE)
    )
    return Exports(exports=tuple(_export(row) for row in rows))


def export_in(conn: sa.Connection, export_id: int) -> Export:
    """An export. It asks for no rights."""
    return _export(conn.execute(_exports().where(exports.c.id == export_id)).one())


def export_file(conn: sa.Connection, viewer: Viewer, export_id: int) -> Row:
    """The row of an export that is ready, for its owner. Raises ``not_found``."""
    row = conn.execute(
        sa.select(exports, threads.c.topic)
        .join(threads, threads.c.id == exports.c.thread_id)
        .where(exports.c.id == export_id, exports.c.state == ExportState.READY)
    ).first()
    if row is None or not rules.may_fetch_export(
        viewer, row.owner_id, row.topic, as_evidence=row.opening_id is not None
    ):
        raise not_found()
    return row


def _exports() -> "sa.Select[Any]":
    return (
        sa.select(exports, pupils.c.name.label("pupil_name"))
        .join(threads, threads.c.id == exports.c.thread_id)
        .join(pupils, pupils.c.id == threads.c.pupil_id)
    )


def _export(row: Row) -> Export:
    return Export(
        id=row.id,
        thread_id=row.thread_id,
        pupil_name=row.pupil_name,
        at=row.at,
        state=ExportState(row.state),
        done=row.done,
        of=row.of,
        size=row.size,
        sha256=row.sha256,
        as_evidence=row.opening_id is not None,
    )
