"""Messages between a family and the staff who work with their child (spec 5)."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import STAFF, Endpoint, Id, Model, Moment, Nothing, Person, Place, Role, Text
from wire.media import File, Photo

PAGE: Final = 30
MAX_LETTERS: Final = 5_000
MAX_PHOTOS: Final = 10
MAX_FILES: Final = 5
MOST_UNREAD: Final = 100
"""Nobody counts further: so many unread messages of a thread are told as so many, however many there are."""

MessageWords = Annotated[str, Meta(max_length=MAX_LETTERS)]
Side = Literal["family", "staff"]


class ThreadKind(StrEnum):
    """With whom a family talks: the class team of their child, or staff that they named (spec 1.4)."""

    CLASS = "class"
    NAMED = "named"


class MessageState(StrEnum):
    """A removed message stays on record and shows no words any more (spec 5.4)."""

    SENT = "sent"
    REMOVED = "removed"


class Message(Model):
    """One message, the same for all readers of one language."""

    id: Id
    thread_id: Id
    author: Person
    side: Side
    """On whose side of the thread it was written."""
    at: Moment
    text: Text
    photos: tuple[Photo, ...] = ()
    files: tuple[File, ...] = ()
    edited_at: Moment | None = None
    state: MessageState = MessageState.SENT
    to_class: bool = False
    """Written to all families of the class at once; each answers alone."""
    covers: Person | None = None
    """For a TA who answers: the absent teacher (spec 5.5)."""


class Thread(Model):
    """A conversation about one child, the same for everybody in it."""

    id: Id
    kind: ThreadKind
    pupil_id: Id
    pupil_name: str
    class_name: str
    """The pupil's class; for a class thread the class whose team it is with."""
    staff: tuple[Person, ...]
    family: tuple[Person, ...]
    """The pupil's adults who may write; what each is to the child is not said here."""
    waiting_since: Moment | None = None
    """Since when a family's message waits for an answer (spec 5.8)."""


class ThreadLine(Model):
    """A thread as it stands in my list."""

    thread: Thread
    last: Message | None
    unread: int
    """Messages by others that I have not read, ``MOST_UNREAD`` at most."""


class ThreadsAsk(Model):
    """One page of my threads in which somebody wrote.

    ``waiting``: only those whose family waits, who waits longest first (staff).
    ``child`` narrows a family's list to one child. ``before`` is what ``next`` of the page before said.
    """

    side: Side = "family"
    child: Id | None = None
    waiting: bool = False
    before: Place | None = None


class ThreadPage(Model):
    """The newest first; ``next`` is none at the end. ``unread`` counts all of this side's threads."""

    threads: tuple[ThreadLine, ...]
    next: int | None
    unread: int


class Mark(Model):
    """How far somebody has got in a thread: the newest message that reached them, and that they read."""

    person_id: Id
    delivered: int
    read: int


class ThreadRef(Model):
    """A thread by its id."""

    thread_id: Id


class HearAbout(Model):
    """What a family would like to hear about their child, agreed with the teacher (spec 5.7)."""

    pupil_id: Id
    topics: tuple[str, ...]
    """Of ``HEAR_ABOUT_TOPICS``."""
    text: Text | None = None
    """In their own words."""
    by: Person | None = None
    at: Moment | None = None
    agreed_by: Person | None = None
    agreed_at: Moment | None = None
    version: int = 0
    """Another one with each change by the family; 0 before the first."""


HEAR_ABOUT_TOPICS: Final = ("lunch", "naps", "mood", "friends", "learning", "toilet", "medicine", "therapy")


class ThreadView(Model):
    """A thread and all that its screen shows besides the messages."""

    line: ThreadLine
    marks: tuple[Mark, ...]
    """Of the other people in it, as far as I may know them."""
    may_write: bool
    why_not: str = ""
    """A refusal's code where I may not write.

    ``not_covering``: a TA while the teacher is there. ``class_over``: the child is in another class now, or left.
    ``right_ended``: I do not work with the child's class any more. ``staff_gone``: none of the named staff does.
    """
    hear_about: HearAbout | None = None
    seen_from: Moment | None = None
    """For a family: when staff will next be at work; none while they are (spec 6.1)."""


class MessagesAsk(Model):
    """One page of a thread's messages, older than ``before``."""

    thread_id: Id
    before: Id | None = None


class MessagePage(Model):
    """Oldest first within the page; ``next`` is the ``before`` of the page with older ones."""

    messages: tuple[Message, ...]
    next: int | None


class OpenThread(Model):
    """The thread about a pupil with these members of staff; with nobody named, with the class team.

    Made if there is none yet. Staff who name others are in the thread themselves, named or not.
    """

    pupil_id: Id
    staff: Annotated[tuple[Id, ...], Meta(max_length=6)] = ()


class PartnersAsk(Model):
    """``side``: whose partners; ``pupil_id``: only about this child."""

    side: Side = "family"
    pupil_id: Id | None = None


class Partner(Model):
    """With whom a thread can begin: ``staff`` is what ``OpenThread`` names; empty, it is the class team.

    For a family it is each who may be named; for staff it is themselves, or, on a class team, nobody.
    """

    pupil_id: Id
    pupil_name: str
    class_name: str
    staff: tuple[Person, ...] = ()


class Partners(Model):
    """With whom, about which child, I can begin a thread."""

    partners: tuple[Partner, ...]
    classes: tuple[tuple[Id, str, int], ...] = ()
    """Classes to all of whose families I may write at once: id, name, how many families."""


class NewMessage(Model):
    """A message to send. ``lang``: what it is written in, if not the writer's own language."""

    thread_id: Id
    body: MessageWords
    lang: LangTag | None = None
    photos: Annotated[tuple[Id, ...], Meta(max_length=MAX_PHOTOS)] = ()
    files: Annotated[tuple[Id, ...], Meta(max_length=MAX_FILES)] = ()


class EditMessage(Model):
    """New words for a message of mine; the earlier words stay on record (spec 5.4).

    One that went to a whole class changes in every thread. So it is with removing.
    """

    message_id: Id
    body: MessageWords


class MessageRef(Model):
    """A message by its id."""

    message_id: Id


class SetMarks(Model):
    """How far I have got: never moves back."""

    thread_id: Id
    delivered: Place
    read: Place


class NoAnswer(Model):
    """What the family wrote needs no answer. ``seen``: the newest message on the screen."""

    thread_id: Id
    seen: Id


class NewClassMessage(Model):
    """The same words to every family of a class, each in their own thread (spec 5.1)."""

    class_id: Id
    body: MessageWords
    lang: LangTag | None = None
    photos: Annotated[tuple[Id, ...], Meta(max_length=MAX_PHOTOS)] = ()
    files: Annotated[tuple[Id, ...], Meta(max_length=MAX_FILES)] = ()


class ClassMessageSent(Model):
    """Into how many threads it went."""

    threads: int


class SearchMessages(Model):
    """Words to look for in my threads, in the original and in my language."""

    words: Annotated[str, Meta(min_length=2, max_length=100)]
    side: Side = "family"
    before: Id | None = None


class FoundMessage(Model):
    """A message with the thread that it stands in."""

    message: Message
    thread: Thread


class Found(Model):
    """The newest first."""

    found: tuple[FoundMessage, ...]
    next: int | None


class SetHearAbout(Model):
    """What my family would like to hear about; staff of the class agree to it with ``AGREE_HEAR_ABOUT``."""

    pupil_id: Id
    topics: Annotated[tuple[str, ...], Meta(max_length=len(HEAR_ABOUT_TOPICS))]
    body: Annotated[str, Meta(max_length=1_000)] = ""


class PupilRef(Model):
    """A pupil by their id."""

    pupil_id: Id


class AgreeHearAbout(Model):
    """A teacher's yes to what they have read, and to nothing else."""

    pupil_id: Id
    version: Id


class QuickAnswersAsk(Model):
    """What families answer, or what staff do."""

    side: Side = "family"


class QuickAnswers(Model):
    """Short answers that people translated and checked, in my language."""

    sentences: tuple[str, ...]


TEAM: Final = frozenset({Role.TEACHER, Role.TA})

GET_THREADS = Endpoint("GET", "/v1/threads", ThreadsAsk, ThreadPage)
GET_PARTNERS = Endpoint("GET", "/v1/threads/partners", PartnersAsk, Partners)
OPEN_THREAD = Endpoint("POST", "/v1/threads", OpenThread, ThreadView)
GET_THREAD = Endpoint("GET", "/v1/threads/{thread_id}", ThreadRef, ThreadView)
GET_MESSAGES = Endpoint("GET", "/v1/threads/{thread_id}/messages", MessagesAsk, MessagePage)
SEND_MESSAGE = Endpoint("POST", "/v1/threads/{thread_id}/messages", NewMessage, Message)
SET_MARKS = Endpoint("POST", "/v1/threads/{thread_id}/marks", SetMarks, Nothing)
NO_ANSWER = Endpoint("POST", "/v1/threads/{thread_id}/no-answer", NoAnswer, Nothing, may=STAFF)
EDIT_MESSAGE = Endpoint("POST", "/v1/messages/{message_id}/edit", EditMessage, Message)
REMOVE_MESSAGE = Endpoint("POST", "/v1/messages/{message_id}/remove", MessageRef, Message)
SEND_TO_CLASS = Endpoint(
    "POST", "/v1/classes/{class_id}/messages", NewClassMessage, ClassMessageSent, may=STAFF
)
SEARCH_MESSAGES = Endpoint("POST", "/v1/messages/search", SearchMessages, Found, looks=True)
GET_HEAR_ABOUT = Endpoint("GET", "/v1/pupils/{pupil_id}/hear-about", PupilRef, HearAbout)
SET_HEAR_ABOUT = Endpoint("POST", "/v1/pupils/{pupil_id}/hear-about", SetHearAbout, HearAbout)
AGREE_HEAR_ABOUT = Endpoint(
    "POST", "/v1/pupils/{pupil_id}/hear-about/agree", AgreeHearAbout, HearAbout, may=STAFF
)
GET_QUICK_ANSWERS = Endpoint("GET", "/v1/quick-answers", QuickAnswersAsk, QuickAnswers)

ENDPOINTS = (
    GET_THREADS, GET_PARTNERS, OPEN_THREAD, GET_THREAD, GET_MESSAGES, SEND_MESSAGE, SET_MARKS,
    NO_ANSWER, EDIT_MESSAGE, REMOVE_MESSAGE, SEND_TO_CLASS, SEARCH_MESSAGES,
    GET_HEAR_ABOUT, SET_HEAR_ABOUT, AGREE_HEAR_ABOUT, GET_QUICK_ANSWERS,
)  # fmt: skip
