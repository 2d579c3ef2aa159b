"""Dates, times, numbers and names of languages from Babel's data; loaded only when one is written."""

import re
from datetime import date as Day  # noqa: N812 - ``date`` is a question that is asked here
from datetime import datetime, time, timedelta
from typing import Final, Literal

from babel.dates import format_datetime, format_time, format_timedelta, match_skeleton
from babel.lists import format_list
from babel.numbers import format_decimal

from client.core.zone import zone_of
from wire.languages import LANGUAGES
from wire.locales import locale_of

Unit = Literal["minute", "hour", "day"]

_SIZES: Final[dict[Unit, int]] = {"minute": 60, "hour": 3_600, "day": 86_400}
_WITHOUT_RELATIVE = frozenset({"ku", "ckb"})


class Dates:
    """What Babel knows of one language, by one clock."""

    def __init__(self, lang: str, zone: str) -> None:
        # A British school's English: the weekday first, the day before the month, 24 hours.
        self._locale = locale_of("en_GB" if lang == "en" else LANGUAGES[lang].locale)
        self._zone = zone_of(zone)
        self._lang = lang
        self._patterns: dict[bool, str] = {}

    def _local(self, at: int) -> datetime:
        return datetime.fromtimestamp(at / 1000, self._zone)

    def ago(self, count: int, unit: Unit) -> str | None:
        """As "2 hours ago"; none where the language's data has only a sign and a letter."""
        if self._lang in _WITHOUT_RELATIVE:
            return None
        span = timedelta(seconds=-count * _SIZES[unit])
        # The threshold keeps the unit: Babel would turn 8 days into 1 week.
        return format_timedelta(
            span, granularity=unit, threshold=1e9, add_direction=True, locale=self._locale
        )

    def date(self, at: int, now: int | None) -> str:
        """As "Thursday 12 November", with the year when it is another than that of ``now``."""
        day = self._local(at)
        same_year = now is None or self._local(now).year == day.year
        return format_datetime(day, self._pattern(same_year), tzinfo=self._zone, locale=self._locale)

    def _pattern(self, same_year: bool) -> str:
        # Looking through Babel's skeletons takes a millisecond, and a list of stories has twenty dates.
        if same_year not in self._patterns:
            self._patterns[same_year] = self._find_pattern(same_year)
        return self._patterns[same_year]

    def _find_pattern(self, same_year: bool) -> str:
        if self._lang == "en":
            return "EEEE d MMMM" if same_year else "EEEE d MMMM y"
        wanted = "MMMMEEEEd" if same_year else "yMMMMEEEEd"
        skeletons = self._locale.datetime_skeletons
        found = match_skeleton(wanted, skeletons) or "yMMMEd"
        pattern = str(getattr(skeletons[found], "pattern", skeletons[found]))
        return re.sub(r"(?<!M)MMM(?!M)", "MMMM", re.sub(r"([Ec])\1*", r"\1\1\1\1", pattern))

    def clock(self, minute: int) -> str:
        """A time of day, in minutes since midnight: "08:30"."""
        return format_time(time(minute // 60 % 24, minute % 60), "short", locale=self._locale)

    def month(self, day: Day) -> str:
        """As "November 2026"."""
        skeletons = self._locale.datetime_skeletons
        found = match_skeleton("yMMMM", skeletons) or "yMMM"
        pattern = str(getattr(skeletons[found], "pattern", skeletons[found]))
        return format_datetime(datetime.combine(day, time(12)), pattern, locale=self._locale)

    @property
    def first_weekday(self) -> int:
        """The day on which a week begins, where this language is spoken; 1 is Monday."""
        return int(self._locale.first_week_day) + 1

    def short_weekday(self, day: int) -> str:
        """A weekday in a letter or a few."""
        return str(self._locale.days["stand-alone"]["short"][day - 1])

    def weekday(self, day: int) -> str:
        """The name of a weekday; 1 is Monday."""
        return str(self._locale.days["stand-alone"]["wide"][day - 1])

    def time(self, at: int) -> str:
        return format_time(self._local(at), "short", tzinfo=self._zone, locale=self._locale)

    def number(self, n: int) -> str:
        return format_decimal(n, locale=self._locale)

    def listing(self, parts: list[str]) -> str:
        return format_list(parts, locale=self._locale)

    def language(self, tag: str) -> str | None:
        """A language's name in this one."""
        locale = LANGUAGES[tag].locale if tag in LANGUAGES else tag
        name = self._locale.languages.get(locale)
        return str(name) if name else None
