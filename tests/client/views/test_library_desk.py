"""The library as staff have it before them: putting something in, the queue, folders, versions, who has opened it."""

from typing import Any

import flet as ft
import msgspec
import pytest

from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.library_eg import AUDIENCES, MENU, document, item, library, page, view
from tests.client.views.conftest import NARROW, WIDE, Show
from tests.client.views.test_names import nameless
from tests.screen import Screen
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Person, Role
from wire.library import (
    ADD_VERSION,
    EDIT_ITEM,
    GET_DESK,
    GET_ITEM,
    GET_ITEM_AUDIENCES,
    GET_ITEMS,
    GET_LIBRARY,
    GET_OPENERS,
    GET_VERSIONS,
    HAND_IN_ITEM,
    POST_ITEM,
    PUBLISH_ITEM,
    RETURN_ITEM,
    SET_FOLDERS,
    WITHDRAW_ITEM,
    Folders,
    ItemAudience,
    ItemAudiences,
    ItemKind,
    ItemState,
    Openers,
    OpenersLine,
    Opening,
    Version,
    Versions,
)

OFFICE = Person(id=30, name="Ann Office", role=Role.OFFICE)
QUEUED = item(11, "Cake sale", state=ItemState.QUEUED, pos=0)
EVERYTHING = frozenset({ItemKind.NEWS, ItemKind.DOCUMENT})
OF_OFFICE = eg.teacher_snapshot(me=eg.me(30, "en", frozenset({Role.OFFICE})), staff_topics=None)


@pytest.fixture(autouse=True)
def prepared(school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("item", ""))
    school.answers(GET_LIBRARY, library(waiting=1, keeps=True))
    school.answers(GET_ITEMS, page())
    school.answers(GET_DESK, page(QUEUED))
    school.answers(GET_ITEM_AUDIENCES, AUDIENCES)
    school.answers(GET_ITEM, view(QUEUED, may_publish=True), item_id=11)
    school.answers(GET_ITEM, view(document(2), may_change=True, sees_openers=True), item_id=2)


def sent(school: FakeSchool, path: str) -> Any:
    """What went to the school at a path; none if nothing did."""
    return next((heard.json for heard in school.done if heard.path == path), None)


def said(screen: Screen, part: str) -> list[str]:
    return [words for words in screen.words() if part in words]


async def test_a_teacher_hands_news_in_and_publishes_work_by_themself(show: Show, school: FakeSchool) -> None:
    school.answers(POST_ITEM, item(12, "Spelling"))
    screen = await show(eg.teacher_snapshot(), "/library/new")
    await screen.until(lambda: screen.sees("Hand in"))
    assert said(screen, "The office looks at it before families see it.")
    await screen.until(lambda: screen.sees("Reaches 2 families in 2 languages"))
    await screen.tap("Hand in")
    assert screen.sees("Please give it a title.")
    await screen.tap("Work to do at home")
    assert not screen.sees("Hand in")
    await screen.type("Title", "Spelling")
    await screen.tap("Publish")
    assert screen.sees("Please write something, or add a file or a photo.")
    await screen.type("What should the child do?", "Learn ten words.")
    await screen.tap("It should be done by a day")
    assert said(screen, "By: ")
    await screen.tap("Publish")
    await screen.until(lambda: sent(school, POST_ITEM.path) is not None)
    asked = sent(school, POST_ITEM.path)
    assert (asked["kind"], asked["topic"], asked["title"], asked["body"], asked["hand_in"]) == (
        "work", "class:4", "Spelling", "Learn ten words.", False,
    )  # fmt: skip
    assert asked["due"] is not None


async def test_a_document_needs_a_folder_and_a_file(show: Show, school: FakeSchool) -> None:
    school.answers(POST_ITEM, document(12))
    screen = await show(eg.teacher_snapshot(), "/library/new")
    await screen.until(lambda: screen.sees("Hand in"))
    await screen.tap("Document")
    await screen.type("Title", "Lunch menu")
    await screen.tap("Hand in")
    assert screen.sees("Please choose the folder in which the document should stand.")
    await screen.tap("Menus")
    await screen.until(lambda: screen.sees("Please add a file or a photo first."))


async def test_a_half_written_item_is_there_again_with_what_was_chosen(
    show: Show, school: FakeSchool
) -> None:
    kept: dict[str, str] = {}

    def keep(heard: Any) -> Any:
        kept[heard.json["place"]] = heard.json["body"]
        return eg.draft(heard.json["place"], heard.json["body"])

    school.answers(KEEP_DRAFT, keep)
    screen = await show(eg.teacher_snapshot(), "/library/new")
    await screen.until(lambda: screen.sees("Hand in"))
    await screen.tap("School report")
    await screen.type("Title", "Autumn report")
    await screen.until(lambda: kept.keys() >= {"itemtitle", "itemchoices"}, 4)
    await screen.close()
    drafts = tuple(eg.draft(place, body) for place, body in kept.items())
    again = await show(eg.teacher_snapshot(drafts=drafts), "/library/new")
    await again.until(lambda: again.sees("Hand in"))
    assert said(again, "A school report is private.")
    assert [one.value for one in again.all(ft.TextField) if one.label == "Title"] == ["Autumn report"]


async def test_the_office_publishes_what_was_handed_in(show: Show, school: FakeSchool) -> None:
    live = item(11, "Cake sale", revision=1)
    school.answers(PUBLISH_ITEM, live, item_id=11)
    screen = await show(OF_OFFICE, "/library")
    await screen.until(lambda: screen.sees("1 to publish"))
    await screen.tap("1 to publish")
    await screen.until(lambda: screen.sees("Cake sale"))
    await screen.tap("Cake sale")
    await screen.until(lambda: screen.sees("Publish now"))
    school.answers(GET_ITEM, view(live, may_change=True, sees_openers=True), item_id=11)
    school.answers(GET_LIBRARY, library(keeps=True))
    school.answers(GET_DESK, page())
    await screen.tap("Publish now")
    await screen.until(lambda: sent(school, "/v1/library/items/11/publish") == {"publish_at": None})
    school.tell(101, events.ItemChanged(live))
    await screen.until(lambda: screen.sees("Who has opened it"))
    assert not screen.sees("Publish now")
    await screen.go("/library/queue")
    await screen.until(lambda: screen.sees("Nothing waits"))


async def test_what_is_handed_back_says_why_and_can_be_handed_in_again(
    show: Show, school: FakeSchool
) -> None:
    returned = item(
        11, "Cake sale", state=ItemState.RETURNED, pos=0, revision=1, reason=eg.text("Which hall?", 701)
    )
    school.answers(RETURN_ITEM, returned, item_id=11)
    office = await show(OF_OFFICE, "/library/queue/11")
    await office.until(lambda: office.sees("Hand back"))
    await office.tap("Hand back")
    await office.tap("Hand back")
    assert said(office, "Please write why, with at least 10 letters.")
    await office.type("Why do you hand it back?", "Which hall is it in?")
    await office.tap("Hand back")
    await office.until(
        lambda: sent(school, "/v1/library/items/11/return") == {"reason": "Which hall is it in?"}
    )
    await office.close()
    school.answers(GET_ITEM, view(returned, may_change=True), item_id=11)
    school.answers(HAND_IN_ITEM, msgspec.structs.replace(QUEUED, revision=2), item_id=11)
    author = await show(eg.teacher_snapshot(), "/library/mine/11")
    await author.until(lambda: author.sees("Which hall?"))
    assert author.sees("Handed back. Please read why.")
    await author.tap("Hand in again")
    await author.until(lambda: sent(school, "/v1/library/items/11/hand-in") is not None)


async def test_words_and_files_are_changed_and_an_item_is_taken_back(show: Show, school: FakeSchool) -> None:
    school.answers(EDIT_ITEM, document(2, "New menu", revision=1), item_id=2)
    school.answers(ADD_VERSION, document(2, version=2, revision=2), item_id=2)
    school.answers(WITHDRAW_ITEM, document(2, state=ItemState.WITHDRAWN, revision=3), item_id=2)
    screen = await show(OF_OFFICE, "/library/2")
    await screen.until(lambda: screen.sees("Change"))
    await screen.tap("Change")
    await screen.until(lambda: screen.sees("Save"))
    await screen.type("Title", "New menu")
    await screen.tap("Policies")
    await screen.tap("Save")
    await screen.until(lambda: sent(school, "/v1/library/items/2/edit") is not None)
    asked = sent(school, "/v1/library/items/2/edit")
    assert (asked["title"], asked["folder_id"]) == ("New menu", 3)
    await screen.until(lambda: screen.sees("New version"))
    await screen.tap("New version")
    await screen.until(lambda: screen.sees("Put in this version"))
    await screen.tap("Put in this version")
    assert screen.sees("Please add a file or a photo first.")
    await screen.go("/library/2")
    await screen.until(lambda: screen.sees("Take back"))
    await screen.tap("Take back")
    await screen.until(lambda: screen.sees("Take this back?"))
    await screen.tap(screen.all(ft.FilledButton, content="Take back")[0])
    await screen.until(lambda: "/v1/library/items/2/withdraw" in school.paths())


READERS = Openers(
    pupils=3,
    opened=1,
    lines=(
        OpenersLine(1, "Zoya Malik", "4A", (Opening(eg.NADIA, 1),)),
        OpenersLine(2, "Ilyas Malik", "3B"),
        OpenersLine(3, "Sam Reed", "4A", on_app=False),
    ),
    next=None,
)


async def test_who_has_opened_it_and_at_whose_home_nobody_has(show: Show, school: FakeSchool) -> None:
    school.answers(GET_OPENERS, READERS, item_id=2)
    screen = await show(OF_OFFICE, "/library/2/readers")
    await screen.until(lambda: screen.sees("Opened at 1 of 3 homes"))
    assert said(screen, "Nadia Malik opened it")
    assert screen.sees("Nobody at home is on the app yet")
    without = msgspec.structs.replace(READERS, lines=READERS.lines[1:])
    school.answers(GET_OPENERS, without, item_id=2)
    await screen.tap(screen.named("Not opened yet"))
    await screen.until(lambda: not said(screen, "Nadia Malik opened it"))
    asked = [heard.query for heard in school.heard if heard.path.endswith("/openers")]
    assert [one["missing"] for one in asked] == ["false", "true"]


async def test_versions_stand_with_who_put_them_in(show: Show, school: FakeSchool) -> None:
    older = Version(1, 1, OFFICE, (msgspec.structs.replace(MENU, id=39, name="Old menu.pdf"),))
    school.answers(GET_VERSIONS, Versions((Version(2, 2, OFFICE, (MENU,)), older), next=None), item_id=2)
    screen = await show(OF_OFFICE, "/library/2/versions")
    await screen.until(lambda: screen.sees("Version 1"))
    assert screen.sees("Old menu.pdf")


async def test_folders_are_named_added_and_ordered(show: Show, school: FakeSchool) -> None:
    school.answers(SET_FOLDERS, Folders(()))
    screen = await show(OF_OFFICE, "/library/arrange")
    await screen.until(lambda: screen.sees("Add a folder"))
    await screen.tap("Move Menus up")
    await screen.type("Folder 2", "Rules")
    await screen.tap("Add a folder")
    await screen.type("Folder 3", "Trips")
    await screen.tap("Save")
    await screen.until(lambda: sent(school, SET_FOLDERS.path) is not None)
    assert sent(school, SET_FOLDERS.path)["folders"] == [
        {"name": "Menus", "folder_id": 4}, {"name": "Rules", "folder_id": 3}, {"name": "Trips", "folder_id": None},
    ]  # fmt: skip
    assert [one for one in screen.words() if one.startswith("Remove Menus")] == []


SCREENS = (
    "/library", "/library/documents", "/library/folders/4", "/library/reports", "/library/search", "/library/new",
    "/library/queue", "/library/2", "/library/11", "/library/2/edit", "/library/2/version", "/library/2/readers",
    "/library/2/versions", "/library/arrange",
)  # fmt: skip


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_everything_that_can_be_tapped_has_a_name(show: Show, school: FakeSchool, width: int) -> None:
    school.answers(GET_OPENERS, READERS, item_id=2)
    school.answers(GET_VERSIONS, Versions((Version(1, 1, OFFICE, (MENU,)),), next=None), item_id=2)
    every = ItemAudiences((ItemAudience("school", "", publishes=EVERYTHING),))
    school.answers(GET_ITEM_AUDIENCES, every)
    school.answers(GET_ITEMS, page(document(2), document(8, "Snacks"), new=frozenset({2})))
    screen = await show(OF_OFFICE, "/more", width)
    found = {}
    for route in SCREENS:
        await screen.go(route)
        await screen.settle(0.1)
        found[route] = list(nameless(screen))
        assert len(screen.words()) > 3, route
    assert found == {route: [] for route in SCREENS}


async def test_who_may_put_nothing_in_is_told_whom_to_ask(show: Show, school: FakeSchool) -> None:
    school.answers(GET_ITEM_AUDIENCES, ItemAudiences(()))
    screen = await show(eg.teacher_snapshot(), "/library/new")
    await screen.until(lambda: screen.sees("Please ask the office to put it in for you."))
