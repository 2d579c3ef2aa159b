"""When staff are at work, who is away, and on which devices staff are let in (spec 5.5, 6.1, 6.3, 6.4)."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Final, Literal

from msgspec import Meta

from wire.base import STAFF, Endpoint, Id, Model, Moment, Nothing, Person, Role, Text

Day = date
Minute = Annotated[int, Meta(ge=0, le=1440)]
"""Minutes since midnight by the school's clock."""
Weekday = Annotated[int, Meta(ge=1, le=7)]
"""1 is Monday."""
Name = Annotated[str, Meta(min_length=1, max_length=80)]
Secret = Annotated[str, Meta(pattern=r"^[A-Za-z0-9_-]{43,100}$(?!\n)")]

DEVICE_HEADER: Final = "Bookbag-Device"
"""The header in which a device of the school's shows its secret."""
MOST_LESSONS: Final = 12


class Lesson(Model):
    """A part of each school day in which staff teach and are not to be disturbed (spec 6.3)."""

    starts: Minute
    ends: Minute


class Hours(Model):
    """When staff are at work on the days of a term.

    With ``on``, staff neither read nor write outside them. ``teaching_until``: when lessons are over for the
    day, as families are told; ``training``: weekdays with training for the whole school.
    ``training_days``: whether staff are at work here on days when the school is closed for training.
    """

    on: bool = False
    opens: Minute = 8 * 60 + 30
    closes: Minute = 16 * 60
    days: Annotated[tuple[Weekday, ...], Meta(max_length=7)] = (1, 2, 3, 4, 5)
    teaching_until: Minute = 15 * 60
    training: Annotated[tuple[Weekday, ...], Meta(max_length=7)] = (1, 3)
    training_days: bool = True
    lessons: Annotated[tuple[Lesson, ...], Meta(max_length=MOST_LESSONS)] = ()


class Term(Model):
    """From the first day to the last one, both included."""

    id: Id
    name: Text
    first: Day
    last: Day


class ClosureKind(StrEnum):
    """Why the school is closed to children on days of a term."""

    HOLIDAY = "holiday"
    TRAINING = "training"
    BANK_HOLIDAY = "bank_holiday"


class Closure(Model):
    """Days on which the school is closed to children; one day has the same first and last."""

    id: Id
    kind: ClosureKind
    name: Text
    first: Day
    last: Day


class Calendar(Model):
    """The school's hours and days, by its own time zone; the earliest first."""

    hours: Hours
    terms: tuple[Term, ...]
    closures: tuple[Closure, ...]


class SetTerm(Model):
    """A term to add, or with ``term_id`` to change."""

    name: Name
    first: Day
    last: Day
    term_id: Id | None = None


class TermRef(Model):
    """A term by its id."""

    term_id: Id


class SetClosure(Model):
    """Days to add, or with ``closure_id`` to change."""

    kind: ClosureKind
    name: Name
    first: Day
    last: Day
    closure_id: Id | None = None


class ClosureRef(Model):
    """A closure by its id."""

    closure_id: Id


class Absence(Model):
    """A teacher is away; ``ends_at`` is none while nobody knows until when."""

    id: Id
    teacher: Person
    starts_at: Moment
    ends_at: Moment | None = None


class MarkAbsent(Model):
    """A teacher is away, from now on if no start is given, until further notice if no end is."""

    person_id: Id
    starts_at: Moment | None = None
    ends_at: Moment | None = None


class AbsenceRef(Model):
    """An absence by its id."""

    absence_id: Id


class Teacher(Model):
    """A teacher with their classes, for whom an absence can be marked."""

    person: Person
    classes: tuple[str, ...]


class Absences(Model):
    """Who is away or will be; ``teachers`` are those whom I may mark."""

    absences: tuple[Absence, ...]
    teachers: tuple[Teacher, ...]


class Teach(Model):
    """The switch *I am teaching*: on until a moment (or the end of lessons today), or off."""

    on: bool
    until: Moment | None = None


class MyWork(Model):
    """How I am at work, as I said it myself or the office did: until when I teach, and whether I am away."""

    teaching_until: Moment | None = None
    absence: Absence | None = None


class SchoolDevice(Model):
    """A device on which staff are let in from everywhere. ``mark``: how the app knows its own."""

    id: Id
    name: str
    mark: str
    registered_at: Moment
    registered_by: str


class SchoolDevices(Model):
    """The newest first. ``needed``: whether the school lets staff in only from its networks and these."""

    devices: tuple[SchoolDevice, ...]
    needed: bool


class RegisterDevice(Model):
    """The device in my hands becomes one of the school's. It made the secret itself and keeps it."""

    name: Name
    secret: Secret


class SchoolDeviceRef(Model):
    """A registered device by its id."""

    device_id: Id


class Cover(Model):
    """For whom I answer in a class's threads now (spec 5.5)."""

    class_name: str
    teacher: Person


class HoursNow(Model):
    """What an app needs to know of the school's hours, and how I stand with them.

    ``periods``: the next times when staff are at work, the one that has begun first; empty when they are at
    work always (``on`` is false), or when no term is known. ``shut``: why I have only my family's side now;
    ``excepted``: I am here outside staff hours as SMT or DSL, which is recorded.
    """

    on: bool = False
    periods: tuple[tuple[Moment, Moment], ...] = ()
    teaching_until: Minute = 15 * 60
    training: tuple[Weekday, ...] = ()
    shut: Literal["", "closed", "not_from_here"] = ""
    excepted: bool = False
    work: MyWork | None = None
    """For staff who are here now."""
    covers: tuple[Cover, ...] = ()

    def is_at_work(self, at: int) -> bool:
        """Whether staff are at work at a moment, as far as is known here."""
        return not self.on or any(start <= at < end for start, end in self.periods)

    def opens_at(self, at: int) -> int | None:
        """When staff are next at work after a moment; none if that is not known."""
        return next((start for start, _ in self.periods if start > at), None)

    def seen_from(self, at: int) -> int | None:
        """When what a family writes at a moment can first be seen; none if that is now, or is not known."""
        return None if self.is_at_work(at) else self.opens_at(at)


KEEPS: Final = frozenset({Role.OFFICE, Role.SMT})
"""Who keeps the calendar and the devices."""

GET_CALENDAR = Endpoint("GET", "/v1/hours", Nothing, Calendar, may=STAFF)
SET_HOURS = Endpoint("POST", "/v1/hours", Hours, Calendar, may=KEEPS)
SET_TERM = Endpoint("POST", "/v1/hours/terms", SetTerm, Calendar, may=KEEPS)
REMOVE_TERM = Endpoint("POST", "/v1/hours/terms/{term_id}/remove", TermRef, Calendar, may=KEEPS)
SET_CLOSURE = Endpoint("POST", "/v1/hours/closures", SetClosure, Calendar, may=KEEPS)
REMOVE_CLOSURE = Endpoint("POST", "/v1/hours/closures/{closure_id}/remove", ClosureRef, Calendar, may=KEEPS)
GET_ABSENCES = Endpoint("GET", "/v1/absences", Nothing, Absences, may=KEEPS | {Role.TEACHER})
MARK_ABSENT = Endpoint("POST", "/v1/absences", MarkAbsent, Absences, may=KEEPS | {Role.TEACHER})
END_ABSENCE = Endpoint(
    "POST", "/v1/absences/{absence_id}/end", AbsenceRef, Absences, may=KEEPS | {Role.TEACHER}
)
TEACH = Endpoint("POST", "/v1/teaching", Teach, MyWork, may=STAFF)
GET_SCHOOL_DEVICES = Endpoint("GET", "/v1/school-devices", Nothing, SchoolDevices, may=KEEPS)
REGISTER_DEVICE = Endpoint("POST", "/v1/school-devices", RegisterDevice, SchoolDevices, may=KEEPS)
REMOVE_DEVICE = Endpoint(
    "POST", "/v1/school-devices/{device_id}/remove", SchoolDeviceRef, SchoolDevices, may=KEEPS
)

ENDPOINTS = (
    GET_CALENDAR, SET_HOURS, SET_TERM, REMOVE_TERM, SET_CLOSURE, REMOVE_CLOSURE,
    GET_ABSENCES, MARK_ABSENT, END_ABSENCE, TEACH, GET_SCHOOL_DEVICES, REGISTER_DEVICE, REMOVE_DEVICE,
)  # fmt: skip
