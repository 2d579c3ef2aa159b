"""The story feed (spec 3): class stories, the school story, a child's portfolio."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import STAFF, Endpoint, Id, Model, Moment, Nothing, Person, Place, Text, Topic
from wire.media import Photo

PAGE: Final = 20
MAX_LETTERS: Final = 10_000
MAX_PHOTOS: Final = 10
MAX_COMMENT_PHOTOS: Final = 4

StoryWords = Annotated[str, Meta(max_length=MAX_LETTERS)]
CommentWords = Annotated[str, Meta(max_length=2_000)]


class StoryKind(StrEnum):
    """Which story a post belongs to (spec 3.1)."""

    CLASS = "class"
    SCHOOL = "school"
    PORTFOLIO = "portfolio"


class StoryState(StrEnum):
    """Where a story is in its life."""

    LIVE = "live"
    SCHEDULED = "scheduled"
    WITHDRAWN = "withdrawn"


class Story(Model):
    """One post, the same for all readers of one language."""

    id: Id
    pos: int
    """Its place in the feed: larger is newer; 0 while it is not live."""
    topic: Topic
    kind: StoryKind
    place: str
    """The class's or the child's name; empty for a year or the whole school."""
    author: Person
    at: Moment
    text: Text
    edited_at: Moment | None = None
    photos: tuple[Photo, ...] = ()
    likes: int = 0
    comments: int = 0
    comments_open: bool = True
    state: StoryState = StoryState.LIVE
    publish_at: Moment | None = None


class FeedAsk(Model):
    """One page of the feed, older than ``before``.

    ``side`` is for people who are both parent and staff: the two are never mixed (spec 1.1).
    ``child`` narrows a family's feed to one child.
    """

    side: Literal["family", "staff"] = "family"
    child: Id | None = None
    before: Place | None = None


class FeedPage(Model):
    """Newest first. ``next`` is the ``before`` of the next page, none at the end."""

    stories: tuple[Story, ...]
    liked: frozenset[int]
    """Which of these I like."""
    next: int | None


class StoryRef(Model):
    """A story by its id."""

    story_id: Id


class StoryView(Model):
    """One story and whether I like it."""

    story: Story
    liked: bool


class NewStory(Model):
    """A story to post, now or at ``publish_at``. ``lang``: what it is written in, if not the writer's own language."""

    topic: Topic
    body: StoryWords
    lang: LangTag | None = None
    photos: Annotated[tuple[Id, ...], Meta(max_length=MAX_PHOTOS)] = ()
    comments_open: bool = True
    publish_at: Moment | None = None


class EditStory(Model):
    """New words for a story. Readers see that it was edited; the earlier words stay on record.

    For one that waits for its time: ``publish_at`` is another time, none leaves it; ``now`` publishes it at once.
    """

    story_id: Id
    body: StoryWords
    comments_open: bool
    publish_at: Moment | None = None
    now: bool = False


class Scheduled(Model):
    """Stories waiting for their time, the next first."""

    stories: tuple[Story, ...]


class LikeStory(Model):
    """Like, or take the like back."""

    story_id: Id
    on: bool


class Likes(Model):
    """How a story's likes stand."""

    story_id: Id
    likes: int
    liked: bool


class CommentState(StrEnum):
    """Comments with pictures wait until the class team lets them through (spec 3.4)."""

    SHOWN = "shown"
    WAITING = "waiting"
    REMOVED = "removed"


class Comment(Model):
    """An answer under a story."""

    id: Id
    story_id: Id
    author: Person
    at: Moment
    text: Text
    photos: tuple[Photo, ...] = ()
    state: CommentState = CommentState.SHOWN


class CommentsAsk(Model):
    """One page of a story's comments, older than ``before``."""

    story_id: Id
    before: Id | None = None


class CommentPage(Model):
    """Oldest first within the page. ``next`` is the ``before`` of the page with older ones."""

    comments: tuple[Comment, ...]
    next: int | None


class NewComment(Model):
    """A comment to post. ``lang``: what it is written in, if not the writer's own language."""

    story_id: Id
    body: CommentWords
    lang: LangTag | None = None
    photos: Annotated[tuple[Id, ...], Meta(max_length=MAX_COMMENT_PHOTOS)] = ()


class CommentRef(Model):
    """A comment by its id."""

    comment_id: Id


class DecideComment(Model):
    """The class team lets a waiting comment through, or not."""

    comment_id: Id
    show: bool


GET_FEED = Endpoint("GET", "/v1/stories", FeedAsk, FeedPage)
GET_SCHEDULED = Endpoint("GET", "/v1/stories/scheduled", Nothing, Scheduled, may=STAFF)
GET_STORY = Endpoint("GET", "/v1/stories/{story_id}", StoryRef, StoryView)
POST_STORY = Endpoint("POST", "/v1/stories", NewStory, Story, may=STAFF)
EDIT_STORY = Endpoint("POST", "/v1/stories/{story_id}/edit", EditStory, Story, may=STAFF)
WITHDRAW_STORY = Endpoint("POST", "/v1/stories/{story_id}/withdraw", StoryRef, Story, may=STAFF)
LIKE_STORY = Endpoint("POST", "/v1/stories/{story_id}/like", LikeStory, Likes)
GET_COMMENTS = Endpoint("GET", "/v1/stories/{story_id}/comments", CommentsAsk, CommentPage)
POST_COMMENT = Endpoint("POST", "/v1/stories/{story_id}/comments", NewComment, Comment)
DECIDE_COMMENT = Endpoint("POST", "/v1/comments/{comment_id}/decide", DecideComment, Comment, may=STAFF)
REMOVE_COMMENT = Endpoint("POST", "/v1/comments/{comment_id}/remove", CommentRef, Comment)

ENDPOINTS = (
    GET_FEED, GET_SCHEDULED, GET_STORY, POST_STORY, EDIT_STORY, WITHDRAW_STORY, LIKE_STORY,
    GET_COMMENTS, POST_COMMENT, DECIDE_COMMENT, REMOVE_COMMENT,
)  # fmt: skip
