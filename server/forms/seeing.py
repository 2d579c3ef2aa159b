"""Which staff may see whose answers: all, those of their class, or only what was passed on to them (spec 7.5)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

import sqlalchemy as sa

from server.core.viewer import Viewer
from server.forms.tables import form_passes
from wire.base import STAFF, Role
from wire.forms import CARE, FormKind

SEE_ALL: Final = frozenset({Role.OFFICE, Role.SMT, Role.DSL})
TEAM: Final = None
"""Stands for the team of the child's class among those to whom something was passed on."""
Passed = frozenset[int | None]
"""To whom the answers for a child on one form were passed on: ``TEAM``, and people by their ids."""
NOBODY: Final[Passed] = frozenset()


def is_private(kind: str, private: bool) -> bool:
    """Whether its answers reach only those who need them, each opening on record."""
    return private or FormKind(kind) in CARE


def sees_all(viewer: Viewer) -> bool:
    """The office, SMT and the DSL see every answer."""
    return not viewer.roles.isdisjoint(SEE_ALL)


def sees_answers(viewer: Viewer, *, private: bool, class_id: int, passed: Passed) -> bool:
    """Whether somebody sees, as staff, what is answered for a child who is in this class now.

    The class team of a private form, and everybody who is on no class team, only what was passed on to them.
    """
    if sees_all(viewer) or _named(viewer, passed):
        return True
    return class_id in viewer.teams and (not private or TEAM in passed)


def sees_whether(viewer: Viewer, *, class_id: int, passed: Passed) -> bool:
    """Whether somebody sees, as staff, that a form was answered for a child, if not what."""
    return sees_all(viewer) or class_id in viewer.teams or _named(viewer, passed)


def passes_of(
    conn: sa.Connection, form_ids: Iterable[int], pupil_ids: Iterable[int] | None = None
) -> dict[tuple[int, int], Passed]:
    """``(form, pupil)`` → to whom it was passed on; of these forms, and of these pupils if they are named."""
    mine = [form_passes.c.form_id.in_(set(form_ids))]
    if pupil_ids is not None:
        mine.append(form_passes.c.pupil_id.in_(set(pupil_ids)))
    found: dict[tuple[int, int], set[int | None]] = defaultdict(set)
    query = sa.select(form_passes.c.form_id, form_passes.c.pupil_id, form_passes.c.to_id).where(*mine)
    for form_id, pupil_id, to_id in conn.execute(query):
        found[form_id, pupil_id].add(to_id)
    return {key: frozenset(to) for key, to in found.items()}


def _named(viewer: Viewer, passed: Passed) -> bool:
    return viewer.person_id in passed and not viewer.roles.isdisjoint(STAFF)
