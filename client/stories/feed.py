"""The list of stories: newest first, page by page, with new ones announced rather than pushed in."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft
import msgspec

from client.core.account import Account
from client.core.me import MeStore
from client.core.waiting import WaitingStore
from client.photos.grid import fitting_size
from client.stories import actions
from client.stories.card import Mine, StoryCard, StoryLine, Taps
from client.stories.store import Feed, StoriesStore
from client.ui import theme
from client.ui.component import component, use_kept, use_maybe
from client.ui.drawings import BOOK_BAG
from client.ui.frame import heading
from client.ui.parts import (
    empty,
    failed_card,
    icon_button,
    main_button,
    note,
    reading_column,
    side_button,
)
from client.ui.parts import skeleton as waiting_shapes
from client.ui.sides import side_bars
from client.ui.tick import use_now
from client.ui.window import Window
from wire.stories import Story

AT_THE_TOP = 50
"""So many pixels from the top, new stories may still be put in without moving what is being read."""
AHEAD = 900
"""So many pixels before the end, the next page is asked for."""


@component
def StoryFeed(
    account: Account, me: MeStore, store: StoriesStore, waiting: WaitingStore, window: Window,
    taps: Taps, chosen: int | None,
) -> ft.Control:  # fmt: skip
    """One feed: of all my children, of one child, or what I see as staff."""
    now = use_now(account)
    held, hold = use_maybe(int)
    scroller = use_kept(ft.Ref[ft.ListView])
    key = (me.side, me.child)
    stories = store.shown(*key)
    feed = store.feed(*key)
    above = [story for story in stories if held is not None and story.pos > held]

    def scrolled(e: ft.OnScrollEvent) -> None:
        if e.pixels > AT_THE_TOP and held is None and stories:
            hold(stories[0].pos)
        elif e.pixels <= AT_THE_TOP and held is not None:
            hold(None)
        if e.pixels > e.max_scroll_extent - AHEAD:
            account.do(actions.load_more, *key)

    async def to_the_top(_: Any) -> None:
        hold(None)
        if (view := scroller.current) is not None:
            await view.scroll_to(offset=0, duration=0 if window.still else theme.CALM_MS)

    rows = [_top(account, me, waiting)]
    rows += [
        _row(account, store, story, now, window, taps, chosen) for story in stories if story not in above
    ]
    rows.append(_end(account, me, feed, bool(stories)))
    listing = _listing(rows, window, f"feed-{me.side}-{me.child}", scroller, scrolled)
    return ft.Stack([listing, *_announcement(account, len(above), to_the_top)], expand=True)


def _listing(
    rows: list[ft.Control],
    window: Window,
    key: str,
    ref: ft.Ref[ft.ListView],
    scrolled: Callable[[ft.OnScrollEvent], None],
) -> ft.ListView:
    return ft.ListView(
        [reading_column(one, width=_column_width(window)) for one in rows],
        key=key,
        ref=ref,
        spacing=theme.SPACE if window.wide else theme.ROOM,
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=96),
        expand=True,
        on_scroll=scrolled,
        scroll_interval=100,
    )


def _column_width(window: Window) -> int:
    return 480 if window.wide else theme.READING_WIDTH


def _row(
    account: Account,
    store: StoriesStore,
    story: Story,
    now: int,
    window: Window,
    taps: Taps,
    chosen: int | None,
) -> ft.Control:
    ago = account.words.when(story.at, now)
    if window.wide:
        return StoryLine(account, story, story.id == chosen, ago, taps.opened, account.me.grant, key=story.id)
    size = fitting_size(min(window.width, theme.READING_WIDTH), window.sharpness)
    seen, mine = as_i_left_it(account, store, story)
    return StoryCard(account, seen, mine, ago, size, taps, account.me.grant, key=story.id)


def as_i_left_it(account: Account, store: StoriesStore, story: Story) -> tuple[Story, Mine]:
    """A story and what it is to me, as if my like that waits had arrived."""
    waiting, liked = account.waiting, store.liked(story.id)
    waits = bool(waiting.about(f"story:{story.id}"))
    item = waiting.last(f"like:{story.id}", f"unlike:{story.id}")
    wanted = liked if item is None else item.about.startswith("like:")
    if wanted != liked:
        story = msgspec.structs.replace(story, likes=max(0, story.likes + wanted - liked))
    return story, Mine(wanted, may_change(account, story), waits)


def may_change(account: Account, story: Story) -> bool:
    """Whether I may edit a story or take it back, where I may post: my own, and any where I lead."""
    me = account.me.me
    there = next((one for one in account.me.audiences if one.topic == story.topic), None)
    if me is None or there is None or account.me.side != "staff":
        return False
    return there.leads or story.author.id == me.id


def _top(account: Account, me: MeStore, waiting: WaitingStore) -> ft.Control:
    w = account.words
    refresh = partial(account.do, actions.refresh, me.side, me.child)
    lines: list[ft.Control] = [
        heading(
            w._("Stories"), icon_button(w._("Look for new stories"), ft.Icons.REFRESH, lambda _: refresh())
        )
    ]
    lines += side_bars(w, me, lambda side, child: account.do(actions.open_feed, side, child))
    lines += [
        note(
            w._("Your story is on its way. It goes out when there is a connection."),
            ft.Icons.SCHEDULE_SEND_OUTLINED,
        )
        for _ in waiting.about("story")
    ]
    return ft.Column(lines, spacing=theme.SNUG)


def _end(account: Account, me: MeStore, feed: Feed, has_stories: bool) -> ft.Control:
    """What stands under the last story: more is coming, it failed, or what will come here."""
    w = account.words
    again = partial(account.do, actions.load_again, me.side, me.child)
    if feed.state == "failed":
        button = side_button(w._("Try again"), lambda _: again())
        return failed_card(
            w._("The stories could not be loaded"), w._("Nothing is lost. Please try again."), button
        )
    if not has_stories:
        if feed.state != "ready":
            return waiting_shapes(w)
        return empty(BOOK_BAG, w._("No stories yet"), _promise(account, me))
    if feed.state == "loading" and feed.next is not None:
        return waiting_shapes(w, 1)
    return ft.Container(height=theme.AIRY)


def _promise(account: Account, me: MeStore) -> str:
    w = account.words
    if me.side == "staff":
        return w._("What you and your colleagues post for families will stand here.")
    child = next((child.name for child in me.children if child.id == me.child), None)
    if child:
        return w._("Here you will see what {name} does at school.", name=child)
    return w._("Here you will see what your children do at school.")


def _announcement(account: Account, count: int, tap: Callable[[Any], Any]) -> list[ft.Control]:
    if not count:
        return []
    said = account.words.n("{n} new story", "{n} new stories", count)
    button = main_button(said, tap, icon=ft.Icons.ARROW_UPWARD)
    return [
        ft.Container(
            ft.Semantics(content=button, live_region=True),
            top=theme.SPACE,
            left=0,
            right=0,
            alignment=ft.Alignment.TOP_CENTER,
            height=56,
        )
    ]
