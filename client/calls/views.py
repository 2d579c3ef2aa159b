"""The screens of calls: asking for one, my own, and the office's list."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.calls import actions
from client.calls.asking import AskCall
from client.calls.parts import call_lines, phone_button
from client.calls.store import CallList, CallsStore
from client.core.account import Account
from client.core.me import MeStore
from client.core.waiting import WaitingStore
from client.core.words import Words
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, screen, use_state
from client.ui.drafting import DraftField
from client.ui.drawings import SPEECH
from client.ui.frame import paged
from client.ui.office import ASK_CALL
from client.ui.parts import (
    apart,
    card,
    choice,
    empty,
    failed_card,
    main_button,
    note,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import small, strong
from client.ui.tick import use_now
from wire.base import Role
from wire.calls import Call, CallState

Go = Callable[[str], Any]


@screen
def AskCallScreen(account: Account, me: MeStore, go: Go, kind: str, child: int | None) -> ft.View:
    """Asking to be called."""
    content = AskCall(account, me, account[CallsStore], go, kind, child, key="ask")
    return paged(account, ASK_CALL, account.words._("Call me with an interpreter"), content)


@screen
def CallsScreen(account: Account, me: MeStore, go: Go) -> ft.View:
    """For the office: everybody who waits for a call. For a family: what they asked for."""
    w, store = account.words, account[CallsStore]
    if me.side == "staff" and me.me is not None and Role.OFFICE in me.me.roles:
        return paged(account, "/calls", w._("Calls to make"), OfficeCalls(account, store, key="office"))
    mine = MyCallList(account, store, account.waiting, go, key="mine")
    return paged(account, "/calls", w._("Calls with an interpreter"), mine)


def _listing(rows: list[ft.Control]) -> ft.Control:
    return ft.ListView(
        [reading_column(one) for one in rows], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


@component
def MyCallList(account: Account, store: CallsStore, waiting: WaitingStore, go: Go) -> ft.Control:
    """My wishes that are open; each can be taken back."""
    w, now = account.words, use_now(account)

    def load() -> None:
        account.do(actions.load_mine)

    ft.use_effect(load, [])
    ask = ft.Row(
        [
            main_button(
                w._("Ask for a new call"), lambda _: go(ASK_CALL), icon=ft.Icons.PHONE_CALLBACK_OUTLINED
            )
        ]
    )
    rows: list[ft.Control] = [_my_call(account, call, now) for call in store.mine]
    on_its_way = w._("On its way. It goes out when there is a connection.")
    rows += [note(on_its_way, ft.Icons.SCHEDULE) for _ in waiting.about(actions.PLACE)]
    if not rows and store.mine_state == "failed":
        return _listing([_failed(w, load)])
    if not rows and store.mine_state != "ready":
        return _listing([skeleton(w, 1)])
    if not rows:
        rows = [empty(SPEECH, w._("No calls are planned"), w._("The office calls you in your language."))]
    return _listing([*rows, ask])


def _my_call(account: Account, call: Call, now: int) -> ft.Control:
    w = account.words
    lines = call_lines(account, call, now)
    lines.insert(0, small(w._("The office has your request and will call {phone}.", phone=call.phone)))
    back = text_button(
        w._("Take back"), lambda _: account.do(actions.take_back_call, call.id), icon=ft.Icons.UNDO
    )
    return card(ft.Column([*lines, ft.Row([back])], spacing=theme.SNUG), flat=True)


@component
def OfficeCalls(account: Account, store: CallsStore) -> ft.Control:
    """Who has waited longest stands first."""
    w, now = account.words, use_now(account)
    closed, show = use_state(False)

    def load() -> None:
        account.do(actions.load_calls, closed)

    ft.use_effect(load, [closed])
    calls = store.closed if closed else store.waiting
    tabs = ft.Row(
        [
            choice(w._("Waiting: {n}", n=store.open), lambda _: show(False), chosen=not closed),
            # Translators: calls that were made, or taken back by the parent.
            choice(w._("Finished"), lambda _: show(True), chosen=closed),
        ],
        wrap=True,
        spacing=theme.SNUG,
    )
    return _listing([tabs, *_office_rows(account, calls, now, load, closed=closed)])


def _office_rows(
    account: Account, calls: CallList, now: int, load: Callable[[], None], *, closed: bool
) -> list[ft.Control]:
    w = account.words
    if calls.calls:
        draw = _finished if closed else _waiting
        rows: list[ft.Control] = [draw(account, call, now) for call in calls.calls]
        if calls.next is not None:
            more = text_button(w._("Show more"), lambda _: account.do(actions.load_more_calls, closed))
            rows.append(ft.Row([more]))
        return rows
    if calls.state == "failed":
        return [_failed(w, load)]
    if calls.state != "ready":
        return [skeleton(w, 2)]
    return [empty(SPEECH, w._("Nobody waits for a call"), w._("Families who ask for a call stand here."))]


def _waiting(account: Account, call: Call, now: int) -> ft.Control:
    return WaitingCall(account, call, now, key=call.id)


@component
def WaitingCall(account: Account, call: Call, now: int) -> ft.Control:
    """One family to call, and the place for a note once it was done."""
    w = account.words
    parts: list[ft.Control] = [
        strong(call.person.name),
        *call_lines(account, call, now),
        ft.Row([phone_button(w, call)]),
        apart(
            DraftField(account, account.drafts, actions.note_place(call.id), w._("Note for the office"), 1)
        ),
        ft.Row(
            [
                side_button(
                    # Translators: a button: the telephone call was made.
                    w._("Called"),
                    lambda _: account.do(actions.finish_call, call.id),
                    icon=ft.Icons.CHECK,
                )
            ]
        ),
    ]
    return card(ft.Column(parts, spacing=theme.SNUG), flat=True)


def _finished(account: Account, call: Call, now: int) -> ft.Control:
    w = account.words
    at = w.when(call.closed_at or call.at, now)
    if call.state is CallState.TAKEN_BACK:
        said = w._("Taken back by the family {ago}", ago=at)
    else:
        said = w._("{name} called {ago}", name=call.closed_by.name if call.closed_by else "", ago=at)
    parts: list[ft.Control] = [strong(call.person.name), *call_lines(account, call, now), small(said)]
    if call.note is not None:
        parts.append(written(account, shown(call.note, w.lang)))
    return card(ft.Column(parts, spacing=theme.SNUG), flat=True)


def _failed(w: Words, load: Callable[[], None]) -> ft.Control:
    again = side_button(w._("Try again"), lambda _: load())
    return failed_card(w._("The list could not be loaded"), w._("Nothing is lost. Please try again."), again)
