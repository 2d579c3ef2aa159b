"""The skills of a class, as its teacher names, orders, adds and takes them out (spec 9.1)."""

from collections.abc import Callable, Sequence
from typing import Any

import flet as ft
import msgspec

from client.core.account import Account
from client.core.words import Words
from client.points import actions
from client.points.parts import ICONS, icon_name
from client.points.store import PointsStore
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import (
    card,
    failed_card,
    field,
    icon_button,
    main_button,
    note,
    problem_note,
    reading_column,
    side_button,
    skeleton,
)
from client.ui.text import words
from wire.points import MOST_SKILLS, Skill, SkillIcon, SkillLine, revision_of

Lines = tuple[tuple[int, SkillLine], ...]
"""Each with a number of its own, by which its field stays the same field while lines change places."""


@component
def SkillsPage(account: Account, store: PointsStore, class_id: int, go: Callable[[str], Any]) -> ft.Control:
    """Loads the class, then shows its skills to be changed."""

    def load() -> None:
        account.do(actions.open_class, class_id)

    ft.use_effect(load, [class_id])
    w, sheet = account.words, store.sheets.get(class_id)
    if sheet is not None:
        content = SkillsForm(account, class_id, sheet.skills, go, key=f"form-{class_id}")
    elif store.state(class_id) == "failed":
        again = side_button(w._("Try again"), lambda _: load())
        said = w._("Nothing is lost. Please try again.")
        content = failed_card(w._("The class could not be loaded"), said, again)
    else:
        content = skeleton(w, 2)
    return ft.ListView([reading_column(content)], padding=theme.ROOM, expand=True)


@component
def SkillsForm(
    account: Account, class_id: int, skills: tuple[Skill, ...], go: Callable[[str], Any]
) -> ft.Control:
    """A line for each skill; nothing changes for the class before it is saved."""
    w = account.words
    lines, put = use_state(_begun(skills))
    # The skills from which these lines were made: somebody else may change them meanwhile.
    begun, begin = use_state(skills)
    problem, tell = use_state("")

    async def save(_: Any) -> None:
        mine = [line for _, line in lines]
        said = await account.attempt(actions.set_skills, class_id, mine, revision_of(begun))
        tell(said or "")
        if said is None:
            go("/points")

    edit = _Lines(lines, put)
    large = account.me.preferences.text_size >= theme.LARGE

    def take_in() -> None:
        put(_numbered(lines, merged([line for _, line in lines], begun, skills)))
        begin(skills)
        tell("")

    shown = _news(w, begun, skills, take_in) + [
        _line(w, number, line, at, edit, large=large) for at, (number, line) in enumerate(lines)
    ]
    if len(lines) < MOST_SKILLS:
        shown.append(
            ft.Row([side_button(w._("Add a skill"), lambda _: edit.add(), icon=ft.Icons.ADD)], wrap=True)
        )
    ready = bool(lines) and all(line.name.strip() for _, line in lines)
    return _form(w, shown, problem, save, ready=ready)


class _Lines:
    """What can be done with the lines; ``put`` draws what comes of it."""

    def __init__(self, lines: Lines, put: Callable[[Lines], None]) -> None:
        self.lines, self._put = lines, put

    def change(self, at: int, **fields: Any) -> None:
        """Another name or picture."""
        number, line = self.lines[at]
        changed = (number, msgspec.structs.replace(line, **fields))
        self._put((*self.lines[:at], changed, *self.lines[at + 1 :]))

    def move(self, at: int, to: int) -> None:
        """Another place in the order."""
        rest = (*self.lines[:at], *self.lines[at + 1 :])
        self._put((*rest[:to], self.lines[at], *rest[to:]))

    def add(self) -> None:
        """One more, without a name yet."""
        number = max([number for number, _ in self.lines], default=0) + 1
        self._put((*self.lines, (number, SkillLine(name="", icon=SkillIcon.STAR))))

    def remove(self, at: int) -> None:
        """Offered no more."""
        self._put((*self.lines[:at], *self.lines[at + 1 :]))


def _numbered(before: Lines, lines: Sequence[SkillLine]) -> Lines:
    """Lines with the numbers that they had; new ones get new numbers."""
    known = {line.skill_id: number for number, line in before if line.skill_id is not None}
    unsaved = [number for number, line in before if line.skill_id is None]
    next_number = max([number for number, _ in before], default=0) + 1
    found = []
    for line in lines:
        number = (
            known.get(line.skill_id) if line.skill_id is not None else unsaved.pop(0) if unsaved else None
        )
        if number is None:
            number, next_number = next_number, next_number + 1
        found.append((number, line))
    return tuple(found)


def merged(mine: Sequence[SkillLine], begun: Sequence[Skill], now: Sequence[Skill]) -> list[SkillLine]:
    """What I made of the skills, with what somebody else changed meanwhile. What both changed stays mine."""
    before, theirs = {one.id: _as_it_is(one) for one in begun}, {one.id: _as_it_is(one) for one in now}
    found: list[SkillLine] = []
    for line in mine:
        if line.skill_id is None or line.skill_id in theirs:
            untouched = line.skill_id is not None and line == before.get(line.skill_id)
            found.append(theirs[line.skill_id] if untouched and line.skill_id else line)
        elif line != before.get(line.skill_id):
            # They took out what I was changing: it is mine now, and new.
            found.append(msgspec.structs.replace(line, skill_id=None))
    return found + [theirs[one.id] for one in now if one.id not in before]


def _news(
    w: Words, begun: Sequence[Skill], now: Sequence[Skill], take_in: Callable[[], None]
) -> list[ft.Control]:
    """What somebody else has made different since I began, and the way to have both."""
    if revision_of(begun) == revision_of(now):
        return []
    before, after = {one.id: one.name.body for one in begun}, {one.id: one.name.body for one in now}
    new = [name for id_, name in after.items() if before.get(id_) != name]
    gone = [name for id_, name in before.items() if id_ not in after]
    said = [w._("Somebody else has changed the skills of this class.")]
    if new:
        # Translators: {names} are names of skills that points are given for.
        said.append(w._("New or renamed: {names}.", names=w.listing(new)))
    if gone:
        # Translators: {names} are names of skills that points are given for.
        said.append(w._("Taken out: {names}.", names=w.listing(gone)))
    button = side_button(w._("Add these changes to mine"), lambda _: take_in(), icon=ft.Icons.MERGE_TYPE)
    told = ft.Semantics(content=note(" ".join(said), ft.Icons.INFO_OUTLINE), live_region=True)
    return [told, ft.Row([button], wrap=True)]


def _begun(skills: Sequence[Skill]) -> Lines:
    return tuple(enumerate(map(_as_it_is, skills)))


def _as_it_is(skill: Skill) -> SkillLine:
    return SkillLine(name=skill.name.body, icon=skill.icon, skill_id=skill.id)


def _form(w: Words, lines: list[ft.Control], problem: str, save: Any, *, ready: bool) -> ft.Control:
    about = w._("Families read these names in their own language. Points that were given stay.")
    wrong = [problem_note(problem)] if problem else []
    button = ft.Row([main_button(w._("Save"), save, icon=ft.Icons.CHECK, disabled=not ready)], wrap=True)
    return ft.Column([words(about, quiet=True), *lines, *wrong, button], spacing=theme.SPACE)


def _line(w: Words, number: int, line: SkillLine, at: int, edit: _Lines, *, large: bool) -> ft.Control:
    """``large``: letters so large that the name needs the whole width."""
    many = len(edit.lines)
    name = field(
        w._("Name of the skill"),
        line.name,
        lambda e: edit.change(at, name=e.control.value),
        max_length=40,
        key=f"name-{number}",
        expand=not large or None,
    )
    said = line.name.strip() or w._("New skill")
    buttons: list[ft.Control] = [
        icon_button(
            w._("Move {name} up", name=said),
            ft.Icons.ARROW_UPWARD,
            lambda _: edit.move(at, at - 1),
            disabled=at == 0,
        ),
        icon_button(
            w._("Move {name} down", name=said),
            ft.Icons.ARROW_DOWNWARD,
            lambda _: edit.move(at, at + 1),
            disabled=at == many - 1,
        ),
        icon_button(
            w._("Take {name} out", name=said),
            ft.Icons.DELETE_OUTLINE,
            lambda _: edit.remove(at),
            disabled=many == 1,
        ),
    ]
    picture = _picture(w, line, lambda icon: edit.change(at, icon=icon))
    content = _above(name, [picture, *buttons]) if large else _beside(picture, name, buttons)
    return ft.Container(card(content, flat=True, padding=theme.SPACE), key=f"line-{number}")


def _beside(picture: ft.Control, name: ft.Control, buttons: list[ft.Control]) -> ft.Control:
    top = ft.Row([picture, name], spacing=theme.SNUG)
    return ft.Column([top, ft.Row(buttons, alignment=ft.MainAxisAlignment.END)], spacing=0)


def _above(name: ft.Control, buttons: list[ft.Control]) -> ft.Control:
    rows: list[ft.Control] = [
        ft.Container(name, padding=ft.Padding.only(top=theme.SNUG)),
        ft.Row(buttons, wrap=True, spacing=0),
    ]
    return ft.Column(rows, spacing=0, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _picture(w: Words, line: SkillLine, chosen: Callable[[SkillIcon], None]) -> ft.Control:
    """The menu of pictures."""
    name = w._("Choose a picture. Now: {picture}", picture=icon_name(w, line.icon))
    items = [
        ft.PopupMenuItem(icon_name(w, icon), icon=ICONS[icon], on_click=lambda _, icon=icon: chosen(icon))
        for icon in SkillIcon
    ]
    return ft.PopupMenuButton(
        icon=ft.Icon(ICONS[line.icon], semantics_label=name, color=ft.Colors.PRIMARY),
        tooltip=ft.Tooltip(message=name, exclude_from_semantics=True),
        padding=theme.SPACE,
        items=items,
    )
