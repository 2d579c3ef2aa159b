"""A school that lets its staff in only from its own network and its own devices (spec 6.4)."""

import asyncio
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.core.tables import answers
from server.hours.tables import school_devices
from tests.cast import Who
from tests.school import School
from tests.test_permissions import posted
from wire.base import Nothing, Refusal
from wire.hours import (
    GET_SCHOOL_DEVICES,
    REGISTER_DEVICE,
    REMOVE_DEVICE,
    RegisterDevice,
    SchoolDeviceRef,
    SchoolDevices,
)
from wire.snapshot import GET_SNAPSHOT, Snapshot, SnapshotAsk
from wire.stories import GET_FEED, GET_STORY, FeedAsk, FeedPage

INSIDE, ELSEWHERE = "10.1.2.3", "203.0.113.9"
SECRET = "a" * 43


@pytest.fixture(autouse=True)
def fence(tmp_path: Path) -> None:
    (tmp_path / "school.toml").write_text(
        'trusted_proxies = ["127.0.0.1"]\n[staff]\nnetworks = ["10.0.0.0/8"]\n'
    )


def come_from(school: School, address: str, secret: str = "") -> School:
    school.http.headers["X-Forwarded-For"] = address
    school.http.headers["Bookbag-Device"] = secret
    return school


async def feed_of(school: School, who: Who) -> FeedPage | Refusal:
    return await school.ask(who, GET_FEED, FeedAsk(side="staff"))


async def registered(school: School) -> SchoolDevices:
    come_from(school, INSIDE)
    told = await school.ask(school.cast.dunne, REGISTER_DEVICE, RegisterDevice("Year 4 laptop", SECRET))
    assert isinstance(told, SchoolDevices)
    return told


async def test_staff_from_elsewhere_are_refused_and_families_are_not(school: School) -> None:
    cast = school.cast
    for name in ("hart", "sandhu", "adeyemi", "calloway", "prescott", "dunne"):
        who = cast.people()[name]
        assert isinstance(await feed_of(come_from(school, INSIDE), who), FeedPage)
        assert await feed_of(come_from(school, ELSEWHERE), who) == Refusal("not_from_here")
    for who in (cast.nadia, cast.rahman):
        assert isinstance(await school.ask(who, GET_FEED, FeedAsk()), FeedPage)


async def test_a_made_up_address_helps_nobody(school: School) -> None:
    for chain in (f"{INSIDE}, {ELSEWHERE}", f"127.0.0.1, {INSIDE}, {ELSEWHERE}", "unknown"):
        assert await feed_of(come_from(school, chain), school.cast.hart) == Refusal("not_from_here")
    assert isinstance(await feed_of(come_from(school, f"{ELSEWHERE}, {INSIDE}"), school.cast.hart), FeedPage)


async def test_who_is_both_has_only_the_family_side_elsewhere(school: School) -> None:
    come_from(school, INSIDE)
    of_child, of_class = await posted(school, "4A"), await posted(school, "3B")
    come_from(school, ELSEWHERE)
    status = [
        (await school.send(school.cast.rahman, GET_STORY, {"story_id": story.id})).status_code
        for story in (of_child, of_class)
    ]
    assert status == [200, 404]
    told = await school.ask(school.cast.rahman, GET_SNAPSHOT, SnapshotAsk())
    assert isinstance(told, Snapshot)
    assert told.hours.shut == "not_from_here"


async def test_a_registered_device_is_let_in_from_everywhere(school: School) -> None:
    devices = await registered(school)
    assert [(one.name, one.registered_by) for one in devices.devices] == [("Year 4 laptop", "Dunne")]
    assert devices.needed
    hart = school.cast.hart
    assert isinstance(await feed_of(come_from(school, ELSEWHERE, SECRET), hart), FeedPage)
    for wrong in ("b" * 43, SECRET[:-1], SECRET + "a", ""):
        assert await feed_of(come_from(school, ELSEWHERE, wrong), hart) == Refusal("not_from_here")


async def test_a_device_that_is_taken_off_the_list_is_out_at_once(school: School) -> None:
    device = (await registered(school)).devices[0]
    come_from(school, ELSEWHERE, SECRET)
    assert isinstance(await feed_of(school, school.cast.hart), FeedPage)
    come_from(school, INSIDE)
    stream = school.context.hub.join(await school.context.viewers.of(school.cast.hart.token, even_shut=True))
    told = await school.ask(school.cast.dunne, REMOVE_DEVICE, SchoolDeviceRef(device.id))
    assert isinstance(told, SchoolDevices)
    assert told.devices == ()
    await asyncio.wait_for(stream.queue.get(), 5)
    assert stream.ended
    assert await feed_of(come_from(school, ELSEWHERE, SECRET), school.cast.hart) == Refusal("not_from_here")


async def test_the_secret_is_stored_nowhere(school: School) -> None:
    await registered(school)

    def everything(conn: sa.Connection) -> str:
        rows = [*conn.execute(sa.select(school_devices)), *conn.execute(sa.select(answers))]
        return repr(rows)

    assert SECRET not in school.context.db.read(everything)


async def test_the_same_secret_twice_and_a_short_one(school: School) -> None:
    await registered(school)
    again = await school.ask(school.cast.dunne, REGISTER_DEVICE, RegisterDevice("Another", SECRET))
    assert again == Refusal("already_registered")
    short = await school.send(school.cast.dunne, REGISTER_DEVICE, {"name": "x", "secret": "a" * 42})
    assert short.status_code == 422


async def test_only_office_and_smt_from_inside_keep_the_list(school: School) -> None:
    come_from(school, ELSEWHERE)
    assert await school.ask(school.cast.dunne, GET_SCHOOL_DEVICES, Nothing()) == Refusal("not_from_here")
    ask = RegisterDevice("My own phone", "c" * 43)
    assert await school.ask(school.cast.dunne, REGISTER_DEVICE, ask) == Refusal("not_from_here")
    come_from(school, INSIDE)
    assert await school.ask(school.cast.hart, REGISTER_DEVICE, ask) == Refusal("not_allowed")


async def test_pictures_follow_the_same_rule(school: School) -> None:
    come_from(school, ELSEWHERE)
    told = await school.ask(school.cast.hart, GET_SNAPSHOT, SnapshotAsk())
    assert isinstance(told, Snapshot)
    answer = await school.http.get(f"/media/1/400.webp?k={told.media_grant}")
    assert (answer.status_code, answer.json()["code"]) == (403, "not_from_here")
    come_from(school, INSIDE)
    inside = await school.ask(school.cast.hart, GET_SNAPSHOT, SnapshotAsk())
    assert isinstance(inside, Snapshot)
    # The picture is not there, but they would be let in to look.
    assert (await school.http.get(f"/media/1/400.webp?k={inside.media_grant}")).status_code == 404


async def test_the_stream_of_events_tells_staff_elsewhere_nothing_of_their_work(school: School) -> None:
    come_from(school, ELSEWHERE)
    hart = await school.context.viewers.of(school.cast.hart.token, even_shut=True)
    assert (hart.shut is not None, hart.may_read("school"), hart.may_read(f"class:{school.cast.class_4a}")) == (
        True, False, False,
    )  # fmt: skip
