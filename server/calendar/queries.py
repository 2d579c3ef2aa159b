"""What there is to see of the calendar: days of it, single occasions, and what a link leads to."""

from datetime import date
from functools import lru_cache
from typing import Any, Final, NamedTuple

import msgspec
import sqlalchemy as sa

from server.accounts.tables import people
from server.calendar.tables import calendar_links, occasions
from server.core.refused import Refused, not_found
from server.core.viewer import Viewer
from server.hours.queries import calendar
from server.school.tables import classes, pupils
from server.school.viewing import viewer_of_person
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text, TextState
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

PAGE: Final = 500
"""So many occasions at most in one answer: a school has some hundreds a year."""
MOST_CARDS: Final = 5_000
_when = msgspec.json.Decoder(When)


class OccasionRow(NamedTuple):
    """What a row of ``_occasions`` says; of each text its words, and how they stand for the reader."""

    id: int
    topic: str
    kind: str
    when: str
    state: str
    revision: int
    at: int
    changed_at: int
    author_id: int
    author_role: str
    author_name: str
    class_name: str | None
    pupil_name: str | None
    title_id: int
    title_body: str
    title_lang: str
    title_state: str | None
    title_shown: str | None
    title_engine: str | None
    venue_id: int | None
    venue_body: str | None
    venue_lang: str | None
    venue_state: str | None
    venue_shown: str | None
    venue_engine: str | None
    details_id: int | None
    details_body: str | None
    details_lang: str | None
    details_state: str | None
    details_shown: str | None
    details_engine: str | None


def dates(conn: sa.Connection, viewer: Viewer, ask: DatesAsk) -> tuple[Dates, list[int]]:
    """What touches some days, and the ids of texts that nobody has begun to translate for this reader."""
    if ask.last < ask.first:
        raise Refused("days_backwards", 422)
    if (ask.last - ask.first).days > LONGEST_LOOK:
        raise Refused("days_too_long", 422, days=LONGEST_LOOK)
    query = _between(viewer.topics(ask.side), ask.first, ask.last)
    found, missing = _read(conn, query.offset(ask.skip).limit(PAGE + 1), viewer.lang)
    known, unnamed = calendar(conn, viewer.lang)
    return (
        Dates(
            occasions=found[:PAGE],
            next=ask.skip + PAGE if len(found) > PAGE else None,
            terms=tuple(term for term in known.terms if term.first <= ask.last and ask.first <= term.last),
            closures=tuple(one for one in known.closures if one.first <= ask.last and ask.first <= one.last),
        ),
        missing + unnamed,
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
    return _read(conn, _between(viewer.topics("family"), since, date.max), viewer.lang)


def _between(topics: frozenset[str] | None, first: date, last: date) -> "sa.Select[Any]":
    mine = sa.true() if topics is None else occasions.c.topic.in_(sorted(topics))
    query = _occasions().where(mine, occasions.c.over >= first, occasions.c.first <= last)
    return query.order_by(occasions.c.first, occasions.c.id)


@lru_cache(maxsize=1)
def _occasions() -> "sa.Select[Any]":
    """Occasions with everything that a card says, in the order of ``OccasionRow``."""
    reads = sa.bindparam("lang", type_=sa.Text)
    columns: dict[str, sa.ColumnElement[Any]] = {
        "author_name": people.c.name, "class_name": classes.c.name, "pupil_name": pupils.c.name,
    }  # fmt: skip
    source: sa.FromClause = occasions.join(people, people.c.id == occasions.c.author_id)
    source = source.outerjoin(classes, classes.c.id == occasions.c.class_id)
    source = source.outerjoin(pupils, pupils.c.id == occasions.c.pupil_id)
    for name in ("title", "venue", "details"):
        said, here = texts.alias(name), translations.alias(f"{name}_here")
        source = source.outerjoin(said, said.c.id == occasions.c[f"{name}_id"])
        source = source.outerjoin(here, sa.and_(here.c.text_id == said.c.id, here.c.lang == reads))
        columns |= {
            f"{name}_body": said.c.body, f"{name}_lang": said.c.lang, f"{name}_state": here.c.state,
            f"{name}_shown": here.c.body, f"{name}_engine": here.c.engine,
        }  # fmt: skip
    wanted = (columns[name] if name in columns else occasions.c[name] for name in OccasionRow._fields)
    return sa.select(*(sa.label(f"c{n}", column) for n, column in enumerate(wanted))).select_from(source)


def _read(conn: sa.Connection, query: "sa.Select[Any]", lang: str) -> tuple[tuple[Occasion, ...], list[int]]:
    cards = [_card(tuple(row), lang) for row in conn.execute(query, {"lang": lang})]
    return tuple(one for one, _ in cards), [text_id for _, missing in cards for text_id in missing]


@lru_cache(maxsize=MOST_CARDS)
def _card(columns: tuple[Any, ...], lang: str) -> tuple[Occasion, tuple[int, ...]]:
    """Made once for all who read the same, with the texts that nobody has begun to translate for them."""
    row = OccasionRow._make(columns)
    said = {name: _text(row, name, lang) for name in ("title", "venue", "details")}
    title = said["title"]
    if title is None:
        raise LookupError(row.title_id)
    missing = [
        text.id
        for name, text in said.items()
        if text is not None and getattr(row, f"{name}_state") is None and text.state != TextState.SAME
    ]
    one = Occasion(
        id=row.id,
        topic=row.topic,
        audience=row.class_name or row.pupil_name or "",
        kind=OccasionKind(row.kind),
        title=title,
        when=_when.decode(row.when),
        author=Person(id=row.author_id, name=row.author_name, role=Role(row.author_role)),
        at=row.at,
        changed_at=row.changed_at,
        state=OccasionState(row.state),
        venue=said["venue"],
        details=said["details"],
        revision=row.revision,
    )
    return one, tuple(missing)


def _text(row: OccasionRow, name: str, lang: str) -> Text | None:
    text_id = getattr(row, f"{name}_id")
    if text_id is None:
        return None
    return text_of(
        id=text_id,
        body=getattr(row, f"{name}_body"),
        lang=getattr(row, f"{name}_lang"),
        state=getattr(row, f"{name}_state"),
        shown=getattr(row, f"{name}_shown"),
        engine=getattr(row, f"{name}_engine"),
        reader=lang,
    )
