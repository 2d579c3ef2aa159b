"""What a person can do with points. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

from collections.abc import Iterable

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.me import Side
from client.points.store import PointsStore
from wire.points import (
    GET_CLASS_POINTS,
    GET_POINTS,
    GIVE_POINTS,
    SET_SKILLS,
    UNDO_POINTS,
    AwardRef,
    ClassRef,
    NewAward,
    PupilRef,
    SetSkills,
    SkillLine,
)


def place_of(class_id: int) -> str:
    """The draft with a note, and what waits to be sent in a class."""
    return f"points:{class_id}"


def undoing(award_id: int) -> str:
    """What waits to undo an award."""
    return f"undo:{award_id}"


async def look_at(account: Account, side: Side, child: int | None) -> None:
    """Switch to the family's or the staff's side, and to one child or all."""
    account.me.side, account.me.child = side, child


async def open_class(account: Account, class_id: int) -> None:
    """Show a class: load it the first time."""
    if account[PointsStore].state(class_id) in {"none", "failed"}:
        await load_class(account, class_id)


async def load_class(account: Account, class_id: int) -> None:
    """Load a class. A failure stands in the store's own state."""
    store = account[PointsStore]
    store.mark(class_id, "loading")
    try:
        sheet = await account.api.call(GET_CLASS_POINTS, ClassRef(class_id=class_id))
    except (Offline, Refused):
        store.mark(class_id, "ready" if class_id in store.sheets else "failed")
        return
    store.sheet(sheet)


async def open_pupil(account: Account, pupil_id: int) -> None:
    """Show one pupil's points: load them the first time."""
    if account[PointsStore].pupil_state(pupil_id) in {"none", "failed"}:
        await load_pupil(account, pupil_id)


async def load_pupil(account: Account, pupil_id: int) -> None:
    """Load one pupil's points. A failure stands in the store's own state."""
    store = account[PointsStore]
    store.mark_pupil(pupil_id, "loading")
    try:
        pupil = await account.api.call(GET_POINTS, PupilRef(pupil_id=pupil_id))
    except (Offline, Refused):
        store.mark_pupil(pupil_id, "failed")
        return
    store.pupil(pupil)


async def catch_up(account: Account) -> None:
    """After a snapshot: load again what was shown besides."""
    classes, pupils = account[PointsStore].take_reopened()
    for class_id in sorted(classes):
        await load_class(account, class_id)
    for pupil_id in sorted(pupils):
        await load_pupil(account, pupil_id)


async def give(account: Account, class_id: int, skill_id: int, pupils: Iterable[int]) -> None:
    """Give a point to each of these, with the note that stands in the draft."""
    place = place_of(class_id)
    note = account.drafts.body(place)
    ask = NewAward(class_id=class_id, skill_id=skill_id, pupils=frozenset(pupils), note=note.strip())
    await account.send(GIVE_POINTS, ask, about=place, place=place, words=note)


async def undo(account: Account, award_id: int) -> None:
    """Undo what I gave by mistake."""
    await account.send(UNDO_POINTS, AwardRef(award_id=award_id), about=undoing(award_id))


async def set_skills(account: Account, class_id: int, lines: Iterable[SkillLine], revision: str) -> None:
    """Make these the skills of a class, which were those of ``revision``. Raises ``Offline`` or ``Refused``.

    If somebody else changed them meanwhile, the class is loaded afresh before that is said.
    """
    ask = SetSkills(class_id=class_id, skills=tuple(lines), revision=revision)
    try:
        await account.api.call(SET_SKILLS, ask)
    except Refused as error:
        if error.code == "skills_changed":
            await load_class(account, class_id)
        raise
