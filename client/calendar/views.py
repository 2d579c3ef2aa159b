"""The screens of the calendar, on top of the place called More."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final, Literal, NamedTuple

import flet as ft

from client.calendar import actions
from client.calendar.agenda import Entry, by_day, month_later, week_of, weeks_of_month
from client.calendar.compose import EditOccasionForm, OccasionForm
from client.calendar.grid import MonthGrid, week_columns
from client.calendar.link import LinkPage
from client.calendar.parts import EntryCard
from client.calendar.single import OccasionPage
from client.calendar.store import CalendarStore
from client.core.account import Account
from client.core.me import MeStore, Side
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, screen, use_state
from client.ui.drawings import WALL_CALENDAR
from client.ui.frame import paged
from client.ui.moments import day_said, today
from client.ui.parts import (
    choice,
    empty,
    failed_card,
    icon_button,
    main_button,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.sides import chip_row, side_bars
from client.ui.text import small, title
from client.ui.tick import use_now
from client.ui.window import Window
from wire.base import Role

Go = Callable[[str], Any]
Look = Literal["list", "week", "month"]
AHEAD: Final = timedelta(days=120)
"""How far the list goes at first, and further with each tap."""
GRID_WIDTH: Final = 1_120


@screen
def CalendarScreen(account: Account, me: MeStore, store: CalendarStore, window: Window, go: Go) -> ft.View:
    """The calendar."""
    page = CalendarPage(account, me, store, window, go, key=f"calendar-{me.side}")
    return paged(account, "/calendar", account.words._("Calendar"), page)


@screen
def OccasionScreen(account: Account, me: MeStore, store: CalendarStore, go: Go, occasion_id: int) -> ft.View:
    """One event."""
    page = OccasionPage(account, me, store, go, occasion_id, key=f"event-{occasion_id}")
    return paged(account, f"/calendar/{occasion_id}", account.words._("Event"), page)


@screen
def NewOccasionScreen(account: Account, me: MeStore, go: Go) -> ft.View:
    """A new event."""
    form = OccasionForm(account, me, lambda: go("/calendar"), key="event-new")
    return paged(account, "/calendar/new", account.words._("New event"), form)


@screen
def EditOccasionScreen(account: Account, store: CalendarStore, go: Go, occasion_id: int) -> ft.View:
    """An event's days and words anew."""
    done = partial(go, f"/calendar/{occasion_id}")
    form = EditOccasionForm(account, store, occasion_id, done, key=f"event-edit-{occasion_id}")
    return paged(account, f"/calendar/{occasion_id}/edit", account.words._("Change event"), form)


@screen
def LinkScreen(account: Account, store: CalendarStore) -> ft.View:
    """The family's own link."""
    name = account.words._("In my own calendar")
    return paged(account, "/calendar/link", name, LinkPage(account, store, key="link"))


@component
def CalendarPage(account: Account, me: MeStore, store: CalendarStore, window: Window, go: Go) -> ft.Control:
    """The same days as a list, a week or a month; narrow windows begin with the list."""
    use_now(account)
    view, show = use_state("month" if window.wide else "list")
    (day, chosen), be_at = use_state((today(account), today(account)))
    ahead, further = use_state(AHEAD)
    begins = account.words.first_weekday
    first, last = _days_of(view, day, today(account), ahead, begins)

    def load() -> None:
        account.do(actions.look, me.side, first, last)

    ft.use_effect(load, [me.side, first, last])
    found = store.shown(first, last, me.child if me.side == "family" else None)

    def choose(side: Side, child: int | None) -> None:
        me.side, me.child = side, child

    parts: list[ft.Control] = [
        *side_bars(account.words, me, choose),
        _tools(account, me, go),
        _views(account.words, view, show),
        *_as_of(account, store),
        *([] if view == "list" else [_turning(account, view, day, lambda to: be_at((to, to)), first, last)]),
    ]
    problem = _state(account, me, store, first, last)
    if found:
        problem = None
    if view == "month":
        month = _Month(day, chosen, lambda to: be_at((day, to)), lambda to: be_at((to, to)))
        parts.append(_month(account, window, found, month, problem, go))
    elif problem is not None:
        parts.append(problem)
    elif view == "week":
        parts.append(_week(account, window, by_day(found, first, last), go))
    else:
        parts += _list(account, found, first, go)
        more = side_button(account.words._("Show later events"), lambda _: further(ahead + AHEAD))
        parts.append(ft.Row([more], wrap=True))
    return _scrolled(parts, width=GRID_WIDTH if window.wide and view != "list" else theme.READING_WIDTH)


def _scrolled(parts: list[ft.Control], width: int) -> ft.Control:
    return ft.ListView(
        [reading_column(part, width=width) for part in parts],
        spacing=theme.SPACE,
        padding=ft.Padding.only(left=theme.SPACE, right=theme.SPACE, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


def _days_of(view: str, day: date, now: date, ahead: timedelta, begins: int) -> tuple[date, date]:
    """From which day to which a view shows."""
    if view == "week":
        return week_of(day, begins)
    if view == "month":
        weeks = weeks_of_month(day, begins)
        return weeks[0][0], weeks[-1][-1]
    return now, now + ahead


def _tools(account: Account, me: MeStore, go: Go) -> ft.Control:
    w = account.words
    tools: list[ft.Control] = []
    if me.side == "staff" and me.may_post:
        tools.append(main_button(w._("New event"), lambda _: go("/calendar/new"), icon=ft.Icons.ADD))
    if me.side == "family" and me.me is not None and Role.PARENT in me.me.roles:
        name = w._("See these dates in my own calendar")
        tools.append(text_button(name, lambda _: go("/calendar/link"), icon=ft.Icons.CALENDAR_MONTH))
    return ft.Row(tools, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR)


def _views(w: Words, view: str, show: Callable[[str], None]) -> ft.Control:
    # Translators: three ways to see a calendar.
    names = (
        ("list", w.p("calendar", "List")),
        ("week", w.p("calendar", "Week")),
        ("month", w.p("calendar", "Month")),
    )
    return chip_row([choice(name, lambda _, to=to: show(to), chosen=view == to) for to, name in names])


def _turning(
    account: Account, view: str, day: date, turn: Callable[[date], None], first: date, last: date
) -> ft.Control:
    """Which month or week it is, and the way to others."""
    w = account.words
    if view == "month":
        said, before, after = w.month(day), month_later(day, -1), month_later(day, 1)
        names = w._("Month before"), w._("Next month")
    else:
        said = w._("{first} to {last}", first=day_said(account, first), last=day_said(account, last))
        before, after = day - timedelta(days=7), day + timedelta(days=7)
        names = w._("Week before"), w._("Next week")
    # Where the page runs from right to left, Flutter turns these two by itself.
    back = icon_button(names[0], ft.Icons.ARROW_BACK, lambda _: turn(before))
    on = icon_button(names[1], ft.Icons.ARROW_FORWARD, lambda _: turn(after))
    here = text_button(w._("Today"), lambda _: turn(today(account)))
    head = ft.Container(ft.Semantics(content=title(said), live_region=True), expand=True)
    large = account.me.preferences.text_size >= theme.LARGE
    beside = [] if large else [head]
    buttons = ft.Row(
        [back, on, *beside, here], spacing=theme.HAIR, vertical_alignment=ft.CrossAxisAlignment.CENTER,
        alignment=ft.MainAxisAlignment.SPACE_BETWEEN,
    )  # fmt: skip
    # Large letters have no room beside three buttons.
    return ft.Column([ft.Row([head]), buttons], spacing=0) if large else buttons


def _state(account: Account, me: MeStore, store: CalendarStore, first: date, last: date) -> ft.Control | None:
    """What stands there while the days are not here."""
    w = account.words
    if store.state == "failed":
        again = side_button(w._("Try again"), lambda _: account.do(actions.look_again, me.side, first, last))
        return failed_card(
            w._("The calendar could not be loaded"), w._("Nothing is lost. Please try again."), again
        )
    return None if store.state == "ready" and store.knows(me.side, first, last) else skeleton(w, 2)


def _as_of(account: Account, store: CalendarStore) -> list[ft.Control]:
    """Said while the days are those that this device kept: they may be older than all else on the screen."""
    if store.as_of is None:
        return []
    w = account.words
    ago = w.ago(store.as_of, account.clock.now())
    # Translators: {ago} is a time such as "5 minutes ago".
    return [small(w._("The calendar as it was {ago}. Other days come when there is a connection.", ago=ago))]


def _list(account: Account, found: list[Entry], first: date, go: Go) -> list[ft.Control]:
    if not found:
        said = account.words._("Trips, workshops, coffee mornings and holidays will stand here.")
        return [empty(WALL_CALENDAR, account.words._("Nothing in the calendar yet"), said)]
    lines: list[ft.Control] = []
    before = None
    for one in found:
        day = max(one.first, first)
        if day != before:
            lines.append(title(_day_name(account, day), level=2))
            before = day
        lines.append(_entry(account, one, go))
    return lines


def _day_name(account: Account, day: date) -> str:
    said = day_said(account, day)
    if day != today(account):
        return said
    # Translators: {date} is the date of today.
    return account.words._("Today, {date}", date=said)


def _entry(account: Account, one: Entry, go: Go) -> ft.Control:
    which = one.occasion.id if one.occasion else (one.closure or one.term)
    return EntryCard(account, one, account.words.lang, go, key=f"{one.first}-{which}-{one.ends}")


class _Month(NamedTuple):
    """The month of ``day``, and in it the chosen day; how to choose another, and how to turn to another month.

    A day of the month beside is chosen without turning to it: the way by key stays where it is.
    """

    day: date
    chosen: date
    choose: Callable[[date], None]
    turn: Callable[[date], None]


def _month(
    account: Account, window: Window, found: list[Entry], month: _Month, problem: ft.Control | None, go: Go
) -> ft.Control:
    """The grid, and the chosen day with all that is on it, or why that is not known.

    The grid stands also while its days come: who walks it by key would lose the place.
    """
    weeks = weeks_of_month(month.day, account.words.first_weekday)
    days = by_day(found, weeks[0][0], weeks[-1][-1])
    roomy = window.wide and account.me.preferences.text_size < theme.LARGE
    grid = MonthGrid(account, weeks, days, month.chosen, month.choose, month.turn, roomy, key="month")
    on = _one_day(account, month.chosen, days.get(month.chosen, []), go)
    listed = ft.Semantics(
        content=ft.Column(on if problem is None else [problem], spacing=theme.SNUG),
        container=True,
    )
    if not window.wide:
        return ft.Column([grid, listed], spacing=theme.ROOM)
    return ft.Row(
        [ft.Container(grid, expand=5), ft.Container(listed, expand=3)], spacing=theme.ROOM,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )  # fmt: skip


def _week(account: Account, window: Window, days: dict[date, list[Entry]], go: Go) -> ft.Control:
    if window.wide and account.me.preferences.text_size < theme.LARGE:
        return week_columns(account, days, lambda one: _entry(account, one, go))
    lines = [line for day, on in days.items() for line in _one_day(account, day, on, go)]
    return ft.Column(lines, spacing=theme.SNUG)


def _one_day(account: Account, day: date, on: list[Entry], go: Go) -> list[ft.Control]:
    rows = [_entry(account, one, go) for one in on]
    nothing = small(account.words._("Nothing on this day."))
    return [title(_day_name(account, day), level=2), *(rows or [nothing])]
