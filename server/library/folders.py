"""The folders of documents, in the office's own order, and what stands in each for one person."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from server.core import audit
from server.core.db import Tx
from server.core.feed import tell
from server.core.refused import Refused
from server.core.viewer import Side, Viewer
from server.core.words import tidy
from server.library import rules
from server.library.queries import is_for, is_new_to, waits_for
from server.library.tables import folders, items
from server.school.rules import SCHOOL
from server.school.tables import school
from server.translation.actions import write_text
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import TextState
from wire.library import (
    MOST_NEW,
    Folder,
    FolderLine,
    ItemKind,
    ItemState,
    Library,
    SetFolders,
    Shelf,
)

CHANGED = "folders_changed"


def library(conn: sa.Connection, viewer: Viewer, side: Side, now: int) -> Library:
    """The front of the library on one side."""
    holds = _in_folders(conn, is_for(viewer, side))
    new = _in_folders(conn, sa.and_(is_for(viewer, side), is_new_to(viewer, now)))
    at_work = side == "staff"
    return Library(
        shelves=tuple(
            Shelf(folder=folder, items=holds.get(folder.id, 0), new=new.get(folder.id, 0))
            for folder in folders_in(conn, viewer.lang)
        ),
        new=_new(conn, viewer, side, now),
        waiting=_count(conn, waits_for(viewer)) if at_work else 0,
        returned=_count(conn, _returned_to(viewer)) if at_work else 0,
        keeps=at_work and rules.keeps_folders(viewer),
    )


def folders_in(conn: sa.Connection, lang: str) -> tuple[Folder, ...]:
    """All folders in their order, as readers of ``lang`` see them."""
    here = sa.and_(translations.c.text_id == texts.c.id, translations.c.lang == lang)
    rows = conn.execute(
        sa.select(
            folders.c.id, texts.c.id.label("text_id"), texts.c.body, texts.c.lang,
            translations.c.state, translations.c.body.label("shown"), translations.c.engine,
        )
        .join(texts, texts.c.id == folders.c.text_id)
        .outerjoin(translations, here)
        .where(folders.c.retired_at.is_(None))
        .order_by(folders.c.place, folders.c.id)
    )  # fmt: skip
    return tuple(
        Folder(
            id=row.id,
            name=text_of(
                id=row.text_id,
                body=row.body,
                lang=row.lang,
                state=row.state,
                shown=row.shown,
                engine=row.engine,
                reader=lang,
            ),
        )
        for row in rows
    )


def missing_names(found: Sequence[Folder]) -> list[int]:
    """The ids of names that nobody has translated for this reader yet."""
    return [folder.name.id for folder in found if folder.name.state == TextState.PENDING]


def is_offered(tx: Tx, folder_id: int) -> bool:
    """Whether there is such a folder. Until the commit it stays."""
    this = sa.and_(folders.c.id == folder_id, folders.c.retired_at.is_(None))
    return tx.conn.execute(sa.select(folders.c.id).where(this).with_for_update(read=True)).first() is not None


def set_folders(tx: Tx, viewer: Viewer, ask: SetFolders) -> None:
    """Makes the folders what the ask says. Raises ``folder_gone``, ``folder_not_empty``."""
    if not rules.keeps_folders(viewer):
        raise Refused("not_allowed")
    _lock(tx)
    known = {row.id: row for row in _offered(tx)}
    kept = [line.folder_id for line in ask.folders if line.folder_id is not None]
    if not set(kept) <= set(known) or len(set(kept)) < len(kept):
        raise Refused("folder_gone", 409)
    gone = set(known) - set(kept)
    if gone and _hold_something(tx, gone):
        raise Refused("folder_not_empty", 409)
    for place, line in enumerate(ask.folders):
        _put(tx, viewer, place, line, known.get(line.folder_id or 0))
    tx.conn.execute(folders.update().where(folders.c.id.in_(gone)).values(retired_at=tx.now))
    audit.record(tx, viewer.person_id, "library:folders:set", "library", folders=len(ask.folders))
    tell(tx, SCHOOL, CHANGED, {})


def _put(tx: Tx, viewer: Viewer, place: int, line: FolderLine, known: Any) -> None:
    """One line of the list: a new folder, or what changes of one that there is."""
    name = " ".join(tidy(line.name, photos=0).split())
    if known is None:
        tx.conn.execute(folders.insert(), {"text_id": _name(tx, viewer, name), "place": place})
        return
    values: dict[str, object] = {"place": place}
    if known.body != name:
        values["text_id"] = _name(tx, viewer, name)
    tx.conn.execute(folders.update().where(folders.c.id == known.id).values(**values))


def _name(tx: Tx, viewer: Viewer, name: str) -> int:
    # What a few words are in can hardly be told from the words: it is what their writer writes in.
    return write_text(tx, topic=SCHOOL, body=name, lang=viewer.lang, author_id=viewer.person_id, chosen=True)


def _offered(tx: Tx) -> Sequence[Any]:
    query = sa.select(folders.c.id, texts.c.body).join(texts, texts.c.id == folders.c.text_id)
    offered = query.where(folders.c.retired_at.is_(None)).order_by(folders.c.id)
    return tx.conn.execute(offered.with_for_update(of=folders)).all()


def _hold_something(tx: Tx, gone: set[int]) -> bool:
    inside = sa.and_(items.c.folder_id.in_(gone), items.c.state != ItemState.WITHDRAWN)
    return tx.conn.execute(sa.select(items.c.id).where(inside).limit(1)).first() is not None


def _lock(tx: Tx) -> None:
    """Until the commit nobody else adds a folder."""
    tx.conn.execute(sa.select(school.c.id).with_for_update())


def _in_folders(conn: sa.Connection, which: sa.ColumnElement[bool]) -> dict[int, int]:
    """How many live documents that meet ``which`` stand in each folder."""
    inside = sa.and_(items.c.state == ItemState.LIVE, items.c.folder_id.is_not(None), which)
    rows = conn.execute(
        sa.select(items.c.folder_id, sa.func.count()).where(inside).group_by(items.c.folder_id)
    )
    return {int(folder_id or 0): number for folder_id, number in rows}


def _new(conn: sa.Connection, viewer: Viewer, side: Side, now: int) -> dict[ItemKind, int]:
    which = sa.and_(items.c.state == ItemState.LIVE, is_for(viewer, side), is_new_to(viewer, now))
    rows = conn.execute(sa.select(items.c.kind, sa.func.count()).where(which).group_by(items.c.kind))
    return {ItemKind(kind): min(number, MOST_NEW) for kind, number in rows}


def _count(conn: sa.Connection, which: sa.ColumnElement[bool]) -> int:
    return int(conn.execute(sa.select(sa.func.count()).select_from(items).where(which)).scalar_one())


def _returned_to(viewer: Viewer) -> sa.ColumnElement[bool]:
    return sa.and_(items.c.author_id == viewer.person_id, items.c.state == ItemState.RETURNED)
