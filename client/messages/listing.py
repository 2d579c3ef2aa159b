"""The list of threads: who, the last words, when, and what is new; page by page."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.messages import actions
from client.messages.parts import about_whom, face, in_one_line, name_and_time, others_name
from client.messages.store import Key, Listing, MessagesStore
from client.ui import theme
from client.ui.component import component, row, use_state
from client.ui.drawings import CLOCK, SPEECH
from client.ui.frame import heading
from client.ui.parts import (
    choice,
    empty,
    failed_card,
    icon_button,
    reading_column,
    side_button,
)
from client.ui.parts import skeleton as waiting_shapes
from client.ui.sides import chip_row, side_bars
from client.ui.text import message as written_line
from client.ui.text import page_runs_rtl, restyled, small
from client.ui.tick import use_now
from client.ui.values import HAIR_LINE
from client.ui.window import Window
from wire.messages import ThreadLine

AHEAD = 900
"""So many pixels before the end, the next page is asked for."""

Go = Callable[[str], Any]


@component
def ThreadList(
    account: Account, me: MeStore, store: MessagesStore, window: Window, go: Go, chosen: int | None
) -> ft.Control:
    """The threads of one side: all, of one child, or those that wait for an answer."""
    now = use_now(account)
    only_waiting, wait = use_state(False)
    waiting = only_waiting and me.side == "staff"
    key: Key = (me.side, me.child if me.side == "family" else None, waiting)

    def load() -> None:
        account.do(actions.open_list, key)

    ft.use_effect(load, [*key])
    listing, lines = store.listing(key), store.shown(key)

    def scrolled(e: ft.OnScrollEvent) -> None:
        if e.pixels > e.max_scroll_extent - AHEAD:
            account.do(actions.load_more, key)

    rows = [_top(account, me, go, key, wait)]
    rows += [
        ThreadRow(
            account, line, me.side, _when(account, line, now, waiting=waiting), line.thread.id == chosen,
            waiting, go, key=line.thread.id,
        )
        for line in lines
    ]  # fmt: skip
    rows.append(_end(account, me, key, listing, bool(lines)))
    return ft.ListView(
        [reading_column(one, width=480 if window.wide else theme.READING_WIDTH) for one in rows],
        key=f"threads-{key}",
        spacing=theme.SNUG,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=96),
        expand=True,
        on_scroll=scrolled,
        scroll_interval=100,
    )


def _when(account: Account, line: ThreadLine, now: int, *, waiting: bool) -> str:
    w = account.words
    if waiting and line.thread.waiting_since is not None:
        return w._("Waiting since {date}", date=w.date_and_time(line.thread.waiting_since, now))
    return w.when(line.last.at, now) if line.last else ""


def _top(account: Account, me: MeStore, go: Go, key: Key, wait: Callable[[bool], None]) -> ft.Control:
    w = account.words
    buttons: list[ft.Control] = [
        icon_button(w._("Search messages"), ft.Icons.SEARCH, lambda _: go("/messages/search")),
        icon_button(
            w._("Look for new messages"), ft.Icons.REFRESH, lambda _: account.do(actions.refresh, key)
        ),
    ]
    name = w._("Messages")
    large = me.preferences.text_size >= theme.LARGE
    lines: list[ft.Control] = [heading(name), ft.Row(buttons)] if large else [heading(name, *buttons)]
    lines += side_bars(w, me, lambda side, child: account.do(actions.look_at, side, child))
    if me.side == "staff":
        lines.append(
            chip_row(
                [
                    choice(w._("All messages"), lambda _: wait(False), chosen=not key[2]),
                    choice(w._("Waiting for an answer"), lambda _: wait(True), chosen=key[2]),
                ]
            )
        )
    return ft.Column(lines, spacing=theme.SNUG)


@row
def ThreadRow(
    account: Account, line: ThreadLine, side: Any, when: str, chosen: bool, waiting: bool, go: Go
) -> ft.Control:
    """One thread: with whom, about whom, the last words in my language, when, how much is new."""
    w = account.words
    name = others_name(w, line.thread, side)
    lines: list[ft.Control] = [
        name_and_time(account, name, "" if waiting else when),
        small(about_whom(w, line.thread, side)),
        ft.Row([_last(account, line), *_new(account, line)], spacing=theme.SNUG),
    ]
    if waiting:
        lines.append(_clock_line(when))
    parts = [face(line.thread, side), ft.Column(lines, spacing=2, expand=True)]
    box = ft.Container(
        ft.Row(parts, spacing=theme.SPACE, vertical_alignment=ft.CrossAxisAlignment.START),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST if chosen else ft.Colors.SURFACE_CONTAINER_LOW,
        border=ft.Border.all(2, ft.Colors.PRIMARY) if chosen else HAIR_LINE,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
        on_click=lambda _: go(f"/messages/{line.thread.id}"),
        ink=True,
    )
    return ft.MergeSemantics(ft.Semantics(content=box, button=True, selected=chosen or None))


def _last(account: Account, line: ThreadLine) -> ft.Control:
    w = account.words
    if line.last is None:
        return small(w._("No messages yet"), expand=True)
    body, lang = in_one_line(w, line.last)
    said = written_line(
        body, lang, scale=account.me.preferences.text_size / 100, page_rtl=page_runs_rtl(w), max_lines=1
    )
    said.expand = True
    return restyled(said, weight=ft.FontWeight.W_700) if line.unread else said


def _new(account: Account, line: ThreadLine) -> list[ft.Control]:
    """How many are new: a number to see, words to hear."""
    if not line.unread:
        return []
    w = account.words
    number = ft.Container(
        ft.Text(
            w.number(line.unread), theme_style=ft.TextThemeStyle.LABEL_MEDIUM, color=ft.Colors.ON_PRIMARY
        ),
        bgcolor=ft.Colors.PRIMARY,
        border_radius=theme.RADIUS_FULL,
        padding=ft.Padding.symmetric(horizontal=theme.SNUG, vertical=1),
    )
    said = w.n("{n} unread message", "{n} unread messages", line.unread)
    return [ft.Semantics(content=number, label=said, exclude_semantics=True)]


def _clock_line(when: str) -> ft.Control:
    return ft.Row(
        [ft.Icon(ft.Icons.SCHEDULE, size=15, color=ft.Colors.ON_SURFACE_VARIANT), small(when, expand=True)],
        spacing=6,
    )


def _end(account: Account, me: MeStore, key: Key, listing: Listing, has_lines: bool) -> ft.Control:
    """What stands under the last thread: more is coming, it failed, or what will come here."""
    w = account.words
    if listing.state == "failed":
        again = actions.load_more if has_lines else actions.refresh
        button = side_button(w._("Try again"), lambda _: account.do(again, key))
        return failed_card(
            w._("The messages could not be loaded"), w._("Nothing is lost. Please try again."), button
        )
    if not has_lines:
        if listing.state != "ready":
            return waiting_shapes(w)
        return _nothing_yet(account, me, waiting=key[2])
    if listing.state == "loading" and listing.next is not None:
        return waiting_shapes(w, 1)
    return ft.Container(height=theme.AIRY)


def _nothing_yet(account: Account, me: MeStore, *, waiting: bool) -> ft.Control:
    w = account.words
    if waiting:
        return empty(CLOCK, w._("Nobody is waiting"), w._("Every family that wrote has an answer."))
    if me.side == "staff":
        said = w._("What families and you write to each other will stand here.")
    else:
        said = w._("Here you can write to the people who work with your child.")
    return empty(SPEECH, w._("No messages yet"), said)
