"""What this page knows of the story feed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import msgspec

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.base import Text
from wire.snapshot import Snapshot
from wire.stories import Comment, CommentPage, CommentState, FeedPage, Story, StoryState

Key = tuple[Side, int | None]
"""Whose feed: the side, and one child or none for all."""
Loading = Literal["none", "loading", "ready", "failed"]


class Feed(msgspec.Struct, frozen=True):
    """One feed as far as it was loaded, newest first."""

    ids: tuple[int, ...] = ()
    next: int | None = None
    """Where the next page starts; none at the end."""
    state: Loading = "none"


class Thread(msgspec.Struct, frozen=True):
    """The comments of one story as far as they were loaded, oldest first."""

    comments: tuple[Comment, ...] = ()
    next: int | None = None
    state: Loading = "none"


@observable
class StoriesStore:
    """Stories by id, feeds by side and child, comments by story, and which ones I like."""

    def __init__(self) -> None:
        self.by_id: dict[int, Story] = {}
        self.feeds: dict[Key, Feed] = {}
        self.threads: dict[int, Thread] = {}
        self.liked_ids: frozenset[int] = frozenset()
        self.scheduled_ids: tuple[int, ...] = ()
        self.scheduled_state: Loading = "none"
        self._family: dict[int, frozenset[str]] = {}
        self._staff: frozenset[str] | None = frozenset()
        self._reopen: tuple[int, ...] = ()
        self._meanwhile: tuple[events.Event, ...] = ()

    # questions

    def shown(self, side: Side, child: int | None) -> list[Story]:
        """The stories of a feed, newest first; of one child from what all children's feed holds, until it is loaded."""
        feed = self.feed(side, child)
        if feed.ids or feed.state == "ready" or child is None:
            return [self.by_id[story_id] for story_id in feed.ids if story_id in self.by_id]
        return [story for story in self.shown(side, None) if self._belongs(story, (side, child))]

    def feed(self, side: Side, child: int | None) -> Feed:
        """How far a feed is loaded."""
        return self.feeds.get((side, child), Feed())

    def story(self, story_id: int) -> Story | None:
        """One story, if it is known here."""
        return self.by_id.get(story_id)

    def liked(self, story_id: int) -> bool:
        """Whether I like it."""
        return story_id in self.liked_ids

    def next(self, side: Side, child: int | None) -> int | None:
        """Where the next page starts; none at the end."""
        return self.feed(side, child).next

    def thread(self, story_id: int) -> Thread:
        """How far a story's comments are loaded."""
        return self.threads.get(story_id, Thread())

    def comments(self, story_id: int) -> tuple[Comment, ...]:
        """A story's comments, oldest first."""
        return self.thread(story_id).comments

    def failed_threads(self) -> tuple[int, ...]:
        """The stories whose comments could not be loaded."""
        return tuple(story_id for story_id, thread in self.threads.items() if thread.state == "failed")

    def comment(self, story_id: int, comment_id: int) -> Comment | None:
        """One comment under a story, if it is known here."""
        return next((one for one in self.comments(story_id) if one.id == comment_id), None)

    def scheduled(self) -> list[Story]:
        """My stories that wait for their time, the next first."""
        return [self.by_id[story_id] for story_id in self.scheduled_ids if story_id in self.by_id]

    # changes that come from the server

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Start afresh from a snapshot whose feed is that of ``side``."""
        self._family = {child.id: child.topics for child in snapshot.children}
        self._staff = None if snapshot.staff_topics is None else frozenset(snapshot.staff_topics)
        self._reopen = tuple(self.threads)
        self.threads = {}
        self.liked_ids = frozenset()
        self.by_id = {}
        self.feeds = {}
        if self.scheduled_state != "none":
            self.scheduled_ids, self.scheduled_state = (), "loading"
        self._meanwhile = ()
        self.page((side, None), snapshot.feed, first=True)

    def take_reopened(self) -> tuple[int, ...]:
        """The stories here whose comments were on the screen before the last snapshot; asked once."""
        reopened, self._reopen = self._reopen, ()
        return tuple(story_id for story_id in reopened if story_id in self.by_id)

    def page(self, key: Key, page: FeedPage, *, first: bool) -> None:
        """Take one page of a feed: the newest one, or the one after what is there."""
        self._know(page.stories)
        fresh = {story.id for story in page.stories}
        self.liked_ids = (self.liked_ids - fresh) | page.liked
        old = () if first else self.feeds.get(key, Feed()).ids
        ids = dict.fromkeys((*old, *(story.id for story in page.stories)))
        self.feeds[key] = Feed(tuple(ids), page.next, "ready")
        self._take_again()

    def mark(self, key: Key, state: Loading) -> None:
        """Say how loading a feed goes."""
        self.feeds[key] = msgspec.structs.replace(self.feeds.get(key, Feed()), state=state)
        self._forget_meanwhile()

    def one(self, story: Story, *, liked: bool) -> None:
        """Take one story, asked for by its id."""
        self._know((story,))
        self.liked_ids = self.liked_ids | {story.id} if liked else self.liked_ids - {story.id}

    def comment_page(self, story_id: int, page: CommentPage, *, first: bool) -> None:
        """Take one page of comments: the newest one, or the one before what is there."""
        newer = () if first else self.comments(story_id)
        by_id = {comment.id: comment for comment in (*page.comments, *newer)}
        self.threads[story_id] = Thread(tuple(by_id.values()), page.next, "ready")
        self._take_again()

    def mark_thread(self, story_id: int, state: Loading) -> None:
        """Say how loading comments goes."""
        self.threads[story_id] = msgspec.structs.replace(self.thread(story_id), state=state)
        self._forget_meanwhile()

    def take_scheduled(self, stories: Iterable[Story]) -> None:
        """Take all of my stories that wait for their time."""
        waiting = tuple(stories)
        self._know(waiting)
        self.scheduled_ids = tuple(story.id for story in waiting)
        self.scheduled_state = "ready"

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        if self._is_loading():
            self._meanwhile = (*self._meanwhile, event)
        self._apply(event)

    def _apply(self, event: events.Event) -> None:
        match event:
            case events.StoryPosted(story) | events.StoryChanged(story):
                self._posted(story)
            case events.StoryWithdrawn(story_id):
                self._withdrawn(story_id)
            case events.StoryLiked(story_id, likes):
                self._change(story_id, likes=likes)
            case events.MyLike(story_id, liked):
                self.liked_ids = self.liked_ids | {story_id} if liked else self.liked_ids - {story_id}
            case events.CommentPosted(comment, comments) | events.CommentChanged(comment, comments):
                self._change(comment.story_id, comments=comments)
                self._commented(comment)
            case events.TextTranslated(text):
                self._translated(text)
            case _:
                pass

    def clear(self) -> None:
        """Forget everything."""
        self.by_id, self.feeds, self.threads = {}, {}, {}
        self.liked_ids, self.scheduled_ids, self.scheduled_state = frozenset(), (), "none"
        self._family, self._staff, self._reopen, self._meanwhile = {}, frozenset(), (), ()

    # how

    def _is_loading(self) -> bool:
        parts: tuple[Feed | Thread, ...] = (*self.feeds.values(), *self.threads.values())
        return any(part.state == "loading" for part in parts)

    def _take_again(self) -> None:
        """What happened while a page was on its way is newer than the page may be."""
        for event in self._meanwhile:
            self._apply(event)
        self._forget_meanwhile()

    def _forget_meanwhile(self) -> None:
        if self._meanwhile and not self._is_loading():
            self._meanwhile = ()

    def _know(self, stories: Iterable[Story]) -> None:
        for story in stories:
            if self.by_id.get(story.id) != story:
                self.by_id[story.id] = story

    def _change(self, story_id: int, **fields: int) -> None:
        if story_id in self.by_id:
            self.by_id[story_id] = msgspec.structs.replace(self.by_id[story_id], **fields)

    def _belongs(self, story: Story, key: Key) -> bool:
        side, child = key
        if side == "staff":
            return self._staff is None or story.topic in self._staff
        if child is not None:
            return story.topic in self._family.get(child, frozenset())
        return any(story.topic in topics for topics in self._family.values())

    def _posted(self, story: Story) -> None:
        self._know((story,))
        if story.state is not StoryState.LIVE:
            return
        if story.id in self.scheduled_ids:
            self.scheduled_ids = tuple(one for one in self.scheduled_ids if one != story.id)
        for key, feed in list(self.feeds.items()):
            if feed.state != "none" and self._belongs(story, key):
                self._insert(key, feed, story)

    def _insert(self, key: Key, feed: Feed, story: Story) -> None:
        if story.id in feed.ids:
            return
        known = [one for one in feed.ids if one in self.by_id]
        older = next((at for at, one in enumerate(known) if self.by_id[one].pos < story.pos), len(known))
        if older == len(known) and feed.next is not None:
            return  # it lies beyond what is loaded, and comes with its page
        self.feeds[key] = msgspec.structs.replace(feed, ids=(*known[:older], story.id, *known[older:]))

    def _withdrawn(self, story_id: int) -> None:
        for key, feed in list(self.feeds.items()):
            if story_id in feed.ids:
                left = tuple(one for one in feed.ids if one != story_id)
                self.feeds[key] = msgspec.structs.replace(feed, ids=left)
        self.scheduled_ids = tuple(one for one in self.scheduled_ids if one != story_id)
        self.threads.pop(story_id, None)
        self.by_id.pop(story_id, None)

    def _commented(self, comment: Comment) -> None:
        thread = self.threads.get(comment.story_id)
        if thread is None or thread.state == "none":
            return
        by_id = {one.id: one for one in thread.comments}
        if comment.state is CommentState.REMOVED:
            by_id.pop(comment.id, None)
        else:
            by_id[comment.id] = comment
        comments = tuple(sorted(by_id.values(), key=lambda one: one.id))
        self.threads[comment.story_id] = msgspec.structs.replace(thread, comments=comments)

    def _translated(self, text: Text) -> None:
        for story in list(self.by_id.values()):
            if story.text.id == text.id:
                self.by_id[story.id] = msgspec.structs.replace(story, text=text)
        for story_id, thread in list(self.threads.items()):
            if any(comment.text.id == text.id for comment in thread.comments):
                comments = tuple(
                    msgspec.structs.replace(comment, text=text) if comment.text.id == text.id else comment
                    for comment in thread.comments
                )
                self.threads[story_id] = msgspec.structs.replace(thread, comments=comments)
