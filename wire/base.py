"""The shapes that every other message is made of: models, endpoints, roles, refusals, texts."""

from enum import StrEnum
from typing import Annotated, Final, Generic, Literal, TypeVar, dataclass_transform

import msgspec

Id = Annotated[int, msgspec.Meta(ge=1, le=2**53 - 1)]
"""A row's number. Knowing one gives no right to anything."""

Moment = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""Milliseconds since 1970 in UTC."""

Place = Annotated[int, msgspec.Meta(ge=0, le=2**53 - 1)]
"""How far one is in a list, as ``next`` of the page before said; 0 is before everything."""

Topic = Annotated[str, msgspec.Meta(pattern=r"^(school|(year|class|pupil|person):\d{1,15})$(?!\n)")]
"""Whom a thing is for: ``school``, ``year:3``, ``class:12``, ``pupil:55``, ``person:77``."""


@dataclass_transform(frozen_default=True, field_specifiers=(msgspec.field,))
class Model(msgspec.Struct, frozen=True):
    """Base of everything on the wire: immutable, compared by value."""


Ask = TypeVar("Ask", bound=Model)
Answer = TypeVar("Answer", bound=Model)


class Nothing(Model):
    """An ask or an answer with nothing in it."""


class Role(StrEnum):
    """What a person is to the school (spec 1.1). One person can hold several."""

    PARENT = "parent"
    TEACHER = "teacher"
    TA = "ta"
    PROFESSIONAL = "professional"
    SMT = "smt"
    DSL = "dsl"
    OFFICE = "office"


STAFF: Final = frozenset(Role) - {Role.PARENT}
EVERYONE: Final = frozenset(Role)
ANYONE: Final[frozenset[Role]] = frozenset()
"""``may=ANYONE``: no sign-in needed."""


class Endpoint(msgspec.Struct, Generic[Ask, Answer], frozen=True):
    """One thing the app may ask of the server.

    Fields of ``ask`` named in ``path`` travel in the path; the others in the query string (GET)
    or the JSON body (POST). Every POST that is not for ``ANYONE`` carries an ``Idempotency-Key``, but for
    those with ``looks``: they change nothing, and are a POST so that what is asked stands in no address.
    ``always``: answered for staff outside their hours and from elsewhere too, though they have nothing else
    here then (spec 6.1, 6.4): signing out, their own choices, the page that says when it opens.
    """

    method: Literal["GET", "POST"]
    path: str
    ask: type[Ask]
    answer: type[Answer]
    may: frozenset[Role] = EVERYONE
    looks: bool = False
    always: bool = False


class Refusal(Model):
    """The one way to say no: a code that the app turns into words, and the facts in them."""

    code: str
    facts: dict[str, str | int] = {}


class TextState(StrEnum):
    """How a text stands for the person who reads it (spec 12.2, 12.3)."""

    SAME = "same"
    """Already in the reader's language, or without words."""
    DONE = "done"
    """Translated by an engine and checked by rule."""
    CHECKED = "checked"
    """Worded or confirmed by a person."""
    PENDING = "pending"
    """Being translated."""
    NONE = "none"
    """No engine that the school allows can do this language, or none gave a safe answer."""


class Text(Model):
    """Words that a person wrote, with what this reader sees of them."""

    id: Id
    body: str
    lang: str
    state: TextState
    shown: str | None = None
    """The words in the reader's language: set if ``state`` is ``done`` or ``checked``."""
    engine: str | None = None


class Person(Model):
    """Somebody's name as others see it."""

    id: Id
    name: str
    role: Role
