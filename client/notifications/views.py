"""The screen on which a person chooses how they hear of things."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft
import msgspec

from client.core.account import Account
from client.core.me import MeStore
from client.core.words import Words
from client.notifications import actions
from client.notifications.parts import TimeButton, chips
from client.notifications.store import NotificationsStore
from client.ui import theme
from client.ui.component import component, screen
from client.ui.frame import paged
from client.ui.parts import card, failed_card, note, reading_column, side_button, skeleton, switched
from client.ui.text import small, strong, title
from wire.base import Role
from wire.modules import module_of_notice
from wire.notifications import AT_WORK, How, NoticeChoices, NoticeKind, Notifications, Quiet

USUAL_NIGHT = Quiet(starts=20 * 60, ends=7 * 60)
Choose = Callable[..., None]


@screen
def NotificationsScreen(account: Account, me: MeStore, store: NotificationsStore) -> ft.View:
    """How I hear of what is new."""
    content = ChoicesList(account, me, store)
    return paged(account, "/more/notifications", account.words._("Notifications"), content)


@component
def ChoicesList(account: Account, me: MeStore, store: NotificationsStore) -> ft.Control:
    """What I have chosen, each with one tap; what cannot take effect is said."""
    w = account.words

    def load() -> None:
        account.do(actions.load_choices)

    ft.use_effect(load, [])
    if store.mine is not None:
        parts = _choices(account, me, store.mine)
    elif store.state == "failed":
        again = side_button(w._("Try again"), lambda _: load())
        why = w._("Nothing is lost. Please try again.")
        parts = [failed_card(w._("Your choices could not be loaded"), why, again)]
    else:
        parts = [skeleton(w, 1)]
    return ft.ListView(
        [reading_column(part) for part in parts], spacing=theme.SPACE, padding=theme.ROOM, expand=True
    )


def _choices(account: Account, me: MeStore, mine: Notifications) -> list[ft.Control]:
    w, chosen = account.words, mine.choices
    if not mine.mail_on:
        said = w._("This school does not send e-mails. What is new is shown in the app.")
        return [note(said, ft.Icons.INFO_OUTLINE)]

    def choose(**change: Any) -> None:
        account.do(actions.choose, msgspec.structs.replace(chosen, **change))

    parts: list[ft.Control] = []
    if mine.bounced:
        parts.append(note(_came_back(w, mine.email), ft.Icons.ERROR_OUTLINE, wrong=True))
    parts.append(switched(w._("E-mails"), w.apart(mine.email), chosen.emails, lambda on: choose(emails=on)))
    if not chosen.emails:
        return parts
    parts.append(title(w._("How often?")))
    told = [
        kind
        for kind in NoticeKind
        if module_of_notice(kind) not in me.off and (me.works_here or kind not in AT_WORK)
    ]
    parts += [_kind(w, kind, chosen, choose) for kind in told]
    parts.append(title(w._("When and what?")))
    if How.DAILY in chosen.kinds.values():
        parts.append(_digest(account, chosen, choose))
    if me.me is not None and Role.PARENT in me.me.roles:
        parts.append(_quiet(account, chosen, choose))
    secret = w._("When this is off, an e-mail only says that there is something new.")
    words = w._("Names and words in e-mails")
    parts.append(switched(words, secret, chosen.words, lambda on: choose(words=on)))
    return parts


def _came_back(w: Words, email: str) -> str:
    return w._(
        "The last e-mail to {email} came back. No more e-mails are sent there. "
        "Please tell the office if this address is not right.",
        email=email,
    )


def kind_name(w: Words, kind: NoticeKind) -> str:
    """What somebody hears of."""
    return {
        NoticeKind.STORY: w._("Stories"),
        NoticeKind.COMMENT: w._("Comments on stories"),
        NoticeKind.MESSAGE: w._("Messages"),
        NoticeKind.FORM: w._("Forms"),
        NoticeKind.POINTS: w._("Points"),
        NoticeKind.OCCASION: w._("Calendar"),
        NoticeKind.NEWS: w._("News from the school"),
        NoticeKind.DOCUMENT: w._("Documents"),
        NoticeKind.WORK: w._("Work to do at home"),
        NoticeKind.REPORT: w._("School reports"),
        NoticeKind.HANDED_BACK: w._("What I handed in and got back"),
        NoticeKind.PASSED_ON: w._("Answers passed on to me"),
    }[kind]


def _kind(w: Words, kind: NoticeKind, chosen: NoticeChoices, choose: Choose) -> ft.Control:
    # Translators: three choices for e-mails about new things.
    hows = ((How.AT_ONCE, w._("At once")), (How.DAILY, w._("Once a day")), (How.NEVER, w._("Never")))
    now = chosen.kinds.get(kind)
    options = [(name, partial(_set_kind, choose, chosen, kind, how), now is how) for how, name in hows]
    return card(ft.Column([strong(kind_name(w, kind)), chips(options)], spacing=theme.SNUG), flat=True)


def _set_kind(choose: Choose, chosen: NoticeChoices, kind: NoticeKind, how: How, _: Any) -> None:
    choose(kinds={**chosen.kinds, kind: how})


def _digest(account: Account, chosen: NoticeChoices, choose: Choose) -> ft.Control:
    w = account.words
    button = TimeButton(
        account,
        w._("Time of the daily e-mail"),
        chosen.digest_at,
        lambda at: choose(digest_at=at),
        key="digest",
    )
    about = small(w._("All that comes once a day comes in one e-mail."))
    lines: list[ft.Control] = [strong(w._("Time of the daily e-mail")), about, button]
    return card(ft.Column(lines, spacing=theme.SNUG), flat=True)


def _quiet(account: Account, chosen: NoticeChoices, choose: Choose) -> ft.Control:
    w, quiet = account.words, chosen.quiet
    about = w._("In this time no e-mail comes. What is new comes afterwards.")

    def turn(on: bool) -> None:
        choose(quiet=USUAL_NIGHT if on else None)

    head = switched(w._("Quiet hours"), about, quiet is not None, turn, bare=True)
    if quiet is None:
        return card(head, flat=True)

    def begin(at: int) -> None:
        choose(quiet=Quiet(starts=at, ends=quiet.ends))

    def end(at: int) -> None:
        choose(quiet=Quiet(starts=quiet.starts, ends=at))

    # Translators: before a time of day, as in "From 20:00".
    first, last = w.p("time", "From"), w.p("time", "Until")
    times = ft.Row(
        [
            TimeButton(account, first, quiet.starts, begin, named=True, key="starts"),
            TimeButton(account, last, quiet.ends, end, named=True, key="ends"),
        ],
        wrap=True,
        spacing=theme.SNUG,
        run_spacing=theme.SNUG,
    )
    return card(ft.Column([head, times], spacing=theme.SNUG), flat=True)
