"""Words that somebody took back reach no screen any more, not even one that was away and now catches up."""

from server.core.feed import cursor
from tests.school import School, headers_of
from tests.server.stories.test_feed import post
from tests.test_permissions import uploaded
from wire.base import Refusal
from wire.media import address
from wire.stories import (
    DECIDE_COMMENT,
    EDIT_STORY,
    POST_COMMENT,
    REMOVE_COMMENT,
    WITHDRAW_STORY,
    Comment,
    CommentRef,
    DecideComment,
    EditStory,
    NewComment,
    Story,
    StoryRef,
)

FIRST = "Zara fell into the pond and cried."


async def caught_up(school: School, after: int) -> bytes:
    """All that Nadia's screen gets, which was away since event ``after``."""
    school.do_jobs()
    viewer = await school.context.viewers.of(school.cast.nadia.token)
    missed = await school.context.hub.catch_up(viewer, after)
    assert missed is not None
    return b"".join(frame for _, frame in missed)


async def status_of(school: School, photo: int) -> int:
    """What Nadia's screen is answered when it asks for a picture."""
    return (await school.http.get(address(photo, 400), headers=headers_of(school.cast.nadia))).status_code


async def story_for_4a(school: School) -> tuple[Story, int]:
    """A story with ``FIRST`` in it, whose translation was told, and the newest event before it."""
    before = school.context.db.read(cursor)
    story = await post(school, school.cast.hart, f"class:{school.cast.class_4a}", FIRST)
    assert FIRST.encode() in await caught_up(school, before)
    return story, before


async def commented(school: School, story: Story) -> Comment:
    """A comment of Katarzyna's."""
    said = NewComment(story_id=story.id, body="Poor little one, what a day.")
    comment = await school.ask(school.cast.katarzyna, POST_COMMENT, said)
    assert isinstance(comment, Comment)
    return comment


async def test_the_words_before_an_edit(school: School) -> None:
    story, before = await story_for_4a(school)
    change = EditStory(story_id=story.id, body="We looked at the pond.", comments_open=True)
    await school.ask(school.cast.hart, EDIT_STORY, change)
    heard = await caught_up(school, before)
    assert (FIRST.encode() in heard, b"We looked at the pond." in heard) == (False, True)


async def test_a_withdrawn_story_and_what_was_said_below_it(school: School) -> None:
    story, before = await story_for_4a(school)
    comment = await commented(school, story)
    assert comment.text.body.encode() in await caught_up(school, before)
    await school.ask(school.cast.hart, WITHDRAW_STORY, StoryRef(story_id=story.id))
    heard = await caught_up(school, before)
    assert (FIRST.encode() in heard, comment.text.body.encode() in heard) == (False, False)


async def test_the_pictures_below_a_withdrawn_story(school: School) -> None:
    story, _ = await story_for_4a(school)
    photo = await uploaded(school, school.cast.hart)
    said = NewComment(story_id=story.id, body="", photos=(photo,))
    await school.ask(school.cast.hart, POST_COMMENT, said)
    assert await status_of(school, photo) == 200
    await school.ask(school.cast.hart, WITHDRAW_STORY, StoryRef(story_id=story.id))
    assert await status_of(school, photo) == 404


async def test_a_comment_cannot_be_let_through_after_its_story_was_withdrawn(school: School) -> None:
    story, _ = await story_for_4a(school)
    photo = await uploaded(school, school.cast.nadia)
    said = NewComment(story_id=story.id, body="At home.", photos=(photo,))
    waiting = await school.ask(school.cast.nadia, POST_COMMENT, said)
    assert isinstance(waiting, Comment)
    await school.ask(school.cast.hart, WITHDRAW_STORY, StoryRef(story_id=story.id))
    answer = await school.ask(
        school.cast.hart, DECIDE_COMMENT, DecideComment(comment_id=waiting.id, show=True)
    )
    assert answer == Refusal(code="not_found")


async def test_a_removed_comment(school: School) -> None:
    story, before = await story_for_4a(school)
    comment = await commented(school, story)
    assert comment.text.body.encode() in await caught_up(school, before)
    await school.ask(school.cast.katarzyna, REMOVE_COMMENT, CommentRef(comment_id=comment.id))
    assert comment.text.body.encode() not in await caught_up(school, before)


async def test_a_translation_that_comes_too_late_is_told_to_nobody(school: School) -> None:
    story = await post(school, school.cast.hart, f"class:{school.cast.class_4a}", FIRST)
    await school.ask(school.cast.hart, WITHDRAW_STORY, StoryRef(story_id=story.id))
    newest = school.context.db.read(cursor)
    assert await caught_up(school, newest) == b""
    assert school.context.db.read(cursor) == newest
