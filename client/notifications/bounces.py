"""The office's list of addresses to which no e-mail arrives, and the button that tries again."""

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.notifications import actions
from client.notifications.store import NotificationsStore
from client.ui import theme
from client.ui.component import component, screen
from client.ui.drawings import KITE
from client.ui.frame import paged
from client.ui.parts import card, empty, failed_card, note, reading_column, side_button, skeleton
from client.ui.text import small, strong, words
from wire.notifications import Bounce, Bounces, BounceWhy


@screen
def BouncesScreen(account: Account, store: NotificationsStore) -> ft.View:
    """Which e-mails came back."""
    return paged(
        account, "/more/bounces", account.words._("E-mails that came back"), BounceList(account, store)
    )


@component
def BounceList(account: Account, store: NotificationsStore) -> ft.Control:
    """Who, which address, when, and why in plain words."""
    w = account.words

    def load() -> None:
        account.do(actions.load_bounces)

    ft.use_effect(load, [])
    if store.bounces is not None:
        rows = _rows(account, store.bounces)
    elif store.bounces_state == "failed":
        again = side_button(w._("Try again"), lambda _: load())
        rows = [
            failed_card(w._("The list could not be loaded"), w._("Nothing is lost. Please try again."), again)
        ]
    else:
        rows = [skeleton(w, 1)]
    return ft.ListView(
        [reading_column(one) for one in rows], spacing=theme.SPACE, padding=theme.ROOM, expand=True
    )


def _rows(account: Account, found: Bounces) -> list[ft.Control]:
    w = account.words
    rows: list[ft.Control] = []
    if not found.mail_on:
        rows.append(note(w._("This school does not send e-mails."), ft.Icons.INFO_OUTLINE))
    if found.stuck:
        stuck = w.n(
            "{n} e-mail waits because the mail server does not take it yet. It is tried again by itself.",
            "{n} e-mails wait because the mail server does not take them yet. They are tried again by themselves.",
            found.stuck,
        )
        rows.append(note(stuck, ft.Icons.SCHEDULE))
    if not found.bounces:
        about = w._("When an address does not work, you will see here whose it is.")
        rows.append(empty(KITE, w._("No e-mail came back"), about))
    return [*rows, *(_bounce(account, one) for one in found.bounces)]


def _bounce(account: Account, one: Bounce) -> ft.Control:
    w = account.words
    when = w.date_and_time(one.at, account.clock.now())
    lines: list[ft.Control] = [
        strong(one.name),
        small(w.apart(one.email)),
        words(why(w, one.why)),
        small(w._("{when}. The mail server said {code}.", when=when, code=one.code)),
        side_button(
            w._("Try this address again"),
            lambda _: account.do(actions.retry_bounce, one.id),
            icon=ft.Icons.REFRESH,
        ),
    ]
    return card(ft.Column(lines, spacing=theme.HAIR), flat=True)


def why(w: Words, reason: BounceWhy) -> str:
    """Why it did not arrive, and what helps."""
    return {
        BounceWhy.UNKNOWN: w._("This address does not exist. Please ask for the right one."),
        BounceWhy.FULL: w._("The mailbox is full. Try again when it has been cleared."),
        BounceWhy.REFUSED: w._(
            "The mailbox does not take e-mails from the school. Please ask for another address."
        ),
        BounceWhy.TOO_LATE: w._("The mailbox could not take it for a whole day. Try again later."),
    }[reason]
