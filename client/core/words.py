"""The app's words, dates and numbers in one person's language, by the school's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

import wire.words
from client.core.refusals import refusal
from wire.direction import language_is_rtl
from wire.languages import LANGUAGES

if TYPE_CHECKING:
    import datetime as dt

    from client.core.dates import Dates, Unit


class Words(wire.words.Words):
    """Looks up sentences (``_``, ``n``, ``p``) and writes times, dates, numbers and names of languages.

    Babel and its data are loaded when the first date is written, not when the app starts.
    """

    def __init__(self, lang: str, zone: str = "Europe/London") -> None:
        super().__init__(lang if lang in LANGUAGES else "en")
        self.zone = zone
        self._dates: Dates | None = None

    @property
    def rtl(self) -> bool:
        """Whether this language is written from right to left."""
        return language_is_rtl(self.lang)

    @property
    def dates(self) -> Dates:
        """Babel's side of this language."""
        if self._dates is None:
            from client.core.dates import Dates  # noqa: PLC0415 Babel is slow to load: a start must not wait

            self._dates = Dates(self.lang, self.zone)
        return self._dates

    def ago(self, at: int, now: int) -> str:
        """How long ago: "just now", "5 minutes ago", "2 hours ago", "3 days ago". A time to come: "just now"."""
        seconds = max(0, now - at) // 1000
        if seconds < 60:
            return self._("just now")
        count, unit = _largest(seconds)
        return self.dates.ago(count, unit) or self._own_ago(count, unit)

    def _own_ago(self, count: int, unit: Unit) -> str:
        """The same from our own catalog, for languages of which Babel's data does not know it (ku, ckb)."""
        if unit == "minute":
            return self.n("{n} minute ago", "{n} minutes ago", count)
        if unit == "hour":
            return self.n("{n} hour ago", "{n} hours ago", count)
        return self.n("{n} day ago", "{n} days ago", count)

    def when(self, at: int, now: int) -> str:
        """For a card: how long ago within a week, the date after that."""
        return self.ago(at, now) if now - at < 7 * 86_400_000 else self.date(at, now)

    def date(self, at: int, now: int | None = None) -> str:
        """The day with its weekday: "Thursday 12 November"; with the year when it is not the year of ``now``."""
        return self.dates.date(at, now)

    def time(self, at: int) -> str:
        """The time of day: "14:05"."""
        return self.dates.time(at)

    def clock(self, minute: int) -> str:
        """A time of day that is given in minutes since midnight: "08:30"."""
        return self.dates.clock(minute)

    def month(self, day: dt.date) -> str:
        """A month with its year: "November 2026"."""
        return self.dates.month(day)

    @property
    def first_weekday(self) -> int:
        """The day on which a week begins, where this language is spoken; 1 is Monday."""
        return self.dates.first_weekday

    def short_weekday(self, day: int) -> str:
        """The name of a weekday in a letter or a few, for the head of a column."""
        return self.dates.short_weekday(day)

    def weekday(self, day: int) -> str:
        """The name of a weekday; 1 is Monday."""
        return self.dates.weekday(day)

    def date_and_time(self, at: int, now: int | None = None) -> str:
        """Day and time: "Thursday 12 November, 14:05"."""
        # Translators: a day and a time of day, as in "Thursday 12 November, 14:05".
        return self._("{date}, {time}", date=self.date(at, now), time=self.time(at))

    def number(self, n: int) -> str:
        """A number as this language groups it."""
        return self.dates.number(n)

    def listing(self, parts: list[str]) -> str:
        """Several names as one: "Ana, Ben and Zoya"."""
        return self.dates.listing([self.apart(part) for part in parts])

    def language(self, tag: str) -> str:
        """A language's name in the reader's own language; its own name where that is not known."""
        return self.dates.language(tag) or (LANGUAGES[tag].name if tag in LANGUAGES else tag)

    def refusal(self, code: str, facts: dict[str, str | int] | None = None) -> str:
        """Why the server said no: what happened, what was kept, what to do."""
        return refusal(self, code, facts or {})


def _largest(seconds: int) -> tuple[int, Unit]:
    if seconds >= 86_400:
        return seconds // 86_400, "day"
    return (seconds // 3_600, "hour") if seconds >= 3_600 else (seconds // 60, "minute")
