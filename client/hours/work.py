"""My work: whether I am teaching, whether I am away, for whom I answer."""

from collections.abc import Callable
from datetime import date, time, timedelta
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.hours import actions
from client.hours.closed import ClosedPage
from client.hours.store import HoursStore
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.moments import DayButton, moment, today
from client.ui.parts import card, choice, main_button, note, problem_note, reading_column, side_button, switch
from client.ui.text import small, title, words
from client.ui.tick import use_now
from wire.base import Role
from wire.hours import Absence

Go = Callable[[str], Any]


@component
def MyWorkPage(account: Account, me: MeStore, hours: HoursStore, go: Go) -> ft.Control:
    """Everything about how I am at work; outside hours, when it opens."""
    use_now(account)
    if hours.shut:
        parts: list[ft.Control] = [ClosedPage(account, me, hours, go)]
    else:
        parts = [_today(account, hours), _teaching(account, hours), *_cover(account, hours)]
        if me.me and Role.TEACHER in me.me.roles:
            parts.append(MyAbsence(account, me.me.id, hours))
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


def _today(account: Account, hours: HoursStore) -> ft.Control:
    w, now = account.words, account.clock.now()
    if not hours.now.on:
        said = w._("This school does not keep staff hours in Bookbag yet.")
    elif hours.now.is_at_work(now):
        closes = next(end for start, end in hours.now.periods if start <= now < end)
        said = w._("Open for staff until {time}.", time=w.time(closes))
    elif opens_at := hours.now.opens_at(now):
        said = w._("Outside staff hours. They begin again {when}.", when=w.date_and_time(opens_at, now))
    else:
        said = w._("Outside staff hours.")
    return note(said, ft.Icons.SCHEDULE)


def _teaching(account: Account, hours: HoursStore) -> ft.Control:
    """The switch, and until when it holds (spec 6.3)."""
    w, work = account.words, hours.now.work
    until = work.teaching_until if work and (work.teaching_until or 0) > account.clock.now() else None

    def changed(on: bool) -> None:
        account.do(actions.teach, on)

    lines: list[ft.Control] = [switch(w._("I am teaching"), until is not None, changed)]
    if until is None:
        lines.append(small(w._("While it is on, no notification disturbs you.")))
    else:
        lines.append(words(w._("No notification disturbs you until {time}.", time=w.time(until))))
        longer = partial(account.do, actions.teach, True, until + 3_600_000)
        lines.append(ft.Row([side_button(w._("One hour more"), lambda _: longer(), icon=ft.Icons.MORE_TIME)]))
    return card(ft.Column(lines, spacing=theme.SNUG))


def _cover(account: Account, hours: HoursStore) -> list[ft.Control]:
    w = account.words
    return [
        note(
            w._(
                "{name} is away. You can answer the families of {class_name} for now.",
                name=w.apart(one.teacher.name), class_name=w.apart(one.class_name),
            ),
            ft.Icons.SUPERVISOR_ACCOUNT_OUTLINED,
        )
        for one in hours.now.covers
    ]  # fmt: skip


@component
def MyAbsence(account: Account, person_id: int, hours: HoursStore) -> ft.Control:
    """A teacher says that they are away, or back."""
    w = account.words
    problem, tell = use_state("")
    absence = hours.now.work.absence if hours.now.work else None

    async def back(_: Any) -> None:
        if absence:
            tell(await account.attempt(actions.end_absence, absence.id) or "")

    lines: list[ft.Control] = [title(w._("Away"))]
    if absence is None:
        lines.append(
            words(w._("While you are away, a teaching assistant of your class can answer families."))
        )
        lines.append(AbsenceForm(account, person_id))
    else:
        lines.append(words(absence_said(account, absence)))
        lines.append(ft.Row([main_button(w._("I am back"), back, icon=ft.Icons.WAVING_HAND_OUTLINED)]))
    lines += [problem_note(problem)] if problem else []
    return card(ft.Column(lines, spacing=theme.SPACE))


def absence_said(account: Account, absence: Absence) -> str:
    """From when to when somebody is away, in days."""
    w, now = account.words, account.clock.now()
    if absence.ends_at is None:
        if absence.starts_at <= now:
            return w._("Away until further notice.")
        return w._("Away from {date}.", date=w.date(absence.starts_at, now))
    last = w.date(absence.ends_at - 1, now)
    if absence.starts_at <= now:
        return w._("Away until {date}.", date=last)
    return w._("Away from {first} to {last}.", first=w.date(absence.starts_at, now), last=last)


@component
def AbsenceForm(account: Account, person_id: int) -> ft.Control:
    """From today or a later day; until further notice or to the end of a day."""
    w = account.words
    first, begin = use_state(today(account))
    last, end = use_maybe(date)
    problem, tell = use_state("")

    async def mark(_: Any) -> None:
        zone = w.zone
        start = None if first <= today(account) else moment(first, time(), zone)
        ends = None if last is None else moment(last + timedelta(days=1), time(), zone)
        tell(await account.attempt(actions.mark_absent, person_id, start, ends) or "")

    until: list[ft.Control] = [
        choice(w._("Until further notice"), lambda _: end(None), chosen=last is None),
        choice(
            w._("Until a day"), lambda _: end(last or max(first, today(account))), chosen=last is not None
        ),
    ]
    days: list[ft.Control] = [DayButton(account, w._("First day"), first, begin)]
    if last is not None:
        days.append(DayButton(account, w._("Last day"), last, end))
    lines: list[ft.Control] = [
        ft.Row(until, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR),
        ft.Row(days, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG),
        *([problem_note(problem)] if problem else []),
        ft.Row([main_button(w._("Mark as away"), mark, icon=ft.Icons.EVENT_BUSY)]),
    ]
    return ft.Column(lines, spacing=theme.SPACE)
