"""What is said of something in the calendar that is new, changed or cancelled (spec 13.1)."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

import sqlalchemy as sa

from server.calendar.queries import occasion_in
from server.core.refused import Refused
from server.hours.queries import calendar_of
from server.hours.rules import local
from server.notifications.sources import Ref, Said, Source
from wire.calendar import Occasion, OccasionState
from wire.notifications import NoticeKind

SOON: Final = timedelta(days=2)
"""What is within these days would be over, or nearly, before an e-mail that comes once a day."""


def sources() -> Mapping[str, Source]:
    """The kind that the calendar knows."""
    return {NoticeKind.OCCASION: Source(_said, soon=_soon)}


def _said(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    """As it is now: of what was changed twice, only the last change is told."""
    one = _there(conn, ref, lang)
    if one is None:
        return None
    variant = "" if one.revision == 0 else "changed"
    if one.state is OccasionState.CANCELLED:
        variant = "cancelled"
    return Said(one.author.name, one.audience, one.title, f"/calendar/{one.id}", variant=variant)


def _soon(conn: sa.Connection, ref: Ref, now: int) -> bool:
    one = _there(conn, ref, "en")
    if one is None:
        return False
    today: date = local(calendar_of(conn), now).date()
    return bool(one.when.days_between(today, today + SOON))


def _there(conn: sa.Connection, ref: Ref, lang: str) -> Occasion | None:
    try:
        one = occasion_in(conn, ref["occasion_id"], lang)
    except Refused:
        return None
    return one if one.revision == ref["revision"] else None
