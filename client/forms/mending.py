"""Two people wrote the same form at the same time: both are shown, and nothing of either is lost."""

from collections.abc import Callable
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.forms import making
from client.forms.mixing import SETTINGS, differences, field_of, mixed
from client.forms.staff_parts import field_names, scrolled, wrapped
from client.ui import theme
from client.ui.component import component, use_state
from client.ui.parts import card, choice, main_button, note, problem_note
from client.ui.text import small, strong, words
from wire.forms import FieldDraft, FormDraft, Per


@component
def BothDrafts(account: Account, form_id: int, mine: FormDraft, theirs: FormDraft) -> ft.Control:
    """Each thing that differs, and which of the two shall stand."""
    w = account.words
    taken, take = use_state(frozenset[str]())
    problem, tell = use_state("")
    said = w._(
        "Somebody else changed this form too. Nothing is lost: choose for each part which words shall stand."
    )

    async def save(_: Any) -> None:
        tell(await account.attempt(making.settle, form_id, mixed(mine, theirs, taken)) or "")

    parts: list[ft.Control] = [note(said, ft.Icons.CALL_MERGE)]
    parts += [_pair(w, key, mine, theirs, taken, take) for key in differences(mine, theirs)]
    parts += [problem_note(problem)] if problem else []
    parts.append(ft.Row([main_button(w._("Save this"), save, icon=ft.Icons.CHECK)], wrap=True))
    return scrolled(parts)


def _pair(
    w: Words, key: str, mine: FormDraft, theirs: FormDraft, taken: frozenset[str],
    take: Callable[[frozenset[str]], None],
) -> ft.Control:  # fmt: skip
    here = key in taken
    # Translators: the reader's own words, and those of somebody else.
    chips: list[ft.Control] = [
        choice(w._("Mine"), lambda _: take(taken - {key}), chosen=not here),
        choice(w._("Theirs"), lambda _: take(taken | {key}), chosen=here),
    ]
    lines: list[ft.Control] = [
        strong(w.apart(_name(w, key, mine, theirs))),
        _side(w, w._("Mine"), _said(w, key, mine)),
        _side(w, w._("Theirs"), _said(w, key, theirs)),
        wrapped(chips),
    ]
    return card(ft.Column(lines, spacing=theme.SNUG), flat=True)


def _name(w: Words, key: str, mine: FormDraft, theirs: FormDraft) -> str:
    names = {
        "title": w._("Title of the form"),
        "intro": w._("What families should know first"),
        SETTINGS: w._("How it is answered"),
    }
    one = field_of(mine, key) or field_of(theirs, key)
    return names.get(key) or (one.label.strip() if one else "") or w._("Question without words")


def _side(w: Words, whose: str, said: str) -> ft.Control:
    return ft.Column([small(whose), words(w.apart(said) or w._("Nothing"))], spacing=0)


def _said(w: Words, key: str, draft: FormDraft) -> str:
    if key == SETTINGS:
        return _settings(w, draft)
    if key in {"title", "intro"}:
        return str(getattr(draft, key))
    one = field_of(draft, key)
    return _field(w, one) if one else w._("This question is not there")


def _field(w: Words, one: FieldDraft) -> str:
    parts = [one.label, one.help, field_names(w)[one.kind], *(option.label for option in one.options)]
    parts += [w._("must be answered")] if one.required else []
    return "\n".join(part for part in parts if part.strip())


def _settings(w: Words, draft: FormDraft) -> str:
    parts = [w._("Once for each child") if draft.per is Per.CHILD else w._("Once for the family")]
    parts += [w._("Private")] if draft.private else []
    parts += [w._("Every year")] if draft.yearly else []
    parts += [w._("At any time")] if draft.repeats else []
    return w.listing(parts)
