"""What a person can do about being told: choose how, be where a thing is, and, in the office, try an address again."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Final

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.words import Words
from client.notifications.store import Arrival, Arrivals, NotificationsStore
from wire.base import Nothing
from wire.notifications import (
    AT_WORK,
    CHOOSE_NOTIFICATIONS,
    GET_BOUNCES,
    GET_NOTIFICATIONS,
    RETRY_BOUNCE,
    SEE,
    BounceRef,
    NoticeChoices,
    NoticeKind,
    Seen,
)  # fmt: skip

WHERE_THINGS_ARE: Final = re.compile(r"/|/(stories|messages|forms|library)/\d{1,15}|/forms/\d{1,15}/answers")


def announce(account: Account, arrival: Arrival) -> None:
    """Quietly say that something is new elsewhere; not for what happened before the app was open."""
    if account.link.state == "live" and account.me.state == "signed_in":
        account.notices.say("new", sentence(account.words, arrival), path=arrival.path)


def sentence(w: Words, arrival: Arrival) -> str:
    """What is new, and from whom."""
    author = arrival.author
    if arrival.kind is NoticeKind.STORY:
        return w._("New story from {author}", author=author)
    if arrival.kind is NoticeKind.COMMENT:
        return w._("New comment from {author}", author=author)
    if arrival.kind is NoticeKind.FORM:
        return w._("A form to fill in")
    if arrival.kind is NoticeKind.NEWS:
        return w._("News from {author}", author=author)
    if arrival.kind is NoticeKind.DOCUMENT:
        return w._("New document from {author}", author=author)
    if arrival.kind in (NoticeKind.WORK, NoticeKind.REPORT):
        return _for_a_child(w, arrival)
    return _at_work(w, arrival) if arrival.kind in AT_WORK else _message(w, arrival)


def _at_work(w: Words, arrival: Arrival) -> str:
    if arrival.kind is NoticeKind.HANDED_BACK:
        return w._("{author} gave back what you handed in", author=arrival.author)
    return w._("{author} passed answers on to you", author=arrival.author)


def _message(w: Words, arrival: Arrival) -> str:
    author, about = arrival.author, arrival.about
    if about:
        # Translators: {about} is the name of a child.
        return w._("New message from {author} about {about}", author=author, about=about)
    return w._("New message from {author}", author=author)


def _for_a_child(w: Words, arrival: Arrival) -> str:
    author, about = arrival.author, arrival.about
    if arrival.kind is NoticeKind.REPORT:
        # Translators: {about} is the name of a child.
        about_one = w._("New school report from {author} about {about}", author=author, about=about)
        return about_one if about else w._("New school report from {author}", author=author)
    # Translators: {about} is the name of a child.
    for_one = w._("New work to do at home from {author} for {about}", author=author, about=about)
    return for_one if about else w._("New work to do at home from {author}", author=author)


async def be_at(account: Account, path: str) -> None:
    """The person is there now: what is there needs no notice and no e-mail any more."""
    account[Arrivals].at = path
    account.notices.arrived(path)
    if account.me.state == "signed_in" and WHERE_THINGS_ARE.fullmatch(path):
        with suppress(Offline, Refused):
            await account.api.call(SEE, Seen(path=path))


async def be_back(account: Account) -> None:
    """The app came back to the front, where it was."""
    await be_at(account, account[Arrivals].at)


async def load_choices(account: Account) -> None:
    """Load my choices. A failure stands in the store's own state."""
    store = account[NotificationsStore]
    store.state = "loading" if store.mine is None else "ready"
    try:
        store.show(await account.api.call(GET_NOTIFICATIONS, Nothing()))
    except (Offline, Refused):
        store.state = "ready" if store.mine else "failed"


async def choose(account: Account, choices: NoticeChoices) -> None:
    """Choose how to hear of things."""
    account[NotificationsStore].show(await account.api.call(CHOOSE_NOTIFICATIONS, choices))


async def load_bounces(account: Account) -> None:
    """Load the e-mails that came back. A failure stands in the store's own state."""
    store = account[NotificationsStore]
    store.bounces_state = "loading" if store.bounces is None else "ready"
    try:
        store.show_bounces(await account.api.call(GET_BOUNCES, Nothing()))
    except (Offline, Refused):
        store.bounces_state = "ready" if store.bounces else "failed"


async def retry_bounce(account: Account, bounce_id: int) -> None:
    """Send an e-mail that came back once more."""
    account[NotificationsStore].show_bounces(
        await account.api.call(RETRY_BOUNCE, BounceRef(bounce_id=bounce_id))
    )
