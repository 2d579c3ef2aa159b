"""Writing a form: its words, what is asked and in which order; kept as it is written (spec 7.1)."""

from collections.abc import Mapping
from typing import Any

import flet as ft

from client.core.account import Account
from client.core.words import Words
from client.forms import making
from client.forms.field_editing import FieldCard
from client.forms.hand import Hand
from client.forms.mending import BothDrafts
from client.forms.staff_parts import FIELD_ICONS, Go, field_names, scrolled, section, use_loading, wrapped
from client.forms.staff_store import StaffFormsStore, Writing
from client.ui import theme
from client.ui.component import component, use_kept, use_state
from client.ui.parts import choice, main_button, note, problem_note, side_button, switch, text_button
from client.ui.text import small, title, words
from client.ui.typing import TypedField
from wire.form_rules import Problem, draft_problems
from wire.forms import CARE, MOST_FIELDS, FormDraft, FormState, Per


def problem_said(w: Words, problem: Problem) -> str:
    """Why a field cannot be sent as it is, and what to do."""
    said = {
        Problem.NO_WORDS: w._("Some words are missing here. Please write what families should read."),
        Problem.NOTHING_ASKED: w._("The form asks nothing yet. Please add a question."),
        Problem.NO_OPTIONS: w._("There is nothing to choose from yet. Please add an answer."),
        Problem.SAME_OPTION: w._("Two answers are the same inside. Please take one out and add it anew."),
        Problem.BACKWARDS: w._("The least number is more than the most. Please change one of them."),
        Problem.UNKNOWN: w._(
            "It is shown after an answer to a question that is not here any more. Please choose another one."
        ),
        Problem.LATER: w._(
            "It is shown after an answer to a question that comes later. Please move it down, or choose another one."
        ),
        Problem.CIRCULAR: w._(
            "Two questions wait for each other, so neither is ever shown. Please change one."
        ),
        Problem.NEVER: w._(
            "It is shown after an answer that nobody can give any more. Please choose another answer."
        ),
    }
    again = w._("This question cannot be used as it is. Please take it out and add it anew.")
    return said.get(problem, again)


@component
def Builder(account: Account, store: StaffFormsStore, go: Go, form_id: int) -> ft.Control:
    """Loads the draft, then shows it; if two people wrote it, both."""
    what = ("draft", form_id)
    waits = use_loading(account, store, what, lambda: account.do(making.open_draft, form_id))
    writing = store.writing.get(form_id)
    if writing is None or waits is not None:
        return scrolled([waits] if waits is not None else [])
    if writing.theirs is not None:
        return BothDrafts(account, form_id, writing.draft, writing.theirs.draft, key=f"both-{form_id}")
    return BuilderForm(account, store, writing, go, key=f"build-{form_id}")


@component
def BuilderForm(account: Account, store: StaffFormsStore, writing: Writing, go: Go) -> ft.Control:
    """The whole form, one question after the other; one of them is open to be changed."""
    w, draft, form_id = account.words, writing.draft, writing.view.form_id
    opened, open_field = use_state("")
    told, tell = use_state("")
    asked, ask_all = use_state(False)
    hand = use_kept(lambda: Hand(account, form_id))
    hand.opened, hand.open_field, hand.tell = opened, open_field, tell
    found = draft_problems(draft)
    problems = {key: problem_said(w, one) for key, one in found.items()} if asked else {}

    async def further(to: str) -> None:
        ask_all(True)
        if to == "send" and found:
            return
        if await making.save(account, form_id):
            go(f"/forms/{form_id}/edit/{to}")

    parts: list[ft.Control] = [
        SavedLine(account, writing.state, writing.problem, key="saved"),
        *_versions(w, writing),
        _head(w, draft, hand, problems),
        _settings(w, draft, hand),
        title(w._("Questions")),
        *_fields(account, draft, hand, opened, problems),
        *_told(w, told, hand),
        *([problem_note(problems["fields"])] if "fields" in problems else []),
        AddField(account, hand, full=len(draft.fields) >= MOST_FIELDS, key="add"),
        *_end(w, problems),
        _further(w, further),
    ]
    return scrolled(parts)


@component
def SavedLine(account: Account, state: str, problem: str) -> ft.Control:
    """Whether what is written is with the school."""
    w = account.words
    if state == "refused":
        return problem_note(problem)
    said, icon = {
        "offline": (
            w._("No connection. What you wrote is kept here and will be saved later."),
            ft.Icons.CLOUD_OFF_OUTLINED,
        ),
        "saved": (w._("Everything is saved."), ft.Icons.CLOUD_DONE_OUTLINED),
    }.get(state, (w._("Saving"), ft.Icons.CLOUD_UPLOAD_OUTLINED))
    line = ft.Row(
        [ft.Icon(icon, size=18, color=ft.Colors.ON_SURFACE_VARIANT), small(said, expand=True)],
        spacing=theme.SNUG,
    )
    return ft.Semantics(content=line, live_region=state == "offline", container=True)


def _versions(w: Words, writing: Writing) -> list[ft.Control]:
    if writing.view.version == 0:
        return []
    closed = writing.view.state is FormState.CLOSED
    said = w._(
        "Families have version {n}. They see your changes when you send it again.", n=writing.view.version
    )
    more = w._("The form is closed. Sending it again opens it.") if closed else ""
    return [note(f"{said} {more}".strip(), ft.Icons.HISTORY)]


def _head(w: Words, draft: FormDraft, hand: Hand, problems: Mapping[str, str]) -> ft.Control:
    name = TypedField(
        w._("Title of the form"), draft.title, lambda said: hand.put(title=said), max_length=120,
        capitalization=ft.TextCapitalization.SENTENCES, error=problems.get("title"),
    )  # fmt: skip
    intro = TypedField(
        w._("What should families know first?"), draft.intro, lambda said: hand.put(intro=said),
        max_length=6_000, multiline=True, min_lines=3, max_lines=12,
        capitalization=ft.TextCapitalization.SENTENCES,
    )  # fmt: skip
    return ft.Column([name, intro], spacing=theme.SPACE, horizontal_alignment=ft.CrossAxisAlignment.STRETCH)


def _settings(w: Words, draft: FormDraft, hand: Hand) -> ft.Control:
    # Translators: whether a family with two children answers a form twice or once.
    names = {Per.CHILD: w._("Once for each child"), Per.FAMILY: w._("Once for the family")}
    chips: list[ft.Control] = [
        choice(name, lambda _, to=to: hand.put(per=to), chosen=draft.per is to) for to, name in names.items()
    ]
    rows: list[ft.Control] = [wrapped(chips)]
    if draft.kind in CARE:
        about = w._("Answers reach only those who need them, and each look at them is on record.")
        rows.append(note(about, ft.Icons.LOCK_PERSON_OUTLINED))
    else:
        private = w._("Private: class teams see only what is passed on to them")
        rows.append(switch(private, draft.private, lambda on: hand.put(private=on)))
    if not draft.repeats:
        rows.append(
            switch(w._("Ask again a year after each answer"), draft.yearly, lambda on: hand.put(yearly=on))
        )
    at_any_time = w._("Families may fill it in at any time, and more than once")
    rows.append(switch(at_any_time, draft.repeats, lambda on: hand.put(repeats=on, yearly=False)))
    return section(w._("How is it answered?"), *rows)


def _fields(
    account: Account, draft: FormDraft, hand: Hand, opened: str, problems: Mapping[str, str]
) -> list[ft.Control]:
    many = len(draft.fields)
    return [
        FieldCard(
            account, hand, one, at, many, problems.get(one.key, ""),
            draft.fields[:at] if one.key == opened or one.shown_if else (), one.key == opened,
            key=f"field-{one.key}",
        )
        for at, one in enumerate(draft.fields)
    ]  # fmt: skip


def _told(w: Words, told: str, hand: Hand) -> list[ft.Control]:
    """What was just done, for who does not see it, and the way back for what was taken out."""
    if not told:
        return []
    back = (
        [text_button(w._("Put it back"), lambda _: hand.put_back(), icon=ft.Icons.UNDO)]
        if hand.removed
        else []
    )
    line = wrapped([words(told), *back])
    return [ft.Semantics(content=line, live_region=True)]


@component
def AddField(account: Account, hand: Hand, *, full: bool) -> ft.Control:
    """Every kind of question, to add one of it at the end."""
    w = account.words
    opened, show = use_state(False)
    if full:
        return small(w._("The form is full. Please make a second one for the rest."))
    if not opened:
        return ft.Row(
            [side_button(w._("Add a question"), lambda _: show(True), icon=ft.Icons.ADD)], wrap=True
        )

    def add(kind: Any) -> None:
        show(False)
        hand.add(kind)

    kinds: list[ft.Control] = [
        ft.OutlinedButton(name, icon=FIELD_ICONS[kind], on_click=lambda _, kind=kind: add(kind))
        for kind, name in field_names(w).items()
    ]
    # Translators: heading above the kinds of questions: a line of words, yes or no, a date, and so on.
    return section(w._("Which kind of question?"), wrapped(kinds))


def _end(w: Words, problems: Mapping[str, str]) -> list[ft.Control]:
    if not problems:
        return []
    said = w.n(
        "{n} thing must be put right before it can be sent. It is marked above.",
        "{n} things must be put right before it can be sent. They are marked above.",
        len(problems),
    )
    return [problem_note(said)]


def _further(w: Words, further: Any) -> ft.Control:
    async def preview(_: Any) -> None:
        await further("preview")

    async def wordings(_: Any) -> None:
        await further("words")

    async def send(_: Any) -> None:
        await further("send")

    return wrapped([
        side_button(w._("See it as a parent"), preview, icon=ft.Icons.VISIBILITY),
        side_button(w._("Check the translations"), wordings, icon=ft.Icons.TRANSLATE),
        main_button(w._("Send the form"), send, icon=ft.Icons.SEND),
    ])  # fmt: skip
