"""What is said of forms: to who has not answered, and to staff to whom answers were passed on (spec 13.1)."""

from collections.abc import Mapping

import sqlalchemy as sa

from server.accounts.queries import names_of
from server.core.clock import Clock
from server.forms import passing, reminding
from server.forms.queries import row_of, words_in
from server.forms.tables import form_passes
from server.notifications.sources import Ref, Said, Source
from server.school.tables import pupils
from wire.notifications import NoticeKind


def sources(clock: Clock) -> Mapping[str, Source]:
    """The kinds that forms know."""
    return {**reminding.sources(clock), NoticeKind.PASSED_ON: Source(_passed_on, whom=_to_whom)}


def _passed_on(conn: sa.Connection, ref: Ref, lang: str) -> Said | None:
    """Of which form, by whom; never of which child. Nothing once it was taken back."""
    by = conn.execute(sa.select(form_passes.c.by).where(_those(ref)).limit(1)).scalar()
    if by is None:
        return None
    row = row_of(conn, ref["form_id"])
    title = words_in(conn, [row.title_id], lang).texts[row.title_id]
    return Said(names_of(conn, [by])[by], "", title, f"/forms/{row.id}/answers")


def _to_whom(conn: sa.Connection, ref: Ref) -> frozenset[int]:
    """Who may see it at this moment: the teams change, and so does who is a professional of the school."""
    if ref["to"]:
        return frozenset({ref["to"]} if passing.is_professional(conn, ref["to"]) else ())
    classes = (
        sa.select(pupils.c.class_id)
        .join(form_passes, form_passes.c.pupil_id == pupils.c.id)
        .where(_those(ref), pupils.c.left_at.is_(None))
    )
    return frozenset(passing.teams_of(conn, set(conn.execute(classes).scalars())))


def _those(ref: Ref) -> sa.ColumnElement[bool]:
    """What was passed on at one moment."""
    to = form_passes.c.to_id == ref["to"] if ref["to"] else form_passes.c.to_id.is_(None)
    return sa.and_(form_passes.c.form_id == ref["form_id"], form_passes.c.at == ref["at"], to)
