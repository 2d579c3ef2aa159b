"""Checking how a form reads in another language, field by field beside the original, and freezing it (spec 7.4)."""

import asyncio
from collections.abc import Callable
from functools import partial
from typing import Any, Final

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.forms import making, staff_actions
from client.forms.staff_parts import scrolled, use_loading
from client.forms.staff_store import StaffFormsStore
from client.translation.parts import written
from client.translation.shown import shown
from client.ui import theme
from client.ui.bars import share
from client.ui.component import component, row, use_kept, use_state
from client.ui.drawings import LETTER
from client.ui.parts import (
    card,
    choice,
    empty,
    main_button,
    mark,
    note,
    problem_note,
    side_button,
    switch,
    text_button,
)
from client.ui.sides import chip_row
from client.ui.text import message, page_runs_rtl, small, strong
from client.ui.typing import TypedField
from client.ui.window import Window
from wire.base import TextState
from wire.direction import language_is_rtl
from wire.forms import CheckWording, FormWording
from wire.forms import Wording as Worded

AGAIN_SECONDS: Final = 2


@component
def WordingPage(account: Account, store: StaffFormsStore, window: Window, form_id: int) -> ft.Control:
    """The languages of those who are asked, and in one of them every word of the form."""
    w = account.words
    chosen, choose = use_state("")
    # Who is asked reads which languages comes with the words in any of them.
    load = partial(account.do, staff_actions.load_wording, form_id, w.lang)
    waits = use_loading(account, store, ("words", form_id, w.lang), load)
    if waits is not None:
        return scrolled([waits])
    known = store.wordings[form_id, w.lang]
    written_in = known.wordings[0].text.lang if known.wordings else w.lang
    others = {
        tag: _done(store, form_id, tag, many) for tag, many in known.languages.items() if tag != written_in
    }
    if not others:
        about = w._("Everybody who is asked reads the language in which it was written.")
        return scrolled([empty(LETTER, w._("No translation is needed"), about)])
    lang = chosen if chosen in others else next(iter(others))
    parts: list[ft.Control] = [
        _languages(w, others, len(known.wordings), lang, choose),
        InLanguage(account, store, form_id, lang, side_by_side=window.wide, key=f"in-{lang}"),
    ]
    return scrolled(parts, width=theme.READING_WIDTH + 320 if window.wide else theme.READING_WIDTH)


def _done(store: StaffFormsStore, form_id: int, lang: str, many: int) -> int:
    """How many texts are checked, as was last heard for that very language."""
    newer = store.wordings.get((form_id, lang))
    return many if newer is None else sum(1 for one in newer.wordings if is_checked(one))


@component
def InLanguage(
    account: Account, store: StaffFormsStore, form_id: int, lang: str, *, side_by_side: bool
) -> ft.Control:
    """Loads the words in one language, then shows them."""
    load = partial(account.do, staff_actions.load_wording, form_id, lang)
    waits = use_loading(account, store, ("words", form_id, lang), load)
    if waits is not None:
        return waits
    return Language(
        account, store.wordings[form_id, lang], load, side_by_side=side_by_side, key=f"words-{lang}"
    )


def _languages(w: Words, others: dict[str, int], of: int, lang: str, choose: Any) -> ft.Control:
    chips = []
    for tag, many in others.items():
        # Translators: a language and how many texts of how many a person has checked, as in "Urdu: 3 of 12".
        said = w._(
            "{language}: {done} of {all}", language=w.language(tag), done=w.number(many), all=w.number(of)
        )
        chips.append(choice(said, lambda _, to=tag: choose(to), chosen=tag == lang))
    return ft.Column(
        [small(w._("The languages of those who are asked, and how much is checked")), chip_row(chips)],
        spacing=theme.SNUG,
    )


@component
def Language(account: Account, here: FormWording, load: Any, *, side_by_side: bool) -> ft.Control:
    """One language: how far it is, what needs care first, freezing."""
    w = account.words
    in_order, order = use_state(False)
    done = sum(1 for one in here.wordings if is_checked(one))
    careful = sum(1 for one in here.wordings if one.careful and not is_checked(one))
    pending = any(one.text.state is TextState.PENDING for one in here.wordings)
    use_looking_again(account, load, pending=pending)
    frozen = here.frozen_at is not None
    rows = here.wordings if in_order else tuple(sorted(here.wordings, key=_urgency))
    parts: list[ft.Control] = [_progress(w, done, len(here.wordings))]
    if careful:
        said = w.n(
            "{n} text speaks of a dose or says not. Please check it first. Until then families see both.",
            "{n} texts speak of a dose or say not. Please check them first. Until then families see both.",
            careful,
        )
        parts.append(note(said, ft.Icons.PRIORITY_HIGH))
    if pending:
        again = text_button(w._("Look again"), lambda _: load())
        parts.append(ft.Row([small(w._("Some words are still being translated.")), again], wrap=True))
    parts.append(Freezing(account, here, key=f"freeze-{frozen}"))
    parts.append(switch(w._("In the order of the form"), in_order, order))
    parts += [
        WordingRow(
            account, one, here.form_id, here.lang, frozen, side_by_side, w.lang,
            key=f"text-{one.text.id}-{one.field}",
        )
        for one in rows
    ]  # fmt: skip
    return ft.Column(parts, spacing=theme.SPACE)


def use_looking_again(account: Account, load: Callable[[], Any], *, pending: bool) -> None:
    """Words that are being translated come by themselves: nobody is told of those in other languages."""
    running = use_kept(list[asyncio.Task[None]])

    async def look() -> None:
        while True:
            await asyncio.sleep(AGAIN_SECONDS)
            if account.link.state == "live":
                load()

    def stop() -> None:
        while running:
            running.pop().cancel()

    def start() -> None:
        stop()
        if pending:
            running.append(account.spawn(look()))

    ft.use_effect(start, [pending], cleanup=stop)


def is_checked(one: Worded) -> bool:
    """Whether a person said how this reads, here or where the same words were used before."""
    return one.checked_at is not None or one.text.state in {TextState.CHECKED, TextState.SAME}


def _urgency(one: Worded) -> int:
    """What needs care first, then what nobody checked; else the order stays."""
    return 2 if is_checked(one) else (0 if one.careful else 1)


def _progress(w: Words, done: int, of: int) -> ft.Control:
    said = w.n("{done} of {n} text is checked", "{done} of {n} texts are checked", of, done=w.number(done))
    return ft.Column([*([share(done, of)] if done else []), strong(said)], spacing=theme.HAIR)


@component
def Freezing(account: Account, here: FormWording) -> ft.Control:
    """From now on these words stay; or they may be changed again."""
    w = account.words
    problem, tell = use_state("")
    frozen = here.frozen_at is not None

    async def turn(_: Any) -> None:
        tell(await account.attempt(making.freeze, here.form_id, here.lang, on=not frozen) or "")

    lines: list[ft.Control] = []
    if here.frozen_at is not None:
        at = w.date_and_time(here.frozen_at, account.clock.now())
        name = here.frozen_by.name if here.frozen_by else ""
        lines.append(note(w._("Frozen by {name} on {time}. These words stay as they are.", name=name, time=at),
                          ft.Icons.AC_UNIT))  # fmt: skip
        lines.append(ft.Row([text_button(w._("Let them be changed again"), turn)], wrap=True))
    else:
        button = side_button(w._("Freeze these words"), turn, icon=ft.Icons.AC_UNIT)
        lines.append(ft.Row([button, small(w._("Then nothing changes them any more."))], wrap=True))
    lines += [problem_note(problem)] if problem else []
    return ft.Column(lines, spacing=theme.SNUG)


@row
def WordingRow(
    account: Account, one: Worded, form_id: int, lang: str, frozen: bool, side_by_side: bool, reader: str
) -> ft.Control:  # fmt: skip
    """One text: as it was written, as families read it, and saying that it is right or how it should read."""
    w = account.words
    original = ft.Column(
        [small(w.language(one.text.lang)), written(account, shown(one.text, reader, original=True))],
        spacing=theme.HAIR, expand=side_by_side, horizontal_alignment=ft.CrossAxisAlignment.STRETCH,
    )  # fmt: skip
    theirs = Theirs(account, one, form_id, lang, frozen, key=f"theirs-{one.text.id}-{one.text.shown}")
    both: ft.Control = ft.Column([original, theirs], spacing=theme.SPACE)
    if side_by_side:
        both = ft.Row(
            [original, ft.Container(theirs, expand=True)], spacing=theme.WIDE,
            vertical_alignment=ft.CrossAxisAlignment.START,
        )  # fmt: skip
    box = card(ft.Column([_marks(w, one), both], spacing=theme.SNUG), flat=True)
    # By ear too, each text and its buttons are one thing: else "It is right" does not say what is.
    return ft.Semantics(content=box, container=True)


def _marks(w: Words, one: Worded) -> ft.Control:
    marks: list[ft.Control] = []
    if one.careful:
        # Translators: a mark on words that speak of a dose or say "not".
        marks.append(mark(w._("Needs care"), ft.Icons.PRIORITY_HIGH, warm=True))
    if is_checked(one):
        name = one.checked_by.name if one.checked_by else ""
        said = w._("Checked by {name}", name=name) if name else w._("Checked")
        marks.append(mark(said, ft.Icons.CHECK))
    # Always there: Flutter fails where many rows at once get one more part above what they have.
    return ft.Row(marks, wrap=True, spacing=theme.SNUG, visible=bool(marks))


@component
def Theirs(account: Account, one: Worded, form_id: int, lang: str, frozen: bool) -> ft.Control:
    """The words as a reader of ``lang`` sees them."""
    w = account.words
    anew, word_anew = use_state(False)
    typed, type_in = use_state(one.text.shown or "")
    # What is saved is what was typed, also where the last letter is not drawn yet.
    latest = use_kept(lambda: [typed])
    problem, tell = use_state("")

    async def check(wording: str) -> None:
        ask = CheckWording(form_id=form_id, text_id=one.text.id, lang=lang, wording=wording)
        said = await account.attempt(making.check, ask)
        tell(said or "")
        if said is None:
            word_anew(False)

    async def confirm(_: Any) -> None:
        await check(one.text.shown or "")

    async def save(_: Any) -> None:
        await check(latest[0].strip())

    def hear(said: str) -> None:
        latest[0] = said
        type_in(said)

    lines: list[ft.Control] = [small(w.language(lang))]
    if anew:
        lines.append(_wording_field(w, lang, typed, hear))
        buttons: list[ft.Control] = [
            main_button(w._("Save"), save, icon=ft.Icons.CHECK, disabled=not typed.strip()),
            text_button(w._("Cancel"), lambda _: word_anew(False)),
        ]
    else:
        lines.append(_as_read(account, one, lang))
        buttons = [] if frozen else _choices(w, one, confirm, lambda: word_anew(True))
    lines += [problem_note(problem)] if problem else []
    if buttons:
        lines.append(ft.Row(buttons, wrap=True, spacing=theme.SNUG, run_spacing=theme.HAIR))
    return ft.Column(lines, spacing=theme.SNUG, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _wording_field(w: Words, lang: str, typed: str, hear: Callable[[str], Any]) -> ft.Control:
    name = w._("In {language}", language=w.language(lang))
    return TypedField(
        name, typed, hear,
        multiline=True, min_lines=2, max_lines=10, max_length=8_000, rtl=language_is_rtl(lang),
    )  # fmt: skip


def _as_read(account: Account, one: Worded, lang: str) -> ft.Control:
    w = account.words
    if one.text.shown is not None:
        scale = account.me.preferences.text_size / 100
        return message(one.text.shown, lang, scale=scale, page_rtl=page_runs_rtl(w))
    if one.text.state is TextState.PENDING:
        return small(w._("It is being translated."))
    return small(w._("There is no translation yet. Families see the original."))


def _choices(w: Words, one: Worded, confirm: Any, word_anew: Any) -> list[ft.Control]:
    buttons: list[ft.Control] = []
    if one.text.shown is not None and not is_checked(one):
        # Translators: a button: this translation is right as it is.
        buttons.append(side_button(w._("It is right"), confirm, icon=ft.Icons.CHECK))
    buttons.append(text_button(w._("Word it anew"), lambda _: word_anew(), icon=ft.Icons.EDIT_OUTLINED))
    return buttons
