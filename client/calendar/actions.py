"""What a person can do with the calendar. Each is run by ``account.do(verb, …)``."""

from __future__ import annotations

import secrets
from datetime import date, datetime, timedelta
from typing import Final

import msgspec

from client.calendar.store import CalendarStore, Kept
from client.core import log
from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.me import Side
from client.core.zone import zone_of
from wire import events
from wire.base import Nothing
from wire.calendar import (
    CANCEL_OCCASION,
    EDIT_OCCASION,
    END_LINK,
    GET_DATES,
    GET_LINK,
    GET_OCCASION,
    LONGEST_LOOK,
    MAKE_LINK,
    POST_OCCASION,
    Dates,
    DatesAsk,
    EditOccasion,
    MakeLink,
    NewOccasion,
    Occasion,
    OccasionKind,
    OccasionRef,
    When,
    feed_path,
    occasion_path,
)  # fmt: skip

TITLE, VENUE, DETAILS = "eventtitle", "eventplace", "event"
"""The drafts of the form for a new event."""
CHOICES: Final = "eventform"
"""The draft of what is chosen in that form, as JSON: if it is refused, nothing has to be chosen again."""
AROUND: Final = timedelta(days=45)


async def look(account: Account, side: Side, first: date, last: date) -> None:
    """Load some days unless they are here. A failure stands in the store's own state."""
    account.me.side = side
    store = account[CalendarStore]
    if store.state in {"ready", "loading"} and store.knows(side, first, last):
        return
    first, last = first - AROUND, last + AROUND
    if store.known is not None and store.side == side:
        both = min(first, store.known[0]), max(last, store.known[1])
        first, last = both if (both[1] - both[0]).days <= LONGEST_LOOK else (first, last)
    await _load(account, side, first, last)


async def look_again(account: Account, side: Side, first: date, last: date) -> None:
    """Load some days whatever is here, as after a failure."""
    await _load(account, side, first, last)


async def _load(account: Account, side: Side, first: date, last: date) -> None:
    store = account[CalendarStore]
    if account.link.state == "offline":
        _show_kept(account, side)
    store.begin()
    try:
        answer = await _all_dates(account, DatesAsk(first=first, last=last, side=side))
    except (Offline, Refused) as error:
        if isinstance(error, Offline):
            _show_kept(account, side)
        store.fail()
        return
    store.days(side, first, last, answer)
    _keep(account)


async def _all_dates(account: Account, ask: DatesAsk) -> Dates:
    """All pages of some days."""
    answer = await account.api.call(GET_DATES, ask)
    found = answer.occasions
    while answer.next is not None:
        answer = await account.api.call(GET_DATES, msgspec.structs.replace(ask, skip=answer.next))
        found += answer.occasions
    return msgspec.structs.replace(answer, occasions=found)


def _part(side: Side) -> str:
    return f"calendar:{side}"


def _keep(account: Account) -> None:
    store = account[CalendarStore]
    if (kept := store.kept(account.clock.now())) is not None:
        account.keep_part(_part(store.side), msgspec.json.encode(kept))


def _show_kept(account: Account, side: Side) -> None:
    """Without a connection: what this device has seen last, unless it is on the screen."""
    store = account[CalendarStore]
    body = account.part(_part(side))
    if body is None or (store.by_id and store.side == side):
        return
    try:
        store.show_kept(side, msgspec.json.decode(body, type=Kept))
    except msgspec.MsgspecError as error:
        # It was written by another version of the app.
        log.bug(error, "reading last-seen dates")


def hear(account: Account, event: events.Event) -> None:
    """Something in the calendar changed: what is kept for later is kept anew."""
    match event:
        case events.CalendarChanged() | events.DaysChanged():
            _keep(account)
        case events.TextTranslated(text) if account[CalendarStore].is_complete_with(text.id):
            # Hundreds may come, each by itself: kept once, with the last of them.
            _keep(account)
        case _:
            pass


async def catch_up(account: Account) -> None:
    """After a snapshot, and when the line stands again: load what is shown and not here."""
    store = account[CalendarStore]
    if store.state in {"loading", "failed"} and store.known is not None:
        await _load(account, store.side, *store.known)


async def open_occasion(account: Account, occasion_id: int) -> None:
    """Load one occasion by its id, as after a tap on a link. Raises ``Refused`` if it is not mine to see."""
    store = account[CalendarStore]
    if occasion_id in store.by_id:
        return
    try:
        store.one(await account.api.call(GET_OCCASION, OccasionRef(occasion_id=occasion_id)))
    except Offline:
        _show_kept(account, account.me.side)
        raise


async def post_occasion(account: Account, topic: str, kind: OccasionKind, when: When) -> None:
    """Put into the calendar what stands in the drafts; the title stays there until it has arrived."""
    title, venue, details = (account.drafts.body(place) for place in (TITLE, VENUE, DETAILS))
    ask = NewOccasion(topic=topic, kind=kind, title=title, when=when, venue=venue, details=details)
    sent = await account.send(POST_OCCASION, ask, about="event", place=DETAILS, words=details)
    account.after(sent, _forget_drafts)


class Choices(msgspec.Struct, frozen=True):
    """What is chosen in the form for a new event."""

    topic: str
    kind: OccasionKind
    when: When


def choices(account: Account) -> Choices | None:
    """What was chosen before, if it still makes sense: not for days that are over, nor for whom I may not."""
    try:
        found = msgspec.json.decode(account.drafts.body(CHOICES), type=Choices)
    except msgspec.MsgspecError:
        return None
    topics = {one.topic for one in account.me.audiences}
    today = datetime.fromtimestamp(account.clock.now() / 1000, zone_of(account.words.zone)).date()
    return found if found.topic in topics and found.when.first >= today else None


def choose(account: Account, chosen: Choices) -> None:
    """Keep what is chosen, until the event has arrived."""
    account.type(CHOICES, msgspec.json.encode(chosen).decode())


async def _forget_drafts(account: Account) -> None:
    for place in (TITLE, VENUE, CHOICES):
        account.drafts.take(place)
        account.type(place, "")


async def edit_occasion(account: Account, occasion_id: int, ask: EditOccasion) -> None:
    """Give an occasion other days or words."""
    await account.send(EDIT_OCCASION, ask, about=f"event:{occasion_id}")


async def leave_out(account: Account, one: Occasion, day: date) -> None:
    """One time of a series will not take place."""
    when = msgspec.structs.replace(one.when, skipped=(*one.when.skipped, day))
    await edit_occasion(account, one.id, as_it_is(one, when))


def as_it_is(one: Occasion, when: When) -> EditOccasion:
    """An edit that changes nothing but the days."""
    return EditOccasion(
        occasion_id=one.id,
        kind=one.kind,
        title=one.title.body,
        when=when,
        venue=one.venue.body if one.venue else "",
        details=one.details.body if one.details else "",
    )


async def cancel_occasion(account: Account, occasion_id: int) -> None:
    """It will not take place."""
    await account.send(CANCEL_OCCASION, OccasionRef(occasion_id=occasion_id), about=f"event:{occasion_id}")


async def load_link(account: Account) -> None:
    """Find out whether I have a link. Raises ``Offline`` or ``Refused``."""
    store = account[CalendarStore]
    store.linked(await account.api.call(GET_LINK, Nothing()), store.secret)


async def make_link(account: Account) -> None:
    """Make a link in place of the one before. Its secret is made here, and the school keeps only a hash of it."""
    secret = secrets.token_urlsafe(32)
    link = await account.api.call(MAKE_LINK, MakeLink(secret=secret))
    account[CalendarStore].linked(link, secret)


async def end_link(account: Account) -> None:
    """Nobody reads my calendar by its link any more."""
    account[CalendarStore].linked(await account.api.call(END_LINK, Nothing()))


def link_address(account: Account) -> str:
    """The whole address of the link that was made on this page."""
    return account.device.base_url + feed_path(account[CalendarStore].secret)


def file_address(account: Account, occasion_id: int) -> str:
    """The address of one occasion as a file: in a browser the page's own server, else with a short-lived pass."""
    if account.device.transport is not None:
        return occasion_path(occasion_id)
    return account.device.base_url + occasion_path(occasion_id, account.me.grant)
