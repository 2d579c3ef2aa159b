"""The school's card and the reach of a post over HTTP."""

from collections.abc import Callable, Sequence

import sqlalchemy as sa

from server.core.context import Context
from server.core.http import Bound, read, write
from server.core.refused import Refused
from server.core.viewer import Viewer
from server.school.modules import switch_module
from server.school.queries import demo_cards, school_card
from server.school.reach import reach_of
from wire.base import Nothing
from wire.modules import SWITCH_MODULE
from wire.school import GET_REACH, GET_SCHOOL, Reach, ReachAsk, School

DemoPeople = Callable[[sa.Connection], Sequence[int]]
"""The people of the demo school who have a card, in the order to show them."""


def routes(context: Context, demo_people: DemoPeople | None = None) -> list[Bound]:
    """What the endpoint table serves of this feature. ``demo_people`` is asked only in a demo."""

    def get_school(conn: sa.Connection, viewer: Viewer | None, ask: Nothing) -> School:
        shown = demo_people(conn) if demo_people and context.settings.demo else ()
        return school_card(conn, demo_cards(conn, shown))

    def get_reach(conn: sa.Connection, viewer: Viewer, ask: ReachAsk) -> Reach:
        if not viewer.may_post(ask.topic):
            raise Refused("not_allowed", 403)
        return reach_of(conn, ask.topic, context.clock.now())

    return [read(GET_SCHOOL, get_school), read(GET_REACH, get_reach), write(SWITCH_MODULE, switch_module)]
