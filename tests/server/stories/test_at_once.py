"""Two people do things to the same story or comment at the same moment: it happens once, and one after the other."""

import asyncio
import threading
import time
from collections.abc import Callable

from server.core.db import Tx
from server.core.refused import Refused
from server.stories import actions
from tests.edges import HOUR
from tests.school import School
from tests.server.stories.test_feed import feed, post
from tests.test_permissions import commented, uploaded
from wire.stories import GET_STORY, DecideComment, StoryRef, StoryView

LONG_ENOUGH = 0.2
"""Seconds until the second one surely waits for the first, or has run past it."""


async def both(school: School, first: Callable[[Tx], None], second: Callable[[Tx], None]) -> None:
    """Does the second while the first has done its work and not committed yet."""
    done = threading.Event()

    def slow(tx: Tx) -> None:
        first(tx)
        done.set()
        time.sleep(LONG_ENOUGH)

    def quick() -> None:
        assert done.wait(20)
        school.context.db.write(second)

    await asyncio.gather(asyncio.to_thread(school.context.db.write, slow), asyncio.to_thread(quick))


async def comments_of(school: School, story_id: int) -> int:
    """How many comments the story says that it has."""
    view = await school.ask(school.cast.hart, GET_STORY, StoryRef(story_id=story_id))
    assert isinstance(view, StoryView)
    return view.story.comments


async def test_a_comment_that_two_let_through_counts_once(school: School) -> None:
    comment = await commented(school, "4A", (await uploaded(school, school.cast.nadia),))
    hart, sandhu = [
        await school.context.viewers.of(who.token) for who in (school.cast.hart, school.cast.sandhu)
    ]
    show = DecideComment(comment_id=comment.id, show=True)
    await both(
        school,
        lambda tx: actions.decide_comment(tx, hart, show),
        lambda tx: actions.decide_comment(tx, sandhu, show),
    )
    assert await comments_of(school, comment.story_id) == 1


async def test_a_story_withdrawn_when_its_time_comes_stays_withdrawn(school: School) -> None:
    topic, at = f"class:{school.cast.class_4a}", school.clock.now() + HOUR
    story = await post(school, school.cast.hart, topic, "Tomorrow we swim.", publish_at=at)
    school.clock.forward(HOUR)
    hart = await school.context.viewers.of(school.cast.hart.token)
    await both(
        school,
        lambda tx: actions.withdraw_story(tx, hart, story.id),
        lambda tx: actions.publish_due(tx, story.id),
    )
    assert (await feed(school, school.cast.hart, side="staff")).stories == ()


async def test_a_comment_that_two_remove_is_taken_off_once(school: School) -> None:
    comment = await commented(school, "4A")
    hart, sandhu = [
        await school.context.viewers.of(who.token) for who in (school.cast.hart, school.cast.sandhu)
    ]
    refused: list[str] = []

    def again(tx: Tx) -> None:
        try:
            actions.remove_comment(tx, sandhu, comment.id)
        except Refused as no:
            refused.append(no.refusal.code)

    await both(school, lambda tx: actions.remove_comment(tx, hart, comment.id), again)
    assert (await comments_of(school, comment.story_id), refused) == (0, ["not_found"])
