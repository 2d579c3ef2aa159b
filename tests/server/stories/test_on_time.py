"""What has its hour keeps it, even while every translation waits for an engine that hangs."""

import asyncio
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.core.config import EngineSettings, Settings
from server.core.feed import RIGHTS_CHANGED
from server.core.tables import events, jobs
from server.school.actions import RIGHTS_DUE, end_right
from server.school.tables import contact_rights
from server.stories.actions import PUBLISH
from tests.cast import add_cast
from tests.databases import Databases
from tests.edges import HOUR, FixedClock
from tests.engines.chaos_server import ChaosServer, Mood
from tests.school import School, running
from wire.stories import GET_STORY, POST_STORY, NewStory, Story, StoryRef, StoryView


@pytest.fixture
async def hanging(
    databases: Databases, backend: str, clock: FixedClock, tmp_path: Path
) -> AsyncIterator[tuple[School, ChaosServer]]:
    """A school whose engine hangs, and that engine."""
    name, cast = databases.fresh(backend, add_cast)
    with ChaosServer(Mood.HANGS) as engine:
        engines = (EngineSettings(kind="libretranslate", url=engine.url),)
        settings = Settings(tmp_path, databases.url(backend, name), engines, threads=2)
        async with running(settings, cast, clock) as school:
            yield school, engine
            engine.stopping.set()
    databases.drop(backend, name)


async def until(true: Callable[[], bool]) -> None:
    """Waits for what threads of the server do."""
    for _ in range(500):
        if true():
            return
        await asyncio.sleep(0.01)
    raise AssertionError("it did not happen in time")


async def test_a_story_and_the_end_of_a_right_are_on_time(
    hanging: tuple[School, ChaosServer], clock: FixedClock
) -> None:
    school, engine = hanging
    cast, db, soon = school.cast, school.context.db, clock.now() + HOUR
    place = f"class:{cast.class_4a}"
    waiting = await school.ask(cast.hart, POST_STORY, NewStory(topic=place, body="Later.", publish_at=soon))
    assert isinstance(waiting, Story)
    right = sa.select(contact_rights.c.id).where(contact_rights.c.person_id == cast.katarzyna.id).limit(1)
    await db.awrite(lambda tx: end_right(tx, tx.conn.execute(right).scalar_one(), at=soon))
    for number in range(6):
        told = NewStory(topic=place, body=f"We painted with {'x' * number} hands today.")
        assert isinstance(await school.ask(cast.hart, POST_STORY, told), Story)
    await until(lambda: len(engine.posts()) >= 2)
    clock.forward(HOUR)
    school.runner.wake()
    left = sa.select(sa.func.count()).select_from(jobs).where(jobs.c.kind.in_((PUBLISH, RIGHTS_DUE)))
    await until(lambda: not db.read(lambda conn: conn.execute(left).scalar()))
    assert isinstance(await school.ask(cast.hart, GET_STORY, StoryRef(story_id=waiting.id)), StoryView)
    told_to = (
        sa.select(events.c.topic).where(events.c.kind == RIGHTS_CHANGED).order_by(events.c.number.desc())
    )
    assert (
        await db.aread(lambda conn: conn.execute(told_to).scalars().first()) == f"person:{cast.katarzyna.id}"
    )
