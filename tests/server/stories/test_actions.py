"""Posting, editing, scheduling, withdrawing; likes and comments; and what each may not do."""

import asyncio

import pytest

from server.school.actions import add_to_class
from tests.edges import HOUR, MINUTE
from tests.school import School, new_key
from tests.server.stories.test_feed import bodies, feed, post
from wire.base import Nothing, Refusal, Role
from wire.stories import (
    EDIT_STORY,
    GET_COMMENTS,
    GET_SCHEDULED,
    GET_STORY,
    LIKE_STORY,
    POST_COMMENT,
    POST_STORY,
    REMOVE_COMMENT,
    WITHDRAW_STORY,
    Comment,
    CommentPage,
    CommentRef,
    CommentsAsk,
    EditStory,
    Likes,
    LikeStory,
    NewComment,
    NewStory,
    Scheduled,
    Story,
    StoryRef,
    StoryView,
)


def code(answer: object) -> str:
    """What a refusal refuses with; the answer itself otherwise, so that a test says what it got."""
    return answer.code if isinstance(answer, Refusal) else repr(answer)


async def comments(school: School, who: str, story: Story) -> list[str]:
    page = await school.ask(getattr(school.cast, who), GET_COMMENTS, CommentsAsk(story_id=story.id))
    assert isinstance(page, CommentPage), page
    return [c.text.body for c in page.comments]


@pytest.mark.parametrize(
    ("who", "topic", "answer"),
    [
        ("hart", "class:{class_4a}", "posted"),
        ("sandhu", "class:{class_4a}", "posted"),
        ("adeyemi", "class:{class_4a}", "posted"),
        ("sandhu", "pupil:{zara}", "posted"),
        ("calloway", "class:{class_3b}", "posted"),
        ("calloway", "school", "posted"),
        ("dunne", "school", "posted"),
        ("dunne", "year:3", "posted"),
        ("hart", "class:{class_3b}", "not_found"),
        ("hart", "pupil:{rosie}", "not_found"),
        ("hart", "school", "not_allowed"),
        ("hart", "class:999", "not_found"),
        ("adeyemi", "school", "not_allowed"),
        ("adeyemi", "pupil:{zara}", "not_found"),
        ("prescott", "class:{class_4a}", "not_allowed"),
        ("dunne", "class:{class_4a}", "not_found"),
        ("nadia", "class:{class_4a}", "not_allowed"),
    ],
)
async def test_who_may_post_where(school: School, who: str, topic: str, answer: str) -> None:
    ask = NewStory(topic=topic.format(**vars(school.cast)), body="Hello")
    got = await school.ask(getattr(school.cast, who), POST_STORY, ask)
    assert (code(got) if isinstance(got, Refusal) else "posted") == answer


async def test_an_edit_is_marked_and_the_earlier_words_are_kept(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "We baked bred.")
    edited = await school.ask(
        cast.hart, EDIT_STORY, EditStory(story_id=story.id, body="We baked bread.", comments_open=False)
    )
    assert isinstance(edited, Story)
    assert (edited.text.body, edited.edited_at, edited.comments_open) == (
        "We baked bread.",
        school.clock.now(),
        False,
    )
    assert edited.pos == story.pos
    assert edited.text.id != story.text.id


async def test_who_corrects_a_story_need_not_speak_its_language(school: School) -> None:
    cast = school.cast
    words = NewStory(topic=f"class:{cast.class_4a}", body="Jutro basem.", lang="pl")
    story = await school.ask(cast.sandhu, POST_STORY, words)
    assert isinstance(story, Story)
    corrected = EditStory(story_id=story.id, body="Jutro basen.", comments_open=True)
    after = await school.ask(cast.hart, EDIT_STORY, corrected)
    assert isinstance(after, Story)
    assert (after.text.body, after.text.lang) == ("Jutro basen.", "pl")


async def test_an_edit_without_new_words_is_not_marked(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Hello")
    same = await school.ask(
        cast.hart, EDIT_STORY, EditStory(story_id=story.id, body="Hello ", comments_open=True)
    )
    assert isinstance(same, Story)
    assert (same.edited_at, same.text.id) == (None, story.text.id)


@pytest.mark.parametrize(
    ("who", "answer"),
    [
        ("hart", "ok"),
        ("calloway", "ok"),
        ("adeyemi", "not_allowed"),
        ("okafor", "not_found"),
        ("nadia", "not_allowed"),
    ],
)
async def test_who_may_withdraw_a_tas_story(school: School, who: str, answer: str) -> None:
    cast = school.cast
    story = await post(school, cast.sandhu, f"class:{cast.class_4a}", "Hello")
    got = await school.ask(getattr(cast, who), WITHDRAW_STORY, StoryRef(story_id=story.id))
    assert (code(got) if isinstance(got, Refusal) else "ok") == answer


async def test_a_scheduled_story_waits_and_only_its_team_knows(school: School) -> None:
    cast = school.cast
    at = school.clock.now() + 2 * HOUR
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Surprise", publish_at=at)
    assert (story.state, story.pos) == ("scheduled", 0)
    for who in (cast.nadia, cast.okafor):
        assert code(await school.ask(who, GET_STORY, StoryRef(story_id=story.id))) == "not_found"
    assert bodies(await feed(school, cast.katarzyna)) == []
    waiting = await school.ask(cast.hart, GET_SCHEDULED, Nothing())
    assert isinstance(waiting, Scheduled)
    assert [s.id for s in waiting.stories] == [story.id]
    school.do_jobs()
    assert bodies(await feed(school, cast.katarzyna)) == []
    school.clock.forward(2 * HOUR)
    school.do_jobs()
    live = (await feed(school, cast.katarzyna)).stories
    assert [(s.id, s.at, s.state) for s in live] == [(story.id, school.clock.now(), "live")]


async def test_a_scheduled_story_can_go_out_now_with_its_new_words(school: School) -> None:
    cast = school.cast
    at = school.clock.now() + 2 * HOUR
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Surprise", publish_at=at)
    school.clock.forward(MINUTE)
    now = EditStory(story_id=story.id, body="Surprise today", comments_open=True, now=True)
    for who, answer in ((cast.okafor, "not_found"), (cast.katarzyna, "not_allowed")):
        assert code(await school.ask(who, EDIT_STORY, now)) == answer
    live = await school.ask(cast.hart, EDIT_STORY, now)
    assert isinstance(live, Story)
    assert (live.state, live.at, live.publish_at, live.edited_at) == ("live", school.clock.now(), None, None)
    assert [s.text.body for s in (await feed(school, cast.katarzyna)).stories] == ["Surprise today"]
    school.clock.forward(2 * HOUR)
    school.do_jobs()
    assert [(s.pos, s.at) for s in (await feed(school, cast.katarzyna)).stories] == [(live.pos, live.at)]


async def test_now_means_nothing_for_a_story_that_is_live(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Hello")
    school.clock.forward(MINUTE)
    ask = EditStory(story_id=story.id, body="Hello all", comments_open=True, now=True)
    same = await school.ask(cast.hart, EDIT_STORY, ask)
    assert isinstance(same, Story)
    assert (same.pos, same.at, same.text.body) == (story.pos, story.at, "Hello all")


@pytest.mark.parametrize(
    ("ms", "answer"), [(-MINUTE, "in_the_past"), (0, "in_the_past"), (400 * 24 * HOUR, "too_far_ahead")]
)
async def test_a_time_that_cannot_be_is_refused(school: School, ms: int, answer: str) -> None:
    cast = school.cast
    ask = NewStory(topic=f"class:{cast.class_4a}", body="x", publish_at=school.clock.now() + ms)
    assert code(await school.ask(cast.hart, POST_STORY, ask)) == answer


async def test_a_clock_that_goes_back_keeps_the_order_of_the_feed(school: School) -> None:
    cast = school.cast
    await post(school, cast.hart, f"class:{cast.class_4a}", "first")
    school.clock.put_back(24 * HOUR)
    await post(school, cast.hart, f"class:{cast.class_4a}", "second")
    assert bodies(await feed(school, cast.katarzyna)) == ["second", "first"]


async def test_liking_twice_is_liking_once(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Hello")
    for who, on, likes in (
        (cast.nadia, True, 1),
        (cast.nadia, True, 1),
        (cast.katarzyna, True, 2),
        (cast.nadia, False, 1),
        (cast.nadia, False, 1),
    ):
        assert await school.ask(who, LIKE_STORY, LikeStory(story_id=story.id, on=on)) == Likes(
            story_id=story.id, likes=likes, liked=on
        )
    view = await school.ask(cast.katarzyna, GET_STORY, StoryRef(story_id=story.id))
    assert isinstance(view, StoryView)
    assert (view.story.likes, view.liked) == (1, True)


async def test_many_likes_at_once_all_count(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.calloway, "school", "Hello")
    people = [
        cast.nadia,
        cast.katarzyna,
        cast.daniel,
        cast.hart,
        cast.okafor,
        cast.sandhu,
        cast.dunne,
        cast.rahman,
    ]
    await asyncio.gather(
        *(
            school.send(who, LIKE_STORY, {"story_id": story.id, "on": True})
            for who in people
            for _ in range(3)
        )
    )
    view = await school.ask(cast.nadia, GET_STORY, StoryRef(story_id=story.id))
    assert isinstance(view, StoryView)
    assert view.story.likes == len(people)


async def test_comments_are_for_who_sees_the_story(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Hello")
    await school.ask(cast.nadia, POST_COMMENT, NewComment(story_id=story.id, body="شکریہ"))
    await school.ask(cast.hart, POST_COMMENT, NewComment(story_id=story.id, body="You are welcome"))
    for name in ("katarzyna", "sandhu", "calloway"):
        assert await comments(school, name, story) == ["شکریہ", "You are welcome"]
    for who in (cast.daniel, cast.okafor, cast.former):
        assert code(await school.ask(who, GET_COMMENTS, CommentsAsk(story_id=story.id))) == "not_found"
        assert (
            code(await school.ask(who, POST_COMMENT, NewComment(story_id=story.id, body="x"))) == "not_found"
        )
    view = await school.ask(cast.nadia, GET_STORY, StoryRef(story_id=story.id))
    assert isinstance(view, StoryView)
    assert view.story.comments == 2


async def test_closed_comments_take_no_more(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Hello", comments_open=False)
    ask = NewComment(story_id=story.id, body="x")
    assert code(await school.ask(cast.nadia, POST_COMMENT, ask)) == "comments_closed"


@pytest.mark.parametrize(
    ("who", "answer"),
    [("nadia", "ok"), ("hart", "ok"), ("katarzyna", "not_allowed"), ("daniel", "not_found")],
)
async def test_who_may_remove_a_comment(school: School, who: str, answer: str) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "Hello")
    comment = await school.ask(cast.nadia, POST_COMMENT, NewComment(story_id=story.id, body="mine"))
    assert isinstance(comment, Comment)
    got = await school.ask(getattr(cast, who), REMOVE_COMMENT, CommentRef(comment_id=comment.id))
    assert (code(got) if isinstance(got, Refusal) else "ok") == answer
    assert await comments(school, "katarzyna", story) == ([] if answer == "ok" else ["mine"])


async def test_the_same_key_posts_once_and_a_key_is_for_one_thing(school: School) -> None:
    cast = school.cast
    key, ask = new_key(), NewStory(topic=f"class:{cast.class_4a}", body="Once")
    first = await school.ask(cast.hart, POST_STORY, ask, key=key)
    again = await school.ask(cast.hart, POST_STORY, ask, key=key)
    assert first == again
    other = NewStory(topic=f"class:{cast.class_4a}", body="Other")
    assert code(await school.ask(cast.hart, POST_STORY, other, key=key)) == "key_reused"
    assert bodies(await feed(school, cast.katarzyna)) == ["Once"]
    assert isinstance(await school.ask(cast.calloway, POST_STORY, other, key=key), Story)


@pytest.mark.parametrize("body", ["", "   \n ", "\x00\x07"])
async def test_nothing_is_not_a_story(school: School, body: str) -> None:
    cast = school.cast
    ask = NewStory(topic=f"class:{cast.class_4a}", body=body)
    assert code(await school.ask(cast.hart, POST_STORY, ask)) == "empty"


async def test_control_characters_are_left_out_and_letters_kept(school: School) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}", "a\x00b\r\nc\u200f د <b>")
    assert story.text.body == "ab\nc\u200f د <b>"


async def test_a_teacher_elsewhere_changes_nothing_where_they_only_help(school: School) -> None:
    cast = school.cast
    topic = f"class:{cast.class_4a}"
    school.context.db.write(lambda tx: add_to_class(tx, cast.okafor.id, cast.class_4a, Role.TA))
    story = await post(school, cast.hart, topic, "Hello")
    own = await post(school, cast.okafor, topic, "Helping")
    assert code(await school.ask(cast.okafor, WITHDRAW_STORY, StoryRef(story_id=story.id))) == "not_allowed"
    assert isinstance(await school.ask(cast.okafor, WITHDRAW_STORY, StoryRef(story_id=own.id)), Story)
