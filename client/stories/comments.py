"""The comments under a story, and the field to write one."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.photos import PhotoStore
from client.core.waiting import Item, WaitingStore
from client.guidance.parts import CallLine, Hint
from client.guidance.store import GuidanceStore
from client.photos.grid import photo_grid
from client.photos.picking import PickedPhotos, pick_button, still_on_its_way
from client.reporting.parts import report_button
from client.stories import actions
from client.stories.store import StoriesStore
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component, row, use_kept, use_state
from client.ui.drafting import Cursor, DraftField, send_button
from client.ui.drawings import SPEECH
from client.ui.parts import (
    avatar,
    empty,
    failed_card,
    icon_button,
    problem_note,
    side_button,
    skeleton_line,
    text_button,
)
from client.ui.text import small, strong, words
from client.ui.values import HAIR_LINE
from wire.safeguarding import Reportable
from wire.stories import MAX_COMMENT_PHOTOS, Comment, CommentState, Story


@component
def Comments(
    account: Account,
    store: StoriesStore,
    waiting: WaitingStore,
    story: Story,
    now: int,
    opened: Callable[..., Any],
) -> ft.Control:
    """All that was said about a story, oldest first. ``opened(comment id, n)`` shows its picture large."""
    w = account.words
    thread = store.thread(story.id)
    lines: list[ft.Control] = []
    if thread.next is not None:
        lines.append(
            text_button(
                w._("Show earlier comments"), lambda _: account.do(actions.load_older_comments, story.id)
            )
        )
    may_decide = story.topic in {audience.topic for audience in account.me.audiences}
    me = account.me.me
    for comment in thread.comments:
        own = me is not None and comment.author.id == me.id
        lines.append(
            CommentRow(
                account,
                comment,
                may_decide,
                own or may_decide,
                w.when(comment.at, now),
                opened,
                key=comment.id,
            )
        )
    lines += [_on_its_way(account, item) for item in waiting.about(f"comment:{story.id}")]
    if not lines:
        lines.append(_nothing_yet(account, store, story))
    return ft.Column(lines, spacing=theme.ROOM)


def _nothing_yet(account: Account, store: StoriesStore, story: Story) -> ft.Control:
    w = account.words
    state = store.thread(story.id).state
    if state == "failed":
        again = side_button(w._("Try again"), lambda _: account.do(actions.open_comments, story.id))
        return failed_card(
            w._("The comments could not be loaded"), w._("Nothing is lost. Please try again."), again
        )
    if state != "ready":
        return ft.Column([skeleton_line(0.4), skeleton_line(0.9)], spacing=theme.SNUG)
    if not story.comments_open:
        return words(w._("Comments are closed on this story."), quiet=True, centre=True)
    return empty(SPEECH, w._("No comments yet"), w._("A kind word to the class is always welcome."))


@row
def CommentRow(
    account: Account,
    comment: Comment,
    may_decide: bool,
    may_remove: bool,
    ago: str,
    opened: Callable[..., Any],
) -> ft.Control:
    """Who, when, the words in the reader's language, pictures, and for staff: let it through or not."""
    original, show_original = use_state(False)
    w = account.words
    seen = shown(comment.text, w.lang, original=original)
    waiting = comment.state is CommentState.WAITING
    parts = [
        _author_line(account, comment, removable=may_remove and not (waiting and may_decide)),
        small(ago),
        written(account, seen) if seen.body else None,
        translation_foot(w, comment.text, seen, lambda: show_original(not original)),
        photo_grid(w, comment.photos, account.photo, 400, lambda n: opened(comment.id, n)),
        _waiting_note(account, comment, may_decide) if waiting else None,
    ]
    bubble = ft.Container(
        ft.Column([part for part in parts if part], spacing=theme.HAIR, tight=True),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
        expand=True,
    )
    return ft.Row(
        [avatar(comment.author.name, size=36), bubble],
        spacing=theme.SPACE,
        vertical_alignment=ft.CrossAxisAlignment.START,
    )


def _author_line(account: Account, comment: Comment, *, removable: bool) -> ft.Control:
    parts: list[ft.Control] = [strong(comment.author.name, expand=True)]
    if removable:
        name = account.words._("Remove this comment")
        parts.append(
            icon_button(
                name, ft.Icons.DELETE_OUTLINE, lambda _: account.do(actions.remove_comment, comment.id)
            )
        )
    if account.me.me is None or comment.author.id != account.me.me.id:
        parts.append(report_button(account, Reportable.COMMENT, comment.id))
    return ft.Row(parts, vertical_alignment=ft.CrossAxisAlignment.START)


def _waiting_note(account: Account, comment: Comment, may_decide: bool) -> ft.Control:
    w = account.words
    if not may_decide:
        return small(w._("Only you see this so far. The class team looks at photos first."))
    return ft.Column(
        [
            small(w._("This comment has photos. Families see it when you let it through.")),
            ft.Row(
                [
                    side_button(
                        w._("Show to families"),
                        lambda _: account.do(actions.decide_comment, comment.id, True),
                    ),
                    text_button(
                        w._("Do not show"), lambda _: account.do(actions.decide_comment, comment.id, False)
                    ),
                ],
                wrap=True,
                spacing=theme.SNUG,
                run_spacing=theme.SNUG,
            ),
        ],
        spacing=theme.SNUG,
    )


def _on_its_way(account: Account, item: Item) -> ft.Control:
    w = account.words
    return ft.Container(
        ft.Column(
            [words(item.words), small(w._("On its way. It goes out when there is a connection."))],
            spacing=theme.HAIR,
        ),
        border=HAIR_LINE,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
        opacity=0.8,
        margin=ft.Margin.only(left=48),
    )


@component
def CommentField(account: Account, drafts: DraftStore, photos: PhotoStore, story: Story) -> ft.Control:
    """Where a comment is written. What is typed is kept: here at once, on the server a moment later."""
    w, story_id = account.words, story.id
    place = f"comment:{story_id}"
    too_soon, set_too_soon = use_state(False)
    side, pupil_id = account.me.side, _may_be_about(account, story)
    cursor = use_kept(Cursor)
    waits = too_soon and photos.is_sending(place)

    async def send(_: Any) -> None:
        if photos.is_sending(place):
            set_too_soon(True)
            return
        if drafts.body(place).strip() or photos.going(place):
            await account.do(actions.post_comment, story_id)
        account.spawn(cursor.back())

    return ft.Column(
        [
            Hint(account, account[GuidanceStore], drafts, place, side, pupil_id, key="hint"),
            PickedPhotos(account, photos, place),
            *([problem_note(still_on_its_way(w, photos, place))] if waits else []),
            ft.Row(
                [
                    pick_button(account, place, MAX_COMMENT_PHOTOS, slim=True),
                    DraftField(account, drafts, place, w._("Write a comment"), 1, send, cursor),
                    send_button(w, send),
                ],
                spacing=theme.HAIR,
                vertical_alignment=ft.CrossAxisAlignment.END,
            ),
            CallLine(account, account[GuidanceStore], drafts, place, key="call"),
        ],
        spacing=theme.SNUG,
        tight=True,
    )


def _may_be_about(account: Account, story: Story) -> int | None:
    """The child whom words under a story may be about, for whom family and the class team have numbers."""
    mine = {audience.topic for audience in account.me.audiences}
    return pupil_of(story.topic) if account.me.side == "family" or story.topic in mine else None


def pupil_of(topic: str) -> int | None:
    """The child whose portfolio a topic is."""
    kind, _, number = topic.partition(":")
    return int(number) if kind == "pupil" else None
