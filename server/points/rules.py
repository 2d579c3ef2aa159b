"""Who gives points, who undoes and sees them, and how far back (spec 9.1 to 9.4). Pure questions over plain values."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from server.core.viewer import Viewer
from server.school.rules import class_topic, pupil_topic
from wire.base import Role
from wire.points import DAYS, UNDO_MS


def may_give(viewer: Viewer, class_id: int) -> bool:
    """Its teachers and TAs, and SMT (spec 1.3)."""
    return class_id in viewer.teams or Role.SMT in viewer.roles


def may_see_class(viewer: Viewer, class_id: int) -> bool:
    """The class team, SMT and DSL. A professional who works with the class does not."""
    return class_id in viewer.teams or viewer.all_topics


def may_see(viewer: Viewer, pupil_id: int) -> bool:
    """What a pupil did well is like their portfolio: their adults with that right, class team, SMT, DSL."""
    return viewer.may_read(pupil_topic(pupil_id))


def may_set_skills(viewer: Viewer, class_id: int) -> bool:
    """The teacher of the class, and SMT."""
    return viewer.leads_on(class_topic(class_id))


def is_giver(viewer: Viewer, giver_id: int) -> bool:
    """Nobody else undoes it."""
    return viewer.person_id == giver_id


def may_still_undo(given_at: int, now: int) -> bool:
    """For ten minutes."""
    return now - given_at <= UNDO_MS


def day_of(at: int, zone: str) -> date:
    """The day of a moment (ms), by the school's clock."""
    return datetime.fromtimestamp(at / 1000, ZoneInfo(zone)).date()


def fortnight_from(now: int, zone: str) -> int:
    """The first moment (ms) that families see: the beginning of the day 13 days ago, by the school's clock."""
    tz = ZoneInfo(zone)
    first = day_of(now, zone) - timedelta(days=DAYS - 1)
    return int(datetime.combine(first, time(), tz).timestamp() * 1000)


def fortnight_ends(given_at: int, zone: str) -> int:
    """The first moment (ms) at which a point of that moment is no longer seen."""
    tz = ZoneInfo(zone)
    last = day_of(given_at, zone) + timedelta(days=DAYS)
    return int(datetime.combine(last, time(), tz).timestamp() * 1000)
