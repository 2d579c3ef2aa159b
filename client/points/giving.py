"""Giving points: tap the pupils or the whole class, then the skill (spec 9.1), and who has had none (spec 9.4)."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.waiting import WaitingStore
from client.core.words import Words
from client.guidance.parts import Hint
from client.guidance.store import GuidanceStore
from client.points import actions
from client.points.parts import name_of, recent, skill_face
from client.points.store import PointsStore
from client.ui import theme
from client.ui.component import component, row, use_state
from client.ui.drafting import DraftField
from client.ui.drawings import KITE
from client.ui.parts import (
    apart,
    avatar,
    card,
    choice,
    empty,
    failed_card,
    icon_button,
    note,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.sides import chip_row
from client.ui.text import loose, small, strong, title, words
from client.ui.tick import use_now
from client.ui.window import Window
from wire.points import UNDO_MS, Award, ClassPoints, ClassPupil, Skill

Go = Callable[[str], Any]
PANEL: Final = 400
"""Width of the skills beside the class, in a wide window."""


@component
def ClassPage(
    account: Account, store: PointsStore, window: Window, go: Go, class_id: int, top: list[ft.Control], size: int
) -> ft.Control:  # fmt: skip
    """Loads a class, then shows it. ``top``: what stands above it."""

    def load() -> None:
        account.do(actions.open_class, class_id)

    ft.use_effect(load, [class_id, store.state(class_id) == "none"])
    sheet = store.sheets.get(class_id)
    if sheet is not None:
        return ClassSheet(account, sheet, window, go, top, size, key=f"sheet-{class_id}")
    failed = store.state(class_id) == "failed"
    return _listing([*top, _failed(account.words, load) if failed else skeleton(account.words, 2)])


@component
def ClassSheet(
    account: Account, sheet: ClassPoints, window: Window, go: Go, top: list[ft.Control], size: int
) -> ft.Control:
    """The pupils of a class, and for those who are chosen the skills."""
    w, now = account.words, use_now(account)
    chosen, choose = use_state(frozenset[int]())
    without, only_without = use_state(False)
    counts = Counter(pupil for award in recent(account, sheet.awards, now) for pupil in award.pupils)
    here = chosen & {pupil.id for pupil in sheet.pupils}
    none_yet = [pupil for pupil in sheet.pupils if not counts[pupil.id]]

    def give(skill: Skill) -> None:
        account.do(actions.give, sheet.class_id, skill.id, here)
        choose(frozenset())

    rows = [
        *top,
        JustGiven(account, account.waiting, sheet, now, key="just"),
        _choices(w, sheet, here, choose, none_yet, without, only_without),
        _tiles(w, none_yet if without else sheet.pupils, counts, here, choose, go, size),
        *([] if window.wide else _change_skills(w, sheet, go)),
    ]
    panel = _skills(account, sheet, here, give, go, choose, wide=window.wide)
    return _beside(window, _listing(rows), panel, is_needed=bool(here))


def _beside(window: Window, listing: ft.Control, panel: ft.Control, *, is_needed: bool) -> ft.Control:
    """The skills: at the side of a wide window, on a phone below the class once somebody is chosen."""
    if window.wide:
        box = ft.Container(panel, width=min(PANEL, window.width * 2 // 5))
        return ft.Row([listing, ft.VerticalDivider(width=1), box], spacing=0, expand=True)
    below = [ft.Divider(height=1), panel] if is_needed else []
    return ft.Column([listing, *below], spacing=0, expand=True)


def _listing(rows: list[ft.Control]) -> ft.Control:
    return ft.ListView(
        [reading_column(one) for one in rows],
        spacing=theme.SPACE,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


def _failed(w: Words, load: Callable[[], None]) -> ft.Control:
    again = side_button(w._("Try again"), lambda _: load())
    return failed_card(w._("The class could not be loaded"), w._("Nothing is lost. Please try again."), again)


def _choices(
    w: Words, sheet: ClassPoints, here: frozenset[int], choose: Callable[[frozenset[int]], None],
    none_yet: Sequence[ClassPupil], without: bool, only_without: Callable[[bool], None],
) -> ft.Control:  # fmt: skip
    """The whole class with one tap, and who has had none."""
    everybody = frozenset(pupil.id for pupil in sheet.pupils)
    whole = bool(everybody) and here == everybody
    # Translators: a button that shows the pupils who got no points in the last two weeks; {n}: how many.
    none_said = w._("No points yet: {n}", n=w.number(len(none_yet)))
    chips = [
        choice(w._("Whole class"), lambda _: choose(frozenset() if whole else everybody), chosen=whole),
        choice(none_said, lambda _: only_without(not without), chosen=without),
    ]
    return chip_row(chips)


def _tiles(
    w: Words, shown: Sequence[ClassPupil], counts: Counter[int], here: frozenset[int],
    choose: Callable[[frozenset[int]], None], go: Go, size: int,
) -> ft.Control:  # fmt: skip
    if not shown:
        return empty(KITE, w._("Every pupil has points"), w._("Nobody was left out in the last two weeks."))
    col: Any = 12 if size >= theme.LARGE else {"xs": 12, "sm": 6}
    tiles: list[ft.Control] = [
        ft.Container(
            PupilTile(w, pupil, counts[pupil.id], pupil.id in here, lambda pupil=pupil: choose(here ^ {pupil.id}), go),
            col=col,
            key=pupil.id,
        )
        for pupil in shown
    ]  # fmt: skip
    return ft.ResponsiveRow(tiles, spacing=theme.SNUG, run_spacing=theme.SNUG)


@component
def PupilTile(
    w: Words, pupil: ClassPupil, count: int, chosen: bool, tap: Callable[[], None], go: Go
) -> ft.Control:
    """A pupil with their number of points; a tap chooses them, the button beside it shows their two weeks."""
    points = w.n("{n} point", "{n} points", count) if count else w._("No points yet")
    mark = ft.Icon(ft.Icons.CHECK_CIRCLE, size=40, color=ft.Colors.PRIMARY) if chosen else avatar(pupil.name)
    face = ft.Container(
        ft.Row(
            [mark, ft.Column([strong(pupil.name), small(points)], spacing=0, expand=True)],
            spacing=theme.SPACE,
        ),
        padding=theme.SPACE,
        on_click=lambda _: tap(),
        ink=True,
        expand=True,
    )
    # Translators: a button that shows the points of one pupil.
    open_name = w._("Points of {name}", name=pupil.name)
    more = icon_button(open_name, ft.Icons.BAR_CHART, lambda _: go(f"/points/pupils/{pupil.id}"))
    choosing = ft.MergeSemantics(ft.Semantics(content=face, checked=chosen), expand=True)
    return ft.Container(
        ft.Row([choosing, more], spacing=0),
        bgcolor=ft.Colors.PRIMARY_CONTAINER if chosen else ft.Colors.SURFACE_CONTAINER_LOW,
        border=ft.Border.all(1, ft.Colors.PRIMARY if chosen else ft.Colors.OUTLINE_VARIANT),
        border_radius=theme.RADIUS_CARD,
        clip_behavior=ft.ClipBehavior.ANTI_ALIAS,
    )


def _skills(
    account: Account, sheet: ClassPoints, here: frozenset[int], give: Callable[[Skill], None], go: Go,
    choose: Callable[[frozenset[int]], None], *, wide: bool,
) -> ft.Control:  # fmt: skip
    """For whom, what for, and a note: a tap on a skill gives the points."""
    w = account.words
    lines: list[ft.Control] = [ft.Row([title(whom(w, sheet, here), level=2)], wrap=True)]
    if not here:
        lines.append(
            words(w._("Choose one pupil, several, or the whole class. Then tap a skill."), quiet=True)
        )
    lines.append(
        ft.Row(
            [_skill_button(w, skill, give, disabled=not here) for skill in sheet.skills],
            wrap=True,
            spacing=theme.SNUG,
            run_spacing=theme.SNUG,
        )
    )
    if here:
        place = actions.place_of(sheet.class_id)
        label = w._("A note for the family. You may leave it empty.")
        about = next(iter(here)) if len(here) == 1 else None
        lines.append(Hint(account, account[GuidanceStore], account.drafts, place, "staff", about, key="hint"))
        lines.append(apart(DraftField(account, account.drafts, place, label, 1)))
        lines.append(ft.Row([text_button(w._("Cancel"), lambda _: choose(frozenset()))], wrap=True))
    if wide:
        lines += _change_skills(w, sheet, go)
    return ft.ListView(lines, spacing=theme.SPACE, padding=theme.ROOM, expand=True)


def _change_skills(w: Words, sheet: ClassPoints, go: Go) -> list[ft.Control]:
    """For the teacher of the class, and SMT."""
    if not sheet.leads:
        return []
    to = f"/points/skills/{sheet.class_id}"
    return [ft.Row([text_button(w._("Change the skills"), lambda _: go(to), icon=ft.Icons.TUNE)], wrap=True)]


def whom(w: Words, sheet: ClassPoints, chosen: frozenset[int]) -> str:
    """For whom the next tap on a skill is."""
    if not chosen:
        # Translators: a heading: what points can be given for.
        return w._("Skills")
    if len(chosen) > 1 and len(chosen) == len(sheet.pupils):
        return w._("Points for the whole class")
    names = [pupil.name for pupil in sheet.pupils if pupil.id in chosen]
    if len(names) <= 3:
        # Translators: {names} is one name or several: the pupils who will get a point.
        return w._("Points for {names}", names=w.listing(names))
    return w.n("Points for {n} pupil", "Points for {n} pupils", len(names))


def _skill_button(w: Words, skill: Skill, give: Callable[[Skill], None], *, disabled: bool) -> ft.Control:
    ink = ft.Colors.ON_SURFACE_VARIANT if disabled else ft.Colors.ON_SURFACE
    said = loose(ft.Text(name_of(w, skill), theme_style=ft.TextThemeStyle.LABEL_LARGE, color=ink))
    pill = ft.Container(
        ft.Row([skill_face(skill.icon, size=32), said], spacing=theme.SNUG, tight=True),
        bgcolor=ft.Colors.SURFACE_CONTAINER_LOW,
        border=ft.Border.all(1, ft.Colors.OUTLINE_VARIANT if disabled else ft.Colors.OUTLINE),
        border_radius=theme.RADIUS_FULL,
        padding=ft.Padding.only(left=theme.SNUG, right=theme.ROOM, top=theme.SNUG, bottom=theme.SNUG),
        on_click=None if disabled else lambda _: give(skill),
        ink=not disabled,
    )
    return ft.MergeSemantics(ft.Semantics(content=pill, button=True))


@component
def JustGiven(account: Account, waiting: WaitingStore, sheet: ClassPoints, now: int) -> ft.Control:
    """What I gave in the last ten minutes, each with the way to undo it; and what is on its way."""
    w, me = account.words, account.me.me
    mine = [one for one in sheet.awards if me and one.giver_id == me.id and now - one.at <= UNDO_MS]
    lines: list[ft.Control] = [
        note(w._("Points are on their way. They go out when there is a connection."), ft.Icons.SCHEDULE)
        for _ in waiting.about(actions.place_of(sheet.class_id))[:1]
    ]
    undoing = {one.id for one in mine if waiting.about(actions.undoing(one.id))}
    lines += [
        GivenLine(account, sheet, one, w.ago(one.at, now), one.id in undoing, key=one.id) for one in mine
    ]
    if not lines:
        return ft.Container(height=0)
    return ft.Semantics(content=ft.Column(lines, spacing=theme.SNUG), live_region=True)


@row
def GivenLine(account: Account, sheet: ClassPoints, award: Award, ago: str, undoing: bool) -> ft.Control:
    """One award of mine."""
    w = account.words
    skill = next((one for one in sheet.skills if one.id == award.skill_id), None)
    lines: list[ft.Control] = [
        strong(whom(w, sheet, frozenset(award.pupils))),
        small(f"{name_of(w, skill)} · {ago}"),
    ]
    # Translators: a button: takes back points that were given by mistake.
    back = text_button(
        w.p("verb", "Undo"),
        lambda _: account.do(actions.undo, award.id),
        icon=ft.Icons.UNDO,
        disabled=undoing,
    )
    face = [skill_face(skill.icon)] if skill else []
    return card(
        ft.Row([*face, ft.Column(lines, spacing=2, expand=True), back], spacing=theme.SPACE),
        flat=True,
        padding=theme.SPACE,
    )
