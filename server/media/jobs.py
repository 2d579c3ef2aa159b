"""Clears away, once a day, files that no row stands for: uploads cut off, pictures never used."""

from typing import Any

from server.core.context import Context
from server.core.db import Tx
from server.core.jobs import Handler, enqueue
from server.media.actions import forget_unused
from server.media.files import FOLDER, delete_file, forget_unused_files, known_files
from server.media.queries import known_folders
from server.media.rules import DAY
from server.media.store import delete_old_incoming, delete_picture, old_files, old_folders

SWEEP = "sweep_media"
LEFT_ALONE = 60 * 60
"""Seconds: files this young may belong to an upload whose row is still to come."""


def handlers(context: Context) -> dict[str, Handler]:
    """The jobs of this feature."""

    def run(args: dict[str, Any]) -> None:
        context.db.write(forget_unused)
        context.db.write(forget_unused_files)
        sweep(context)
        context.db.write(lambda tx: plan_sweep(tx, tx.now + DAY))

    return {SWEEP: run}


def plan_sweep(tx: Tx, due: int) -> None:
    """Plans a sweep, once for each day. To be called when the server starts; each sweep plans the next."""
    enqueue(tx, SWEEP, {}, due=due, key=f"{SWEEP}:{due // DAY}")


def sweep(context: Context, older_than: float = LEFT_ALONE) -> None:
    """Deletes the files, more than ``older_than`` seconds old, that no row stands for."""
    delete_old_incoming(context.files, older_than)
    found = old_folders(context.files, older_than)
    for folder in found - context.db.read(lambda conn: known_folders(conn, found)):
        delete_picture(context.files, folder)
    stray = old_files(context.files, FOLDER, older_than)
    for folder in stray - context.db.read(lambda conn: known_files(conn, stray)):
        delete_file(context.files, folder)
