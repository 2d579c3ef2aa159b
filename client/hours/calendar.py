"""The settings of hours for the office: the gate, the hours of a day, lesson times, terms and closed days."""

from typing import Any

import flet as ft
import msgspec

from client.core.account import Account
from client.hours import actions
from client.hours.days import Closures, Terms
from client.hours.parts import loading_or_failed, weekday_chips
from client.hours.store import KeepStore
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.moments import MinuteButton
from client.ui.parts import (
    card,
    icon_button,
    main_button,
    note,
    problem_note,
    reading_column,
    side_button,
    switch,
)
from client.ui.text import small, title, words
from wire.hours import MOST_LESSONS, Hours, Lesson


@component
def CalendarPage(account: Account, store: KeepStore) -> ft.Control:
    """First what closes the school for staff, then the days."""

    def load() -> None:
        account.do(actions.load_calendar)

    ft.use_effect(load, [])
    if store.calendar is None:
        parts: list[ft.Control] = [loading_or_failed(account, store, "calendar", load)]
    else:
        said = store.calendar
        parts = [
            Gate(account, said.hours, key=f"gate-{said.hours.on}"),
            DayForm(account, said.hours, key="day"),
            Terms(account, said.terms, key="terms"),
            Closures(account, said.closures, key="closures"),
        ]
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


@component
def Gate(account: Account, hours: Hours) -> ft.Control:
    """Whether hours are kept at all (spec 6.1)."""
    w = account.words
    problem, tell = use_state("")

    async def change(on: bool) -> None:
        tell(await account.attempt(actions.set_hours, msgspec.structs.replace(hours, on=on)) or "")

    lines: list[ft.Control] = [
        title(w._("Staff hours")),
        switch(
            w._("Close Bookbag for staff outside their hours"), hours.on, lambda on: account.spawn(change(on))
        ),
        small(w._("The office is closed then too. Parents can always read and write.")),
        small(w._("Senior staff and the safeguarding lead can come in at any time, and that is recorded.")),
        *([problem_note(problem)] if problem else []),
    ]
    return card(ft.Column(lines, spacing=theme.SNUG))


@component
def DayForm(account: Account, saved: Hours) -> ft.Control:
    """The hours of a working day. Nothing changes before the button says so."""
    w = account.words
    form, edit = use_state(saved)
    problem, tell = use_state("")
    hours = msgspec.structs.replace(form, on=saved.on)

    def put(**fields: Any) -> None:
        tell("")
        edit(msgspec.structs.replace(form, **fields))

    async def save(_: Any) -> None:
        tell(await account.attempt(actions.set_hours, hours) or "")

    lines: list[ft.Control] = [
        title(w._("A working day")),
        _row(
            MinuteButton(account, w._("Opens"), form.opens, lambda at: put(opens=at)),
            MinuteButton(account, w._("Closes"), form.closes, lambda at: put(closes=at)),
            MinuteButton(account, w._("Lessons end"), form.teaching_until, lambda at: put(teaching_until=at)),
        ),
        words(w._("Days when staff are at work")),
        weekday_chips(account, form.days, lambda days: put(days=days)),
        words(w._("Days with training for all staff after school")),
        weekday_chips(account, form.training, lambda days: put(training=days), offered=5),
        switch(w._("Open for staff on training days"), form.training_days, lambda on: put(training_days=on)),
        words(w._("Lesson times")),
        small(w._("During lessons, notifications to class teams wait.")),
        *_lessons(account, form, put),
        *([problem_note(problem)] if problem else []),
        *([] if hours == saved else [note(w._("Not saved yet."), ft.Icons.EDIT_OUTLINED)]),
        ft.Row([main_button(w._("Save"), save, icon=ft.Icons.CHECK, disabled=hours == saved)]),
    ]
    return card(ft.Column(lines, spacing=theme.SPACE))


def _lessons(account: Account, form: Hours, put: Any) -> list[ft.Control]:
    w = account.words

    def change(at: int, **fields: int) -> None:
        lessons = list(form.lessons)
        lessons[at] = msgspec.structs.replace(lessons[at], **fields)
        put(lessons=tuple(lessons))

    rows: list[ft.Control] = []
    for at, lesson in enumerate(form.lessons):
        rest = (*form.lessons[:at], *form.lessons[at + 1 :])
        rows.append(
            _row(
                MinuteButton(
                    account,
                    w._("From"),
                    lesson.starts,
                    lambda to, at=at: change(at, starts=to),
                    key=f"from-{at}",
                ),
                MinuteButton(
                    account, w._("To"), lesson.ends, lambda to, at=at: change(at, ends=to), key=f"to-{at}"
                ),
                icon_button(
                    w._("Take this lesson out"), ft.Icons.CLOSE, lambda _, rest=rest: put(lessons=rest)
                ),
            )
        )
    if len(form.lessons) < MOST_LESSONS:
        start = form.lessons[-1].ends if form.lessons else form.opens
        more = (*form.lessons, Lesson(min(start, 1439), min(start + 60, 1440)))
        add = side_button(w._("Add a lesson"), lambda _: put(lessons=more), icon=ft.Icons.ADD)
        rows.append(ft.Row([add]))
    return rows


def _row(*controls: ft.Control) -> ft.Control:
    return ft.Row(list(controls), wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)
