"""What there is to see of the calendar: days of it, single occasions, and what a link leads to."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.calendar.tables import calendar_links, occasions
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.hours.queries import calendar
from server.school.tables import classes, pupils
from server.school.viewing import viewer_of_person
from server.translation.queries import texts_in
from wire.base import Person, Role, Text
from wire.calendar import (
    LONGEST_LOOK,
    CalendarLink,
    Dates,
    DatesAsk,
    Occasion,
    OccasionKind,
    OccasionState,
    When,
)

MOST: Final = 2_000
"""So many occasions at most in one answer: a school has some hundreds a year."""
_when = msgspec.json.Decoder(When)


def dates(conn: sa.Connection, viewer: Viewer, ask: DatesAsk) -> tuple[Dates, list[int]]:
    """What touches some days, and the ids of texts that nobody has begun to translate for this reader."""
    if ask.last < ask.first:
        raise Refused("days_backwards", 422)
    if (ask.last - ask.first).days > LONGEST_LOOK:
        raise Refused("days_too_long", 422, days=LONGEST_LOOK)
    found, missing = _between(conn, viewer.topics(ask.side), ask.first, ask.last, viewer.lang)
    known = calendar(conn)
    return (
        Dates(
            occasions=found,
            terms=tuple(term for term in known.terms if term.first <= ask.last and ask.first <= term.last),
            closures=tuple(one for one in known.closures if one.first <= ask.last and ask.first <= one.last),
        ),
        missing,
    )


def occasion_view(conn: sa.Connection, viewer: Viewer, occasion_id: int) -> Occasion:
    """One occasion that this person may see. Raises ``not_found``."""
    found = occasion_in(conn, occasion_id, viewer.lang)
    if not viewer.may_read(found.topic):
        raise not_found()
    return found


def occasion_in(conn: sa.Connection, occasion_id: int, lang: str) -> Occasion:
    """An occasion as readers of ``lang`` see it. Not for answering a person: it asks for no rights."""
    found, _ = _read(conn, _occasions().where(occasions.c.id == occasion_id), lang)
    if not found:
        raise not_found()
    return found[0]


def topic_of(conn: sa.Connection, occasion_id: int) -> str:
    """Whom an occasion is for. Raises ``not_found``."""
    topic = conn.execute(sa.select(occasions.c.topic).where(occasions.c.id == occasion_id)).scalar()
    if topic is None:
        raise not_found()
    return str(topic)


def link_of(conn: sa.Connection, viewer: Viewer) -> CalendarLink:
    """Since when this person has a link."""
    mine = sa.and_(calendar_links.c.person_id == viewer.person_id, calendar_links.c.ended_at.is_(None))
    return CalendarLink(made_at=conn.execute(sa.select(calendar_links.c.made_at).where(mine)).scalar())


def holder_of(conn: sa.Connection, secret_hash: str, now: int) -> Viewer:
    """Whose link this is. One that was guessed, has ended, or whose owner's account is closed: ``not_found``."""
    held = sa.and_(calendar_links.c.secret_hash == secret_hash, calendar_links.c.ended_at.is_(None))
    person_id = conn.execute(sa.select(calendar_links.c.person_id).where(held)).scalar()
    viewer = None if person_id is None else viewer_of_person(conn, person_id, now)
    if viewer is None:
        raise not_found()
    return viewer


def of_family(conn: sa.Connection, viewer: Viewer, since: date) -> tuple[tuple[Occasion, ...], list[int]]:
    """All that is for somebody as a parent and is not over before a day (spec 1.2: by the rights of this moment)."""
    return _between(conn, viewer.topics("family"), since, date.max, viewer.lang)


def _between(
    conn: sa.Connection, topics: frozenset[str] | None, first: date, last: date, lang: str
) -> tuple[tuple[Occasion, ...], list[int]]:
    mine = sa.true() if topics is None else occasions.c.topic.in_(sorted(topics))
    query = _occasions().where(mine, occasions.c.over >= first, occasions.c.first <= last)
    return _read(conn, query.order_by(occasions.c.first, occasions.c.id).limit(MOST), lang)


def _occasions() -> "sa.Select[Any]":
    return (
        sa.select(
            occasions,
            people.c.name.label("author_name"),
            classes.c.name.label("class_name"),
            pupils.c.name.label("pupil_name"),
        )
        .join(people, people.c.id == occasions.c.author_id)
        .outerjoin(classes, classes.c.id == occasions.c.class_id)
        .outerjoin(pupils, pupils.c.id == occasions.c.pupil_id)
    )


def _read(conn: sa.Connection, query: "sa.Select[Any]", lang: str) -> tuple[tuple[Occasion, ...], list[int]]:
    rows = conn.execute(query).all()
    said, missing = texts_in(conn, _text_ids(rows), lang)
    return tuple(_occasion(row, said) for row in rows), missing


def _text_ids(rows: Iterable[Any]) -> list[int]:
    return [text_id for row in rows for text_id in (row.title_id, row.venue_id, row.details_id) if text_id]


def _occasion(row: Any, said: dict[int, Text]) -> Occasion:
    return Occasion(
        id=row.id,
        topic=row.topic,
        audience=row.class_name or row.pupil_name or "",
        kind=OccasionKind(row.kind),
        title=said[row.title_id],
        when=_when.decode(row.when),
        author=Person(id=row.author_id, name=row.author_name, role=Role(row.author_role)),
        at=row.at,
        changed_at=row.changed_at,
        state=OccasionState(row.state),
        venue=said.get(row.venue_id),
        details=said.get(row.details_id),
        revision=row.revision,
    )
