"""What there is to see of the library: single items, pages of them, what is on its way to the office and back."""

from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.core.refused import Refused, not_found
from server.core.viewer import Side, Viewer
from server.library import rules
from server.library.tables import items, openings, versions
from server.school.queries import people_of
from server.school.tables import classes, pupils
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text, TextState
from wire.library import (
    NEW_DAYS,
    PAGE,
    Copies,
    CopiesAsk,
    DeskAsk,
    Item,
    ItemKind,
    ItemPage,
    ItemsAsk,
    ItemState,
    ItemView,
    Version,
    Versions,
    VersionsAsk,
)
from wire.media import File, Photo

NEW_MS: Final = NEW_DAYS * 86_400_000
NEWEST: Final = 2**53
FARTHEST: Final = 1_000_000
"""So far at most is counted into a list that has no numbers of its own."""
MOST_CARDS: Final = 5_000
_WORDS: Final = ("title", "body", "reason")
files_in = msgspec.json.Decoder(tuple[File, ...]).decode
photos_in = msgspec.json.Decoder(tuple[Photo, ...]).decode
Where = sa.ColumnElement[bool]


class ItemRow(NamedTuple):
    """What a row of ``_items`` says; of each text its words, and how they stand for the reader."""

    id: int
    place: int | None
    kind: str
    topic: str
    folder_id: int | None
    at: int
    edited_at: int | None
    due: date | None
    files: str
    photos: str
    version: int
    version_at: int
    revision: int
    state: str
    publish_at: int | None
    author_id: int
    author_role: str
    author_name: str
    class_name: str | None
    pupil_name: str | None
    title_id: int
    title_body: str
    title_lang: str
    title_state: str | None
    title_shown: str | None
    title_engine: str | None
    body_id: int | None
    body_body: str | None
    body_lang: str | None
    body_state: str | None
    body_shown: str | None
    body_engine: str | None
    reason_id: int | None
    reason_body: str | None
    reason_lang: str | None
    reason_state: str | None
    reason_shown: str | None
    reason_engine: str | None


def item_page(conn: sa.Connection, viewer: Viewer, ask: ItemsAsk, now: int) -> ItemPage:
    """One page of what is live and for this person."""
    which = [is_for(viewer, ask.side, ask.child)]
    if ask.kind is not None:
        which.append(items.c.kind == ask.kind)
    if ask.folder_id is not None:
        which.append(items.c.folder_id == ask.folder_id)
    if ask.new:
        which.append(is_new_to(viewer, now))
    return live_page(conn, viewer, which, ask.before, now)


def live_page(
    conn: sa.Connection, viewer: Viewer, which: Sequence[Where], before: int | None, now: int
) -> ItemPage:
    """The newest of what is live and meets ``which``, older than ``before``."""
    query = sa.select(items.c.id, items.c.place.label("cursor"))
    query = query.where(items.c.state == ItemState.LIVE, *which, items.c.place < (before or NEWEST))
    return _page(conn, viewer, query.order_by(items.c.place.desc()), now)


def desk_page(conn: sa.Connection, viewer: Viewer, ask: DeskAsk, now: int) -> ItemPage:
    """One page of what is not live and has to do with this person."""
    start = ask.before or 0
    if ask.what == "mine":
        mine = sa.and_(items.c.author_id == viewer.person_id, items.c.state.in_(rules.ON_THE_WAY))
        query = sa.select(items.c.id, items.c.id.label("cursor")).where(mine, items.c.id < (start or NEWEST))
        return _page(conn, viewer, query.order_by(items.c.id.desc()), now)
    if ask.what == "queue":
        query = sa.select(items.c.id, items.c.place.label("cursor")).where(waits_for(viewer))
        return _page(conn, viewer, query.where(items.c.place > start).order_by(items.c.place), now)
    start = min(start, FARTHEST)
    coming = sa.and_(items.c.state == ItemState.SCHEDULED, may_publish_here(viewer))
    order = (items.c.publish_at, items.c.id)
    nth = (sa.func.row_number().over(order_by=order) + start).label("cursor")
    return _page(conn, viewer, sa.select(items.c.id, nth).where(coming).order_by(*order).offset(start), now)


def _page(conn: sa.Connection, viewer: Viewer, query: "sa.Select[Any]", now: int) -> ItemPage:
    """The first page of the ids and cursors that ``query`` finds, as far as this person may see them."""
    found = conn.execute(query.limit(PAGE + 1)).all()
    ids = [row.id for row in found[:PAGE]]
    cards = {
        row.id: (row, opened) for row, opened in _rows(conn, _items().where(items.c.id.in_(ids)), viewer)
    }
    page = [cards[id_] for id_ in ids if id_ in cards and may_see(viewer, cards[id_][0])]
    return ItemPage(
        items=tuple(item_of(row, viewer.lang) for row, _ in page),
        new=frozenset(row.id for row, opened in page if _is_new(viewer, row, opened, now)),
        next=found[PAGE - 1].cursor if len(found) > PAGE else None,
    )


def item_view(conn: sa.Connection, viewer: Viewer, item_id: int, now: int) -> ItemView:
    """One item that this person may see, and what they may do with it. Raises ``not_found``."""
    rows = _rows(conn, _items().where(items.c.id == item_id), viewer)
    if not rows or not may_see(viewer, rows[0][0]):
        raise not_found()
    row, opened = rows[0]
    kind = ItemKind(row.kind)
    return ItemView(
        item=item_of(row, viewer.lang),
        new=_is_new(viewer, row, opened, now),
        may_change=rules.may_change(viewer, kind, row.topic, row.state, row.author_id),
        may_publish=row.state != ItemState.LIVE and rules.may_publish(viewer, kind, row.topic),
        sees_openers=row.state == ItemState.LIVE and rules.sees_openers(viewer, kind, row.topic),
    )


def item_in(conn: sa.Connection, item_id: int, lang: str) -> Item:
    """An item as readers of ``lang`` see it. Not for answering a person: it asks for no rights."""
    rows = conn.execute(_items().where(items.c.id == item_id), {"lang": lang, "reader": 0}).all()
    if not rows:
        raise not_found()
    return item_of(ItemRow._make(rows[0][:-1]), lang)


def copies(conn: sa.Connection, viewer: Viewer, ask: CopiesAsk) -> Copies:
    """Those of some items that are live and for this person, on either side."""
    rows = _rows(conn, _items().where(items.c.id.in_(ask.items)).order_by(items.c.id), viewer)
    live = (row for row, _ in rows if row.state == ItemState.LIVE and may_see(viewer, row))
    return Copies(items=tuple(item_of(row, viewer.lang) for row in live))


def versions_of(conn: sa.Connection, viewer: Viewer, ask: VersionsAsk) -> Versions:
    """What was put in for an item over time. Raises ``not_found``, ``not_allowed``."""
    checked_opener(conn, viewer, ask.item_id)
    before = min(ask.before or FARTHEST, FARTHEST)
    query = sa.select(versions).where(versions.c.item_id == ask.item_id, versions.c.number < before)
    rows = conn.execute(query.order_by(versions.c.number.desc()).limit(PAGE + 1)).all()
    by = people_of(conn, {row.person_id for row in rows})
    return Versions(
        versions=tuple(
            Version(
                number=row.number,
                at=row.at,
                by=by[row.person_id],
                files=files_in(row.files),
                photos=photos_in(row.photos),
            )
            for row in rows[:PAGE]
        ),
        next=rows[PAGE - 1].number if len(rows) > PAGE else None,
    )


def checked_opener(conn: sa.Connection, viewer: Viewer, item_id: int) -> Any:
    """A live item of which this person may know who opened it. Raises ``not_found``, ``not_allowed``."""
    row = conn.execute(sa.select(items).where(items.c.id == item_id)).first()
    if row is None or row.state != ItemState.LIVE or not may_see(viewer, row):
        raise not_found()
    if not rules.sees_openers(viewer, ItemKind(row.kind), row.topic):
        raise Refused("not_allowed")
    return row


def row_of(conn: sa.Connection, item_id: int) -> Any:
    """An item's bare row. Raises ``not_found``."""
    row = conn.execute(sa.select(items).where(items.c.id == item_id)).first()
    if row is None:
        raise not_found()
    return row


def is_for(viewer: Viewer, side: Side, child: int | None = None) -> Where:
    """What of the live items is for this person on one side, as a condition; the office sees all but reports."""
    topics = viewer.topics(side, child)
    if topics is None:
        return sa.true()
    mine = items.c.topic.in_(sorted(topics))
    if side == "staff" and Role.OFFICE in viewer.roles:
        return sa.or_(mine, items.c.kind != ItemKind.REPORT)
    return mine


def is_new_to(viewer: Viewer, now: int) -> Where:
    """What is new to this person, as a condition on live items."""
    seen = sa.exists().where(
        openings.c.item_id == items.c.id,
        openings.c.person_id == viewer.person_id,
        openings.c.version >= items.c.version,
    )
    return sa.and_(items.c.version_at > now - NEW_MS, items.c.author_id != viewer.person_id, sa.not_(seen))


def waits_for(viewer: Viewer) -> Where:
    """What was handed in and this person may publish or hand back, as a condition."""
    return sa.and_(items.c.state == ItemState.QUEUED, may_publish_here(viewer))


def may_publish_here(viewer: Viewer) -> Where:
    """``rules.may_publish`` as a condition."""
    kept = [kind for kind in ItemKind if rules.keeps(viewer, kind)]
    is_work = items.c.kind == ItemKind.WORK
    return sa.or_(items.c.kind.in_(kept), sa.and_(is_work, items.c.topic.in_(sorted(viewer.posts))))


def missing_in(found: Sequence[Item]) -> list[int]:
    """The ids of texts that nobody has translated for this reader yet."""
    said = (text for item in found for text in (item.title, item.body, item.reason) if text is not None)
    return sorted({text.id for text in said if text.state == TextState.PENDING})


def _rows(conn: sa.Connection, query: "sa.Select[Any]", viewer: Viewer) -> list[tuple[ItemRow, int]]:
    """Rows, each with the version that the viewer has opened."""
    found = conn.execute(query, {"lang": viewer.lang, "reader": viewer.person_id})
    return [(ItemRow._make(row[:-1]), row[-1] or 0) for row in found]


def may_see(viewer: Viewer, row: Any) -> bool:
    """``rules.may_see`` of an item's row."""
    return rules.may_see(viewer, ItemKind(row.kind), row.topic, row.state, row.author_id)


def _is_new(viewer: Viewer, row: ItemRow, opened: int, now: int) -> bool:
    is_fresh = row.state == ItemState.LIVE and row.version_at > now - NEW_MS
    return is_fresh and row.author_id != viewer.person_id and opened < row.version


@lru_cache(maxsize=1)
def _items() -> "sa.Select[Any]":
    """Items with everything that a card says, in the order of ``ItemRow``, and the version that the reader opened."""
    reads, reader = sa.bindparam("lang", type_=sa.Text), sa.bindparam("reader", type_=sa.BigInteger)
    columns: dict[str, sa.ColumnElement[Any]] = {
        "author_name": people.c.name, "class_name": classes.c.name, "pupil_name": pupils.c.name,
    }  # fmt: skip
    source: sa.FromClause = items.join(people, people.c.id == items.c.author_id)
    source = source.outerjoin(classes, classes.c.id == items.c.class_id)
    source = source.outerjoin(pupils, pupils.c.id == items.c.pupil_id)
    for name in _WORDS:
        said, here = texts.alias(name), translations.alias(f"{name}_here")
        source = source.outerjoin(said, said.c.id == items.c[f"{name}_id"])
        source = source.outerjoin(here, sa.and_(here.c.text_id == said.c.id, here.c.lang == reads))
        columns |= {
            f"{name}_body": said.c.body, f"{name}_lang": said.c.lang, f"{name}_state": here.c.state,
            f"{name}_shown": here.c.body, f"{name}_engine": here.c.engine,
        }  # fmt: skip
    mine = sa.and_(openings.c.item_id == items.c.id, openings.c.person_id == reader)
    source = source.outerjoin(openings, mine)
    wanted = [columns[name] if name in columns else items.c[name] for name in ItemRow._fields]
    wanted.append(openings.c.version)
    return sa.select(*(sa.label(f"c{n}", column) for n, column in enumerate(wanted))).select_from(source)


@lru_cache(maxsize=MOST_CARDS)
def item_of(row: ItemRow, lang: str) -> Item:
    """An item from its row, made once for all who read the same."""
    title = _text(row, "title", lang)
    if title is None:
        raise LookupError(row.title_id)
    is_live = row.state == ItemState.LIVE
    return Item(
        id=row.id,
        pos=(row.place or 0) if is_live else 0,
        kind=ItemKind(row.kind),
        topic=row.topic,
        audience=row.class_name or row.pupil_name or "",
        title=title,
        author=Person(id=row.author_id, name=row.author_name, role=Role(row.author_role)),
        at=row.at,
        body=_text(row, "body", lang),
        files=files_in(row.files),
        photos=photos_in(row.photos),
        folder_id=row.folder_id,
        due=row.due,
        state=ItemState(row.state),
        version=row.version,
        version_at=row.version_at,
        revision=row.revision,
        edited_at=row.edited_at,
        publish_at=row.publish_at,
        reason=_text(row, "reason", lang),
    )


def _text(row: ItemRow, name: str, lang: str) -> Text | None:
    text_id = getattr(row, f"{name}_id")
    if text_id is None:
        return None
    return text_of(
        id=text_id,
        body=getattr(row, f"{name}_body"),
        lang=getattr(row, f"{name}_lang"),
        state=getattr(row, f"{name}_state"),
        shown=getattr(row, f"{name}_shown"),
        engine=getattr(row, f"{name}_engine"),
        reader=lang,
    )
