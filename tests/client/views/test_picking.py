"""A photo or file that a browser could not send says why, and can be taken out while it is on its way."""

import asyncio
from pathlib import Path
from typing import Any

import flet as ft
import pytest

from client.core.account import Account
from client.core.photos import Picked
from client.photos.picking import PickedPhotos, Picker
from tests.client.edge import FakeDevice, FakeSchool, until
from tests.screen import Screen
from wire.base import Refusal
from wire.media import MAX_BYTES, MAX_FILE_BYTES, File, FileKind, NotTaken

LOST = "The photo did not arrive. Please choose it again."


class Browser(FakeDevice):
    """A tab whose files come in beside the app's line, if the test lets them."""

    def __init__(self, school: FakeSchool) -> None:
        super().__init__(school)
        self.awaited: dict[str, asyncio.Future[Path]] = {}
        self.most: list[int] = []

    def upload_url(self, most: int) -> str:
        address = f"/up/{len(self.awaited)}"
        self.most.append(most)
        self.awaited[address] = asyncio.get_running_loop().create_future()
        return address

    async def received(self, address: str) -> Path:
        return await self.awaited[address]

    def give_up(self, address: str) -> None:
        self.awaited[address].set_exception(TimeoutError())


class Sends(ft.FilePicker):
    """Flet's picker in a browser that only the test hears."""

    async def upload(self, files: list[ft.FilePickerUploadFile]) -> None:
        """Nothing leaves by itself."""


class Picking:
    """A picker, its tab and what its photos look like."""

    def __init__(self, school: FakeSchool) -> None:
        self.browser = Browser(school)
        self.account = Account(self.browser)
        self.picker = Picker(self.account, "story", 10)
        self.picker.control = Sends()

    async def pick(self, *names: str) -> list[asyncio.Task[Any]]:
        """Photos on their way."""
        tasks = []
        for n, name in enumerate(names):
            file, picked = ft.FilePickerFile(id=n, name=name, size=9), Picked(key=f"k{n}", name=name)
            tasks.append(asyncio.create_task(self.picker._from_browser(self.browser, picked, file)))
        await until(lambda: len(self.account.photos.at("story")) == len(names))
        return tasks

    def hears(self, name: str, **said: Any) -> None:
        """What Flet says of a file on its way."""
        e = ft.FilePickerUploadEvent(
            name="upload", control=self.picker.control, file_name=name, data=None, **said
        )
        self.picker._progressed(e)

    def states(self) -> list[tuple[str, str]]:
        """How the photos are, and why."""
        return [(one.state, one.why) for one in self.account.photos.at("story")]


@pytest.fixture
def picking(school: FakeSchool) -> Picking:
    return Picking(school)


async def test_why_the_server_did_not_take_a_photo_stands_under_it(picking: Picking) -> None:
    tasks = await picking.pick("a.jpg")
    full = Refusal(code="disk_full")
    picking.browser.awaited["/up/0"].set_exception(NotTaken(full))
    await asyncio.gather(*tasks)
    why = picking.account.words.refusal("disk_full")
    assert picking.states() == [("refused", why)]
    screen = await Screen().draw(PickedPhotos, picking.account, picking.account.photos, "story")
    assert screen.sees(why)
    await screen.close()


async def test_a_browser_that_cannot_send_is_not_waited_for(picking: Picking) -> None:
    tasks = await picking.pick("a.jpg", "b.jpg")
    picking.hears("b.jpg", progress=0.5)
    picking.hears("a.jpg", error="no route")
    await tasks[0]
    assert picking.states() == [("refused", LOST), ("sending", "")]
    tasks[1].cancel()


async def test_of_two_files_with_one_name_none_is_given_up_for_the_other(picking: Picking) -> None:
    tasks = await picking.pick("image.jpg", "image.jpg")
    picking.hears("image.jpg", error="no route")
    assert [one.done() for one in picking.browser.awaited.values()] == [False, False]
    for task in tasks:
        task.cancel()


async def test_a_photo_that_was_taken_out_does_not_come_back(picking: Picking) -> None:
    tasks = await picking.pick("a.jpg")
    picking.account.photos.remove("story", "k0")
    picking.browser.give_up("/up/0")
    await asyncio.gather(*tasks)
    assert picking.states() == []


def chosen(picker: Picker, *files: ft.FilePickerFile) -> None:
    """Somebody chose these in the device's own picker."""
    picker._chosen(ft.FilePickerResultEvent(name="result", control=picker.control, files=list(files)))


async def test_a_file_may_be_larger_than_a_photo_and_no_larger_than_the_server_takes(
    picking: Picking,
) -> None:
    account = picking.account
    files = Picker(account, "story", 5, "file")
    files.control = Sends()
    long = ft.FilePickerFile(id=1, name="film.mp4", size=MAX_BYTES + 1)
    chosen(picking.picker, long)
    chosen(files, long, ft.FilePickerFile(id=2, name="long film.mp4", size=MAX_FILE_BYTES + 1))
    await until(lambda: len(account.photos.at("story")) == 3 and bool(picking.browser.most))
    known = {(one.kind, one.name): (one.state, one.why) for one in account.photos.at("story")}
    too_large = {n: account.words.refusal("too_large", {"limit": n}) for n in (MAX_BYTES, MAX_FILE_BYTES)}
    assert known == {
        ("photo", "film.mp4"): ("refused", too_large[MAX_BYTES]),
        ("file", "film.mp4"): ("sending", ""),
        ("file", "long film.mp4"): ("refused", too_large[MAX_FILE_BYTES]),
    }
    assert picking.browser.most == [MAX_FILE_BYTES]
    picking.browser.give_up("/up/0")
    await until(lambda: all(one.state == "refused" for one in account.photos.at("story")))
    assert account.words.refusal("file_missing") in [one.why for one in account.photos.at("story")]


async def test_photos_leave_their_room_to_files(picking: Picking, school: FakeSchool) -> None:
    school.files()
    account = picking.account
    for n in range(10):
        account.photos.put("story", Picked(key=f"p{n}", name="a.jpg"))
    files = Picker(account, "story", 1, "file")
    two = [ft.FilePickerFile(id=n, name=f"{n}.pdf", size=9, bytes=b"%PDF") for n in range(2)]
    chosen(files, *two)
    await until(lambda: [one.state for one in account.photos.of("story", "file")] == ["ready"])
    assert [one.name for one in account.photos.of("story", "file")] == ["0.pdf"]
    assert [one.sentence for one in account.notices.all] == [
        account.words.refusal("too_many_files", {"limit": 1})
    ]


async def test_a_chosen_file_says_its_name_what_it_is_and_how_it_fares(picking: Picking) -> None:
    photos = picking.account.photos
    ready = File(id=9, name="Trip.pdf", kind=FileKind.PDF, size=2_400_000)
    photos.put("story", Picked(key="a", name="film.mov", kind="file", sent=0.415))
    photos.put("story", Picked(key="b", name="list.xlsx", kind="file", state="waiting"))
    photos.put("story", Picked(key="c", name="Trip.pdf", kind="file", state="ready", file=ready))
    photos.put("story", Picked(key="d", name="old.doc", kind="file", state="refused", why="No."))
    screen = await Screen().draw(PickedPhotos, picking.account, photos, "story")
    for said in ("film.mov", "Video", "list.xlsx", "Trip.pdf", "PDF document, 2 MB", "old.doc", "No."):
        assert screen.sees(said), said
    assert screen.sees("It waits, and goes with your words.")
    assert [one.label for one in screen.all(ft.Semantics)] == ["film.mov is on its way: 41 of 100."]
    await screen.tap("Take film.mov out")
    await screen.until(lambda: not screen.sees("film.mov"))
    assert [one.key for one in photos.at("story")] == ["b", "c", "d"]
    await screen.close()
