"""One conversation: its messages, the newest at the foot, and the field to write one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.core.waiting import WaitingStore
from client.messages import actions
from client.messages.bubble import Bubble, Taps, waiting_bubble
from client.messages.composer import (
    EditField,
    MessageField,
    beside_the_field,
    calling,
    may_not_write,
    quiet_line,
)
from client.messages.marks import Standing
from client.messages.parts import day_line
from client.messages.store import MessagesStore, Talk
from client.ui import theme
from client.ui.component import component, use_kept, use_maybe
from client.ui.drawings import KITE, SPEECH
from client.ui.parts import (
    empty,
    failed_card,
    main_button,
    reading_column,
    side_button,
    skeleton,
    text_button,
)
from client.ui.text import words
from client.ui.tick import use_now
from client.ui.window import Window
from wire.messages import Message, ThreadView

AT_THE_FOOT = 60
"""So many pixels from the foot, the newest message still counts as seen."""
AHEAD = 900
"""So many pixels before the oldest loaded message, the page before it is asked for."""
WIDTH = 720

Go = Callable[[str], Any]


@component
def ThreadPane(
    account: Account, me: MeStore, store: MessagesStore, window: Window, thread_id: int, go: Go, on_top: bool
) -> ft.Control:
    """A conversation, opened and kept up to date. ``on_top``: nothing lies over it."""
    w = account.words
    talk, view = store.talk(thread_id), store.view(thread_id)
    _keep_open(account, store, thread_id, me)
    if thread_id in store.gone:
        return empty(
            KITE,
            w._("This conversation is not here"),
            w._("It may belong to somebody else, or it has ended."),
        )
    if view is None or (talk.state != "ready" and not talk.messages):
        if talk.state == "failed":
            again = side_button(w._("Try again"), lambda _: account.do(actions.open_thread, thread_id))
            card = failed_card(
                w._("The messages could not be loaded"), w._("Nothing is lost. Please try again."), again
            )
            return ft.Container(reading_column(card), padding=theme.ROOM)
        return ft.Container(reading_column(skeleton(w, 2)), padding=theme.ROOM)
    return Conversation(
        account, store, account.waiting, window, view, go, on_top and window.front, key=f"talk-{thread_id}"
    )


def _keep_open(account: Account, store: MessagesStore, thread_id: int, me: MeStore) -> None:
    """Load the thread when it is shown first, and again after it was forgotten."""
    state = store.talk(thread_id).state

    def load() -> None:
        if state == "none" or store.view(thread_id) is None:
            account.do(actions.open_thread, thread_id)
        account.do(actions.load_quick_answers, me.side)

    ft.use_effect(load, [thread_id, state == "none"])


@dataclass(frozen=True, slots=True)
class Reading:
    """Where somebody is in a conversation: ``held``: the newest message shown while they read older ones."""

    held: int | None
    hold: Callable[[int | None], None]
    to_the_foot: Callable[[], Any]


@component
def Conversation(
    account: Account, store: MessagesStore, waiting: WaitingStore, window: Window, view: ThreadView, go: Go,
    seen: bool,
) -> ft.Control:  # fmt: skip
    """The messages and the foot. ``seen``: somebody has it before them."""
    thread = view.line.thread
    talk = store.talk(thread.id)
    editing, edit = use_maybe(int)
    removing, remove = use_maybe(int)
    held, hold = use_maybe(int)
    scroller = use_kept(ft.Ref[ft.ListView])
    newest = talk.messages[-1].id if talk.messages else 0
    in_sight = seen and held is None

    def mark() -> None:
        if in_sight:
            account.do(actions.mark_read, thread.id)

    ft.use_effect(mark, [newest, in_sight])
    ft.use_dialog(_confirm(account, removing, remove) if removing else None)
    taps = use_kept(lambda: _taps(go, thread.id, edit, remove))

    async def to_the_foot() -> None:
        hold(None)
        if (listing := scroller.current) is not None:
            await listing.scroll_to(offset=0, duration=0 if window.still else theme.CALM_MS)

    reading = Reading(held, hold, lambda: account.spawn(to_the_foot()))
    # With large letters it scrolls with the messages: the field needs the room.
    roomy = account.me.preferences.text_size < theme.LARGE
    beside = beside_the_field(account, store, view) if view.may_write else []
    rows = _rows(account, store, waiting, view, talk, reading, taps)
    if not roomy and beside:
        rows.insert(0, ft.Column(beside, spacing=theme.SNUG))
    listing = _listing(account, rows, thread.id, scroller, talk, reading)
    over = [listing, *_announcement(account, talk, reading)]
    foot = _foot(account, store, view, editing, edit, reading, beside if roomy else [])
    return ft.Column([ft.Stack(over, expand=True), foot], spacing=0, expand=True)


def _taps(
    go: Go, thread_id: int, edit: Callable[[int | None], None], remove: Callable[[int | None], None]
) -> Taps:
    return Taps(
        photo_opened=lambda message_id, n: go(f"/messages/{thread_id}/photos/{message_id}/{n}"),
        edited=edit,
        removed=remove,
    )


def _listing(
    account: Account,
    rows: list[ft.Control],
    thread_id: int,
    ref: ft.Ref[ft.ListView],
    talk: Talk,
    reading: Reading,
) -> ft.ListView:
    def scrolled(e: ft.OnScrollEvent) -> None:
        if e.pixels > AT_THE_FOOT and reading.held is None and talk.messages:
            reading.hold(talk.messages[-1].id)
        elif e.pixels <= AT_THE_FOOT and reading.held is not None:
            reading.hold(None)
        if e.pixels > e.max_scroll_extent - AHEAD and talk.state == "ready":
            account.do(actions.load_older, thread_id)

    return ft.ListView(
        [reading_column(one, width=WIDTH) for one in rows],
        key=f"messages-{thread_id}",
        ref=ref,
        # From the foot up: what comes before the oldest message moves nothing that is being read.
        reverse=True,
        spacing=theme.SNUG,
        padding=ft.Padding.symmetric(horizontal=theme.ROOM, vertical=theme.SPACE),
        expand=True,
        on_scroll=scrolled,
        scroll_interval=100,
    )


def _rows(
    account: Account,
    store: MessagesStore,
    waiting: WaitingStore,
    view: ThreadView,
    talk: Talk,
    reading: Reading,
    taps: Taps,
) -> list[ft.Control]:
    """All rows, the newest first: the list is drawn from its foot."""
    now = use_now(account)
    rows: list[ft.Control] = [_beginning(account, view, talk)]
    before: Message | None = None
    for message in talk.messages:
        if reading.held is not None and message.id > reading.held:
            break
        new_day = before is None or account.words.date(before.at) != account.words.date(message.at)
        if new_day:
            rows.append(_with_key(day_line(account.words, message.at, now), f"day-{message.id}"))
        rows.append(_bubble(account, store, view, message, None if new_day else before, taps))
        before = message
    place = actions.place_of(view.line.thread.id)
    rows += [_with_key(waiting_bubble(account, item), item.key) for item in waiting.about(place)]
    return rows[::-1]


def _with_key(control: ft.Control, key: str) -> ft.Control:
    control.key = key
    return control


def _bubble(
    account: Account, store: MessagesStore, view: ThreadView, message: Message, before: Message | None,
    taps: Taps,
) -> ft.Control:  # fmt: skip
    me = account.me.me
    mine = me is not None and message.author.id == me.id
    named = before is None or before.author.id != message.author.id or message.covers is not None
    ours = message.side == account.me.side
    standing = _standing(account, store, view, message) if mine else None
    return Bubble(
        account, message, ours, mine, named, standing, taps, account.me.grant, key=f"message-{message.id}"
    )


def _standing(account: Account, store: MessagesStore, view: ThreadView, message: Message) -> Standing | None:
    """How far my message has got; for a family only where the school tells them (spec 5.2)."""
    if account.me.side == "family" and not view.marks:
        return None
    return store.standing(message)


def _beginning(account: Account, view: ThreadView, talk: Talk) -> ft.Control:
    """What stands above the oldest message: the way to older ones, or that this is the first."""
    w, thread_id = account.words, view.line.thread.id
    # Without one message there is nothing to be older than.
    again = actions.load_older if talk.next is not None else actions.open_thread
    if talk.state == "failed":
        button = side_button(w._("Try again"), lambda _: account.do(again, thread_id))
        return failed_card(
            w._("The earlier messages could not be loaded"), w._("Nothing is lost. Please try again."), button
        )
    if talk.next is not None:
        if talk.state == "loading":
            return skeleton(w, 1)
        earlier = text_button(
            w._("Show earlier messages"), lambda _: account.do(actions.load_older, thread_id)
        )
        return ft.Row([earlier], alignment=ft.MainAxisAlignment.CENTER)
    if not talk.messages:
        return empty(SPEECH, w._("No messages yet"), w._("Write the first one below."))
    return quiet_line(w._("The conversation begins here."), ft.Icons.FORUM_OUTLINED)


def _announcement(account: Account, talk: Talk, reading: Reading) -> list[ft.Control]:
    """New messages while somebody reads older ones: said, not pushed in."""
    fresh = [one for one in talk.messages if reading.held is not None and one.id > reading.held]
    if not fresh:
        return []
    said = account.words.n("{n} new message", "{n} new messages", len(fresh))
    button = main_button(said, lambda _: reading.to_the_foot(), icon=ft.Icons.ARROW_DOWNWARD)
    return [
        ft.Container(
            ft.Semantics(content=button, live_region=True),
            bottom=theme.SPACE,
            left=0,
            right=0,
            alignment=ft.Alignment.BOTTOM_CENTER,
            height=56,
        )
    ]


def _foot(
    account: Account,
    store: MessagesStore,
    view: ThreadView,
    editing: int | None,
    edit: Callable[[int | None], None],
    reading: Reading,
    beside: list[ft.Control],
) -> ft.Control:
    """The field, or new words for an old message, or why one may not write."""
    w, thread_id = account.words, view.line.thread.id
    changing = store.message(editing) if editing is not None else None
    parts: list[ft.Control]
    if not view.may_write:
        parts = [may_not_write(w, view.why_not), *calling(account)]
    elif changing is not None:
        place = f"editmessage:{changing.id}"
        if not account.drafts.body(place):
            account.drafts.type(place, changing.text.body)
        parts = [
            EditField(
                account, account.drafts, changing, view.line.thread.pupil_id, lambda: edit(None), key=place
            )
        ]
    else:
        field = MessageField(
            account,
            account.drafts,
            account.photos,
            thread_id,
            reading.to_the_foot,
            key=f"field-{thread_id}",
        )
        parts = [*beside, field, *calling(account)]
    return ft.Container(
        reading_column(ft.Column(parts, spacing=theme.SNUG, tight=True), width=WIDTH),
        padding=theme.SNUG,
        border=ft.Border.only(top=ft.BorderSide(1, ft.Colors.OUTLINE_VARIANT)),
        bgcolor=ft.Colors.SURFACE,
    )


def _confirm(account: Account, message_id: int, remove: Callable[[int | None], None]) -> ft.AlertDialog:
    w = account.words

    def sure(_: Any) -> None:
        remove(None)
        account.do(actions.remove, message_id)

    return ft.AlertDialog(
        title=ft.Text(w._("Remove this message?")),
        content=words(
            w._("Everybody sees that it was removed, and nobody its words. The school keeps a record of it.")
        ),
        actions=[
            text_button(w._("Keep it"), lambda _: remove(None)),
            main_button(w.p("verb", "Remove"), sure),
        ],
        on_dismiss=lambda _: remove(None),
        actions_padding=theme.ROOM,
    )  # fmt: skip
