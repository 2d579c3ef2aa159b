"""A family's link, read by a real calendar parser and by the rules of strict calendar programs (spec 8.2)."""

import logging
import secrets
from collections.abc import Iterator
from datetime import UTC, date, timedelta
from typing import Any

import httpx
import pytest
from dateutil.rrule import rrulestr
from icalendar import Calendar

from server.accounts.tables import people
from server.core.db import Tx
from server.hours.actions import set_closure, set_term
from server.translation.tables import translations
from tests.cast import Who
from tests.school import School, headers_of
from tests.server.calendar.test_calendar import new, posted
from wire.base import Nothing
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    END_LINK,
    GET_LINK,
    MAKE_LINK,
    CalendarLink,
    EditOccasion,
    MakeLink,
    OccasionKind,
    OccasionRef,
    Repeats,
    When,
    feed_path,
    occasion_path,
)
from wire.hours import ClosureKind, SetClosure, SetTerm

URDU = "خاندانوں کے لیے چائے، بات چیت؛ اور بہت سے سوالات کے جواب"


async def linked(school: School, who: Who) -> str:
    secret = secrets.token_urlsafe(32)
    assert isinstance(await school.ask(who, MAKE_LINK, MakeLink(secret)), CalendarLink)
    return secret


async def read(school: School, secret: str, **headers: str) -> httpx.Response:
    return await school.http.get(feed_path(secret), headers=headers)


def strict(body: bytes) -> dict[str, Any]:
    """Events by their summary; what strict programs refuse fails here."""
    assert body.endswith(b"END:VCALENDAR\r\n")
    for line in body.split(b"\r\n"):
        assert len(line) <= 75, line
        assert b"\n" not in line
        line.decode()  # no letter was cut in two
    parsed: Any = Calendar.from_ical(body)
    assert (parsed["version"], parsed["calscale"]) == ("2.0", "GREGORIAN")
    zones = {part["tzid"] for part in parsed.walk("VTIMEZONE")}
    events = parsed.walk("VEVENT")
    assert len({event["uid"] for event in events}) == len(events)
    for event in events:
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY"} <= set(event)
        assert event["dtstamp"].dt.tzinfo is not None
        assert event["dtend"].dt > event["dtstart"].dt
        assert set(_zones(event)) <= zones
    return {str(event["summary"]): event for event in events}


def _zones(event: Any) -> Iterator[str]:
    for name in ("dtstart", "dtend", "exdate"):
        if name in event and "TZID" in event[name].params:
            yield event[name].params["TZID"]


async def test_a_parser_reads_what_the_school_wrote_in_the_family_s_language(school: School) -> None:
    cast = school.cast
    day = date(2026, 10, 16)
    tea = new(
        f"class:{cast.class_4a}", "Tea, talk; and \\ more", venue="Hall, upstairs", details="Line one\nline two",
        when=When(day, day, 540, 630, Repeats.WEEKLY, date(2026, 11, 20), (date(2026, 10, 30),)),
    )  # fmt: skip
    one = await posted(school, cast.hart, tea)
    trip = await posted(
        school, cast.dunne, new("year:4", "Camp", when=When(date(2027, 3, 27), date(2027, 3, 29)))
    )
    await posted(school, cast.hart, new(f"pupil:{cast.lena}", "Lena alone"))
    await posted(school, cast.okafor, new(f"class:{cast.class_3b}", "Other class"))

    def translate(tx: Tx) -> None:
        done = {"state": "checked", "body": URDU, "engine": "person"}
        tx.conn.execute(translations.update().where(translations.c.text_id == one.title.id).values(**done))
        set_term(tx, SetTerm("Autumn term", date(2026, 9, 2), date(2026, 12, 18)))
        set_closure(tx, SetClosure(ClosureKind.HOLIDAY, "Half-term", date(2026, 10, 26), date(2026, 10, 30)))

    school.do_jobs()
    await school.context.db.awrite(translate)
    school.do_jobs()
    answer = await read(school, await linked(school, cast.nadia))
    assert (answer.status_code, answer.headers["content-type"]) == (200, "text/calendar; charset=utf-8")
    events = strict(answer.content)
    assert len(events) == 6
    said, camp = events[URDU], events["Camp"]
    assert (said["location"], said["status"], said["sequence"]) == ("Hall, upstairs", "CONFIRMED", 0)
    assert said["description"].startswith("Line one\nline two")
    start = said["dtstart"].dt
    every = rrulestr(said["rrule"].to_ical().decode(), dtstart=start)
    times = [at for at in every if at not in {ex.dt for ex in said["exdate"].dts}]
    by_clock = [at.astimezone(UTC).strftime("%d %H:%M") for at in times]
    # Nine by the school's clock, before and after the night of 25 October.
    assert by_clock == ["16 08:00", "23 08:00", "06 09:00", "13 09:00", "20 09:00"]
    assert (camp["dtstart"].dt, camp["dtend"].dt) == (trip.when.first, trip.when.last + timedelta(days=1))
    closed = next(event for name, event in events.items() if "ٹرم کے درمیان کی چھٹیاں" in name)
    assert (closed["dtstart"].dt, closed["dtend"].dt) == (date(2026, 10, 26), date(2026, 10, 31))


async def test_a_change_keeps_its_uid_and_a_program_that_knows_it_all_is_told_so(school: School) -> None:
    cast, day = school.cast, date(2026, 11, 20)
    one = await posted(school, cast.hart, new(f"class:{cast.class_4a}", "Tea"))
    secret = await linked(school, cast.katarzyna)
    first = await read(school, secret)
    same = await read(school, secret, **{"If-None-Match": f'W/{first.headers["etag"]}, "other"'})
    assert (same.status_code, same.content, same.headers["etag"]) == (304, b"", first.headers["etag"])
    assert "no-cache" in first.headers["cache-control"]
    school.clock.forward(60_000)
    edit = EditOccasion(one.id, OccasionKind.OTHER, "Late tea", When(day, day, 900, 960))
    await school.ask(cast.hart, EDIT_OCCASION, edit)
    after = await read(school, secret, **{"If-None-Match": first.headers["etag"]})
    was, now = strict(first.content)["Tea"], strict(after.content)["Late tea"]
    assert (now["uid"], now["sequence"], now["dtstamp"].dt - was["dtstamp"].dt) == (
        was["uid"], 1, timedelta(minutes=1),
    )  # fmt: skip
    await school.ask(cast.hart, CANCEL_OCCASION, OccasionRef(one.id))
    (gone,) = strict((await read(school, secret)).content).values()
    assert (gone["uid"], gone["status"], gone["sequence"]) == (was["uid"], "CANCELLED", 2)


async def test_guessed_ended_and_closed_look_alike_and_an_ended_right_yields_nothing(school: School) -> None:
    cast = school.cast
    await posted(school, cast.hart, new(f"class:{cast.class_4a}", "Tea"))
    await posted(school, cast.okafor, new(f"class:{cast.class_3b}", "Assembly"))
    guessed = await read(school, secrets.token_urlsafe(32))
    old, other = await linked(school, cast.nadia), await linked(school, cast.rahman)
    newer = await linked(school, cast.nadia)
    assert set(strict((await read(school, newer)).content)) == {"Tea", "Assembly"}
    # Rahman works in 3B: as a parent, that is not in the family's calendar.
    assert set(strict((await read(school, other)).content)) == {"Tea"}
    await school.end_rights(cast.nadia)
    assert strict((await read(school, newer)).content) == {}
    assert (await school.ask(cast.nadia, END_LINK, Nothing())) == CalendarLink(None)
    assert (await school.ask(cast.nadia, GET_LINK, Nothing())) == CalendarLink(None)

    def close(tx: Tx) -> None:
        tx.conn.execute(people.update().where(people.c.id == cast.rahman.id).values(closed_at=tx.now))

    await school.context.db.awrite(close)
    for secret in (old, newer, other, "x", "a" * 5_000):
        told = await read(school, secret)
        assert (told.status_code, told.content) == (404, guessed.content)
        assert told.headers == guessed.headers


async def test_the_secret_stands_in_no_row_and_in_no_log(
    school: School, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    caplog.set_level(logging.DEBUG)
    secret = await linked(school, school.cast.nadia)

    def kept(tx: Tx) -> list[bytes]:
        tables = ("calendar_links", "answers", "audit", "events", "jobs")
        return [repr(list(tx.conn.exec_driver_sql(f"SELECT * FROM {name}"))).encode() for name in tables]

    assert not any(secret.encode() in rows for rows in await school.context.db.awrite(kept))
    monkeypatch.setattr(school.clock, "now", lambda: 1 // 0)
    assert (await read(school, secret)).status_code == 500
    assert "/calendar-link/{secret}.ics failed" in caplog.text
    ours = [record for record in caplog.records if not record.name.startswith("httpx")]
    assert secret not in " ".join(record.getMessage() + str(record.exc_text) for record in ours)


async def test_one_event_is_a_file_for_whom_it_is_for(school: School) -> None:
    cast = school.cast
    one = await posted(school, cast.hart, new(f"class:{cast.class_4a}", "Tea"))
    told = await school.http.get(occasion_path(one.id), headers=headers_of(cast.katarzyna))
    assert list(strict(told.content)) == ["Tea"]
    assert told.headers["content-disposition"] == f'attachment; filename="event-{one.id}.ics"'
    for who, status in ((cast.daniel, 404), (cast.former, 404), (None, 401)):
        assert (await school.http.get(occasion_path(one.id), headers=headers_of(who))).status_code == status


def test_the_parser_would_not_let_a_wrong_start_pass() -> None:
    wrong = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:tomorrow\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    read_in: Any = Calendar.from_ical(wrong)
    assert read_in.walk("VEVENT")[0].errors
