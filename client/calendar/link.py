"""A family's own link: the calendar of the phone shows what is for them, in their language (spec 8.2)."""

from typing import Any

import flet as ft

from client.calendar import actions
from client.calendar.store import CalendarStore
from client.core.account import Account
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import (
    card,
    main_button,
    note,
    problem_note,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import title, words


@component
def LinkPage(account: Account, store: CalendarStore) -> ft.Control:
    """What a link is, the one that was made just now, and how to end it."""
    problem, tell = use_state("")

    async def run(action: Any) -> None:
        tell(await account.attempt(action) or "")

    async def look() -> None:
        await run(actions.load_link)

    ft.use_effect(look, [store.link is None])
    parts: list[ft.Control] = [_about(account)]
    if store.link is None:
        parts += [] if problem else [skeleton(account.words, 1)]
    elif store.secret and store.link.made_at is not None:
        parts.append(_made(account, run))
    else:
        parts.append(_make(account, store, run))
    parts += [problem_note(problem)] if problem else []
    if problem and store.link is None:
        again = side_button(account.words._("Try again"), lambda _: account.spawn(look()))
        parts.append(ft.Row([again], wrap=True))
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


def _about(account: Account) -> ft.Control:
    w = account.words
    lines: list[ft.Control] = [
        words(
            w._(
                "With a link, the calendar on your phone or computer shows the school's dates that are for you, "
                "in your language. It follows changes by itself."
            )
        ),
        note(
            w._(
                "Everybody who has the link can read these dates without a password, the maker of your calendar "
                "too. Please do not pass it on."
            ),
            ft.Icons.LOCK_OUTLINE,
        ),
    ]
    return ft.Column(lines, spacing=theme.SPACE)


def _make(account: Account, store: CalendarStore, run: Any) -> ft.Control:
    w = account.words
    made = store.link.made_at if store.link else None
    if made is None:
        return ft.Row(
            [
                main_button(
                    w._("Make my link"), lambda _: _go(account, run, actions.make_link), icon=ft.Icons.LINK
                )
            ]
        )
    said = w._(
        "You have a link since {date}. For safety it is shown only once.",
        date=w.date(made, account.clock.now()),
    )
    return card(ft.Column([words(said), _renewing(account, run)], spacing=theme.SPACE))


def _renewing(account: Account, run: Any) -> ft.Control:
    w = account.words
    buttons: list[ft.Control] = [
        side_button(
            w._("Make a new link"), lambda _: _go(account, run, actions.make_link), icon=ft.Icons.LINK
        ),
        text_button(
            w._("End my link"), lambda _: _go(account, run, actions.end_link), icon=ft.Icons.LINK_OFF
        ),
    ]
    said = w._("With a new link, or when you end it, the old link stops at once.")
    row = ft.Row(buttons, wrap=True, spacing=theme.SNUG, run_spacing=theme.SNUG)
    return ft.Column([row, words(said, quiet=True)], spacing=theme.SNUG)


def _made(account: Account, run: Any) -> ft.Control:
    """The link itself, for as long as this page is open."""
    w = account.words
    address = actions.link_address(account)
    subscribe = "webcal:" + address.partition(":")[2]
    lines: list[ft.Control] = [
        title(w._("Your link is ready")),
        words(w._("It is shown only now. Please add it to your calendar, or copy it.")),
        ft.FilledButton(w._("Open in my calendar"), icon=ft.Icons.EVENT_AVAILABLE, url=subscribe),
        ft.Row(
            [side_button(w._("Copy the link"), lambda _: account.do(copy_link), icon=ft.Icons.COPY)],
            wrap=True,
        ),
        # An address runs from left to right, whatever is around it.
        ft.Semantics(
            content=ft.Text(
                f"\u2066{address}\u2069", selectable=True, theme_style=ft.TextThemeStyle.BODY_SMALL
            ),
            container=True,
        ),
        _renewing(account, run),
    ]
    return card(ft.Column(lines, spacing=theme.SPACE))


def _go(account: Account, run: Any, action: Any) -> None:
    account.spawn(run(action))


async def copy_link(account: Account) -> None:
    """Put the link where it can be pasted from."""
    await ft.Clipboard().set(actions.link_address(account))
    account.notices.say("done", account.words._("The link is copied."))
