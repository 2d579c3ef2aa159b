"""The stories that wait for their time, for those who wrote them."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.waiting import WaitingStore
from client.stories import actions
from client.stories.parts import change_on_its_way, kind_mark
from client.stories.store import StoriesStore
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.component import component
from client.ui.drawings import CLOCK
from client.ui.parts import card, empty, failed_card, reading_column, side_button, skeleton, text_button
from client.ui.text import strong
from wire.stories import Story


@component
def ScheduledList(
    account: Account, store: StoriesStore, waiting: WaitingStore, go: Callable[[str], Any]
) -> ft.Control:
    """The next one first; each can still be changed or taken back."""
    w = account.words

    def load() -> None:
        account.do(actions.load_scheduled)

    ft.use_effect(load, [])
    stories = store.scheduled()
    if stories:
        rows = [_waiting(account, story, go) for story in stories]
    elif store.scheduled_state == "ready":
        rows = [
            empty(
                CLOCK, w._("Nothing is waiting"), w._("A story with a later date stands here until its time.")
            )
        ]
    elif store.scheduled_state == "failed":
        again = side_button(w._("Try again"), lambda _: load())
        rows = [
            failed_card(w._("The list could not be loaded"), w._("Nothing is lost. Please try again."), again)
        ]
    else:
        rows = [skeleton(w, 2)]
    return ft.ListView(
        [reading_column(one) for one in rows], spacing=theme.ROOM, padding=theme.ROOM, expand=True
    )


def _waiting(account: Account, story: Story, go: Callable[[str], Any]) -> ft.Control:
    w = account.words
    now = account.clock.now()
    when = strong(w.date_and_time(story.publish_at or now, now), expand=True)
    buttons: list[ft.Control] = [
        text_button(w._("Edit"), lambda _: go(f"/stories/{story.id}/edit"), icon=ft.Icons.EDIT_OUTLINED),
        text_button(
            w._("Take back"), lambda _: account.do(actions.withdraw_story, story.id), icon=ft.Icons.UNDO
        ),
    ]
    parts = [
        ft.Row([ft.Icon(ft.Icons.SCHEDULE, size=20, color=ft.Colors.PRIMARY), when], spacing=theme.SNUG),
        kind_mark(w, story),
        *([change_on_its_way(w)] if account.waiting.about(f"story:{story.id}") else []),
        written(account, shown(story.text, w.lang)),
        ft.Row(buttons, wrap=True, run_spacing=0),
    ]
    return card(ft.Column(parts, spacing=theme.SNUG))
