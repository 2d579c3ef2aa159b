"""What happened: the numbered feed of changes that every open screen follows.

``GET /v1/events?after=N`` is a stream of server-sent events: ``id`` is its number, ``data`` one of these.
"""

from typing import Final

import msgspec

from wire.base import Id, Model, Moment, Text
from wire.calendar import Occasion
from wire.calls import Call
from wire.hours import Closure, MyWork, Term
from wire.library import Folder, Item
from wire.messages import HearAbout, Mark, Message, Thread
from wire.notifications import AppPath, NoticeKind
from wire.points import Point, Skill
from wire.safeguarding import Case, Export
from wire.stories import Comment, Story

EVENTS_PATH: Final = "/v1/events"


class StoryPosted(Model, tag=True):
    """A story went live."""

    story: Story


class StoryChanged(Model, tag=True):
    """A story was edited, or its comments were opened or closed."""

    story: Story


class StoryWithdrawn(Model, tag=True):
    """A story was taken back."""

    story_id: Id


class StoryLiked(Model, tag=True):
    """The number of likes of a story changed."""

    story_id: Id
    likes: int


class MyLike(Model, tag=True):
    """I liked a story, or took it back, here or on another of my devices."""

    story_id: Id
    liked: bool


class CommentPosted(Model, tag=True):
    """A comment appeared, or was let through. ``comments``: how many the story shows now."""

    comment: Comment
    comments: int


class CommentChanged(Model, tag=True):
    """A comment was removed or decided on; ``comments`` as above."""

    comment: Comment
    comments: int


class ThreadOpened(Model, tag=True):
    """Somebody wrote the first message of a thread that nobody else has in their list yet."""

    thread: Thread


class MessageSent(Model, tag=True):
    """A message stands in a thread. ``waiting_since``: as the thread has it now (spec 5.8)."""

    message: Message
    waiting_since: Moment | None = None


class MessageChanged(Model, tag=True):
    """A message was edited or removed; ``waiting_since`` as above."""

    message: Message
    waiting_since: Moment | None = None


class MarksChanged(Model, tag=True):
    """Somebody else in a thread got further (spec 5.2)."""

    thread_id: Id
    mark: Mark


class MyMarks(Model, tag=True):
    """I read on, here or on another of my devices; ``unread`` as in ``ThreadLine``."""

    thread_id: Id
    read: int
    unread: int


class HearAboutChanged(Model, tag=True):
    """What a family would like to hear about changed, or was agreed (spec 5.7)."""

    hear_about: HearAbout


class TextTranslated(Model, tag=True):
    """A text now reads in your language, or its translation was corrected or given up."""

    text: Text


class CallChanged(Model, tag=True):
    """Somebody asked to be called, took it back, or was called. ``office``: as the office sees it."""

    call: Call
    office: bool


class MyWorkChanged(Model, tag=True):
    """I am teaching or not, away or back: said here, on another of my devices, or by the office."""

    work: MyWork


class Noticed(Model, tag=True):
    """Somebody else did something that is for me in particular; ``about``: a child's name, if it is about one."""

    kind: NoticeKind
    author: str
    path: AppPath
    about: str = ""


class CaseChanged(Model, tag=True):
    """For the DSL and SMT: a report or a flag came into the queue, or was decided on.

    ``open``: how many wait for a decision.
    """

    case: Case
    open: int


class ExportChanged(Model, tag=True):
    """An export of mine got further, or is ready."""

    export: Export


class PointsGiven(Model, tag=True):
    """A pupil has a point more: for their own adults, and for the team of the class where it was given."""

    pupil_id: Id
    class_id: Id
    point: Point
    skill: Skill


class PointsUndone(Model, tag=True):
    """Who gave this award by mistake has undone it."""

    pupil_id: Id
    class_id: Id
    award_id: Id


class SkillsChanged(Model, tag=True):
    """A class has other skills, or in another order."""

    class_id: Id
    skills: tuple[Skill, ...]


class CalendarChanged(Model, tag=True):
    """Something came into the calendar, was changed or cancelled."""

    occasion: Occasion


class DaysChanged(Model, tag=True):
    """The office changed terms or closed days; these are all of them now."""

    terms: tuple[Term, ...]
    closures: tuple[Closure, ...]


class FormChanged(Model, tag=True):
    """A form came, changed, or was closed. Whoever shows it asks for it anew."""

    form_id: Id


class FormAnswered(Model, tag=True):
    """Somebody answered a form for a child: told to the office and to the adults of that child who sign."""

    form_id: Id
    pupil_id: Id


class AnswersTakenBack(Model, tag=True):
    """What was answered on a form was passed on to me, or to my class, and for some children is no more.

    Whatever an app shows of such answers goes from the screen.
    """

    form_id: Id


class ItemChanged(Model, tag=True):
    """Something of the library went live, was changed, or got further on its way to the office and back.

    In a version that an app does not know yet it is new, but for its author.
    """

    item: Item


class ItemWithdrawn(Model, tag=True):
    """Something of the library was taken back: copies that an app keeps of it are to be deleted."""

    item_id: Id


class ItemOpened(Model, tag=True):
    """I opened something of the library, here or on another of my devices."""

    item_id: Id
    version: int


class FoldersChanged(Model, tag=True):
    """The library has other folders, or in another order; these are all of them now."""

    folders: tuple[Folder, ...]


class StartOver(Model, tag=True):
    """What you know may be incomplete, or your rights changed: take a fresh snapshot."""


class Unknown(Model, tag=True):
    """An event of a newer server: nothing this app must know."""


Event = (
    StoryPosted | StoryChanged | StoryWithdrawn | StoryLiked | MyLike
    | CommentPosted | CommentChanged
    | ThreadOpened | MessageSent | MessageChanged | MarksChanged | MyMarks | HearAboutChanged
    | TextTranslated | CallChanged | MyWorkChanged | Noticed | CaseChanged | ExportChanged
    | PointsGiven | PointsUndone | SkillsChanged
    | CalendarChanged | DaysChanged
    | FormChanged | FormAnswered | AnswersTakenBack
    | ItemChanged | ItemWithdrawn | ItemOpened | FoldersChanged
    | StartOver | Unknown
)  # fmt: skip

_decoder: Final[msgspec.json.Decoder[Event]] = msgspec.json.Decoder(Event)


def decode(data: bytes) -> Event:
    """An event from its JSON; ``Unknown`` for a kind that this app does not know."""
    try:
        return _decoder.decode(data)
    except msgspec.ValidationError:
        return Unknown()
