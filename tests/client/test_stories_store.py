"""What the feed shows after each thing that can happen."""

from typing import Any

from client.stories.store import StoriesStore
from tests.client import eg
from wire import events
from wire.base import TextState
from wire.snapshot import Snapshot
from wire.stories import CommentPage, CommentState, StoryState


def store(snapshot: Snapshot, side: Any = "family") -> StoriesStore:
    made = StoriesStore()
    made.load(snapshot, side)
    return made


def ids(made: StoriesStore, child: int | None = None, side: Any = "family") -> list[int]:
    return [story.id for story in made.shown(side, child)]


def test_one_childs_stories_are_shown_at_once_from_what_is_known() -> None:
    made = store(eg.snapshot(eg.story(3), eg.story(2, topic="class:3"), eg.story(1, topic="school")))
    assert (ids(made), ids(made, eg.ZOYA.id), ids(made, eg.ILYAS.id)) == ([3, 2, 1], [3, 1], [2, 1])


def test_nothing_of_one_child_is_shown_under_another() -> None:
    made = store(eg.snapshot())
    for child in (eg.ZOYA.id, eg.ILYAS.id):
        made.page(("family", child), eg.page(), first=True)
    made.take(events.StoryPosted(eg.story(5, topic="pupil:1")))
    made.take(events.StoryPosted(eg.story(6, topic="class:3")))
    assert (ids(made, eg.ZOYA.id), ids(made, eg.ILYAS.id), ids(made)) == ([5], [6], [6, 5])


def test_a_story_goes_to_its_place_by_its_number() -> None:
    made = store(eg.snapshot(eg.story(5), eg.story(1)))
    made.take(events.StoryPosted(eg.story(3)))
    made.take(events.StoryPosted(eg.story(3)))
    assert ids(made) == [5, 3, 1]


def test_a_story_beyond_the_loaded_pages_waits_for_its_page() -> None:
    made = store(eg.snapshot(feed=eg.page(eg.story(9), eg.story(8), more_from=80)))
    made.take(events.StoryChanged(eg.story(2)))
    assert ids(made) == [9, 8]
    made.page(("family", None), eg.page(eg.story(8), eg.story(2)), first=False)
    assert (ids(made), made.next("family", None)) == ([9, 8, 2], None)


def test_a_teachers_feed_holds_what_they_read_as_staff() -> None:
    made = store(eg.teacher_snapshot(eg.story(1)), "staff")
    made.take(events.StoryPosted(eg.story(2)))
    made.take(events.StoryPosted(eg.story(3, topic="class:99")))
    assert ids(made, side="staff") == [2, 1]


def test_who_reads_everything_gets_everything() -> None:
    made = store(eg.teacher_snapshot(staff_topics=None), "staff")
    made.take(events.StoryPosted(eg.story(3, topic="class:99")))
    assert ids(made, side="staff") == [3]


def test_likes_and_my_like() -> None:
    made = store(eg.snapshot(feed=eg.page(eg.story(1), eg.story(2), liked=frozenset({2}))))
    made.take(events.StoryLiked(story_id=1, likes=4))
    made.take(events.MyLike(story_id=1, liked=True))
    made.take(events.MyLike(story_id=2, liked=False))
    assert (made.by_id[1].likes, made.liked(1), made.liked(2)) == (4, True, False)


def test_a_withdrawn_story_leaves_nothing() -> None:
    made = store(eg.snapshot(eg.story(1), eg.story(2)))
    made.comment_page(1, CommentPage(comments=(eg.comment(),), next=None), first=True)
    made.take(events.StoryWithdrawn(story_id=1))
    assert (ids(made), made.story(1), made.comments(1)) == ([2], None, ())


def test_a_scheduled_story_that_goes_live_moves_into_the_feed() -> None:
    made = store(eg.teacher_snapshot(), "staff")
    waiting = eg.story(7, state=StoryState.SCHEDULED, pos=0, publish_at=5)
    made.take_scheduled([waiting])
    assert (made.scheduled(), ids(made, side="staff")) == ([waiting], [])
    made.take(events.StoryPosted(eg.story(7)))
    assert (made.scheduled(), ids(made, side="staff")) == ([], [7])


def test_comments_come_go_and_are_translated_where_they_are_open() -> None:
    made = store(eg.snapshot(eg.story(1), eg.story(2)))
    made.comment_page(1, CommentPage(comments=(eg.comment(5),), next=None), first=True)
    made.take(events.CommentPosted(eg.comment(6), comments=2))
    made.take(events.CommentPosted(eg.comment(9, story_id=2), comments=1))
    assert ([one.id for one in made.comments(1)], made.comments(2)) == ([5, 6], ())
    assert (made.by_id[1].comments, made.by_id[2].comments) == (2, 1)
    done = eg.text("Lovely.", text_id=1006, state=TextState.DONE, shown="خوب")
    made.take(events.TextTranslated(done))
    assert [one.text.shown for one in made.comments(1)] == [None, "خوب"]
    made.take(events.CommentChanged(eg.comment(5, state=CommentState.REMOVED), comments=1))
    assert [one.id for one in made.comments(1)] == [6]


def test_older_comments_stand_before_the_newer_ones() -> None:
    made = store(eg.snapshot(eg.story(1)))
    made.comment_page(1, CommentPage(comments=(eg.comment(5), eg.comment(6)), next=5), first=True)
    made.comment_page(1, CommentPage(comments=(eg.comment(3), eg.comment(4)), next=None), first=False)
    assert ([one.id for one in made.comments(1)], made.thread(1).next) == ([3, 4, 5, 6], None)


def test_one_change_replaces_one_story_and_no_other() -> None:
    made = store(eg.snapshot(eg.story(1), eg.story(2)))
    before = made.by_id[2]
    made.take(events.StoryLiked(story_id=1, likes=4))
    assert made.by_id[2] is before


def test_what_happens_while_a_page_is_on_its_way_is_not_lost() -> None:
    made = store(eg.snapshot(eg.story(1), eg.story(2)))
    made.mark(("family", None), "loading")
    for event in (
        events.StoryPosted(eg.story(3)),
        events.StoryWithdrawn(2),
        events.StoryLiked(1, likes=7),
        events.MyLike(1, liked=True),
    ):
        made.take(event)
    made.page(("family", None), eg.page(eg.story(2), eg.story(1)), first=True)
    assert (ids(made), [story.likes for story in made.shown("family", None)][1:]) == ([3, 1], [7])
    assert made.liked(1)


def test_what_happened_before_a_page_was_asked_for_is_not_taken_again() -> None:
    made = store(eg.snapshot(eg.story(1)))
    made.mark(("family", None), "loading")
    made.take(events.StoryLiked(1, likes=7))
    made.mark(("family", None), "failed")
    made.mark(("family", None), "loading")
    made.page(("family", None), eg.page(eg.story(1, likes=9)), first=True)
    liked = made.story(1)
    assert liked is not None
    assert liked.likes == 9
