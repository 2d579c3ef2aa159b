"""The front of the library: news, folders of documents, work for home, school reports."""

from collections.abc import Callable
from functools import partial
from typing import Any, Final, Literal

import flet as ft
import msgspec

from client.core.account import Account
from client.core.copies import CopyStore
from client.core.me import MeStore, Side
from client.core.waiting import WaitingStore
from client.core.words import Words
from client.library import actions, desk_actions
from client.library.parts import FolderCard, ItemCard, listing, newest, private_line, title_line
from client.library.store import LibraryStore, Listed, Where
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.drawings import BOOKSHELF
from client.ui.parts import (
    choice,
    empty,
    failed_card,
    icon_button,
    main_button,
    note,
    side_button,
    skeleton,
)
from client.ui.sides import chip_row, side_bars
from client.ui.text import small, title
from client.ui.tick import use_now
from wire.library import Item, ItemKind

Go = Callable[[str], Any]
Tab = Literal["news", "documents", "learning", "reports"]
KINDS: Final[dict[Tab, ItemKind]] = {
    "news": ItemKind.NEWS,
    "documents": ItemKind.DOCUMENT,
    "learning": ItemKind.WORK,
    "reports": ItemKind.REPORT,
}


def tab_path(tab: Tab) -> str:
    """The address of one part of the library."""
    return "/library" if tab == "news" else f"/library/{tab}"


def tab_names(w: Words) -> dict[Tab, str]:
    """What the parts of the library are called."""
    return {
        "news": w._("News"),
        "documents": w._("Documents"),
        # Translators: the part of the library with work that children do at home.
        "learning": w._("Learning"),
        # Translators: the part of the library with school reports about how a child is doing.
        "reports": w._("Reports"),
    }


@component
def LibraryPage(
    account: Account,
    me: MeStore,
    store: LibraryStore,
    waiting: WaitingStore,
    copies: CopyStore,
    tab: Tab,
    go: Go,
) -> ft.Control:
    """One part of the library, for one side and one child or all."""
    now = use_now(account)

    def choose(side: Side, child: int | None) -> None:
        me.side, me.child = side, child

    def load() -> None:
        account.do(desk_actions.load_front, me.side)

    ft.use_effect(load, [me.side, tab])
    parts: list[ft.Control] = [
        *side_bars(account.words, me, choose),
        _tabs(account.words, me, store, tab, go),
        *_tools(account, me, store, go),
        *_on_their_way(account.words, waiting),
    ]
    if tab == "documents":
        parts += _folders(account, me, store, copies, now, go)
    else:
        where = Where(me.side, KINDS[tab], child=me.child if me.side == "family" else None)
        parts += [ItemList(account, me, store, where, tab_path(tab), go, key=f"{tab}-{me.side}-{me.child}")]
    return listing(parts)


def _tabs(w: Words, me: MeStore, store: LibraryStore, tab: Tab, go: Go) -> ft.Control:
    new = store.front(me.side).new
    chips = []
    for to, name in tab_names(w).items():
        count = new.get(KINDS[to], 0)
        short = f"{name} · {w.number(count)}" if count else name
        # Translators: a part of the library and how much in it is new, as in "News: 3 new".
        said = w.n("{name}: {n} new", "{name}: {n} new", count, name=name) if count else None
        chips.append(choice(short, partial(_turned, go, to), chosen=tab == to, said=said))
    return chip_row(chips)


def _turned(go: Go, to: Tab, _: Any) -> None:
    go(tab_path(to))


def search_button(account: Account, go: Go) -> ft.Control:
    """Leads to looking for something."""
    return icon_button(
        account.words._("Search the library"), ft.Icons.SEARCH, lambda _: go("/library/search")
    )


def _tools(account: Account, me: MeStore, store: LibraryStore, go: Go) -> list[ft.Control]:
    """What who works here does besides reading."""
    if me.side != "staff":
        return []
    w, front = account.words, store.front(me.side)
    put_in = main_button(w._("Put something in"), lambda _: go("/library/new"), icon=ft.Icons.ADD)
    tools: list[ft.Control] = [put_in]
    if front.keeps or front.waiting:
        said = w._("To publish")
        if front.waiting:
            # Translators: things that staff handed in and that somebody has to publish; {n} says how many.
            said = w.n("{n} to publish", "{n} to publish", front.waiting)
        tools.append(side_button(said, lambda _: go("/library/queue"), icon=ft.Icons.INBOX_OUTLINED))
    said = w._("On the way")
    if front.returned:
        # Translators: things that I handed in and that were handed back to me; {n} says how many.
        said = w.n("{n} came back to me", "{n} came back to me", front.returned)
    tools.append(side_button(said, lambda _: go("/library/mine"), icon=ft.Icons.OUTBOX_OUTLINED))
    return [ft.Row(tools, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)]


def _on_their_way(w: Words, waiting: WaitingStore) -> list[ft.Control]:
    said = w._("What you put in is on its way. It goes out when there is a connection.")
    return [note(said, ft.Icons.SCHEDULE_SEND_OUTLINED) for _ in waiting.about("item")]


def _folders(
    account: Account, me: MeStore, store: LibraryStore, copies: CopyStore, now: int, go: Go
) -> list[ft.Control]:
    w, front = account.words, store.front(me.side)
    shelves = [one for one in front.shelves if one.items or front.keeps]
    rows: list[ft.Control] = [
        FolderCard(account, one, w.lang, go, key=f"f{one.folder.id}") for one in shelves
    ]
    if not rows:
        said = w._("Policies, forms to print, menus and other documents of the school will stand here.")
        rows.append(empty(BOOKSHELF, w._("No documents yet"), said))
    if front.keeps:
        button = side_button(
            w._("Arrange the folders"), lambda _: go("/library/arrange"), icon=ft.Icons.SWAP_VERT
        )
        rows.append(ft.Row([button], wrap=True))
    return [*rows, *_kept(account, store, copies, now, go)]


def _kept(account: Account, store: LibraryStore, copies: CopyStore, now: int, go: Go) -> list[ft.Control]:
    """What can be read without a connection; in a browser, honestly, that nothing can."""
    w = account.words
    if not copies.possible:
        said = w._(
            "In a browser, documents cannot be kept for times without a connection. In the app on a phone or a "
            "computer they can."
        )
        return [small(said)]
    items = [msgspec.json.decode(copy.about, type=Item) for copy in copies.kept.values()]
    if not items:
        return []
    tap = partial(_opened, go, "/library/documents")
    return [
        title(w._("On this device")),
        small(w._("You can read these without a connection.")),
        *[_row(account, store, one, now, tap, kept=True) for one in items],
    ]


def _opened(go: Go, under: str, item_id: int) -> None:
    go(f"{under}/{item_id}")


def _row(
    account: Account, store: LibraryStore, item: Item, now: int, tap: Callable[[int], Any], *, kept: bool
) -> ft.Control:
    when = account.words.when(newest(item), now)
    new = store.is_new(item.id)
    return ItemCard(account, item, new, account.words.lang, when, kept, tap, account.me.grant, key=item.id)


@component
def FolderPage(account: Account, me: MeStore, store: LibraryStore, folder_id: int, go: Go) -> ft.Control:
    """The documents of one folder, the newest first."""
    w = account.words
    shelf = store.shelf(me.side, folder_id)

    def load() -> None:
        if shelf is None:
            account.do(desk_actions.load_front, me.side)

    ft.use_effect(load, [me.side, folder_id])
    where = Where(me.side, ItemKind.DOCUMENT, folder_id, me.child if me.side == "family" else None)

    def choose(side: Side, child: int | None) -> None:
        me.side, me.child = side, child

    rows: list[ft.Control] = []
    if shelf is not None:
        rows.append(title_line(written(account, shown(shelf.folder.name, w.lang))))
    rows += side_bars(w, me, choose)
    under = f"/library/folders/{folder_id}"
    rows.append(ItemList(account, me, store, where, under, go, key=f"{folder_id}-{me.side}-{me.child}"))
    return listing(rows)


@component
def ItemList(
    account: Account, me: MeStore, store: LibraryStore, where: Where, under: str, go: Go
) -> ft.Control:
    """One list, page by page; ``under``: the address of the screen on which it stands."""
    now = use_now(account)
    tap = use_kept(lambda: partial(_opened, go, under))
    copies = account.copies

    def load() -> None:
        account.do(actions.look, where)

    listed, items = store.listed(where), store.shown(where)
    ft.use_effect(load, [where, listed.state == "none"])
    rows: list[ft.Control] = []
    if where.kind is ItemKind.REPORT:
        rows.append(private_line(account.words))
    if listed.kept:
        rows.append(small(account.words._("This list is from the last time with a connection.")))
    for name, some in _groups(me, where, items):
        rows += [title(name)] if name else []
        rows += [_row(account, store, one, now, tap, kept=copies.has(one.id, one.version)) for one in some]
    rows += _end(account, where, listed, has_items=bool(items))
    return ft.Column(rows, spacing=theme.SPACE, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _groups(me: MeStore, where: Where, items: list[Item]) -> list[tuple[str, list[Item]]]:
    """School reports stand under the child whom they are about, so that nothing of one is read as another's."""
    if where.kind is not ItemKind.REPORT or where.side != "family" or len(me.children) < 2:
        return [("", items)]
    by_child = [
        (child.name, [one for one in items if one.topic == f"pupil:{child.id}"]) for child in me.children
    ]
    return [(name, some) for name, some in by_child if some]


def _end(account: Account, where: Where, listed: Listed, *, has_items: bool) -> list[ft.Control]:
    """What stands under the last item: more, what went wrong, or what will come here."""
    w = account.words
    if listed.state == "failed":
        again = side_button(w._("Try again"), lambda _: account.do(actions.load_again, where))
        heading = w._("The list could not be loaded")
        return [failed_card(heading, w._("Nothing is lost. Please try again."), again)]
    if listed.state in {"none", "loading"}:
        return [skeleton(w, 1 if has_items else 2)]
    if not has_items:
        heading, said = _promise(account, where)
        return [empty(BOOKSHELF, heading, said)]
    if listed.next is not None:
        more = side_button(w._("Show more"), lambda _: account.do(actions.load_more, where))
        return [ft.Row([more], wrap=True)]
    return []


def _promise(account: Account, where: Where) -> tuple[str, str]:
    """A heading and a sentence for a list with nothing in it."""
    w = account.words
    child = next((one.name for one in account.me.children if one.id == where.child), None)
    if where.kind is ItemKind.NEWS:
        return w._("No news yet"), w._("Letters and bulletins from the school will stand here.")
    if where.kind is ItemKind.DOCUMENT:
        return w._("Nothing in this folder"), w._("Documents that are for you will stand here.")
    if where.kind is ItemKind.WORK:
        said = (
            w._("Work that {name} can do at home will stand here.", name=child)
            if child
            else w._("Work that children can do at home will stand here.")
        )
        return w._("No work for home"), said
    if where.side == "staff":
        return w._("No school reports yet"), w._(
            "School reports of the children whom you teach will stand here."
        )
    said = (
        w._("School reports about {name} will stand here.", name=child)
        if child
        else w._("School reports about your child will stand here.")
    )
    return w._("No school reports yet"), said
