"""What this page knows of points: my children's two weeks, and the classes in which I give them."""

from __future__ import annotations

from typing import Literal

import msgspec

from client.core.me import Side
from client.core.observe import observable
from wire import events
from wire.base import Text
from wire.points import Award, ClassName, ClassPoints, Point, PupilPoints, Skill
from wire.snapshot import Snapshot

Loading = Literal["none", "loading", "ready", "failed"]


@observable
class PointsStore:
    """Points by pupil, classes by id. What is older than two weeks is left out by whoever shows it."""

    def __init__(self) -> None:
        self.pupils: dict[int, PupilPoints] = {}
        """My children, and for staff the pupils that were looked at."""
        self.classes: tuple[ClassName, ...] = ()
        """Where I may give points."""
        self.sheets: dict[int, ClassPoints] = {}
        self.states: dict[int, Loading] = {}
        """How loading each class goes."""
        self.pupil_states: dict[int, Loading] = {}
        self._reopen: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())
        self._meanwhile: tuple[events.Event, ...] = ()

    # questions

    def state(self, class_id: int) -> Loading:
        """How loading a class goes."""
        return self.states.get(class_id, "none")

    def pupil_state(self, pupil_id: int) -> Loading:
        """How loading one pupil goes."""
        return self.pupil_states.get(pupil_id, "none")

    def name_of(self, pupil_id: int) -> str:
        """A pupil's name, if they are in a class that is known here."""
        everybody = (pupil for sheet in self.sheets.values() for pupil in sheet.pupils)
        return next((pupil.name for pupil in everybody if pupil.id == pupil_id), "")

    # changes that come from the server

    def load(self, snapshot: Snapshot, side: Side) -> None:
        """Start afresh. What was open besides is asked for again by ``actions.catch_up``."""
        now = snapshot.points
        self._reopen = (frozenset(self.states), frozenset(self.pupil_states))
        self._meanwhile = ()
        self.classes = now.classes
        self.pupils = {child.pupil_id: child for child in now.children}
        self.sheets = {sheet.class_id: sheet for sheet in now.sheets}
        self.states = {sheet.class_id: "ready" for sheet in now.sheets}
        self.pupil_states = dict.fromkeys(self.pupils, "ready")

    def take_reopened(self) -> tuple[frozenset[int], frozenset[int]]:
        """The classes and pupils that were on the screen and are not in the snapshot; asked once."""
        classes, pupils = self._reopen
        self._reopen = (frozenset(), frozenset())
        offered = {one.id for one in self.classes}
        return (classes & offered) - frozenset(self.states), pupils - frozenset(self.pupils)

    def mark(self, class_id: int, state: Loading) -> None:
        """Say how loading a class goes."""
        self.states[class_id] = state

    def mark_pupil(self, pupil_id: int, state: Loading) -> None:
        """Say how loading a pupil goes."""
        self.pupil_states[pupil_id] = state

    def sheet(self, sheet: ClassPoints) -> None:
        """Take a class."""
        self.sheets[sheet.class_id] = sheet
        self.states[sheet.class_id] = "ready"
        self._take_again()

    def pupil(self, pupil: PupilPoints) -> None:
        """Take one pupil's points."""
        self.pupils[pupil.pupil_id] = pupil
        self.pupil_states[pupil.pupil_id] = "ready"
        self._take_again()

    def take(self, event: events.Event) -> None:
        """Change with what happened."""
        if self._is_loading():
            self._meanwhile = (*self._meanwhile, event)
        self._apply(event)

    def clear(self) -> None:
        """Forget everything."""
        self.pupils, self.classes, self.sheets = {}, (), {}
        self.states, self.pupil_states = {}, {}
        self._reopen, self._meanwhile = (frozenset(), frozenset()), ()

    # how

    def _is_loading(self) -> bool:
        return "loading" in {*self.states.values(), *self.pupil_states.values()}

    def _take_again(self) -> None:
        """What happened while something was on its way may not be in it; twice changes nothing."""
        for event in self._meanwhile:
            self._apply(event)
        if not self._is_loading():
            self._meanwhile = ()

    def _apply(self, event: events.Event) -> None:
        match event:
            case events.PointsGiven(pupil_id, _, point, skill):
                self._given(pupil_id, point, skill)
            case events.PointsUndone(pupil_id, _, award_id):
                self._undone(pupil_id, award_id)
            case events.SkillsChanged(class_id, skills):
                self._skills_changed(class_id, skills)
            case events.TextTranslated(text):
                self._translated(text)
            case _:
                pass

    def _given(self, pupil_id: int, point: Point, skill: Skill) -> None:
        known = self.pupils.get(pupil_id)
        if known is not None and all(one.award_id != point.award_id for one in known.points):
            skills = {one.id: one for one in (*known.skills, skill)}
            newest_first = sorted((point, *known.points), key=lambda one: (-one.at, -one.award_id))
            self.pupils[pupil_id] = msgspec.structs.replace(
                known, points=tuple(newest_first), skills=tuple(skills.values())
            )
        for sheet in list(self.sheets.values()):
            if any(pupil.id == pupil_id for pupil in sheet.pupils):
                award = _with(sheet.awards, pupil_id, point)
                others = [one for one in sheet.awards if one.id != award.id]
                newest = sorted((award, *others), key=lambda one: (-one.at, -one.id))
                self.sheets[sheet.class_id] = msgspec.structs.replace(sheet, awards=tuple(newest))

    def _undone(self, pupil_id: int, award_id: int) -> None:
        known = self.pupils.get(pupil_id)
        if known is not None:
            left = tuple(one for one in known.points if one.award_id != award_id)
            self.pupils[pupil_id] = msgspec.structs.replace(known, points=left)
        for sheet in list(self.sheets.values()):
            if any(one.id == award_id for one in sheet.awards):
                awards = tuple(one for one in sheet.awards if one.id != award_id)
                self.sheets[sheet.class_id] = msgspec.structs.replace(sheet, awards=awards)

    def _skills_changed(self, class_id: int, skills: tuple[Skill, ...]) -> None:
        if class_id in self.sheets:
            self.sheets[class_id] = msgspec.structs.replace(self.sheets[class_id], skills=skills)
        new = {one.id: one for one in skills}
        for known in list(self.pupils.values()):
            changed = tuple(new.get(one.id, one) for one in known.skills)
            if changed != known.skills:
                self.pupils[known.pupil_id] = msgspec.structs.replace(known, skills=changed)

    def _translated(self, text: Text) -> None:
        for sheet in list(self.sheets.values()):
            skills = _named(sheet.skills, text)
            if skills != sheet.skills:
                self.sheets[sheet.class_id] = msgspec.structs.replace(sheet, skills=skills)
        for known in list(self.pupils.values()):
            changed = msgspec.structs.replace(
                known,
                skills=_named(known.skills, text),
                points=tuple(_noted(point, text) for point in known.points),
            )
            if changed != known:
                self.pupils[known.pupil_id] = changed


def _with(awards: tuple[Award, ...], pupil_id: int, point: Point) -> Award:
    """The award of a point, with this pupil among those who have it."""
    for award in awards:
        if award.id == point.award_id:
            return msgspec.structs.replace(award, pupils=tuple(sorted({*award.pupils, pupil_id})))
    return Award(
        id=point.award_id,
        at=point.at,
        skill_id=point.skill_id,
        giver_id=point.giver.id,
        pupils=(pupil_id,),
    )


def _named(skills: tuple[Skill, ...], text: Text) -> tuple[Skill, ...]:
    return tuple(
        msgspec.structs.replace(skill, name=text) if skill.name.id == text.id else skill for skill in skills
    )


def _noted(point: Point, text: Text) -> Point:
    if point.note is None or point.note.id != text.id:
        return point
    return msgspec.structs.replace(point, note=text)
