"""Staff are told when they may be disturbed, and parents at any time (spec 6.1, 6.3)."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from server.core.config import Settings
from server.core.tables import events
from tests.cast import add_cast
from tests.databases import Databases
from tests.edges import HOUR, MINUTE, FixedClock
from tests.mailbox import Mailbox
from tests.school import School, running
from tests.server.notifications.doing import ALL_AT_ONCE, choose, comment, post, wait


class Teaching:
    """Staff who may not be disturbed before a moment; ``None``: nobody knows when."""

    def __init__(self) -> None:
        self.until: int | None = 0

    def __call__(self, conn: sa.Connection, person_id: int, at: int) -> int | None:
        return None if self.until is None else max(self.until, at)


@pytest.fixture
def teaching() -> Teaching:
    """The hours of this school's staff."""
    return Teaching()


@pytest.fixture
async def school(
    databases: Databases,
    backend: str,
    clock: FixedClock,
    tmp_path: Path,
    mailbox: Mailbox,
    teaching: Teaching,
) -> AsyncIterator[School]:
    """A school with staff hours."""
    name, cast = databases.fresh(backend, add_cast)
    settings = Settings(tmp_path, databases.url(backend, name), threads=2, job_threads=0)
    async with running(settings, cast, clock, disturb_from=teaching) as school:
        yield school
    databases.drop(backend, name)


def noticed(school: School) -> list[str]:
    """Whose open apps were told of something that is for them."""
    topics = sa.select(events.c.topic).where(events.c.kind == "noticed").order_by(events.c.number)
    return list(school.context.db.read(lambda conn: conn.execute(topics).scalars().all()))


async def test_a_teachers_email_waits_until_she_may_be_disturbed_and_a_parents_does_not(
    school: School, mailbox: Mailbox, teaching: Teaching
) -> None:
    cast = school.cast
    for who in (cast.hart, cast.katarzyna):
        await choose(school, who, kinds=ALL_AT_ONCE)
    story = await post(school, cast.hart, f"class:{cast.class_4a}")
    await comment(school, cast.katarzyna, story)
    await comment(school, cast.nadia, story)
    teaching.until = school.clock.now() + HOUR
    wait(school)
    assert mailbox.recipients == [cast.katarzyna.email]
    wait(school, HOUR)
    assert mailbox.recipients == [cast.katarzyna.email, cast.hart.email]


async def test_where_nobody_knows_when_it_waits(school: School, mailbox: Mailbox, teaching: Teaching) -> None:
    cast = school.cast
    await choose(school, cast.hart, kinds=ALL_AT_ONCE)
    teaching.until = None
    await comment(school, cast.nadia, await post(school, cast.hart, f"class:{cast.class_4a}"))
    wait(school)
    wait(school, 5 * HOUR)
    assert mailbox.to(cast.hart.email) == []
    teaching.until = 0
    wait(school, HOUR)
    assert len(mailbox.to(cast.hart.email)) == 1


async def test_who_teaches_is_not_told_on_an_open_screen_either(school: School, teaching: Teaching) -> None:
    cast = school.cast
    story = await post(school, cast.hart, f"class:{cast.class_4a}")
    await comment(school, cast.nadia, story)
    school.do_jobs()
    assert noticed(school) == [f"person:{cast.hart.id}"]
    teaching.until = school.clock.now() + MINUTE
    await comment(school, cast.katarzyna, story)
    school.do_jobs()
    assert noticed(school) == [f"person:{cast.hart.id}", f"person:{cast.nadia.id}"]


async def test_who_teaches_in_one_class_and_is_a_parent_in_another_hears_as_a_parent(
    school: School, mailbox: Mailbox, teaching: Teaching
) -> None:
    cast = school.cast
    teaching.until = school.clock.now() + HOUR
    await choose(school, cast.rahman, kinds=ALL_AT_ONCE)
    await post(school, cast.hart, f"class:{cast.class_4a}")
    wait(school)
    assert mailbox.recipients == [cast.rahman.email]
