"""A school switches a part of Bookbag off: it is gone for everybody, from every answer, and comes back whole."""

import importlib
import pkgutil
import secrets
from collections import Counter
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa

import wire
from server.core.feed import tell
from server.core.tables import audit, events
from tests import eg
from tests.client.edge import until
from tests.points_rows import to_zara
from tests.school import School, headers_of, new_key
from tests.server.calendar.test_calendar import new, posted
from tests.server.notifications.test_messages import sent
from tests.test_permissions import ROWS
from wire.base import Endpoint, Refusal
from wire.calendar import GET_DATES, MAKE_LINK, Dates, DatesAsk, MakeLink, feed_path, occasion_path
from wire.media import UPLOAD_PATH
from wire.messages import GET_MESSAGES, SEND_MESSAGE, MessagePage, MessagesAsk, NewMessage
from wire.modules import (
    ALWAYS_ON,
    ENDPOINTS_OF,
    NOTICES_OF,
    OFFERED,
    PLACES_OF,
    SWITCH_MODULE,
    Module,
    Modules,
    SwitchModule,
    module_at,
    module_of,
)
from wire.notifications import NoticeKind
from wire.points import GIVE_POINTS
from wire.safeguarding import FIND_THREADS, REPORT, FindThreads, NewReport, Reportable, ThreadsFound
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk


def everything() -> list[Endpoint[Any, Any]]:
    """All endpoints of ``wire``, whoever wrote them."""
    modules = [importlib.import_module(f"wire.{found.name}") for found in pkgutil.iter_modules(wire.__path__)]
    return [endpoint for module in modules for endpoint in getattr(module, "ENDPOINTS", ())]


async def switch(school: School, module: Module, on: bool) -> Modules:
    answer = await school.ask(school.cast.dunne, SWITCH_MODULE, SwitchModule(module, on))
    assert isinstance(answer, Modules), answer
    return answer


def test_every_endpoint_belongs_to_one_part_or_is_always_on() -> None:
    placed = [one for endpoints in (*ENDPOINTS_OF.values(), ALWAYS_ON) for one in endpoints]
    assert Counter((one.method, one.path) for one in placed) == Counter(
        (one.method, one.path) for one in everything()
    )
    assert {module_of(one) for one in ALWAYS_ON} == {None}
    assert set(ENDPOINTS_OF) == set(PLACES_OF) == set(Module)
    assert all(not one.always and one.may for module in Module for one in ENDPOINTS_OF[module])


def test_stories_comments_and_safeguarding_cannot_be_switched_off() -> None:
    assert {kind for kinds in NOTICES_OF.values() for kind in kinds} == set(NoticeKind) - {
        NoticeKind.STORY,
        NoticeKind.COMMENT,
    }
    assert [module_at(path) for path in ("/", "/stories/1", "/safeguarding", "/more/parts")] == [None] * 4
    assert module_at("/messages/12/about") is Module.MESSAGES
    assert module_at("/messagesx") is None


@pytest.mark.sqlite
async def test_no_endpoint_of_a_part_that_is_off_answers_anybody(school: School) -> None:
    rows = {row.endpoint: row for row in ROWS}
    prepared = {}
    for module in OFFERED:
        for endpoint in ENDPOINTS_OF[module]:
            prepared[endpoint] = await rows[endpoint].prepare(school, school.cast.hart)
    for module in OFFERED:
        await switch(school, module, on=False)
    people = school.cast.people()
    for endpoint, fields in prepared.items():
        for name in sorted(rows[endpoint].let):
            answer = await school.send(people[name], endpoint, fields)
            assert answer.status_code == 404, (endpoint.path, name)
            told = msgspec.json.decode(answer.content, type=Refusal)
            assert told == Refusal("module_off", {"module": module_of(endpoint) or ""})
    for row in ROWS:
        if (
            row.endpoint in ALWAYS_ON
            and row.endpoint.method == "GET"
            and getattr(row.prepare, "__qualname__", "").startswith("just.")
        ):
            let = min(row.let)
            fields = await row.prepare(school, people[let])
            assert (await school.send(people[let], row.endpoint, fields)).status_code == 200, row


async def test_what_was_there_is_there_again(school: School) -> None:
    cast = school.cast
    message = await sent(school, cast.hart)
    await posted(school, cast.hart, new(f"class:{cast.class_4a}"))
    assert (await school.send(cast.hart, GIVE_POINTS, await to_zara(school, cast.hart))).status_code == 200
    before = await school.ask(cast.hart, GET_SNAPSHOT, SnapshotAsk(side="staff"))
    for module in OFFERED:
        await switch(school, module, on=False)
    off = await school.ask(cast.hart, GET_SNAPSHOT, SnapshotAsk(side="staff"))
    assert isinstance(before, Snapshot)
    assert isinstance(off, Snapshot)
    assert (before.modules_off, off.modules_off) == ((), tuple(sorted(OFFERED)))
    assert [line.thread.id for line in before.threads.threads] == [message.thread_id]
    assert any(sheet.awards for sheet in before.points.sheets)
    assert (off.threads.threads, off.threads.unread, off.points.sheets) == ((), 0, ())
    for module in OFFERED:
        await switch(school, module, on=True)
    again = await school.ask(cast.hart, GET_SNAPSHOT, SnapshotAsk(side="staff"))
    assert isinstance(again, Snapshot)
    assert (again.modules_off, again.points, again.threads) == ((), before.points, before.threads)
    page = await school.ask(cast.nadia, GET_MESSAGES, MessagesAsk(thread_id=message.thread_id))
    assert isinstance(page, MessagePage)
    assert [one.id for one in page.messages] == [message.id]


async def test_it_is_on_record_once_and_all_open_apps_start_over(school: School) -> None:
    viewer = await school.context.viewers.of(school.cast.nadia.token)
    open_app = school.context.hub.join(viewer)
    await switch(school, Module.POINTS, on=False)
    await until(lambda: open_app.ended)
    missed = await school.context.hub.catch_up(viewer, 0)
    assert missed is None
    assert (await switch(school, Module.POINTS, on=False)).off == ("points",)
    rows = (
        sa.select(audit.c.person_id, audit.c.facts)
        .where(audit.c.what == "school:module:switch")
        .order_by(audit.c.id)
    )
    found = [tuple(row) for row in school.context.db.read(lambda conn: conn.execute(rows).all())]
    assert found == [(school.cast.dunne.id, '{"module":"points","on":0}')]


async def test_a_part_that_is_not_built_cannot_be_switched(school: School) -> None:
    for module in set(Module) - set(OFFERED):
        answer = await school.ask(school.cast.dunne, SWITCH_MODULE, SwitchModule(module, on=False))
        assert answer == Refusal("not_found")


async def test_no_event_of_a_part_that_is_off_reaches_anybody(school: School) -> None:
    cast = school.cast
    message = await sent(school, cast.hart)
    await switch(school, Module.MESSAGES, on=False)
    await switch(school, Module.POINTS, on=False)
    viewer = await school.context.viewers.of(cast.nadia.token)
    newest = school.context.db.read(
        lambda conn: conn.execute(sa.select(sa.func.max(events.c.number))).scalar()
    )
    topic = f"talk:{cast.zara}:class:{cast.class_4a}"

    def say(tx: Any) -> None:
        tell(tx, topic, "message_sent", {"message_id": message.id})
        tell(tx, topic, "text_translated", {"text_id": message.text.id})
        tell(tx, f"pupil:{cast.zara}", "points_undone", {"award_id": 1, "pupil_id": cast.zara})

    await school.context.db.awrite(say)
    assert await school.context.hub.catch_up(viewer, newest or 0) == []


async def test_the_calendar_s_link_and_files_look_as_if_they_never_were(school: School) -> None:
    cast = school.cast
    secret = secrets.token_urlsafe(32)
    await school.ask(cast.nadia, MAKE_LINK, MakeLink(secret))
    one = await posted(school, cast.hart, new(f"class:{cast.class_4a}"))
    addresses = feed_path(secret), occasion_path(one.id)
    assert [await got(school, address) for address in addresses] == [200, 200]
    guessed = await school.http.get(feed_path(secrets.token_urlsafe(32)))
    await switch(school, Module.CALENDAR, on=False)
    assert [await got(school, address) for address in addresses] == [404, 404]
    assert (await school.http.get(feed_path(secret))).content == guessed.content
    await switch(school, Module.CALENDAR, on=True)
    assert [await got(school, address) for address in addresses] == [200, 200]
    month = DatesAsk(one.when.first, one.when.last)
    answer = await school.ask(cast.nadia, GET_DATES, month)
    assert isinstance(answer, Dates)
    assert [found.id for found in answer.occasions] == [one.id]


async def got(school: School, address: str) -> int:
    return (await school.http.get(address, headers=headers_of(school.cast.nadia))).status_code


async def test_pictures_in_messages_go_with_them_and_the_desk_still_finds_threads(school: School) -> None:
    cast = school.cast
    headers = {**headers_of(cast.hart), "Idempotency-Key": new_key()}
    photo = (await school.http.post(UPLOAD_PATH, content=eg.picture(), headers=headers)).json()["id"]
    message = await sent(school, cast.hart)
    shown = NewMessage(thread_id=message.thread_id, body="Look.", photos=(photo,))
    await school.ask(cast.hart, SEND_MESSAGE, shown)
    address = f"/media/{photo}/400.webp"
    report = NewReport(what=Reportable.MESSAGE, ref_id=message.id, reason="Not kind at all.")
    assert await got(school, address) == 200
    await switch(school, Module.MESSAGES, on=False)
    assert await got(school, address) == 404
    assert await school.ask(cast.nadia, REPORT, report) == Refusal("not_found")
    found = await school.ask(cast.prescott, FIND_THREADS, FindThreads(child=cast.zara))
    assert isinstance(found, ThreadsFound), found
    assert [one.thread_id for one in found.threads] == [message.thread_id]


async def test_the_office_may_and_a_teacher_may_not(school: School) -> None:
    for who in (school.cast.hart, school.cast.nadia, school.cast.prescott):
        assert await school.ask(who, SWITCH_MODULE, SwitchModule(Module.POINTS, on=False)) == Refusal(
            "not_allowed"
        )
