"""Each address has its screens, on a phone and in a wide window."""

import pytest

from client.routing import below, place_of, stops

DATES = ["more", "calendar"]
SHELVES = ["more", "library"]
NEW = ["messages", "message_new"]


def names(route: str, *, wide: bool = False) -> list[str]:
    return [stop.name for stop in stops(route, wide=wide)]


@pytest.mark.parametrize(
    ("route", "narrow", "in_wide"),
    [
        ("/", ["stories"], ["stories"]),
        ("/?from=mail", ["stories"], ["stories"]),
        ("/stories/12", ["stories", "story"], ["stories"]),
        ("/stories/12/", ["stories", "story"], ["stories"]),
        ("/stories/12/edit", ["stories", "story", "edit"], ["stories", "edit"]),
        ("/photos/story/12/3", ["stories", "photo"], ["stories", "photo"]),
        ("/photos/comment/12/7/0", ["stories", "story", "photo"], ["stories", "photo"]),
        ("/new", ["stories", "new"], ["stories", "new"]),
        ("/messages", ["messages"], ["messages"]),
        ("/messages/5", ["messages", "thread"], ["messages"]),
        ("/messages/5/about", ["messages", "thread", "message_about"], ["messages", "message_about"]),
        ("/messages/5/photos/7/0", ["messages", "thread", "message_photo"], ["messages", "message_photo"]),
        ("/messages/new", NEW, NEW),
        ("/messages/search", ["messages", "message_search"], ["messages", "message_search"]),
        ("/messages/class/4", [*NEW, "message_class"], [*NEW, "message_class"]),
        ("/calendar", DATES, DATES),
        ("/calendar/new", [*DATES, "occasion_new"], [*DATES, "occasion_new"]),
        ("/calendar/link", [*DATES, "calendar_link"], [*DATES, "calendar_link"]),
        ("/calendar/7", [*DATES, "occasion"], [*DATES, "occasion"]),
        ("/calendar/7/edit", [*DATES, "occasion", "occasion_edit"], [*DATES, "occasion", "occasion_edit"]),
        ("/library", SHELVES, SHELVES),
        ("/library/reports", SHELVES, SHELVES),
        ("/library/folders/3", [*SHELVES, "library_folder"], [*SHELVES, "library_folder"]),
        ("/library/folders/3/12", [*SHELVES, "library_folder", "item"], [*SHELVES, "library_folder", "item"]),
        ("/library/12", [*SHELVES, "item"], [*SHELVES, "item"]),
        ("/library/12/photos/1", [*SHELVES, "item", "item_photos"], [*SHELVES, "item", "item_photos"]),
        ("/library/queue/12", [*SHELVES, "library_desk", "item"], [*SHELVES, "library_desk", "item"]),
        ("/more", ["more"], ["more"]),
        ("/more/language", ["more", "language"], ["more", "language"]),
        ("/more/devices", ["more", "devices"], ["more", "devices"]),
        ("/more/scheduled", ["more", "scheduled"], ["more", "scheduled"]),
    ],
)
def test_an_address_has_its_screens(route: str, narrow: list[str], in_wide: list[str]) -> None:
    assert (names(route), names(route, wide=True)) == (narrow, in_wide)


@pytest.mark.parametrize(
    "route", ["/nowhere", "/stories", "/stories/abc", "/stories/-1", "/stories/1/2", "/photos/story/1", "/more/x",
              "/stories/99999999999999999999", "//stories/1", "/photos/cat/1/1", "/photos/comment/7/0", "/messages/x",
              "/messages/5/photos/7", "/messages/class"],
)  # fmt: skip
def test_every_other_address_is_lost(route: str) -> None:
    assert (names(route), names(route, wide=True)) == (["lost"], ["lost"])


def test_numbers_come_out_of_the_address() -> None:
    assert stops("/stories/12", wide=True)[0].numbers == (12,)
    assert stops("/photos/story/12/3", wide=False)[-1].numbers == (12, 3)
    assert stops("/photos/comment/12/7/3", wide=False)[-1].numbers == (12, 3, 7)
    assert stops("/messages/5", wide=True)[0].numbers == (5,)
    assert stops("/messages/5/photos/7/3", wide=False)[-1].numbers == (5, 7, 3)


@pytest.mark.parametrize(
    ("route", "wide", "back"),
    [
        ("/stories/12", False, "/"),
        ("/stories/12/edit", False, "/stories/12"),
        ("/stories/12/edit", True, "/stories/12"),
        ("/photos/story/12/3", False, "/"),
        ("/photos/story/12/3", True, "/stories/12"),
        ("/photos/comment/12/7/3", False, "/stories/12"),
        ("/photos/comment/12/7/3", True, "/stories/12"),
        ("/messages/5", False, "/messages"),
        ("/messages/5/about", True, "/messages/5"),
        ("/messages/class/4", False, "/messages/new"),
        ("/more/devices", False, "/more"),
        ("/nowhere", False, "/"),
    ],
)
def test_back_leads_one_step_down(route: str, back: str, *, wide: bool) -> None:
    assert below(route, wide=wide) == back


@pytest.mark.parametrize(
    ("path", "back", "place"),
    [
        ("/library/12", "/library", "/library/12"),
        ("/library/reports/12", "/library/reports", "/library/12"),
        ("/library/folders/3/12", "/library/folders/3", "/library/12"),
        ("/library/search/12", "/library/search", "/library/12"),
        ("/library/12/edit", "/library/12", "/library/12/edit"),
        ("/library/learning", "/more", "/library/learning"),
        ("/stories/12", "/", "/stories/12"),
    ],
)
def test_back_leads_to_the_list_and_a_thing_is_one_place_from_everywhere(
    path: str, back: str, place: str
) -> None:
    assert (below(path, wide=False), place_of(path)) == (back, place)
