"""One story as it stands in the feed, and as one line in the list of a wide screen."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.photos.grid import photo_grid, thumbnail
from client.reporting.parts import report_button
from client.stories.parts import change_on_its_way, kind_mark
from client.translation.parts import translation_foot, written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import row, use_state
from client.ui.parts import avatar, card, text_button
from client.ui.text import small, strong
from client.ui.values import HAIR_LINE, IN_STORY
from wire.safeguarding import Reportable
from wire.stories import Story


@dataclass(frozen=True, slots=True)
class Taps:
    """What a story can be asked to do; made once per screen, so that rows stay as they are."""

    opened: Callable[[int], Any]
    photo_opened: Callable[[int, int], Any]
    liked: Callable[[int, bool], Any]
    edited: Callable[[int], Any] | None = None
    withdrawn: Callable[[int], Any] | None = None


class Mine(NamedTuple):
    """What a story is to me: whether I like it, may change it, and have a change of it on its way."""

    liked: bool
    changeable: bool
    waits: bool


@row
def StoryCard(
    account: Account, story: Story, mine: Mine, ago: str, size: int, taps: Taps, grant: str
) -> ft.Control:
    """Who and where, when, the words, the pictures, what can be done.

    ``grant``: the pass in the pictures' addresses; with a new one the card is drawn again.
    """
    original, show_original = use_state(False)
    w = account.words
    seen = shown(story.text, w.lang, original=original)
    parts = [
        _head(w, story, ago, taps if mine.changeable else None),
        change_on_its_way(w) if mine.waits else None,
        written(account, seen) if seen.body else None,
        translation_foot(w, story.text, seen, lambda: show_original(not original)),
        photo_grid(w, story.photos, account.photo, size, lambda n: taps.photo_opened(story.id, n)),
        _actions(account, story, mine.liked, taps),
    ]
    return card(
        ft.Column([part for part in parts if part], spacing=theme.SPACE, tight=True),
        padding=IN_STORY,
    )


def _head(w: Words, story: Story, ago: str, taps: Taps | None) -> ft.Control:
    lines = ft.Column(
        [
            strong(story.author.name),
            ft.Row(
                [kind_mark(w, story), small(_when(w, story, ago))],
                wrap=True,
                spacing=theme.SNUG,
                run_spacing=theme.HAIR,
            ),
        ],
        spacing=theme.HAIR,
        expand=True,
    )
    row_parts = [avatar(story.author.name), lines, *([_menu(w, story, taps)] if taps else [])]
    return ft.Row(row_parts, spacing=theme.SPACE, vertical_alignment=ft.CrossAxisAlignment.START)


def _when(w: Words, story: Story, ago: str) -> str:
    if story.edited_at:
        # Translators: {ago} is a time such as "2 hours ago"; the writer has changed the words since.
        return w._("{ago} · edited", ago=ago)
    return ago


def _menu(w: Words, story: Story, taps: Taps) -> ft.Control:
    name = w._("Change this story")
    return ft.PopupMenuButton(
        icon=ft.Icon(ft.Icons.MORE_VERT, semantics_label=name, color=ft.Colors.ON_SURFACE_VARIANT),
        tooltip=ft.Tooltip(message=name, exclude_from_semantics=True),
        items=[
            ft.PopupMenuItem(
                w._("Edit"),
                icon=ft.Icons.EDIT_OUTLINED,
                on_click=lambda _: taps.edited and taps.edited(story.id),
            ),
            ft.PopupMenuItem(
                # Translators: a button: the writer removes a story so that families no longer see it.
                w._("Take back"),
                icon=ft.Icons.UNDO,
                on_click=lambda _: taps.withdrawn and taps.withdrawn(story.id),
            ),
        ],
    )


def _actions(account: Account, story: Story, liked: bool, taps: Taps) -> ft.Control:
    w = account.words
    heart = ft.Icon(
        ft.Icons.FAVORITE if liked else ft.Icons.FAVORITE_BORDER,
        # Translators: a button under a story.
        semantics_label=w.p("verb", "Like") if not liked else w._("Take my like back"),
    )
    like_text = w.n("{n} like", "{n} likes", story.likes) if story.likes else w.p("verb", "Like")
    speech = w.n("{n} comment", "{n} comments", story.comments) if story.comments else w.p("verb", "Comment")
    return ft.Row(
        [
            text_button(like_text, lambda _: taps.liked(story.id, not liked), icon=heart),
            text_button(speech, lambda _: taps.opened(story.id), icon=ft.Icons.CHAT_BUBBLE_OUTLINE)
            if story.comments_open or story.comments
            else small(w._("Comments are closed")),
            report_button(account, Reportable.STORY, story.id),
        ],
        wrap=True,
        spacing=theme.SNUG,
        run_spacing=0,
    )


@row
def StoryLine(
    account: Account, story: Story, chosen: bool, ago: str, opened: Callable[[int], Any], grant: str
) -> ft.Control:
    """A story as one entry of the list beside the pane that shows it whole."""
    w = account.words
    seen = shown(story.text, w.lang)
    lines = ft.Column(
        [
            ft.Row([strong(story.author.name, expand=True), small(ago)], spacing=theme.SNUG),
            ft.Row([kind_mark(w, story)], wrap=True),
            written(account, seen, max_lines=2),
        ],
        spacing=2,
        expand=True,
    )
    parts = [avatar(story.author.name), lines, *_thumbnail(account, story)]
    return ft.Container(
        ft.Row(parts, spacing=theme.SPACE, vertical_alignment=ft.CrossAxisAlignment.START),
        bgcolor=ft.Colors.SURFACE_CONTAINER_HIGHEST if chosen else ft.Colors.SURFACE_CONTAINER_LOW,
        border=ft.Border.all(2, ft.Colors.PRIMARY) if chosen else HAIR_LINE,
        border_radius=theme.RADIUS_CARD,
        padding=theme.SPACE,
        on_click=lambda _: opened(story.id),
        ink=True,
    )


def _thumbnail(account: Account, story: Story) -> list[ft.Control]:
    if not story.photos:
        return []
    name = account.words.n("{n} photo", "{n} photos", len(story.photos))
    return [thumbnail(story.photos[0], account.photo, 64, name)]
