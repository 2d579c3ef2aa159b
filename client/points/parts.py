"""The pieces of points: the faces and names of skills, and which points count today."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Final, TypeVar

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.translation.shown import shown
from client.ui import theme
from client.ui.moments import local
from client.ui.values import CENTRE
from wire.points import DAYS, Award, Point, Skill, SkillIcon

ICONS: Final = {
    SkillIcon.HAND: ft.Icons.VOLUNTEER_ACTIVISM_OUTLINED,
    SkillIcon.TEAM: ft.Icons.GROUPS_OUTLINED,
    SkillIcon.HEART: ft.Icons.FAVORITE_BORDER,
    SkillIcon.EFFORT: ft.Icons.TRENDING_UP,
    SkillIcon.BOOK: ft.Icons.MENU_BOOK_OUTLINED,
    SkillIcon.BULB: ft.Icons.LIGHTBULB_OUTLINED,
    SkillIcon.EAR: ft.Icons.HEARING,
    SkillIcon.STAR: ft.Icons.STAR_OUTLINE,
    SkillIcon.PENCIL: ft.Icons.EDIT_OUTLINED,
    SkillIcon.NUMBERS: ft.Icons.CALCULATE_OUTLINED,
    SkillIcon.MUSIC: ft.Icons.MUSIC_NOTE_OUTLINED,
    SkillIcon.BALL: ft.Icons.SPORTS_SOCCER,
    SkillIcon.LEAF: ft.Icons.ECO_OUTLINED,
    SkillIcon.BRUSH: ft.Icons.BRUSH_OUTLINED,
    SkillIcon.SPEECH: ft.Icons.FORUM_OUTLINED,
    SkillIcon.FLAG: ft.Icons.FLAG_OUTLINED,
}
Timed = TypeVar("Timed", Point, Award)


def icon_name(w: Words, icon: SkillIcon) -> str:
    """What a picture shows, for who chooses one."""
    names = {
        SkillIcon.HAND: w._("Hand with a heart"),
        SkillIcon.TEAM: w._("People"),
        SkillIcon.HEART: w._("Heart"),
        SkillIcon.EFFORT: w._("Line that rises"),
        SkillIcon.BOOK: w._("Book"),
        SkillIcon.BULB: w._("Light bulb"),
        SkillIcon.EAR: w._("Ear"),
        SkillIcon.STAR: w._("Star"),
        SkillIcon.PENCIL: w._("Pencil"),
        SkillIcon.NUMBERS: w._("Numbers"),
        SkillIcon.MUSIC: w._("Music"),
        SkillIcon.BALL: w._("Ball"),
        SkillIcon.LEAF: w._("Leaf"),
        SkillIcon.BRUSH: w._("Paint brush"),
        SkillIcon.SPEECH: w._("Speech bubbles"),
        # Translators: the thing that flies on a pole.
        SkillIcon.FLAG: w.p("thing", "Flag"),
    }
    return names[icon]


def skill_face(icon: SkillIcon, *, size: int = 36) -> ft.Control:
    """The round picture of a skill; readers skip it, its name stands beside it."""
    return ft.Semantics(
        content=ft.Container(
            ft.Icon(ICONS[icon], size=size * 0.56, color=ft.Colors.ON_TERTIARY_CONTAINER),
            width=size,
            height=size,
            border_radius=theme.RADIUS_FULL,
            bgcolor=ft.Colors.TERTIARY_CONTAINER,
            alignment=CENTRE,
        ),
        exclude_semantics=True,
    )


def name_of(w: Words, skill: Skill | None, *, original: bool = False) -> str:
    """A skill's name as this reader sees it."""
    return shown(skill.name, w.lang, original=original).body if skill else ""


def fortnight(account: Account, now: int) -> list[date]:
    """The days that are shown, by the school's clock, today last."""
    today = local(now, account.words.zone).date()
    return [today - timedelta(days=back) for back in range(DAYS - 1, -1, -1)]


def recent(account: Account, all_of_them: Iterable[Timed], now: int) -> list[Timed]:
    """What is not older than the fortnight: at midnight an open screen lets go of the oldest day by itself."""
    first = fortnight(account, now)[0]
    return [one for one in all_of_them if local(one.at, account.words.zone).date() >= first]
