"""Reporting a story, a comment or a photo: why, who will see it, sent once, kept while offline."""

from typing import Any

import flet as ft

from tests.client import eg, library_eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import Show
from tests.edges import THURSDAY_9_AM
from wire.accounts import KEEP_DRAFT, Draft
from wire.base import Nothing
from wire.library import GET_ITEM, OPEN_ITEM
from wire.media import Photo
from wire.safeguarding import REPORT, Reported
from wire.stories import GET_COMMENTS, CommentPage

ENGLISH = eg.me(7, "en")
PHOTO = Photo(id=5, width=800, height=600, colour="#aabbcc")
WHY = "What is wrong with it?"


def prepared(school: FakeSchool) -> FakeSchool:
    school.answers(REPORT, Reported(at=THURSDAY_9_AM))
    school.answers(KEEP_DRAFT, Draft(place="story", body=""))
    return school


def reports(school: FakeSchool) -> list[Any]:
    return [one.json for one in school.done if one.path == REPORT.path]


async def test_a_story_is_reported_with_a_reason(show: Show, school: FakeSchool) -> None:
    prepared(school)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    await screen.tap("Report this story")
    said = "Only the safeguarding lead and the headteacher's team see your report and your name."
    await screen.until(lambda: screen.sees(said))
    await screen.type(WHY, "My child is laughed at here.")
    await screen.tap("Send the report")
    await screen.until(lambda: len(reports(school)) == 1)
    assert reports(school) == [{"what": "story", "ref_id": 1, "reason": "My child is laughed at here."}]
    await screen.until(lambda: not screen.sees(said))


async def test_without_a_reason_it_is_not_sent(show: Show, school: FakeSchool) -> None:
    prepared(school)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    await screen.tap("Report this story")
    await screen.tap("Send the report")
    await screen.until(lambda: screen.sees("Please write what is wrong with it."))
    assert reports(school) == []


async def test_others_comments_can_be_reported_and_photos(show: Show, school: FakeSchool) -> None:
    prepared(school)
    school.answers(GET_COMMENTS, CommentPage(comments=(eg.comment(3, 1),), next=None), story_id=1)
    screen = await show(eg.snapshot(eg.story(1, photos=(PHOTO,)), me=ENGLISH), "/stories/1")
    await screen.until(lambda: screen.sees("Lovely."))
    await screen.tap("Report this comment")
    await screen.type(WHY, "Not kind")
    await screen.tap("Send the report")
    await screen.until(lambda: len(reports(school)) == 1)
    await screen.go("/photos/story/1/0")
    await screen.tap("Report this photo")
    await screen.type(WHY, "Not my consent")
    await screen.tap("Send the report")
    await screen.until(lambda: len(reports(school)) == 2)
    assert [(one["what"], one["ref_id"]) for one in reports(school)] == [("comment", 3), ("photo", 5)]


async def test_a_reason_survives_closing_the_dialog(show: Show, school: FakeSchool) -> None:
    prepared(school)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH))
    await screen.tap("Report this story")
    await screen.type(WHY, "Half a thought")
    await screen.tap("Cancel")
    await screen.until(lambda: not screen.all(ft.TextField))
    await screen.tap("Report this story")
    await screen.until(lambda: [one.value for one in screen.all(ft.TextField)] == ["Half a thought"])


async def test_something_of_the_library_is_reported_where_it_is_read(show: Show, school: FakeSchool) -> None:
    prepared(school)
    school.answers(GET_ITEM, library_eg.view(library_eg.item(3, "Bulletin 3")), item_id=3)
    school.answers(OPEN_ITEM, Nothing(), item_id=3)
    screen = await show(eg.snapshot(me=ENGLISH, library=library_eg.library()), "/library/3")
    await screen.until(lambda: screen.sees("Bulletin 3"))
    await screen.tap("Report something wrong here")
    await screen.type(WHY, "This is about my child.")
    await screen.tap("Send the report")
    await screen.until(lambda: len(reports(school)) == 1)
    assert reports(school) == [{"what": "item", "ref_id": 3, "reason": "This is about my child."}]
