"""Two servers of one school on PostgreSQL: what one commits, the listeners of the other hear."""

import asyncio

import pytest

from server.core.db import Database
from server.core.feed import Hub
from server.core.wake import listen
from tests.edges import FixedClock
from tests.server.core.test_feed import heard, say, says, viewer


@pytest.mark.postgresql
async def test_another_servers_event_arrives(database: Database, clock: FixedClock) -> None:
    url = database.engine.url.render_as_string(hide_password=False)
    other = Database(url, clock, threads=1)
    hub = Hub(database, {"said": says})
    await hub.begin()
    delivery = asyncio.create_task(hub.run())
    listening = asyncio.create_task(listen(url, hub.wake))
    listener = hub.join(viewer(1, "school"))
    await asyncio.sleep(0.2)
    await asyncio.to_thread(say, other, "school", 7)
    assert [event["story_id"] for event in await heard(listener, 1)] == [7]
    for task in (listening, delivery):
        task.cancel()
    await asyncio.gather(listening, delivery, return_exceptions=True)
    other.close()
