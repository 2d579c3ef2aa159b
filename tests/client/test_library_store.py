"""What an app knows of the library: where a live item belongs, what is new, and that two sides are never mixed."""

import msgspec

from client.core.badges import Badges
from client.library.store import LibraryStore, Where
from tests.client import eg
from tests.client.library_eg import MENUS, document, item, library, page
from wire import events
from wire.base import Person, Role
from wire.library import ItemKind, ItemState, Library

NEWS, ALL_NEWS = Where("family", ItemKind.NEWS, child=1), Where("family", ItemKind.NEWS)
WORK_NEWS = Where("staff", ItemKind.NEWS)
MENU_LIST = Where("family", ItemKind.DOCUMENT, MENUS.id)


def opened(store: LibraryStore, *places: Where) -> LibraryStore:
    """A store whose lists were looked at, with nothing in them."""
    for place in places:
        store.page(place, page(), first=True)
    return store


def family(**more: object) -> LibraryStore:
    """What a mother of two knows at first."""
    store = LibraryStore()
    store.load(msgspec.structs.replace(eg.snapshot(library=library()), **more), "family")
    return store


def ids(store: LibraryStore, where: Where) -> list[int]:
    return [one.id for one in store.shown(where)]


def test_a_live_item_stands_where_it_belongs_and_nowhere_else() -> None:
    store = opened(family(), ALL_NEWS, NEWS, WORK_NEWS, MENU_LIST)
    store.take(events.ItemChanged(item(1)))
    store.take(events.ItemChanged(item(3, topic="class:3", audience="3B")))
    store.take(events.ItemChanged(item(4, topic="class:77")))
    store.take(events.ItemChanged(document(5)))
    store.take(events.ItemChanged(item(6, state=ItemState.QUEUED, pos=0)))
    assert (ids(store, ALL_NEWS), ids(store, NEWS), ids(store, MENU_LIST)) == ([3, 1], [1], [5])
    assert ids(store, WORK_NEWS) == []


def test_a_teacher_who_is_a_parent_has_two_libraries() -> None:
    both = eg.me(7, "en", frozenset({Role.PARENT, Role.TEACHER}))
    store = opened(family(me=both, staff_topics=("class:9",)), ALL_NEWS, WORK_NEWS)
    store.take(events.ItemChanged(item(1)))
    store.take(events.ItemChanged(item(2, topic="class:9", audience="9X")))
    assert (ids(store, ALL_NEWS), ids(store, WORK_NEWS)) == ([1], [2])


def test_the_office_has_all_of_it_but_no_school_report() -> None:
    store = LibraryStore()
    of_office = eg.snapshot(children=(), staff_topics=("school",), library=Library(keeps=True))
    store.load(of_office, "staff")
    reports = Where("staff", ItemKind.REPORT)
    opened(store, WORK_NEWS, reports)
    store.take(events.ItemChanged(item(1)))
    store.take(events.ItemChanged(item(2, kind=ItemKind.REPORT, topic="pupil:1")))
    assert (ids(store, WORK_NEWS), ids(store, reports)) == ([1], [])


def test_a_new_version_is_new_again_and_other_words_are_not() -> None:
    store = opened(family(), MENU_LIST)
    store.page(MENU_LIST, page(document(2)), first=True)
    at = document(2).version_at
    store.take(events.ItemChanged(document(2, "Menu", revision=1, edited_at=at + 1)))
    assert not store.is_new(2)
    store.take(events.ItemChanged(document(9, revision=4, edited_at=at + 1)))
    assert not store.is_new(9)
    newer = document(2, "Menu", revision=2, version=2, version_at=at + 2, edited_at=at + 1, pos=500)
    store.take(events.ItemChanged(newer))
    assert store.is_new(2)
    shelf = store.shelf("family", MENUS.id)
    assert shelf is not None
    assert (shelf.new, shelf.items, store.front("family").new[ItemKind.DOCUMENT]) == (2, 2, 2)
    store.take(events.ItemOpened(2, 1))
    assert store.is_new(2)
    store.take(events.ItemOpened(2, 2))
    store.take(events.ItemOpened(2, 2))
    assert (store.is_new(2), store.front("family").new[ItemKind.DOCUMENT]) == (False, 1)


def test_what_i_put_in_myself_is_not_new_to_me() -> None:
    store = opened(family(), ALL_NEWS)
    mine = Person(id=7, name="Nadia Malik", role=Role.PARENT)
    store.take(events.ItemChanged(item(1, author=mine)))
    assert (ids(store, ALL_NEWS), store.is_new(1)) == ([1], False)


def test_an_older_state_of_an_item_changes_nothing() -> None:
    store = opened(family(), ALL_NEWS)
    store.take(events.ItemChanged(item(1, "Newer", revision=2)))
    store.take(events.ItemChanged(item(1, "Older", revision=1)))
    assert [one.title.body for one in store.shown(ALL_NEWS)] == ["Newer"]


def test_an_item_beyond_what_is_loaded_comes_with_its_page() -> None:
    store = family()
    store.page(ALL_NEWS, page(item(50), item(49), more_from=490), first=True)
    store.take(events.ItemChanged(item(10, pos=100)))
    assert ids(store, ALL_NEWS) == [50, 49]
    store.page(ALL_NEWS, page(item(10, pos=100)), first=False)
    assert ids(store, ALL_NEWS) == [50, 49, 10]


def test_the_navigation_counts_news_for_a_family_and_work_for_who_works_here() -> None:
    badges = Badges()
    store = LibraryStore(badges)
    store.load(eg.snapshot(library=library()), "family")
    badges.show("/more", 4)
    assert (badges.of("/more/library"), badges.of("/more"), badges.of("/")) == (1, 5, 0)
    store.show_front("staff", library(waiting=2, returned=1))
    assert badges.of("/more/library") == 4
    store.clear()
    assert badges.of("/more") == 4
