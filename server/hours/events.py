"""Makes what happened with hours readable for those whom it reaches."""

from typing import Any

import sqlalchemy as sa

from server.core.clock import Clock
from server.core.feed import Renderer
from server.hours.actions import DAYS_CHANGED, MY_WORK
from server.hours.queries import calendar, my_work
from wire.events import DaysChanged, Event, MyWorkChanged


def renderers(clock: Clock) -> dict[str, Renderer]:
    """How each kind of event of this feature is told."""

    def work(conn: sa.Connection, ref: dict[str, Any], lang: str) -> Event:
        return MyWorkChanged(work=my_work(conn, ref["person_id"], clock.now()))

    def days(conn: sa.Connection, ref: dict[str, Any], lang: str) -> Event:
        known, _ = calendar(conn, lang)
        return DaysChanged(terms=known.terms, closures=known.closures)

    return {MY_WORK: work, DAYS_CHANGED: days}
