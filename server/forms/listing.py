"""Lists of forms: for a family what is due first, for staff the newest first (spec 7.2)."""

from collections.abc import Sequence
from typing import Any, Final

import sqlalchemy as sa
from msgspec.structs import replace

from server.core.viewer import Viewer
from server.forms import rules
from server.forms.asking import (
    asked_pupils,
    audience_names,
    current_answers,
    differing,
    given,
    stand_of,
)
from server.forms.missing import sees_pupil
from server.forms.queries import Words, words_in
from server.forms.tables import forms
from wire.forms import PAGE, Due, FormCard, FormKind, FormsAsk, FormsPage, FormState

MOST: Final = 500
"""So many forms at most are looked through for one family: a school sends some dozens a year."""
_FIRST: Final = (Due.OPEN, Due.AGAIN, Due.ANY_TIME, Due.OVER, Due.DONE)


def forms_page(
    conn: sa.Connection, viewer: Viewer, ask: FormsAsk, now: int
) -> tuple[FormsPage, tuple[int, ...]]:
    """One page, and the titles that nobody has begun to translate for this reader."""
    if ask.side == "family":
        return _family_page(conn, viewer, ask, now)
    return _staff_page(conn, viewer, ask, now)


def due_by_child(
    conn: sa.Connection, viewer: Viewer, rows: Sequence[Any], now: int
) -> dict[int, dict[int, Due]]:
    """Form → child of the viewer's → how it stands."""
    asked = {row.id: rules.signed_pupils(viewer, row.topic) for row in rows}
    answers = current_answers(conn, list(asked), list(viewer.signs)) if rows else {}
    return {
        row.id: {
            pupil: rules.due_of(stand_of(row), given(answers.get(row.id, {}).get(pupil, ())), now)
            for pupil in asked[row.id]
        }
        for row in rows
    }


def _family_page(
    conn: sa.Connection, viewer: Viewer, ask: FormsAsk, now: int
) -> tuple[FormsPage, tuple[int, ...]]:
    children = viewer.signs if ask.child is None else {ask.child: viewer.signs.get(ask.child, frozenset())}
    places = sorted(frozenset[str]().union(*children.values()))
    sent = sa.select(forms).where(forms.c.topic.in_(places), forms.c.version > 0)
    rows = conn.execute(sent.order_by(forms.c.at.desc(), forms.c.id.desc()).limit(MOST)).all()
    due = {
        form_id: {pupil: stands for pupil, stands in by_child.items() if pupil in children}
        for form_id, by_child in due_by_child(conn, viewer, rows, now).items()
    }
    # Sorting keeps the newest first among those that are equally due.
    rows = sorted(rows, key=lambda row: min(map(_FIRST.index, due[row.id].values())))
    shown, after = _cut(rows, ask.before)
    cards, missing = _cards(conn, viewer, shown)
    filled = [replace(card, due=due[card.id]) for card in cards]
    return FormsPage(forms=tuple(filled), next=after), missing


def _staff_page(
    conn: sa.Connection, viewer: Viewer, ask: FormsAsk, now: int
) -> tuple[FormsPage, tuple[int, ...]]:
    query = sa.select(forms).where(_gathered(viewer)).order_by(forms.c.at.desc(), forms.c.id.desc())
    before = ask.before or 0
    rows = conn.execute(query.limit(PAGE + 1).offset(before)).all()
    cards, missing = _cards(conn, viewer, rows[:PAGE])
    counted = _counts(conn, viewer, rows[:PAGE], now)
    after = before + PAGE if len(rows) > PAGE else None
    filled = tuple(replace(card, **counted[card.id]) for card in cards)
    return FormsPage(forms=filled, next=after), missing


def card_of(conn: sa.Connection, viewer: Viewer, form_id: int, now: int) -> FormCard:
    """One form as staff see it in the list. It asks for no rights."""
    rows = conn.execute(sa.select(forms).where(forms.c.id == form_id)).all()
    cards, _ = _cards(conn, viewer, rows)
    return replace(cards[0], **_counts(conn, viewer, rows, now)[form_id])


def _gathered(viewer: Viewer) -> sa.ColumnElement[bool]:
    if rules.may_make(viewer):
        return sa.true()
    if viewer.all_topics:
        return forms.c.version > 0
    return sa.and_(forms.c.version > 0, forms.c.topic.in_(sorted(viewer.gathers)))


def _cut(rows: Sequence[Any], before: int | None) -> tuple[Sequence[Any], int | None]:
    start = before or 0
    end = start + PAGE
    return rows[start:end], end if len(rows) > end else None


def _cards(
    conn: sa.Connection, viewer: Viewer, rows: Sequence[Any]
) -> tuple[list[FormCard], tuple[int, ...]]:
    words = words_in(conn, [row.title_id for row in rows], viewer.lang) if rows else Words({}, ())
    names = audience_names(conn, [row.topic for row in rows if row.topic])
    cards = [
        FormCard(
            id=row.id,
            kind=FormKind(row.kind),
            title=words.texts[row.title_id],
            state=FormState(row.state),
            version=row.version,
            topic=row.topic,
            audience=names.get(row.topic, ""),
            at=row.at,
            deadline=row.deadline,
        )
        for row in rows
    ]
    return cards, words.missing


def _counts(conn: sa.Connection, viewer: Viewer, rows: Sequence[Any], now: int) -> dict[int, dict[str, Any]]:
    """How many of how many children are answered; of a form that repeats, for how many there is an answer."""
    answers = current_answers(conn, [row.id for row in rows]) if rows else {}
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        asked = (
            [one.id for one in asked_pupils(conn, row.topic) if sees_pupil(viewer, one)] if row.topic else []
        )
        form, by_pupil = stand_of(row), answers.get(row.id, {})
        done = [
            pupil
            for pupil in asked
            if rules.due_of(form, given(by_pupil.get(pupil, ())), now) is Due.DONE
            or (form.repeats and by_pupil.get(pupil))
        ]
        found[row.id] = {
            "asked": len(asked),
            "answered": len(done),
            "differ": len(differing(form, by_pupil) & {*asked}),
        }
    return found
