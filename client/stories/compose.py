"""Writing a story: for whom, the words, the photos, when, and whom it will reach."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.me import MeStore
from client.core.photos import PhotoStore
from client.core.words import Words
from client.directory.audience import ReachLine, audience_picker, first_topic
from client.guidance.parts import Hint
from client.guidance.store import GuidanceStore
from client.photos.picking import PickedPhotos, pick_button, still_on_its_way
from client.stories import actions
from client.stories.comments import pupil_of
from client.stories.store import StoriesStore
from client.ui import theme
from client.ui.component import component, use_kept, use_maybe, use_state
from client.ui.drafting import DraftField
from client.ui.drawings import KITE
from client.ui.parts import (
    apart,
    empty,
    main_button,
    note,
    problem_note,
    reading_column,
    skeleton_line,
    switch,
)
from client.ui.text import small, title
from client.ui.timing import Timing
from wire.stories import MAX_PHOTOS, Story, StoryState


def compose_story(account: Account, me: MeStore, done: Callable[[], Any]) -> ft.Control:
    """The form for a new story."""
    return Composer(account, me, done)


@component
def Composer(account: Account, me: MeStore, done: Callable[[], Any]) -> ft.Control:
    """One column; nothing is sent before the button says so, and what is typed is kept."""
    w = account.words
    topic, choose = use_state(first_topic(me.audiences))
    comments_open, open_comments = use_state(True)
    publish_at, schedule = use_maybe(int)
    tries, count = use_state(0)

    def post(_: Any) -> None:
        count(tries + 1)
        if not _what_is_missing(account, w, publish_at):
            account.do(actions.post_story, topic, comments_open=comments_open, publish_at=publish_at)
            done()

    parts = [
        _section(w._("Who is it for?"), audience_picker(w, me.audiences, topic, choose)),
        ReachLine(account, topic, key=f"reach-{topic}"),
        StoryHint(account, account.drafts, "story", topic),
        apart(DraftField(account, account.drafts, "story", w._("What happened?"), 6)),
        PickedPhotos(account, account.photos, "story"),
        pick_button(account, "story", MAX_PHOTOS),
        note(w._("Please do not post photos of a child who is upset or hurt."), ft.Icons.INFO_OUTLINE),
        Timing(account, publish_at, schedule),
        _may_comment(w, comments_open, open_comments),
        MissingNote(account, account.photos, publish_at, tries),
        ft.Row(
            [main_button(w._("Schedule") if publish_at else w.p("verb", "Post"), post, icon=ft.Icons.SEND)]
        ),
    ]
    return _form(parts)


def StoryHint(account: Account, drafts: DraftStore, place: str, topic: str) -> ft.Control:
    """What is not for a story: an injury, an incident (spec 6.7)."""
    pupil_id = pupil_of(topic)
    return Hint(account, account[GuidanceStore], drafts, place, "staff", pupil_id, key=f"hint-{topic}")


def _form(parts: list[ft.Control]) -> ft.Control:
    column = ft.Column(parts, spacing=theme.ROOM)
    return ft.ListView(
        [reading_column(column)],
        padding=ft.Padding.only(left=theme.ROOM, right=theme.ROOM, top=theme.SNUG, bottom=theme.AIRY),
        expand=True,
    )


def _section(name: str, content: ft.Control) -> ft.Control:
    return ft.Column([title(name), content], spacing=theme.SNUG)


@component
def MissingNote(account: Account, photos: PhotoStore, publish_at: int | None, tries: int) -> ft.Control:
    """Why the story could not be sent, for as long as that is true: nothing before the first try."""
    said = _what_is_missing(account, account.words, publish_at) if tries else ""
    return problem_note(said) if said else ft.Container(height=0)


def _what_is_missing(account: Account, w: Words, publish_at: int | None) -> str:
    if account.photos.is_sending("story"):
        return still_on_its_way(w, account.photos, "story")
    if not account.drafts.body("story").strip() and not account.photos.going("story"):
        return w._("Please write something or add a photo first.")
    if publish_at is not None and publish_at <= account.clock.now():
        return w._("This time has passed already. Please choose a later time.")
    return ""


def edit_story(account: Account, store: StoriesStore, story_id: int, done: Callable[[], Any]) -> ft.Control:
    """The form for new words."""
    return Editor(account, store, story_id, done)


@component
def Editor(account: Account, store: StoriesStore, story_id: int, done: Callable[[], Any]) -> ft.Control:
    """Fetches the story if it is not here, then shows the form."""
    w = account.words
    looked, set_looked = use_state(False)

    story = store.story(story_id)

    async def look() -> None:
        if store.story(story_id) is None:
            set_looked(False)
            await account.attempt(actions.open_story, story_id)
            set_looked(True)

    # A fresh snapshot may not hold it.
    ft.use_effect(look, [story_id, story is None])
    if story is not None:
        return EditForm(account, story, done, key=f"edit-{story_id}")
    if looked:
        return empty(KITE, w._("This story is not here"), w._("It may have been taken back."))
    return skeleton_line(0.7)


@component
def EditForm(account: Account, story: Story, done: Callable[[], Any]) -> ft.Control:
    """The words as they were written, never as they were translated."""
    w = account.words
    place = f"edit:{story.id}"
    comments_open, open_comments = use_state(story.comments_open)
    publish_at, schedule = use_state(story.publish_at)
    waits = story.state is StoryState.SCHEDULED
    goes_now = waits and publish_at is None
    waiting = account.waiting.last(f"story:{story.id}")
    use_kept(lambda: account.drafts.begin(place, waiting.words if waiting else story.text.body))

    def save(_: Any) -> None:
        account.do(
            actions.edit_story,
            story.id,
            comments_open=comments_open,
            publish_at=publish_at if waits else None,
            now=goes_now,
        )
        done()

    parts = [
        StoryHint(account, account.drafts, place, story.topic),
        apart(DraftField(account, account.drafts, place, w._("What happened?"), 6)),
        small(w._("Families will see that the story was edited. The earlier words stay on record.")),
        *([Timing(account, publish_at, schedule)] if waits else []),
        _may_comment(w, comments_open, open_comments),
        ft.Row(
            [
                main_button(w.p("verb", "Post"), save, icon=ft.Icons.SEND)
                if goes_now
                else main_button(w._("Save"), save, icon=ft.Icons.CHECK)
            ]
        ),
    ]
    return _form(parts)


def _may_comment(w: Words, value: bool, changed: Callable[[bool], None]) -> ft.Control:
    return switch(w._("Families may comment"), value, changed)
