"""What a story of the demo school is made of, and when in the last three weeks it was posted."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Final, Protocol
from zoneinfo import ZoneInfo

DATE_AHEAD: Final = re.compile(r"\{\+(\d+)\}")
"""``{+6}`` in a story: the date of the sixth schoolday after it."""
OPENS, CLOSES = time(8, 40), time(15, 55)


@dataclass(frozen=True, slots=True)
class Said:
    """A comment: who, what, in which language, and how many minutes after the story."""

    by: str
    words: str
    lang: str = "en"
    after: int = 60


@dataclass(frozen=True, slots=True)
class Told:
    """A story. ``to``: ``school``, ``year 4``, ``class 4A`` or a pupil's name.

    ``back``: how many schooldays ago, 0 for the last one; below 0 it waits for its time.
    ``pictures``: names of scenes, with a variant: ``boats:2``.
    """

    to: str
    by: str
    words: str
    back: int
    at: str
    pictures: tuple[str, ...] = ()
    likes: int = 0
    comments: tuple[Said, ...] = ()
    comments_open: bool = True


class Timed(Protocol):
    """Something that happened so many schooldays ago, at that time of the day."""

    @property
    def back(self) -> int:
        """Schooldays ago."""

    @property
    def at(self) -> str:
        """The time, as ``15:25``."""


@dataclass(frozen=True, slots=True)
class Act:
    """Something that somebody does at a moment (ms)."""

    at: int
    do: Callable[[], None]


def is_schoolday(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def schoolday(day: date, steps: int) -> date:
    """The schoolday ``steps`` after ``day`` (before it, if negative); 0: ``day`` or the last schoolday before."""
    while not is_schoolday(day):
        day -= timedelta(days=1)
    while steps:
        day += timedelta(days=1 if steps > 0 else -1)
        if is_schoolday(day):
            steps += -1 if steps > 0 else 1
    return day


def last_schoolday(now: datetime) -> date:
    """The last schoolday on which, by ``now``, there was time to post something."""
    early = not is_schoolday(now.date()) or now.time() < time(9, 30)
    return (
        schoolday(now.date(), 0) if not early or not is_schoolday(now.date()) else schoolday(now.date(), -1)
    )


def moment(told: Timed, now_ms: int, zone: str) -> int:
    """When something happens, in ms UTC: in school hours, and before ``now_ms`` unless it waits for its time."""
    tz = ZoneInfo(zone)
    now = datetime.fromtimestamp(now_ms / 1000, tz)
    clock = time.fromisoformat(told.at)
    if told.back < 0:
        day = schoolday(now.date(), -told.back)
        return _ms(datetime.combine(day, clock, tz))
    day = schoolday(last_schoolday(now), -told.back)
    at = datetime.combine(day, clock, tz)
    closes = datetime.combine(day, CLOSES, tz)
    if now <= max(at, closes):
        # Made in the middle of a school day: all of that day is squeezed into the time so far, in its order.
        start = datetime.combine(day, OPENS, tz)
        part = (at - start) / (closes - start)
        at = start + (now - timedelta(minutes=5) - start) * min(part, 1)
    return _ms(at)


def words_of(told: Told, now_ms: int, zone: str) -> str:
    """The words of a story with its dates filled in, as ``27/11/2026``."""
    posted = datetime.fromtimestamp(moment(told, now_ms, zone) / 1000, ZoneInfo(zone)).date()
    return DATE_AHEAD.sub(lambda found: f"{schoolday(posted, int(found[1])):%d/%m/%Y}", told.words)


def _ms(at: datetime) -> int:
    return int(at.timestamp() * 1000)
