"""Two weeks of one pupil's points: as a picture by day and by skill, and as a list (spec 9.2)."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.points.parts import fortnight, name_of, recent, skill_face
from client.reporting.parts import report_button
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.bars import Bar, columns, share
from client.ui.component import component, use_state
from client.ui.drawings import KITE
from client.ui.moments import day_said, local
from client.ui.parts import card, empty
from client.ui.text import small, strong, title, words
from wire.points import Point, PupilPoints, Skill
from wire.safeguarding import Reportable


@component
def Fortnight(
    account: Account, name: str, pupil: PupilPoints, now: int, size: int, still: bool
) -> ft.Control:
    """Everything of one pupil. ``size``: of letters, in percent; with large ones each week has a row of its own."""
    w = account.words
    original, show_original = use_state(False)
    had = recent(account, pupil.points, now)
    if not had:
        return card(_nothing(w, name))
    skills = {skill.id: skill for skill in pupil.skills}
    total = w.n("{n} point in the last two weeks", "{n} points in the last two weeks", len(had))
    parts: list[ft.Control] = [
        ft.Column([title(name), words(total)], spacing=2),
        _by_day(account, had, now, size, still=still),
        # Translators: a heading: how many points there are for each skill, such as teamwork.
        title(w._("By skill"), level=3),
        *_by_skill(w, had, skills, original=original),
        *_foot(w, had, skills, lambda: show_original(not original), original=original),
        # Translators: a heading: each point with its day.
        title(w._("By day"), level=3),
        *_listed(account, had, skills, original=original),
    ]
    return card(ft.Column(parts, spacing=theme.SPACE))


def _nothing(w: Words, name: str) -> ft.Control:
    about = w._("When {name} is given points at school, they stand here for two weeks.", name=name)
    return ft.Column([title(name), empty(KITE, w._("No points in the last two weeks"), about)])


def _by_day(account: Account, had: Sequence[Point], now: int, size: int, *, still: bool) -> ft.Control:
    w, days = account.words, fortnight(account, now)
    counts = Counter(local(point.at, w.zone).date() for point in had)
    bars = [Bar(counts[day], w.number(counts[day]), w.number(day.day), day == days[-1]) for day in days]
    told = [
        # Translators: for people who hear the chart: a day and how many points, as in "Thursday 12 November: 3".
        w._("{day}: {count}", day=day_said(account, day), count=w.number(counts[day]))
        for day in days
        if counts[day]
    ]
    said = w._("Points by day. {days}. No points on the other days.", days=". ".join(told))
    per_row = len(days) // 2 if size >= theme.LARGE else len(days)
    return columns(bars, said, per_row=per_row, still=still)


def _by_skill(
    w: Words, had: Sequence[Point], skills: dict[int, Skill], *, original: bool
) -> list[ft.Control]:
    counts = Counter(point.skill_id for point in had)
    most = max(counts.values())
    return [
        _skill_row(w, skills.get(skill_id), count, most, original=original)
        for skill_id, count in counts.most_common()
    ]


def _skill_row(w: Words, skill: Skill | None, count: int, most: int, *, original: bool) -> ft.Control:
    name = name_of(w, skill, original=original)
    lines = ft.Column(
        [ft.Row([strong(name, expand=True), strong(w.number(count))]), share(count, most)],
        spacing=theme.HAIR,
        expand=True,
    )
    face = [skill_face(skill.icon)] if skill else []
    # Translators: for people who hear it: the name of a skill and how many points there are for it.
    said = w.n("{skill}: {n} point", "{skill}: {n} points", count, skill=name)
    return ft.Semantics(
        content=ft.Row([*face, lines], spacing=theme.SPACE),
        label=said,
        exclude_semantics=True,
        container=True,
    )


def _foot(
    w: Words, had: Sequence[Point], skills: dict[int, Skill], turned: Any, *, original: bool
) -> list[ft.Control]:
    """One line for all names of skills: who translated them, and the way to the original."""
    for point in had:
        skill = skills.get(point.skill_id)
        if skill and (
            foot := translation_foot(w, skill.name, shown(skill.name, w.lang, original=original), turned)
        ):
            return [foot]
    return []


def _listed(
    account: Account, had: Sequence[Point], skills: dict[int, Skill], *, original: bool
) -> list[ft.Control]:
    rows: list[ft.Control] = []
    day: date | None = None
    for point in had:
        its_day = local(point.at, account.words.zone).date()
        if its_day != day:
            day = its_day
            rows.append(small(day_said(account, day)))
        name = name_of(account.words, skills.get(point.skill_id), original=original)
        rows.append(PointLine(account, point, skills.get(point.skill_id), name, key=point.award_id))
    return rows


@component
def PointLine(account: Account, point: Point, skill: Skill | None, name: str) -> ft.Control:
    """One point: for what, from whom, when, and the note."""
    w = account.words
    original, show_original = use_state(False)
    # Translators: a person's name and a time of day.
    given = w._("{name}, {time}", name=point.giver.name, time=w.time(point.at))
    lines: list[ft.Control] = [strong(name), small(given)]
    report: list[ft.Control] = []
    if point.note is not None:
        seen = shown(point.note, w.lang, original=original)
        lines.append(written(account, seen))
        foot = translation_foot(w, point.note, seen, lambda: show_original(not original))
        lines += [foot] if foot else []
        report = [report_button(account, Reportable.NOTE, point.note.id)]
    face = [skill_face(skill.icon)] if skill else []
    return ft.Row(
        [*face, ft.Column(lines, spacing=2, expand=True), *report],
        spacing=theme.SPACE,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )
