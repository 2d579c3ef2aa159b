"""The library at the real server: handed in, published, read at once where it belongs, kept on a phone, taken back."""

from pathlib import Path

import msgspec

from client.core.account import Account
from client.core.photos import Picked
from client.library import actions, copying, desk_actions
from client.library.desk import DeskStore
from client.library.desk_actions import BODY, TITLE, Choices, version_place
from client.library.found import FoundItemsStore
from client.library.store import LibraryStore, Where
from client.photos import actions as photos
from tests.browser.line import Line
from tests.client.at_school import OpenAt, cutting
from tests.client.edge import until
from tests.files import pdf
from tests.school import School
from wire.library import FolderLine, Item, ItemKind, ItemState

NEWS = Where("family", ItemKind.NEWS)


def titles(account: Account, where: Where) -> list[str]:
    """What somebody's app has in a list."""
    return [one.title.body for one in account[LibraryStore].shown(where)]


def new(account: Account, kind: ItemKind) -> int:
    """How much of a kind is new to somebody."""
    return account[LibraryStore].front(account.me.side).new.get(kind, 0)


def the(account: Account, title: str) -> Item:
    """The item with a title, as somebody's app knows it."""
    (found,) = [one for one in account[LibraryStore].by_id.values() if one.title.body == title]
    return found


def stands(account: Account, item_id: int) -> tuple[ItemState, str]:
    """How far an item is, and its title, as somebody's app knows it."""
    item = account[LibraryStore].by_id[item_id]
    return item.state, item.title.body


async def put_in(account: Account, choices: Choices, title: str, body: str = "", *, hand_in: bool) -> None:
    """Fills in the form and sends it."""
    account.type(TITLE, title)
    account.type(BODY, body)
    assert await account.do(desk_actions.post_item, choices, hand_in=hand_in)


async def picked(account: Account, place: str, name: str) -> None:
    """Chooses a PDF for what is being written."""
    one = Picked(key=photos.new_key(), name=name, data=pdf(), kind="file")
    assert await account.do(photos.add_photo, place, one)


async def waiting(account: Account) -> Item:
    """What stands first in the queue."""
    assert await account.do(desk_actions.load_part, "queue")
    return account[DeskStore].part("queue").items[0]


def on_disk(folder: Path) -> list[str]:
    """The documents that lie on a phone."""
    return [one.name for one in folder.rglob("*.pdf")]


async def test_news_that_are_handed_in_reach_families_when_the_office_lets_them(
    school: School, at_school: OpenAt, line: Line
) -> None:
    cast = school.cast
    dunne, nadia, daniel = [await at_school(who) for who in (cast.dunne, cast.nadia, cast.daniel)]
    hart = await at_school(cast.hart, url=line.url)
    for family in (nadia, daniel):
        await family.do(actions.look, NEWS)
    topic = f"class:{cast.class_4a}"
    async with cutting(line, 3):
        await put_in(hart, Choices(ItemKind.NEWS, topic), "Cake sale", "Bring a cake.", hand_in=True)
    await until(lambda: hart.waiting.items == (), 20)
    await until(lambda: dunne[LibraryStore].front("staff").waiting == 1, 10)
    queued = await waiting(dunne)
    dunne.type(desk_actions.reason_place(queued.id), "Please say on which day it is.")
    assert await dunne.do(desk_actions.hand_back, queued.id)
    await until(lambda: hart[LibraryStore].front("staff").returned == 1, 10)
    assert await hart.do(actions.open_item, queued.id)
    assert (the(hart, "Cake sale").reason or queued.title).body == "Please say on which day it is."
    hart.type(desk_actions.edit_places(queued.id)[0], "Cake sale on Friday")
    hart.type(desk_actions.edit_places(queued.id)[1], "Bring a cake.")
    assert await hart.do(desk_actions.edit_item, queued.id, None, None)
    assert await hart.do(desk_actions.hand_in_again, queued.id, None)
    await until(lambda: stands(dunne, queued.id) == (ItemState.QUEUED, "Cake sale on Friday"), 10)
    assert titles(nadia, NEWS) == []
    assert await dunne.do(desk_actions.publish, queued.id, None)
    await until(lambda: titles(nadia, NEWS) == ["Cake sale on Friday"], 10)
    assert (new(nadia, ItemKind.NEWS), new(daniel, ItemKind.NEWS), titles(daniel, NEWS)) == (1, 0, [])
    assert await nadia.do(actions.open_item, queued.id)
    await until(lambda: new(nadia, ItemKind.NEWS) == 0 and nadia.waiting.items == (), 10)
    assert await hart.do(desk_actions.load_readers, queued.id, missing=False)
    page = hart[DeskStore].of_readers(queued.id, missing=False).page
    assert page is not None
    opened = {line.name: [one.person.name for one in line.opened] for line in page.lines}
    assert (opened["Zara"], opened["Lena"], page.opened, page.pupils) == (["Nadia"], [], 1, 3)
    assert await dunne.do(desk_actions.withdraw, queued.id)
    await until(lambda: titles(nadia, NEWS) == [], 10)


async def test_a_document_is_kept_on_a_phone_follows_its_version_and_goes_when_it_is_taken_back(
    school: School, at_school: OpenAt, tmp_path: Path
) -> None:
    cast = school.cast
    dunne, nadia = await at_school(cast.dunne), await at_school(cast.nadia, tmp_path)
    lines = (FolderLine("Menus"), FolderLine("Policies"))
    assert await dunne.do(desk_actions.set_folders, lines)
    folder = dunne[LibraryStore].front("staff").shelves[0].folder.id
    await until(lambda: len(nadia[LibraryStore].front("family").shelves) == 2, 10)
    where = Where("family", ItemKind.DOCUMENT, folder)
    await nadia.do(actions.look, where)
    await picked(dunne, BODY, "Lunch menu.pdf")
    await put_in(dunne, Choices(ItemKind.DOCUMENT, "school", folder), "Lunch", hand_in=False)
    await until(lambda: titles(nadia, where) == ["Lunch"], 20)
    shelf = nadia[LibraryStore].shelf("family", folder)
    assert shelf is not None
    assert (shelf.items, shelf.new) == (1, 1)
    item = the(nadia, "Lunch")
    assert await nadia.do(copying.keep_copy, item)
    kept = nadia.copies.path(item.id, f"f{item.files[0].id}")
    assert kept is not None
    assert (kept.name, kept.read_bytes()[:4]) == ("Lunch menu.pdf", b"%PDF")
    await picked(dunne, version_place(item.id), "New menu.pdf")
    assert await dunne.do(desk_actions.add_version, item.id)
    await until(lambda: nadia.copies.has(item.id, 2), 20)
    assert on_disk(tmp_path) == ["New menu.pdf"]
    assert await nadia.do(actions.search, "menu")
    assert [one.title.body for one in nadia[FoundItemsStore].found] == ["Lunch"]
    assert await dunne.do(desk_actions.withdraw, item.id)
    await until(lambda: nadia.copies.kept == {} and on_disk(tmp_path) == [], 10)
    assert nadia[FoundItemsStore].found == ()


async def test_a_report_reaches_that_child_s_adults_and_no_other_family(
    school: School, at_school: OpenAt
) -> None:
    cast = school.cast
    people = (cast.hart, cast.calloway, cast.nadia, cast.katarzyna, cast.dunne)
    hart, calloway, nadia, katarzyna, dunne = [await at_school(who) for who in people]
    reports = Where("family", ItemKind.REPORT)
    for family in (nadia, katarzyna):
        await family.do(actions.look, reports)
    topic = f"pupil:{cast.zara}"
    await put_in(hart, Choices(ItemKind.REPORT, topic), "Autumn report", "Zara reads well.", hand_in=True)
    await until(lambda: calloway[LibraryStore].front("staff").waiting == 1, 10)
    report = await waiting(calloway)
    assert report.state is ItemState.QUEUED
    assert await calloway.do(desk_actions.publish, report.id, None)
    await until(lambda: titles(nadia, reports) == ["Autumn report"], 10)
    assert (titles(katarzyna, reports), katarzyna[LibraryStore].by_id) == ([], {})
    assert dunne[LibraryStore].by_id == {}
    child = msgspec.structs.replace(reports, child=cast.yusuf)
    await nadia.do(actions.look, child)
    assert titles(nadia, child) == []
    assert not await katarzyna.do(actions.open_item, report.id)
