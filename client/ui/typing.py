"""A text field whose words somebody else keeps, on a screen that is drawn again while it is typed into."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.ui.component import component, use_kept
from client.ui.parts import field


class Kept:
    """The field as it is drawn, what was told of it, and who hears it."""

    def __init__(self) -> None:
        self.control: ft.TextField | None = None
        self.shape: tuple[Any, ...] = ()
        self.told: list[str] = []
        """What was told since it last came back as ``value``, and that: a drawing may be a few letters behind."""
        self.typed: Callable[[str], Any] = lambda _: None
        self.submit: Callable[[str], Any] = lambda _: None
        self.as_kept: Callable[[str], str] = str

    def changed(self, e: Any) -> None:
        """A letter more, or less."""
        words = str(e.control.value or "")
        self.told.append(self.as_kept(words))
        self.typed(words)

    def submitted(self, e: Any) -> None:
        """The enter key of a field of one line."""
        self.submit(str(e.control.value or ""))


@component
def TypedField(
    label: str,
    value: str,
    typed: Callable[[str], Any],
    as_kept: Callable[[str], str] = str,
    submit: Callable[[str], Any] | None = None,
    **more: Any,
) -> ft.Control:
    """``typed`` hears the words with each letter. ``as_kept``: what comes back as ``value`` for what was typed.

    The field itself knows a letter before whoever keeps the words: drawn anew, even with its own words, it would
    lose those that are typed in that moment. So it stays the same field until words come from elsewhere.
    """
    kept = use_kept(Kept)
    is_own = kept.control is not None and value in kept.told
    if is_own:
        del kept.told[: kept.told.index(value)]
    kept.typed, kept.as_kept = typed, as_kept
    kept.submit = submit or (lambda _: None)
    shape = (label, submit is None, more)
    if kept.control is not None and is_own and shape == kept.shape:
        return kept.control
    stands = str(kept.control.value) if kept.control is not None and is_own else value
    enter = {} if submit is None else {"on_submit": kept.submitted}
    kept.control = field(label, stands, kept.changed, **enter, **more)
    kept.shape = shape
    kept.told = kept.told if is_own else [value]
    return kept.control
