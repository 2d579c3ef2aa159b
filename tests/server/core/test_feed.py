"""Events: numbered without gaps, delivered to whom they reach, complete after any break."""

import asyncio
import sqlite3
from typing import Any

import msgspec
import pytest
import sqlalchemy as sa
from starlette.requests import Request

from server.core.db import Database, Tx
from server.core.feed import (
    MOST_WAITING,
    Hub,
    Listener,
    cursor,
    forget_before,
    tell,
    tell_each,
    tell_rights_changed,
    told_after,
)
from server.core.live import live_routes
from server.core.refused import Refused
from server.core.viewer import Viewer
from tests.edges import FixedClock
from tests.school import School
from wire.base import Role
from wire.events import Event, StoryWithdrawn


def says(conn: sa.Connection, ref: dict[str, Any], lang: str) -> Event:
    return StoryWithdrawn(story_id=ref["n"])


def viewer(number: int, *topics: str, lang: str = "en") -> Viewer:
    return Viewer(
        person_id=number,
        session_id=number,
        name="",
        lang=lang,
        roles=frozenset({Role.PARENT}),
        family={1: frozenset(topics)},
        staff=frozenset(),
        all_topics=False,
        posts=frozenset(),
    )


def say(db: Database, topic: str, n: int, lang: str | None = None) -> int:
    return db.write(lambda tx: tell(tx, topic, "said", {"n": n}, lang=lang))


async def heard(listener: Listener, count: int) -> list[Any]:
    frames = [(await asyncio.wait_for(listener.queue.get(), 20))[1] for _ in range(count)]
    return [msgspec.json.decode(frame.split(b"data: ")[1]) for frame in frames]


class Running:
    """A hub that delivers while the test looks on."""

    def __init__(self, db: Database) -> None:
        self.hub = Hub(db, {"said": says})
        self._db = db

    async def __aenter__(self) -> Hub:
        await self.hub.begin()
        self._task = asyncio.create_task(self.hub.run())
        self._db.on_event = self.hub.wake
        return self.hub

    async def __aexit__(self, *_: object) -> None:
        self._task.cancel()


def test_numbers_have_no_gaps_even_after_a_failure(database: Database) -> None:
    def fail(tx: Tx) -> None:
        tell(tx, "school", "said", {"n": 9})
        raise Refused("no")

    assert say(database, "school", 1) == 1
    with pytest.raises(Refused):
        database.write(fail)
    assert say(database, "school", 2) == 2
    assert database.read(cursor) == 2


async def test_events_reach_those_who_read_the_topic_and_nobody_else(database: Database) -> None:
    async with Running(database) as hub:
        mine, other = hub.join(viewer(1, "class:3")), hub.join(viewer(2, "class:4"))
        await asyncio.to_thread(say, database, "class:3", 1)
        await asyncio.to_thread(say, database, "class:4", 2)
        assert await heard(mine, 1) == [{"type": "StoryWithdrawn", "story_id": 1}]
        assert await heard(other, 1) == [{"type": "StoryWithdrawn", "story_id": 2}]
        assert (mine.queue.qsize(), other.queue.qsize()) == (0, 0)


async def test_an_event_for_one_language_reaches_only_its_readers(database: Database) -> None:
    async with Running(database) as hub:
        urdu, polish = hub.join(viewer(1, "school", lang="ur")), hub.join(viewer(2, "school", lang="pl"))
        await asyncio.to_thread(say, database, "school", 1, "ur")
        await asyncio.to_thread(say, database, "school", 2)
        assert [e["story_id"] for e in await heard(urdu, 2)] == [1, 2]
        assert [e["story_id"] for e in await heard(polish, 1)] == [2]


async def test_whoever_was_away_catches_up_with_what_reaches_them(database: Database) -> None:
    for n, topic in enumerate(["class:3", "class:4", "class:3"], start=1):
        say(database, topic, n)
    missed = await Hub(database, {"said": says}).catch_up(viewer(1, "class:3"), 1)
    assert [number for number, _ in missed or []] == [3]


@pytest.mark.parametrize("after", [99, -1])
async def test_an_unknown_place_in_the_feed_means_start_over(database: Database, after: int) -> None:
    say(database, "class:3", 1)
    assert await Hub(database, {"said": says}).catch_up(viewer(1, "class:3"), after) is None


async def test_a_forgotten_event_means_start_over(database: Database, clock: FixedClock) -> None:
    say(database, "class:3", 1)
    clock.forward(1000)
    say(database, "class:3", 2)
    database.write(lambda tx: forget_before(tx, clock.now()))
    hub = Hub(database, {"said": says})
    assert await hub.catch_up(viewer(1, "class:3"), 0) is None
    assert [number for number, _ in await hub.catch_up(viewer(1, "class:3"), 1) or []] == [2]


async def test_whose_rights_change_must_start_over_at_once(database: Database) -> None:
    async with Running(database) as hub:
        one, two = hub.join(viewer(1, "school")), hub.join(viewer(2, "school"))
        before = database.rights
        await asyncio.to_thread(database.write, lambda tx: tell_rights_changed(tx, 1))
        assert await heard(one, 1) == [{"type": "StartOver"}]
        assert (one.ended, two.ended) == (True, False)
        assert database.rights > before
    assert await hub.catch_up(viewer(1, "school"), 0) is None
    assert await hub.catch_up(viewer(2, "school"), 0) == []


async def test_a_listener_that_does_not_listen_holds_nobody_up(database: Database) -> None:
    async with Running(database) as hub:
        deaf, quick = hub.join(viewer(1, "school")), hub.join(viewer(2, "school"))
        for n in range(MOST_WAITING + 10):
            await asyncio.to_thread(say, database, "school", n + 1)
            await heard(quick, 1)
        assert (deaf.ended, quick.ended) == (True, False)
        assert deaf.queue.qsize() <= MOST_WAITING


async def test_who_joins_while_an_event_is_made_readable_gets_it_too(database: Database) -> None:
    async with Running(database) as hub:
        first = hub.join(viewer(1, "school"))
        late: list[Listener] = []

        def says_slowly(conn: sa.Connection, ref: dict[str, Any], lang: str) -> Event:
            if not late:
                late.append(hub.join(viewer(2, "school", lang="ur")))
            return says(conn, ref, lang)

        hub._renderers = {"said": says_slowly}
        await asyncio.to_thread(say, database, "school", 5)
        assert await heard(first, 1) == await heard(late[0], 1) == [{"type": "StoryWithdrawn", "story_id": 5}]


async def test_an_event_that_cannot_be_told_keeps_back_none_that_follow(database: Database) -> None:
    async with Running(database) as hub:
        mine = hub.join(viewer(1, "school"))
        await asyncio.to_thread(database.write, lambda tx: tell(tx, "school", "of another version", {}))
        await asyncio.to_thread(say, database, "school", 2)
        after = [{"type": "StartOver"}, {"type": "StoryWithdrawn", "story_id": 2}]
        assert await heard(mine, 2) == after
        missed = await hub.catch_up(viewer(1, "school"), 0)
        assert [msgspec.json.decode(data.split(b"data: ")[1]) for _, data in missed or []] == after


async def test_a_database_that_fails_for_a_moment_loses_no_event(database: Database) -> None:
    troubles = [sqlite3.OperationalError("for a moment")]

    def says_later(conn: sa.Connection, ref: dict[str, Any], lang: str) -> Event:
        if troubles:
            raise troubles.pop()
        return says(conn, ref, lang)

    async with Running(database) as hub:
        hub._renderers = {"said": says_later}
        mine = hub.join(viewer(1, "school"))
        await asyncio.to_thread(say, database, "school", 7)
        assert await heard(mine, 1) == [{"type": "StoryWithdrawn", "story_id": 7}]


async def test_whoever_leaves_before_the_first_word_is_no_listener(school: School) -> None:
    scope = {"type": "http", "query_string": b"after=0"}
    scope["headers"] = [(b"authorization", f"Bearer {school.cast.nadia.token}".encode())]
    (route,) = live_routes(school.context)
    await route.endpoint(Request(scope))
    assert school.context.hub._listeners == set()


def test_many_things_told_at_once_are_numbered_without_a_gap(database: Database) -> None:
    database.write(lambda tx: tell(tx, "school", "story_posted", {"story_id": 1}))
    news = [(f"pupil:{n}", {"pupil_id": n}) for n in (7, 8, 9)]
    database.write(lambda tx: tell_each(tx, "points_given", news))
    database.write(lambda tx: tell_each(tx, "points_given", []))
    database.write(lambda tx: tell(tx, "school", "story_posted", {"story_id": 2}))
    told = database.read(lambda conn: told_after(conn, 0, 10))
    assert [(one.number, one.topic) for one in told] == [
        (1, "school"), (2, "pupil:7"), (3, "pupil:8"), (4, "pupil:9"), (5, "school")
    ]  # fmt: skip
    assert [one.ref for one in told[1:4]] == [{"pupil_id": 7}, {"pupil_id": 8}, {"pupil_id": 9}]
