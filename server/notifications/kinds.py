"""The sentences for each kind of thing that can be new: one row for each, and a new kind is a new row."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from wire.notifications import NoticeKind
from wire.words import Words


@dataclass(frozen=True, slots=True)
class Sentences:
    """How one kind is said.

    ``family`` and ``staff`` count things without saying anything of them; ``title`` heads one thing with its words.
    ``banner``: whether the server itself tells open apps of it, one by one, because it is for few.
    """

    family: Callable[[Words, int], str]
    staff: Callable[[Words, int], str]
    title: Callable[[Words, str, str], str]
    banner: bool = False


def _new_stories(w: Words, n: int) -> str:
    return w.n("There is a new story for you.", "There are {n} new stories for you.", n)


def _new_comments(w: Words, n: int) -> str:
    return w.n("There is a new comment for you.", "There are {n} new comments for you.", n)


def _about_your_child(w: Words, n: int) -> str:
    return w.n("There is a new message about your child.", "There are {n} new messages for you.", n)


def _new_messages(w: Words, n: int) -> str:
    return w.n("There is a new message for you.", "There are {n} new messages for you.", n)


def _story(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child or of a class.
        return w._("New story from {author} for {about}", author=author, about=about)
    return w._("New story from {author}", author=author)


def _comment(w: Words, author: str, about: str) -> str:
    return w._("New comment from {author}", author=author)


def _message(w: Words, author: str, about: str) -> str:
    if about:
        # Translators: {about} is the name of a child.
        return w._("New message from {author} about {about}", author=author, about=about)
    return w._("New message from {author}", author=author)


KINDS: Final[dict[NoticeKind, Sentences]] = {
    NoticeKind.STORY: Sentences(_new_stories, _new_stories, _story),
    NoticeKind.COMMENT: Sentences(_new_comments, _new_comments, _comment, banner=True),
    NoticeKind.MESSAGE: Sentences(_about_your_child, _new_messages, _message, banner=True),
}
