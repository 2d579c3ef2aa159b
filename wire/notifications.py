"""How people hear of what is new, how each chooses it, and the addresses that did not work (spec 13.1)."""

from enum import StrEnum
from typing import Annotated, Final

from msgspec import Meta

from wire.base import Endpoint, Id, Model, Moment, Nothing, Role

Minute = Annotated[int, Meta(ge=0, le=1439)]
"""A time of day by the school's clock, in minutes since midnight."""
AppPath = Annotated[str, Meta(pattern=r"^/[a-z0-9/-]{0,100}$(?!\n)")]
"""Where a thing is in the app, as ``/stories/12``."""


class NoticeKind(StrEnum):
    """What can be new."""

    STORY = "story"
    COMMENT = "comment"
    MESSAGE = "message"
    POINTS = "points"
    """A child was given points: once a day for each child, however many they are."""
    OCCASION = "occasion"
    """Something in the calendar is new, changed or cancelled."""
    NEWS = "news"
    DOCUMENT = "document"
    WORK = "work"
    REPORT = "report"
    FORM = "form"
    HANDED_BACK = "handed_back"
    """What somebody handed in for the library came back to them."""
    PASSED_ON = "passed_on"
    """Answers to a form were passed on to a class team or a professional."""


AT_WORK: Final = frozenset({NoticeKind.HANDED_BACK, NoticeKind.PASSED_ON})
"""Of these nobody hears but at their work."""


class How(StrEnum):
    """How somebody hears of one kind by e-mail."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


class Quiet(Model):
    """From when to when no e-mail comes; over midnight if it ends before it begins."""

    starts: Minute
    ends: Minute


class NoticeChoices(Model):
    """What a person has chosen. ``words``: whether an e-mail may hold names and what people wrote."""

    emails: bool
    kinds: dict[NoticeKind, How]
    words: bool
    quiet: Quiet | None
    digest_at: Minute


class Notifications(Model):
    """My choices, and whether they can take effect."""

    choices: NoticeChoices
    mail_on: bool
    """Whether this school sends e-mails at all."""
    email: str
    bounced: bool
    """The last e-mail to this address came back: nothing is sent until the office tries again."""


class Seen(Model):
    """Where I am in the app: what stands there needs no e-mail any more."""

    path: AppPath


class BounceWhy(StrEnum):
    """Why an e-mail did not arrive."""

    UNKNOWN = "unknown"
    """There is no such address."""
    FULL = "full"
    REFUSED = "refused"
    """The other side does not take e-mails from the school."""
    TOO_LATE = "too_late"
    """The other side put it off for a whole day."""


class Bounce(Model):
    """An e-mail that came back. ``id`` is what ``RETRY_BOUNCE`` takes."""

    id: Id
    person_id: Id
    name: str
    email: str
    at: Moment
    why: BounceWhy
    code: int


class Bounces(Model):
    """The newest first. ``stuck``: how many e-mails the school's own mail server has not taken yet."""

    mail_on: bool
    bounces: tuple[Bounce, ...]
    stuck: int


class BounceRef(Model):
    """A bounce by its id."""

    bounce_id: Id


OFFICE: Final = frozenset({Role.OFFICE, Role.SMT})

GET_NOTIFICATIONS = Endpoint("GET", "/v1/me/notifications", Nothing, Notifications)
CHOOSE_NOTIFICATIONS = Endpoint("POST", "/v1/me/notifications", NoticeChoices, Notifications)
SEE = Endpoint("POST", "/v1/me/seen", Seen, Nothing)
GET_BOUNCES = Endpoint("GET", "/v1/bounces", Nothing, Bounces, may=OFFICE)
RETRY_BOUNCE = Endpoint("POST", "/v1/bounces/{bounce_id}/retry", BounceRef, Bounces, may=OFFICE)

ENDPOINTS = (GET_NOTIFICATIONS, CHOOSE_NOTIFICATIONS, SEE, GET_BOUNCES, RETRY_BOUNCE)
