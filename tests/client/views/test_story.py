"""One story with its comments."""

import flet as ft
import pytest

from tests.client import eg
from tests.client.edge import FakeSchool
from tests.client.views.conftest import NARROW, WIDE, Show
from wire import events
from wire.accounts import KEEP_DRAFT
from wire.base import Person, Refusal, Role
from wire.media import Photo
from wire.stories import (
    DECIDE_COMMENT,
    GET_COMMENTS,
    GET_STORY,
    REMOVE_COMMENT,
    CommentPage,
    CommentState,
    StoryView,
)

ENGLISH = eg.me(7, "en")
PHOTO = Photo(id=5, width=800, height=600, colour="#aabbcc")
NADIA = Person(id=7, name="Nadia Malik", role=Role.PARENT)


async def test_a_link_to_a_story_opens_it_with_its_comments(show: Show, school: FakeSchool) -> None:
    school.answers(
        GET_STORY, StoryView(story=eg.story(30, text=eg.text("Far down")), liked=False), story_id=30
    )
    school.answers(GET_COMMENTS, CommentPage(comments=(eg.comment(1, 30),), next=None), story_id=30)
    screen = await show(eg.snapshot(me=ENGLISH), "/stories/30")
    await screen.until(lambda: screen.sees("Far down") and screen.sees("Lovely."))


async def test_a_story_that_is_not_mine_to_see_is_refused_kindly(show: Show, school: FakeSchool) -> None:
    school.answers(GET_STORY, Refusal("not_found"), story_id=30)
    screen = await show(eg.snapshot(me=ENGLISH), "/stories/30")
    await screen.until(lambda: screen.sees("This story is not here"))
    assert screen.sees("It may have been taken back.")


async def test_no_comments_yet_says_so(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/stories/1")
    await screen.until(lambda: screen.sees("No comments yet"))


async def test_where_comments_are_closed_there_is_no_field(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1, comments_open=False), me=ENGLISH), "/stories/1")
    await screen.until(lambda: screen.sees("Comments are closed on this story."))
    assert screen.all(ft.TextField) == []


async def test_a_comment_with_photos_waits_and_the_writer_knows(show: Show, school: FakeSchool) -> None:
    mine = eg.comment(1, author=NADIA, photos=(PHOTO,), state=CommentState.WAITING)
    school.answers(GET_COMMENTS, CommentPage(comments=(mine,), next=None), story_id=1)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/stories/1")
    await screen.until(lambda: screen.sees("Only you see this so far. The class team looks at photos first."))
    assert screen.sees("Show to families") is False


async def test_the_class_team_lets_a_comment_through(show: Show, school: FakeSchool) -> None:
    waiting = eg.comment(1, author=NADIA, photos=(PHOTO,), state=CommentState.WAITING)
    school.answers(GET_STORY, StoryView(story=eg.story(1), liked=False), story_id=1)
    school.answers(GET_COMMENTS, CommentPage(comments=(waiting,), next=None), story_id=1)
    school.answers(DECIDE_COMMENT, eg.comment(1), comment_id=1)
    screen = await show(eg.teacher_snapshot(), "/stories/1")
    await screen.until(lambda: screen.sees("Show to families"))
    await screen.tap("Show to families")
    await screen.until(lambda: "/v1/comments/1/decide" in school.paths())
    assert school.done[-1].json == {"show": True}


async def test_i_may_remove_my_own_comment_and_no_other(show: Show, school: FakeSchool) -> None:
    mine, other = eg.comment(1, author=NADIA), eg.comment(2)
    school.answers(GET_COMMENTS, CommentPage(comments=(mine, other), next=None), story_id=1)
    school.answers(REMOVE_COMMENT, eg.comment(1, state=CommentState.REMOVED), comment_id=1)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/stories/1")
    await screen.until(lambda: screen.sees("Lovely."))
    await screen.tap("Remove this comment")
    await screen.until(lambda: school.paths() == ["/v1/comments/1/remove"])


async def test_a_new_comment_appears_by_itself(show: Show, school: FakeSchool) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/stories/1")
    await screen.until(lambda: screen.sees("No comments yet"))
    school.tell(101, events.CommentPosted(eg.comment(1, text=eg.text("Hello all", text_id=50)), comments=1))
    await screen.until(lambda: screen.sees("Hello all"))


async def test_words_half_written_are_there_again(show: Show, school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    kept = eg.snapshot(eg.story(1), me=ENGLISH, drafts=(eg.draft("comment:1", "Half wri"),))
    screen = await show(kept, "/stories/1")
    await screen.until(lambda: [field.value for field in screen.all(ft.TextField)] == ["Half wri"])


async def test_while_offline_a_comment_is_shown_as_on_its_way(show: Show, school: FakeSchool) -> None:
    school.answers(KEEP_DRAFT, eg.draft("comment:1", ""))
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/stories/1")
    await screen.until(lambda: screen.all(ft.TextField))
    school.go_down()
    await screen.type("Write a comment", "Thank you")
    await screen.tap("Send")
    await screen.until(lambda: screen.sees("On its way. It goes out when there is a connection."))
    assert (screen.sees("Thank you"), [field.value for field in screen.all(ft.TextField)]) == (True, [""])


async def test_the_viewer_goes_on_back_and_closes_by_key(show: Show) -> None:
    photos = tuple(Photo(id=n, width=1600, height=1200, colour="#aabbcc") for n in (1, 2, 3))
    screen = await show(eg.snapshot(eg.story(1, photos=photos), me=ENGLISH), "/photos/story/1/0")
    keys = screen.one(ft.KeyboardListener)
    await screen.fire(keys, "key_down", {"key": "Arrow Right"})
    assert screen.sees("Photo 2 of 3")
    await screen.fire(screen.one(ft.KeyboardListener), "key_down", {"key": "Arrow Left"})
    await screen.fire(screen.one(ft.KeyboardListener), "key_down", {"key": "Arrow Left"})
    assert screen.sees("Photo 1 of 3")
    await screen.fire(screen.one(ft.KeyboardListener), "key_down", {"key": "Escape"})
    assert screen.page.route == "/"


@pytest.mark.parametrize("width", [NARROW, WIDE])
async def test_a_story_that_is_taken_back_while_it_is_open_says_so(
    show: Show, school: FakeSchool, width: int
) -> None:
    school.answers(GET_STORY, Refusal("not_found"), story_id=1)
    screen = await show(eg.snapshot(eg.story(2), eg.story(1), me=ENGLISH), "/stories/1", width)
    school.tell(101, events.StoryWithdrawn(story_id=1))
    await screen.until(lambda: screen.sees("It may have been taken back."))


async def test_an_older_story_stays_open_when_all_is_fetched_afresh(show: Show, school: FakeSchool) -> None:
    old = eg.story(30, text=eg.text("Far down"))
    school.answers(GET_STORY, StoryView(story=old, liked=False), story_id=30)
    school.answers(GET_COMMENTS, CommentPage(comments=(eg.comment(1, 30),), next=None), story_id=30)
    screen = await show(eg.snapshot(me=ENGLISH), "/stories/30")
    await screen.until(lambda: screen.sees("Far down"))
    school.snapshot(eg.snapshot(me=ENGLISH, cursor=300))
    school.tell(0, events.StartOver())
    await screen.until(lambda: school.paths("GET").count("/v1/stories/30") == 2)
    await screen.until(lambda: screen.sees("Far down") and screen.sees("Lovely."))


async def test_a_photo_of_an_older_story_is_fetched(show: Show, school: FakeSchool) -> None:
    old = eg.story(30, photos=(PHOTO,))
    school.answers(GET_STORY, StoryView(story=old, liked=False), story_id=30)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/photos/story/30/0")
    await screen.until(lambda: screen.sees("Photo 1 of 1"))


async def test_a_photo_of_an_older_comment_is_fetched_and_closes_to_its_story(
    show: Show, school: FakeSchool
) -> None:
    newest = CommentPage(comments=(eg.comment(9),), next=9)
    older = CommentPage(comments=(eg.comment(4, photos=(PHOTO,)),), next=None)
    school.answers(GET_COMMENTS, lambda heard: older if heard.query.get("before") else newest, story_id=1)
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/photos/comment/1/4/0")
    await screen.until(lambda: screen.sees("Photo 1 of 1"))
    await screen.fire(screen.one(ft.KeyboardListener), "key_down", {"key": "Escape"})
    assert screen.page.route == "/stories/1"


async def test_a_photo_that_is_taken_back_while_it_is_open_leaves_a_way_out(
    show: Show, school: FakeSchool
) -> None:
    school.answers(GET_STORY, Refusal("not_found"), story_id=1)
    pictured = eg.story(1, photos=(PHOTO,))
    screen = await show(eg.snapshot(eg.story(2), pictured, me=ENGLISH), "/photos/story/1/0")
    assert screen.sees("Photo 1 of 1")
    school.tell(101, events.StoryWithdrawn(story_id=1))
    await screen.until(lambda: screen.sees("It may have been taken back."))
    await screen.tap("Close")
    assert screen.page.route == "/"


async def test_a_photo_of_a_comment_that_is_not_there_leaves_a_way_out(show: Show) -> None:
    screen = await show(eg.snapshot(eg.story(1), me=ENGLISH), "/photos/comment/1/4/0")
    await screen.until(lambda: screen.sees("This photo is not here"))
    await screen.tap("Close")
    assert screen.page.route == "/stories/1"
