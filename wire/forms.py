"""Forms: what the school asks, what a family answers and signs, and how the office collates it (spec 7)."""

from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.accounts import LangTag
from wire.base import STAFF, Endpoint, Id, Model, Moment, Nothing, Person, Place, Role, Text, Topic
from wire.form_parts import (
    CANVAS,
    CARE,
    MAX_ANSWER,
    MOST_FIELDS,
    MOST_FILES,
    MOST_OPTIONS,
    MOST_POINTS,
    MOST_STROKES,
    MOST_TIMES,
    Answer,
    Answers,
    Coordinate,
    Due,
    Field,
    FieldDraft,
    FieldKind,
    Form,
    FormCard,
    FormDraft,
    FormKind,
    FormState,
    FormView,
    HelpWords,
    Intro,
    Key,
    Label,
    Limit,
    NewAnswer,
    Option,
    OptionDraft,
    PaperAnswer,
    Per,
    ShownIf,
    Signature,
    Stroke,
    Title,
    Value,
)
from wire.school import Audience, People, Reach, ReachAsk

__all__ = [
    "CANVAS",
    "CARE",
    "MAX_ANSWER",
    "MOST_FIELDS",
    "MOST_FILES",
    "MOST_OPTIONS",
    "MOST_POINTS",
    "MOST_STROKES",
    "MOST_TIMES",
    "Answer",
    "Answers",
    "Coordinate",
    "Due",
    "Field",
    "FieldDraft",
    "FieldKind",
    "Form",
    "FormCard",
    "FormDraft",
    "FormKind",
    "FormState",
    "FormView",
    "HelpWords",
    "Intro",
    "Key",
    "Label",
    "Limit",
    "NewAnswer",
    "Option",
    "OptionDraft",
    "PaperAnswer",
    "Per",
    "ShownIf",
    "Signature",
    "Stroke",
    "Title",
    "Value",
]

PAGE: Final = 20
COLLATION_PAGE: Final = 100


class FormsAsk(Model):
    """One page of forms: for a family what is due first, then the newest; for staff the newest first."""

    side: Literal["family", "staff"] = "family"
    child: Id | None = None
    before: Place | None = None


class FormsPage(Model):
    """``next`` is the ``before`` of the next page, none at the end."""

    forms: tuple[FormCard, ...]
    next: int | None = None


class FormAsk(Model):
    """One form. ``lang``: staff see it as a reader of that language does; ``next``: its next version, not yet sent."""

    form_id: Id
    side: Literal["family", "staff"] = "family"
    lang: LangTag | None = None
    next: bool = False


class FormRef(Model):
    """A form by its id."""

    form_id: Id


class AnswerRef(Model):
    """An answer by its id."""

    answer_id: Id


class ReadyForms(Model):
    """The forms that come with Bookbag, to be changed and sent."""

    forms: tuple[FormDraft, ...]


class DraftView(Model):
    """A form's next version as it is being written; ``revision`` grows by one with each saving."""

    form_id: Id
    draft: FormDraft
    revision: int
    version: int
    """Of the version that is out; 0 while none is."""
    state: FormState


class SaveDraft(Model):
    """What the next version of a form says; refused with ``draft_changed`` if somebody saved another since."""

    form_id: Id
    revision: Place
    draft: FormDraft


class SendForm(Model):
    """Sends the next version of a form. After the first time, the audience stays.

    ``remind_days``: so many days before the deadline those who have not answered are reminded.
    """

    form_id: Id
    revision: Place
    topic: Topic
    deadline: Moment | None = None
    remind_days: Annotated[int, Meta(ge=0, le=30)] = 0


class Wording(Model):
    """One text of a form in another language, to be checked beside the original (spec 7.4)."""

    field: str
    """The key of its field; ``title`` or ``intro`` without one."""
    text: Text
    careful: bool
    checked_by: Person | None = None
    checked_at: Moment | None = None


class WordingAsk(Model):
    """The words of a form's next version if there is one, else of what is out, in one language."""

    form_id: Id
    lang: LangTag


class FormWording(Model):
    """All texts in the order of the form. ``languages``: who is asked reads these, and how many texts are checked."""

    form_id: Id
    lang: str
    wordings: tuple[Wording, ...]
    frozen_by: Person | None = None
    frozen_at: Moment | None = None
    languages: dict[str, int] = {}


class CheckWording(Model):
    """A person says how a text reads in a language: the machine's words confirmed, or their own."""

    form_id: Id
    text_id: Id
    lang: LangTag
    wording: Annotated[str, Meta(min_length=1, max_length=8_000)]


class FreezeWording(Model):
    """From now on these words stay as they are. ``on`` false lets them be changed again."""

    form_id: Id
    lang: LangTag
    on: bool = True


class MissingFamily(Model):
    """A child for whom nobody answered. ``on_app``: adults whom a reminder would reach."""

    pupil_id: Id
    name: str
    class_name: str
    languages: tuple[str, ...]
    on_app: int
    due: Due
    reminded_at: Moment | None = None
    adults: tuple[Person, ...] = ()
    """Who may answer for this child."""


class FormPlaces(Model):
    """Whom a form may be for: the school, then years, then classes, then children by class and name."""

    places: tuple[Audience, ...]


class Missing(Model):
    """Who is missing, by class and name."""

    families: tuple[MissingFamily, ...]


class Sort(StrEnum):
    """In which order the table is."""

    NAME = "name"
    CLASS = "class"
    TIME = "time"


class CollationAsk(Model):
    """One page of the table of answers. ``field`` and ``value``: only those who answered so; ``q``: a name."""

    form_id: Id
    class_id: Id | None = None
    field: Key | None = None
    value: Annotated[str, Meta(max_length=80)] = ""
    q: Annotated[str, Meta(max_length=80)] = ""
    sort: Sort = Sort.NAME
    down: bool = False
    before: Place | None = None
    """How many rows stand before this page."""


class PassedTo(Model):
    """To whom something was passed on. ``to``: one professional; none: the team of the child's class."""

    to: Id | None
    name: str


class CollationRow(Model):
    """One child and what is answered for it now. ``differs``: its adults answered differently (both are kept)."""

    pupil_id: Id
    name: str
    class_name: str
    answers: tuple[Answer, ...]
    due: Due
    differs: bool = False
    passed_to: tuple[PassedTo, ...] = ()


class Collation(Model):
    """A page of the table and how many rows there are in all. ``form`` is in the reader's language."""

    form: Form
    rows: tuple[CollationRow, ...]
    total: int
    differ: int
    next: int | None = None


class PassOn(Model):
    """Some children, and to whom their answers are passed on or no more: each one's class team, or a professional."""

    form_id: Id
    pupils: Annotated[tuple[Id, ...], Meta(min_length=1, max_length=500)]
    to: Id | None = None


class CareAsk(Model):
    """What is to be known of the children of a class, a year, one child."""

    topic: Topic


class CareNote(Model):
    """One thing to be known of a child: what was said on a form of ``kind``, in the reader's language.

    ``lines``: label and answer. ``emergency``: to be seen first.
    """

    pupil_id: Id
    name: str
    kind: FormKind
    answer_id: Id
    at: Moment
    lines: tuple[tuple[str, str], ...]
    emergency: bool = False


class Care(Model):
    """By name. ``withheld``: for so many children there is something that has not been passed on to the reader."""

    notes: tuple[CareNote, ...]
    withheld: int = 0


class Gone(Model):
    """That it was done, and to how many it went."""

    count: int


def answers_path(
    form_id: int, kind: Literal["csv", "pdf"], grant: str = "", class_id: int | None = None
) -> str:
    """The address of all answers as a file; ``grant`` as for pictures."""
    return f"/forms/{form_id}/answers.{kind}" + _query(grant, class_id)


def trip_list_path(form_id: int, grant: str = "", class_id: int | None = None) -> str:
    """The address of the list that a trip's leader prints: who comes, contacts, allergies, medication."""
    return f"/forms/{form_id}/trip-list.pdf" + _query(grant, class_id)


def _query(grant: str, class_id: int | None) -> str:
    parts = [f"class={class_id}"] if class_id is not None else []
    parts += [f"k={grant}"] if grant else []
    return "?" + "&".join(parts) if parts else ""


_PARENT: Final = frozenset({Role.PARENT})
_MAKERS: Final = frozenset({Role.OFFICE, Role.SMT})

GET_FORMS = Endpoint("GET", "/v1/forms", FormsAsk, FormsPage)
GET_FORM = Endpoint("GET", "/v1/forms/{form_id}", FormAsk, FormView)
POST_ANSWER = Endpoint("POST", "/v1/forms/{form_id}/answers", NewAnswer, Answer, may=_PARENT)

GET_READY_FORMS = Endpoint("GET", "/v1/ready-forms", Nothing, ReadyForms, may=_MAKERS)
POST_FORM = Endpoint("POST", "/v1/forms", FormDraft, DraftView, may=_MAKERS)
GET_DRAFT = Endpoint("GET", "/v1/forms/{form_id}/draft", FormRef, DraftView, may=_MAKERS)
SAVE_DRAFT = Endpoint("POST", "/v1/forms/{form_id}/draft", SaveDraft, DraftView, may=_MAKERS)
SEND_FORM = Endpoint("POST", "/v1/forms/{form_id}/send", SendForm, FormCard, may=_MAKERS)
CLOSE_FORM = Endpoint("POST", "/v1/forms/{form_id}/close", FormRef, FormCard, may=_MAKERS)
GET_WORDING = Endpoint("GET", "/v1/forms/{form_id}/wording", WordingAsk, FormWording, may=_MAKERS)
CHECK_WORDING = Endpoint("POST", "/v1/forms/{form_id}/wording", CheckWording, Wording, may=_MAKERS)
FREEZE_WORDING = Endpoint(
    "POST", "/v1/forms/{form_id}/wording/freeze", FreezeWording, FormWording, may=_MAKERS
)

GET_FORM_PLACES = Endpoint("GET", "/v1/form-places", Nothing, FormPlaces, may=_MAKERS)
GET_FORM_REACH = Endpoint("GET", "/v1/form-reach", ReachAsk, Reach, may=_MAKERS)
"""The families that a form for a place would reach: those with the right to forms."""
GET_MISSING = Endpoint("GET", "/v1/forms/{form_id}/missing", FormRef, Missing, may=STAFF)
REMIND_FORM = Endpoint("POST", "/v1/forms/{form_id}/remind", FormRef, Gone, may=_MAKERS)
GET_COLLATION = Endpoint(
    "POST", "/v1/forms/{form_id}/collation", CollationAsk, Collation, may=STAFF, looks=True
)
GET_ANSWER = Endpoint("POST", "/v1/form-answers/{answer_id}", AnswerRef, Answer, looks=True)
GET_SIGNED = Endpoint("POST", "/v1/form-answers/{answer_id}/signed", AnswerRef, Form, looks=True)
"""The form with exactly the words that were on the screen of who signed."""
GET_PROFESSIONALS = Endpoint("GET", "/v1/professionals", Nothing, People, may=_MAKERS)
"""To whom by name answers can be passed on."""
PASS_ON = Endpoint("POST", "/v1/forms/{form_id}/pass-on", PassOn, Gone, may=_MAKERS)
TAKE_BACK = Endpoint("POST", "/v1/forms/{form_id}/take-back", PassOn, Gone, may=_MAKERS)
"""Ends what ``PASS_ON`` began."""
POST_PAPER = Endpoint("POST", "/v1/forms/{form_id}/paper", PaperAnswer, Answer, may=STAFF)
GET_CARE = Endpoint("POST", "/v1/care", CareAsk, Care, may=STAFF, looks=True)

ENDPOINTS = (
    GET_FORMS, GET_FORM, POST_ANSWER, GET_READY_FORMS, POST_FORM, GET_DRAFT, SAVE_DRAFT, SEND_FORM, CLOSE_FORM,
    GET_FORM_PLACES, GET_FORM_REACH, GET_WORDING, CHECK_WORDING, FREEZE_WORDING, GET_MISSING, REMIND_FORM,
    GET_COLLATION, GET_ANSWER, GET_SIGNED, GET_PROFESSIONALS, PASS_ON, TAKE_BACK, POST_PAPER,
    GET_CARE,
)  # fmt: skip
