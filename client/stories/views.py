"""The screens of the story feed."""

from collections.abc import Callable
from functools import partial
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.me import MeStore
from client.photos.viewer import photo_viewer
from client.stories import actions
from client.stories.card import Taps
from client.stories.compose import compose_story, edit_story
from client.stories.feed import StoryFeed
from client.stories.scheduled import ScheduledList
from client.stories.store import StoriesStore
from client.stories.story import StoryPane, fetched
from client.ui import theme
from client.ui.component import component, screen, use_kept, use_maybe, use_state
from client.ui.drawings import KITE, LETTER
from client.ui.frame import framed, paged
from client.ui.parts import empty, main_button, reading_column, side_button, skeleton, text_button
from client.ui.text import words
from client.ui.window import Window
from wire.media import Photo

Go = Callable[[str], Any]


@screen
def StoriesScreen(account: Account, me: MeStore, window: Window, go: Go, story_id: int | None) -> ft.View:
    """The feed; in a wide window with the chosen story beside it."""
    taking_back, take_back = use_maybe(int)
    ft.use_dialog(_confirm(account, taking_back, take_back) if taking_back else None)
    taps = use_kept(lambda: _taps(account, go, take_back))
    store = account[StoriesStore]
    may_post = me.may_post and me.side == "staff"
    new = (account.words._("New story"), lambda _: go("/new")) if may_post else None
    if window.wide:
        content = TwoPanes(account, me, store, window, go, story_id, taps, key="panes")
    else:
        content = StoryFeed(account, me, store, account.waiting, window, taps, None, key=_feed_key(me))
    return framed(account, window, "/", content, go, new)


@component
def TwoPanes(
    account: Account,
    me: MeStore,
    store: StoriesStore,
    window: Window,
    go: Go,
    story_id: int | None,
    taps: Taps,
) -> ft.Control:
    """The list, and one story whole beside it."""
    chosen = _beside(store, me, story_id, use_kept(list[int]))
    feed = StoryFeed(account, me, store, account.waiting, window, taps, chosen, key=_feed_key(me))
    pane = _pane(account, store, window, chosen, taps, go)
    width = min(440, window.width * 2 // 5)
    return ft.Row(
        [ft.Container(feed, width=width), ft.VerticalDivider(width=1), ft.Container(pane, expand=True)],
        spacing=0,
        expand=True,
    )


def _feed_key(me: MeStore) -> str:
    """Each feed is its own: how far one was read says nothing of another."""
    return f"feed-{me.side}-{me.child}"


def _beside(store: StoriesStore, me: MeStore, asked: int | None, kept: list[int]) -> int | None:
    """The story beside the list: the one that was asked for, else the newest as it was when the list came."""
    if asked is not None:
        return asked
    shown = [story.id for story in store.shown(me.side, me.child)]
    if shown and (not kept or kept[0] not in shown):
        kept[:] = shown[:1]
    return kept[0] if shown else None


def _pane(
    account: Account, store: StoriesStore, window: Window, story_id: int | None, taps: Taps, go: Go
) -> ft.Control:
    w = account.words
    if story_id is None:
        return empty(LETTER, w._("Choose a story"), w._("It opens here, with its pictures and comments."))
    opened = partial(_open_comment_photo, go, story_id)
    return StoryPane(account, store, account.waiting, window, story_id, taps, opened, key=f"pane-{story_id}")


@screen
def StoryScreen(account: Account, me: MeStore, window: Window, go: Go, story_id: int) -> ft.View:
    """One story by itself, on a phone."""
    taking_back, take_back = use_maybe(int)
    ft.use_dialog(_confirm(account, taking_back, take_back) if taking_back else None)
    taps = use_kept(lambda: _taps(account, go, take_back))
    opened = partial(_open_comment_photo, go, story_id)
    pane = StoryPane(account, account[StoriesStore], account.waiting, window, story_id, taps, opened)
    return paged(account, f"/stories/{story_id}", account.words._("Story"), pane)


@screen
def PhotoScreen(
    account: Account,
    store: StoriesStore,
    window: Window,
    go: Go,
    story_id: int,
    n: int,
    comment_id: int | None = None,
) -> ft.View:
    """A picture of a story, or of a comment under it, over the whole screen."""
    shown, show = use_state(n)
    problem, set_problem = use_state("")
    photos = _photos(store, story_id, comment_id)

    async def look() -> None:
        if not _photos(store, story_id, comment_id):
            said = await fetched(account, actions.open_photos, story_id, comment_id)
            set_problem(said or account.words._("It may have been taken back."))

    ft.use_effect(look, [bool(photos)])
    back = f"/stories/{story_id}" if window.wide or comment_id is not None else "/"
    if not photos:
        return _no_photo(account, problem, lambda: go(back))
    viewer = photo_viewer(account, window, photos, shown, show, lambda: go(back))
    return ft.View(
        route=f"/photos/{story_id}-{comment_id}",
        padding=0,
        controls=[viewer],
        bgcolor=ft.Colors.BLACK,
        fullscreen_dialog=True,
    )


def _no_photo(account: Account, problem: str, closed: Callable[[], Any]) -> ft.View:
    """While a picture is on its way, and when it does not come."""
    w = account.words
    content = skeleton(w, 1)
    if problem:
        close = side_button(w._("Close"), lambda _: closed(), icon=ft.Icons.CLOSE)
        content = empty(KITE, w._("This photo is not here"), problem, close)
    return paged(account, "/photos", w._("Photo"), ft.Container(reading_column(content), padding=theme.ROOM))


def _photos(store: StoriesStore, story_id: int, comment_id: int | None) -> tuple[Photo, ...]:
    if comment_id is None:
        story = store.story(story_id)
        return story.photos if story else ()
    comment = store.comment(story_id, comment_id)
    return comment.photos if comment else ()


@screen
def NewStoryScreen(account: Account, me: MeStore, go: Go) -> ft.View:
    """Writing a story."""
    return paged(account, "/new", account.words._("New story"), compose_story(account, me, lambda: go("/")))


@screen
def EditStoryScreen(account: Account, store: StoriesStore, go: Go, story_id: int) -> ft.View:
    """Giving a story new words."""
    content = edit_story(account, store, story_id, lambda: go("/"))
    return paged(account, f"/stories/{story_id}/edit", account.words._("Edit story"), content)


@screen
def ScheduledScreen(account: Account, store: StoriesStore, go: Go) -> ft.View:
    """My stories that wait for their time."""
    return paged(
        account,
        "/more/scheduled",
        account.words._("Waiting stories"),
        ScheduledList(account, store, account.waiting, go),
    )


def _taps(account: Account, go: Go, take_back: Callable[[int | None], None]) -> Taps:
    return Taps(
        opened=lambda story_id: go(f"/stories/{story_id}"),
        photo_opened=lambda story_id, n: go(f"/photos/story/{story_id}/{n}"),
        liked=lambda story_id, on: account.do(actions.like, story_id, on),
        edited=lambda story_id: go(f"/stories/{story_id}/edit"),
        withdrawn=take_back,
    )


def _open_comment_photo(go: Go, story_id: int, comment_id: int, n: int) -> None:
    go(f"/photos/comment/{story_id}/{comment_id}/{n}")


def _confirm(account: Account, story_id: int, take_back: Callable[[int | None], None]) -> ft.AlertDialog:
    w = account.words

    def sure(_: Any) -> None:
        take_back(None)
        account.do(actions.withdraw_story, story_id)

    return ft.AlertDialog(
        title=ft.Text(w._("Take this story back?")),
        content=words(w._("Families will not see it any more. The school keeps a record of it.")),
        actions=[
            text_button(w._("Keep it"), lambda _: take_back(None)),
            main_button(w._("Take back"), sure),
        ],
        on_dismiss=lambda _: take_back(None),
        actions_padding=theme.ROOM,
    )
