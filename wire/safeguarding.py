"""Looking into threads with a reason, evidence from them, and what people report (spec 1.4, 5.6, 11.1, 11.2)."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.base import Endpoint, Id, Model, Moment, Nothing, Person, Role, Text, TextState
from wire.media import FileKind
from wire.messages import Side, ThreadRef

PAGE: Final = 30
FEWEST_LETTERS: Final = 10
"""Of a reason for opening a thread."""

DESK: Final = frozenset({Role.DSL, Role.SMT})
"""Who looks after safeguarding (spec 1.4, 11.2)."""

Reason = Annotated[str, Meta(max_length=1_000)]
Hash = Annotated[str, Meta(pattern=r"^([0-9a-f]{64})?$(?!\n)")]
"""SHA-256 in hex."""


class FindPeople(Model):
    """A part of a name."""

    name: Annotated[str, Meta(min_length=2, max_length=100)]


class FoundPupil(Model):
    """A pupil whose name fits; those who left are found too."""

    id: Id
    name: str
    class_name: str


class PeopleFound(Model):
    """By name, at most ``PAGE`` of each."""

    pupils: tuple[FoundPupil, ...]
    adults: tuple[Person, ...]


class FindThreads(Model):
    """Threads about ``child``, that concern ``adult``, with messages from ``since`` to before ``until``.

    ``words``: what is looked for in what was said, in every language, taken back or not. ``before``: what
    ``next`` of the page before said. Each search is on record.
    """

    child: Id | None = None
    adult: Id | None = None
    since: Moment | None = None
    until: Moment | None = None
    words: Annotated[str, Meta(max_length=100)] = ""
    before: Id | None = None


class FoundThread(Model):
    """A thread by who and when, without a word of what was said.

    ``messages``, ``first_at``, ``last_at``: of those that fit the search.
    """

    thread_id: Id
    kind: Literal["class", "named"]
    pupil_id: Id
    pupil_name: str
    class_name: str
    staff: tuple[Person, ...]
    """Who is in it now, or wrote in it."""
    family: tuple[Person, ...]
    messages: int
    first_at: Moment | None
    last_at: Moment | None


class ThreadsFound(Model):
    """The newest first."""

    threads: tuple[FoundThread, ...]
    next: int | None


class LookInto(Model):
    """Opens a thread with a reason, which is put on record where nobody can change it (spec 1.4)."""

    thread_id: Id
    reason: Reason


class Opening(Model):
    """A thread opened by me: until ``until`` I can read it as it was at ``at``."""

    id: Id
    thread: FoundThread
    reason: str
    at: Moment
    until: Moment


class Wording(Model):
    """The words of a message from ``at`` on, with each translation of them that readers saw, the oldest first."""

    at: Moment
    text_id: Id
    body: str
    lang: str
    shown: tuple["Shown", ...] = ()


class Shown(Model):
    """A translation as readers of ``lang`` saw it, made by ``engine`` or, if ``state`` is ``checked``, a person.

    They saw it from ``at``, and until ``until`` if other words took its place.
    """

    lang: str
    state: TextState
    body: str
    engine: str | None
    at: Moment
    until: Moment | None = None

    def stood_at(self, moment: Moment) -> bool:
        """Whether a reader saw this at that moment."""
        return self.at <= moment and (self.until is None or moment < self.until)


class Attachment(Model):
    """A picture or a file of a message. ``sha256``: of a picture as it arrived, of a file as it is handed out."""

    id: Id
    kind: FileKind | None
    """None for a photo."""
    name: str
    sha256: Hash
    size: int
    """In bytes; 0 if it is not there any more, and then it has no hash."""


class ReadBy(Model):
    """Who read a message, and when first."""

    person: Person
    at: Moment


class Entry(Model):
    """One message with all that is known of it: earlier words, translations, who read it when."""

    id: Id
    author: Person
    side: Side
    at: Moment
    wordings: tuple[Wording, ...]
    """The oldest first; the last is what stands, or what stood when it was taken back."""
    attachments: tuple[Attachment, ...] = ()
    read_by: tuple[ReadBy, ...] = ()
    covers: Person | None = None
    to_class: bool = False
    removed_at: Moment | None = None
    removed_by: Person | None = None


class TranscriptAsk(Model):
    """One page of an opened thread, after message ``after``."""

    opening_id: Id
    after: Id | None = None


class TranscriptPage(Model):
    """The oldest first. ``next`` is the ``after`` of the next page."""

    entries: tuple[Entry, ...]
    next: int | None


class OpeningRef(Model):
    """One of my openings."""

    opening_id: Id


class ExportState(StrEnum):
    """How far an export is. Its file is kept for some days and is then ``gone``."""

    WAITING = "waiting"
    MAKING = "making"
    READY = "ready"
    FAILED = "failed"
    GONE = "gone"


class Export(Model):
    """A thread as one ZIP: PDF, JSON, attachments, and a list of their SHA-256 hashes (spec 5.6)."""

    id: Id
    thread_id: Id
    pupil_name: str
    at: Moment
    state: ExportState
    done: int = 0
    """Of ``of`` messages."""
    of: int = 0
    size: int = 0
    sha256: Hash = ""
    as_evidence: bool = False
    """Everything that is on record; otherwise what its owner sees on the screen."""


class Exports(Model):
    """My exports, the newest first."""

    exports: tuple[Export, ...]


class Reportable(StrEnum):
    """What can be reported, and what words can be noticed in (spec 11.2)."""

    MESSAGE = "message"
    COMMENT = "comment"
    STORY = "story"
    PHOTO = "photo"
    CALL = "call"
    """A wish to be called: only noticed, as nobody but the office reads it."""
    NOTE = "note"
    """The note with a point, by the number of its text: each pupil of an award has their own."""
    OCCASION = "occasion"
    """Something in the calendar, with its title, place and details."""
    ITEM = "item"
    """Something of the library, with its words, pictures and files."""


class NewReport(Model):
    """Something that I can see and that should not be so. Only the DSL and SMT learn who reported it."""

    what: Reportable
    ref_id: Id
    reason: Annotated[str, Meta(max_length=2_000)]


class Reported(Model):
    """It is in the queue."""

    at: Moment


class Outcome(StrEnum):
    """What was decided on a report."""

    NO_ACTION = "no_action"
    SPOKE_TO_AUTHOR = "spoke_to_author"
    FOLLOWED_UP = "followed_up"
    PASSED_ON = "passed_on"
    """To somebody outside the school, such as children's services."""


class CaseKind(StrEnum):
    """Why something is in the queue: somebody reported it, or it was noticed in the words (spec 11.2)."""

    REPORT = "report"
    DISCLOSURE = "disclosure"
    UNKIND = "unkind"


Source = Literal["report", "flag"]


class Decision(Model):
    """What somebody decided, and what they noted of it. Later ones do not replace earlier ones."""

    outcome: Outcome
    note: str
    by: Person
    at: Moment


class FrozenPhoto(Model):
    """A picture as it was when it was reported."""

    id: Id
    sha256: Hash


class Case(Model):
    """One thing in the queue, as it was when it came there; later edits do not change it."""

    source: Source
    id: Id
    kind: CaseKind
    what: Reportable
    ref_id: Id
    at: Moment
    by: Person | None
    """Who reported it; none for what was noticed."""
    reason: Text | None
    author: Person
    written_at: Moment
    place: str
    """The class's or the child's name; empty for a year or the whole school."""
    text: Text
    photos: tuple[FrozenPhoto, ...] = ()
    files: tuple[Attachment, ...] = ()
    thread_id: Id | None = None
    also: tuple[Text, ...] = ()
    """The further words of an event: its place and details."""
    decisions: tuple[Decision, ...] = ()
    """The newest last; none while the case is open."""


class CasesAsk(Model):
    """One page of the queue: what waits for a decision, or what has one. ``skip``: ``next`` of the page before."""

    decided: bool = False
    skip: Annotated[int, Meta(ge=0, le=1_000_000)] = 0


class CasePage(Model):
    """The newest first. ``open``: how many wait for a decision in all."""

    cases: tuple[Case, ...]
    next: int | None
    open: int


class DecideCase(Model):
    """A decision on a case, with a note of what was done."""

    case_id: Id
    source: Source
    outcome: Outcome
    note: Annotated[str, Meta(max_length=4_000)] = ""


def export_address(export_id: int, grant: str = "") -> str:
    """Where an export's file is, for its owner. ``grant``: a short-lived pass, for apps that have no cookie."""
    return f"/exports/{export_id}/conversation.zip" + (f"?k={grant}" if grant else "")


def opened_photo(opening_id: int, photo_id: int, size: int, grant: str = "") -> str:
    """Where a picture of an opened thread is, for whoever opened it."""
    return f"/openings/{opening_id}/{photo_id}/{size}.webp" + (f"?k={grant}" if grant else "")


FIND_PEOPLE = Endpoint("POST", "/v1/safeguarding/people", FindPeople, PeopleFound, may=DESK, looks=True)
FIND_THREADS = Endpoint("POST", "/v1/safeguarding/threads", FindThreads, ThreadsFound, may=DESK, looks=True)
LOOK_INTO = Endpoint("POST", "/v1/safeguarding/threads/{thread_id}/open", LookInto, Opening, may=DESK)
GET_TRANSCRIPT = Endpoint(
    "GET", "/v1/safeguarding/openings/{opening_id}", TranscriptAsk, TranscriptPage, may=DESK
)
EXPORT_OPENED = Endpoint(
    "POST", "/v1/safeguarding/openings/{opening_id}/export", OpeningRef, Export, may=DESK
)
EXPORT_MINE = Endpoint("POST", "/v1/threads/{thread_id}/export", ThreadRef, Export)
GET_EXPORTS = Endpoint("GET", "/v1/exports", Nothing, Exports)
REPORT = Endpoint("POST", "/v1/reports", NewReport, Reported)
GET_CASES = Endpoint("GET", "/v1/safeguarding/cases", CasesAsk, CasePage, may=DESK)
DECIDE_CASE = Endpoint("POST", "/v1/safeguarding/cases/{case_id}/decide", DecideCase, Case, may=DESK)

ENDPOINTS = (
    FIND_PEOPLE, FIND_THREADS, LOOK_INTO, GET_TRANSCRIPT, EXPORT_OPENED, EXPORT_MINE, GET_EXPORTS,
    REPORT, GET_CASES, DECIDE_CASE,
)  # fmt: skip
