"""When an e-mail may go: quiet hours and the daily digest by the school's clock, right across daylight saving."""

from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from zoneinfo import ZoneInfo

from wire.notifications import Quiet


def after_quiet(at: int, quiet: Quiet | None, zone: str) -> int:
    """``at`` (ms), or the end of the quiet hours if it lies within them."""
    if quiet is None or quiet.starts == quiet.ends:
        return at
    here = _here(at, zone)
    minute = here.hour * 60 + here.minute
    over_midnight = quiet.starts > quiet.ends
    begun, not_over = minute >= quiet.starts, minute < quiet.ends
    if not ((begun or not_over) if over_midnight else (begun and not_over)):
        return at
    day = here.date() + timedelta(days=1 if over_midnight and begun else 0)
    # When clocks go back an hour comes twice: the end that counts is the one still to come.
    return next(end for fold in (0, 1) if (end := _moment(day, quiet.ends, zone, fold)) > at or fold == 1)


def next_digest(at: int, minute: int, zone: str) -> int:
    """The first moment after ``at`` (ms) at which the school's clock shows that minute of the day; once each day.

    A time that clocks leave out comes when they have gone forward; one that comes twice counts the first time.
    """
    day = _here(at, zone).date()
    today = _moment(day, minute, zone)
    return today if today > at else _moment(day + timedelta(days=1), minute, zone)


def _here(at: int, zone: str) -> datetime:
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone))


def _moment(day: date, minute: int, zone: str, fold: int = 0) -> int:
    clock = time_of_day(minute // 60, minute % 60, fold=fold)
    return round(datetime.combine(day, clock, ZoneInfo(zone)).timestamp() * 1000)
