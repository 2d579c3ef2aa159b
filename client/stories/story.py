"""One story whole, with its comments."""

from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec

import flet as ft

from client.core.account import Account
from client.core.failures import Offline, Refused
from client.core.waiting import WaitingStore
from client.photos.grid import fitting_size
from client.stories import actions
from client.stories.card import StoryCard, Taps
from client.stories.comments import CommentField, Comments
from client.stories.feed import as_i_left_it
from client.stories.store import StoriesStore
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.drawings import KITE
from client.ui.parts import empty, reading_column, skeleton
from client.ui.text import title
from client.ui.tick import use_now
from client.ui.window import Window
from wire.stories import Story

P = ParamSpec("P")


@component
def StoryPane(
    account: Account,
    store: StoriesStore,
    waiting: WaitingStore,
    window: Window,
    story_id: int,
    taps: Taps,
    photo_opened: Callable[..., Any],
) -> ft.Control:
    """A story with all that was said about it, and the field to say something."""
    w = account.words
    now = use_now(account)
    problem, set_problem = use_state("")
    story = store.story(story_id)

    async def open_it() -> None:
        if store.story(story_id) is None:
            set_problem(await fetched(account, actions.open_story, story_id))
        else:
            await account.attempt(actions.open_comments, story_id)

    # It may leave while it is open: taken back, or not among the newest of a fresh snapshot.
    ft.use_effect(open_it, [story_id, story is None])
    if story is None:
        if problem:
            return empty(KITE, w._("This story is not here"), problem)
        return ft.Container(reading_column(skeleton(w, 1)), padding=theme.ROOM)
    scroll = _story_and_comments(account, store, window, story, now, taps, photo_opened)
    if not story.comments_open:
        return scroll
    field = CommentField(account, account.drafts, account.photos, story, key=f"field-{story.id}")
    foot = ft.Container(
        reading_column(field),
        padding=theme.SNUG,
        border=ft.Border.only(top=ft.BorderSide(1, ft.Colors.OUTLINE_VARIANT)),
        bgcolor=ft.Colors.SURFACE,
    )
    return ft.Column([scroll, foot], spacing=0, expand=True)


async def fetched(
    account: Account,
    action: Callable[Concatenate[Account, P], Awaitable[None]],
    *args: P.args,
    **more: P.kwargs,
) -> str:
    """Load something; if that cannot be, why. Nobody wrote anything here, so nothing is said of that."""
    w = account.words
    try:
        await action(account, *args, **more)
    except Refused as error:
        gone = error.status in {403, 404, 409}
        return w._("It may have been taken back.") if gone else w._("Nothing is lost. Please try again.")
    except Offline:
        return w._("There is no connection to the school. Please try again when you are back online.")
    return ""


def _story_and_comments(
    account: Account,
    store: StoriesStore,
    window: Window,
    story: Story,
    now: int,
    taps: Taps,
    photo_opened: Callable[..., Any],
) -> ft.Control:
    w = account.words
    size = fitting_size(min(window.width, theme.READING_WIDTH), window.sharpness)
    (seen, mine), ago = as_i_left_it(account, store, story), w.when(story.at, now)
    whole = StoryCard(account, seen, mine, ago, size, taps, account.me.grant, key=f"whole-{story.id}")
    said = Comments(account, store, account.waiting, story, now, photo_opened, key=f"said-{story.id}")
    return ft.ListView(
        [reading_column(whole), reading_column(title(w._("Comments"))), reading_column(said)],
        key=f"story-{story.id}",
        spacing=theme.ROOM,
        padding=theme.ROOM,
        expand=True,
    )
