"""What a person can do in the story feed. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.me import Side
from client.stories.store import StoriesStore
from wire.base import Nothing
from wire.stories import (
    DECIDE_COMMENT,
    EDIT_STORY,
    GET_COMMENTS,
    GET_FEED,
    GET_SCHEDULED,
    GET_STORY,
    LIKE_STORY,
    POST_COMMENT,
    POST_STORY,
    REMOVE_COMMENT,
    WITHDRAW_STORY,
    CommentRef,
    CommentsAsk,
    DecideComment,
    EditStory,
    FeedAsk,
    LikeStory,
    NewComment,
    NewStory,
    StoryRef,
)  # fmt: skip


async def refresh(account: Account, side: Side, child: int | None) -> None:
    """Load a feed's newest page. A failure stands in the feed's own state, not in a notice."""
    await _load_page(account, side, child, None)


async def load_more(account: Account, side: Side, child: int | None) -> None:
    """Load the page after what is there; nothing at the end or while one is loading."""
    feed = account[StoriesStore].feed(side, child)
    if feed.next is not None and feed.state != "loading":
        await _load_page(account, side, child, feed.next)


async def load_again(account: Account, side: Side, child: int | None) -> None:
    """Try once more what failed: the page after what is there if there is one, else the newest."""
    again = load_more if account[StoriesStore].next(side, child) is not None else refresh
    await again(account, side, child)


async def _load_page(account: Account, side: Side, child: int | None, before: int | None) -> None:
    store = account[StoriesStore]
    store.mark((side, child), "loading")
    try:
        page = await account.api.call(GET_FEED, FeedAsk(side=side, child=child, before=before))
    except (Offline, Refused):
        store.mark((side, child), "failed")
        return
    store.page((side, child), page, first=before is None)


async def open_feed(account: Account, side: Side, child: int | None) -> None:
    """Show a feed: load it the first time."""
    account.me.side, account.me.child = side, child
    if account[StoriesStore].feed(side, child).state in {"none", "failed"}:
        await refresh(account, side, child)


async def open_story(account: Account, story_id: int) -> None:
    """Load one story by its id, as after a tap on a link. Raises ``Refused`` if it is not mine to see."""
    store = account[StoriesStore]
    if store.story(story_id) is None:
        view = await account.api.call(GET_STORY, StoryRef(story_id=story_id))
        store.one(view.story, liked=view.liked)


async def open_comments(account: Account, story_id: int) -> None:
    """Load the newest comments of a story."""
    await _load_comments(account, story_id, None)


async def load_older_comments(account: Account, story_id: int) -> None:
    """Load the comments before what is there; nothing at the start or while some are loading."""
    thread = account[StoriesStore].thread(story_id)
    if thread.next is not None and thread.state != "loading":
        await _load_comments(account, story_id, thread.next)


async def open_photos(account: Account, story_id: int, comment_id: int | None) -> None:
    """Load a story, and its comments as far back as one of them. Raises ``Refused`` or ``Offline``."""
    store = account[StoriesStore]
    await open_story(account, story_id)
    if comment_id is None:
        return
    await open_comments(account, story_id)
    while store.comment(story_id, comment_id) is None and store.thread(story_id).state == "ready":
        if store.thread(story_id).next is None:
            return
        await load_older_comments(account, story_id)
    if store.thread(story_id).state == "failed":
        raise Offline


async def _load_comments(account: Account, story_id: int, before: int | None) -> None:
    store = account[StoriesStore]
    store.mark_thread(story_id, "loading")
    try:
        page = await account.api.call(GET_COMMENTS, CommentsAsk(story_id=story_id, before=before))
    except (Offline, Refused):
        store.mark_thread(story_id, "failed")
        return
    store.comment_page(story_id, page, first=before is None)


async def load_scheduled(account: Account) -> None:
    """Load my stories that wait for their time."""
    store = account[StoriesStore]
    store.scheduled_state = "loading"
    try:
        answer = await account.api.call(GET_SCHEDULED, Nothing())
    except (Offline, Refused):
        store.scheduled_state = "failed"
        return
    store.take_scheduled(answer.stories)


async def like(account: Account, story_id: int, on: bool) -> None:
    """Like a story, or take the like back."""
    about = f"{'like' if on else 'unlike'}:{story_id}"
    await account.send(LIKE_STORY, LikeStory(story_id=story_id, on=on), about=about)


async def catch_up(account: Account) -> None:
    """After a snapshot: load again what the screen showed and the snapshot does not hold."""
    store = account[StoriesStore]
    side, child = account.me.side, account.me.child
    if store.feed(side, child).state == "none":
        await refresh(account, side, child)
    for story_id in store.take_reopened():
        await open_comments(account, story_id)
    if store.scheduled_state == "loading":
        await load_scheduled(account)


async def when_live(account: Account) -> None:
    """The line stands again: load what could not be loaded without it."""
    store = account[StoriesStore]
    side, child = account.me.side, account.me.child
    if store.feed(side, child).state == "failed":
        await load_again(account, side, child)
    for story_id in store.failed_threads():
        await open_comments(account, story_id)
    if store.scheduled_state == "failed":
        await load_scheduled(account)


async def post_story(
    account: Account,
    topic: str,
    *,
    comments_open: bool = True,
    publish_at: int | None = None,
    lang: str | None = None,
) -> None:
    """Post what stands in the draft ``story``, with its photos."""
    place = "story"
    body = account.drafts.body(place)
    ask = NewStory(topic=topic, body=body, lang=lang, comments_open=comments_open, publish_at=publish_at)
    sent = await account.send(POST_STORY, ask, about="story", place=place, words=body)
    if publish_at is not None:
        account.after(sent, load_scheduled)


async def post_comment(account: Account, story_id: int, *, lang: str | None = None) -> None:
    """Post what stands in the draft ``comment:<story>``, with its photos."""
    place = f"comment:{story_id}"
    body = account.drafts.body(place)
    ask = NewComment(story_id=story_id, body=body, lang=lang)
    await account.send(POST_COMMENT, ask, about=place, place=place, words=body)


async def edit_story(
    account: Account,
    story_id: int,
    *,
    comments_open: bool,
    publish_at: int | None = None,
    now: bool = False,
) -> None:
    """Give a story the words that stand in the draft ``edit:<story>``; ``now``: it waits no longer."""
    place = f"edit:{story_id}"
    body = account.drafts.body(place)
    ask = EditStory(story_id=story_id, body=body, comments_open=comments_open, publish_at=publish_at, now=now)
    sent = await account.send(EDIT_STORY, ask, about=f"story:{story_id}", place=place, words=body)
    if story_id in account[StoriesStore].scheduled_ids:
        account.after(sent, load_scheduled)


async def withdraw_story(account: Account, story_id: int) -> None:
    """Take a story back."""
    sent = await account.send(WITHDRAW_STORY, StoryRef(story_id=story_id), about=f"story:{story_id}")
    if story_id in account[StoriesStore].scheduled_ids:
        account.after(sent, load_scheduled)


async def decide_comment(account: Account, comment_id: int, show: bool) -> None:
    """Let a waiting comment through, or not."""
    ask = DecideComment(comment_id=comment_id, show=show)
    await account.send(DECIDE_COMMENT, ask, about=f"decide:{comment_id}")


async def remove_comment(account: Account, comment_id: int) -> None:
    """Take a comment away."""
    await account.send(REMOVE_COMMENT, CommentRef(comment_id=comment_id), about=f"remove:{comment_id}")
