"""Finding a conversation by child, adult, dates and words; what is found says who and when (spec 11.1)."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any
from zoneinfo import ZoneInfo

import flet as ft
import msgspec

from client.core.account import Account
from client.safeguarding import actions
from client.safeguarding.parts import Go, person_line, use_opening
from client.safeguarding.store import SafeguardingStore
from client.ui import theme
from client.ui.component import component, row, use_state
from client.ui.drawings import LETTER
from client.ui.moments import picked_day
from client.ui.parts import (
    card,
    choice,
    empty,
    failed_card,
    field,
    main_button,
    note,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import small, strong, title
from wire.safeguarding import FindThreads, FoundThread


class Chosen(msgspec.Struct, frozen=True):
    """What is looked for, with names to show. ``since`` and ``until``: the first and the last day."""

    child: int | None = None
    adult: int | None = None
    who: str = ""
    words: str = ""
    since: date | None = None
    until: date | None = None

    def ask(self, zone: str) -> FindThreads:
        """The same for the server: whole days by the school's clock."""
        return FindThreads(
            child=self.child,
            adult=self.adult,
            words=self.words.strip(),
            since=_midnight(self.since, zone) if self.since else None,
            until=_midnight(self.until + timedelta(days=1), zone) if self.until else None,
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is looked for."""
        return not (self.child or self.adult or self.words.strip() or self.since or self.until)


@component
def Finding(account: Account, store: SafeguardingStore, go: Go) -> ft.Control:
    """The form, and what was found below it."""
    w = account.words
    chosen, choose = use_state(Chosen())
    name, set_name = use_state("")
    open_thread = use_opening(account, go)

    def find(_: Any) -> None:
        account.do(actions.find_threads, chosen.ask(w.zone))

    def find_people(_: Any) -> None:
        if len(name.strip()) > 1:
            account.do(actions.find_people, name)

    parts: list[ft.Control] = [
        note(w._("Each search is recorded: who looked, when, and for what."), ft.Icons.INFO_OUTLINE),
        field(
            w._("Name of a child or an adult"),
            name,
            lambda e: set_name(e.control.value),
            on_submit=find_people,
        ),
        ft.Row([side_button(w._("Look up"), find_people, icon=ft.Icons.PERSON_SEARCH_OUTLINED)]),
        *_people(account, store, chosen, choose),
        field(
            w._("Words in a message"),
            chosen.words,
            lambda e: choose(msgspec.structs.replace(chosen, words=e.control.value)),
            max_length=100,
            on_submit=find,
        ),
        Days(account, chosen, choose, key="days"),
        ft.Row([main_button(w._("Find"), find, icon=ft.Icons.SEARCH, disabled=chosen.is_empty)]),
        *_found(account, store, open_thread),
    ]
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


def _people(
    account: Account, store: SafeguardingStore, chosen: Chosen, choose: Callable[[Chosen], None]
) -> list[ft.Control]:
    w = account.words
    chips: list[ft.Control] = []
    if chosen.who:
        gone = msgspec.structs.replace(chosen, child=None, adult=None, who="")
        chips.append(choice(chosen.who, lambda _: choose(gone), chosen=True))
    if store.people is not None:
        for pupil in store.people.pupils:
            name = f"{w.apart(pupil.name)} · {w.apart(pupil.class_name)}"
            new = msgspec.structs.replace(chosen, child=pupil.id, adult=None, who=name)
            chips.append(choice(name, partial(_take, choose, new), chosen=False))
        for adult in store.people.adults:
            name = person_line(w, adult)
            new = msgspec.structs.replace(chosen, adult=adult.id, child=None, who=name)
            chips.append(choice(name, partial(_take, choose, new), chosen=False))
        if not (store.people.pupils or store.people.adults):
            chips.append(small(w._("Nobody has a name like this.")))
    return [ft.Row(chips, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)] if chips else []


def _take(choose: Callable[[Chosen], None], chosen: Chosen, _: Any) -> None:
    choose(chosen)


@component
def Days(account: Account, chosen: Chosen, choose: Callable[[Chosen], None]) -> ft.Control:
    """From which day to which day."""
    w = account.words
    asking, ask = use_state("")

    def picked(e: Any) -> None:
        choose(msgspec.structs.replace(chosen, **{asking: picked_day(e.control.value)}))
        ask("")

    ft.use_dialog(_picker(account, asking, ask, picked))

    def button(name: str, day: date | None, which: str) -> ft.Control:
        said = w.date(_midnight(day, w.zone), account.clock.now()) if day else name
        return side_button(said, lambda _: ask(which), icon=ft.Icons.EVENT)

    parts = [
        button(w._("From any day"), chosen.since, "since"),
        button(w._("To any day"), chosen.until, "until"),
    ]
    if chosen.since or chosen.until:
        clear = msgspec.structs.replace(chosen, since=None, until=None)
        parts.append(text_button(w._("Any day"), lambda _: choose(clear)))
    return ft.Row(parts, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)


def _picker(
    account: Account, asking: str, ask: Callable[[str], None], picked: Callable[[Any], None]
) -> ft.DatePicker | None:
    if not asking:
        return None
    w = account.words
    today = datetime.fromtimestamp(account.clock.now() / 1000, ZoneInfo(w.zone)).date()
    return ft.DatePicker(
        value=datetime.combine(today, time()),
        first_date=datetime(2020, 1, 1),  # noqa: DTZ001 a day, not a moment
        last_date=datetime.combine(today, time()),
        help_text=w._("From which day?") if asking == "since" else w._("To which day?"),
        cancel_text=w._("Cancel"),
        # Translators: a button that takes what was chosen.
        confirm_text=w.p("verb", "Choose"),
        on_change=picked,
        on_dismiss=lambda _: ask(""),
    )


def _found(
    account: Account, store: SafeguardingStore, open_thread: Callable[[int], None]
) -> list[ft.Control]:
    w, search = account.words, store.search
    if search.state == "none":
        return []
    if search.state == "loading":
        return [skeleton(w, 1)]
    if search.state == "failed":
        return [failed_card(w._("The search did not work"), w._("Nothing is lost. Please try again."))]
    if not search.threads:
        return [empty(LETTER, w._("Nothing found"), w._("No conversation fits what you are looking for."))]
    rows: list[ft.Control] = [title(w._("Found"))]
    rows += [FoundCard(account, one, open_thread, key=one.thread_id) for one in search.threads]
    if search.next is not None:
        rows.append(text_button(w._("Show more"), lambda _: account.do(actions.find_more)))
    return rows


@row
def FoundCard(account: Account, found: FoundThread, open_thread: Callable[[int], None]) -> ft.Control:
    """A conversation by who and when, without a word of what was said."""
    w = account.words
    lines: list[ft.Control] = [
        strong(w._("About {name}, {class_name}", name=found.pupil_name, class_name=found.class_name)),
        small(w.listing([person.name for person in (*found.family, *found.staff)])),
        small(w.n("{n} message", "{n} messages", found.messages)),
    ]
    if found.first_at is not None and found.last_at is not None:
        now = account.clock.now()
        # Translators: two days.
        days = w._(
            "From {first} to {last}", first=w.date(found.first_at, now), last=w.date(found.last_at, now)
        )
        lines.append(small(days))
    button = side_button(
        w._("Open with a reason"), lambda _: open_thread(found.thread_id), icon=ft.Icons.LOCK_OPEN_OUTLINED
    )
    return card(ft.Column([*lines, ft.Row([button])], spacing=theme.SNUG, tight=True), flat=True)


def _midnight(day: date, zone: str) -> int:
    return int(datetime.combine(day, time(), ZoneInfo(zone)).timestamp() * 1000)
