"""The office's list of calls, and a parent's own."""

from typing import Any

import sqlalchemy as sa

from server.accounts.tables import people
from server.calls.tables import calls
from server.core.refused import not_found
from server.core.viewer import Viewer
from server.school.queries import people_of
from server.school.tables import classes, pupils
from server.translation.queries import text_of
from server.translation.tables import texts, translations
from wire.base import Person, Role, Text
from wire.calls import PAGE, Call, CallPage, CallsAsk, CallState, Day, DayTime, MyCalls
from wire.guidance import MatterKind

_OPEN = calls.c.state == CallState.OPEN
_SAID, _NOTED = texts.alias("said"), texts.alias("noted")
_SAID_HERE, _NOTED_HERE = translations.alias("said_here"), translations.alias("noted_here")


def my_calls(conn: sa.Connection, viewer: Viewer) -> MyCalls:
    """The viewer's own wishes that wait, as they wrote them."""
    mine = calls.c.person_id == viewer.person_id
    rows = conn.execute(_calls(viewer.lang).where(mine, _OPEN).order_by(calls.c.id)).all()
    newest = sa.select(calls.c.phone).where(mine).order_by(calls.c.id.desc()).limit(1)
    own = sa.select(people.c.phone).where(people.c.id == viewer.person_id)
    phone = conn.execute(newest).scalar() or conn.execute(own).scalar() or ""
    return MyCalls(calls=tuple(_call(conn, row, viewer.lang, office=False) for row in rows), phone=phone)


def call_page(conn: sa.Connection, viewer: Viewer, ask: CallsAsk) -> CallPage:
    """One page of the office's list."""
    if ask.closed:
        which, order = calls.c.state != CallState.OPEN, calls.c.id.desc()
        further = calls.c.id < ask.after if ask.after else sa.true()
    else:
        which, order = _OPEN, calls.c.id.asc()
        further = calls.c.id > ask.after if ask.after else sa.true()
    rows = conn.execute(_calls(viewer.lang).where(which, further).order_by(order).limit(PAGE + 1)).all()
    page = rows[:PAGE]
    return CallPage(
        calls=tuple(_call(conn, row, viewer.lang, office=True) for row in page),
        next=page[-1].id if len(rows) > PAGE else None,
        open=int(conn.execute(sa.select(sa.func.count()).select_from(calls).where(_OPEN)).scalar_one()),
    )


def call_in(conn: sa.Connection, call_id: int, lang: str, *, office: bool) -> Call:
    """One call as the office sees it, or as who asked does. It asks for no rights."""
    row = conn.execute(_calls(lang).where(calls.c.id == call_id)).first()
    if row is None:
        raise not_found()
    return _call(conn, row, lang, office=office)


def _calls(lang: str) -> "sa.Select[Any]":
    text = [
        column.label(f"{name}_{column.name}")
        for name, table in (("said", _SAID), ("noted", _NOTED))
        for column in (table.c.body, table.c.lang)
    ]
    here = [
        column.label(f"{name}_tr_{column.name}")
        for name, table in (("said", _SAID_HERE), ("noted", _NOTED_HERE))
        for column in (table.c.state, table.c.body, table.c.engine)
    ]
    return (
        sa.select(
            calls,
            people.c.name.label("person_name"),
            pupils.c.name.label("pupil_name"),
            classes.c.name.label("class_name"),
            *text,
            *here,
        )
        .join(people, people.c.id == calls.c.person_id)
        .outerjoin(pupils, pupils.c.id == calls.c.pupil_id)
        .outerjoin(classes, classes.c.id == pupils.c.class_id)
        .outerjoin(_SAID, _SAID.c.id == calls.c.text_id)
        .outerjoin(_NOTED, _NOTED.c.id == calls.c.note_id)
        .outerjoin(_SAID_HERE, sa.and_(_SAID_HERE.c.text_id == calls.c.text_id, _SAID_HERE.c.lang == lang))
        .outerjoin(_NOTED_HERE, sa.and_(_NOTED_HERE.c.text_id == calls.c.note_id, _NOTED_HERE.c.lang == lang))
    )


def _call(conn: sa.Connection, row: Any, lang: str, *, office: bool) -> Call:
    closed_by = people_of(conn, [row.closed_by]).get(row.closed_by) if office and row.closed_by else None
    return Call(
        id=row.id,
        at=row.at,
        person=Person(id=row.person_id, name=row.person_name, role=Role.PARENT),
        lang=row.lang,
        phone=row.phone,
        days=tuple(day for day in Day if day in row.days.split()),
        times=tuple(time for time in DayTime if time in row.times.split()),
        state=CallState(row.state),
        pupil_id=row.pupil_id,
        pupil_name=row.pupil_name or "",
        class_name=row.class_name or "",
        kind=MatterKind(row.kind) if row.kind else None,
        text=_text(row, "said", row.text_id, lang),
        closed_at=row.closed_at,
        closed_by=closed_by,
        note=_text(row, "noted", row.note_id, lang) if office else None,
    )


def _text(row: Any, name: str, text_id: int | None, lang: str) -> Text | None:
    if text_id is None:
        return None
    part = row._mapping  # noqa: SLF001 - the public name of a row's columns by their labels
    return text_of(
        id=text_id,
        body=part[f"{name}_body"],
        lang=part[f"{name}_lang"],
        state=part[f"{name}_tr_state"],
        shown=part[f"{name}_tr_body"],
        engine=part[f"{name}_tr_engine"],
        reader=lang,
    )
