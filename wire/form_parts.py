"""What a form and an answer are made of: kinds, fields as written and as read, what is filled in (spec 7)."""

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import Id, Model, Moment, Person, Place, Text, Topic
from wire.hours import Day
from wire.media import File, Photo

MOST_FIELDS: Final = 80
MOST_OPTIONS: Final = 30
MOST_FILES: Final = 4
MOST_TIMES: Final = 6
MOST_STROKES: Final = 60
MOST_POINTS: Final = 400
CANVAS: Final = 1000
"""A drawn signature is on a canvas this wide and a third as high, whatever the screen."""
MAX_ANSWER: Final = 4_000

Key = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,39}$(?!\n)")]
"""The name of a field or an option within its form: never shown, the same in every version and language."""
Label = Annotated[str, Meta(max_length=300)]
HelpWords = Annotated[str, Meta(max_length=1_000)]
Intro = Annotated[str, Meta(max_length=6_000)]
Title = Annotated[str, Meta(max_length=120)]
Value = Annotated[str, Meta(max_length=MAX_ANSWER)]
Coordinate = Annotated[int, Meta(ge=0, le=CANVAS)]
Stroke = Annotated[tuple[tuple[Coordinate, Coordinate], ...], Meta(min_length=1, max_length=MOST_POINTS)]


Limit = Annotated[int, Meta(ge=-1_000_000_000, le=1_000_000_000)]


class FormKind(StrEnum):
    """Which ready form it was made from; ``own`` is the school's own (spec 7.1)."""

    MEDICATION = "medication"
    INTIMATE_CARE = "intimate_care"
    DIETARY = "dietary"
    TRIP = "trip"
    PHOTO = "photo"
    FAMILY_MEMBER = "family_member"
    PHOTO_COPY = "photo_copy"
    REMOTE_LEARNING = "remote_learning"
    CONTACT_DETAILS = "contact_details"
    OWN = "own"


CARE: Final = frozenset({FormKind.MEDICATION, FormKind.INTIMATE_CARE, FormKind.DIETARY})
"""The kinds whose answers reach only those who need them, each opening on record (spec 7.5)."""


class FieldKind(StrEnum):
    """How a field is answered. Every answer is a tuple of strings, empty where nothing was said.

    ``text`` and ``long_text``: one string. ``yes_no``: ``yes`` or ``no``. ``choice`` and ``choices``: keys of
    options. ``number``: a decimal with a point. ``money``: whole pence. ``date``: ``2026-11-27``.
    ``time``: up to ``MOST_TIMES`` of ``08:30``. ``section`` is a heading and has no answer; ``file`` and
    ``signature`` stand in ``Answers.files`` and ``Answers.signatures``.
    """

    SECTION = "section"
    TEXT = "text"
    LONG_TEXT = "long_text"
    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    MONEY = "money"
    DATE = "date"
    TIME = "time"
    FILE = "file"
    SIGNATURE = "signature"


class Per(StrEnum):
    """Whether each child needs an answer, or one is for all of a family's children."""

    CHILD = "child"
    FAMILY = "family"


class FormState(StrEnum):
    """Where a form is in its life."""

    DRAFT = "draft"
    LIVE = "live"
    CLOSED = "closed"


class ShownIf(Model):
    """A field is asked only if an earlier one that is itself shown is answered with one of these."""

    field: Key
    answers: Annotated[tuple[Key, ...], Meta(min_length=1, max_length=MOST_OPTIONS)]


class OptionDraft(Model):
    """One thing to choose, as its author writes it."""

    key: Key
    label: Label


class FieldDraft(Model):
    """One field as its author writes it. ``least`` and ``most``: for a number; ``unit`` stands behind it."""

    key: Key
    kind: FieldKind
    label: Label
    help: HelpWords = ""
    required: bool = False
    options: Annotated[tuple[OptionDraft, ...], Meta(max_length=MOST_OPTIONS)] = ()
    shown_if: ShownIf | None = None
    least: Limit | None = None
    most: Limit | None = None
    unit: Annotated[str, Meta(max_length=20)] = ""


class FormDraft(Model):
    """All that a form says, as its author writes it.

    ``private``: answers reach only those who need them (always so for ``CARE``). ``yearly``: it is asked anew
    a year after each answer. ``repeats``: each answer stands for itself, as a request does, and nobody is
    missing. ``lang``: what it is written in.
    """

    kind: FormKind
    title: Title
    intro: Intro = ""
    fields: Annotated[tuple[FieldDraft, ...], Meta(max_length=MOST_FIELDS)] = ()
    per: Per = Per.CHILD
    private: bool = False
    yearly: bool = False
    repeats: bool = False
    lang: LangTag | None = None


class Option(Model):
    """One thing to choose, as a reader sees it."""

    key: Key
    label: Text


class Field(Model):
    """One field as a reader sees it."""

    key: Key
    kind: FieldKind
    label: Text
    help: Text | None = None
    required: bool = False
    options: tuple[Option, ...] = ()
    shown_if: ShownIf | None = None
    least: int | None = None
    most: int | None = None
    unit: str = ""


class Form(Model):
    """A form in one version, as one reader sees it.

    ``careful``: the texts that speak of a dose or say *not* and that nobody checked in the reader's language:
    the original is shown beside them (spec 7.4). ``checked``: a person checked every text in this language.
    ``audience``: a class's or a child's name, empty for a year or the whole school, and for a draft.
    """

    id: Id
    kind: FormKind
    title: Text
    intro: Text | None
    fields: tuple[Field, ...]
    per: Per
    private: bool
    yearly: bool
    repeats: bool
    version: int
    state: FormState
    topic: Topic | None
    audience: str
    author: Person
    at: Moment
    deadline: Moment | None = None
    checked: bool = False
    careful: frozenset[Id] = frozenset()


class Signature(Model):
    """A name typed, with or without the lines drawn by hand on the screen."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    strokes: Annotated[tuple[Stroke, ...], Meta(max_length=MOST_STROKES)] = ()


class Answers(Model):
    """What somebody filled in, by the key of each field; fields that were not shown are not in it."""

    values: dict[Key, Annotated[tuple[Value, ...], Meta(max_length=MOST_OPTIONS)]] = {}
    files: dict[Key, Annotated[tuple[Id, ...], Meta(max_length=MOST_FILES)]] = {}
    """Files and pictures that were uploaded by who answers: ids of ``/v1/files``."""
    photos: dict[Key, Annotated[tuple[Id, ...], Meta(max_length=MOST_FILES)]] = {}
    signatures: dict[Key, Signature] = {}


class NewAnswer(Model):
    """A form filled in and signed, for one child or, per family, for all of them that it asks for.

    ``version`` and ``seen`` (``FormView.seen``) say which words were on the screen. ``device``: what the app
    runs on, in the app's words.
    """

    form_id: Id
    pupil_id: Id
    version: Place
    seen: Annotated[str, Meta(max_length=64)]
    answers: Answers
    device: Annotated[str, Meta(max_length=80)] = ""


class PaperAnswer(Model):
    """An answer that a family gave on paper, put in by staff. ``signed_by``: the adult who signed it."""

    form_id: Id
    pupil_id: Id
    version: Place
    signed_by: Id
    signed_on: Day
    answers: Answers


class Answer(Model):
    """One version of an answer, as one reader sees it; nothing of it ever changes.

    ``words``: what was said in ``text`` and ``long_text`` fields, by key. ``lang``, ``version`` and
    ``checked``: which words the signer had on the screen, and whether a person had checked these.
    ``entered_by``: who put in what came on paper. ``replaced``: a later answer of the same signer took its place.
    """

    id: Id
    form_id: Id
    version: int
    pupils: tuple[Id, ...]
    signer: Person
    at: Moment
    lang: str
    checked: bool
    answers: Answers
    words: dict[Key, Text] = {}
    files: tuple[File, ...] = ()
    photos: tuple[Photo, ...] = ()
    device: str = ""
    entered_by: Person | None = None
    signed_on: Day | None = None
    replaced: bool = False


class Due(StrEnum):
    """How a form stands for one child."""

    OPEN = "open"
    """To be answered."""
    AGAIN = "again"
    """Answered, but the form changed since or the year is over."""
    DONE = "done"
    OVER = "over"
    """Nobody answered before the deadline."""
    ANY_TIME = "any_time"
    """A form that repeats: it may be filled in whenever there is a reason."""


class FormCard(Model):
    """A form in a list. For a family ``due`` is by child; staff see how many of how many children are answered."""

    id: Id
    kind: FormKind
    title: Text
    state: FormState
    version: int
    topic: Topic | None
    audience: str
    at: Moment
    deadline: Moment | None
    due: dict[Id, Due] = {}
    asked: int = 0
    answered: int = 0
    differ: int = 0
    """Children whose adults answered differently: staff decide which holds."""


class FormView(Model):
    """A form to fill in, and what my children's adults answered so far that I may see, the newest first.

    ``seen`` stands for exactly these words in this language; it goes back with the answer (spec 7.3).
    """

    form: Form
    seen: str
    due: dict[Id, Due] = {}
    answers: tuple[Answer, ...] = ()
    others: frozenset[Id] = frozenset()
    """The children for whom another adult has answered what is out now; what they said is theirs."""
