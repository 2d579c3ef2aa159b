"""One event: when, where, for whom, in the reader's words, and what can be done with it."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import flet as ft

from client.calendar import actions
from client.calendar.parts import ICONS, clock_said, days_said, kind_names, place_name, series_said
from client.calendar.store import CalendarStore
from client.core.account import Account
from client.core.me import MeStore
from client.reporting.parts import report_button
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, use_maybe, use_state
from client.ui.drawings import WALL_CALENDAR
from client.ui.moments import day_said, today
from client.ui.parts import (
    card,
    empty,
    main_button,
    mark,
    note,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import small, title, words
from wire.base import Text
from wire.calendar import Occasion, OccasionState, Repeats
from wire.safeguarding import Reportable

Go = Callable[[str], Any]
FAR = 366


@component
def OccasionPage(account: Account, me: MeStore, store: CalendarStore, go: Go, occasion_id: int) -> ft.Control:
    """Fetches the event if it is not here, then shows it."""
    w = account.words
    looked, set_looked = use_state(False)
    one = store.by_id.get(occasion_id)

    async def look() -> None:
        if occasion_id not in store.by_id:
            set_looked(False)
            await account.attempt(actions.open_occasion, occasion_id)
            set_looked(True)

    # A fresh snapshot may not hold it.
    ft.use_effect(look, [occasion_id, one is None])
    if one is not None:
        content: ft.Control = OccasionCard(account, me, one, go, key=f"{one.id}-{one.revision}")
    elif looked:
        said = w._("It is not for you, or it was never there. Without a connection it cannot be shown.")
        again = side_button(w._("Try again"), lambda _: account.spawn(look()))
        content = empty(WALL_CALENDAR, w._("This event is not here"), said, again)
    else:
        content = skeleton(w, 1)
    return ft.ListView([reading_column(content)], padding=theme.ROOM, spacing=theme.ROOM, expand=True)


@component
def OccasionCard(account: Account, me: MeStore, one: Occasion, go: Go) -> ft.Control:
    """Everything that there is to say."""
    w = account.words
    original, turn = use_state(False)
    asking, ask = use_state(False)
    skipping, skip = use_maybe(date)
    ft.use_dialog(_confirm(account, one, ask) if asking else _confirm_skip(account, one, skipping, skip))
    head = shown(one.title, w.lang, original=original)
    line = written(account, head)
    line.theme_style, line.weight = ft.TextThemeStyle.HEADLINE_SMALL, ft.FontWeight.W_700
    lines: list[ft.Control] = [
        *_state(account, one),
        ft.Semantics(content=line, header=True, heading_level=1),
        ft.Row([mark(kind_names(w)[one.kind], ICONS[one.kind])], wrap=True),
        *_facts(account, one, original=original),
    ]
    if one.details is not None:
        lines.append(written(account, shown(one.details, w.lang, original=original)))
    foot = translation_foot(
        w, _telling(one), shown(_telling(one), w.lang, original=original), lambda: turn(not original)
    )
    lines += [foot] if foot else []
    lines.append(small(w._("Posted by {name}", name=one.author.name)))
    lines.append(
        ft.Row(_buttons(account, me, one, go, ask), wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)
    )
    lines += _times(account, me, one, skip)
    return card(ft.Column(lines, spacing=theme.SPACE))


def _telling(one: Occasion) -> Text:
    """The text by which it is said who translated: the longest there is."""
    return one.details or one.title


def _state(account: Account, one: Occasion) -> list[ft.Control]:
    w = account.words
    if account.waiting.last(f"event:{one.id}"):
        said = w._("Your change is on its way. It goes out when there is a connection.")
        return [note(said, ft.Icons.SCHEDULE)]
    if one.state is OccasionState.CANCELLED:
        return [note(w._("Cancelled. This event will not take place."), ft.Icons.EVENT_BUSY, wrong=True)]
    return []


def _facts(account: Account, one: Occasion, *, original: bool) -> list[ft.Control]:
    w = account.words
    facts = [
        (ft.Icons.EVENT, w._("Date"), days_said(account, one.when.first, one.when.last)),
        (ft.Icons.SCHEDULE, w._("Time"), clock_said(w, one.when)),
    ]
    if series := series_said(account, one.when):
        facts.append((ft.Icons.REPEAT, w._("Repeats"), series))
    if one.venue is not None:
        venue = shown(one.venue, w.lang, original=original).body
        facts.append((ft.Icons.PLACE_OUTLINED, w._("Place"), w.apart(venue)))
    # Translators: the line says whom an event is for: a class, a year, the whole school or one child.
    facts.append((ft.Icons.GROUPS_OUTLINED, w._("For"), place_name(w, one)))
    return [
        ft.MergeSemantics(
            ft.Row([ft.Icon(icon, semantics_label=name, color=ft.Colors.PRIMARY), words(said, expand=True)],
                   spacing=theme.SPACE)
        )
        for icon, name, said in facts
    ]  # fmt: skip


def _buttons(
    account: Account, me: MeStore, one: Occasion, go: Go, ask: Callable[[bool], None]
) -> list[ft.Control]:
    w = account.words
    address = ft.Url(actions.file_address(account, one.id), ft.UrlTarget.BLANK)
    buttons: list[ft.Control] = [
        ft.OutlinedButton(w._("Add to my calendar"), icon=ft.Icons.EVENT_AVAILABLE, url=address)
    ]
    if _may_change(me, one):
        buttons += [
            side_button(w._("Change"), lambda _: go(f"/calendar/{one.id}/edit"), icon=ft.Icons.EDIT_OUTLINED),
            text_button(w._("Cancel the event"), lambda _: ask(True), icon=ft.Icons.EVENT_BUSY),
        ]
    return [*buttons, report_button(account, Reportable.OCCASION, one.id)]


def _may_change(me: MeStore, one: Occasion) -> bool:
    """As the server has it: who leads there, and its author while they may post there."""
    if one.state is OccasionState.CANCELLED or me.me is None:
        return False
    there = next((audience for audience in me.audiences if audience.topic == one.topic), None)
    return there is not None and (there.leads or one.author.id == me.me.id)


def _times(
    account: Account, me: MeStore, one: Occasion, skip: Callable[[date | None], None]
) -> list[ft.Control]:
    """The next times of a series; who may change it can leave one out."""
    if one.when.repeats is Repeats.NEVER or one.state is OccasionState.CANCELLED:
        return []
    w, now = account.words, today(account)
    coming = one.when.days_between(now, date.max)[:6]
    if not coming:
        return []
    rows: list[ft.Control] = [title(w._("The next times"), level=2)]
    for day in coming:
        said = day_said(account, day)
        line: list[ft.Control] = [words(said, expand=True)]
        if _may_change(me, one):
            # Translators: a button: one time of a series will not take place.
            button = text_button(w._("Leave out"), lambda _, day=day: skip(day))
            line.append(ft.Semantics(content=button, label=said))
        rows.append(ft.Row(line))
    return rows


def _confirm(account: Account, one: Occasion, ask: Callable[[bool], None]) -> ft.AlertDialog:
    w = account.words

    def cancel(_: Any) -> None:
        ask(False)
        account.do(actions.cancel_occasion, one.id)

    said = w._(
        "Families see that it will not take place, here and in their own calendars. This cannot be undone."
    )
    return _dialog(
        account, w._("Cancel this event?"), said, w._("Cancel the event"), cancel, lambda: ask(False)
    )


def _confirm_skip(
    account: Account, one: Occasion, day: date | None, skip: Callable[[date | None], None]
) -> ft.AlertDialog | None:
    if day is None:
        return None
    w = account.words

    def leave_out(_: Any) -> None:
        skip(None)
        account.do(actions.leave_out, one, day)

    said = w._("All other times stay as they are.")
    name = w._("Leave out {date}?", date=day_said(account, day))
    return _dialog(account, name, said, w._("Leave out"), leave_out, partial(skip, None))


def _dialog(
    account: Account, name: str, said: str, button: str, do: Any, close: Callable[[], Any]
) -> ft.AlertDialog:
    return ft.AlertDialog(
        title=ft.Text(name),
        content=words(said),
        actions=[text_button(account.words._("Keep it"), lambda _: close()), main_button(button, do)],
        on_dismiss=lambda _: close(),
        actions_padding=theme.ROOM,
    )
