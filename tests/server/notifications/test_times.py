"""Quiet hours and the digest against a table of instants, by London's clock and across both of its changes."""

from datetime import UTC, datetime

import pytest

from server.notifications.times import after_quiet, next_digest
from wire.notifications import Quiet

LONDON = "Europe/London"


def at(moment: str) -> int:
    """A moment in UTC."""
    return round(datetime.fromisoformat(moment).replace(tzinfo=UTC).timestamp() * 1000)


NIGHT = Quiet(starts=20 * 60, ends=7 * 60)
LUNCH = Quiet(starts=12 * 60, ends=13 * 60)
TO_HALF_PAST_ONE = Quiet(starts=22 * 60, ends=90)


@pytest.mark.parametrize(
    ("quiet", "now", "then"),
    [
        (None, "2026-11-12 23:00", "2026-11-12 23:00"),
        (NIGHT, "2026-11-12 19:59", "2026-11-12 19:59"),
        (NIGHT, "2026-11-12 20:00", "2026-11-13 07:00"),
        (NIGHT, "2026-11-12 23:59", "2026-11-13 07:00"),
        (NIGHT, "2026-11-13 00:00", "2026-11-13 07:00"),
        (NIGHT, "2026-11-13 06:59", "2026-11-13 07:00"),
        (NIGHT, "2026-11-13 07:00", "2026-11-13 07:00"),
        (LUNCH, "2026-11-12 11:59", "2026-11-12 11:59"),
        (LUNCH, "2026-11-12 12:00", "2026-11-12 13:00"),
        (LUNCH, "2026-11-12 13:00", "2026-11-12 13:00"),
        (Quiet(starts=600, ends=600), "2026-11-12 10:00", "2026-11-12 10:00"),
        # Summer: 20:30 in London is 19:30 in UTC.
        (NIGHT, "2026-07-01 19:30", "2026-07-02 06:00"),
        # The night when clocks go forward, and the night when they go back.
        (NIGHT, "2026-03-28 23:00", "2026-03-29 06:00"),
        (NIGHT, "2026-10-24 22:00", "2026-10-25 07:00"),
        # 01:30 is left out that night: it ends at 02:30, which is the same moment.
        (TO_HALF_PAST_ONE, "2026-03-29 00:59", "2026-03-29 01:30"),
        (TO_HALF_PAST_ONE, "2026-03-29 01:10", "2026-03-29 01:10"),
        # 01:30 comes twice that night.
        (TO_HALF_PAST_ONE, "2026-10-24 23:30", "2026-10-25 00:30"),
        (TO_HALF_PAST_ONE, "2026-10-25 00:45", "2026-10-25 00:45"),
        (TO_HALF_PAST_ONE, "2026-10-25 01:15", "2026-10-25 01:30"),
    ],
)
def test_quiet_hours(quiet: Quiet | None, now: str, then: str) -> None:
    assert after_quiet(at(now), quiet, LONDON) == at(then)


@pytest.mark.parametrize(
    ("minute", "now", "then"),
    [
        (17 * 60, "2026-11-12 09:00", "2026-11-12 17:00"),
        (17 * 60, "2026-11-12 16:59", "2026-11-12 17:00"),
        (17 * 60, "2026-11-12 17:00", "2026-11-13 17:00"),
        (0, "2026-11-12 09:00", "2026-11-13 00:00"),
        # Summer, and both changes: always five in the afternoon in London.
        (17 * 60, "2026-07-01 15:59", "2026-07-01 16:00"),
        (17 * 60, "2026-03-28 17:00", "2026-03-29 16:00"),
        (17 * 60, "2026-10-24 16:00", "2026-10-25 17:00"),
        # A time that is left out comes when clocks have gone forward; one that comes twice counts once.
        (90, "2026-03-29 00:00", "2026-03-29 01:30"),
        (90, "2026-10-25 00:00", "2026-10-25 00:30"),
        (90, "2026-10-25 00:30", "2026-10-26 01:30"),
        (90, "2026-10-25 01:00", "2026-10-26 01:30"),
    ],
)
def test_the_digest_comes_once_a_day_at_its_time(minute: int, now: str, then: str) -> None:
    assert next_digest(at(now), minute, LONDON) == at(then)
