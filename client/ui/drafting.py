"""The field in which words are written that nothing may lose."""

import asyncio
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.core.words import Words
from client.ui import theme
from client.ui.component import component, use_kept
from client.ui.parts import icon_button

ANSWERS_WITHIN: Final = 2.0
"""Seconds."""


def send_button(w: Words, tap: Any) -> ft.IconButton:
    """Sends what stands in the field beside it.

    Its name is not shown to a mouse: in a browser the field would lose the cursor
    when that name goes away again.
    """
    button = icon_button(w.p("verb", "Send"), ft.Icons.SEND, tap, chosen=True)
    button.tooltip = None
    return button


class Cursor:
    """The way back into a field for who has just used a button beside it."""

    def __init__(self) -> None:
        self.field: ft.TextField | None = None

    async def back(self) -> None:
        """Put the cursor into the field. A field that is gone never answers, and is not waited for."""
        if self.field is not None:
            with suppress(RuntimeError, TimeoutError):
                async with asyncio.timeout(ANSWERS_WITHIN):
                    await self.field.focus()  # type: ignore[no-untyped-call]


@component
def DraftField(
    account: Account,
    drafts: DraftStore,
    place: str,
    label: str,
    lines: int,
    submit: Callable[[Any], None] | None = None,
    cursor: Cursor | None = None,
) -> ft.Control:
    """A field whose words belong to a draft. Typing draws nothing anew; words from elsewhere do.

    ``cursor`` can put the cursor back into the field, as after sending.
    """
    revision = drafts.revision_of(place)
    drawn = use_kept(dict[int, ft.TextField])
    # The field itself knows a letter before the draft does: drawn from the draft it would lose that letter.
    value = drawn[revision].value if revision in drawn else drafts.body(place)
    # The same field with new words, never a new field: the cursor stays in it.
    field = _field(account, place, label, value, lines, submit)
    drawn.clear()
    drawn[revision] = field
    if cursor is not None:
        cursor.field = field
    return field


def _field(
    account: Account,
    place: str,
    label: str,
    value: str,
    lines: int,
    submit: Callable[[Any], None] | None,
) -> ft.TextField:
    return ft.TextField(
        key=place,
        # A hint would go with the first letter, and with it the field's name for a screen reader.
        label=label,
        value=value,
        on_change=lambda e: account.type(place, e.control.value),
        multiline=True,
        min_lines=lines,
        max_lines=max(lines * 2, 5),
        max_length=None,
        border=theme.field_border(),
        filled=True,
        fill_color=ft.Colors.SURFACE_CONTAINER_LOW,
        capitalization=ft.TextCapitalization.SENTENCES,
        expand=True,
        on_submit=submit,
    )
