"""Once a day old events go, and the next day's tidying is planned."""

import sqlalchemy as sa

from server.core.db import Database
from server.core.feed import tell
from server.core.housekeeping import DAY, EVENTS_KEPT, handlers, plan_tidying
from server.core.jobs import Runner
from server.core.tables import events
from tests.edges import FixedClock


def test_old_events_go_and_tomorrow_is_planned(database: Database, clock: FixedClock) -> None:
    runner = Runner(database, handlers(database))
    database.write(lambda tx: tell(tx, "school", "said", {}))
    clock.forward(EVENTS_KEPT + 1)
    database.write(lambda tx: tell(tx, "school", "said", {}))
    for _ in range(2):
        database.write(lambda tx: plan_tidying(tx, tx.now))
    assert runner.run_due() == 1
    assert database.read(lambda conn: conn.execute(sa.select(events.c.number)).scalars().all()) == [2]
    clock.forward(DAY)
    assert runner.run_due() == 1
