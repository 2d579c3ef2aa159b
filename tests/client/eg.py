"""Builds things of the wire for tests: say what matters, the rest is ordinary."""

from typing import Any

import msgspec

from tests.edges import THURSDAY_9_AM
from wire.accounts import Draft, Me, Preferences
from wire.base import Person, Role, Text, TextState
from wire.messages import Message, Thread, ThreadKind, ThreadLine, ThreadPage, ThreadView
from wire.school import Audience, Child, School
from wire.snapshot import Snapshot
from wire.stories import Comment, FeedPage, Story, StoryKind

HART = Person(id=20, name="Eleanor Hart", role=Role.TEACHER)
SCHOOL = School(
    name="Brook Lane Primary", code="BRLA", colour="#2f6f6d", phone="020 7946 0000", email="office@brooklane.example",
    time_zone="Europe/London",
)  # fmt: skip
ZOYA = Child(
    id=1, name="Zoya Malik", class_name="4A", topics=frozenset({"school", "year:4", "class:4", "pupil:1"})
)
ILYAS = Child(
    id=2, name="Ilyas Malik", class_name="3B", topics=frozenset({"school", "year:3", "class:3", "pupil:2"})
)


def text(body: str = "We planted beans today.", text_id: int = 1, **more: Any) -> Text:
    """Words in English that are shown as they are."""
    usual = Text(id=text_id, body=body, lang="en", state=TextState.SAME)
    return msgspec.structs.replace(usual, **more)


def story(story_id: int = 1, **more: Any) -> Story:
    """A story to class 4A; its place in the feed is ten times its id."""
    usual = Story(
        id=story_id, pos=story_id * 10, topic="class:4", kind=StoryKind.CLASS, place="4A",
        author=HART, at=THURSDAY_9_AM, text=text(text_id=story_id),
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def comment(comment_id: int = 1, story_id: int = 1, **more: Any) -> Comment:
    """A comment by the teacher."""
    words = text("Lovely.", text_id=1000 + comment_id)
    usual = Comment(id=comment_id, story_id=story_id, author=HART, at=THURSDAY_9_AM, text=words)
    return msgspec.structs.replace(usual, **more)


def page(*stories: Story, liked: frozenset[int] = frozenset(), more_from: int | None = None) -> FeedPage:
    """A page of a feed; the stories in the order given."""
    return FeedPage(stories=stories, liked=liked, next=more_from)


def me(person_id: int = 7, lang: str = "ur", roles: frozenset[Role] = frozenset({Role.PARENT})) -> Me:
    """A parent who reads Urdu."""
    chosen = Preferences(lang=lang)
    return Me(id=person_id, name="Nadia Malik", email="nadia@example.org", roles=roles, preferences=chosen)


def snapshot(*stories: Story, cursor: int = 100, **more: Any) -> Snapshot:
    """What a parent of two children sees first."""
    usual = Snapshot(
        cursor=cursor, me=me(), school=SCHOOL, children=(ZOYA, ILYAS), audiences=(), feed=page(*stories),
        drafts=(), media_grant="",
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def teacher_snapshot(*stories: Story, **more: Any) -> Snapshot:
    """What the teacher of 4A sees first."""
    hart = me(20, "en", frozenset({Role.TEACHER}))
    mine = (Audience(topic="class:4", name="4A"),)
    staff = snapshot(*stories, me=hart, children=(), audiences=mine, staff_topics=("class:4",))
    return msgspec.structs.replace(staff, **more)


def draft(place: str, body: str) -> Draft:
    """Words not sent yet."""
    return Draft(place=place, body=body)


NADIA = Person(id=7, name="Nadia Malik", role=Role.PARENT)
KHAN = Person(id=21, name="Imran Khan", role=Role.PROFESSIONAL)


def thread(thread_id: int = 5, **more: Any) -> Thread:
    """Nadia's thread with the class team of 4A about Zoya."""
    usual = Thread(
        id=thread_id, kind=ThreadKind.CLASS, pupil_id=ZOYA.id, pupil_name=ZOYA.name, class_name="4A",
        staff=(HART,), family=(NADIA,),
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def message(message_id: int = 1, thread_id: int = 5, **more: Any) -> Message:
    """A message by the teacher."""
    usual = Message(
        id=message_id, thread_id=thread_id, author=HART, side="staff", at=THURSDAY_9_AM + message_id,
        text=text(f"Message {message_id}", text_id=5000 + message_id),
    )  # fmt: skip
    return msgspec.structs.replace(usual, **more)


def from_nadia(message_id: int = 1, thread_id: int = 5, **more: Any) -> Message:
    """A message by the mother."""
    return message(message_id, thread_id, **{"author": NADIA, "side": "family", **more})


def line(thread_id: int = 5, last: Message | None = None, unread: int = 0, **more: Any) -> ThreadLine:
    """A thread in a list; ``more`` is of the thread."""
    return ThreadLine(thread=thread(thread_id, **more), last=last, unread=unread)


def threads(*lines: ThreadLine, more_from: int | None = None, unread: int | None = None) -> ThreadPage:
    """A page of a list of threads."""
    total = sum(one.unread for one in lines) if unread is None else unread
    return ThreadPage(threads=lines, next=more_from, unread=total)


def view(of: ThreadLine | None = None, **more: Any) -> ThreadView:
    """A thread as its screen gets it."""
    return msgspec.structs.replace(ThreadView(line=of or line(), marks=(), may_write=True), **more)
