"""How the news of the library reads, in one reader's language, as things stand when it is delivered."""

from typing import Any

import sqlalchemy as sa

from server.core.feed import Renderer
from server.library import folders, standing
from server.library.actions import OPENED
from server.library.queries import item_in
from wire.events import FoldersChanged, ItemChanged, ItemOpened, ItemWithdrawn
from wire.library import ItemState


def renderers() -> dict[str, Renderer]:
    """Kind of event → what it says."""
    return {
        standing.CHANGED: _item_changed,
        standing.WITHDRAWN: _item_withdrawn,
        OPENED: _item_opened,
        folders.CHANGED: _folders_changed,
    }


def _item_changed(conn: sa.Connection, ref: dict[str, Any], lang: str) -> ItemChanged | None:
    item = item_in(conn, ref["item_id"], lang)
    # What is live becomes nothing else but withdrawn, and another event says so.
    return None if item.state is ItemState.WITHDRAWN else ItemChanged(item=item)


def _item_withdrawn(conn: sa.Connection, ref: dict[str, Any], lang: str) -> ItemWithdrawn:
    return ItemWithdrawn(item_id=ref["item_id"])


def _item_opened(conn: sa.Connection, ref: dict[str, Any], lang: str) -> ItemOpened:
    return ItemOpened(item_id=ref["item_id"], version=ref["version"])


def _folders_changed(conn: sa.Connection, ref: dict[str, Any], lang: str) -> FoldersChanged:
    return FoldersChanged(folders=folders.folders_in(conn, lang))
