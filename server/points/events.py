"""How the news of points reads, as things stand when it is delivered."""

from typing import Any, Final

import sqlalchemy as sa

from server.core.clock import Clock
from server.core.feed import Renderer
from server.points import rules
from server.points.queries import class_of_award, point_in, skills_of, zone_of
from wire.events import PointsGiven, PointsUndone, SkillsChanged
from wire.points import DAYS

SURELY_SEEN: Final = (DAYS - 2) * 86_400_000
"""What is younger (ms) is within the two weeks in every time zone: it need not be looked up."""


def renderers(clock: Clock) -> dict[str, Renderer]:
    """Kind of event → what it says."""

    def points_given(conn: sa.Connection, ref: dict[str, Any], lang: str) -> PointsGiven | None:
        found = point_in(conn, ref["award_id"], ref["pupil_id"], lang)
        if found is None:
            return None
        class_id, point, skill = found
        # An app that was away for weeks catches up, and must not hear of what is older (spec 9.2).
        if _is_over(conn, point.at, clock.now()):
            return None
        return PointsGiven(pupil_id=ref["pupil_id"], class_id=class_id, point=point, skill=skill)

    return {
        "points_given": points_given,
        "points_undone": _points_undone,
        "skills_changed": _skills_changed,
    }


def _is_over(conn: sa.Connection, at: int, now: int) -> bool:
    return now - at > SURELY_SEEN and at < rules.fortnight_from(now, zone_of(conn))


def _points_undone(conn: sa.Connection, ref: dict[str, Any], lang: str) -> PointsUndone:
    class_id = class_of_award(conn, ref["award_id"])
    return PointsUndone(pupil_id=ref["pupil_id"], class_id=class_id, award_id=ref["award_id"])


def _skills_changed(conn: sa.Connection, ref: dict[str, Any], lang: str) -> SkillsChanged:
    return SkillsChanged(class_id=ref["class_id"], skills=skills_of(conn, ref["class_id"], lang))
