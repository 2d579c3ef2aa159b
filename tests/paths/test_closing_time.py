"""The whole stack at closing time: a teacher's open app closes by itself, and opens by itself in the morning."""

import asyncio
from collections.abc import Callable

import sqlalchemy as sa

from client.core.account import Account
from client.hours import actions
from client.hours.store import HoursStore
from client.stories import actions as stories
from client.stories.store import StoriesStore
from server.accounts.tables import drafts
from server.web.inside import Inside
from tests.cast import Who
from tests.client.edge import FakeDevice
from tests.school import School
from tests.server.hours.eg import at, keep_hours
from tests.test_permissions import posted
from wire.hours import GET_CALENDAR


async def opened(school: School, who: Who) -> Account:
    device = FakeDevice(Inside(school.app), who.token)
    catch_up = (stories.catch_up, actions.catch_up)
    account = Account(device, (StoriesStore(), HoursStore()), catch_up=catch_up, clock=school.clock)
    await account.open()
    await until(lambda: account.link.state == "live")
    return account


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(10):
        while not true():  # noqa: ASYNC110 what is awaited is the app's own work, which tells nobody
            await asyncio.sleep(0.01)


def kept_words(school: School, who: Who) -> list[str]:
    mine = sa.select(drafts.c.body).where(drafts.c.person_id == who.id)
    return school.context.db.read(lambda conn: list(conn.execute(mine).scalars()))


async def turn(school: School, moment: str) -> None:
    """The clock moves on, and the jobs of that moment are done."""
    school.clock.forward(at(moment) - school.clock.now())
    await asyncio.to_thread(school.do_jobs)


async def test_a_teachers_open_app_closes_and_opens_with_the_school(school: School) -> None:
    await school.context.db.awrite(keep_hours)
    await posted(school, "4A")
    hart = await opened(school, school.cast.hart)
    store, feed = hart[HoursStore], hart[StoriesStore]
    try:
        await until(lambda: feed.shown("staff", None))
        await turn(school, "2026-11-12 16:00")
        await until(lambda: store.shut == "closed")
        assert (store.is_closed_for("staff"), feed.shown("staff", None), feed.by_id) == (True, [], {})
        hart.type("story", "Tomorrow we sow beans.")
        await until(lambda: kept_words(school, school.cast.hart) == ["Tomorrow we sow beans."])
        await turn(school, "2026-11-13 08:30")
        await until(lambda: store.shut == "" and feed.shown("staff", None))
        assert hart.drafts.body("story") == "Tomorrow we sow beans."
        assert store.now.opens_at(school.clock.now()) == at("2026-11-16 08:30")
    finally:
        await hart.close()


async def test_a_familys_open_app_goes_on(school: School) -> None:
    await school.context.db.awrite(keep_hours)
    await posted(school, "4A")
    nadia = await opened(school, school.cast.nadia)
    try:
        await turn(school, "2026-11-12 16:00")
        assert len(nadia[StoriesStore].shown("family", None)) == 1
        assert nadia[HoursStore].now.seen_from(school.clock.now()) == at("2026-11-13 08:30")
        refused = await school.send(school.cast.hart, GET_CALENDAR, {})
        assert refused.status_code == 403
    finally:
        await nadia.close()
