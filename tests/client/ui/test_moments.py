"""Moments and days by the school's clock."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from client.ui.moments import days_between

LONDON = "Europe/London"


def at(said: str) -> int:
    return int(datetime.fromisoformat(said).replace(tzinfo=ZoneInfo(LONDON)).timestamp() * 1000)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2026-11-27T18:40", "2026-12-02T18:00", 5),
        ("2026-11-27T08:00", "2026-11-27T18:00", 0),
        ("2026-11-27T23:50", "2026-11-28T00:10", 1),
        # The clocks go forward in this night: the day has 23 hours.
        ("2026-03-28T20:00", "2026-03-29T20:00", 1),
        ("2026-11-28T00:10", "2026-11-27T23:50", -1),
    ],
)
def test_days_are_counted_as_people_count_them(earlier: str, later: str, days: int) -> None:
    assert days_between(at(earlier), at(later), LONDON) == days
