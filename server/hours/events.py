"""Makes what happened with hours readable for those whom it reaches."""

from typing import Any

import sqlalchemy as sa

from server.core.clock import Clock
from server.core.feed import Renderer
from server.hours.actions import MY_WORK
from server.hours.queries import my_work
from wire.events import Event, MyWorkChanged


def renderers(clock: Clock) -> dict[str, Renderer]:
    """How each kind of event of this feature is told."""

    def work(conn: sa.Connection, ref: dict[str, Any], lang: str) -> Event:
        return MyWorkChanged(work=my_work(conn, ref["person_id"], clock.now()))

    return {MY_WORK: work}
