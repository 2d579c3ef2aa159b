"""The endpoints of the library."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from server.core.context import Context
from server.core.db import Tx
from server.core.http import Bound, look, read, write
from server.core.jobs import Handler
from server.core.refused import Refused, not_found
from server.core.viewer import Side, Viewer
from server.library import actions, queries, rules
from server.library.audiences import is_there, item_audiences
from server.library.folders import folders_in, library, missing_names, set_folders
from server.library.openers import openers_of
from server.library.searching import found_items
from server.library.standing import PUBLISH, publish_due
from server.library.terms import INDEX, index_translation
from server.school.queries import reach_of
from server.translation.actions import want
from wire.base import Nothing
from wire.library import (
    ADD_VERSION,
    CHECK_COPIES,
    EDIT_ITEM,
    GET_DESK,
    GET_ITEM,
    GET_ITEM_AUDIENCES,
    GET_ITEM_REACH,
    GET_ITEMS,
    GET_LIBRARY,
    GET_OPENERS,
    GET_VERSIONS,
    HAND_IN_ITEM,
    OPEN_ITEM,
    POST_ITEM,
    PUBLISH_ITEM,
    RETURN_ITEM,
    SEARCH_ITEMS,
    SET_FOLDERS,
    WITHDRAW_ITEM,
    Copies,
    CopiesAsk,
    DeskAsk,
    EditItem,
    Folders,
    HandIn,
    Item,
    ItemAudiences,
    ItemKind,
    ItemPage,
    ItemRef,
    ItemsAsk,
    ItemView,
    Library,
    LibraryAsk,
    NewItem,
    NewVersion,
    Openers,
    OpenersAsk,
    OpenItem,
    PublishItem,
    ReturnItem,
    SearchItems,
    SetFolders,
    Versions,
    VersionsAsk,
)
from wire.school import Reach, ReachAsk


def library_with_wants(context: Context, conn: sa.Connection, viewer: Viewer, side: Side) -> Library:
    """The front of the library; folder names that nobody has translated for this reader yet are asked for."""
    found = library(conn, viewer, side, context.clock.now())
    _want(context, missing_names([shelf.folder for shelf in found.shelves]), viewer.lang)
    return found


def routes(context: Context) -> list[Bound]:
    """What the app may ask about the library."""
    return [*_reads(context), *_writes()]


def _reads(context: Context) -> list[Bound]:
    now = context.clock.now

    def wanted(page: ItemPage, viewer: Viewer) -> ItemPage:
        _want(context, queries.missing_in(page.items), viewer.lang)
        return page

    def get_library(conn: sa.Connection, viewer: Viewer, ask: LibraryAsk) -> Library:
        return library_with_wants(context, conn, viewer, ask.side)

    def get_items(conn: sa.Connection, viewer: Viewer, ask: ItemsAsk) -> ItemPage:
        return wanted(queries.item_page(conn, viewer, ask, now()), viewer)

    def get_desk(conn: sa.Connection, viewer: Viewer, ask: DeskAsk) -> ItemPage:
        return wanted(queries.desk_page(conn, viewer, ask, now()), viewer)

    def get_item(conn: sa.Connection, viewer: Viewer, ask: ItemRef) -> ItemView:
        found = queries.item_view(conn, viewer, ask.item_id, now())
        _want(context, queries.missing_in([found.item]), viewer.lang)
        return found

    def search(conn: sa.Connection, viewer: Viewer, ask: SearchItems) -> ItemPage:
        return wanted(found_items(conn, viewer, ask, now()), viewer)

    def get_openers(conn: sa.Connection, viewer: Viewer, ask: OpenersAsk) -> Openers:
        return openers_of(conn, viewer, ask, now())

    return [
        read(GET_LIBRARY, get_library),
        read(GET_ITEM_AUDIENCES, _get_audiences),
        _reach(context),
        read(GET_ITEMS, get_items),
        read(GET_DESK, get_desk),
        read(GET_ITEM, get_item),
        look(SEARCH_ITEMS, search),
        look(CHECK_COPIES, _check_copies),
        read(GET_VERSIONS, _get_versions),
        read(GET_OPENERS, get_openers),
    ]


def _reach(context: Context) -> Bound:
    def get_reach(conn: sa.Connection, viewer: Viewer, ask: ReachAsk) -> Reach:
        if not rules.may_send(viewer, ask.topic) or not is_there(conn, ask.topic):
            raise Refused("not_allowed")
        return reach_of(conn, ask.topic, context.clock.now())

    return read(GET_ITEM_REACH, get_reach)


def _writes() -> list[Bound]:
    return [
        write(SET_FOLDERS, _set_folders, still=_still_keeps),
        write(POST_ITEM, _post_item, still=_still_posts),
        write(OPEN_ITEM, _open_item),
        write(EDIT_ITEM, _edit_item, still=_still_posts),
        write(ADD_VERSION, _add_version, still=_still_posts),
        write(HAND_IN_ITEM, _hand_in, still=_still_posts),
        write(PUBLISH_ITEM, _publish, still=_still_posts),
        write(RETURN_ITEM, _return, still=_still_posts),
        write(WITHDRAW_ITEM, _withdraw, still=_still_posts),
    ]


def job_handlers(context: Context) -> dict[str, Handler]:
    """What the library leaves for later."""

    def publish(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: publish_due(tx, args["item_id"]))

    def index(args: dict[str, Any]) -> None:
        context.db.write(lambda tx: index_translation(tx, args["item_id"], args["lang"]))

    return {PUBLISH: publish, INDEX: index}


def _want(context: Context, missing: Sequence[int], lang: str) -> None:
    if missing:
        context.db.write_soon(lambda tx: want(tx, missing, lang))


_OfAnItem = EditItem | NewVersion | HandIn | PublishItem | ReturnItem | ItemRef


def _still_posts(conn: sa.Connection, viewer: Viewer, ask: NewItem | _OfAnItem) -> None:
    row = ask if isinstance(ask, NewItem) else queries.row_of(conn, ask.item_id)
    kind = ItemKind(row.kind)
    if not (rules.may_publish(viewer, kind, row.topic) or rules.may_hand_in(viewer, kind, row.topic)):
        raise not_found()


def _still_keeps(conn: sa.Connection, viewer: Viewer, ask: SetFolders) -> None:
    if not rules.keeps_folders(viewer):
        raise not_found()


def _get_audiences(conn: sa.Connection, viewer: Viewer, ask: Nothing) -> ItemAudiences:
    return item_audiences(conn, viewer)


def _check_copies(conn: sa.Connection, viewer: Viewer, ask: CopiesAsk) -> Copies:
    return queries.copies(conn, viewer, ask)


def _get_versions(conn: sa.Connection, viewer: Viewer, ask: VersionsAsk) -> Versions:
    return queries.versions_of(conn, viewer, ask)


def _set_folders(tx: Tx, viewer: Viewer, ask: SetFolders) -> Folders:
    set_folders(tx, viewer, ask)
    return Folders(folders=folders_in(tx.conn, viewer.lang))


def _post_item(tx: Tx, viewer: Viewer, ask: NewItem) -> Item:
    return queries.item_in(tx.conn, actions.post_item(tx, viewer, ask), viewer.lang)


def _open_item(tx: Tx, viewer: Viewer, ask: OpenItem) -> Nothing:
    actions.open_item(tx, viewer, ask)
    return Nothing()


def _edit_item(tx: Tx, viewer: Viewer, ask: EditItem) -> Item:
    actions.edit_item(tx, viewer, ask)
    return queries.item_in(tx.conn, ask.item_id, viewer.lang)


def _add_version(tx: Tx, viewer: Viewer, ask: NewVersion) -> Item:
    actions.add_version(tx, viewer, ask)
    return queries.item_in(tx.conn, ask.item_id, viewer.lang)


def _hand_in(tx: Tx, viewer: Viewer, ask: HandIn) -> Item:
    actions.hand_in(tx, viewer, ask)
    return queries.item_in(tx.conn, ask.item_id, viewer.lang)


def _publish(tx: Tx, viewer: Viewer, ask: PublishItem) -> Item:
    actions.publish_item(tx, viewer, ask)
    return queries.item_in(tx.conn, ask.item_id, viewer.lang)


def _return(tx: Tx, viewer: Viewer, ask: ReturnItem) -> Item:
    actions.return_item(tx, viewer, ask)
    return queries.item_in(tx.conn, ask.item_id, viewer.lang)


def _withdraw(tx: Tx, viewer: Viewer, ask: ItemRef) -> Item:
    actions.withdraw_item(tx, viewer, ask.item_id)
    return queries.item_in(tx.conn, ask.item_id, viewer.lang)
