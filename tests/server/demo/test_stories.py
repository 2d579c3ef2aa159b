"""Stories are told on schooldays, in school hours, and before now, whenever the demo is made."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from server.demo.people import ADULTS, CLASSES, PUPILS, SCHOOL, STAFF
from server.demo.pictures import SCENES
from server.demo.stories import Told, moment, schoolday, words_of
from server.demo.talks import TALKS
from server.demo.tell import STORIES
from wire.base import Role

LONDON = ZoneInfo(SCHOOL.time_zone)
MADE = [
    datetime(2026, 11, 12, 9, 0, tzinfo=UTC),  # a Thursday, before the first lesson is over
    datetime(2026, 11, 12, 13, 5, tzinfo=UTC),
    datetime(2026, 11, 13, 23, 59, tzinfo=UTC),
    datetime(2026, 11, 14, 10, 0, tzinfo=UTC),  # a Saturday
    datetime(2026, 11, 16, 3, 0, tzinfo=UTC),  # a Monday, at night
    datetime(2026, 7, 1, 12, 0, tzinfo=UTC),  # in summer time
]
POSTED = [told for told in STORIES if told.back >= 0]
WAITING = [told for told in STORIES if told.back < 0]


def local(told: Told, made: datetime) -> datetime:
    """When a story is posted, in London, if the demo is made then."""
    at = moment(told, round(made.timestamp() * 1000), SCHOOL.time_zone)
    return datetime.fromtimestamp(at / 1000, LONDON)


@pytest.mark.parametrize("made", MADE, ids=str)
def test_a_story_is_told_in_school_hours_within_the_last_weeks(made: datetime) -> None:
    for at in (local(told, made) for told in POSTED):
        assert at.weekday() < 5
        assert time(8, 30) <= at.time() <= time(16, 0)
        assert made - timedelta(days=25) < at < made


@pytest.mark.parametrize("made", MADE, ids=str)
def test_what_waits_is_still_to_come_and_on_a_schoolday(made: datetime) -> None:
    assert WAITING
    for at in (local(told, made) for told in WAITING):
        assert made < at < made + timedelta(days=8)
        assert at.weekday() < 5


def test_in_the_middle_of_a_day_that_day_has_stories_already() -> None:
    made = datetime(2026, 11, 12, 13, 5, tzinfo=UTC)
    assert {local(told, made).date() for told in POSTED if told.back == 0} == {date(2026, 11, 12)}


@pytest.mark.parametrize("clock", ["09:45", "11:00", "13:10", "13:25", "14:30", "15:40", "16:30", "20:00"])
def test_stories_follow_each_other_in_their_order_at_whatever_time_the_school_is_made(clock: str) -> None:
    made = datetime.combine(date(2026, 11, 12), time.fromisoformat(clock), LONDON)
    told = sorted(POSTED, key=lambda one: (-one.back, one.at))
    moments = [local(one, made) for one in told]
    assert moments == sorted(moments)


def test_schooldays_are_counted_over_the_weekend() -> None:
    friday = date(2026, 11, 13)
    assert schoolday(friday, 1) == date(2026, 11, 16)
    assert schoolday(date(2026, 11, 16), -1) == friday
    assert schoolday(date(2026, 11, 15), 0) == friday
    assert schoolday(friday, -5) == date(2026, 11, 6)


def test_a_date_in_a_story_is_that_of_a_coming_schoolday() -> None:
    told = Told("school", "Mrs Dunne", "Closed on {+2}.", 0, "09:20")
    thursday = round(datetime(2026, 11, 12, 15, 0, tzinfo=UTC).timestamp() * 1000)
    assert words_of(told, thursday, SCHOOL.time_zone) == "Closed on 16/11/2026."


def test_everybody_and_everything_in_the_stories_is_known() -> None:
    names = {person.name for person in ADULTS} | {member.name for member in STAFF}
    places = {"school"} | {f"class {name}" for name in CLASSES} | {f"year {n}" for n in CLASSES.values()}
    places |= {pupil.name for pupil in PUPILS}
    assert {told.by for told in STORIES} <= {member.name for member in STAFF if member.role is not Role.DSL}
    assert {said.by for told in STORIES for said in told.comments} <= names
    assert {told.to for told in STORIES} <= places
    assert {name.partition(":")[0] for told in STORIES for name in told.pictures} == set(SCENES)


def test_everybody_in_the_threads_is_known_and_writes_their_own_language() -> None:
    langs = {adult.name: adult.lang for adult in ADULTS} | {member.name: "en" for member in STAFF}
    lines = [line for talk in TALKS for line in talk.lines]
    assert [(line.by, line.lang) for line in lines] == [(line.by, langs[line.by]) for line in lines]
    assert {talk.about for talk in TALKS} <= {pupil.name for pupil in PUPILS}
    assert len(lines) >= 30
    assert {line.lang for line in lines} == {"en", "ur", "pl", "ar", "bn", "ro", "so", "pt", "es"}


def test_the_stories_are_as_many_and_as_lively_as_three_weeks_at_a_school() -> None:
    assert len(POSTED) >= 50
    assert sum(len(told.comments) for told in STORIES) >= 40
    assert {said.lang for told in STORIES for said in told.comments} >= {"en", "ur", "pl", "ar", "es"}
    assert max(len(told.pictures) for told in STORIES) == 4
    assert len(WAITING) >= 2
