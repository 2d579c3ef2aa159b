"""A photo that a browser could not send says why, and can be taken out while it is on its way."""

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
from wire.media import NotTaken

LOST = "The photo did not arrive. Please choose it again."


class Browser(FakeDevice):
    """A tab whose files come in beside the app's line, if the test lets them."""

    def __init__(self, school: FakeSchool) -> None:
        super().__init__(school)
        self.awaited: dict[str, asyncio.Future[Path]] = {}

    def upload_url(self, most: int) -> str:
        address = f"/up/{len(self.awaited)}"
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
