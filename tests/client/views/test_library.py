"""The library as families have it before them: news, documents, work for home, reports, looking for something."""

from datetime import date
from pathlib import Path
from typing import Any

import flet as ft
import httpx
import msgspec
import pytest

from client.app import make_main
from tests.client import eg, library_eg
from tests.client.edge import FakeDevice, FakeSchool, Heard, until
from tests.client.library_eg import MENUS, document, item, library, page, view
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Nothing, Refusal, TextState
from wire.library import (
    CHECK_COPIES,
    GET_ITEM,
    GET_ITEMS,
    GET_LIBRARY,
    OPEN_ITEM,
    SEARCH_ITEMS,
    Copies,
    ItemKind,
    ItemPage,
)
from wire.media import File, FileKind, Photo
from wire.snapshot import Snapshot

FAMILY = eg.snapshot(me=eg.me(7, "en"), library=library())
WORK = item(5, "Read for ten minutes", kind=ItemKind.WORK)
REPORT_OF_ZOYA = item(6, "Autumn report", kind=ItemKind.REPORT, topic="pupil:1", audience="Zoya Malik")
REPORT_OF_ILYAS = item(7, "Ilyas in autumn", kind=ItemKind.REPORT, topic="pupil:2", audience="Ilyas Malik")
OF_KIND = {
    "news": page(item(3, "Bulletin 3"), item(1), new=frozenset({3})),
    "document": page(document(8, "Snacks"), document(2), new=frozenset({2})),
    "work": page(WORK),
    "report": page(REPORT_OF_ILYAS, REPORT_OF_ZOYA, new=frozenset({6})),
}


def listed(heard: Heard) -> ItemPage:
    """What the school has of one kind, for one child or for both."""
    every = OF_KIND[heard.query["kind"]]
    child = {"1": eg.ZOYA, "2": eg.ILYAS}.get(heard.query.get("child", ""))
    some = tuple(one for one in every.items if child is None or one.topic in child.topics)
    return msgspec.structs.replace(every, items=some)


@pytest.fixture(autouse=True)
def prepared(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("item", ""))
    school.answers(GET_LIBRARY, library())
    school.answers(GET_ITEMS, listed)
    for answer in OF_KIND.values():
        for one in answer.items:
            shown = view(one, new=one.id in answer.new)
            school.answers(GET_ITEM, shown, item_id=one.id)
            school.answers(OPEN_ITEM, Nothing(), item_id=one.id)


def said(screen: Screen, part: str) -> list[str]:
    return [words for words in screen.words() if part in words]


def heard(screen: Screen, part: str) -> bool:
    """Whether somebody who does not see the screen hears this."""
    return any(one.semantics_label == part for one in screen.all(ft.Text))


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_news_stand_newest_first_with_a_mark_until_they_are_opened(
    show: Show, school: FakeSchool, width: int
) -> None:
    screen = await show(FAMILY, "/more", width)
    await screen.tap("Library")
    await screen.until(lambda: screen.sees("Winter letter"))
    assert [words for words in screen.words() if words in {"Bulletin 3", "Winter letter", "New"}] == [
        "New", "Bulletin 3", "Winter letter",
    ]  # fmt: skip
    assert heard(screen, "News: 1 new")
    await screen.tap("Bulletin 3")
    await screen.until(lambda: school.paths().count("/v1/library/items/3/open") == 1)
    opened = next(heard for heard in school.done if heard.path.endswith("/3/open"))
    assert opened.json == {"version": 1}
    assert said(screen, "Please wear a coat.")
    await screen.go("/library")
    await screen.until(lambda: screen.sees("Bulletin 3"))
    assert (screen.sees("New"), screen.sees("News"), heard(screen, "News: 1 new")) == (False, True, False)


async def test_older_news_come_page_by_page(show: Show, school: FakeSchool) -> None:
    def pages(heard: Heard) -> ItemPage:
        if "before" in heard.query:
            return page(item(1, "The oldest"))
        return page(*(item(n, f"Bulletin {n}") for n in range(21, 1, -1)), more_from=20)

    school.answers(GET_ITEMS, pages)
    screen = await show(FAMILY, "/library")
    await screen.until(lambda: screen.sees("Show more"))
    assert not screen.sees("The oldest")
    await screen.tap("Show more")
    await screen.until(lambda: screen.sees("The oldest"))
    assert (screen.sees("Show more"), len(said(screen, "Bulletin"))) == (False, 20)


async def test_what_is_new_shows_at_once_and_what_is_taken_back_goes(show: Show, school: FakeSchool) -> None:
    screen = await show(FAMILY, "/library")
    await screen.until(lambda: screen.sees("Winter letter"))
    school.tell(101, events.ItemChanged(item(9, "School is closed")))
    school.tell(102, events.ItemChanged(item(10, "Not for us", topic="class:77")))
    school.tell(103, events.ItemWithdrawn(1))
    await screen.until(lambda: heard(screen, "News: 2 new") and not screen.sees("Winter letter"))
    assert said(screen, "School is closed") == ["School is closed"]
    assert not screen.sees("Not for us")
    urdu = eg.text("School is closed", 109, state=TextState.DONE, shown="Closed, translated")
    school.tell(104, events.TextTranslated(urdu))
    await screen.until(lambda: screen.sees("Closed, translated"))
    other_words = item(3, "Bulletin 3, corrected", revision=1, edited_at=item().at + 5)
    school.tell(105, events.ItemChanged(other_words))
    await screen.until(lambda: screen.sees("Bulletin 3, corrected"))
    assert heard(screen, "News: 2 new")


async def test_documents_stand_in_folders_and_empty_ones_are_not_shown(
    show: Show, school: FakeSchool
) -> None:
    screen = await show(FAMILY, "/library/documents")
    await screen.until(lambda: screen.sees("Menus"))
    assert (screen.sees("Policies"), screen.sees("2 documents"), screen.sees("1 new")) == (False, True, True)
    assert said(screen, "In a browser, documents cannot be kept")
    await screen.tap("Menus")
    await screen.until(lambda: screen.sees("Lunch menu"))
    asked = [heard for heard in school.heard if heard.path == GET_ITEMS.path][-1]
    assert (asked.query["folder_id"], asked.query["kind"]) == (str(MENUS.id), "document")
    assert said(screen, "PDF document, 2 MB")
    await screen.tap("Lunch menu")
    await screen.until(lambda: screen.sees("Lunch menu.pdf"))
    (file,) = [one for one in screen.all(ft.Container) if str(one.url or "").endswith("/files/40")]
    assert file.ink
    school.tell(101, events.FoldersChanged((library_eg.MENUS, library_eg.POLICIES)))
    await screen.go("/library/documents")
    await screen.until(lambda: screen.sees("Menus"))


async def test_reports_stand_under_their_own_child_and_say_who_sees_them(show: Show) -> None:
    screen = await show(FAMILY, "/library/reports")
    await screen.until(lambda: screen.sees("Autumn report"))
    order = [one for one in screen.words() if one in {"Autumn report", "Ilyas in autumn"}]
    assert order == ["Autumn report", "Ilyas in autumn"]
    assert said(screen, "A school report is private.")
    await screen.tap("Ilyas Malik")
    await screen.until(lambda: not screen.sees("Autumn report"))


async def test_work_says_until_when_and_nothing_yet_says_what_will_come(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_ITEMS, Refusal("slow_down"))
    screen = await show(FAMILY, "/library/learning")
    await screen.until(lambda: screen.sees("The list could not be loaded"))
    school.answers(GET_ITEMS, page())
    await screen.tap("Try again")
    await screen.until(lambda: screen.sees("No work for home"))

    due = msgspec.structs.replace(WORK, due=date(2026, 11, 20))
    school.tell(101, events.ItemChanged(due))
    await screen.until(lambda: screen.sees("Read for ten minutes"))
    assert said(screen, "To do by Friday 20 November") != []


async def test_words_are_looked_for_and_what_is_found_opens(show: Show, school: FakeSchool) -> None:
    school.answers(SEARCH_ITEMS, page())
    screen = await show(FAMILY, "/library/search")
    await screen.until(lambda: screen.sees("Look for words"))
    await screen.type("Words to look for", "کھانا")
    await screen.tap("Search")
    await screen.until(lambda: screen.sees("Nothing was found"))
    assert school.heard[-1].json["words"] == "کھانا"
    school.answers(SEARCH_ITEMS, page(document(2), new=frozenset({2})))
    await screen.type("Words to look for", "menu")
    await screen.tap("Search")
    await screen.until(lambda: screen.sees("Lunch menu"))
    await screen.tap("Lunch menu")
    await screen.until(lambda: screen.sees("Lunch menu.pdf"))
    school.answers(SEARCH_ITEMS, Refusal("slow_down"))
    await screen.go("/library/search")
    await screen.type("Words to look for", "lunch")
    await screen.tap("Search")
    await screen.until(lambda: screen.sees("The library could not be searched"))


async def test_the_original_is_one_tap_away_and_what_is_not_mine_is_not_here(
    show: Show, school: FakeSchool
) -> None:
    translated = {"state": TextState.DONE, "shown": "In my language", "engine": None}
    one = item(1, body=eg.text("Please wear a coat.", 201, **translated))
    school.answers(GET_ITEM, view(one), item_id=1)
    screen = await show(FAMILY, "/library/1")
    await screen.until(lambda: screen.sees("In my language"))
    await screen.tap("Show original")
    await screen.until(lambda: screen.sees("Please wear a coat."))
    assert not screen.sees("Who has opened it")
    school.answers(GET_ITEM, Refusal("not_found"), item_id=77)
    await screen.go("/library/77")
    await screen.until(lambda: screen.sees("This is not here"))
    await screen.go("/library/queue")
    await screen.until(lambda: screen.sees("There is nothing here"))


async def test_pictures_open_large_and_close_again(show: Show, school: FakeSchool) -> None:
    photos = tuple(Photo(id=n, width=800, height=600, colour="#aabbcc") for n in (1, 2))
    school.answers(GET_ITEM, view(item(1, photos=photos)), item_id=1)
    screen = await show(FAMILY, "/library/1")
    await screen.until(lambda: screen.sees("Winter letter"))
    (first,) = [one for one in screen.all(ft.Semantics) if str(one.label).startswith("Photo 1 of 2.")]
    assert isinstance(first.content, ft.Container)
    await screen.tap(first.content)
    await screen.until(lambda: screen.sees("Photo 1 of 2"))
    await screen.tap("Close")
    await screen.until(lambda: not screen.sees("Photo 1 of 2"))


class Files(httpx.AsyncBaseTransport):
    """A school that also hands out files, each with its own bytes."""

    def __init__(self, school: FakeSchool) -> None:
        self.school, self.broken = school, False

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        if request.url.path.startswith("/files/") and self.school.up:
            if self.broken:
                raise httpx.ReadError("the line broke")
            assert request.headers["authorization"] == f"Bearer {self.school.token}"
            return httpx.Response(200, content=b"%PDF " + request.url.path.encode())
        return await self.school.handle_async_request(request)


async def on_a_phone(
    school: FakeSchool, folder: Path, snapshot: Snapshot, route: str
) -> tuple[Screen, Files]:
    """The app with a disk to keep things on."""
    school.snapshot(snapshot)
    screen, files = Screen(route), Files(school)
    await screen.open(make_main(lambda _: FakeDevice(files, school.token, folder)))
    await screen.until(lambda: len(screen.words()) > 2)
    return screen, files


def kept(folder: Path) -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in folder.rglob("*.pdf")}


def bytes_of(folder: Path) -> list[bytes]:
    return sorted(one.read_bytes() for one in folder.rglob("*.pdf"))


async def test_a_document_is_kept_on_a_phone_and_opens_without_a_connection(
    school: FakeSchool, tmp_path: Path
) -> None:
    two = document(2, files=(library_eg.MENU, File(41, "Lunch menu.pdf", FileKind.PDF, 9)))
    school.answers(GET_ITEM, view(two), item_id=2)
    screen, files = await on_a_phone(school, tmp_path, FAMILY, "/library/folders/4/2")
    keep = "Keep it for times without a connection"
    await screen.until(lambda: screen.sees(keep))
    files.broken = True
    await screen.tap(keep)
    await screen.until(lambda: screen.sees(keep))
    assert kept(tmp_path) == {}
    files.broken = False
    await screen.tap(keep)
    await screen.until(lambda: screen.sees("On this device"))
    assert bytes_of(tmp_path) == [b"%PDF /files/40", b"%PDF /files/41"]
    await screen.close()
    school.go_down()
    again, _ = await on_a_phone(school, tmp_path, FAMILY, "/library/documents")
    await again.until(lambda: again.sees("On this device"))
    await again.tap("Lunch menu")
    await again.until(lambda: len(said(again, "Lunch menu.pdf")) >= 2)
    opened: list[Any] = []
    again.wire.answers["launch_url"] = None
    before = len(again.wire.sent)
    await again.tap(again.all(ft.Container, ink=True)[-1])
    opened = [
        body.args for _, body, _ in again.wire.sent[before:] if getattr(body, "name", "") == "launch_url"
    ]
    assert len(opened) == 1
    assert "documents/2-1" in str(opened[0])
    await again.close()


async def test_a_kept_document_follows_its_newest_version_and_goes_with_my_right(
    school: FakeSchool, tmp_path: Path
) -> None:
    school.answers(GET_ITEM, view(document(2)), item_id=2)
    screen, _ = await on_a_phone(school, tmp_path, FAMILY, "/library/folders/4/2")
    await screen.until(lambda: screen.sees("Keep it for times without a connection"))
    await screen.tap("Keep it for times without a connection")
    await screen.until(lambda: kept(tmp_path) == {"Lunch menu.pdf": b"%PDF /files/40"})
    newer = document(2, files=(File(44, "New menu.pdf", FileKind.PDF, 9),), version=2, revision=1)
    school.answers(GET_ITEM, view(newer), item_id=2)
    school.answers(CHECK_COPIES, Copies((newer,)))
    school.tell(101, events.ItemChanged(newer))
    await screen.until(lambda: kept(tmp_path) == {"New menu.pdf": b"%PDF /files/44"})
    school.answers(CHECK_COPIES, Copies(()))
    school.snapshot(msgspec.structs.replace(FAMILY, cursor=102))
    school.tell(102, events.StartOver())
    await until(lambda: kept(tmp_path) == {})
    await screen.close()


async def test_a_list_is_there_without_a_connection_as_it_was_seen_last(
    school: FakeSchool, tmp_path: Path
) -> None:
    screen, _ = await on_a_phone(school, tmp_path, FAMILY, "/library")
    await screen.until(lambda: screen.sees("Winter letter"))
    await screen.close()
    school.go_down()
    again, _ = await on_a_phone(school, tmp_path, FAMILY, "/library")
    await again.until(lambda: again.sees("Winter letter"))
    assert again.sees("This list is from the last time with a connection.")
    school.up = True
    kept_said = "This list is from the last time with a connection."
    await again.until(lambda: not again.sees(kept_said) and again.sees("Winter letter"), 10)
    await again.close()
