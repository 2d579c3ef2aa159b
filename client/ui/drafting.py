"""The field in which words are written that nothing may lose."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.drafts import DraftStore
from client.ui import theme
from client.ui.component import component, use_kept


@component
def DraftField(
    account: Account,
    drafts: DraftStore,
    place: str,
    label: str,
    lines: int,
    submit: Callable[[Any], None] | None = None,
) -> ft.Control:
    """A field whose words belong to a draft. Typing draws nothing anew; words from elsewhere do."""
    key = f"{place}-{drafts.revision_of(place)}"
    drawn = use_kept(list[ft.TextField])
    # The field itself knows a letter before the draft does: drawn from the draft it would lose that letter.
    value = drawn[0].value if drawn and drawn[0].key == key else drafts.body(place)
    drawn[:] = [_field(account, place, key, label, value, lines, submit)]
    return drawn[0]


def _field(
    account: Account,
    place: str,
    key: str,
    label: str,
    value: str,
    lines: int,
    submit: Callable[[Any], None] | None,
) -> ft.TextField:
    return ft.TextField(
        key=key,
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
