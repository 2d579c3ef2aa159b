"""Who may do what with forms, and how a form stands for a child (spec 7.2, 7.3). Pure questions over plain values."""

from collections.abc import Iterable
from typing import Final, NamedTuple

from server.core.viewer import Viewer
from server.school.rules import forms_topic
from wire.base import Role
from wire.forms import Due, FormState

DAY: Final = 24 * 60 * 60 * 1000
YEAR: Final = 365 * DAY
"""After so long (ms) what is asked every year is asked again."""
MAKERS: Final = frozenset({Role.OFFICE, Role.SMT})


class Stand(NamedTuple):
    """What is known of a form when one asks how it stands."""

    version: int
    state: str
    deadline: int | None
    yearly: bool
    repeats: bool


class Given(NamedTuple):
    """An answer that holds: of which version, and when it came."""

    version: int
    at: int


def may_make(viewer: Viewer) -> bool:
    """Drafts, words, sending and reminding: the office and senior managers (spec 1.3)."""
    return not viewer.roles.isdisjoint(MAKERS)


def may_sign(viewer: Viewer, place: str, pupil_id: int) -> bool:
    """Whether somebody answers the forms of a place for a child (spec 1.2, 7.2)."""
    return place in viewer.signs.get(pupil_id, frozenset())


def signed_pupils(viewer: Viewer, place: str) -> tuple[int, ...]:
    """The children for whom somebody answers the forms of a place."""
    return tuple(sorted(pupil for pupil, places in viewer.signs.items() if place in places))


def may_gather(viewer: Viewer, place: str | None) -> bool:
    """Whether somebody sees a form as staff; one that was never sent is its makers' alone."""
    return may_make(viewer) if place is None else viewer.gathers_from(forms_topic(place))


def may_answer(form: Stand, now: int) -> bool:
    """Whether an answer is taken now. What is asked every year, or whenever there is reason, has no last day."""
    if form.state != FormState.LIVE:
        return False
    return form.yearly or form.repeats or form.deadline is None or now < form.deadline


def due_of(form: Stand, given: Iterable[Given], now: int) -> Due:
    """How a form stands for a child, by the answers of all its adults that hold."""
    newest = max(given, key=lambda one: one.at, default=None)
    is_open = may_answer(form, now)
    is_old = newest is not None and form.yearly and now - newest.at >= YEAR
    if form.repeats:
        if not is_open:
            return Due.OVER if newest is None else Due.DONE
        return Due.AGAIN if is_old else Due.ANY_TIME
    if newest is not None and newest.version == form.version and not is_old:
        return Due.DONE
    if not is_open:
        return Due.OVER
    return Due.OPEN if newest is None else Due.AGAIN


def is_missing(due: Due) -> bool:
    """Whether the school still waits for an answer."""
    return due in (Due.OPEN, Due.AGAIN)
